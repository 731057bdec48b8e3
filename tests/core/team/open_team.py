"""A team whose door is open in this process: a real base on the server of the tests, its seats, its codes."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from core.actions.common import agency
from core.actions.common.agents import made_known_agent
from core.base.records import replace
from core.model.seat import Rights
from core.store.port import Store
from core.store.postgres import roster
from core.store.postgres.address import TeamAddress, keep_team_address, team_address
from core.store.postgres.session import session
from core.team import pairing
from core.team.admitting import Reception, new_login
from core.team.authority import AUTHORITY, fingerprint
from core.team.places import server_files, team_folder
from tests.bases import put_team
from tests.core.conftest import one_person
from tests.core.team.open_door import NOW, OpenDoor, open_door, put_authority
from tests.servers import server

OWNER, NEW, SEATED = "Claire Vasseur", "Hugo Lemoine", "Inès Roque"
CODE = "tulipe abeille olivier étoile"


class OpenTeam(NamedTuple):
    """``folder``: of the computer « Accueil » that shares."""

    folder: Path
    owner: TeamAddress
    door: OpenDoor

    @property
    def at(self) -> str:
        return f"127.0.0.1:{self.door.port}"

    @property
    def check(self) -> str:
        return pairing.check_phrase(self._authority)

    @property
    def _authority(self) -> str:
        return fingerprint((team_folder(self.folder) / AUTHORITY).read_text("ascii"))

    def give(self, person: str = "", minutes: int = 10) -> str:
        """Let the code live for some minutes, and return its words."""
        with session(self.owner) as connection:
            key = pairing.stretched(CODE, self._authority)
            roster.add_code(connection, key, person, Rights.AGENT, minutes)
        return CODE

    def seats(self) -> list[tuple[str, str]]:
        """Return each seat with its person."""
        with session(self.owner) as connection:
            return [(seat.name, seat.person) for seat in roster.seats(connection)]


def agency_of_three(store: Store) -> None:
    """Write an agency, three people of it and one lead."""
    one_person(store)
    agency.save_agency(store, {"name": "Agence des Tilleuls", "town": "Uzès"}, by=OWNER, at=NOW)
    agency.save_settings(store, {"user": OWNER, "started": True}, by=OWNER, at=NOW)
    for name in (OWNER, NEW, SEATED):
        made_known_agent(store, name, by=OWNER, at=NOW)


@contextmanager
def open_team(folder: Path) -> Iterator[OpenTeam]:
    """Open the door of a team until the end."""
    put_team(folder, agency_of_three)
    server_files(folder).mkdir(parents=True)
    owner = team_address(folder)
    assert owner is not None
    with session(owner) as connection:
        roster.make_team(connection)
        login = new_login(connection, "Accueil", OWNER, Rights.MANAGER, NOW)
    put_authority(team_folder(folder))
    keep_team_address(folder, replace(owner, role=login.role, password=login.password))
    with open_door(team_folder(folder), server().port, Reception(folder, lambda: owner).pair) as door:
        yield OpenTeam(folder, owner, door)
