"""The real pages and alert e-mails beside the project give what a person read in them."""

from collections import Counter
from pathlib import Path
from unittest.mock import patch

import pytest

from core.sources.pages import sites
from core.sources.pages.reading import PageKind, read_page
from tests.bench.pages import AT, measure
from tests.lengths import LONG, length
from tests.tables import table


def share(sums: Counter[str], group: str, mark: str) -> float:
    """Return which part of the fields of ``group`` is right, wrong or missing."""
    return sums[f"{group} {mark}"] / sum(sums[f"{group} {one}"] for one in ("right", "wrong", "missing"))


def test_the_fields_of_french_pages_and_e_mails(corpus: Path) -> None:
    sums = measure(corpus, verbose=False, one_of=length(2, long=1))
    for group, least in (("fr2026", 0.95), ("fr old", 0.95), ("mail", 0.95)):
        assert share(sums, group, "right") >= least
        assert share(sums, group, "wrong") <= 0.01


def test_the_newer_pages_and_e_mails(corpus: Path) -> None:
    if not (corpus / "more").is_dir():
        pytest.skip("the newer pages and e-mails are not in this corpus")
    sums = measure(corpus / "more", verbose=False)
    assert sums["extra"] == 0
    for group, least in (("fr2026", 0.9), ("mail", 0.98)):
        assert share(sums, group, "right") >= least
        assert share(sums, group, "wrong") <= 0.01


@pytest.mark.skipif(not LONG, reason="all the pages again, read without a sheet as invented ones are each time")
def test_the_same_without_any_sheet(corpus: Path, tmp_path: Path) -> None:
    with patch.object(sites, "resource", return_value=tmp_path):
        sites.sites.cache_clear()
        sums = measure(corpus, verbose=False)
    sites.sites.cache_clear()
    assert share(sums, "fr2026", "right") >= 0.9
    assert share(sums, "fr2026", "wrong") <= 0.01
    assert share(sums, "mail", "right") >= 0.9


def test_the_private_sellers_of_a_list_and_those_who_refuse(corpus: Path) -> None:
    drafts = read_page((corpus / "pages" / "leboncoin_2026_liste_ventes_paris.html").read_bytes(), at=AT).drafts
    private = [draft for draft in drafts if draft.seller == "private"]
    assert len(private) == 3
    assert sum(draft.refuses for draft in drafts) == sum(draft.refuses for draft in private) == 2
    assert not any(draft.phones for draft in drafts)


def test_a_refusing_seller_keeps_the_contacts_of_the_text_for_the_register(corpus: Path) -> None:
    page = (corpus / "pages" / "leboncoin_2015_annonce_particulier_refus_tel.html").read_bytes()
    [draft] = read_page(page, at=AT).drafts
    assert draft.heard
    assert draft.phones == ("0600000002",)
    assert len(draft.emails) == 1


@table(
    "name, kind, code",
    [
        ("leboncoin_2017_recherche_vide", PageKind.EMPTY, "PAGE_NO_RESULT"),
        ("leboncoin_2017_liste_voitures", PageKind.OTHER, "PAGE_LEFT_OUT"),
        ("nexity_2024_programme_neuf", PageKind.OTHER, "PAGE_LEFT_OUT"),
        ("bienici_2026_coquille_spa", PageKind.SHELL, "PAGE_SHELL"),
    ],
)
def test_pages_without_a_lead(corpus: Path, name: str, kind: PageKind, code: str) -> None:
    reading = read_page((corpus / "pages" / f"{name}.html").read_bytes(), at=AT)
    assert (reading.kind, reading.drafts, reading.code) == (kind, (), code)
