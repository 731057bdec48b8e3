"""Two seats on one base of a real server, each with a login of its own."""

from pathlib import Path

from core.base.records import replace
from core.model.seat import Rights
from core.store.postgres import roster
from core.store.postgres.address import keep_team_address, team_address
from core.store.postgres.session import session
from core.team.admitting import new_login
from tests import team_bases
from tests.bases import Fill, put_base
from tests.core.actions.conftest import NOW

PEOPLE = ("Claire Vasseur", "Rose Martin")


def two_seats(root: Path, fill: Fill) -> tuple[Path, Path]:
    """Return the folders of two seats, of Claire and of Rose, on a base that holds what ``fill`` wrote."""
    put_base(root / "base", fill)
    team_bases.put_team(root / "base", root / "equipe")
    owner = team_address(root / "equipe")
    assert owner is not None
    with session(owner) as connection:
        roster.make_team(connection)
        for person in PEOPLE:
            login = new_login(connection, person.partition(" ")[2], person, Rights.AGENT, NOW)
            (root / person).mkdir()
            keep_team_address(root / person, replace(owner, role=login.role, password=login.password))
    return root / PEOPLE[0], root / PEOPLE[1]
