"""Charsets, states, paths, JSON-LD and contacts, one by one."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.sources.pages import blocked, contacts, figures, list_cards, sites, states, towns
from core.sources.pages.extracted import LINKED, STATE
from core.sources.pages.links import link
from core.sources.pages.reading import decode
from tests.tables import table
from tests.texts import ANY


@table(
    "data, text",
    [
        ("<meta charset=utf-8>maison à rénover €".encode("cp1252"), "maison à rénover €"),
        ("<meta charset='utf-8'>où".encode(), "où"),
        ("<meta charset=iso-8859-1>l’été €".encode("cp1252"), "l’été €"),
        ("<meta charset=iso-8859-15>été €".encode("iso8859-15"), "été €"),
        ('<meta content="text/html; charset=windows-1250">łódź'.encode("cp1250"), "łódź"),
        ("<meta charset=macintosh>été".encode("mac-roman"), "été"),
        (b"<meta charset=zip>\xe9t\xe9", "été"),
        (b"<meta charset=rot13>abc\xe9", "abcé"),
        (b"<meta charset=iso-8859-99>\xe9", "é"),
        ("été".encode("utf-8-sig"), "été"),
        (b"\xff\xfe" + "été".encode("utf-16-le"), "été"),
        ("été à Sète, où l’on va ".encode() + b"\xc3", "été à Sète, où l’on va \ufffd"),
        (b"a\0b", "ab"),
    ],
)
def test_decode(data: bytes, text: str) -> None:
    assert decode(data).rpartition(">")[2] == text


@given(st.text(ANY.filter(lambda drawn: drawn not in "\0\ufeff")))
def test_real_utf8_is_never_taken_for_anything_else(text: str) -> None:
    assert decode(text.encode()) == text


@table(
    "page",
    [
        '<script id="__X__" type="application/json">{"a": ["é", 1.50], "of": "forty letters or more, here"}</script>',
        '<script>window.__X__ = {"a": ["é", 1.50], "of": "forty letters or more, here"};</script>',
        '<script>window["__X__"]=JSON.parse("{\\"a\\": [\\"\\u00e9\\", 1.50], '
        '\\"of\\": \\"forty letters or more, here\\"}");</script>',
        '<script>window.__X__ = JSON.parse(\'{"a": ["\\xe9", 1.50], "of": "forty letters or more, here"}\');</script>',
        '<script>var a = 4; f = function () {}; x = {"a": ["é", 1.50], "of": "forty letters or more, here"}</script>',
        '<script>self.__next_f.push([1,"5:{\\"a\\":[\\"é\\",1.50],\\"of\\":\\"forty letters "])</script>'
        '<script>self.__next_f.push([1,"or more, here\\"}"])</script>',
        '<div data-props="{&quot;a&quot;:[&quot;é&quot;,1.50],'
        '&quot;of&quot;:&quot;forty letters or more, here&quot;}">',
        '<script id="__NUXT_DATA__" type="application/json">[["Reactive",1],{"a":2,"of":5},[3,4],"é",1.50,'
        '"forty letters or more, here"]</script>',
        '{"a": ["é", 1.50], "of": "forty letters or more, here"}',
    ],
)
def test_states(page: str) -> None:
    assert states.trees(page) == [(STATE, {"a": ["é", "1.50"], "of": "forty letters or more, here"})]


@table("page", ["", "__X__ = 4", "<script>__X__ = JSON.parse(broken)</script>", "<script>a = {b: 1}; " + "c" * 50])
def test_no_state(page: str) -> None:
    assert states.trees(page) == []


@given(st.dictionaries(st.text(ANY, min_size=20), st.text(ANY) | st.booleans() | st.none(), min_size=2))
def test_a_state_given_to_json_parse_comes_back_whole(value: dict[str, object]) -> None:
    # A page writes « </ » as « <\\/ » in its scripts.
    written = json.dumps(json.dumps(value)).replace("</", "<\\/")
    assert states.trees(f"<script>window.__X__=JSON.parse({written})</script>") == [(STATE, value)]


def test_json_ld_is_joined_by_its_names_and_its_broken_strings_are_read() -> None:
    page = """
    <script type="application/ld+json">{"@graph": [{"@id": "#o", "@type": "Offer", "price": 250000},
      {"@type": ["Thing", "House"], "name": "A", "offers": {"@id": "#o"}, "description": "deux
    lignes"}]}</script><script type="application/ld+json">{broken</script>"""
    [(where, tree)] = states.trees(page)
    assert where == LINKED
    assert isinstance(tree, dict)
    [house] = tree["@graph"]
    assert house["offers"] == {"@type": "Offer", "price": "250000"}
    assert house["description"] == "deux\n    lignes"


@table(
    "text, euros",
    [
        ("170 000 €", "170000"),
        ("155.000\u00a0€", "155000"),
        ("1,2 M€", "1200000"),
        ("120 k€", "120000"),
        ("120 K €", "120000"),
        ("1015 k€", "1015000"),
        ("charges 120 € / mois", ""),
        ("250 000 € (2 500 €/m²)", "250000"),
        ("2 500 €/m² soit 250 000 €", "250000"),
        ("285 000 euros", "285000"),
        ("1 550 € CC*", "1550"),
        ("Prix : 449 000 € FAI", "449000"),
        ("Prix 250 000 € dont 5 % d’honoraires", "250000"),
        ("3 500 €/m²", ""),
        ("2.385 € le m²", ""),
        ("2 604 € par m2", ""),
        ("Charges annuelles de 1080 €", ""),
        ("Honoraires : 12 000 €", ""),
        ("Dépôt de garantie 900 €", ""),
        ("Frais de notaire : 18 000 €", ""),
        ("Taxe foncière 1 200 €", ""),
        ("prix compris entre 140000 et 200000 euros", ""),
        ("maxi 250000€", ""),
        ("4\n490 €", "490"),
        ("mensualité de 890 €", ""),
        ("Prix sur demande", ""),
        ("€ 249 000", "249000"),
        ("de 215 000 € à 389 000 €", ""),
        ("120 annonces dès 89 000 €", ""),
        ("249 000 € - 5 pièces", "249000"),
        ("ou 915 €/mois, 189 000 €", "189000"),
        ("690 €/mois", "690"),
        ("Appartement T3 158 500 €", "158500"),
        ("Lot A12 345 000 €", "345000"),
        ("prix249 900 €", "249900"),
        ("Réf. : AB-900014 € net", ""),
        ("Les Ulis 91940\n€ 249 900", "249900"),
    ],
)
def test_price(text: str, euros: str) -> None:
    assert figures.price(text) == euros


@table(
    "text, living, ground",
    [
        ("82,17 m²", "82.17", ""),
        ("450 m2", "450", ""),
        ("Maison 120 m² sur terrain de 1 200 m²", "120", "1200"),
        ("Terrain 850 m² - maison de 95 m²", "95", "850"),
        ("130 m² avec 600 m² de terrain", "130", "600"),
        ("séjour de 35 m², 3 chambres", "", ""),
        ("Balcon 8 m²", "", ""),
        ("2 500 €/m²", "", ""),
        ("54 mètres carrés", "54", ""),
        ("surface minimum de 50 m²", "", ""),
        ("DPE 230 kWh/m²", "", ""),
        ("9 pièces · 6 chambres · 238 m² · 640 m² terrain", "238", "640"),
        ("Terrain de 1,2 ha", "", "12000"),
        ("12 a 50 ca", "", "1250"),
        ("8 ares", "", "800"),
    ],
)
def test_areas(text: str, living: str, ground: str) -> None:
    assert (figures.area(text), figures.land(text)) == (living, ground)


@table(
    "text, count, sleeping",
    [
        ("3 pièces", "3", ""),
        ("Appartement T3", "3", ""),
        ("F2/3 50m2", "2", ""),
        ("4 pièce(s) 2 ch.", "4", "2"),
        ("Studio", "1", ""),
        ("6 p. 4 chambres", "6", "4"),
        ("12 photos", "", ""),
        ("Villa - 6 Pièces", "6", ""),
    ],
)
def test_rooms(text: str, count: str, sleeping: str) -> None:
    assert (figures.rooms(text), figures.bedrooms(text)) == (count, sleeping)


@table(
    "text, town",
    [
        ("Maison à Ploërmel", "Ploërmel"),
        ("Appartement à La Rochelle centre", "La Rochelle"),
        ("Maison à Vendre", ""),
        ("Maison à Rénover entièrement", ""),
        ("Rendez-vous à Vitré", ""),
    ],
)
def test_a_town_without_its_postcode_is_one_of_the_communes(text: str, town: str) -> None:
    assert towns.named_town(text) == town


@table(
    "text, town, postcode",
    [
        ("À vendre maison Ploërmel 56800", "Ploërmel", "56800"),
        ("Terrain 12500 m²", "", ""),
        ("Ploërmel, 56", "Ploërmel", ""),
        ("Ploërmel, 75", "", ""),
        ("Maison, 56", "", ""),
        ("Nice (06000)", "Nice", "06000"),
        ("Bouguenais 44340", "Bouguenais", "44340"),
        ("22100 Dinan", "Dinan", "22100"),
        ("Maison 5 pièces à Dinan (22100)", "Dinan", "22100"),
        ("St Sébastien sur Loire (44230)", "St Sébastien sur Loire", "44230"),
        ("Saint-Jean-de-la-Porte, 73250", "Saint-Jean-de-la-Porte", "73250"),
        ("Paris 14ème", "Paris 14ème", "75014"),
        ("Lyon 3", "Lyon 3", "69003"),
        ("Paris 75014 Montsouris", "Paris", "75014"),
        ("Nantes (44)", "Nantes", ""),
        ("Adresse : 4 rue du Port 56000 Vannes", "Vannes", "56000"),
        ("Cours-la-Ville 69470", "Cours-la-Ville", "69470"),
        ("Prix : 75000 €", "", ""),
        ("Appartement 3 pièces", "", ""),
    ],
)
def test_places(text: str, town: str, postcode: str) -> None:
    assert figures.place(text) == (town, postcode)


@table(
    "href, reference",
    [
        ("/ventes_immobilieres/1234567.htm?ca=4_s", "1234567"),
        ("/annonces/appartement-paris-20e-75020-r449700967", "449700967"),
        ("/immobilier/vente/maison/dinan-22100/1252141495A1KIVHMN000?idAlerte=9", "1252141495"),
        ("/push/?idabo=2928653&ann_id=15252806&utm=x", "15252806"),
        ("http://t3.alertes.example/r/?id=h5,1b&p1=www.site.example/546351/161760517/detail.htm?ali=1", "161760517"),
        ("/boutique/7028579/agence_du_pont.htm", ""),
        ("/annonces/vente-maison-dinan-22100/", ""),
        ("#1234567", ""),
        ("mailto:a1234567@example.org", ""),
    ],
)
def test_links(href: str, reference: str) -> None:
    assert link(href, "https://www.site.example/")[1] == reference


def test_phones_of_a_text_without_the_lines_of_the_site() -> None:
    text = """Réf 0639980010 2. Tél : 06.39.98.00.11, 0639980011 ou +33 6 39 98 00 12, 0033(0)199001020,
    PAP 01 40 56 33 33, prix 0 800 000 000, n° 12063998001455, 08 99 00 11 22"""
    found = contacts.phones_in(text, {"0140563333"})
    assert found == ("0639980010", "06.39.98.00.11", "+33 6 39 98 00 12", "0033(0)199001020")


def test_given_phones_that_are_no_telephone_are_dropped() -> None:
    assert contacts.without_hotlines(["-", "", "01 99 00 10 20", "0199001020", "+49 211 8632380"], frozenset()) == (
        "01 99 00 10 20",
        "+49 211 8632380",
    )


def test_emails_without_those_of_the_site() -> None:
    assert contacts.emails_in("a@example.org B@Mail.pap.fr", ("pap.fr",)) == ("a@example.org",)
    assert contacts.emails_in("a@example.org", ()) == ("a@example.org",)


def test_a_hidden_login_form_is_not_a_login_page() -> None:
    form = "<form><input type=password></form>"
    assert blocked.is_login(f"<title>Se connecter</title>{form}")
    assert not blocked.is_login(f"<title>Maison à vendre</title>{form}")
    assert not blocked.is_login("<title>Connexion internet, maison connectée</title>")


def test_a_page_of_too_many_tags_has_no_tree() -> None:
    assert list_cards.parse("<p>" * 150_001) is None


def test_a_sheet_with_a_misspelt_key_is_refused() -> None:
    with pytest.raises(ValueError, match="hotline"):
        sites.from_sheet("essai", {"name": "Essai", "hosts": ["a.example"], "hotline": ["0199001020"]})


def test_site_of_an_address() -> None:
    leboncoin = sites.by_host("https://WWW.leboncoin.fr./ad/1")
    assert leboncoin
    assert leboncoin.refused
    assert sites.by_host("https://notleboncoin.fr/") is None
    assert sites.by_host("https://leboncoin.fr.evil.example/") is None
    assert sites.by_host("https://[") is None
    assert sites.shown("https://www.pap.fr/annonces") == "PAP"
    assert sites.shown("https://www.ouest.example/x") == "ouest.example"
