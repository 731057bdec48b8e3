"""No page, however broken or hostile, makes the reading fail or last."""

import json
from datetime import UTC, datetime

from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.base.errors import UserError
from core.model.draft import Draft
from core.sources.pages.reading import PageKind, PageReading, read_page
from tests.failing import fails_with
from tests.lengths import LONG, length, some
from tests.tables import table
from tests.texts import ANY

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
LEBONCOIN = "https://www.leboncoin.fr/ad/ventes_immobilieres/1"
SELOGER = "https://www.seloger.com/annonces/1"


def read(page: str | bytes, url: str = LEBONCOIN) -> PageReading:
    return read_page(page.encode() if isinstance(page, str) else page, url=url, at=AT)


def next_data(text: str) -> str:
    return f'<script id="__NEXT_DATA__" type="application/json">{text}</script>'


HEAP = length(1, long=4)
"""How high the pieces are heaped: what takes a square of the time is seen by the high ones."""
FLIGHT = "".join(f'{row:x}:["${row + 1:x}","${row + 1:x}","${row + 1:x}"]\n' for row in range(40))
"""Each row holds the next one three times."""
CIRCLE = [{"@id": f"#{one}", "name": "x", "a": [{"@id": f"#{other}"} for other in range(20)]} for one in range(20)]
POINTERS = [{"__ref": f"A:{other}"} for other in range(40)]


@table(
    "page",
    some(
        [
            b"[" * (250_000 * HEAP),
            b"<" * (75_000 * HEAP),
            b"<div>" * (25_000 * HEAP),
            b"<div>" * 3_000 + "250 000 € ".encode() * 3_000,
            b"<script type=application/ld+json>" * (5_000 * HEAP),
            next_data("[" * 200_000).encode(),
            next_data('{"props":' * (25_000 * HEAP)).encode(),
            next_data('{"props":NaN}').encode(),
            b'<link rel="canonical" href="https://[broken">' + b"<meta property=og:url " * (8_000 * HEAP),
            b"<p>" + b"1" * (125_000 * HEAP) + " €".encode(),
            b"<p>" + b"12 " * (25_000 * HEAP) + " m²".encode(),
            b"<p>" + b"Maison " * (15_000 * HEAP) + b"(22100)",
            b"<script>a={b:" + b"{c:" * (8_000 * HEAP),
            b"<script>window.__NUXT__=(function(a){return {" + b"a:a," * (8_000 * HEAP) + b"}}(1))",
            b'<script>x.enqueue("' + b'[{\\"_1\\":0},0,' * 5_000 + b'")',
            b'<a props="' + b"{&quot;a&quot;:[0," * 3_000 + b'">',
            ("<script>self.__next_f.push([1," + json.dumps(FLIGHT) + "])").encode(),
            ("<script type=application/ld+json>" + json.dumps(CIRCLE)).encode(),
            ("<script>s=" + json.dumps({f"A:{one}": {"price": "1", "r": POINTERS} for one in range(40)})).encode(),
            "<p><span>248</span><span>500</span><sup>€</sup>".encode() * (1_000 * HEAP),
            b"<template shadowrootmode=open>" * 5_000 + "3 000 €".encode(),
            b'<img alt="a b c">' * 10_000,
            b'<a data-price="12" data-city="x">' * 5_000,
        ],
        of=2,
    ),
)
def test_nothing_is_read_and_quickly(page: bytes) -> None:
    for url in (LEBONCOIN, *(("", "https://www.example.org/") if LONG else ())):
        assert read(page, url).drafts == ()


@table("data", [b"", b"\0" * 1_000_000, b" \r\n\t", b"\xef\xbb\xbf"])
def test_an_empty_page_is_said_to_be_empty(data: bytes) -> None:
    with fails_with("PAGE_NOTHING"):
        read(data)


def ad(**more: object) -> dict[str, object]:
    facts = {"list_id": 10001, "subject": "Villa", "price": [250000], "square": "80", "rooms": 4}
    return {**facts, **more}


def one(record: dict[str, object]) -> Draft:
    return read(next_data(json.dumps({"props": {"ad": record}}))).drafts[0]


def test_cards_inside_cards_are_one_ad() -> None:
    card = "<ul><li><a href=/ventes_immobilieres/1000001.htm>Villa</a><p>250 000 €</p><p>80 m²</p>"
    assert len(read(card * length(60, long=200), "https://www.leboncoin.fr/ventes").drafts) == 1


def test_a_number_of_a_million_digits_is_no_price() -> None:
    [draft] = read(next_data(json.dumps({"props": {"ad": ad(price="9" * 1_000_000)}}))).drafts
    assert draft.price == ""
    assert one(ad(list_id="9" * 1_000_000)).reference == ""


def test_texts_can_always_be_written_to_a_base() -> None:
    draft = one(ad(body="x\ud83d\ude00y\0 \ud800"))
    assert draft.text == "x😀y"
    draft.text.encode("utf-8")


def test_an_address_that_is_no_web_address_is_dropped() -> None:
    page = next_data(json.dumps({"props": {"ads": [ad(url="javascript:alert(1)"), ad(list_id=10002)]}}))
    assert [draft.url for draft in read(page, "https://www.leboncoin.fr/ventes").drafts] == ["", ""]


def test_words_split_by_unseen_letters_are_joined() -> None:
    assert one(ad(body="agen\u00adces s\u200b'abstenir")).text == "agences s'abstenir"


PIECES = st.sampled_from(
    [
        "<script id=__NEXT_DATA__>",
        "</script>",
        '{"props":{"pageProps":{"ad":',
        '{"category_id":"9","subject":"x"}',
        "}}}",
        "<li itemtype='http://schema.org/Offer'>",
        "<h1 id=ad_subject itemprop=name>",
        "window.__REDIAL_PROPS__ = ",
        "[null,",
        "<script type='application/ld+json'>",
        '{"@type":"House","name":"x","offers":',
        "<link rel=canonical href=//www.leboncoin.fr/ventes_immobilieres/1>",
        "&eacute;",
        "\\ud800",
        "\0",
        "<!--",
        "06 39 98 00 10",
        "@example.org",
    ]
)


@settings(max_examples=length(40, long=300))
@given(
    st.lists(PIECES | st.text(ANY, max_size=5), max_size=14),
    st.sampled_from(["", LEBONCOIN, "https://a.example/", "nonsense"]),
)
def test_any_heap_of_pieces_is_read(pieces: list[str], url: str) -> None:
    data = "".join(pieces).encode("utf-8", errors="surrogatepass")
    try:
        reading = read(data, url)
    except UserError as told:
        assert told.code.startswith("PAGE_")
    else:
        assert bool(reading.drafts) != bool(reading.said)


@given(st.binary(max_size=2000))
@example(b"<?xml")
@example(b'<?xml version="1.0" encoding="utf-8"?><rss><item><title>Maison</title></item></rss>')
def test_any_bytes_are_read(data: bytes) -> None:
    try:
        assert read(data).kind in PageKind
    except UserError as told:
        assert told.code.startswith("PAGE_")
