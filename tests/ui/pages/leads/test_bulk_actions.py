"""Leads exported and copied from the list: what is selected, without those who refuse."""

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from core.actions.register import opposing
from tests.ui.finding import child
from tests.ui.office_fixture import BY, NOW, Add, Desk, put_together
from ui.common.office import Office
from ui.common.page import PageGesture
from ui.pages.leads import bulk_actions
from ui.pages.leads.page import LeadsPage
from ui.widgets.button import Button


@pytest.fixture
def page(office: Office, qtbot: QtBot) -> LeadsPage:
    """The page in sight."""
    made = put_together(LeadsPage, office, qtbot)
    made.refresh(frozenset({"*"}))
    made.show()
    return made


def three(add: Add, office: Office) -> list[int]:
    ids = [add(last_name=name) for name in ("Alba", "Brun", "Cros")]
    opposing.oppose_typed(office.store, str(ids[1]), how="letter", by=BY, at=NOW)
    return ids


def test_the_selection_is_written_and_who_is_left_out_is_said(
    page: LeadsPage, add: Add, office: Office, desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = three(add, office)
    out = tmp_path / "liste.xlsx"
    monkeypatch.setattr(bulk_actions, "ask_save", lambda *_asked: out)
    bulk_actions.ask_export(page.browser.selection.for_many, ids)
    qtbot.waitUntil(lambda: bool(desk.said))
    assert desk.last.bold == "2 prospects écrits dans «\u202fliste.xlsx\u202f»."
    assert desk.last.sentence.startswith("1 personne opposée laissée de côté.")
    [sheet] = openpyxl.load_workbook(out).worksheets
    assert [name for _light, name, *_rest in sheet.iter_rows(values_only=True)] == ["Nom", "Alba Hélène", "Cros Hélène"]
    monkeypatch.setattr(bulk_actions, "ask_save", lambda *_asked: None)
    bulk_actions.ask_export(page.browser.selection.for_many, ids)
    assert len(desk.said) == 1


def test_nobody_left_is_said(
    page: LeadsPage, add: Add, office: Office, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    ids = three(add, office)
    bulk_actions.begin_export(page.browser.selection.for_many, ids[1:2], tmp_path / "liste.csv")
    qtbot.waitUntil(lambda: bool(desk.said))
    assert desk.last.kind == "error"
    assert list(tmp_path.glob("liste*")) == []


def test_ctrl_c_copies_whoever_does_not_refuse(page: LeadsPage, add: Add, office: Office, desk: Desk) -> None:
    ids = three(add, office)
    page.refresh(frozenset({"*"}))
    page.browser.table.selectAll()
    QTest.keyClick(page.browser.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert [line.split("\t")[1] for line in lines] == ["Nom", "Alba Hélène", "Cros Hélène"]
    assert (desk.last.bold, desk.last.sentence) == ("2 lignes copiées.", "1 personne opposée laissée de côté.")
    bulk_actions.copy_leads(office, ids[1:2])
    assert desk.last.bold == "Rien n’est copié\u202f: ces personnes sont opposées."


def test_the_menu_offers_both(page: LeadsPage, add: Add, office: Office) -> None:
    ids = three(add, office)
    words = [one.text() for one in page.browser.selection.menu(ids).actions()]
    assert {"Copier les 2 lignes", "Exporter les 2 lignes…", "Imprimer les 2 lignes…"} <= set(words)


def test_the_list_is_printed_as_it_is_shown_or_what_is_selected(
    page: LeadsPage, add: Add, office: Office, desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = three(add, office)
    opened: list[str] = []
    monkeypatch.setattr(bulk_actions, "ask_save", lambda *_asked: tmp_path / "liste")
    monkeypatch.setattr(bulk_actions, "open_file", lambda _office, path: opened.append(path))
    page.gestures[PageGesture.EXPORT_LIST]()
    assert desk.last.bold == "La liste est vide\u202f: il n’y a rien à écrire.", "asked before anybody is shown"
    desk.said.clear()
    page.refresh(frozenset({"*"}))
    page.gestures[PageGesture.PRINT_LIST]()
    qtbot.waitUntil(lambda: bool(desk.said))
    assert desk.last.bold == "2 prospects écrits dans «\u202fliste.pdf\u202f»."
    assert desk.last.sentence.startswith("1 personne opposée laissée de côté.")
    assert desk.last.act is not None and desk.last.act.text == "Ouvrir"
    desk.last.act.run()
    assert opened == [str(tmp_path / "liste.pdf")]
    page.browser.table.select_ids([ids[0], ids[1]])
    assert page.browser.selection.several
    page.gestures[PageGesture.PRINT_LIST]()
    qtbot.waitUntil(lambda: len(desk.said) == 2)
    assert desk.last.bold == "1 prospect écrit dans «\u202fliste.pdf\u202f»."
    page.gestures[PageGesture.EXPORT_LIST]()
    assert child(page, QLabel, "many-title").text() == "Écrire 1 prospect dans un fichier\u202f?"
    assert len(desk.said) == 2, "an export is asked, of however few"
    child(page, Button, "many-go").click()
    qtbot.waitUntil(lambda: len(desk.said) == 3)
    assert desk.last.bold == "1 prospect écrit dans «\u202fliste.xlsx\u202f»."
