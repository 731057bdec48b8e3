"""A team's whole life, by its verbs: shared, served, joined, cut off, alone again; each seat is a process."""

import os
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psutil
import pytest

from core.actions.desk.recent import recent
from core.actions.keeping.verifying import verify
from core.base.moments import now
from core.store.engine.opening import NAME, open_store
from core.store.postgres.address import connect, team_address
from core.store.postgres.driver import Error, TeamConnection
from core.store.postgres.roster import erasure_waits
from core.store.postgres.session import session
from core.store.safe.homes import TEAM
from core.team.cluster import is_running
from core.team.overview import others_connected
from core.team.places import server_files
from tests.bases import put_base
from tests.core.actions.conftest import add
from tests.core.conftest import one_person
from tests.core.team.shared_base import (
    LOOK_S,
    SeatProcess,
    SharingSeat,
    free_port,
    one_person_s_base,
    put_shared,
    served,
    wait_until,
)

PHONE = "06 39 98 01 62"


class Agency:
    """The seat that serves, one of an agent, and what was said of them."""

    def __init__(self, root: Path) -> None:
        self.root, port = root, free_port()
        self.host, self.agent = SeatProcess(root / "accueil"), SeatProcess(root / "bureau")
        put_base(self.host.folder, one_person)
        with closing(open_store(self.host.folder)) as store:
            self.before = verify(store)
        self.cut_a_sharing()
        code, given = self.host.here("team", "share", "--port", str(port), "--clear-disk")
        assert code == 0, given
        self.sharing = SharingSeat(self.host, port, given)

    def cut_a_sharing(self) -> None:
        """Kill a sharing in its middle: the base stays where it was, whole, and the next one takes no notice."""
        sharing = self.host.start("team", "share", "--port", str(free_port()), "--clear-disk")
        while not (self.host.folder / "equipe" / "autorite.pem").exists():
            assert sharing.poll() is None, sharing.communicate()
            time.sleep(LOOK_S)
        os.kill(sharing.pid, signal.SIGKILL)
        sharing.communicate()
        assert not (self.host.folder / TEAM).exists()
        with closing(open_store(self.host.folder)) as store:
            after = verify(store)
        assert (after.rows, after.head, after.problems) == (self.before.rows, self.before.head, self.before.problems)


@pytest.fixture(scope="module")
def agency(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Agency]:
    """A base shared and served, with one seat of an agent."""
    made = Agency(tmp_path_factory.mktemp("agence"))
    shutil.copy(Path(__file__), made.host.folder / NAME)  # As a cut at the very end of the sharing would leave one.
    with served(made.host):
        at = ("--at", f"127.0.0.1:{made.sharing.port}", "--seat", "Bureau")
        assert made.agent.here("team", "join", *made.sharing.said["code"].split(), *at)[0] == 0
        yield made


def test_it_is_shared_whole_and_says_who_is_there(agency: Agency) -> None:
    assert not (agency.host.folder / NAME).exists()
    code, seen = agency.host.here("team")
    assert code == 0
    assert (seen["engine"], seen["serving"]) == ("postgresql", True)
    assert seen["address"] == agency.sharing.said["address"]
    assert [(seat["seat"], seat["rights"]) for seat in seen["seats"]][1:] == [("Bureau", "agent")]
    assert [seat["rights"] for seat in seen["seats"]][:1] == ["manager"]
    assert seen["calling"] == []
    code, checked = agency.agent.here("verify")
    assert (code, checked["problems"]) == (0, list(agency.before.problems))


def test_what_one_seat_records_the_other_knows_at_once(agency: Agency) -> None:
    assert agency.agent.run("oppose", PHONE)[0] == 0
    assert agency.host.here("register", "check", PHONE)[0] == 1
    with session(team_address(agency.host.folder) or pytest.fail()) as connection:
        said = connection.execute(b"SELECT by FROM journal ORDER BY id DESC LIMIT 1").fetchone()
    assert said == ("Bureau",)


def test_an_agent_does_all_but_what_a_manager_does(agency: Agency) -> None:
    lead = str(agency.agent.here("leads")[1]["leads"][0]["id"])
    for words in (
        ("team", "code"),
        ("team", "remove", "Bureau"),
        ("export", "--out", str(agency.root / "liste.csv")),
        ("register", "export", "--out", str(agency.root / "registre.csv")),
        ("register", "mistake", PHONE, "--why", "Une erreur de saisie."),
        ("forget", lead, "--why", "request"),
        ("agency", "--set", "name=Autre agence"),
    ):
        code, said = agency.agent.here(*words)
        assert code == 1, (words, said)
        assert "droit" in str(said), (words, said)
    assert agency.agent.here("tag", lead, "centre")[0] == 0


def test_a_program_beside_ours_is_refused_by_the_server(agency: Agency) -> None:
    for statement in (
        "UPDATE journal SET by = 'Claire' WHERE id = 1",
        "DELETE FROM journal",
        "TRUNCATE journal",
        """INSERT INTO journal (id, at, by, what, tables, payload, previous, hash)
           VALUES (99, '', 'Claire', '', '', '', '', '')""",
        "INSERT INTO erased (id, lead_id, at, by, why) VALUES (1, 1, '', '', '')",
        "ALTER TABLE journal DISABLE TRIGGER ALL",
        "SET session_replication_role = replica",
        "UPDATE team.seat SET rights = 'manager'",
        "SELECT key FROM team.code",
        "INSERT INTO team.code (key, person, rights, until) VALUES ('', '', 'manager', '9')",
        "SELECT team.remove_seat('Bureau', '')",
        "CREATE TABLE mine (id int)",
        "SELECT pg_read_file('/etc/passwd')",
    ):
        with pytest.raises(Error) as refused, closing(_raw(agency.agent.folder)) as connection:
            connection.execute(statement.encode())
        assert refused.value.sqlstate == "42501", statement


def test_only_one_process_serves_and_nobody_leaves_alone_while_others_work(agency: Agency) -> None:
    assert agency.host.here("team", "serve")[0] == 2
    assert agency.host.here("team", "share", "--clear-disk")[0] == 2
    assert agency.agent.here("team", "alone")[0] == 2
    with closing(_raw(agency.agent.folder)):
        code, said = agency.host.here("team", "alone")
    assert code == 1
    assert "Bureau" in said["error"]


def test_a_server_that_is_killed_comes_back_with_all_that_was_confirmed(agency: Agency) -> None:
    assert agency.agent.here("oppose", "01 99 00 10 10")[0] == 0
    pid = int((server_files(agency.host.folder) / "postmaster.pid").read_text().split()[0])
    psutil.Process(pid).kill()
    wait_until(lambda: agency.agent.here("team")[1]["serving"])
    assert agency.host.here("register", "check", "01 99 00 10 10")[0] == 1
    assert agency.agent.here("verify")[0] == 0


def test_what_is_erased_stands_in_no_file_of_the_server(agency: Agency) -> None:
    name = b"Hautecombe"
    with agency.host.at_work(), closing(open_store(agency.host.folder)) as store:
        lead = add(store, last_name="Garrigue")  # Others ask for the first lead.
    assert agency.agent.here("edit", str(lead), "--set", "notes=Parler du jardin à Mme Hautecombe")[0] == 0
    assert _files_with(server_files(agency.host.folder), name)
    assert agency.host.here("forget", str(lead), "--why", "request")[0] == 0
    with session(team_address(agency.host.folder) or pytest.fail()) as connection:
        wait_until(lambda: not erasure_waits(connection))
        wait_until(lambda: not _files_with(server_files(agency.host.folder), name))


def test_a_seat_that_is_removed_is_cut_off(agency: Agency) -> None:
    seat = SeatProcess(agency.root / "depart")
    agency.sharing.join(seat, "Départ", "--person", "Rose Martin", "--rights", "manager")
    assert seat.here("leads")[0] == 0
    assert list(seat.folder.glob("lecture.*"))
    with closing(_raw(seat.folder)) as connection:
        assert seat.here("team", "remove", "départ")[0] == 0
        with pytest.raises(Error):
            connection.execute(b"SELECT 1")
    code, said = seat.here("leads")
    assert code == 1
    assert "retiré" in said["error"]
    assert not list(seat.folder.glob("lecture.*"))
    assert agency.host.here("team", "remove", "Départ")[0] == 2


def test_a_manager_says_who_may_do_what_and_the_journal_who_said_it(agency: Agency) -> None:
    [first, *_others] = agency.host.here("team")[1]["seats"]
    for seat, words, code in (
        (agency.agent, ("Bureau", "manager"), 1),
        (agency.host, ("Ailleurs", "manager"), 2),
        (agency.host, ("Bureau", "maître"), 2),
        (agency.host, (first["seat"], "agent"), 1),  # The last manager.
        (agency.host, ("bureau", "manager"), 0),
        (agency.agent, (first["seat"], "agent"), 0),
        (agency.host, ("Bureau", "agent"), 1),
        (agency.agent, (first["seat"], "manager"), 0),
        (agency.host, ("Bureau", "agent"), 0),
    ):
        assert seat.here("team", "rights", *words)[0] == code, words
    code, said = agency.host.here("team", "remove", first["seat"])
    assert code == 1 and "ne se retire pas" in said["error"]
    with closing(open_store(agency.host.folder)) as store, store.read() as r:
        events = [(event.by, event.text) for event in recent(r, at=now(), limit=100)]
    person = first["person"]
    assert ("Bureau", "Poste Bureau (Bureau) ajouté") in events
    assert [event for event in events if event[1].startswith((f"{person} devient", "Bureau devient"))] == [
        (person, "Bureau devient négociateur"),
        ("Bureau", f"{person} devient responsable"),
        ("Bureau", f"{person} devient négociateur"),
        (person, "Bureau devient responsable"),
    ]
    assert agency.host.here("verify")[0] == 0


def test_it_comes_back_to_one_seat_with_every_row(tmp_path: Path) -> None:
    sharing = put_shared(tmp_path, one_person_s_base)
    host, agent = sharing.seat, SeatProcess(tmp_path / "bureau")
    with served(host) as serving:
        before = host.here("verify")[1]
        sharing.join(agent, "Bureau")
        assert agent.here("oppose", PHONE)[0] == 0
        lead = str(agent.here("leads")[1]["leads"][0]["id"])
        wait_until(lambda: not others_connected(host.folder))
        assert host.here("team", "alone")[0] == 0
        assert serving.wait(timeout=60) == 0
    assert not is_running(server_files(host.folder))
    assert not (host.folder / TEAM).exists()
    assert not list(host.folder.glob("lecture.*"))  # The reading copy of a seat.
    assert host.here("register", "check", PHONE)[0] == 1
    code, checked = host.here("verify")
    assert (code, checked["problems"]) == (0, before["problems"])
    assert checked["rows"] == before["rows"] + 3  # The seat that joined, the refusal, the end of the sharing.
    assert agent.here("leads")[0] == 0  # Its copy is read for a week.
    assert agent.here("tag", lead, "--add", "centre")[0] == 1
    assert host.here("team", "alone")[0] == 2


def test_a_disk_that_may_be_in_the_clear_is_refused(tmp_path: Path) -> None:
    seat = SeatProcess(tmp_path / "accueil")
    put_base(seat.folder, one_person)
    code, said = seat.here("team", "share")
    assert code == 1
    assert "--clear-disk" in said["error"]
    assert (seat.folder / NAME).exists()
    assert not (seat.folder / "equipe").exists()


def _files_with(folder: Path, name: bytes) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file() and name in path.read_bytes()]


def _raw(folder: Path) -> TeamConnection:
    address = team_address(folder)
    assert address is not None
    return connect(address)
