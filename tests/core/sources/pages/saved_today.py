"""Invented pages and alert e-mails of today's sites as a browser saves them, without a state of the page: each inside
the chrome of its site (cookies, forms, newsletter, footer, related ads). What a person reads was written before they
were read; a refusal stands in none of them."""

from collections.abc import Callable, Iterator
from email.message import EmailMessage

from core.base.records import Struct
from tests.core.sources.pages.today import Facts, Sample, ad, amount

ADS = (
    ad("2990110021", "Maison 6 142", "318500", "35500 Vitré", seller="private", name="Hélène", land="640", dpe="D"),
    ad("2990110138", "Appartement 3 67", "1150/m", "44000 Nantes", seller="private", name="Yanis", dpe="C"),
    ad("2990110245", "Maison 4 96", "197000", "30700 Uzès", seller="private", name="Odile", land="310", dpe="E"),
    ad("2990110352", "Appartement 2 41", "129900", "06000 Nice", seller="private", name="Bruno", dpe="F"),
    ad("2990110469", "Appartement 1 23", "560/m", "31000 Toulouse", seller="private", name="Louise", dpe="D"),
    ad("2990110576", "Maison 7 188", "655000", "33120 Arcachon", seller="private", name="Achille", land="820", dpe="B"),
)  # fmt: skip
WORDS = (
    "Nous vendons pour nous rapprocher de nos enfants. Cuisine refaite en 2021, séjour traversant, commerces à pied."
)
COOKIES = (
    '<div id="didomi-host"><p>Avec nos 874 partenaires, nous lisons des informations sur votre appareil.</p><button>'
    "Continuer sans accepter</button><button>Tout refuser</button><button>Accepter</button></div>",
    '<div class="axeptio_mount"><p>Les cookies, c’est vous qui voyez.</p><button>Non merci</button></div>',
    '<div id="onetrust-banner-sdk"><p>Refuser tout, ou gérer mes choix</p><button>Tout refuser</button></div>',
)
HEADS = (
    '<header><a href="/">Accueil</a><nav><a href="/vendre">Vendre sans agence</a><a href="/estimer">Estimer un bien à '
    '180 m²</a><a href="/moncompte">Se connecter</a></nav></header>',
    '<div role="banner"><a href="/deposer">Déposer une annonce, 0 €</a><form><input name="q"><button>Chercher</button>'
    "</form></div>",
)
FORMS = (
    '<form class="contact"><h3>Contacter le vendeur</h3><label>Votre téléphone</label><input><p>En cliquant, vous '
    "acceptez d’être rappelé. Vous pouvez vous opposer au démarchage sur Bloctel.</p><button>Envoyer</button></form>",
    "<form><label>Simuler un prêt de 200 000 € sur 20 ans</label><output>1 042 €/mois</output><button>Voir</button>"
    "</form>",
)
FOOTS = (
    '<section class="newsletter"><p>La lettre du jeudi</p><a href="/stop">Se '
    "désinscrire</a></section><footer><p>SAS au "
    "capital de 1 250 000 €, 85 rue du Faubourg, 75008 Paris</p><p>Démarchage interdit par nos conditions</p></footer>",
    '<div id="footer"><a href="/maison/rennes">Maison 5 pièces Rennes (35000), 240 000 €</a><p>Service clients 01 '
    "99 00 "
    "10 20</p><p>Tous droits réservés</p></div>",
)
NEAR = (
    '<section class="similar-ads"><h2>Ces annonces peuvent vous intéresser</h2><a '
    'href="/annonces/2980001111"><p>Maison '
    "4 pièces 88 m²</p><p>205 000 €</p><p>Fougères (35300)</p></a></section>",
    '<aside aria-label="Publicité"><p>Votre crédit dès 3,1 %</p><p>Économisez jusqu’à 12 000 €</p></aside>',
)


class Shape(Struct, frozen=True):
    """How a site writes an ad. ``address``: of its page; ``shows``: the fields it says beside kind, area, rooms, price,
    deal and place."""

    name: str
    address: str
    body: Callable[[Facts], str]
    shows: str


def euros(one: Facts) -> str:
    return amount(one["price"]) + ("/mois" if one["deal"] == "rent" else "")


def deal(one: Facts) -> str:
    return "location" if one["deal"] == "rent" else "vente"


def size(one: Facts) -> str:
    return f"{one['kind']} {one['rooms']} pièce{'s' if one['rooms'] != '1' else ''} {one['area']} m²"


def plot(one: Facts, told: str) -> str:
    return told.format(one["land"]) if "land" in one else ""


def _boncoin(one: Facts) -> str:
    criteria = (("Type de bien", one["kind"]), ("Surface habitable", f"{one['area']} m²"), ("Nombre de pièces",
                one["rooms"]), ("Classe énergie", one["dpe"]))  # fmt: skip
    listed = "".join(
        f'<div data-qa-id="criteria_item_{rank}"><p>{name}</p><p>{told}</p></div>'
        for rank, (name, told) in enumerate(criteria)
    )
    return (
        f'<article><div data-qa-id="adview_spotlight_description_container"><h1 data-qa-id="adview_title">{size(one)}'
        f'</h1><p><a href="#map">{one["town"]} {one["postcode"]}</a></p><div data-qa-id="adview_price"><p>{euros(one)}'
        f"</p></div><p>Publié il y a 3 "
        f"jours</p></div><h2>Critères</h2>{listed}{plot(one, '<p>Surface du terrain</p><p>{} m²</p>')}"
        f'<div data-qa-id="adview_description_container"><h2>Description</h2><p>{WORDS}</p></div></article><aside><div '
        f'data-qa-id="adview_contact_container"><a href="/profile/8812"><p>{one["name"]}</p></a><p>Particulier</p>'
        "<button>Voir le numéro</button></div></aside>"
    )


def _pap(one: Facts) -> str:
    return (
        f'<h1 class="item-title"><span class="h1">{"Location" if one["deal"] == "rent" else "Vente"} '
        f"{one['kind'].lower()} "
        f'{one["rooms"]} pièces {one["area"]} m² {one["town"]} ({one["postcode"]})</span><span class="item-price">'
        f'{euros(one)}</span></h1><ul class="item-tags"><li><strong>{one["rooms"]} pièces</strong></li><li><strong>'
        f'{one["area"]} m²</strong></li>{plot(one, "<li>Terrain <strong>{} m²</strong></li>")}</ul><div class="item-'
        f'description"><h2>{one["town"]} ({one["postcode"]})</h2><p>{WORDS}</p></div><div class="energy-box"><div '
        f"class="
        f'"energy-indice"><ul><li class="active">{one["dpe"]}</li></ul></div></div>'
    )


def _seloger(one: Facts) -> str:
    return (
        f'<section data-testid="cdp-hardfacts"><h1>{one["kind"]} à '
        f"{'louer' if one['deal'] == 'rent' else 'vendre'}</h1>"
        f"<span>{euros(one)}</span><div><span>{one['rooms']} pièces</span><span>•</span><span>{one['area']} m²</span>"
        f'</div></section><button data-testid="cdp-location-address">Centre, {one["town"]} ({one["postcode"]})</button>'
        f'<section data-testid="cdp-description"><h2>Description</h2><div>{WORDS}</div></section><section data-testid='
        f'"cdp-energy"><h2>Bilan énergétique</h2><div>Classe énergie {one["dpe"]}</div></section><section data-testid='
        '"cdp-seller"><p>Particulier</p></section>'
    )


def _paruvendu(one: Facts) -> str:
    return (
        f'<div class="cotea16-detail"><h1 id="detail_h1">{deal(one).capitalize()} {one["kind"]} {one["rooms"]} pièces '
        f'{one["area"]} m²<br>{one["town"]} ({one["postcode"]})</h1><div id="autoprix">{euros(one)}</div><div class='
        f'"im12_txt_ann">{WORDS}</div><ul class="crit"><li><span>Surface</span> : <span>{one["area"]} m²</span></li>'
        f"<li><span>Pièces</span> : "
        f"<span>{one['rooms']}</span></li>{plot(one, '<li><span>Terrain</span> : <span>{} m²</span></li>')}"
        f'<li><span>DPE</span> : <span>{one["dpe"]}</span></li></ul><div class="vendeur"><p '
        f'class="nom">{one["name"]}</p>'
        "<p>Annonce de particulier</p></div></div>"
    )


def _bienici(one: Facts) -> str:
    return (
        f'<div class="detailedSheetFirstBlock"><h1 class="titleInside"><span>{one["kind"]} {one["rooms"]} pièces '
        f'{one["area"]} m²</span></h1><div class="fullAddress">{one["town"]} {one["postcode"]}</div><div '
        f'class="ad-price">'
        f'<span class="ad-price__the-price">{euros(one)}</span></div></div><div '
        f'class="labelInfo"><span>{one["area"]} m²'
        f'</span></div><div class="labelInfo"><span>{one["rooms"]} '
        f"pièces</span></div>{plot(one, '<div class=labelInfo><span>Terrain de {} m²</span></div>')}"
        f'<section class="descriptionContent"><p>{WORDS}</p></section><div class="energy-diagnostic"><div '
        f'class="dpe-line '
        f'dpe-line--{one["dpe"].lower()} current">{one["dpe"]}</div></div><div class="agency-overview"><p>Vendu par un '
        "particulier</p></div>"
    )


def _ouestfrance(one: Facts) -> str:
    return (
        f'<div class="annDetail"><h1>{deal(one).capitalize()} {one["kind"].lower()} {one["town"]}</h1><strong '
        f'class="prix">'
        f"{euros(one)}</strong><dl><dt>Surface habitable</dt><dd>{one['area']} "
        f"m²</dd><dt>Pièces</dt><dd>{one['rooms']}</dd>"
        f"{plot(one, '<dt>Terrain</dt><dd>{} m²</dd>')}<dt>Commune</dt><dd>{one['town']} "
        f"({one['postcode']})</dd><dt>Réf."
        f'</dt><dd>{one["reference"]}</dd></dl><div class="txtAnn">{WORDS}</div><div '
        f'class="contactBox"><p>{one["name"]}'
        "</p><p>Particulier</p></div></div>"
    )


PLOT = "<tr><th>Terrain</th><td>{} m²</td></tr>"


def _proprio(one: Facts) -> str:
    return (
        f'<div id="main"><h1>{one["kind"]} {one["rooms"]} pièces à {"louer" if one["deal"] == "rent" else "vendre"} '
        f"{one['town']} {one['postcode']}</h1><table><tr><th>Prix</th><td>{euros(one)}</td></tr><tr><th>Surface</th>"
        f"<td>{one['area']} m²</td></tr><tr><th>Pièces</th><td>{one['rooms']}</td></tr>{plot(one, PLOT)}"
        f"<tr><th>DPE</th><td>{one['dpe']}</td></tr><tr><th>Vendeur</th><td>{one['name']}, "
        f"particulier</td></tr></table>"
        f"<h2>Description</h2><p>{WORDS}</p></div>"
    )


def _confiance(one: Facts) -> str:
    return (
        f'<div class="sc-1x"><div class="sc-2y"><h1>{size(one)} - {one["town"]}</h1><p class="sc-3z">{euros(one)}</p>'
        f'<p>{one["postcode"]} {one["town"]}</p></div><div class="sc-4w"><p>{WORDS}</p></div><div '
        f'class="sc-5v"><p>Proposé '
        f"par</p><p>{one['name']}</p><p>Particulier</p></div></div>"
    )


def _figaro(one: Facts) -> str:
    return (
        f'<div class="classified-main-infos"><h1 class="classified-main-infos__title"><span>{deal(one).capitalize()} '
        f"{one['kind'].lower()} {one['rooms']} pièces</span> <span>{one['town']} "
        f"({one['postcode']})</span></h1><div class="
        f'"classified-price-per-m2"><strong>{euros(one)}</strong> <span>soit 3 105 €/m²</span></div></div><ul class='
        f'"features-list"><li><span class="feature">{one["area"]} m²</span></li><li><span '
        f'class="feature">{one["rooms"]} '
        f'pièces</span></li></ul><div class="classified-description__body">{WORDS}</div><div '
        f'class="container-dpe"><span '
        f'class="dpe-letter active">{one["dpe"]}</span></div>'
    )


def _unknown(one: Facts) -> str:
    return (
        f'<main><h2 class="t">{size(one)}</h2><p class="p">{euros(one)}</p><p>{one["town"]}, '
        f"{one['postcode']}</p><section>"
        f"<h3>Le bien</h3><p>{WORDS}</p></section><section><h3>Le "
        f"propriétaire</h3><p>{one['name']}</p></section></main>"
    )


SHAPES = (
    Shape("leboncoin", "www.leboncoin.fr/ad/{deal}s_immobilieres/{n}", _boncoin, "reference seller name land dpe"),
    Shape("pap", "www.pap.fr/annonces/{kind}-{n}", _pap, "reference seller land dpe"),
    Shape("seloger", "www.seloger.com/annonces/{deal}/{kind}/{n}.htm", _seloger, "reference seller dpe"),
    Shape("paruvendu", "www.paruvendu.fr/immobilier/{deal}/{kind}/{n}A1KIVHMN000", _paruvendu,
          "reference seller name land dpe"),
    Shape("bienici", "www.bienici.com/annonce/{deal}/{kind}/ag-{n}", _bienici, "reference seller land dpe"),
    Shape("ouestfrance", "www.ouestfrance-immo.com/immobilier/{deal}/{kind}/{n}.htm", _ouestfrance,
          "reference seller name land"),
    Shape("etreproprio", "www.etreproprio.com/immobilier-{n}-{kind}", _proprio, "reference seller land dpe"),
    Shape("gensdeconfiance", "gensdeconfiance.com/fr/annonce/{kind}-{n}", _confiance, "reference seller name"),
    Shape("figaro", "immobilier.lefigaro.fr/annonces/annonce-{n}.html", _figaro, "reference dpe"),
    Shape("unknown", "www.toits-libres.example/{deal}/{n}", _unknown, "reference name"),
)  # fmt: skip
ALWAYS = ("kind", "area", "rooms", "price", "deal", "town", "postcode")


def shown_facts(one: Facts, fields: str) -> Facts:
    return {name: told for name, told in one.items() if name in (*ALWAYS, *fields.split())}


def chromed(body: str, title: str, pick: int) -> bytes:
    """Return a page: ``body`` in a chrome whose parts change with ``pick``."""
    parts = (HEADS[pick % 2], body, NEAR[pick % 2], FORMS[pick % 2], FOOTS[pick % 2], COOKIES[pick % 3])
    return (
        f'<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{title}</title></head><body>'
        f"{''.join(parts)}</body></html>"
    ).encode()


def pages() -> Iterator[Sample]:
    """Yield three pages of one ad in each shape."""
    for rank, shape in enumerate(SHAPES):
        for turn in range(3):
            one = ADS[(rank + 2 * turn) % len(ADS)]
            url = "https://" + shape.address.format(n=one["reference"], deal=deal(one), kind=one["kind"].lower())
            title = f"{size(one)} {one['town']}"
            yield Sample(
                f"{shape.name} {turn}", url, chromed(shape.body(one), title, rank + turn),
                (shown_facts(one, shape.shows),),
            )  # fmt: skip


CARDS = (
    '<article data-test-id="ad"><a aria-label="Voir l’annonce" href="/ad/{deal}/{n}"></a><p>{size}</p><p>{price}</p><p>'
    "{town} {code}</p><p>Aujourd’hui, 09:12</p></article>",
    '<div class="search-list-item-alt"><a class="item-title" href="/annonces/{deal}-{kind}-{n}"><span '
    'class="h1">{town} '
    '({code})</span><span class="item-price">{price}</span><ul class="item-tags"><li>{rooms} pièces</li><li>{area} m²'
    "</li><li>{kind}</li></ul></a></div>",
    '<li data-id="{n}"><h3><a href="/fiche/{n}">{kind}</a></h3><b>{price}</b><br>{area} m² · {rooms} p. · {code} {town}'
    "</li>",
)


def card(one: Facts, shape: str) -> str:
    told = {"n": one["reference"], "code": one["postcode"], "size": size(one), "deal": deal(one), "price": euros(one)}
    return shape.format(**{**one, **told})


def lists() -> Iterator[Sample]:
    """Yield lists of three ads."""
    for rank, shape in enumerate(CARDS):
        ads = ADS[rank : rank + 3]
        body = f"<h1>Résultats</h1><div>{''.join(card(one, shape) for one in ads)}</div>"
        url = f"https://www.liste{rank}.example/recherche"
        yield Sample(f"list {rank}", url, chromed(body, "Résultats", rank),
                     tuple(shown_facts(one, "reference") for one in ads))  # fmt: skip


MAILS = (
    '<table><tr><td><a href="https://www.{host}/ad/{deal}/{n}?utm=1"><b>{size}</b></a></td></tr><tr><td>{price}</td></tr>'
    "<tr><td>{town} ({code})</td></tr></table>",
    '<div><a href="https://www.{host}/annonces/{kind}-{n}"><h3>{kind} {rooms} pièces</h3><p>{price} - {area} m²</p><p>'
    "{code} {town}</p></a></div>",
)
HOSTS = ("leboncoin.fr", "pap.fr", "seloger.com", "paruvendu.fr", "toits-libres.example")
MAIL_ENDS = (
    "<p>Vous recevez cet e-mail car vous avez créé une alerte « Maison, 300 000 € max ».</p><a "
    "href='https://{host}/stop'>"
    "Je ne veux plus recevoir d’alertes</a><p>Se désinscrire</p>",
    "<table><tr><td>Nos conseils : vendre sans agence, louer sans démarchage</td></tr><tr><td><a "
    "href='https://{host}/out'>"
    "Me désabonner</a></td></tr></table>",
)


def mails() -> Iterator[Sample]:
    """Yield two alert e-mails of each sender, of one ad and of three, the second with a text part too."""
    for rank, host in enumerate(HOSTS):
        for turn in range(2):
            ads = ADS[rank : rank + 1] if not turn else (ADS + ADS)[rank : rank + 3]
            shown = "".join(card(one, MAILS[(rank + turn) % 2].replace("{host}", host)) for one in ads)
            message = EmailMessage()
            message["From"], message["To"], message["Subject"] = f"alerte@{host}", "agence@example.org", "Votre alerte"
            message["Date"] = "Mon, 23 Nov 2026 07:30:00 +0100"
            if turn:
                message.set_content("\n\n".join(f"{size(one)}\n{euros(one)}\n{one['town']}" for one in ads))
            end = MAIL_ENDS[(rank + turn) % 2].format(host=host)
            body = f"<html><body><h1>Votre alerte : {len(ads)} annonces</h1>{shown}{end}</body></html>"
            (message.add_alternative if turn else message.set_content)(body, subtype="html")
            yield Sample(f"mail {host} {turn}", "", message.as_bytes(),
                         tuple(shown_facts(one, "reference") for one in ads))  # fmt: skip


def samples() -> Iterator[Sample]:
    """Yield every document."""
    yield from (*pages(), *lists(), *mails())
