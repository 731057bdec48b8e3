"""The sheet of a supplier asked by the first import: kept whole or not, and never a lock."""

import pytest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QScrollArea
from pytestqt.qtbot import QtBot

from core.actions.common import step_cache, suppliers
from core.model.supplier import SiteLicence, SupplierSheet
from core.records.notice import Notice
from core.store import leads
from tests.ui.finding import child
from tests.ui.office_fixture import BY, Add
from tests.ui.pages.importing import WAIT_MS, Pige, checked, page, pige, wait
from ui.common.office import Office
from ui.pages.imports.page import ImportsPage
from ui.pages.imports.result_step import SupplierSheetForm, is_new

__all__ = ["page", "pige"]
NAME = "Fichier Immo Conseil"


@pytest.fixture
def form(office: Office, qtbot: QtBot) -> SupplierSheetForm:
    """The form on a supplier nobody knows, whose file names two sites."""
    made = SupplierSheetForm(office, NAME, ["Toit Direct", "Pierres & Clés", "toit direct", ""])
    qtbot.addWidget(made)
    made.resize(1000, 640)
    made.show()
    return made


def type_(form: SupplierSheetForm, key: str, text: str) -> QLineEdit:
    """Type in a field of one line."""
    field = child(form, QLineEdit, f"supplier-sheet-form-{key}")
    field.setText(text)
    return field


def sheet(office: Office) -> SupplierSheet | None:
    """Return what the base holds."""
    with office.store.read() as r:
        found = suppliers.named(r, NAME)
    return found.sheet if found else None


def test_the_sheet_is_asked_once(office: Office, form: SupplierSheetForm, qtbot: QtBot) -> None:
    assert is_new(office, NAME)
    type_(form, "contract", "2026-118 du 3 mars 2026")
    type_(form, "site-1", "licence 2026-12")
    type_(form, "notice_day", "18/11/2026")
    child(form, QPlainTextEdit, "supplier-sheet-form-notice_text").setPlainText("Bonjour,\nvos coordonnées…")
    with qtbot.waitSignal(form.saved) as told:
        form.save.click()
    kept = sheet(office)
    assert kept is not None
    assert told.args == [kept.id]
    assert kept.contract == "2026-118 du 3 mars 2026"
    assert kept.notice_text == "Bonjour,\nvos coordonnées…"
    assert kept.sites == (SiteLicence("Pierres & Clés", "licence 2026-12"), SiteLicence("Toit Direct"))
    assert not is_new(office, " fichier immo conseil ")


def test_later_writes_nothing_and_locks_nothing(office: Office, form: SupplierSheetForm, qtbot: QtBot) -> None:
    type_(form, "contract", "2026-118")
    with qtbot.waitSignal(form.later):
        form.wait.click()
    assert sheet(office) is None
    form.save.click()
    assert sheet(office) is not None


def test_a_wrong_value_is_told_in_its_place(office: Office, form: SupplierSheetForm, qtbot: QtBot) -> None:
    for key, wrong in (("siren", "123456789"), ("notice_day", "bientôt"), ("notice_day", "25/11/2026")):
        field = type_(form, key, wrong)
        with qtbot.assertNotEmitted(form.saved):
            form.save.click()
        assert field.property("wrong") is True
        field.setText("")
    form.save.click()
    assert sheet(office) is not None


def test_a_name_that_says_nothing_is_told_in_a_sentence(office: Office, form: SupplierSheetForm, qtbot: QtBot) -> None:
    form.show_supplier(" — ")
    with qtbot.assertNotEmitted(form.saved):
        form.save.click()
    assert "nom du fournisseur" in form.problem.sentence


def test_what_is_known_is_shown(office: Office, form: SupplierSheetForm, add: Add) -> None:
    add()
    values = {"siren": "123456782", "notice_day": "2026-11-18"}
    suppliers.save_named(office.store, "Pige Ouest", values, by=BY, at=office.now())
    form.show_supplier("Pige Ouest", ["TOIT DIRECT"])
    shown = form.values()
    assert (shown["siren"], shown["notice_day"]) == ("123456782", "18/11/2026")
    assert [key for key in shown if key.startswith("site-")] == ["site-0"]


def test_a_wrong_field_out_of_sight_is_brought_into_sight(form: SupplierSheetForm, qtbot: QtBot) -> None:
    form.resize(700, 320)
    wrong = type_(form, "siren", "123456789")
    bar = child(form, QScrollArea, "supplier-sheet-area").verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    assert wrong.visibleRegion().isEmpty()
    form.save.click()
    qtbot.waitUntil(lambda: not wrong.visibleRegion().isEmpty())


def test_the_next_step_is_the_main_button(page: ImportsPage, qtbot: QtBot, pige: Pige, office: Office) -> None:
    """The letters of those who came are prepared; pressed twice as well."""
    forward = page.assistant.footer.forward_button
    checked(qtbot, page, pige(3))
    forward.click()
    wait(qtbot, page)
    assert forward.text() == "&Préparer les 3 lettres", "at once, for as few as are judged at once"
    forward.click()
    forward.click()
    qtbot.waitUntil(lambda: not page.assistant.preparing.running, timeout=WAIT_MS)
    with office.store.read() as r:
        assert sorted(row.lead_id for row in r.of(Notice) if row.lead_id) == sorted(leads.search(r))


def test_of_more_than_are_judged_at_once_the_next_step_comes_once_it_is_made(
    page: ImportsPage, qtbot: QtBot, pige: Pige, office: Office
) -> None:
    checked(qtbot, page, pige(step_cache.AT_ONCE + 1))
    page.assistant.footer.forward_button.click()
    wait(qtbot, page)
    assert page.assistant.footer.forward_button.text() == "&Voir les prospects"
    step_cache.keep(office.store, office.law, by=BY, at=office.now())
    page.refresh(frozenset({"step"}))
    assert page.assistant.footer.forward_button.text() == "&Préparer les 61 lettres"
