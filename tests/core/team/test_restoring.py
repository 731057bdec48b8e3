"""A copy put back on the server of a team: all that was refused, erased or made since holds on it, on every seat, which
keeps its login; cut, or refused, the base is the one that was there."""

import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from core.actions.keeping import restoring
from core.store import safe
from core.store.engine.opening import open_owned, open_store
from tests.core.actions.conftest import BY, NOW, add
from tests.core.team.shared_base import SeatProcess, put_shared, sealed_base, served
from tests.failing import fails_with
from tests.lengths import LONG

PHONE, LATER = "06 39 98 00 01", "06 39 98 00 77"


class RestoredAgency:
    """An agency whose host made a copy of its base before it shared it, and another one since."""

    def __init__(self, root: Path) -> None:
        self.root, self.sharing = root, put_shared(root, sealed_base)
        self.host, self.agent = self.sharing.seat, SeatProcess(root / "bureau")
        [self.alone] = map(str, (root / "avant").glob("premier-contact-*.age"))

    def copied(self, name: str) -> str:
        code, made = self.host.here("backup", "--out", str(self.root / name))
        assert code == 0, made
        return str(made["file"])

    def brought(self, name: str, phone: str) -> int:
        """Take a person in, and return them."""
        with self.host.at_work(), closing(open_store(self.host.folder)) as store:
            return add(store, last_name=name, phones=(phone,), emails=(), address=f"9 rue {name}")

    def names(self, seat: SeatProcess) -> list[str]:
        code, shown = seat.here("leads")
        assert code == 0, shown
        return [str(lead["name"]) for lead in shown["leads"]]


@pytest.fixture
def agency(tmp_path: Path) -> Iterator[RestoredAgency]:
    """The agency, served, with the seat of an agent."""
    made = RestoredAgency(tmp_path)
    with served(made.host), made.host.at_work():
        made.sharing.join(made.agent, "Bureau")
        yield made


def test_what_was_refused_or_erased_since_holds_on_every_seat(agency: RestoredAgency) -> None:
    erased = agency.brought("Garrigue", LATER)
    copy = agency.copied("cle")
    agency.brought("Kerbrat", "06 39 98 00 88")
    assert agency.agent.here("oppose", PHONE)[0] == 0
    assert agency.host.here("forget", str(erased), "--why", "request")[0] == 0
    assert agency.host.here("restore", agency.alone, "--drill")[0] == 0
    with closing(open_store(agency.host.folder)) as window:  # As the window that asks for it.
        code, done = agency.host.here("restore", copy)
        assert code == 0, done
        assert "*" in window.news()
        with window.read() as r:
            assert not safe.is_on_paper(r), "the sheet of the team is still to be confirmed"
    assert (done["oppositions"], done["erased"]) == (1, 1)
    assert agency.agent.here("doctor")[0] == 0
    assert Path(done["aside"]).exists()
    for file in (agency.alone, agency.alone):  # Twice, and older than the team itself.
        code, done = agency.host.here("restore", file)
        assert code == 0, done
    for seat in (agency.host, agency.agent):
        assert agency.names(seat) != [] and not {"Garrigue", "Kerbrat"} & {*agency.names(seat)}
        assert seat.here("register", "check", PHONE)[0] == 1
        if seat is agency.agent:  # Which remembers a later state.
            assert seat.here("oppose", "01 99 00 10 10")[0] == 0
        assert seat.here("verify")[1]["problems"] == []


def test_only_a_manager_restores_and_only_where_the_base_is(agency: RestoredAgency, tmp_path: Path) -> None:
    code, said = agency.agent.here("restore", agency.alone)
    assert code == 1 and "droit" in said["error"], said
    other = SeatProcess(tmp_path / "autre")
    agency.sharing.join(other, "Autre", "--rights", "manager", "--person", "Rose")
    code, said = other.here("restore", agency.alone)
    assert "poste qui la partage" in said["error"], said
    damaged = tmp_path / "abime.zip.age"
    damaged.write_bytes(Path(agency.alone).read_bytes()[:-100])
    assert agency.host.here("restore", str(damaged))[0] == 2
    assert agency.host.here("verify")[1]["problems"] == []


@pytest.mark.skipif(not LONG, reason="a server of its own, killed: by name, PREMIER_CONTACT_LONG=1")
def test_a_seat_that_writes_meanwhile_waits_and_a_restoration_that_is_killed_changes_nothing(
    agency: RestoredAgency,
) -> None:
    agency.brought("Kerbrat", "06 39 98 00 88")
    before = agency.names(agency.agent)
    owned = open_owned(agency.host.folder)
    assert owned is not None
    with closing(owned), owned.others_waiting():
        waiting = agency.agent.start("oppose", PHONE)
        restoration = agency.host.start("restore", agency.alone)
        time.sleep(1)
        assert waiting.poll() is None and restoration.poll() is None
        with (
            closing(open_store(agency.host.folder, wait=0.1)) as hasty,
            fails_with("BASE_BUSY"),
            hasty.write("tag", by=BY, at=NOW) as w,
        ):
            w.note("a seat that does not wait")
    waiting.communicate(timeout=60)
    assert waiting.returncode == 0
    # Now it has the turn, and reads the copy or fills the tables.
    while restoration.poll() is None and not any((agency.host.folder / "restauration").glob("*/*.db")):
        time.sleep(0.01)
    restoration.kill()
    restoration.communicate()
    names = agency.names(agency.agent)
    assert names in (before, [name for name in before if name != "Kerbrat"])
    assert agency.host.here("register", "check", PHONE)[0] == 1
    assert agency.agent.here("verify")[1]["problems"] == []
    assert restoring.restore(agency.host.folder, Path(agency.alone), by=BY, at=NOW).moment is not None
    assert agency.host.here("register", "check", PHONE)[0] == 1
