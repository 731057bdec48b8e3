"""Each saved page of tests/files/pages gives what expected.toml says, and each site sheet has its page."""

import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from core.sources.pages import sites
from core.sources.pages.reading import read_page
from tests.tables import table

PAGES = Path(__file__).resolve().parents[3] / "files" / "pages"
EXPECTED: dict[str, Any] = tomllib.loads((PAGES / "expected.toml").read_text("utf-8"))
AT = datetime(2026, 11, 24, 18, 30, tzinfo=ZoneInfo("Europe/Paris"))


@table("name", sorted(EXPECTED))
def test_a_saved_page_gives_what_is_expected_of_it(name: str) -> None:
    expected = EXPECTED[name]
    reading = read_page((PAGES / name).read_bytes(), at=AT)
    assert (reading.kind, reading.site, reading.code) == (expected["kind"], expected["site"], expected.get("code", ""))
    assert bool(reading.said) == (not reading.drafts)
    wanted = expected.get("drafts", [])
    assert len(reading.drafts) == len(wanted)
    for draft, facts in zip(reading.drafts, wanted, strict=True):
        found = {field: getattr(draft, field) for field in facts}
        assert found == {field: tuple(v) if isinstance(v, list) else v for field, v in facts.items()}


@table("name", sorted(name for name in EXPECTED if EXPECTED[name].get("drafts")))
def test_every_draft_tells_where_and_when_it_was_read(name: str) -> None:
    reading = read_page((PAGES / name).read_bytes(), at=AT)
    for draft in reading.drafts:
        assert draft.site == reading.site
        assert draft.seen == "2026-11-24"
        assert draft.line >= 1
        assert draft.cells == (draft.title, draft.price, draft.town, draft.url)
        assert not draft.is_blank


def test_every_page_is_expected_and_every_sheet_has_a_page() -> None:
    assert {path.name for path in PAGES.iterdir() if path.suffix != ".toml"} == set(EXPECTED)
    shown = {expected["site"] for expected in EXPECTED.values()}
    assert {site.name for site in sites.sites() if site.name != sites.GENERIC} <= shown


def test_the_same_page_is_known_by_its_address_when_it_does_not_tell_it() -> None:
    page = (PAGES / "kleinanzeigen_2026_list.html").read_bytes().replace(b"creditText", b"x")
    assert read_page(page, at=AT).drafts == ()
    assert len(read_page(page, url="https://www.kleinanzeigen.de/s-wohnung/c203", at=AT).drafts) == 2


def test_a_block_page_names_the_site_that_refused() -> None:
    page = (PAGES / "blocked_datadome.html").read_bytes()
    assert read_page(page, url="https://www.leboncoin.fr/ad/1", at=AT).said.startswith("leboncoin a refusé l’accès")
    assert read_page(page, at=AT).said.startswith("Le site a refusé l’accès")


def test_the_scripts_of_a_shield_in_a_large_page_do_not_make_it_blocked() -> None:
    page = (PAGES / "leboncoin_2026_list.html").read_text("utf-8")
    page = page.replace("</body>", "<script>var dd={};//geo.captcha-delivery.com</script>" + " " * 120_000 + "</body>")
    assert len(read_page(page.encode(), at=AT).drafts) == 3
