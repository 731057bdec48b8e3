"""Leads that lack something, completed one after the other by the keyboard alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from core.actions.common import step_cache
from core.records.contact import Contact
from core.store import leads
from tests.lengths import length
from tests.ui.office_fixture import BY, NOW, Add
from tests.ui.pages.leads.test_step import field, page, said, told
from ui.common.office import Office
from ui.pages.leads.page import LeadsPage

__all__ = ["page"]
NAMES = ("Alba", "Brun", "Costa", "Diaz", "Evrard", "Faure", "Gallo", "Henry", "Icard", "Joly", "Klein", "Lemoine")
COMPLETED = NAMES[: length(3, long=len(NAMES))]


def keep_steps(office: Office) -> None:
    step_cache.keep(office.store, office.law, by=BY, at=NOW)


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def lacking(office: Office) -> int:
    with office.store.read() as r:
        return sum(not any(one.kind == "address" for one in r.of(Contact, lead_id=lead)) for lead in leads.search(r))


@pytest.mark.parametrize("view", ["", "complete"])
def test_leads_are_completed_by_the_keyboard_alone(
    page: LeadsPage, add: Add, office: Office, qtbot: QtBot, view: str
) -> None:
    added = [add(name=name, address="", postcode="30700", town="Uzès") for name in COMPLETED]
    add(name="Zola")
    keep_steps(office)
    page.show_filters({"step": view})
    page.open_lead(added[0])
    shown = []
    for number, _name in enumerate(COMPLETED, start=1):
        shown.append(page.sheet.lead_id())
        assert focused() is field(page, "step-address")
        QTest.keyClicks(focused(), f"{number} rue de la Calade")
        for _step in range(3):
            QTest.keyClick(focused(), Qt.Key.Key_Tab)
        QTest.keyClicks(focused(), "d")  # « Du panneau posé sur le bien »
        before = page.sheet.lead_id()
        QTest.keyClick(focused(), Qt.Key.Key_Return)
        qtbot.waitUntil(lambda n=number: lacking(office) == len(COMPLETED) - n)  # type: ignore[misc]
        if number < len(COMPLETED):
            qtbot.waitUntil(lambda was=before: page.sheet.lead_id() != was)  # type: ignore[misc]
    qtbot.waitUntil(lambda: not page.sheet.lacks())
    assert shown == added, "in the order of the list, each once"
    assert page.sheet.lead_id() == added[-1]
    assert focused().objectName() == "step-go"


def test_the_next_is_offered_before_the_steps_are_kept(page: LeadsPage, add: Add) -> None:
    one, _other = (add(name=name, address="", postcode="30700", town="Uzès") for name in NAMES[:2])
    page.open_lead(one)
    assert page.sheet.findChild(QPushButton, "step-keep-on") is not None


def test_ctrl_entree_keeps_and_stays(page: LeadsPage, add: Add, office: Office, qtbot: QtBot) -> None:
    one, _other = (add(name=name, address="", postcode="30700", town="Uzès") for name in NAMES[:2])
    keep_steps(office)
    page.open_lead(one)
    field(page, "step-address").setText("3 rue de la Calade")
    told(page, "sign")
    QTest.keyClick(field(page, "step-address"), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: said(page).startswith("Lettre d’information due"))
    assert page.sheet.lead_id() == one


def test_whoever_lacks_more_is_not_left(page: LeadsPage, add: Add, office: Office, qtbot: QtBot) -> None:
    one, other = (add(name=name, address="", postcode="30700", town="Uzès") for name in NAMES[:2])
    with office.store.write("test", by=BY, at=NOW) as w:
        for origin in leads.origins(w, one):
            w.update("origin", origin.id, {"site": ""})
    keep_steps(office)
    page.open_lead(one)
    assert [found.objectName() for found in page.sheet.findChildren(QPushButton) if "keep" in found.objectName()] == [
        "step-keep-on", "step-keep",
    ]  # fmt: skip
    field(page, "step-address").setText("3 rue de la Calade")
    told(page, "sign")
    QTest.keyClick(field(page, "step-address"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: said(page).startswith("Il manque le site"))
    assert (page.sheet.lead_id(), focused()) == (one, field(page, "step-site"))
    field(page, "step-site").setText("Toit Direct")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.sheet.lead_id() == other)
    assert focused() is field(page, "step-address")
