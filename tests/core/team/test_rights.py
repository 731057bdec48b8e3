"""Who may do what on the server of a team: a manager says, one stays, and an older server is brought up to it."""

from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial

import pytest

from core.base.errors import UserError
from core.model.seat import Rights
from core.store.postgres import roster
from core.store.postgres.address import TeamAddress, connect
from core.store.postgres.driver import Error, TeamConnection
from core.store.postgres.session import session
from core.team.admitting import new_login
from tests.servers import SCHEMA, server
from tests.team_bases import address_of
from tests.ui.office_fixture import NOW

Login = Callable[[str, Rights], TeamAddress]


@pytest.fixture(scope="module")
def team() -> TeamAddress:
    """A base of a team without a seat, as its owner reaches it."""
    owner = address_of(server().new_database(SCHEMA))
    with session(owner) as connection:
        roster.make_team(connection)
    return owner


@pytest.fixture
def owner(team: TeamAddress) -> Iterator[TeamConnection]:
    with session(team) as connection:
        connection.execute(b"DELETE FROM team.seat")
        yield connection


@pytest.fixture
def login(team: TeamAddress, owner: TeamConnection) -> Login:
    """``login(name, rights)``: the address of a new seat."""

    def made(name: str, rights: Rights) -> TeamAddress:
        seat = new_login(owner, f"Poste de {name}", name, rights, NOW)
        return TeamAddress("", team.hostaddr, team.port, team.database, seat.role, seat.password)

    return made


def rights(connection: TeamConnection) -> dict[str, str]:
    return {seat.person: seat.rights for seat in roster.seats(connection)}


def erases(address: TeamAddress) -> bool:
    """Tell whether the server lets a seat write what only a manager does."""
    with closing(connect(address)) as connection:
        try:
            connection.execute(b"DELETE FROM erased")
        except Error as problem:
            assert problem.sqlstate == "42501"
            return False
        return True


def test_a_manager_gives_rights_and_takes_them_back(owner: TeamConnection, login: Login) -> None:
    claire, hugo = login("Claire", Rights.MANAGER), login("Hugo", Rights.AGENT)
    with closing(connect(hugo)) as open_window, session(claire) as manager:
        assert not erases(hugo)
        roster.set_rights(manager, "Hugo", Rights.MANAGER)
        assert erases(hugo)
        with pytest.raises(Error):  # Begun under other rights: it connects again.
            open_window.execute(b"SELECT 1")
        roster.set_rights(manager, "Claire", Rights.AGENT)
        assert rights(owner) == {"Claire": "agent", "Hugo": "manager"}
        with pytest.raises(Error) as refused:
            manager.execute(b"SELECT team.set_rights('Claire', 'manager')")
        assert refused.value.sqlstate == "42501"
    assert not erases(claire)


def test_the_last_manager_stays(owner: TeamConnection, login: Login) -> None:
    claire = login("Claire", Rights.MANAGER)
    login("Hugo", Rights.AGENT)
    with session(claire) as manager:
        for act in (
            partial(roster.set_rights, manager, "Claire", Rights.AGENT),
            partial(roster.remove_seat, manager, "Poste de Claire", NOW),
        ):
            with pytest.raises(UserError) as refused:
                act()
            assert refused.value.code == "TEAM_LAST"
        with pytest.raises(UserError) as unknown:
            roster.set_rights(manager, "Inès", Rights.MANAGER)
        assert unknown.value.code == "SEAT_UNKNOWN"
        assert erases(claire)
        roster.remove_seat(manager, "Poste de Hugo", NOW)
    assert rights(owner) == {"Claire": "manager"}


def test_nobody_gives_themselves_rights(login: Login) -> None:
    login("Claire", Rights.MANAGER)
    with pytest.raises(UserError) as refused, session(login("Hugo", Rights.AGENT)) as agent:
        roster.set_rights(agent, "Hugo", Rights.MANAGER)
    assert refused.value.code == "TEAM_RIGHTS"


def test_a_server_made_by_an_older_program_is_brought_up_to_date(owner: TeamConnection, login: Login) -> None:
    claire = login("Claire", Rights.MANAGER)
    login("Hugo", Rights.AGENT)
    owner.execute(b"DROP FUNCTION team.set_rights")
    owner.execute(b"DROP TABLE team.sealing")
    roster.renew_team(owner)
    roster.renew_team(owner)
    with session(claire) as manager:
        roster.set_rights(manager, "Hugo", Rights.MANAGER)
    assert rights(owner) == {"Claire": "manager", "Hugo": "manager"}
