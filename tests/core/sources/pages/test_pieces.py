"""Charsets, states, paths, JSON-LD and amounts, one by one."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.sources.pages import amounts, blocked, cards, json_ld, paths, sites
from core.sources.pages.decode import decode
from core.sources.pages.state_json import state
from tests.tables import table


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


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0\ufeff")))
def test_real_utf8_is_never_taken_for_anything_else(text: str) -> None:
    assert decode(text.encode()) == text


@table(
    "page",
    [
        '<script id="__X__" type="application/json">{"a": ["é", 1.50]}</script>',
        '<script type=application/json id=__X__>\n {"a": ["é", 1.50]}</script>',
        'window.__X__ = {"a": ["é", 1.50]};',
        'window["__X__"]=JSON.parse("{\\"a\\": [\\"\\u00e9\\", 1.50]}");',
        "window['__X__'] = JSON.parse('{\"a\": [\"\\xe9\", 1.50]}');",
        'window.__X__=JSON.parse(\'{"a": ["\\u{e9}", 1.50]}\')',
        'if (window.__X__ == null) {} window.__X__ = undefined; window.__X__ = {"a": ["é", 1.50]}',
    ],
)
def test_state(page: str) -> None:
    assert state(page, "__X__") == {"a": ["é", "1.50"]}


@table("page", ["", "__X__ = 4", "__X__ = JSON.parse(broken)", "__X__ = JSON.parse('{')", "__X__ = {a: 1}"])
def test_no_state(page: str) -> None:
    assert state(page, "__X__") is None


@given(st.dictionaries(st.text(), st.text() | st.booleans() | st.none()))
def test_a_state_given_to_json_parse_comes_back_whole(value: dict[str, object]) -> None:
    assert state(f"window.__X__=JSON.parse({json.dumps(json.dumps(value))})", "__X__") == value


TREE = paths.loads('{"a": {"b": [{"k": "x", "v": 1}, {"k": "y/z", "v": [true, null, 2.50]}]}, "n": ["p", "q"]}')


@table(
    "path, found",
    [
        ("a.b[k=x].v", ["1"]),
        ("a.b[k=y/z].v", ["true", "2.50"]),
        ("a.b.k", ["x", "y/z"]),
        ("a.b[1].k", ["y/z"]),
        ("a.b[9].k", []),
        ("n", ["p", "q"]),
        ("n[]", ["p", "q"]),
        ("a", []),
        ("a.nothing.b", []),
        ("n[k=x]", []),
    ],
)
def test_paths(path: str, found: list[str]) -> None:
    assert paths.texts(TREE, path) == found


def test_json_ld_in_lists_graphs_and_broken_strings() -> None:
    page = """
    <script type="application/ld+json">{"@graph": [{"@type": "Organization", "name": "Portail"},
      {"@type": ["Thing", "House"], "name": "A", "description": "deux
    lignes"}]}</script>
    <script type='application/ld+json'>{"@type": "ItemList", "itemListElement": [
      {"@type": "ListItem", "item": {"@type": "https://schema.org/Apartment", "name": "B"}},
      {"@type": "ListItem", "item": {"@type": "Product", "name": "A", "offers": {"price": 1}}}]}</script>
    <script type="application/ld+json">{broken</script>
    <script type="application/ld+json">{"@type": "House", "name": "A", "url": "u"}</script>"""
    found = json_ld.listings(page, {"House", "Apartment"})
    assert [node["name"] for node in found] == ["A", "B"]
    assert found[0]["url"] == "u"
    assert found[0]["offers"] == {"price": "1"}
    assert found[0]["@type"] == ["Thing", "House"]


@table(
    "text, euros",
    [
        ("170 000 €", "170000"),
        ("1.600 €", "1600"),
        ("1,250,000", "1250000"),
        ("1070.0", "1070"),
        ("1250.75", "1250"),
        ("24900000", "24900000"),
        ("€ 3.500", "3500"),
        ("285.000 € 319.000 €", "285000"),
        ("À partir de 99 000 € FAI", "99000"),
        ("3 500 €/m²", ""),
        ("2 604 € par m2", ""),
        ("Prix sur demande", ""),
        ("0", ""),
        ("9" * 40, ""),
    ],
)
def test_price(text: str, euros: str) -> None:
    assert amounts.price(text) == euros


@table(
    "text, number",
    [
        ("82,17 m²", "82.17"),
        ("450 m\n2", "450"),
        ("55.0", "55"),
        ("1 200 m²", "1200"),
        ("2,50", "2.5"),
        ("EG", ""),
        ("123 456 789 m²", ""),
        ("0", "0"),
    ],
)
def test_decimal(text: str, number: str) -> None:
    assert amounts.decimal(text) == number


def test_phones_of_a_text_without_the_lines_of_the_site() -> None:
    text = """Réf 0639980010 2. Tél : 06.39.98.00.11, 0639980011 ou +33 6 39 98 00 12, 0033(0)199001020,
    PAP 01 40 56 33 33, prix 0 800 000 000, n° 12063998001455, 08 99 00 11 22"""
    found = amounts.phones_in(text, {"0140563333"})
    assert found == ("0639980010", "06.39.98.00.11", "+33 6 39 98 00 12", "0033(0)199001020")


def test_given_phones_that_are_no_telephone_are_dropped() -> None:
    assert amounts.without_hotlines(["-", "", "01 99 00 10 20", "0199001020", "+49 211 8632380"], frozenset()) == (
        "01 99 00 10 20",
        "+49 211 8632380",
    )


def test_emails_without_those_of_the_site() -> None:
    assert amounts.emails_in("a@example.org B@Mail.pap.fr", ("pap.fr",)) == ("a@example.org",)
    assert amounts.emails_in("a@example.org", ()) == ("a@example.org",)


def test_a_hidden_login_form_is_not_a_login_page() -> None:
    form = "<form><input type=password></form>"
    assert blocked.is_login(f"<title>Se connecter</title>{form}")
    assert not blocked.is_login(f"<title>Maison à vendre</title>{form}")
    assert not blocked.is_login("<title>Connexion internet, maison connectée</title>")


def test_a_page_of_too_many_tags_has_no_tree() -> None:
    assert cards.tree("<p>" * 150_001) is None


def test_a_sheet_with_a_misspelt_key_is_refused() -> None:
    with pytest.raises(ValueError, match="hotline"):
        sites.from_sheet("essai", {"name": "Essai", "hotline": ["0199001020"]}, {})


def test_site_of_an_address() -> None:
    leboncoin = sites.by_host("https://WWW.leboncoin.fr./ad/1")
    assert leboncoin
    assert leboncoin.refused
    assert sites.by_host("https://notleboncoin.fr/") is None
    assert sites.by_host("https://leboncoin.fr.evil.example/") is None
    assert sites.by_host("https://[") is None
    assert sites.shown("https://www.pap.fr/annonces") == "PAP"
    assert sites.shown("https://www.ouest.example/x") == "ouest.example"
