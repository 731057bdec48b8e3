"""A team on a server of another computer: PostgreSQL behind TLS, whose certificate names it, owned by somebody who is
no superuser; the seats come through the door of the computer that shares."""

import io
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from core.actions.keeping.verifying import verify
from core.model.disk_lock import DiskEncryption
from core.model.seat import TypedServer
from core.store.engine.disk_lock import ask_disk
from core.store.engine.opening import NAME, opened
from core.store.postgres.address import connect, team_address
from core.store.postgres.driver import Error
from core.store.postgres.roster import erasure_waits
from core.store.postgres.session import session
from core.team import authority, cluster, distant
from core.team.overview import others_connected, overview
from core.team.places import keep_owner, owner_address, team_folder
from tests.bases import put_base
from tests.core.conftest import one_person
from tests.core.team.open_door import NOW, open_door
from tests.core.team.shared_base import SeatProcess, free_port, served, wait_until
from tests.failing import fails_with
from tests.servers import PASSWORD, pristine

PHONE = "06 39 98 01 62"
OWNER = "agence_tilleuls"


class ServerElsewhere:
    """A server that answers TLS as « localhost », with an empty base of somebody who may own nothing else."""

    def __init__(self, root: Path) -> None:
        self.root, self.where, self.certificate = root, "", root / "tls" / authority.AUTHORITY
        self.start()
        self.administer("postgres", f"CREATE ROLE {OWNER} LOGIN PASSWORD '{PASSWORD}'", "CREATE DATABASE tilleuls")

    def start(self) -> None:
        self.plain_port = cluster.start(self.root / "serveur")

    def stop(self) -> None:
        cluster.stop(self.root / "serveur", at_once=True)

    def administer(self, database: str, *statements: str) -> None:
        with closing(connect(owner_address(self.plain_port, PASSWORD, database))) as connection:
            for statement in statements:
                connection.execute(statement.encode())

    def typed(self, password: str = PASSWORD) -> TypedServer:
        return TypedServer(self.where, "tilleuls", OWNER, password, str(self.certificate))


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerElsewhere]:
    root = tmp_path_factory.mktemp("ailleurs")
    pristine(root / "serveur")
    made = ServerElsewhere(root)
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(authority, "NAME", "localhost")
            authority.make_authority(root / "tls", NOW)
        with open_door(root / "tls", lambda: made.plain_port) as door:
            made.where = f"localhost:{door.port}"
            yield made
    finally:
        made.stop()


def test_a_team_lives_on_a_server_elsewhere_and_comes_back(
    elsewhere: ServerElsewhere, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = distant.address_of(elsewhere.typed())
    with fails_with("DISTANT_REFUSED"):
        distant.check(distant.address_of(elsewhere.typed("faux")))
    with fails_with("DISTANT_RIGHTS") as lacking:
        distant.check(server)
    statements = lacking.value.text.partition("\u202f: ")[2].split("; ")
    elsewhere.administer("tilleuls", *statements, "CREATE TABLE autre (id int)")
    with fails_with("DISTANT_FULL"):
        distant.check(server)
    elsewhere.administer("tilleuls", "DROP TABLE autre")
    distant.check(server)

    host, agent, port = SeatProcess(tmp_path / "accueil"), SeatProcess(tmp_path / "bureau"), free_port()
    put_base(host.folder, one_person)
    with opened(host.folder) as store:
        before = verify(store)
    keep_owner(host.folder, distant.claim(host.folder, server))  # As one that is killed leaves it.
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{PASSWORD}\n"))
    words = ("--server", elsewhere.where, "--database", "tilleuls", "--user", OWNER)
    authority_words = ("--authority", str(elsewhere.certificate), "--port", str(port), "--clear-disk")
    code, given = host.here("team", "share", *words, *authority_words)
    assert code == 0, given
    assert not (team_folder(host.folder) / "serveur").exists(), "no server of this computer"
    assert ask_disk(host.folder).state is DiskEncryption.SERVER
    elsewhere.stop()
    with served(host):
        assert host.here("team")[0] == 1
        elsewhere.start()
        wait_until(lambda: overview(host.folder).serving)  # It comes later than the computer that shares.
        joining = ("--at", f"127.0.0.1:{port}", "--seat", "Bureau")
        assert agent.here("team", "join", *given["code"].split(), *joining)[0] == 0
        assert agent.here("oppose", PHONE)[0] == 0
        assert host.here("register", "check", PHONE)[0] == 1
        wait_until(lambda: not others_connected(host.folder))
        seen = host.here("team")[1]
        assert (seen["server"], [seat["connected"] for seat in seen["seats"]][1:]) == ("localhost", [False])
        address = team_address(agent.folder)
        assert address is not None
        with closing(connect(address)) as connection:
            assert host.here("team")[1]["seats"][1]["connected"]
            assert host.here("team", "remove", "Bureau")[0] == 0
            with pytest.raises(Error):
                connection.execute(b"SELECT 1")
        lead = str(host.here("leads")[1]["leads"][0]["id"])
        assert host.here("forget", lead, "--why", "request")[0] == 0
        with session(server) as connection:
            wait_until(lambda: not erasure_waits(connection))  # Its owner empties the server's log.
        assert host.here("team", "alone")[0] == 0
    with opened(host.folder) as store:
        after = verify(store)
    assert (store.path.name, after.problems) == (NAME, before.problems)
    assert host.here("register", "check", PHONE)[0] == 1
    distant.check(server)  # Nothing of the team is left there.
