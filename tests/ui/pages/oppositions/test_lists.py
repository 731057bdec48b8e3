"""The register on screen, as a whole: a list taken in and undone, the register handed out, an address checked."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from core.store import registers
from tests.ui.chosen_files import answer
from tests.ui.finding import child, press, words
from tests.ui.office_fixture import Add, Desk, put_together
from ui.common.office import Office
from ui.pages.oppositions.page import OppositionsPage

LIST = "Nom;Téléphone;Adresse;Code postal\nMoreau;0639981241;;\nBœuf;;5 bd Gambetta;30000\nPersonne;;;\n"


@pytest.fixture
def page(office: Office, qtbot: QtBot) -> OppositionsPage:
    """The page on an empty register."""
    made = put_together(OppositionsPage, office, qtbot)
    made.refresh(frozenset({"*"}))
    return made


@pytest.fixture
def chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file the user chooses, to read and to write."""
    file = tmp_path / "cahier.csv"
    file.write_text(LIST, encoding="utf-8")
    saved = tmp_path / "registre"
    answer(monkeypatch, lambda dialog: saved if dialog.acceptMode() == dialog.AcceptMode.AcceptSave else file)
    return file


def test_a_list_is_taken_in_told_and_undone(
    page: OppositionsPage, chosen: Path, desk: Desk, office: Office, add: Add, qtbot: QtBot
) -> None:
    add(phones=("0639981241",))
    press(page, "oppositions-import")
    assert not page.list.isHidden()
    page.list.supplier.setText("Pige Ouest")
    press(page, "list-take")
    qtbot.waitUntil(lambda: bool(desk.said), timeout=30_000)
    assert "3 lues = 2 inscrites + 0 déjà inscrite + 1 rejetée + 0 vide." in desk.last.sentence
    assert "1 fiche fermée" in desk.last.sentence
    assert page.list.isHidden()
    assert len(page.entries) == 1
    child(page, QLineEdit, "check-number").setText("5 boulevard Gambetta, 30000 Nîmes")
    assert "à cette adresse" in words(page, "check-answer")
    child(page, QLineEdit, "check-number").setText("6 boulevard Gambetta, 30000 Nîmes")
    assert "n’est pas dans le registre" in words(page, "check-answer")
    act = desk.last.act
    assert act is not None
    act.run()
    with office.store.read() as r:
        assert registers.count_gestures(r) == 0


def test_a_file_that_is_no_list_is_told(page: OppositionsPage, chosen: Path, desk: Desk, qtbot: QtBot) -> None:
    chosen.write_text("Prix;Surface\n100000;80\n200000;90\n", encoding="utf-8")
    press(page, "oppositions-import")
    press(page, "list-take")
    qtbot.waitUntil(lambda: bool(desk.said), timeout=30_000)
    assert desk.last.kind == "error"
    assert "aucune opposition" in desk.last.bold
    press(page, "list-cancel")
    assert page.list.isHidden()


def test_the_register_is_handed_out(page: OppositionsPage, chosen: Path, desk: Desk) -> None:
    child(page, QLineEdit, "check-number").setText("06 39 98 77 77")
    page.oppose()
    press(page, "oppositions-export")
    assert desk.last.kind == "done"
    assert "téléphone;comptoir" in (chosen.parent / "registre.csv").read_text("utf-8-sig")
