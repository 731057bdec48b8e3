"""The window of a seat whose server goes away and comes back."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

import psutil
import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from core.actions.keeping.current_base import open_current
from core.base.moments import kept
from core.base.records import replace
from core.model.opposing import CallOutcome
from core.records.call import Call
from core.records.lead import Lead
from core.records.opposition import Opposition
from core.store import leads
from core.store.engine.outbox import FOLDER
from core.store.postgres.address import TeamAddress, keep_team_address, team_address
from tests.core.team.two_seats import two_seats
from tests.servers import server
from tests.ui.finding import child, page_in
from tests.ui.office_fixture import NOW
from tests.ui.test_other_seats import filled
from ui.app import build, tell_reading
from ui.common.lead_messages import oppose
from ui.pages.calls.page import CallsPage
from ui.shell.server_line import ServerLine
from ui.shell.window import Window


class SeatWindow(NamedTuple):
    """The window of a seat, and where its server is."""

    window: Window
    folder: Path
    address: TeamAddress

    @contextmanager
    def cut(self, qtbot: QtBot) -> Iterator[None]:
        """Cut the line, and refuse any other until the end."""
        with closing(server().connect()) as owner:
            owner.execute(f'ALTER DATABASE "{self.address.database}" ALLOW_CONNECTIONS false')
            sql = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
            owner.execute(sql, [self.address.database])
        # What is being read at that very moment is told to be away.
        with qtbot.captureExceptions() as raised:
            qtbot.waitUntil(lambda: self.window.office.store.away is not None)
        assert {getattr(problem, "code", "") for _kind, problem, _trace in raised} <= {"TEAM_AWAY"}
        yield
        with closing(server().connect()) as owner:
            owner.execute(f'ALTER DATABASE "{self.address.database}" ALLOW_CONNECTIONS true')

    @contextmanager
    def hang(self) -> Iterator[None]:
        """Freeze the server until the end: it keeps its connections, and answers nobody."""
        server_process = psutil.Process(int((server().data / "postmaster.pid").read_text().splitlines()[0]))
        processes = [server_process, *server_process.children()]
        for process in processes:
            process.suspend()
        try:
            yield
        finally:
            for process in processes:
                process.resume()

    def ask(self, qtbot: QtBot) -> None:
        """Press « Réessayer », once the try under way has ended, unless it found the server."""
        line = child(self.window, ServerLine, "server-line")
        qtbot.waitUntil(lambda: not line.asking)
        if self.window.isVisible() and self.window.office.store.away is not None:
            line.ask()


@pytest.fixture
def seat(tmp_path: Path, qapp: QApplication) -> Iterator[SeatWindow]:
    _claire, rose = two_seats(tmp_path, filled)
    address = team_address(rose)
    assert address is not None
    store, _caught = open_current(rose, at=NOW)
    store.remember()
    window = build(qapp, store, clock=lambda: NOW)
    tell_reading(window, window.office)
    window.resize(1366, 768)
    window.show()
    yield SeatWindow(window, rose, address)
    window.close()
    window.office.store.close()


def test_it_reads_its_copy_notes_a_refusal_and_sends_it_when_the_server_is_back(seat: SeatWindow, qtbot: QtBot) -> None:
    window = seat.window
    window.go_to("calls")
    desk = page_in(window, CallsPage)
    title, first = window.windowTitle(), desk.talk.read.lead_id or 0
    calls = window.rail.item("calls")
    qtbot.waitUntil(lambda: "à appeler" in calls.accessibleName())
    with seat.cut(qtbot):
        qtbot.waitUntil(lambda: calls.accessibleName() == "Appels")
        qtbot.waitUntil(lambda: window.band.message is not None)
        message = window.band.message
        assert message is not None
        assert message.bold.startswith("Le poste Vasseur ne répond plus depuis ")
        assert message.sentence.startswith("Lecture seule. Nouvel essai dans ")
        assert window.windowTitle() == f"{title} (lecture seule)"
        assert window.status.item("backup").text().startswith("Vasseur injoignable depuis ")
        assert desk.talk.read.lead_id == first
        assert not desk.person.dial.main.isEnabled()
        desk.talk.oppose()
        assert window.band.words.text().startswith("Opposition gardée sur ce poste, envoyée en premier.")
        assert len(list((seat.folder / FOLDER).glob("*.geste"))) == 1
        desk.talk.next_person()
        assert child(desk, QLabel, "away-title").isVisible()
        assert not desk.outcomes.isVisible()
    seat.ask(qtbot)
    qtbot.waitUntil(lambda: window.office.store.away is None)
    assert window.band.words.text() == "Vasseur répond de nouveau. 1 geste envoyé, rien n’est perdu."
    assert window.windowTitle() == title
    assert desk.outcomes.isVisible()
    with window.office.store.read() as r:
        assert {row.at for row in r.of(Opposition) if row.lead_id == first} == {kept(NOW)}
        other = next(lead_id for lead_id in leads.search(r) if not r.row(Lead, lead_id).opposed_at)
    assert not list((seat.folder / FOLDER).glob("*.geste"))
    with seat.hang(), qtbot.captureExceptions() as raised:
        oppose(window.office, other)
        assert window.band.words.text().startswith("Opposition gardée sur ce poste, envoyée en premier.")
        qtbot.waitUntil(lambda: window.office.store.away is not None)
    assert {getattr(problem, "code", "") for _kind, problem, _trace in raised} <= {*window.told_otherwise}
    seat.ask(qtbot)
    qtbot.waitUntil(lambda: window.office.store.away is None)
    with window.office.store.read() as r:
        assert r.row(Lead, other).opposed_at == kept(NOW)


def test_the_call_under_way_and_its_note_go_on(seat: SeatWindow, qtbot: QtBot) -> None:
    window = seat.window
    window.go_to("calls")
    desk = page_in(window, CallsPage)
    desk.talk.receive()
    assert desk.talk.call is not None
    call_id = desk.talk.call.id
    desk.person.note.setPlainText("Rappeler après les travaux.")
    with seat.cut(qtbot):
        assert desk.talk.call is not None
        assert desk.person.note.toPlainText() == "Rappeler après les travaux."
        desk.outcomes.chosen.emit(CallOutcome.SOLD)
        assert len(list((seat.folder / FOLDER).glob("*.geste"))) == 1
    seat.ask(qtbot)
    qtbot.waitUntil(lambda: window.office.store.away is None)
    with window.office.store.read() as r:
        call = r.row(Call, call_id)
        assert (call.note, call.outcome) == ("Rappeler après les travaux.", CallOutcome.SOLD)


def test_a_seat_that_is_removed_meanwhile_opens_anew_to_say_so(seat: SeatWindow, qtbot: QtBot) -> None:
    window = seat.window
    with seat.cut(qtbot):
        keep_team_address(seat.folder, replace(seat.address, role="personne"))
        seat.ask(qtbot)
        qtbot.waitUntil(lambda: window.reopens is not None)
        assert not window.isVisible()
        assert not list(seat.folder.glob("lecture.copie"))
