"""Every button of every step leads somewhere: a page, a part of the sheet, or a question it asks."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from core.actions.common import people
from core.actions.leads import milestones
from core.base.records import replace
from core.model.milestone import MilestoneKind, TradeEvent
from core.model.step import NextStep, Place, Step
from core.store import leads
from core.words.steps import SENTENCES, step_button, step_place, step_short, step_word
from tests.tables import each
from tests.ui.finding import child, page_in
from tests.ui.office_fixture import BY, NOW, Add, Desk, row, shown, take
from tests.ui.pages.leads_in_sight import leads_page
from ui.common.office import Office
from ui.pages.leads.decision_cards import typed_here
from ui.pages.leads.page import LeadsPage
from ui.pages.leads.reading import Lacks, read_whole
from ui.shell.window import RAIL, Window

PAGES = {key for key, _title in RAIL}
DAY = timedelta(days=1)
NO_LACKS = Lacks(None, ("", ""), (), sold_by="Pige Ouest")
page = leads_page(height=500)


def step_of(code: str) -> Step:
    """Return the step whose name is in the code of a sentence; what has none of its own is only followed."""
    named = (step for step in sorted(Step, key=lambda one: -len(one.name)) if code.startswith(f"NEXT_{step.name}"))
    others = {"NEXT_AGENCY": Step.COMPLETE, "NEXT_SUPPLIER": Step.COMPLETE, "NEXT_INFORM": Step.COMPLETE}
    return others.get(code, next(named, Step.FOLLOW))


def focused() -> str:
    holder = QApplication.focusWidget()
    return holder.objectName() if holder is not None else ""


def answered() -> Iterator[QDialog]:
    """Close each question that opens over the window, and yield it."""
    box = QApplication.activeModalWidget()
    if isinstance(box, QDialog):
        yield box
        box.reject()


def test_the_button_of_each_sentence_leads_somewhere(page: LeadsPage, add: Add, desk: Desk, office: Office) -> None:
    lead = add(name="Alba")
    page.open_lead(lead)
    with office.store.read() as r:
        whole = read_whole(r, lead, office.law, at=NOW)
    values = {"kind": "access", "missing": "town", "why": "sold", "days": 3, "date": NOW.date()}
    fields = ("end", "next", "hour", "place", "when", "mandate", "supplier", "name", "property_town")
    seen: set[Place] = set()
    boxes: list[str] = []
    closing = QTimer(page)
    closing.timeout.connect(lambda: boxes.extend(box.objectName() for box in answered()))
    closing.start()

    def leads_on(code: str) -> None:
        step = NextStep(step_of(code), code, values | dict.fromkeys(fields, "Uzès"))
        place = step_place(step)
        desk.gone.clear()
        page.sheet.show_whole(replace(whole, step=step, lacks=NO_LACKS), NOW)
        page.sheet.take_focus()
        button = page.sheet.findChild(QPushButton, "step-go")
        if place is None:
            assert button is None and step_button(step) == ""
            return
        seen.add(place)
        inside = [name for name in ("step-keep", "step-erase") if page.sheet.findChild(QWidget, name)]
        if button is None:
            assert inside, "neither a button nor what is done here"
            return
        boxes.clear()
        button.click()
        QApplication.processEvents()
        gone = [where.partition("/")[0] for where, _lead in desk.gone]
        assert set(gone) <= PAGES
        assert gone or boxes or focused() not in ("sheet-close", "step-go"), (code, gone, boxes, focused())

    each(list({button: code for code, (_words, button) in SENTENCES.items()}.values()), leads_on)
    assert seen == set(Place), "each place was led to"
    assert not typed_here(NextStep(Step.COMPLETE, "NEXT_AGENCY"), NO_LACKS)


def test_a_step_has_its_words_with_a_day_and_without() -> None:
    codes = {step_of(code): code for code in SENTENCES}
    for step in Step:
        assert step_word(step)
        for due in (None, NOW):
            words = step_short(NextStep(step, codes.get(step, "NEXT_DONE_OPEN"), due=due))
            assert "{" not in words and not words.endswith(" "), step
            assert words or step is Step.COMPLETE or step is Step.DECIDE


@pytest.fixture
def window(tmp_path: Path, qapp: QApplication) -> Iterator[Window]:
    with shown(tmp_path, qapp) as window:
        yield window


def test_what_happened_in_the_trade_is_led_to_in_the_window(window: Window, qtbot: QtBot) -> None:
    """An appointment to come, and one that is over: their button shows where what follows is noted."""
    office = window.office
    take(office, row(1, last_name="Alba"), row(2, last_name="Brun"))
    page = page_in(window, LeadsPage)
    with office.store.read() as r:
        ids = leads.search(r)
    for lead, moment, step in zip(ids, (NOW + DAY / 12, NOW - DAY), (Step.MEET, Step.REPORT), strict=True):
        one = TradeEvent(MilestoneKind.APPOINTMENT, moment, "Au bien")
        milestones.note_milestone(office.store, people.Who(lead), one, by=BY, at=NOW)
        window.go_to("leads", lead)
        with office.store.read() as r:
            assert read_whole(r, lead, office.law, at=NOW).step.step is step
        button = child(page.sheet, QPushButton, "step-go")
        assert button.isVisible()
        button.click()
        qtbot.waitUntil(lambda: focused() == "trade-appointment")
        assert child(page.sheet, QWidget, "sheet-trade").visibleRegion().boundingRect().height() > 40
