"""More invented pages in shapes seen on sites at the end of 2026, held back while the reading was written: a person's
reading of each stands beside it."""

import json
from collections.abc import Iterator

from tests.core.sources.pages.today import DISTRICTS, NEW, Facts, Sample, ad, amount, page
from tests.core.sources.pages.today_mails import mail

RENTS = (
    ad("262UMHKCWPS4", "Appartement 3 57", "949/m", "33800 Bordeaux"),
    ad("263ABCDEFGH5", "Maison 4 88", "1210/m", "33700 Mérignac"),
)


def covered() -> Iterator[Sample]:
    """A link that covers the card, whose title says it all; the district before the town; an advertisement between."""
    cards = "".join(
        f'<div id="classified-card-{one["reference"]}" data-testid="serp-core-classified-card-testid"><a '
        f'data-testid="card-'
        f'mfe-covering-link-testid" href="/annonce/location/aquitaine/gironde/ville/{one["reference"]}?serp_view=list" '
        f'title="{one["kind"]} à louer - {one["town"]} - {one["price"]},02 €/mois - {one["rooms"]} pièces">'
        f"</a><div "
        f'data-testid="cardmfe-price-testid">{one["price"]},02 €/mois</div><div>{one["kind"]} à louer</div><div '
        f'data-testid="cardmfe-keyfacts-testid"><div>{one["rooms"]} pièces</div><div>·</div><div>{one["area"]},2 '
        f"m²</div>"
        f"<div>·</div><div>7ème étage</div></div><div>Bordeaux Sud, {one['town']} ({one['postcode']})</div><div>"
        f"<hr>Bel "
        "appartement de 3 chambres, terrasse de 12 m².</div></div>"
        for one in RENTS
    )
    cards += '<div data-testid="serp-inline-ad"><a href="https://pub.example/x">Votre crédit dès 540 €/mois</a></div>'
    yield Sample("covered cards", "https://www.seloger.com/classified-search?distributionTypes=Rent",
                 page(f"<h1>Location</h1>{cards}{DISTRICTS}", "Location"), RENTS)  # fmt: skip


def titled() -> Iterator[Sample]:
    """Titles in capitals, the month on a line of its own, the path of the place, the agency and its number."""
    ads = (
        ad("53157237", "Appartement 1 23", "646/m", "06200 NICE"),
        ad("53200001", "Appartement 2 49", "890/m", "06000 NICE"),
    )
    cards = "".join(
        f'<li class="item"><a href="/annonce-immobiliere/{one["reference"]}/18-location-appartement.htm" data-id="'
        f'{one["reference"]}"><img></a><h3><a '
        f'href="/annonce-immobiliere/{one["reference"]}/18-location-appartement.htm">'
        f"Appartement {one['rooms']} pièce{'s' if one['rooms'] != '1' else ''} {one['area']}m² NICE "
        f"{one['postcode']}</a></h3>"
        f'<p class="price">{one["price"]}&euro;\n par mois</p><p>Ascenseur Parking / Garage</p><p>EXCLUSIVITÉ<br>'
        f"94 AV. DE "
        f"LA CORNICHE FLEURIE {one['postcode']} NICE<br>Très calme</p><p><a "
        f"href='/annonce-immobiliere/{one['reference']}/18"
        f"-location-appartement.htm'>{one['postcode']} <i></i> NICE <i></i> ALPES-MARITIMES <i></i> PROVENCE</a>"
        f"</p><div "
        f'class="nom"><a href="/agence-immobiliere/90718{rank}/nice.htm"><b>AGENCE DU PORT</b></a></div><a '
        f'href="/annonce-'
        f'immobiliere/{one["reference"]}/18-location-appartement.htm#C">Contacter l’agence</a></li>'
        for rank, one in enumerate(ads)
    )
    yield Sample("titles in capitals", "https://www.annuaire.example/location-nice.htm",
                 page(f"<h1>Appartements à louer - NICE (06000)</h1><ul>{cards}</ul>", "Location appartement Nice"),
                 ads)  # fmt: skip


def named_state() -> Iterator[Sample]:
    """A state whose price is told before and after, the price of a programme beside it."""
    told = [
        {"id": "22824500", "area": 63, "description": "Location appartement T2.", "dpe": {"energyCategory": "D"},
         "location": {"city": "Nice (06)", "postalCode": "06000", "district": "Féric"}, "price": 1700,
         "priceBefore": 1600, "priceLabel": "1700.00 €", "priceMinLabel": "0.00 €", "program": {}, "roomCount": [2],
         "recordLink": "https://annonces.example/annonce-22824500.html", "transaction": "location",
         "type": "appartement", "options": ["particulier", "petit_prix"]},
        {"id": "71056800", "area": 25, "description": "Studio.", "dpe": {"energyCategory": "C"},
         "location": {"city": "Nice (06)", "postalCode": "06200"}, "price": 650, "priceLabel": "650.00 €",
         "recordLink": "https://annonces.example/annonce-71056800.html", "roomCount": [1], "program": {},
         "transaction": "location", "type": "appartement", "options": []},
    ]  # fmt: skip
    body = f'<script type="application/json" id="s">{json.dumps({"classifieds": told, "total": 357})}</script>'
    yield Sample("a state with a price before", "https://annonces.example/location.html", page(body, "Location"), (
        ad("22824500", "Appartement 2 63", "1700/m", "06000 Nice", dpe="D"),
        ad("71056800", "Appartement 1 25", "650/m", "06200 Nice", dpe="C"),
    ))  # fmt: skip


def table_of_facts() -> Iterator[Sample]:
    """One ad in a table of facts; the mortgage, the fees and the town's average around."""
    rows = {
        "Prix": "318 000 €", "Honoraires": "4 % TTC à la charge de l’acquéreur", "Surface": "104 m²", "Pièces": "5",
        "Chambres": "3", "Terrain": "612 m²", "Ville": "Fougères", "Code postal": "35300", "DPE": "C", "GES": "A",
        "Référence": "VM2231",
    }  # fmt: skip
    table = "".join(f"<tr><th>{name}</th><td>{value}</td></tr>" for name, value in rows.items())
    facts = ad("9981234", "Maison 5 104", "318000", "35300 Fougères", seller="pro", land="612", dpe="C", ges="A")
    yield Sample("table of facts", "https://agence.example/vente/maison/fougeres/9981234",
                 page(f"<h1>Maison de plain-pied</h1><table>{table}</table><section><h2>Simulez votre prêt</h2><p>"
                      f"1 540 €/mois "
                      "sur 25 ans</p></section><section><h2>Prix à Fougères</h2><p>Prix moyen : 2 150 €/m²</p>"
                      "</section>",
                      "Maison à vendre Fougères"),
                 (facts,))  # fmt: skip


def private_ads() -> Iterator[Sample]:
    """Ads of private persons on sites of their own: names, telephones, who wrote it."""
    yield Sample("a particular's page", "https://petites-annonces.example/immobilier/maison-laval-8823310.html", page(
        "<h1>Maison 6 pièces 131 m² Laval 53000</h1><div>Prix : <b>229 500 €</b></div><ul><li>131 m²</li><li>6 "
        "pièces</li>"
        "<li>4 chambres</li><li>Terrain 800 m²</li></ul><div class='annonceur'><p>Annonce de particulier</p><p>"
        "Dominique R."
        "</p><a href='tel:0639981011'>06 39 98 10 11</a></div><p>Annonce n° 8823310 du 12/11/2026</p>", "Maison Laval"),
        (ad("8823310", "Maison 6 131", "229500", "53000 Laval", seller="private", land="800",
            phones="0639981011"),))  # fmt: skip
    yield Sample("a flat of an owner", "https://direct-proprio.example/annonces/appartement-angers-77123450", page(
        "<h1>Appartement 3 pièces de 67 m² à Angers</h1><p>Quartier Doutre, Angers (49100)</p><p>184 000 € (prix net "
        "vendeur 184 000 €)</p><p>Propriétaire : Claude N.</p><p>Diagnostic : classe énergie E, classe climat "
        "B</p><p>Taxe "
        "foncière 1 120 €/an, charges 90 €/mois</p>", "Appartement Angers"),
        (ad("77123450", "Appartement 3 67", "184000", "49100 Angers", dpe="E", ges="B"),))  # fmt: skip
    ads = (
        ad("88233200", "Maison 4 95", "189000", "53000 Laval", seller="private"),
        ad("88233210", "Appartement 2 48", "119000", "53000 Laval", seller="private"),
        ad("88233220", "Maison 7 160", "329000", "35133 Fougères", seller="pro"),
    )
    cards = "".join(
        f'<a href="/immobilier/annonce-{one["reference"]}.html"><div class="t">{one["kind"]} {one["rooms"]} pièces, '
        f"{one['area']} m²</div><div class='p'>{amount(one['price'])}</div><div class='l'>{one['postcode']} "
        f"{one['town']}"
        f"</div><div class='b'>{'Particulier' if one['seller'] == 'private' else 'Pro'}</div><div>Hier, 18:02</div></a>"
        for one in ads
    )
    top = '<a href="/boutique/agence-12345.html"><b>Agence du Lac</b><p>42 annonces de 89 000 € à 450 000 €</p></a>'
    yield Sample("small ads", "https://petites-annonces.example/immobilier",
                 page(f"<h1>Immobilier : ventes</h1>{top}{cards}{NEW}{DISTRICTS}", "Ventes"), ads)  # fmt: skip


def more_without() -> Iterator[Sample]:
    """Documents without an ad."""
    bodies = {
        "ad withdrawn, others below": (
            "https://annonces.example/a/7130001",
            "<h1>Cette annonce n’est plus disponible</h1><p>Maison 5 pièces à Vitré (35500)</p>" + DISTRICTS,
        ),
        "a guide": (
            "https://annonces.example/guide/acheter-maison",
            "<h1>Acheter une maison : le guide</h1><p>Pour une maison de 100 m² à 250 000 €, comptez 20 000 € de "
            "frais.</p>",
        ),
        "an agency": (
            "https://annonces.example/agence/du-port-12345",
            "<h1>Agence du Port</h1><p>56000 Vannes</p><p>Prix de vente moyen 312 000 €</p><p>18 maisons, 9 "
            "appartements</p>",
        ),
        "tenders of rent": (
            "https://annonces.example/vacances/7130002",
            "<h1>Villa 8 personnes à Dinard (35800)</h1><p>1 450 € / semaine</p><p>120 m²</p>",
        ),
    }
    for name, (url, body) in bodies.items():
        yield Sample(name, url, page(body, name))


def alerts() -> Iterator[Sample]:
    """Alerts: two columns of text, prices in words, links behind a redirector."""
    ads = (
        ad("44556601", "Maison 5 112", "264000", "44000 Nantes"),
        ad("44556602", "Appartement 2 44", "720/m", "44300 Nantes"),
    )

    def wrapped(one: Facts) -> str:
        return f"https://t.mail.example/r?u=https%3A%2F%2Fwww.annonces.example%2Fannonce-{one['reference']}.html&c=1"

    cards = "".join(
        f'<tr><td><a href="{wrapped(one)}"><img></a></td><td><p><a href="{wrapped(one)}">{one["kind"]} '
        f"{one['rooms']} pièces "
        f"{one['area']} m² - {one['town']} ({one['postcode']})</a></p><p>{amount(one['price'])}"
        f"{' CC par mois' if one['deal'] == 'rent' else ' FAI'}</p></td></tr>"
        for one in ads
    )
    yield Sample("a redirector", "", mail("alerte@annonces.example", "2 annonces",
                 f"<p>Votre recherche : maison, budget max 300 000 €</p><table>{cards}</table>"), ads)  # fmt: skip
    plain = "".join(
        f"{one['kind']} - {one['rooms']} pièces - {one['area']} m²\n{one['town']} ({one['postcode']})\nPrix : "
        f"{one['price']} euros{' / mois' if one['deal'] == 'rent' else ''}\nhttps://www.annonces.example/annonce-"
        f"{one['reference']}.html\n\n"
        for one in ads
    )
    yield Sample("words alone", "", mail("alerte@annonces.example", "2 annonces", "",
                 f"Bonjour,\n\nVoici 2 annonces pour « jusqu’à 300 000 euros » :\n\n{plain}Gérer vos alertes :\n"
                 "https://www.annonces.example/alertes/998877\n"), ads)  # fmt: skip
    drop = ad("44556603", "Maison 4 90", "215000", "35000 Rennes")
    yield Sample("a lower price", "", mail("alerte@annonces.example", "Baisse de prix",
                 f'<h2>Le prix a baissé !</h2><table><tr><td><a href="{wrapped(drop)}">Maison 4 pièces 90 m²</a>'
                 f'<p>Rennes '
                 "35000</p><p><span style='text-decoration:line-through'>229 000 €</span> 215 000 €</p><p>- 14 "
                 "000 €</p>"
                 "</td></tr></table>"), (drop,))  # fmt: skip
    yield Sample("thanks for a message", "", mail("alerte@annonces.example", "Votre message est envoyé",
                 "<p>Votre message à l’agence est parti.</p><p>Vous cherchez une maison à Rennes (35000), 300 000 "
                 "€ max ?"
                 "</p><a href='https://www.annonces.example/recherche?c=123456'>Voir 12 biens</a>"))  # fmt: skip


def criteria() -> Iterator[Sample]:
    """Pages of one ad in lists of criteria: a scale of energy of which one letter is lit, who sells in a card."""
    scale = "".join(f'<div class="{"x-lit active" if x == "D" else "x"}">{x}</div>' for x in "ABCDEFG")
    items = {"square": ("Surface habitable", "112 m²"), "rooms": ("Nombre de pièces", "5"),
             "land": ("Surface totale du terrain", "640 m²")}  # fmt: skip
    told = "".join(
        f'<div data-qa-id="criteria_item_{key}"><p>{name}</p><p>{value}</p></div>'
        for key, (name, value) in items.items()
    )
    body = (
        '<h1 data-qa-id="adview_title">Maison 5 pièces 112 m²</h1><div data-qa-id="adview_price"><p>248 500 €</p></div>'
        f"<p>2 219 €/m²</p><div><p>5 pièces</p><p>112 m²</p><p>Vitré 35500</p></div>{told}<div data-qa-id="
        f'"criteria_item_energy_rate"><p>Classe énergie</p><div class="energy">{scale}</div></div><div data-qa-id='
        '"adview_contact_container"><a href="/profile/ab12"><p data-qa-id="profile_name">Camille</p></a><p>Particulier'
        "</p><p>2 annonces</p><button>Voir le numéro</button></div>"
    )
    house = ad(
        "2999000111", "Maison 5 112", "248500", "35500 Vitré", seller="private", land="640", dpe="D", name="Camille"
    )
    yield Sample("criteria", "https://www.leboncoin.fr/ad/ventes_immobilieres/2999000111",
                 page(body, "Maison 5 pièces 112 m² à vendre Vitré"), (house,))  # fmt: skip
    yield Sample("land", "https://annonces.example/terrain-7199001", page(
        "<h1>Terrain à bâtir 812 m² Janzé (35150)</h1><p>96 000 €</p><p>Vendeur particulier</p><p>Viabilisé</p>"
        + DISTRICTS, "Terrain à vendre"),
        ({"reference": "7199001", "kind": "Terrain", "price": "96000", "postcode": "35150", "town": "Janzé",
          "deal": "sale", "seller": "private", "land": "812"},))  # fmt: skip
    yield Sample("building", "https://annonces.example/immeuble-7199002", page(
        "<h1>Immeuble de rapport 4 lots, 280 m²</h1><p>Prix : 412 000 €</p><p>Fougères (35300)</p><p>Rapport : 28 "
        "000 €/an"
        "</p><p>Loyers : 2 330 €/mois</p><p>Appartements loués</p>", "Immeuble à vendre"),
        ({"reference": "7199002", "kind": "Immeuble", "price": "412000", "area": "280", "postcode": "35300",
          "town": "Fougères", "deal": "sale"},))  # fmt: skip


def opaque() -> Iterator[Sample]:
    """Messages whose links tell nothing."""
    ads = (
        ad("-", "Maison 5 112", "264000", "44000 Nantes"),
        ad("-", "Appartement 2 44", "139000", "44400 Rezé"),
        ad("-", "Maison 6 140", "385000", "44120 Vertou"),
    )
    rows = "".join(
        f'<tr><td><a href="https://r.mail.example/tr/cl/AbC{rank}"><img></a></td><td><a '
        f'href="https://r.mail.example/tr/cl/'
        f'AbD{rank}"><b>{one["kind"]} {one["rooms"]} pièces {one["area"]} m²</b></a><br>{amount(one["price"])}<br>'
        f"{one['town']} ({one['postcode']})<br><a href='https://r.mail.example/tr/cl/AbE{rank}'>Contacter</a></td></tr>"
        for rank, one in enumerate(ads)
    )
    yield Sample("opaque links", "", mail("alertes@annonces.example", "3 biens",
                 "<p>3 biens pour votre alerte : achat, 400 000 € maximum, Nantes (44000)</p><table>"
                 f"{rows}</table><p>Annonces SA, 12 rue du Bac, 75007 Paris</p>"), ads)  # fmt: skip
    yield Sample("invoice", "", mail("facture@annonces.example", "Votre facture",
                 "<p>Facture n° 2026-11872</p><p>Annonce maison 5 pièces 112 m² Vitré (35500)</p><p>Total : 149 "
                 "€</p><a "
                 "href='https://annonces.example/facture/202611872'>Télécharger</a>"))  # fmt: skip


def samples() -> Iterator[Sample]:
    """Return every document."""
    for make in (covered, titled, named_state, table_of_facts, private_ads, more_without, alerts, criteria, opaque):
        yield from make()
