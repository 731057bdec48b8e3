"""Invented pages in the shapes of listing sites, each with the ads a person would read on it. The shapes are written
from how such pages are made, not from what the reader does; the values are drawn."""

import json
import random
from collections.abc import Callable, Iterator, Mapping
from email.message import EmailMessage
from html import escape
from urllib.parse import quote

from core.base.records import Struct

TOWNS = (
    ("Vitré", "35500"), ("Le Mans", "72000"), ("Saint-Étienne", "42000"), ("Aix-en-Provence", "13100"),
    ("L’Isle-Adam", "95290"), ("Bourg-en-Bresse", "01000"), ("La Rochelle", "17000"), ("Lyon 3e", "69003"),
    ("Châteauroux", "36000"), ("Bécherel", "35190"), ("Les Sables-d’Olonne", "85100"), ("Ajaccio", "20000"),
)  # fmt: skip
STREETS = ("calme", "lumineux", "proche des écoles", "sans vis-à-vis", "au pied du tram", "refait en 2021")


class Truth(Struct, frozen=True):
    """One invented ad: what a person reads of it. ``refuses``: it refuses agencies."""

    number: int
    kind: str
    deal: str
    price: int
    area: int
    rooms: int
    bedrooms: int
    town: str
    postcode: str
    seller: str
    dpe: str
    land: int
    refuses: bool
    words: str

    @property
    def title(self) -> str:
        return f"{self.kind} {self.rooms} pièces {self.area} m²"

    @property
    def slug(self) -> str:
        return f"{'vente' if self.deal == 'sale' else 'location'}-{self.kind.lower()}-{self.number}"

    @property
    def spaced(self) -> str:
        return f"{self.price:,}".replace(",", "\u202f")

    @property
    def per(self) -> str:
        return f"{self.price // self.area:,}".replace(",", "\u00a0") + " €/m²"

    @property
    def wanted(self) -> dict[str, str]:
        """The fields any shape shows."""
        return {
            "reference": str(self.number), "price": str(self.price), "area": str(self.area), "rooms": str(self.rooms),
            "town": self.town, "postcode": self.postcode, "kind": self.kind, "deal": self.deal, "seller": self.seller,
            "refuses": str(self.refuses).lower(),
        }  # fmt: skip


def drawn(rng: random.Random, count: int, deal: str = "") -> list[Truth]:
    """Return ads drawn at random."""
    found = []
    own = deal or rng.choice(("sale", "sale", "rent"))
    first = rng.randrange(2_000_000, 9_000_000_000)
    for rank in range(count):
        kind, rooms = rng.choice(("Maison", "Appartement")), rng.randrange(2, 8)
        area = rooms * rng.randrange(14, 26)
        price = area * rng.randrange(11, 22) if own == "rent" else area * rng.randrange(15, 60) * 100 // 500 * 500
        town, postcode = rng.choice(TOWNS)
        refuses = rng.random() < 0.15
        words = f"{rng.choice(STREETS).capitalize()}, visites le samedi."
        if refuses:
            words += " " + rng.choice(("Agences s’abstenir.", "Pas d’agence merci", "Démarchage commercial refusé"))
        seller = "pro" if rng.random() < 0.25 and not refuses else "private"
        found.append(
            Truth(
                *(first + rank * 997, kind, own, price, area, rooms, max(rooms - 2, 1), town, postcode),
                *(seller, rng.choice("ABCDEFG"), rng.randrange(200, 1800), refuses, words),
            )
        )
    return found


def page(body: str, *, host: str, path: str, title: str, head: str = "") -> bytes:
    told = f'<link rel="canonical" href="https://www.{host}{path}">'
    return (
        f'<!doctype html><html lang="fr"><head><meta charset="utf-8">{told}<title>{escape(title)}</title>{head}</head>'
        f"<body><nav><a href='/'>Accueil</a><a href='/favoris'>Favoris</a></nav>{body}<footer>© 2026 — 01 99 00 00 99"
        "</footer></body></html>"
    ).encode()


def heading(ads: list[Truth]) -> str:
    return "Annonces de vente" if ads[0].deal == "sale" else "Annonces de location"


def month(one: Truth) -> str:
    return "" if one.deal == "sale" else " /mois"


def who(one: Truth) -> str:
    return "Particulier" if one.seller == "private" else "Professionnel"


def soup(ads: list[Truth], host: str) -> bytes:
    cards = "".join(
        f'<div class="x1 k{i}"><a class="q" href="/annonce/{one.slug}"><span class="t9">{one.title}</span></a>'
        f"<div><span>{one.spaced} €{month(one)}</span><span>{one.per}</span></div>"
        f"<div>{one.town} ({one.postcode})</div>"
        f"<p>{one.words}</p><i>{who(one)}</i></div>"
        for i, one in enumerate(ads)
    )
    return page(f"<h1>{heading(ads)}</h1><div>{cards}</div>", host=host, path="/recherche", title=heading(ads))


def items(ads: list[Truth], host: str) -> bytes:
    cards = "".join(
        f'<li data-annonce-id="{one.number}"><h3><a href="/{one.slug}.htm">{one.kind} à {one.town}</a></h3>'
        f"<ul><li>{one.area} m²</li><li>{one.rooms} pièces</li><li>{one.bedrooms} ch.</li></ul><address>{one.postcode} "
        f'{one.town}</address><strong class="prix">{one.spaced} €</strong><em>{who(one)}</em><p>{one.words}</p></li>'
        for one in ads
    )
    return page(f"<h1>{heading(ads)}</h1><ol>{cards}</ol>", host=host, path="/liste", title=heading(ads))


def rows(ads: list[Truth], host: str) -> bytes:
    lines = "".join(
        f'<tr><td><a href="/detail?id={one.number}">{one.kind} {one.rooms} p.</a></td><td>{one.area} m²</td>'
        f"<td>{one.town} ({one.postcode})</td><td>{one.spaced} €</td><td>{who(one)}. {one.words}</td></tr>"
        for one in ads
    )
    head = "<tr><th>Bien</th><th>Surface</th><th>Lieu</th><th>Prix</th><th>Vendeur</th></tr>"
    return page(f"<h1>{heading(ads)}</h1><table>{head}{lines}</table>", host=host, path="/tableau", title=heading(ads))


def terms(ads: list[Truth], host: str) -> bytes:
    one = ads[0]
    told = {
        "Type de bien": one.kind, "Surface habitable": f"{one.area} m²", "Nombre de pièces": str(one.rooms),
        "Chambres": str(one.bedrooms), "Ville": one.town, "Code postal": one.postcode,
        "Surface du terrain": f"{one.land} m²", "Classe énergie": one.dpe, "Vendeur": who(one),
        "Référence": str(one.number),
    }  # fmt: skip
    pairs = "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in told.items())
    said = "À vendre" if one.deal == "sale" else "À louer"
    body = f"<h1>{said} : {one.title} à {one.town}</h1><p class='price'>{one.spaced} €{month(one)}</p><dl>{pairs}</dl>"
    body += f"<section><h2>Description</h2><p>{one.words}</p></section><p>Honoraires : 0 €. Taxe foncière : 1 200 €</p>"
    return page(body, host=host, path=f"/annonces/{one.slug}", title=f"{said} {one.title} {one.town}")


def lined(ads: list[Truth], host: str) -> bytes:
    one = ads[0]
    said = "Vente" if one.deal == "sale" else "Location"
    body = (
        f"<h1>{said} {one.kind.lower()} {one.rooms} pièces {one.town} ({one.postcode})</h1><div><b>Prix</b> "
        f"<span>{one.spaced} €</span></div><table><tr><th>Surface</th><td>{one.area} m²</td></tr>"
        "<tr><th>Pièces</th><td>"
        f"{one.rooms}</td></tr><tr><th>Terrain</th><td>{one.land} m²</td></tr><tr><th>DPE</th><td>{one.dpe}</td></tr>"
        f"</table><div class='annonceur'><strong>{who(one)}</strong></div><div class='description'>{one.words}</div>"
        "<aside><h3>Annonces similaires</h3><a href='/autre-1234567'>Maison 3 pièces 70 m² 99 000 €</a></aside>"
    )
    return page(body, host=host, path=f"/{one.slug}", title=f"{said} {one.title} - {one.town}")


def linked(ads: list[Truth], host: str) -> bytes:
    one = ads[0]
    told = {
        "@context": "https://schema.org", "@type": "Product", "name": one.title, "sku": str(one.number),
        "description": one.words, "offers": {"@type": "Offer", "price": str(one.price), "priceCurrency": "EUR",
                                             "seller": {"@type": "Person" if one.seller == "private" else
                                                        "RealEstateAgent", "name": "X"}},
        "itemOffered": {"@type": "House" if one.kind == "Maison" else "Apartment", "numberOfRooms": one.rooms,
                        "floorSize": {"@type": "QuantitativeValue", "value": one.area, "unitCode": "MTK"},
                        "address": {"@type": "PostalAddress", "addressLocality": one.town,
                                    "postalCode": one.postcode}},
    }  # fmt: skip
    said = "Achat" if one.deal == "sale" else "Location"
    head = f'<script type="application/ld+json">{json.dumps(told, ensure_ascii=False)}</script>'
    body = f"<h1>{one.title}</h1><p>{one.words}</p>"
    return page(body, host=host, path=f"/{one.slug}", title=f"{said} {one.title}", head=head)


def record(one: Truth, names: Mapping[str, str]) -> dict[str, object]:
    """Return an ad as the JSON of a state, its keys in the words of a site."""
    values: dict[str, object] = {
        "id": one.number, "price": one.price, "area": one.area, "rooms": one.rooms, "bedrooms": one.bedrooms,
        "town": one.town, "postcode": one.postcode, "title": one.title, "text": one.words, "dpe": one.dpe,
        "url": f"/annonce/{one.slug}", "kind": one.kind, "deal": "vente" if one.deal == "sale" else "location",
        "seller": "particulier" if one.seller == "private" else "professionnel",
    }  # fmt: skip
    return {names.get(name, name): value for name, value in values.items() if names.get(name, name)}


FRENCH = {
    "id": "idAnnonce", "price": "prix", "area": "surface", "rooms": "nbPieces", "bedrooms": "nbChambres",
    "town": "ville", "postcode": "codePostal", "title": "titre", "text": "description", "kind": "typeBien",
    "deal": "typeTransaction", "seller": "typeAnnonceur", "url": "lien", "dpe": "classeEnergie",
}  # fmt: skip
ENGLISH = {
    "id": "listingId", "price": "priceAmount", "area": "livingSurface", "rooms": "roomCount",
    "bedrooms": "bedroomCount", "town": "cityName", "postcode": "zipcode",
    "title": "headline", "text": "body", "kind": "propertyType",
    "deal": "transactionType", "seller": "ownerType", "url": "permalink", "dpe": "energyClass",
}  # fmt: skip


def next_data(ads: list[Truth], host: str) -> bytes:
    state = {"props": {"pageProps": {"resultats": {"annonces": [record(one, FRENCH) for one in ads]}, "total": 812}}}
    told = json.dumps(state, ensure_ascii=False)
    body = f'<div id="__next"></div><script id="__NEXT_DATA__" type="application/json">{told}</script>'
    return page(body, host=host, path="/recherche", title=heading(ads))


def assigned(ads: list[Truth], host: str) -> bytes:
    state = {"search": {"hits": [{"_source": record(one, ENGLISH)} for one in ads], "page": 1}}
    body = f"<div id='app'></div><script>window.__INITIAL_STATE__ = {json.dumps(state)};(function(){{}})()</script>"
    return page(body, host=host, path="/s", title=heading(ads))


def parsed(ads: list[Truth], host: str) -> bytes:
    state = json.dumps({"listings": [record(one, ENGLISH) for one in ads]}, ensure_ascii=False)
    body = f"<div id='root'></div><script>var data = JSON.parse({json.dumps(state)});</script>"
    return page(body, host=host, path="/s", title=heading(ads))


def marked(ads: list[Truth], host: str) -> bytes:
    cards = "".join(
        '<div itemscope itemtype="https://schema.org/Product">'
        f'<a itemprop="url" href="/{one.slug}"><span itemprop="name">{one.title}</span></a>'
        f'<span itemprop="offers" itemscope itemtype="https://schema.org/Offer"><meta itemprop="price" '
        f'content="{one.price}">{one.spaced} €</span><span>{one.town} ({one.postcode})</span><p>{who(one)}</p>'
        f'<p itemprop="description">{one.words}</p></div>'
        for one in ads
    )
    return page(f"<h1>{heading(ads)}</h1>{cards}", host=host, path="/liste", title=heading(ads))


def attributes(ads: list[Truth], host: str) -> bytes:
    told = escape(json.dumps({"items": [record(one, FRENCH) for one in ads]}, ensure_ascii=False), quote=True)
    body = f'<annonces-liste :donnees="{told}"></annonces-liste>'
    return page(body, host=host, path="/liste", title=heading(ads))


def graph(ads: list[Truth], host: str) -> bytes:
    nodes: list[dict[str, object]] = []
    for one in ads:
        nodes.append({
            "@type": "RealEstateListing", "@id": f"#a{one.number}", "name": one.title, "url": f"/{one.slug}",
            "description": one.words, "offers": {"@id": f"#o{one.number}"}, "about": {
                "@type": "House" if one.kind == "Maison" else "Apartment", "numberOfRooms": one.rooms,
                "floorSize": {"value": one.area}, "address": {"addressLocality": one.town, "postalCode": one.postcode},
            },
        })  # fmt: skip
        business = "https://purl.org/goodrelations/v1#" + ("Sell" if one.deal == "sale" else "LeaseOut")
        nodes.append({"@type": "Offer", "@id": f"#o{one.number}", "price": one.price, "businessFunction": business})
    told = json.dumps({"@context": "https://schema.org", "@graph": nodes}, ensure_ascii=False, indent=1)
    cards = "".join(
        f'<article><a href="/{one.slug}">{one.title}</a><p>{one.spaced} €</p><p>{who(one)} — {one.words}</p></article>'
        for one in ads
    )
    head = f'<script type="application/ld+json">{told}</script>'
    return page(f"<h1>{heading(ads)}</h1>{cards}", host=host, path="/liste", title=heading(ads), head=head)


def run(ads: list[Truth], host: str) -> bytes:
    cards = "".join(
        f'<a href="/{one.slug}/"><div>{one.kind} • {one.rooms} p • {one.area} m²<br>{one.postcode} {one.town}<br>'
        f"<b>{one.spaced} €</b> <s>{one.price + 10_000} €</s><br>{who(one)}<br>{one.words}</div></a>"
        for one in ads
    )
    return page(f"<h1>{heading(ads)}</h1><main>{cards}</main>", host=host, path="/l", title=heading(ads))


def alert(ads: list[Truth], host: str) -> bytes:
    blocks = "".join(
        f'<table><tr><td><a href="https://clic.{host}/r?u={quote(f"https://www.{host}/{one.slug}", safe="")}">'
        f"{one.title}</a></td></tr><tr><td>{one.spaced} €</td></tr><tr><td>{one.town} {one.postcode}</td></tr>"
        f"<tr><td>{who(one)}</td></tr><tr><td>{one.words}</td></tr></table>"
        for one in ads
    )
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = f"alertes@{host}", "agence@exemple.fr", heading(ads)
    made["Date"], made["MIME-Version"] = "Mon, 02 Nov 2026 08:00:00 +0100", "1.0"
    made.set_content("Version texte")
    made.add_alternative(f"<html><body><h1>{heading(ads)}</h1>{blocks}<p>Se désabonner</p></body></html>", "html")
    return made.as_bytes()


def archived(ads: list[Truth], host: str) -> bytes:
    made = EmailMessage()
    made["From"], made["Snapshot-Content-Location"] = "<Saved by Blink>", f"https://www.{host}/recherche"
    made["MIME-Version"] = "1.0"
    made.set_content(soup(ads, host).decode(), subtype="html", cte="quoted-printable")
    return made.as_bytes()


def hard(ads: list[Truth], host: str) -> bytes:
    """Cards as people write them: short prices, an old price, charges, a room's area, a plot, extras between them."""
    cards = []
    for i, one in enumerate(ads):
        price = f"{one.spaced} €"
        if one.price % 1000 == 0 and one.deal == "sale" and i % 2:
            price = f"{one.price // 1000} k€"
        extra = f"<li>{one.land} m² de terrain</li>" if one.kind == "Maison" else "<li>balcon 6 m²</li>"
        charges = "<small>charges 120 € / mois, taxe foncière 900 €</small>" if one.deal == "sale" else ""
        cards.append(
            f'<section class="c-{i % 3}"><header><a href="https://www.{host}/{one.slug}?src=liste#photos">'
            f"{one.kind} T{one.rooms} {one.town} {one.postcode}</a></header><p class='old'><del>Ancien prix : "
            f"{one.price + 5000} €</del></p><p><b>{price}</b> {one.per} {charges}</p><ul><li>{one.area} m² hab.</li>"
            f"{extra}<li>Séjour 31 m²</li></ul><span>{who(one)}</span><blockquote>{one.words}</blockquote></section>"
        )
        if i % 3 == 1:
            cards.append("<section class='pub'><p>Estimez votre bien : jusqu’à 10 000 € d’économies</p></section>")
    cards.append(
        f'<section class="c-9"><header><a href="/parking-7654321">Parking {ads[0].town}</a></header><b>12 000 €</b>'
        "<span>Particulier</span></section>"
    )
    title = "Achat immobilier" if ads[0].deal == "sale" else "Location immobilière"
    return page(f"<h2>{title}</h2><div>{''.join(cards)}</div>", host=host, path="/c", title=title)


def spoken(ads: list[Truth], host: str) -> bytes:
    """The page of an ad told by its words: everything in a heading and a paragraph."""
    one = ads[0]
    said = "Vends" if one.deal == "sale" else "Loue"
    seller = "Vendu par un particulier" if one.seller == "private" else "Honoraires à la charge du vendeur"
    body = (
        f"<main><h1>{said} {one.kind.lower()} de {one.area} m² à {one.town}</h1><div class='lieu'>{one.town} "
        f"({one.postcode})</div><div class='montant'>{one.spaced} €{month(one)}</div><p>{one.rooms} pièces dont "
        f"{one.bedrooms} chambres, salon 28 m², terrain de {one.land} m². DPE : {one.dpe}. {one.words}</p>"
        f"<p>{seller}</p><p>Réf. {one.number}</p></main>"
    )
    return page(body, host=host, path=f"/biens/{one.slug}.html", title=f"{said} {one.kind} {one.town}")


Shape = Callable[[list[Truth], str], bytes]
LISTS: Mapping[str, Shape] = {
    "soup": soup, "items": items, "rows": rows, "next": next_data, "assigned": assigned, "parsed": parsed,
    "marked": marked, "attributes": attributes, "graph": graph, "run": run, "hard": hard,
    "alert": alert, "archived": archived,
}  # fmt: skip
ALONE: Mapping[str, Shape] = {"terms": terms, "lined": lined, "linked": linked, "spoken": spoken}
HIDDEN = {
    "marked": {"deal"}, "linked": {"deal"}, "graph": {"seller"}, "alert": {"deal"},
}  # fmt: skip
"""What a shape does not show of an ad for sure."""


def invented(seed: int, host: str) -> Iterator[tuple[str, bytes, list[Truth]]]:
    """Yield (shape, page, ads) of one site: a list in each shape, and an ad in each."""
    rng = random.Random(seed)
    for name, shape in LISTS.items():
        ads = drawn(rng, rng.randrange(3, 12))
        yield name, shape(ads, host), ads
    for name, shape in ALONE.items():
        ads = drawn(rng, 1)
        yield name, shape(ads, host), ads
