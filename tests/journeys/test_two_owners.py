"""A file of two owners, one of whom refuses: checked, imported, and she comes back alone next month; no letter for her.

The real window asks for Xvfb, openbox and xdotool, and for PREMIER_CONTACT_REAL_WINDOW=1.
"""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QTableView

from core.store.engine.opening import NAME, opened
from core.store.port import Store
from tests.journeys.hand import Hand
from tests.journeys.pages import Importing
from tests.journeys.real_screen import missing_tools, reach, screen
from tests.journeys.robot import Clock
from tests.journeys.window import Screen, Shots
from tests.ui.near_jobs import near_jobs
from tests.ui.office_fixture import NOW, started
from ui.app import build

__all__ = ["near_jobs"]
HEADINGS = "Propriétaire 1;Téléphone 1;Propriétaire 2;Téléphone 2;Adresse;CP;Ville;Site;Référence;Vue le"
TOGETHER = (
    "Sicard Noël;0639984402;Ferry Martine (ne veut pas d’agence);0639984488;3 rue Haute;30700;Uzès;PAP;R1;20/11/2026",
    "Valette René;0639984403;;;5 rue Haute;30700;Uzès;PAP;R2;20/11/2026",
)
ALONE = "Ferry Martine;0639984488;;;3 rue Haute;30700;Uzès;PAP;R9;20/12/2026"
LETTERS = "SELECT count(*) FROM notice"
HERS = "SELECT count(*) FROM lead WHERE name LIKE '%Ferry%'"
REAL = os.environ.get("PREMIER_CONTACT_REAL_WINDOW") == "1"
# Said by the pretended screen, which has one window in front and one keyboard.
pytestmark = pytest.mark.qt_log_ignore(r"does not support raise\(\)", "does not support grabbing the keyboard")


def written(folder: Path, name: str, *rows: str) -> Path:
    file = folder / name
    file.write_text("\n".join((HEADINGS, *rows)), encoding="utf-8")
    return file


def count(store: Store, sql: str) -> int:
    with store.read() as r:
        return int(r.value(int, sql) or 0)


def test_she_who_refuses_gets_no_letter_when_she_comes_alone(qapp: QApplication, tmp_path: Path) -> None:
    store = started(tmp_path / "base")
    clock = Clock(NOW)
    window = build(qapp, store, clock=clock)
    window.showNormal()
    window.resize(1366, 768)
    shown = Screen(window, Shots(tmp_path / "shots"))
    shown.come_forward()
    try:
        together(shown, store, tmp_path)
        clock.now += timedelta(days=31)
        alone(shown, store, tmp_path)
    finally:
        shown.close()
        store.close()


def together(shown: Screen, store: Store, folder: Path) -> None:
    """Both owners at the check, each with their fate; then the letters of whoever may be written to."""
    shown.go("imports")
    assistant = Importing(shown)
    assistant.drop(written(folder, "novembre.csv", *TOGETHER))
    assistant.describe(supplier="Pige Ouest", collected="21/11/2026")
    expected = assistant.check()
    assert (expected["added"], expected["opposed"]) == (2, 0), "a row of two stays, for the one who may be written to"
    shown.click("problem-OPPOSED-see")
    rows = shown.find(QTableView, "check-refusal-rows").model()
    fates = [[rows.index(line, at).data() for at in (0, 2)] for line in range(rows.rowCount())]
    assert fates == [
        ["2 pers.", "Sicard Noël · Ferry Martine"],
        ["Lettre", "– Sicard Noël"],
        ["Refus", "– Ferry Martine"],
    ]
    shown.shot("refus-entendus")
    assert assistant.run() == expected
    shown.wait(lambda: shown.text("import-footer-forward") == "&Préparer les 2 lettres")
    shown.click("import-footer-forward")
    shown.wait(lambda: count(store, LETTERS) == 2)
    shown.wait(lambda: shown.part("place-letters").widget.isVisible())
    assert count(store, HERS) == 0


def alone(shown: Screen, store: Store, folder: Path) -> None:
    """Next month she comes alone: in the register, no sheet, no letter."""
    shown.go("imports")
    assistant = Importing(shown)
    assistant.drop(written(folder, "decembre.csv", ALONE))
    expected = assistant.recognised()
    assert (expected["added"], expected["opposed"]) == (0, 1)
    assert assistant.run() == expected
    shown.click("import-result-equation-opposed")
    shown.page("oppositions")
    assert (count(store, LETTERS), count(store, HERS)) == (2, 0)


@pytest.mark.skipif(not REAL, reason="a real window, for a minute: set PREMIER_CONTACT_REAL_WINDOW=1")
@pytest.mark.skipif(bool(missing_tools()), reason=f"a real screen needs {', '.join(missing_tools())}")
def test_the_same_by_mouse_in_the_real_window(tmp_path: Path) -> None:
    base = tmp_path / "base"
    started(base).close()
    written(tmp_path, "novembre.csv", *TOGETHER)
    written(tmp_path, "suite.csv", ALONE.replace("20/12/2026", "20/11/2026"))
    seat = QSettings(str(base / "poste.ini"), QSettings.Format.IniFormat)
    seat.setValue("choices/import-folder", str(tmp_path))
    seat.sync()
    with screen() as real, real.start(base, eyes=True) as program:
        hand = Hand(real, program, Path(os.environ.get("PREMIER_CONTACT_PICTURES") or tmp_path / "pictures"))
        try:
            in_the_window(hand, lambda sql: _count(base, sql))
            real.key("ctrl+q")
            assert program.wait(timeout=30) == 0
        finally:
            program.kill()


def _count(base: Path, sql: str) -> int:
    assert (base / NAME).exists()
    with opened(base) as store:
        return count(store, sql)


def in_the_window(hand: Hand, counted: Callable[[str], int]) -> None:
    """Both files, by what is seen and clicked on."""
    hand.click("rail-imports")
    hand.click("empty-import")
    hand.file("Importer un fichier", "novembre.csv", "Ouvrir")
    hand.fill("import-supplier", "Pige Ouest")
    hand.fill("import-collected", "21/11/2026")
    hand.click("import-footer-forward")
    hand.look("import-check")
    hand.click("problem-OPPOSED-see")
    hand.look("check-refusal-rows")
    hand.shot("refus-entendus")
    hand.click("import-footer-forward")
    hand.look("import-result")
    hand.wait(lambda: hand.text("import-footer-forward") == "&Préparer les 2 lettres", "the next step is not offered")
    hand.click("import-footer-forward")
    hand.wait_held("letters-table")
    reach(lambda: counted(LETTERS) == 2, "the letters were not made")
    hand.click("rail-imports")
    hand.click("imports-import")
    hand.file("Importer un fichier", "suite.csv", "Ouvrir")
    hand.look("import-check")
    hand.wait(lambda: hand.text("import-footer-forward").startswith("I&mporter"), "the check is not over")
    hand.shot("seule")
    hand.click("import-footer-forward")
    hand.look("import-result")
    assert (counted(LETTERS), counted(HERS)) == (2, 0)
