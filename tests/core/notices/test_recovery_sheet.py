"""The page that opens a base on another computer: all of it is there, once, on one page, whoever's agency it is."""

from datetime import date

from core.base.records import replace
from core.notices.recovery_sheet import RecoverySheet, render_recovery_sheet
from tests.core.notices.reading import flat, texts
from tests.tables import table

WORDS = tuple(f"mot{place}é" for place in range(1, 25))
SHEET = RecoverySheet(WORDS, "c410b4479f89067b", "BCDF-GHJK", "Agence des Tilleuls", date(2027, 1, 1))


def test_the_page_says_each_thing_once() -> None:
    [page] = map(flat, texts(render_recovery_sheet(SHEET)))
    assert "Agence des Tilleuls, imprimée le 1er janvier 2027. Clé c410 b447 9f89 067b." in page
    at = [page.index(f"{place}. {word}") for place, word in enumerate(WORDS, 1)]
    assert at == sorted(at), "read from top to bottom, then to the right"
    assert page.count("BCDF-GHJK") == 1
    for title in ("Sur un nouvel ordinateur", "Où la garder", "Où ne pas la garder"):
        assert page.count(title) == 1
    assert render_recovery_sheet(SHEET) == render_recovery_sheet(SHEET)


@table("agency, printed", [("", "Premier Contact,"), ("א" * 9, ", imprimée"), ("Immobilière " * 40, "Clé c410")])
def test_any_agency_has_its_page(agency: str, printed: str) -> None:
    [page] = map(flat, texts(render_recovery_sheet(replace(SHEET, agency=agency))))
    assert printed in page and "24. mot24é" in page
