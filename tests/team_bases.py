"""Bases of a team: those of :mod:`tests.bases`, carried once to the server of the tests, then copied by it.

``PREMIER_CONTACT_ENGINE=postgres`` gives one to every test that asks for a base.
"""

import os
from contextlib import closing
from functools import cache
from pathlib import Path

from core.store.engine.opening import NAME
from core.store.engine.postgres_carry import to_server
from core.store.postgres.address import TeamAddress, connect, keep_team_address, team_address
from core.team.cluster import HOST, OWNER
from tests.servers import PASSWORD, SCHEMA, administer, server

CHOSEN = os.environ.get("PREMIER_CONTACT_ENGINE") == "postgres"
_MADE: list[str] = []


def address_of(database: str) -> TeamAddress:
    """Return where a database of the server of the tests is, for its owner."""
    return TeamAddress("", HOST, server().port, database, OWNER, PASSWORD)


@cache
def _template(made: Path) -> str:
    """Carry a base to the server, and return the name of what is copied."""
    name = server().new_database(SCHEMA)
    with closing(connect(address_of(name))) as connection:
        to_server(made / NAME, connection)
    return name


def put_team(made: Path, folder: Path) -> None:
    """Make ``folder`` that of a seat whose team has a copy of the base ``made``."""
    database = server().new_database(_template(made))
    _MADE.append(database)
    folder.mkdir(parents=True, exist_ok=True)
    keep_team_address(folder, address_of(database))


def drop_all() -> None:
    """Drop what a test made: hundreds would fill the disk."""
    while _MADE:
        administer(f'DROP DATABASE "{_MADE.pop()}" WITH (FORCE)')


def is_team(folder: Path) -> bool:
    """Tell whether a folder is that of a seat."""
    return team_address(folder) is not None
