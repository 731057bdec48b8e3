"""No page, however broken or hostile, makes the reading fail or last."""

import json
from datetime import UTC, datetime

from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.sources.pages.reading import PageKind, PageReading, read_page
from tests.tables import table

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
LEBONCOIN = "https://www.leboncoin.fr/ad/ventes_immobilieres/1"
SELOGER = "https://www.seloger.com/annonces/1"


def read(page: str | bytes, url: str = LEBONCOIN) -> PageReading:
    return read_page(page.encode() if isinstance(page, str) else page, url=url, at=AT)


def next_data(text: str) -> str:
    return f'<script id="__NEXT_DATA__" type="application/json">{text}</script>'


@table(
    "page",
    [
        b"",
        b"[" * 50_000_000,
        b"\0" * 1_000_000,
        b"<" * 2_000_000,
        b"<div>" * 100_000,
        b"<script type=application/ld+json>" * 100_000,
        next_data("[" * 1_000_000).encode(),
        next_data('{"props":' * 500_000).encode(),
        next_data('{"props":NaN}').encode(),
        b'<link rel="canonical" href="https://[broken">' + b"<meta property=og:url " * 100_000,
    ],
)
def test_is_other_and_quick(page: bytes) -> None:
    for url in ("", LEBONCOIN, "https://www.example.org/"):
        assert read(page, url).kind is PageKind.OTHER


def test_listings_inside_listings_are_one_listing() -> None:
    one = "<ul><li itemtype='http://schema.org/Offer'><b itemprop=name>Villa</b>"
    one += "<a class=list_item href=/ventes_immobilieres/1.htm>voir</a>"
    assert len(read(one * 200).drafts) == 1


def test_a_number_of_a_million_digits_is_no_price() -> None:
    ad = f'{{"list_id":{"9" * 1_000_000},"category_id":"9","subject":"Villa","price":[{"9" * 1_000_000}]}}'
    draft = read(next_data(f'{{"props":{{"pageProps":{{"ad":{ad}}}}}}}')).drafts[0]
    assert draft.price == ""
    assert len(draft.reference) <= 300


def test_texts_can_always_be_written_to_a_base() -> None:
    classified = r"{\"id\":\"a\\ud800b\",\"sections\":{\"description\":{\"description\":\"x\\u0000\ud83d\ude00y\"}}}"
    state = r"{\"app_cldp\":{\"data\":{\"classified\":" + classified + "}}}"
    page = f'<script>window["__UFRN_LIFECYCLE_SERVERREQUEST__"]=JSON.parse("{state}")</script>'
    draft = read(page, SELOGER).drafts[0]
    assert (draft.reference, draft.text) == ("ab", "x😀y")
    draft.text.encode("utf-8")


def test_an_address_that_is_no_web_address_is_dropped() -> None:
    ad = {"list_id": 1, "category_id": "9", "subject": "Villa", "url": "javascript:alert(1)"}
    page = next_data(json.dumps({"props": {"pageProps": {"searchData": {"ads": [ad]}}}}))
    assert read(page).drafts[0].url == ""


def test_words_split_by_unseen_letters_are_joined() -> None:
    ad = {"list_id": 1, "category_id": "9", "subject": "Villa", "body": "agen\u00adces s\u200b'abstenir"}
    assert read(next_data(json.dumps({"props": {"pageProps": {"ad": ad}}}))).drafts[0].text == "agences s'abstenir"


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


@settings(max_examples=300)
@given(
    st.lists(PIECES | st.text(max_size=5), max_size=14),
    st.sampled_from(["", LEBONCOIN, "https://a.example/", "nonsense"]),
)
def test_any_heap_of_pieces_is_read(pieces: list[str], url: str) -> None:
    reading = read("".join(pieces).encode("utf-8", errors="surrogatepass"), url)
    assert bool(reading.drafts) != bool(reading.said)


@given(st.binary(max_size=2000))
@example(b"<?xml")
@example(b'<?xml version="1.0" encoding="utf-8"?><rss><item><title>Maison</title></item></rss>')
def test_any_bytes_are_read(data: bytes) -> None:
    assert read(data).kind in PageKind
