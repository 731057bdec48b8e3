"""What the window shows of the other seats of a team, by itself, while they do it."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from core.actions.calling import calling
from core.actions.common import people
from core.actions.register import opposing
from core.base.screen_shapes import hour
from core.store import leads
from core.store.engine.opening import open_store
from core.store.port import Store
from core.words.register import PARTING
from tests.core.actions.conftest import informed, who_is
from tests.core.team.test_races import agreed
from tests.core.team.two_seats import two_seats
from tests.ui.finding import child, page_in
from tests.ui.office_fixture import BY, NOW, begin
from ui.app import build
from ui.common.lead_messages import oppose
from ui.pages.calls.page import CallsPage
from ui.pages.leads.page import LeadsPage
from ui.shell.window import Window
from ui.widgets.button import Button
from ui.widgets.mark import IconLabel


class TwoDesks(NamedTuple):
    """The window of Rose, and the base as the seat of Claire has it."""

    window: Window
    claire: Store

    def words(self, lead_id: int) -> str:
        """Return the next step of a person in the list of Rose."""
        rows = page_in(self.window, LeadsPage).browser.table.rows()
        return rows.cells(rows.place(lead_id))[3].text


def filled(store: Store) -> None:
    """Write an agency and people who were written to and agreed to be called."""
    begin(store)
    agreed(store)
    with store.read() as r:
        ids = leads.search(r)
    for lead_id in ids:
        informed(store, lead_id)


@pytest.fixture
def desks(tmp_path: Path, qapp: QApplication) -> Iterator[TwoDesks]:
    """Two seats of a team, one of them with its window."""
    claire, rose = two_seats(tmp_path, filled)
    with closing(open_store(rose)) as store, closing(open_store(claire)) as other:
        window = build(qapp, store, clock=lambda: NOW)
        window.resize(1366, 768)
        window.show()
        yield TwoDesks(window, other)
        window.close()


def test_whom_another_seat_calls_is_shown_and_passed_over(desks: TwoDesks, qtbot: QtBot) -> None:
    window, claire = desks
    window.go_to("calls")
    desk = page_in(window, CallsPage)
    first = desk.talk.read.lead_id or 0
    with claire.read() as r:
        who = people.find(r, str(first))
    begun = calling.start(claire, who, by=BY, at=NOW)
    call = child(desk, Button, "call")
    assert call.hasFocus()
    qtbot.waitUntil(lambda: not call.isEnabled())
    assert child(desk, QLabel, "dial-told").text() == "Claire est au téléphone avec cette personne."
    assert desk.queue.view.hasFocus()
    desk.call()
    assert window.band.message is not None
    assert window.band.message.bold.startswith("Claire Vasseur appelle déjà cette personne")
    assert desk.queue.model.detail(0).endswith("Claire appelle")
    assert desk.talk.read.after() not in (first, None)
    window.go_to("leads", first)
    sheet = page_in(window, LeadsPage).sheet
    assert desks.words(first) == "Claire appelle"
    assert child(sheet, IconLabel, "sheet-live").accessibleName() == "Claire est au téléphone avec cette personne."
    assert not child(sheet, Button, "sheet-call").isEnabled()
    calling.finish(claire, begun.call, outcome="no_answer", by=BY, at=NOW)
    qtbot.waitUntil(lambda: "appelle" not in desks.words(first))
    assert child(sheet, IconLabel, "sheet-live").accessibleName().startswith("Claire appelait, à ")
    assert child(sheet, Button, "sheet-call").isEnabled()
    window.go_to("leads", desk.talk.read.after())
    assert not child(sheet, IconLabel, "sheet-live").isVisible()


def note(seat: Store, lead_id: int) -> None:
    """Note a refusal at a seat."""
    opposing.oppose(seat, who_is(seat, lead_id), how="counter", by=BY, at=NOW)


def test_a_refusal_noted_elsewhere_is_told_to_whom_it_concerns(desks: TwoDesks, qtbot: QtBot) -> None:
    window, claire = desks
    window.go_to("calls")
    desk, band = page_in(window, CallsPage), window.band
    first, second, third, fourth, *_others = (row.id for row in desk.talk.read.queue.now)
    note(claire, second)
    qtbot.waitUntil(lambda: band.message is not None)
    out = "la personne est sortie de votre liste d’appels."
    assert band.words.text() == f"Moreau 1 Hélène s’oppose. Noté par Claire Vasseur à {hour(NOW)}\u202f: {out}"
    desk.call()
    assert band.message is None and window.office.talking_with == first
    note(claire, first)
    qtbot.waitUntil(lambda: band.message is not None)
    assert band.words.text() == f"Moreau 0 Hélène s’oppose. {PARTING}"
    assert child(desk, QLabel, "verdict-change").text() == PARTING
    assert not desk.person.words.isVisible(), "nothing more is proposed"
    band.act()
    leads_page = page_in(window, LeadsPage)
    assert leads_page.sheet.lead_id() == first
    leads_page.browser.show_filters({"town": "Nîmes"})
    oppose(window.office, third)
    undoing = band.undoing
    note(claire, fourth)
    qtbot.waitUntil(lambda: band.words.text().startswith("Moreau 3 Hélène s’oppose."))
    assert undoing and band.undoing == undoing, "what was done here can still be taken back"


def test_who_looks_at_the_same_sheet_is_shown(desks: TwoDesks, qtbot: QtBot) -> None:
    window, claire = desks
    claire.calls()
    page = page_in(window, LeadsPage)
    window.go_to("leads")
    first, second, *_others = page.browser.table.rows().ids
    window.go_to("leads", first)
    live = child(page.sheet, IconLabel, "sheet-live")
    assert not claire.look(second) and not live.isVisible()
    claire.look(first)
    qtbot.waitUntil(live.isVisible)
    assert live.accessibleName() == "Claire Vasseur regarde aussi cette fiche"
    qtbot.waitUntil(lambda: claire.look(first) == ("Rose Martin",))
    window.go_to("calls")
    qtbot.waitUntil(lambda: claire.look(first) == ())
    window.go_to("leads")
    qtbot.waitUntil(lambda: claire.look(first) == ("Rose Martin",))
    qtbot.waitUntil(lambda: window.office.store.look(first) == ("Claire Vasseur",))
    claire.close()
    qtbot.waitUntil(lambda: not live.isVisible())
