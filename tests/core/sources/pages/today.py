"""Invented pages in the shapes listing sites have at the end of 2026, each with what surrounds its ads: cookies, menus,
districts with their lowest price, new buildings, ads already sold, newsletters. What a person reads of each is written
beside it; a document without an ad has none."""

import json
from collections.abc import Iterator, Mapping

from core.base.records import Struct, field

Facts = Mapping[str, str]


class Sample(Struct, frozen=True):
    """One document. ``url``: where it was saved, empty when nobody knows; ``ads``: what a person reads of each of its
    ads, by field, in order; ``data``: its bytes."""

    name: str
    url: str
    data: bytes
    ads: tuple[Facts, ...] = field(default_factory=tuple)


def ad(reference: str, property_: str, price: str, town: str, **more: str) -> Facts:
    """Return what a person reads: ``property_`` is « Maison 5 120 », ``town`` is « 35500 Vitré »; a rent ends with
    « /m »."""
    kind, rooms, area = property_.split()
    code, _space, name = town.partition(" ")
    facts = {
        "reference": reference, "kind": kind, "rooms": rooms, "area": area, "price": price.removesuffix("/m"),
        "deal": "rent" if price.endswith("/m") else "sale", "postcode": code, "town": name, **more,
    }  # fmt: skip
    return {name: value for name, value in facts.items() if value not in ("", "-")}


def amount(price: str) -> str:
    return f"{int(price.removesuffix('/m')):,}".replace(",", "\u202f") + " €"


HEAD = (
    '<div role="dialog" id="cookies"><p>Nous et nos 412 partenaires</p><button>Refuser tout</button>'
    "<button>Accepter</button></div><header><nav><a href='/'>Accueil</a><a href='/estimation'>Estimez votre bien</a>"
    "<a href='/immobilier-neuf'>Neuf</a></nav></header>"
)
FOOT = (
    "<section><h2>Newsletter</h2><p>Recevez nos conseils</p></section><footer><p>Service client 01 99 00 00 11</p>"
    "<p>SAS au capital de 120 000 €</p><a href='/cgu'>Conditions</a></footer>"
)
DISTRICTS = (
    "<section><h2>Recherches proches</h2><ul>"
    "<li><a href='/location/rennes-35000/'>Location Rennes (35000) à partir de 450 €/mois</a></li>"
    "<li><a href='/location/vitre-35500/'>Appartement Vitré (35500), à partir de 1 000 €/mois</a></li>"
    "<li><a href='/vente/fougeres-35300/'>Maison 4 pièces Fougères (35300) dès 119 000 €</a></li>"
    "</ul></section>"
)
NEW = (
    '<article class="promo"><a href="/programme/les-terrasses-8812345"><h3>Les Terrasses du Lac</h3></a>'
    "<p>Programme neuf</p><p>À partir de 219 000 €</p><p>T2 au T4, de 42 à 88 m²</p><p>Rennes (35000)</p>"
    "<p>Livraison 2e trimestre 2028</p></article>"
)


def page(body: str, title: str, extra: str = "") -> bytes:
    return (
        f'<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{title}</title>{extra}</head>'
        f"<body>{HEAD}<main>{body}</main>{FOOT}</body></html>"
    ).encode()


SELOGER = (
    ad("245000111", "Maison 5 120", "249000", "35500 Vitré", seller="pro"),
    ad("245000222", "Appartement 3 64", "178000", "35000 Rennes", seller="pro"),
    ad("245000333", "Appartement 2 41", "690/m", "44000 Nantes"),
)


def seloger_list() -> Iterator[Sample]:
    """Cards without a state, their links named by what they sell."""
    for rank, deal in enumerate(("vente", "location")):
        ads = SELOGER[:2] if not rank else SELOGER[2:]
        cards = "".join(
            f'<div data-testid="serp-core-classified-card-testid"><a '
            f'href="/annonces/{"locations" if rank else "achat"}/'
            f'{one["kind"].lower()}/ville-{one["postcode"][:2]}/{one["reference"]}.htm" title="{one["kind"]} - '
            f'{one["town"]}"></a><div data-testid="cardmfe-price-testid">{amount(one["price"])}'
            f"{'/mois' if rank else ''}</div><div>{'charges comprises' if rank else '2 075 €/m²'}</div>"
            f"<div>{one['kind']} à {'louer' if rank else 'vendre'}</div><div>{one['rooms']} pièces</div><div>·</div>"
            f"<div>{int(one['rooms']) - 1} chambres</div><div>·</div><div>{one['area']} m²</div>"
            f"<div>Centre Ville, {one['town']} ({one['postcode']})</div>"
            f"{'<span>Agence de la Place</span><span>Professionnel</span>' if not rank else ''}"
            "<button>Contacter</button></div>"
            for one in ads
        )
        title = f"Annonces {deal}"
        yield Sample(f"seloger {deal}", f"https://www.seloger.com/{deal}.htm", page(
            f"<h1>{title}</h1><div>{cards}{NEW if not rank else ''}</div>{DISTRICTS}", title), ads)  # fmt: skip


def seloger_ad() -> Iterator[Sample]:
    """A state with the contact, the plot and the energy in their own parts; another ad and districts below."""
    classified = {
        "rawData": {"propertyType": "HOUSE", "distributionType": "BUY"},
        "sections": {
            "location": {"address": {"city": "Vitré", "zipCode": "35500", "district": "Centre"}},
            "description": {"headline": "Maison de ville", "description": "Maison lumineuse, jardin clos."},
            "hardFacts": {"title": "Maison à vendre", "price": {"formatted": "249 000 €", "value": "249000"},
                          "facts": [{"type": "numberOfRooms", "value": "5 pièces", "splitValue": "5"},
                                    {"type": "livingSpace", "value": "120 m²", "splitValue": "120"},
                                    {"type": "plotArea", "value": "450 m² de terrain", "splitValue": "450"}]},
            "energy": {"certificates": [{"scales": [
                {"type": "FR_ENERGY", "efficiencyClass": {"rating": "D"}, "values": [{"value": "210 kWh/m².an"}]},
                {"type": "FR_GHG", "efficiencyClass": {"rating": "B"}, "values": [{"value": "12 kg CO2"}]}]}]},
            "contactSection": {"cards": [{"title": "Camille Ferrand", "type": "PRIVATE_OWNER"}],
                               "phoneNumbers": ["06 39 98 10 01"]},
        },
        "id": "245000777",
    }  # fmt: skip
    state = json.dumps(json.dumps({"app_cldp": {"data": {"classified": classified}}}))
    body = (
        "<h1>Maison à vendre</h1><div>249 000 €</div><div>5 pièces · 120 m²</div><div>Centre, Vitré (35500)</div>"
        '<section><h2>Annonces similaires</h2><a href="/annonces/achat/maison/vitre-35/245009999.htm"><div>199 000 €'
        f"</div><div>4 pièces · 96 m²</div><div>Vitré (35500)</div></a></section>{DISTRICTS}"
        f'<script>window["__UFRN_LIFECYCLE_SERVERREQUEST__"]=JSON.parse({state});</script>'
    )
    yield Sample("seloger ad", "https://www.seloger.com/annonces/achat/maison/vitre-35/245000777.htm",
                 page(body, "Maison 5 pièces 120 m² Vitré"),
                 (ad("245000777", "Maison 5 120", "249000", "35500 Vitré", seller="private", dpe="D", ges="B",
                     land="450", name="Camille Ferrand", phones="0639981001"),))  # fmt: skip


LEBONCOIN = (
    ad("2987000111", "Maison 5 120", "249000", "35500 Vitré", seller="pro", dpe="C"),
    ad("2987000222", "Appartement 3 64", "178000", "35200 Rennes", seller="private", dpe="E"),
)


def leboncoin_list() -> Iterator[Sample]:
    cards = "".join(
        f'<li><article data-qa-id="aditem_container"><a href="/ad/ventes_immobilieres/{one["reference"]}" aria-label='
        f'"Voir l’annonce"></a><p data-test-id="adcard-title">{one["kind"]} {one["rooms"]} pièces {one["area"]} m²</p>'
        f'<p data-test-id="price"><span>Prix: {amount(one["price"])}.</span></p>'
        f"<p>Classe énergie {one['dpe']}</p><p>{'Professionnel' if one['seller'] == 'pro' else 'Particulier'}</p>"
        f"<p>{one['town']} {one['postcode']} {'Centre-ville' if rank else 'Cleunay - Arsenal'}</p>"
        "<p>aujourd’hui à 09:12</p></article></li>"
        for rank, one in enumerate(LEBONCOIN)
    )
    sold = (
        '<li><article><a href="/ad/ventes_immobilieres/2987000333"></a><p>Vendu</p><p>Maison 4 pièces 90 m²</p>'
        "<p>189 000 €</p><p>Vitré 35500</p></article></li>"
    )
    yield Sample("leboncoin list", "https://www.leboncoin.fr/recherche?category=9",
                 page(f"<h1>Annonces Ventes immobilières</h1><ul>{cards}{sold}</ul>{DISTRICTS}", "Ventes"),
                 LEBONCOIN)  # fmt: skip


def leboncoin_ad() -> Iterator[Sample]:
    body = (
        "<article><h1>Maison 5 pièces 120 m²</h1><p>249 000 €</p><p>2 075 €/m²</p><p>Vitré 35500 Centre-ville</p>"
        "<section><h2>Critères</h2><dl><dt>Type de bien</dt><dd>Maison</dd><dt>Surface habitable</dt><dd>120 m²</dd>"
        "<dt>Nombre de pièces</dt><dd>5</dd><dt>Surface totale du terrain</dt><dd>450 m²</dd><dt>Classe énergie</dt>"
        "<dd>D</dd><dt>GES</dt><dd>B</dd></dl></section><section><h2>Description</h2><p>Vends maison, jardin, 2 salles "
        "d’eau.</p></section></article><aside><div data-qa-id='adview_contact_container'><p>Camille Ferrand</p><p>"
        "Particulier</p><button>Envoyer un message</button><button>Voir le numéro</button></div></aside>"
        "<section><h2>Ces annonces peuvent vous intéresser</h2><a href='/ad/ventes_immobilieres/2987009999'><p>"
        "Maison 4 "
        f"pièces 96 m²</p><p>199 000 €</p><p>Vitré 35500</p></a></section>{DISTRICTS}"
    )
    yield Sample("leboncoin ad", "https://www.leboncoin.fr/ad/ventes_immobilieres/2987000444",
                 page(body, "Maison 5 pièces 120 m² à vendre Vitré"),
                 (ad("2987000444", "Maison 5 120", "249000", "35500 Vitré", seller="private", land="450", dpe="D",
                     ges="B"),))  # fmt: skip


def leboncoin_state() -> Iterator[Sample]:
    """A state in which a professional is named by its shop."""
    told = {"list_id": 2987000555, "subject": "Maison 5 pièces 120 m²", "url": "https://www.leboncoin.fr/ad/"
            "ventes_immobilieres/2987000555", "price": [249000], "category_name": "Ventes immobilières",
            "attributes": [{"key": "real_estate_type", "value": "1", "value_label": "Maison"},
                           {"key": "square", "value": "120"}, {"key": "rooms", "value": "5"},
                           {"key": "energy_rate", "value": "d", "value_label": "D"},
                           {"key": "land_plot_surface", "value": "450", "value_label": "450 m²"}],
            "location": {"city": "Vitré", "zipcode": "35500"},
            "owner": {"type": "pro", "store_name": "Agence de la Place", "store_id": "77"}}  # fmt: skip
    state = json.dumps({"props": {"pageProps": {"ad": told}}})
    yield Sample("leboncoin state", "https://www.leboncoin.fr/ad/ventes_immobilieres/2987000555",
                 page(f'<h1>Maison</h1><script id="__NEXT_DATA__" type="application/json">{state}</script>', "Maison"),
                 (ad("2987000555", "Maison 5 120", "249000", "35500 Vitré", seller="pro", land="450", dpe="D",
                     name="Agence de la Place"),))  # fmt: skip


PAP = (
    ad("453000111", "Appartement 3 62", "1150/m", "78250 Meulan-en-Yvelines", seller="private"),
    ad("453000222", "Maison 4 90", "1490/m", "91490 Milly-la-Forêt", seller="private"),
)


def pap_list() -> Iterator[Sample]:
    cards = "".join(
        f'<div class="search-list-item-alt"><a class="item-title" href="/annonces/{one["kind"].lower()}-'
        f'{one["town"].lower()}-r{one["reference"]}"><span class="h1">{one["town"]} ({one["postcode"]})</span>'
        f'<span class="item-price">{amount(one["price"]).replace(chr(0x202F), ".")}</span></a><ul '
        f'class="item-tags"><li>'
        f"{one['rooms']} pièces</li><li>{int(one['rooms']) - 1} chambres</li><li>{one['area']} m²</li></ul>"
        f'<p class="item-description">{one["kind"]} de {one["area"]} m² proche gare, loyer charges comprises.</p></div>'
        for one in PAP
    )
    ask = '<div class="search-list-item-alt"><a href="/estimation-loyer">Votre loyer ? 1.150 € en moyenne</a></div>'
    yield Sample("pap list", "https://www.pap.fr/annonce/locations-appartement-maison",
                 page(f"<h1>Location appartement, maison</h1>{cards}{ask}{DISTRICTS}", "Location"), PAP)  # fmt: skip


def pap_ad() -> Iterator[Sample]:
    body = (
        '<h1 class="item-title">Vente maison 120 m² Vitré (35500) <span class="item-price">249.000 €</span></h1>'
        '<h2>Vitré (35500) - Centre historique</h2><ul class="item-tags"><li><strong>5 pièces</strong></li><li><strong>'
        "4 chambres</strong></li><li><strong>120 m²</strong></li><li>Terrain <strong>450 m²</strong></li></ul>"
        '<div class="item-description"><p>Maison familiale, jardin clos.</p></div><div class="energy-indice"><ul>'
        + "".join(f'<li class="energy-{x.lower()}{" active" if x == "D" else ""}">{x}</li>' for x in "ABCDEFG")
        + '</ul></div><div class="contact-proprietaire"><strong class="tel-wrapper">06 39 98 10 02</strong></div>'
        "<form><textarea></textarea><button>Contacter le propriétaire</button></form>"
        "<div><h2>Annonces similaires</h2><a href='/annonces/maison-vitre-35500-r453009999'>Maison Vitré (35500) 4 "
        "pièces 96 m² 199.000 €</a></div>"
    )
    yield Sample("pap ad", "https://www.pap.fr/annonces/maison-vitre-35500-r453000333",
                 page(body, "Vente maison 120 m² Vitré (35500) - 249.000 € - De Particulier à Particulier - PAP"),
                 (ad("453000333", "Maison 5 120", "249000", "35500 Vitré", seller="private", land="450", dpe="D",
                     phones="0639981002"),))  # fmt: skip


PARUVENDU = (
    ad("1296000111", "Maison 5 120", "249000", "35500 Vitré", seller="private"),
    ad("1296000222", "Appartement 3 64", "178000", "35000 Rennes", seller="pro"),
)


def paruvendu_list() -> Iterator[Sample]:
    """Cards that bear their number alone, their links those of a script."""
    cards = "".join(
        f'<div class="blocAnnonce" data-advertid="{one["reference"]}"><div class="img"></div><h3>{one["kind"]} '
        f"{one['rooms']} pièces {one['area']} m²</h3><p>{one['town']} ({one['postcode']})</p><div class='prix'>"
        f"{amount(one['price'])} <sup>*</sup></div><span>{'Particulier' if one['seller'] == 'private' else 'Agence'}"
        "</span></div>"
        for one in PARUVENDU
    )
    yield Sample("paruvendu list", "https://www.paruvendu.fr/immobilier/vente/",
                 page(f"<h1>Vente immobilier</h1><div>{cards}{NEW}</div>{DISTRICTS}", "Vente"), PARUVENDU)  # fmt: skip


def cards_list(ads: tuple[Facts, ...], name: str, url: str, card: str, title: str, more: str = "") -> Sample:
    """Return a list of one template of a card."""
    cards = "".join(
        card.format(amount=amount(one["price"]), lower=one["kind"].lower(), dep=one.get("postcode", "")[:2], **one)
        for one in ads
    )
    return Sample(name, url, page(f"<h1>{title}</h1><div>{cards}</div>{more}", title), ads)


def other_lists() -> Iterator[Sample]:
    """Cards as other sites draw them."""
    sale = (
        ad("71200111", "Maison 5 120", "249000", "35500 Vitré"),
        ad("71200222", "Appartement 3 64", "178000", "35000 Rennes"),
    )
    rent = (
        ad("71200333", "Appartement 2 41", "690/m", "44000 Nantes"),
        ad("71200444", "Maison 4 90", "1490/m", "49000 Angers"),
    )
    yield cards_list(
        sale, "bienici list", "https://www.bienici.com/recherche/achat",
        '<article class="ad-overview"><a class="detailedSheetLink" href="/annonce/vente/ville/{lower}/{rooms}pieces/'
        'hektor-{reference}"></a><span class="ad-overview-details__ad-title">{kind} {rooms} pièces {area} m²</span>'
        "<span>{postcode} {town} (Centre - Gare)</span><span>{amount}</span><span>2 075 €/m²</span></article>",
        "Acheter un bien", NEW + DISTRICTS,
    )  # fmt: skip
    yield cards_list(
        rent, "bienici rentals", "https://www.bienici.com/recherche/location",
        '<article class="ad-overview"><a class="detailedSheetLink" href="/annonce/location/ville/{lower}/{rooms}pieces/'
        'hektor-{reference}"></a><span>{kind} {rooms} pièces {area} m²</span><span>{postcode} {town} (Centre)</span>'
        "<span>{amount}par mois charges comprises</span></article>",
        "Louer un bien", DISTRICTS,
    )  # fmt: skip
    yield cards_list(
        sale, "figaro list", "https://immobilier.lefigaro.fr/annonces/immobilier-vente.html",
        '<div class="classified-card"><a href="https://immobilier.lefigaro.fr/annonces/annonce-{reference}.html"><h2>'
        "{kind} {rooms} pièces {area} m²</h2></a><span>à {town} {postcode}</span><strong>{amount}</strong><span>2 075 "
        "€ / m²</span><p>Exclusivité</p></div>",
        "Annonces immobilières", NEW,
    )  # fmt: skip
    yield cards_list(
        sale, "ouestfrance list", "https://www.ouestfrance-immo.com/acheter/",
        '<a class="annLink" href="/immobilier/vente/{lower}/ville-{dep}/{reference}.htm"><span class="annTitre">{kind} '
        '{rooms} pièces</span><span class="annPrix">{amount}</span><span class="annVille">{town} ({postcode})</span>'
        '<span class="annCriteres">{area} m² • {rooms} pièces • 2 chb</span></a>',
        "Achat immobilier", DISTRICTS,
    )  # fmt: skip
    yield cards_list(
        sale, "avendrealouer list", "https://www.avendrealouer.fr/vente.html",
        '<div class="adCard"><a href="/vente/{lower}/fd-{reference}.html"><div>{amount}</div><div>{kind} <b>{rooms} '
        "pièces {area} m²</b></div><div>{town} ({postcode}) - Quartier Nord</div></a></div>",
        "Vente", DISTRICTS,
    )  # fmt: skip
    yield cards_list(
        rent, "unknown rentals", "https://annonces.example/a-voir",
        '<li><h3><a href="/bien/{reference}">{kind} {rooms} pièces</a></h3><p>{area} m² - {postcode} {town}</p><p>'
        "<b>{amount}</b>/mois CC</p></li>",
        "Nos biens", DISTRICTS,
    )  # fmt: skip
    yield cards_list(
        sale, "agency with sold ads", "https://agence.example/nos-biens",
        '<div class="bien"><a href="/bien/{reference}"><h3>{kind} {rooms} pièces - {town}</h3></a><p>{area} m²</p><p>'
        "{postcode} {town}</p><p>Prix de vente : {amount}</p></div>",
        "Nos biens",
        '<div class="vendus"><h2>Nos dernières ventes</h2><div class="bien"><a href="/bien/71200888"><span>VENDU</span>'
        "<h3>Maison 4 pièces - Vitré</h3></a><p>96 m²</p><p>35500 Vitré</p><p>Prix de vente : 199 000 €</p></div>"
        '<div class="bien"><a href="/bien/71200889"><span>Déjà vendu</span><h3>Maison 6 pièces - Vitré</h3></a><p>140 '
        "m²</p><p>35500 Vitré</p><p>289 000 €</p></div></div>",
    )  # fmt: skip
    yield cards_list(
        (sale[0],), "one ad, districts around", "https://annonces.example/vitre",
        '<article><a href="/a/{reference}"><h3>{kind} {rooms} pièces {area} m²</h3></a><p>{amount}</p><p>{town} '
        "({postcode})</p></article>",
        "Achat à Vitré", DISTRICTS + NEW,
    )  # fmt: skip


def other_ads() -> Iterator[Sample]:
    """Pages of one ad as other sites draw them."""
    yield Sample(
        "superimmo ad", "https://www.superimmo.com/annonces/achat-maison-120m-vitre-35500-x10abcd",
        page("<div>249 000 € • Maison à Vitré • 0 pièces • 120 m² Proposée par <a "
             "href='/agence/vitre-35500/la-place-xpq1'>"
             "Agence de la Place</a></div><h1>Vente maison 249 000 € 120 m² 4 chambres Vitré (35500)</h1><ul><li>2 075 "
             "€/m²</li></ul><section><p>Villa de 120 m² – Terrain de 450 m² – 4 chambres</p><p>Publiée le 06/02/2026 - "
             "Réf. agence : 746 - Réf Superimmo : ANVX10ABCD</p></section><table><tr><td>Prix de vente : 249 000 €</td>"
             "<td>Prix au m² : 2 075 € / m²</td></tr></table><table><tr><td>120 m² - 4 chambres - ter. 450 m²</td><td>"
             "Piscine</td></tr></table>", "Vente maison 120 m² Vitré (35500) - Superimmo"),
        (ad("-", "Maison - 120", "249000", "35500 Vitré", seller="pro", land="450"),))  # fmt: skip
    yield Sample(
        "locservice ad", "https://www.locservice.fr/ille-et-vilaine-35/location-appartement-vitre/p-cf-106292000111",
        page("<ul><li> Vitré (35500)</li><li> 68 m²</li><li> 3 pièces</li><li> Meublé</li><li>Professionnel</li>"
             "<li>Réf. p-cf-106292000111</li></ul><h2>Description de l’appartement</h2><p>Trois pièces meublé.</p>",
             "Location appartement", '<script type="application/ld+json">' + json.dumps([
                 {"@type": "BreadcrumbList", "itemListElement": [
                     {"@type": "ListItem", "position": 1, "name": "Vitré"},
                     {"@type": "ListItem", "position": 2, "name": "Location appartement 68 m² 890 €"}]},
                 {"@type": "apartment", "floorSize": {"@type": "QuantitativeValue", "value": {"value": 68}},
                  "description": "Trois pièces meublé.", "address": {"addressLocality": "Vitré", "postalCode": "35500"},
                  "potentialAction": {"@type": "RentAction"}}]) + "</script>"),
        (ad("106292000111", "Appartement 3 68", "890/m", "35500 Vitré", seller="pro"),))  # fmt: skip
    yield Sample(
        "ad of an owner", "https://www.proprietaires.example/annonces-immobilieres/vente/maison/vitre-35500/ref-7120555",
        page("<h1>Maison 5 pièces 120 m²</h1><p class='price'>249 000 €</p><p>Vitré 35500 Sud</p><div "
             "class='owner-card'>"
             "<strong>Camille F.</strong><span>Propriétaire</span></div><ul><li>Surface : 120 m²</li><li>Pièces : "
             "5</li>"
             f"<li>Terrain : 450 m²</li><li>DPE : D</li></ul>{DISTRICTS}", "Maison à vendre Vitré"),
        (ad("7120555", "Maison 5 120", "249000", "35500 Vitré", seller="private", land="450", dpe="D"),))  # fmt: skip
    yield Sample(
        "notaires ad", "https://www.immobilier.notaires.fr/fr/annonce-immo/maison/vitre-35/1750123",
        page("<h1>Maison à vendre - 5 pièce(s) - 120 m²</h1><p>Vitré - Ille-et-Vilaine (35)</p><p>Prix : 249 000 €</p>"
             "<p>Honoraires de négociation inclus : 4,5 % TTC à la charge de l’acquéreur</p><p>Étude notariale "
             "Martin</p>"
             "<p>Surface habitable : 120 m²</p><p>Terrain : 450 m²</p>", "Vente maison Vitré"),
        (ad("1750123", "Maison 5 120", "249000", " Vitré", seller="pro", land="450"),))  # fmt: skip
    yield Sample(
        "etreproprio ad", "https://www.etreproprio.com/immobilier-26534000-vente-vitre",
        page("<h1>Vitré, maison familiale au calme</h1><div><span>120 m²</span><span>5 pièces</span><span>4 chambres"
             "</span><span>Terrain 450 m²</span></div><p class='prix'>249 000 €</p><p>VITRÉ</p>", "Vente Maison "
             "120 m² Vitré"),
        (ad("26534000", "Maison 5 120", "249000", " Vitré", land="450"),))  # fmt: skip
    yield Sample(
        "price on request", "https://annonces.example/maison-7120999",
        page("<h1>Maison 8 pièces 240 m² à Vitré (35500)</h1><p>Prix sur demande</p><p>Vente par un particulier</p>"
             + DISTRICTS, "Maison à vendre Vitré"),
        (ad("7120999", "Maison 8 240", "", "35500 Vitré", seller="private"),))  # fmt: skip
    yield Sample(
        "gensdeconfiance ad", "https://gensdeconfiance.com/annonce/location-vitre-9912345",
        page("<h1>Appartement T3 64 m² Vitré</h1><p>Loyer : 890 € /mois charges comprises</p><p>35500 Vitré</p>"
             "<div class="
             "'seller'><strong>Alix M.</strong><p>Particulier</p></div><p>Étiquette énergie : C</p>", "Location Vitré"),
        (ad("9912345", "Appartement 3 64", "890/m", "35500 Vitré", seller="private", dpe="C"),))  # fmt: skip
    yield Sample(
        "unknown shadowless rent", "https://annonces.example/offre/7121001",
        page("<h1>Studio meublé 24 m²</h1><p>520 €/mois</p><p>Rennes 35000 - Thabor</p><p>Dispo le 1er mars</p>",
             "Studio"),
        (ad("7121001", "Appartement 1 24", "520/m", "35000 Rennes"),))  # fmt: skip


def no_ads() -> Iterator[Sample]:
    """Pages without an ad."""
    lots = "".join(
        f"<tr><td>T{n}</td><td>{20 * n} m²</td><td>à partir de {120 + 40 * n} 000 €</td></tr>" for n in (2, 3, 4)
    )
    bodies = {
        "home with districts": ("https://annonces.example/", f"<h1>Trouvez votre logement</h1>{DISTRICTS}{DISTRICTS}"),
        "new building": (
            "https://neuf.example/programme/les-terrasses-8812345",
            f"<h1>Les Terrasses du Lac</h1><p>Programme neuf à Rennes (35000)</p><table>{lots}</table><p>"
            f"Livraison 2028</p>",
        ),
        "only new buildings": ("https://neuf.example/rennes", f"<h1>Immobilier neuf à Rennes</h1>{NEW}{NEW}"),
        "prices of a town": (
            "https://annonces.example/prix-m2-vitre-35500",
            "<h1>Prix de l’immobilier à Vitré (35500)</h1><p>Appartement : 2 100 €/m²</p><p>Maison : prix moyen "
            "245 000 "
            f"€ pour 110 m²</p><p>Loyer moyen 640 €</p>{DISTRICTS}",
        ),
        "fees of an agency": (
            "https://agence.example/honoraires",
            "<h1>Nos honoraires de transaction</h1><table><tr><td>De 0 à 100 000 €</td><td>6 000 €</td></tr><tr><td>De "
            "100 001 à 200 000 €</td><td>5 %</td></tr></table><p>Vente maison ou appartement à Vitré (35500)</p>",
        ),
        "estimate": (
            "https://annonces.example/estimation",
            "<h1>Estimez votre maison à Vitré (35500)</h1><p>Une maison de 120 m² 5 pièces est estimée à 245 000 €</p>",
        ),
        "sold ad": (
            "https://annonces.example/a/7129999",
            "<h1>Maison 5 pièces 120 m² Vitré (35500)</h1><p>Ce bien est vendu.</p><p>249 000 €</p>" + DISTRICTS,
        ),
        "search without a result": (
            "https://annonces.example/recherche",
            "<h1>0 annonce</h1><p>Aucun résultat pour votre recherche : maison, 5 pièces, 300 000 € maximum</p>"
            + DISTRICTS,
        ),
    }  # fmt: skip
    for name, (url, body) in bodies.items():
        yield Sample(name, url, page(body, name))


def samples() -> Iterator[Sample]:
    """Return every page."""
    for make in (
        *(seloger_list, seloger_ad, leboncoin_list, leboncoin_ad, leboncoin_state, pap_list, pap_ad, paruvendu_list),
        *(other_lists, other_ads, no_ads),
    ):
        yield from make()
