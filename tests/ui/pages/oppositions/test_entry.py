"""One refusal of the register on screen: who says it, in which words; a reading noted as a mistake, by the keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from core.actions.intake.import_rows import take_in
from core.actions.register import opposing
from core.records.opposition import Opposition
from core.store.port import Store
from tests.core.actions.conftest import BATCH, BY, DRAFT
from tests.ui.finding import child, words
from tests.ui.office_fixture import Desk, put_together
from ui.common.office import Office
from ui.pages.oppositions.page import OppositionsPage
from ui.widgets.button import Button
from ui.widgets.fields import CheckBox

WORDS = "Agences s’abstenir"


@pytest.fixture
def page(office: Office, qtbot: QtBot) -> OppositionsPage:
    """The page on a register of one reading."""
    read = DRAFT._replace(heard=WORDS, heard_in="Remarque", line=10)
    take_in(office.store, [read], BATCH, by=BY, now=office.now())
    made = put_together(OppositionsPage, office, qtbot)
    made.refresh(frozenset({"*"}))
    made.open_entry(next(iter(made.entries)))
    return made


def in_force(store: Store) -> bool:
    with store.read() as r:
        return bool(r.of(Opposition, lifted_at=None))


def test_it_says_who_where_and_in_which_words(page: OppositionsPage) -> None:
    shown = " ".join(label.text() for label in page.entry.findChildren(QLabel))
    for told in (
        f"«\u202f{WORDS}\u202f»",
        "lu par le programme",
        "pige.csv, ligne 10, colonne",
        "1 téléphone",
        "sans nom",
    ):
        assert told in shown
    assert "Au moins jusqu’au" in shown


def test_a_reading_is_noted_as_a_mistake_by_the_keyboard(page: OppositionsPage, office: Office, desk: Desk) -> None:
    QTest.keyClick(child(page, Button, "mistake-fold"), Qt.Key.Key_Return)
    assert "Possible" in words(page, "mistake-may")
    field = child(page, QLineEdit, "mistake-why")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert in_force(office.store), "nothing without a sentence"
    QTest.keyClicks(field, "Une banque, rien de plus.")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert not in_force(office.store)
    assert desk.last.bold == "Erreur notée."
    assert "ligne 10 de pige.csv" in desk.last.sentence
    assert "Erreur" in words(page, "entry-state")
    child(page, Button, "mistake-back").click()
    assert in_force(office.store)


def test_what_the_person_said_is_closed(page: OppositionsPage, office: Office) -> None:
    opposing.oppose_typed(office.store, "0639981241", how="call", by=BY, at=office.now())
    page.refresh(frozenset({"opposition"}))
    for gesture in page.entries:
        page.open_entry(gesture)
        child(page, Button, "mistake-fold").click()
        assert "seul son nouvel accord" in words(page, "mistake-may")
        assert not child(page, Button, "mistake-go").isVisible()
    assert in_force(office.store)


def test_escape_gives_the_list_back(page: OppositionsPage) -> None:
    QTest.keyClick(page.entry, Qt.Key.Key_Escape)
    assert not page.entry.isVisible()


def test_a_reason_half_typed_survives_another_refusal(page: OppositionsPage, office: Office) -> None:
    """Another seat, or an import, adds to the register while somebody types."""
    child(page, Button, "mistake-fold").click()
    field = child(page, QLineEdit, "mistake-why")
    QTest.keyClicks(field, "Une banque")
    opposing.oppose_typed(office.store, "0199001234", how="call", by=BY, at=office.now())
    page.refresh(frozenset({"opposition"}))
    assert (field.text(), field.isHidden()) == ("Une banque", False)
    QTest.keyClicks(field, ", rien de plus.")
    QTest.keyClick(field, Qt.Key.Key_Return)
    with office.store.read() as r:
        assert [entry.lifted_note for entry in r.of(Opposition) if entry.lifted_at] != []


def test_an_entry_that_may_not_change_keeps_the_keyboard(page: OppositionsPage, office: Office) -> None:
    done = opposing.oppose_typed(office.store, "0199001234", how="call", by=BY, at=office.now())
    opposing.undo(office.store, done.gesture, by=BY, at=office.now())
    page.refresh(frozenset({"opposition"}))
    page.show()
    page.activateWindow()
    QApplication.processEvents()
    page.open_entry(done.gesture)
    assert child(page, QAbstractButton, "entry-close").hasFocus()


def test_two_readings_that_nobody_said_are_noted_together_once_their_count_is_seen(
    page: OppositionsPage, office: Office, desk: Desk
) -> None:
    other = DRAFT._replace(heard="Pas d’agence, merci", heard_in="Notes", line=44)
    take_in(office.store, [other], BATCH, by=BY, now=office.now())
    page.refresh(frozenset({"*"}))
    page.open_entry(next(iter(page.entries)))
    child(page, Button, "mistake-fold").click()
    assert "lue 2 fois" in words(page, "mistake-may")
    assert words(page, "mistake-readings").count("\n") == 1 and WORDS in words(page, "mistake-readings")
    QTest.keyClicks(child(page, QLineEdit, "mistake-why"), "Une banque.")
    child(page, Button, "mistake-go").click()
    assert in_force(office.store), "the count was not confirmed"
    every = child(page, CheckBox, "mistake-every")
    assert every.text() == "Noter ensemble les 2 lectures"
    every.click()
    child(page, Button, "mistake-go").click()
    assert not in_force(office.store)
    with office.store.read() as r:
        assert {row.lifted_note for row in r.of(Opposition)} == {"La phrase ne refuse pas : Une banque."}
    desk.act()
    with office.store.read() as r:
        assert not [row for row in r.of(Opposition) if row.lifted_at]
