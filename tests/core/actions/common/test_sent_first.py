"""A refusal noted while the server of a team is away: kept on the seat, sent before anything else, once."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from core.actions.calling import calling
from core.actions.common import people
from core.actions.keeping.current_base import open_current
from core.actions.keeping.waiting import keep_refusal
from core.actions.register.opposing import oppose, oppose_typed, undo
from core.base.errors import UserError
from core.base.moments import kept, now
from core.base.records import asdict, replace
from core.cli import run as terminal
from core.model.opposing import CallOutcome
from core.records.call import Call
from core.records.lead import Lead
from core.records.opposition import Opposition
from core.records.request import Request
from core.store.engine.outbox import FOLDER, SealedOutbox
from core.store.port import Store, WaitingGesture
from core.store.postgres.address import keep_team_address, team_address
from core.store.safe import homes
from tests.bases import put_team
from tests.core.conftest import one_person
from tests.failing import fails_with
from tests.servers import server

PHONE = "01 99 00 10 10"
FULL_DISK = (
    """CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION USING ERRCODE = 'disk_full'; END $$""",
    "CREATE TRIGGER full_disk BEFORE INSERT ON opposition FOR EACH ROW EXECUTE FUNCTION full_disk()",
)
"""Has a server say of a refusal what it says on a full disk."""
AT = now()


class Seat:
    """The seat of a team, whose server is away or answers."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        put_team(folder, one_person)
        with closing(self.open()) as store:
            store.remember()
            with store.read() as r:
                [self.lead] = r.column(int, "SELECT id FROM lead")

    def open(self) -> Store:
        store, _caught = open_current(self.folder, at=AT)
        return store

    def turn(self, *, on: bool) -> None:
        address = team_address(self.folder)
        assert address is not None
        keep_team_address(self.folder, replace(address, port=server().port if on else 1))

    def waiting(self) -> list[Path]:
        return sorted((self.folder / FOLDER).glob("*.geste")) if (self.folder / FOLDER).exists() else []

    def refusals(self) -> list[Opposition]:
        with closing(self.open()) as store, store.read() as r:
            return r.of(Opposition, lifted_at=None)


@pytest.fixture
def seat(tmp_path: Path) -> Iterator[Seat]:
    made = Seat(tmp_path / "poste")
    made.turn(on=False)
    yield made
    shutil.rmtree(made.folder)


def refuse(seat: Seat, typed: str = PHONE, hours: int = 0) -> None:
    with closing(seat.open()) as store:
        done = oppose_typed(store, typed, how="call", by="Claire", at=AT + timedelta(hours=hours))
        assert done.waiting
        assert not done.already


def test_it_is_kept_shown_and_sent_as_it_was_said(seat: Seat) -> None:
    refuse(seat)
    with closing(seat.open()) as store:
        with store.read() as r:
            who = people.of_lead(r, seat.lead)
            assert [row.by for row in r.of(Opposition)] == ["Claire"]
        done = oppose(store, who, how="call", by="Claire", at=AT, note="Plus jamais.")
        assert (done.waiting, done.leads) == (True, (seat.lead,))
        with store.read() as r:
            assert r.row(Lead, seat.lead).opposed_at == kept(AT)
    assert len(seat.waiting()) == 2
    seat.turn(on=True)
    rows = seat.refusals()
    assert {(row.by, row.at, row.how) for row in rows} == {("Claire", kept(AT), "call")}
    assert [row.note for row in rows if row.lead_id == seat.lead][:1] == ["Plus jamais."]
    assert seat.waiting() == []


def test_one_sent_before_the_program_was_killed_is_not_done_again(seat: Seat) -> None:
    refuse(seat)
    copies = {path: path.read_bytes() for path in seat.waiting()}
    seat.turn(on=True)
    with closing(seat.open()) as store:
        [entry] = {row.gesture for row in _in_force(store)}
        undo(store, entry, by="Claire", at=AT + timedelta(minutes=1))
    for path, content in copies.items():
        path.write_bytes(content)
    assert seat.refusals() == []
    assert seat.waiting() == []


def _in_force(store: Store) -> list[Opposition]:
    with store.read() as r:
        return r.of(Opposition, lifted_at=None)


def test_one_noted_while_no_copy_opens_is_kept_too(seat: Seat) -> None:
    for path in seat.folder.glob("lecture.*"):
        path.unlink()
    with fails_with("TEAM_AWAY"):
        seat.open()
    keep_refusal(seat.folder, PHONE, how="counter", at=AT, note="")
    seat.turn(on=True)
    assert [(row.how, row.at) for row in seat.refusals()] == [("counter", kept(AT))]


def test_one_whose_server_falls_silent_meanwhile_is_kept(seat: Seat) -> None:
    seat.turn(on=True)
    with closing(seat.open()) as store:
        address = team_address(seat.folder)
        assert address is not None
        with closing(server().connect()) as owner:
            owner.execute(f'ALTER DATABASE "{address.database}" ALLOW_CONNECTIONS false')
            sql = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
            owner.execute(sql, [address.database])
            try:
                done = oppose_typed(store, PHONE, how="call", by="Claire", at=AT)
            finally:
                owner.execute(f'ALTER DATABASE "{address.database}" ALLOW_CONNECTIONS true')
    assert done.waiting
    assert len(seat.waiting()) == 1
    assert len({row.gesture for row in seat.refusals()}) == 1
    assert seat.waiting() == []


def test_what_is_typed_wrong_is_refused_at_once_and_what_can_be_done_no_more_is_set_aside(seat: Seat) -> None:
    with closing(seat.open()) as store:
        with fails_with("REFUSAL_UNREAD"):
            oppose_typed(store, "???", how="call", by="Claire", at=AT)
        assert seat.waiting() == []
    outbox = SealedOutbox(seat.folder)
    outbox.put(
        outbox.numbered(WaitingGesture("oppose", "", AT, {**asdict(people.Who(1)), "how": "call", "said": None}))
    )
    refuse(seat, hours=1)
    seat.turn(on=True)
    assert [row.at for row in seat.refusals()] == [kept(AT + timedelta(hours=1))]
    assert seat.waiting() == []
    assert len(list((seat.folder / FOLDER).glob("*.refuse"))) == 1


def test_what_a_full_server_cannot_take_is_kept_and_shown_until_it_does(seat: Seat) -> None:
    seat.turn(on=True)
    address = team_address(seat.folder)
    assert address is not None
    with closing(server().connect(address.database)) as owner:
        for sql in FULL_DISK:
            owner.execute(sql)
        refuse(seat)
        assert len(seat.waiting()) == 1
        with closing(seat.open()) as store:
            assert store.away is not None
            assert len(_in_force(store)) == 1
        owner.execute("DROP FUNCTION full_disk CASCADE")
    assert [row.at for row in seat.refusals()] == [kept(AT)]
    assert seat.waiting() == []


def test_a_name_kept_without_a_copy_to_find_it_in_is_a_request(seat: Seat) -> None:
    with fails_with("REFUSAL_UNREAD", UserError):
        keep_refusal(seat.folder, " ? ", how="call", at=AT)
    assert keep_refusal(seat.folder, "Hugo Fabre", how="unsaid", at=AT) == 1
    seat.turn(on=True)
    for _times in range(2):
        with closing(seat.open()) as store, store.read() as r:
            [request] = r.of(Request)
    assert (request.kind, request.person, request.at) == ("objection", "Hugo Fabre", kept(AT))
    assert seat.waiting() == []


def test_what_something_made_unreadable_is_told(seat: Seat, capsys: pytest.CaptureFixture[str]) -> None:
    refuse(seat)
    [kept_file] = seat.waiting()
    for path in (kept_file, *(homes.config_folder() / "bases").glob(f"*.{FOLDER}/*.geste")):
        path.write_bytes(path.read_bytes()[:-1])
    seat.turn(on=True)
    assert terminal.run(["leads", "--data-dir", str(seat.folder)]) == 0
    assert "1 geste gardé sur ce poste ne se lit plus" in capsys.readouterr().err


def test_the_end_of_a_call_begun_before_is_kept_beside_a_refusal(seat: Seat) -> None:
    seat.turn(on=True)
    with closing(seat.open()) as store:
        with store.read() as r:
            who = people.of_lead(r, seat.lead)
        call_id = calling.receive(store, who, by="Claire", at=AT)
    seat.turn(on=False)
    with closing(seat.open()) as store:
        assert not calling.hold(store, call_id, who, direction="in", started=AT, by="Claire", at=AT)
        calling.finish(
            store, call_id, outcome=CallOutcome.SOLD, by="Claire", at=AT + timedelta(minutes=3), note="Pressée."
        )
        with fails_with("TEAM_AWAY", UserError):
            calling.start(store, who, by="Claire", at=AT)
    assert len(seat.waiting()) == 1
    seat.turn(on=True)
    with closing(seat.open()) as store, store.read() as r:
        call = r.row(Call, call_id)
        assert (call.outcome, call.note, call.ended) == (CallOutcome.SOLD, "Pressée.", kept(AT + timedelta(minutes=3)))
