"""Ads whose parts stand in another order, under other names, or out of sight: each says what it said, and of itself
alone."""

import json
from datetime import UTC, datetime

from core.sources.pages.links import link
from core.sources.pages.reading import PageReading, read_page
from tests.tables import table

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
CARD = (
    "<article><h2><a href='{href}'>Villa {n}</a></h2><ul>{facts}</ul><p>24{n}&#8239;000 €</p><p>30700 - UZÈS</p>{rest}"
    "</article>"
)


def read(body: str, url: str = "https://toit.example/liste") -> PageReading:
    return read_page(f"<html><body><main>{body}</main></body></html>".encode(), url=url, at=AT)


def test_the_parts_of_an_ad_of_a_graph_are_no_ads_of_their_own_in_any_order() -> None:
    """Each part was a second ad, which the refusal of the first did not close."""
    nodes = [
        {"@type": "Offer", "@id": "#o{n}", "price": "24{n}000", "itemOffered": {"@id": "#p{n}"}},
        {"@type": "House", "@id": "#p{n}", "numberOfRooms": "5", "name": "Maison", "mainEntityOfPage": {"@id": "#l{n}"},
         "address": {"addressLocality": "Uzès", "postalCode": "30700"}, "floorSize": {"value": "12{n}"}},
        {"@type": "RealEstateListing", "@id": "#l{n}", "identifier": "90000{n}", "name": "Maison {n}",
         "description": "Agences s’abstenir", "offers": {"@id": "#o{n}"}, "url": "https://toit.example/annonce/90000{n}"},
    ]  # fmt: skip
    graph = [json.loads(json.dumps(node).replace("{n}", str(number))) for node in nodes for number in (1, 2)]
    page = json.dumps({"@context": "https://schema.org", "@graph": graph})
    [first, second] = read_page(f'<script type="application/ld+json">{page}</script>'.encode(), at=AT).drafts
    assert (first.price, first.area, first.town, first.heard) == ("241000", "121", "Uzès", "Agences s’abstenir")
    assert (second.price, second.area, second.town, second.heard) == ("242000", "122", "Uzès", "Agences s’abstenir")


def test_an_ad_named_in_the_query_of_its_address_stands_apart_from_those_beside_it() -> None:
    """The cards ran into one another, and each said what its neighbour did."""
    facts = {1: "<li>T5</li><li>122 m²</li>", 2: "<li>T2</li><li>45,5 m²</li>"}
    cards = "".join(CARD.format(n=n, href=f"?id=AB90000{n}", facts=own, rest="") for n, own in facts.items())
    found = read(cards).drafts
    assert [(one.price, one.rooms, one.area, one.town) for one in found] == [
        ("241000", "5", "122", "UZÈS"), ("242000", "2", "45.5", "UZÈS"),
    ]  # fmt: skip


@table(
    "href, reference",
    [
        ("?id=AB900014", "900014"), ("/fiche?ref=REF-900014", "900014"), ("?id=900014", "900014"),
        ("?ref=accueil2026", ""), ("?ref=home-2026", ""), ("?id=AB14", ""),
    ],
)  # fmt: skip
def test_which_query_names_an_ad(href: str, reference: str) -> None:
    assert link(href, "https://toit.example/liste")[1] == reference


@table(
    "hidden, heard",
    [
        ("<span style='display: none'>Agences s’abstenir</span>", False),
        ("<template><p>Agences s’abstenir</p></template>", False),
        ("<p style='visibility:hidden'>Pas de démarchage</p>", False),
        ("<p style='position:absolute; left: -9999px'>Pas de démarchage</p>", False),
        ("<div class='modal-refus'><p>Agences s’abstenir</p></div>", False),
        ("<p class='description' style='display:none'>Au calme. Agences s’abstenir</p>", True),
        ("<p style='overflow:hidden'>Au calme</p>", False),
    ],
)
def test_a_refusal_out_of_sight_is_nobody_s_but_in_a_description(hidden: str, heard: bool) -> None:
    cards = "".join(
        CARD.format(n=n, href=f"/annonce/90000{n}", facts="", rest=own) for n, own in ((1, hidden), (2, ""))
    )
    assert [bool(one.heard) for one in read(cards).drafts] == [heard, False]


def test_the_ground_is_a_figure_and_not_the_price_nor_the_postcode_below_its_name() -> None:
    rows = "".join(
        f"<tr><td><a href='/annonce/90000{n}'>Villa</a></td><td>30700 - UZÈS</td><td>88 k€</td>"
        f"<td>4 pièces<br>88,{n} m²<br>terrain 450 m2</td></tr>"
        for n in (1, 2)
    )
    table_ = f"<table><tr><th>Bien</th><th>Lieu</th><th>Prix</th><th>Détails</th></tr>{rows}</table>"
    assert [(one.one("area"), one.one("land"), one.one("town")) for one in read(table_).ads] == [
        ("88.1", "450", "UZÈS"), ("88.2", "450", "UZÈS"),
    ]  # fmt: skip
    plots = "".join(
        f"<li><h3><a href='/annonce/90000{n}'>Terrain</a></h3><p>249 900 €</p><p>30700 Uzès</p>"
        "<p>terrain 1200 m²</p></li>"
        for n in (1, 2)
    )
    assert [one.one("land") for one in read(f"<ul>{plots}</ul>").ads] == ["1200", "1200"]


@table(
    "specs",
    [
        "<dl><dt>Taxe foncière</dt><dd>1 250 €</dd><dt>Balcon</dt><dd>6 m²</dd>"
        "<dt>Surface du terrain</dt><dd>450 m²</dd></dl>",
        "<table><tr><th>Taxe foncière</th><td>1 250 €</td></tr><tr><th>Balcon</th><td>6 m²</td></tr>"
        "<tr><th>Surface du terrain</th><td>450 m²</td></tr></table>",
        "<div><span>Taxe foncière</span><span>1 250 €</span></div><div><span>Balcon</span><span>6 m²</span></div>"
        "<div><span>Surface du terrain</span><span>450 m²</span></div>",
        "<ul><li>Taxe foncière : 1 250 €</li><li><b>6 m²</b> <i>Balcon</i></li><li>Nombre de pièces</li>"
        "<li><b>450 m²</b> <i>Surface terrain</i></li></ul>",
    ],
)
def test_a_figure_is_what_its_name_says(specs: str) -> None:
    """The page says no price before these, and no living area at all."""
    words = "<p>Travaux à prévoir : 20 000 €, séjour de 32 m².</p>"
    page = f"<h1>Terrain à Uzès</h1><p>30700 Uzès</p>{words}{specs}<div class='k9'>249 900 <sup>€</sup></div>"
    [ad] = read(page, "https://toit.example/annonce/900014.htm").ads
    assert (ad.one("price"), ad.one("area"), ad.one("land"), ad.one("rooms")) == ("249900", "", "450", "")
