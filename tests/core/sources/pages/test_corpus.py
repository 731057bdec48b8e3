"""The real pages beside the project give what their manifest says."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from core.model.draft import Draft
from core.sources.pages.reading import PageKind, PageReading, read_page
from tests.tables import table

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
FACTS = {"id": "reference", "title": "title", "city": "town", "postcode": "postcode", "type": "kind", "url": "url"}
NUMBERS = {"price": "price", "surface": "area", "rooms": "rooms"}
ADS = (
    "leboncoin_2017_annonce_pro_bayeux",
    "leboncoin_2015_annonce_particulier_refus_tel",
    "kleinanzeigen_2026_annonce",
    "immowelt_2026_annonce_jsonld",
    "immobilien_de_2026_annonce_jsonld_casse",
    "engelvoelkers_2026_annonce",
)
LISTS = {
    "leboncoin_2026_liste_ventes_paris": 35,
    "kleinanzeigen_2026_liste": 27,
    "willhaben_2026_liste_nextdata": 30,
}


def expected(corpus: Path, name: str) -> Any:
    manifest = json.loads((corpus / "manifest.json").read_text("utf-8"))
    return next(item["expected"] for item in manifest["items"] if item["file"] == f"pages/{name}.html")


def read(corpus: Path, name: str) -> PageReading:
    return read_page((corpus / "pages" / f"{name}.html").read_bytes(), at=AT)


def agree(draft: Draft, facts: dict[str, Any]) -> None:
    for theirs, ours in FACTS.items():
        if facts.get(theirs):
            assert getattr(draft, ours) == facts[theirs]
    for theirs, ours in NUMBERS.items():
        if facts.get(theirs) is not None:
            assert float(getattr(draft, ours)) == facts[theirs]
    if "seller_kind" in facts:
        assert draft.seller == (facts["seller_kind"] or "")
    if facts.get("seller_name"):
        assert draft.name == facts["seller_name"]
    if "refuses_canvassing" in facts:
        assert draft.refuses is facts["refuses_canvassing"]


@table("name", ADS)
def test_a_real_ad(corpus: Path, name: str) -> None:
    facts, reading = expected(corpus, name), read(corpus, name)
    assert (reading.kind, reading.site, len(reading.drafts)) == (PageKind.AD, facts["site"], 1)
    agree(reading.drafts[0], facts)
    assert list(reading.drafts[0].phones) == ([facts["phone"]] if facts.get("phone") else [])


@table("name, count", LISTS.items())
def test_a_real_list(corpus: Path, name: str, count: int) -> None:
    facts, reading = expected(corpus, name), read(corpus, name)
    assert (reading.kind, reading.site, len(reading.drafts)) == (PageKind.LIST, facts["site"], count)
    items = next(facts[key] for key in ("items", "items_first5", "items_first2") if key in facts)
    for draft, item in zip(reading.drafts, items, strict=False):
        agree(draft, item)


def test_the_private_sellers_of_leboncoin_and_those_who_refuse(corpus: Path) -> None:
    drafts = read(corpus, "leboncoin_2026_liste_ventes_paris").drafts
    private = [draft for draft in drafts if draft.seller == "private"]
    assert len(private) == 3
    assert sum(draft.refuses for draft in drafts) == sum(draft.refuses for draft in private) == 2
    assert sum(draft.seller == "pro" for draft in drafts) == 32
    assert not any(draft.phones for draft in drafts)


def test_a_refusing_seller_keeps_the_contacts_of_the_text_for_the_register(corpus: Path) -> None:
    draft = read(corpus, "leboncoin_2015_annonce_particulier_refus_tel").drafts[0]
    assert draft.refuses
    assert draft.phones == ("0600000002",)
    assert len(draft.emails) == 1


@table(
    "name, kind",
    [
        ("leboncoin_2017_recherche_vide", PageKind.EMPTY),
        ("leboncoin_2017_liste_voitures", PageKind.OTHER),
        ("nexity_2024_programme_neuf", PageKind.OTHER),
    ],
)
def test_pages_without_a_lead(corpus: Path, name: str, kind: PageKind) -> None:
    reading = read(corpus, name)
    assert (reading.kind, reading.drafts, reading.code) == (kind, (), "PAGE_NO_LISTING")
