"""Invented alerts as listing sites send them at the end of 2026: links of a tracker that tell no ad, a budget in the
criteria, a suggestion below, facts in the text part alone; and messages that announce no ad."""

from collections.abc import Iterator
from email.message import EmailMessage

from tests.core.sources.pages.today import Facts, Sample, ad, amount


def mail(sender: str, subject: str, html: str, plain: str = "") -> bytes:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, "alertes@exemple.fr", subject
    made["Date"], made["MIME-Version"] = "Mon, 30 Nov 2026 08:00:00 +0100", "1.0"
    made.set_content(plain or "Voir la version HTML")
    if html:
        made.add_alternative(f"<html><body><table><tr><td>{html}</td></tr></table></body></html>", subtype="html")
    return made.as_bytes()


STOP = (
    "<p>Vous souhaitez recevoir uniquement les biens qui correspondent exactement à votre recherche ?</p>"
    '<a href="https://click.by.alertes.example/?qs=fin1">Se désabonner des offres alternatives</a>'
    '<a href="https://click.by.alertes.example/?qs=fin2">Arrêter cette alerte</a><p>75009 Paris</p>'
)


def seloger(ads: tuple[Facts, ...], *, drop: bool = False) -> bytes:
    """Every link of a card is another address of the tracker; the district stands before the town."""
    cards = ""
    for rank, one in enumerate(ads):
        links = iter([f"https://click.by.seloger.com/?qs=c{rank}{step}abc" for step in range(9)])
        month = "/mois charges comprises" if one["deal"] == "rent" else ""
        was = f'<span><a href="{next(links)}"><s>{amount("310000")}</s> ↘ 4%</a></span>' if drop else ""
        cards += (
            f'<table><tr><th><table><tr><td><a href="{next(links)}"><img alt=""></a></td></tr></table></th><th><table>'
            f'<tr><td><a href="{next(links)}"><strong>{amount(one["price"])}{month}</strong></a>{was}</td></tr>'
            f'<tr><td><a href="{next(links)}">{one["kind"]} {one["town"].replace("-", " ")} {one["rooms"]} pièce(s)...'
            f'</a></td></tr><tr><td><a href="{next(links)}">{one["rooms"]} pièces . {one["area"]} m²</a></td></tr>'
            f"<tr><td>"
            f'<a href="{next(links)}">Romagne, <br>{one["town"]}<br>({one["postcode"]})</a></td></tr><tr><td>'
            f'<a href="{next(links)}">Voir l’annonce</a></td></tr></table></th></tr></table>'
        )
    title = "Le prix d’un bien a baissé de <span>11 000 €</span>" if drop else f"{len(ads)} nouvelles annonces"
    return mail("annonces@alertes.seloger.com", "Nouvelles annonces", f"<h1>{title}</h1>{cards}{STOP}")


def leboncoin(ads: tuple[Facts, ...], criteria: str) -> bytes:
    cards = "".join(
        f'<tr><td><div><a href="https://www.leboncoin.fr/vi/{one["reference"]}.htm#at_medium=email"><img></a>'
        f"</div><div><a "
        f'href="https://www.leboncoin.fr/vi/{one["reference"]}.htm#at_medium=email"><table><tr><td><span>'
        f"{amount(one['price'])}</span></td><td>{'<span>Pro</span>' if one.get('seller') == 'pro' else ''}</td>"
        f"</tr><tr>"
        f"<td>{one['kind']} · {one['rooms']} pièces · {one['area']} m²</td></tr><tr><td>Parking · Balcon</td></tr>"
        f"<tr><td>"
        f"Archevêché<br />{one['town']} {one['postcode']}</td></tr></table></a></div></td></tr>"
        for one in ads
    )
    head = f"<tr><td><b>{len(ads)} nouvelles annonces</b> correspondant à {criteria} :</td></tr>"
    return mail("leboncoin <no.reply@leboncoin.fr>", "Nouvelles annonces", f"<table>{head}{cards}</table>")


def pap(one: Facts, *, department: bool = False) -> bytes:
    """A budget in the criteria above and below; the price of a subscription."""
    place = f"{one['town']} ({'94' if department else one['postcode']})"
    price = f"{amount(one['price']).replace(chr(0x202F), '.')}{' / mois' if one['deal'] == 'rent' else ''}"
    link = f"https://www.pap.fr/annonces/-r{one['reference']}?a=6&amp;utm_source=alerte"
    criteria = f"Votre alerte : Location · appartement · {place} · {one['rooms']} pièces · budget 1.250 €"
    html = (
        f"<p>Votre recherche sur pap.fr</p><p>Un {one['rooms']} pièces de {one['area']} m² se libère à {place}</p>"
        f'<p>{criteria}</p><table><tr><td><a href="{link}"><img></a></td></tr><tr><td>Annonce Exclusive</td></tr>'
        f"<tr><td>"
        f"Location {one['kind'].lower()} · {place}<br><span>{price}</span><br><span>{one['rooms']} pièces · "
        f"{one['area']} "
        f'm²</span></td></tr><tr><td><a href="{link}">Voir l’annonce et contacter le propriétaire</a></td></tr></table>'
        "<table><tr><td>Accès Prioritaire</td></tr><tr><td><a href='https://www.pap.fr/pass-prioritaire'>Je "
        "prends mon Pass"
        f"</a></td></tr><tr><td>39 € pour un mois sans engagement</td></tr></table><p>Vous recevez cet e-mail : "
        f"{criteria}"
        "</p><p>S.A.S.U. au capital de 337.800 EUR</p>"
    )
    return mail("PAP.fr <users-alertes@pap.fr>", "Alerte email", html)


def bienici(ads: tuple[Facts, ...]) -> bytes:
    """References that are words; a suggestion below, which is an ad too."""
    cards = "".join(
        f'<table><tr><td><a href="https://www.bienici.com/annonce/{one["reference"]}?from=x"><img></a></td><td><a '
        f'href="https:'
        f'//www.bienici.com/annonce/{one["reference"]}?from=x">{one["kind"]} {one["rooms"]} pièces {one["area"]} '
        f"m²</a><br>"
        f"{one['postcode']} {one['town']}<br><b>{amount(one['price'])}</b>par mois charges comprises<br>RÉFÉRENCE : "
        f"SNI_{rank}</td></tr></table>"
        for rank, one in enumerate(ads)
    )
    head = "<p>Louer région Île-de-France - Maison, appartement - 1 200 € max - 3 pièces min - 45 m² min</p>"
    return mail("Bien'ici <no_reply@bienici.com>", "1 nouvelle annonce", f"{head}{cards}<p>L’équipe</p>")


def samples() -> Iterator[Sample]:
    """Return every e-mail."""
    rents = (
        ad("-", "Appartement 3 45", "980/m", "78700 Conflans-Sainte-Honorine"),
        ad("-", "Maison 4 93", "1150/m", "91820 Boutigny-sur-Essonne"),
    )
    yield Sample("seloger alert", "", seloger(rents), rents)
    yield Sample("seloger alert of one", "", seloger(rents[:1]), rents[:1])
    sale = (ad("-", "Maison 5 120", "299000", "35500 Vitré"),)
    yield Sample("seloger price drop", "", seloger(sale, drop=True), sale)
    three = (
        ad("3256000111", "Appartement 3 48", "1042/m", "77330 Ozoir-la-Ferrière", seller="pro", deal=""),
        ad("3256000222", "Maison 4 80", "1280/m", "78700 Conflans-Sainte-Honorine", deal=""),
        ad("3256000333", "Appartement 2 41", "935/m", "77380 Combs-la-Ville", deal=""),
    )
    criteria = "vos critères : locations, jusqu’à 1 300 €, 40 m² min"
    yield Sample("leboncoin rents", "", leboncoin(three, criteria), tuple({**one, "deal": "rent"} for one in three))
    sales = (
        ad("3256000444", "Maison 5 120", "249000", "35500 Vitré", deal=""),
        ad("3256000555", "Appartement 3 64", "178000", "35000 Rennes", seller="pro", deal=""),
    )
    yield Sample("leboncoin sales", "", leboncoin(sales, "vos critères : ventes, 300 000 € max"),
                 tuple({**one, "deal": "sale"} for one in sales))  # fmt: skip
    own = ad("465000111", "Appartement 3 55", "1050/m", "94100 Saint-Maur-des-Fossés", seller="private")
    yield Sample("pap alert", "", pap(own), (own,))
    yield Sample("pap alert, department alone", "", pap(own, department=True),
                 ({name: value for name, value in own.items() if name != "postcode"},))  # fmt: skip
    named = (
        ad("mgc-ancien-SNI_0000_318600", "Appartement 3 62", "985/m", "78520 Limay"),
        ad("era-2-61432000", "Maison 3 44", "725/m", "91610 Ballancourt-sur-Essonne"),
    )
    unnamed = tuple({name: value for name, value in one.items() if name != "reference"} for one in named)
    yield Sample("bienici alert", "", bienici(named), unnamed)
    worded = ad("453000999", "Maison 5 120", "249000", "35500 Vitré", seller="private")
    yield Sample("facts in the text part", "", mail(
        "users-alertes@pap.fr", "Une annonce",
        '<a href="https://www.pap.fr/annonces/-r453000999?a=1"><img></a><p>249.000 €</p><a href="https://www.pap.fr/'
        'annonces/-r453000999?a=1">Voir l’annonce</a>',
        "Une annonce correspond à votre recherche Vente maison jusqu’à 300.000 EUR à partir de 100 m².\n\nVente "
        "maison 5 "
        "pièces\nVitré (35500)\n120 m²\n249.000 EUR\n\nPour voir l’annonce "
        ":\nhttps://www.pap.fr/annonces/-r453000999?a=1\n\n"
        "SAS au capital de 337 800 euros\n"), (worded,))  # fmt: skip
    nothing = {
        "subscription confirmed": "<p>Votre alerte est créée : Louer à Vitré (35500), appartement, 3 pièces, 1 "
        "200 € max, "
        '45 m² min</p><a href="https://www.bienici.com/mon-alerte/f0f0f01234567/louer">Gérer</a>',
        "estimate": "<h1>Combien vaut votre maison à Vitré (35500) ?</h1><p>120 m², 5 pièces : 245 000 € en moyenne</p>"
        '<a href="https://click.by.alertes.example/?qs=e1">Estimer</a>',
        "new buildings": '<table><tr><td><a href="https://neuf.example/programme/8812345"><b>Les Terrasses</b></a><p>'
        "Programme neuf</p><p>À partir de 219 000 €</p><p>T2 au T4</p><p>Rennes (35000)</p></td></tr></table>" * 2,
        "loan": "<h1>Financez votre appartement</h1><p>Pour 200 000 € sur 20 ans : 1 080 €/mois</p>"
        '<a href="https://banque.example/simulation/123456">Simuler</a>',
    }  # fmt: skip
    for name, html in nothing.items():
        yield Sample(name, "", mail("alertes@annonces.example", name, html + STOP))
