"""Asks the server of a team something besides its base: its seats, its codes, who is connected."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from core.store.postgres.address import TeamAddress, connect
from core.store.postgres.driver import TeamConnection
from core.store.postgres.trouble import speaking


@contextmanager
def session(address: TeamAddress) -> Iterator[TeamConnection]:
    """Give a connection, closed at the end. Raises UserError TEAM_AWAY, TEAM_REFUSED, TEAM_RIGHTS."""
    with speaking(Path()), closing(connect(address)) as connection:
        yield connection
