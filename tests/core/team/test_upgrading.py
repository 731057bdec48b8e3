"""A team's base of an older schema, served by this program: brought up to date, cut in the middle, out of room."""

import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from core.base import moments
from core.base.errors import UserError
from core.base.records import replace
from core.records.lead import Lead
from core.store.engine.driver import connect
from core.store.engine.known_schema import steps_taken
from core.store.engine.migrations import MIGRATIONS
from core.store.engine.opening import NAME, open_file
from core.store.engine.postgres import open_shared
from core.store.engine.postgres_carry import to_server
from core.store.engine.postgres_schema import create_anew, steps_on_server
from core.store.postgres import roster
from core.store.postgres.address import TeamAddress, owner_of, team_address
from core.store.postgres.session import session
from core.store.safe import homes
from core.team import cluster, upgrading, upkeep
from core.team.overview import others_connected
from core.team.places import keep_owner, server_files
from tests.core.team.shared_base import LOOK_S, SeatProcess, one_person_s_base, put_shared, served, wait_until
from tests.failing import fails_with
from tests.lengths import LONG
from tests.tree import ROOT

BEFORE = [*MIGRATIONS][:-1]
FORMER = """
import sys
from pathlib import Path
from core.store.engine.migrations import MIGRATIONS
MIGRATIONS.popitem()
from core.team.serving import serve
serve(Path(sys.argv[1]), lambda address: print(address, flush=True))
"""


def older_file(folder: Path) -> Path:
    """Return the base that agencies have of the step before the last."""
    return Path(shutil.copy(ROOT / "tests" / "files" / "bases" / f"{BEFORE[-1][:4]}.db", folder / "ancienne.db"))


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> SeatProcess:
    """A computer that shares a base."""
    return put_shared(tmp_path_factory.mktemp("agence"), one_person_s_base).seat


@pytest.fixture
def owner(host: SeatProcess, tmp_path: Path) -> Iterator[TeamAddress]:
    """The owner of its server, which runs, with a base of the schema before the last; its computer remembers no
    other."""
    shutil.rmtree(host.environment[homes.FOLDER], ignore_errors=True)
    running = running_owner(host)
    with session(running) as connection, connection.transaction():
        create_anew(connection, BEFORE)
        to_server(older_file(tmp_path), connection)
        roster.renew_team(connection)
    yield running
    cluster.stop(server_files(host.folder))


def test_its_rows_are_there_and_a_copy_of_before(host: SeatProcess, owner: TeamAddress, tmp_path: Path) -> None:
    with closing(open_file(older_file(tmp_path))) as file, file.read() as r:
        leads, refusals = r.count(Lead), r.value(int, "SELECT count(*) FROM opposition")
    assert upgrading.upgrade(host.folder, owner)
    assert not upgrading.upgrade(host.folder, owner)
    with closing(open_shared(host.folder / NAME, owner, 1)) as team, team.read() as r:
        assert (r.count(Lead), r.value(int, "SELECT count(*) FROM opposition")) == (leads, refusals)
    assert not (host.folder / "equipe" / "mise-a-jour").exists()
    before = host.folder / f"premier-contact-avant-{[*MIGRATIONS][-1]}.db"
    with closing(connect(before)) as copy:
        assert steps_taken(copy) == BEFORE


def test_a_full_disk_or_a_newer_base_leaves_it_as_it_was(host: SeatProcess, owner: TeamAddress) -> None:
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, limits[1]))
    try:
        with pytest.raises(UserError):
            upgrading.upgrade(host.folder, owner)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    with session(owner) as connection:
        assert [*steps_on_server(connection)] == BEFORE
        connection.execute(b"INSERT INTO schema_step (name) VALUES ('m900_later')")
    with fails_with("BASE_NEWER"):
        upgrading.upgrade(host.folder, owner)


def test_killed_at_any_moment_it_is_the_former_one_or_the_new_one(host: SeatProcess, owner: TeamAddress) -> None:
    """Then it serves its seats, and its journal is whole."""
    with session(owner) as connection:
        seats = roster.seats(connection)
    place = host.folder / "equipe" / "mise-a-jour"
    for pause in (0, 0.3):  # While it is copied, then while it comes back.
        if steps(host) == [*MIGRATIONS]:
            break
        serving = host.start("team", "serve")
        while not any(place.glob(f"{NAME}*")):
            assert serving.poll() is None, serving.communicate()
            time.sleep(LOOK_S)
        time.sleep(pause)
        serving.kill()
        serving.communicate()
        assert steps(host) in (BEFORE, [*MIGRATIONS])
    with served(host):
        assert host.here("verify")[1]["problems"] == []
        assert [seat["seat"] for seat in host.here("team")[1]["seats"]] == [seat.name for seat in seats]
        assert host.here("oppose", "06 39 98 01 62")[0] == 0
    assert steps(host) == [*MIGRATIONS]
    assert not place.exists()


def test_a_seat_of_the_former_program_is_told_when_it_comes_back(
    host: SeatProcess, owner: TeamAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as former:
        former.delitem(MIGRATIONS, [*MIGRATIONS][-1])
        store = open_shared(host.folder / NAME, owner, 1)
    with closing(store):
        upgrading.upgrade(host.folder, owner)
        with session(owner) as connection:
            connection.execute(b"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
        monkeypatch.delitem(MIGRATIONS, [*MIGRATIONS][-1])
        with suppress(UserError), store.read() as r:  # The first to ask may only learn that the line is cut.
            r.count(Lead)
        for _twice in range(2):
            with fails_with("BASE_NEWER"), store.write("test", by="Claire", at=moments.now()):
                pass


@pytest.mark.skipif(not LONG, reason="a server of its own, killed: by name, PREMIER_CONTACT_LONG=1")
def test_who_serves_with_a_former_program_gives_way_once_nobody_else_is_there(
    host: SeatProcess, owner: TeamAddress
) -> None:
    cluster.stop(server_files(host.folder))
    former = subprocess.Popen([sys.executable, "-c", FORMER, str(host.folder)], cwd=ROOT, stdout=subprocess.PIPE)
    assert former.stdout is not None
    assert former.stdout.readline()
    code = host.here("team", "code")[1]["code"]
    agent = SeatProcess(host.folder.with_name("bureau"))
    port = host.here("team")[1]["address"].rpartition(":")[2]
    assert agent.here("team", "join", *code.split(), "--at", f"127.0.0.1:{port}", "--seat", "Bureau")[0] == 0
    there = team_address(agent.folder)
    assert there is not None
    with session(there), pytest.raises(UserError, match="Bureau"):
        upkeep.start_serving(host.folder)
    assert "plus ancienne" in agent.here("leads")[1]["error"]
    wait_until(lambda: not others_connected(host.folder))
    upkeep.start_serving(host.folder)
    assert former.wait(60) == 0
    former.stdout.close()
    assert agent.here("leads")[0] == 0
    upkeep.stop_serving(host.folder)


def running_owner(host: SeatProcess) -> TeamAddress:
    """Return how the owner reaches the server of a computer, started anew."""
    address = owner_of(host.folder)
    assert address is not None
    running = replace(address, port=cluster.start(server_files(host.folder)))
    keep_owner(host.folder, running)
    return running


def steps(host: SeatProcess) -> list[str]:
    """Return the steps that the base of a computer is of."""
    with session(running_owner(host)) as connection:
        return [*steps_on_server(connection)]
