"""Turns errors of PostgreSQL into sentences: what the server, its disk or the network did."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.base.errors import UserError
from core.store.postgres.driver import Error, InterfaceError, OperationalError, is_refused
from core.words.errors import error

_CODES = {
    "55P03": "BASE_BUSY",  # lock_not_available
    "40P01": "BASE_BUSY",  # deadlock_detected
    "53100": "DISK_FULL",
    "58030": "DISK_UNSURE",  # io_error
    "42501": "TEAM_RIGHTS",
    "XX001": "BASE_UNREADABLE",  # data_corrupted
    "XX002": "BASE_UNREADABLE",
}
"""SQLSTATE → code of the sentence (https://www.postgresql.org/docs/18/errcodes-appendix.html)."""
_AWAY = ("08", "57P")
"""How the SQLSTATE of a connection that is lost, or of a server that stops, begins."""


def spoken(problem: Error, folder: Path) -> UserError | None:
    """Return the sentence for what the server or the network did; None when it is a bug of ours."""
    state = problem.sqlstate or ""
    if code := _CODES.get(state):
        return error(code, seat="un autre poste", need=100, folder=str(folder))
    if is_refused(problem):
        return error("TEAM_REFUSED")
    if state.startswith(_AWAY) or (not state and isinstance(problem, OperationalError | InterfaceError)):
        return error("TEAM_AWAY")
    return None


@contextmanager
def speaking(folder: Path) -> Iterator[None]:
    """Turn errors of the server or of the network into error sentences."""
    try:
        yield
    except Error as problem:
        sentence = spoken(problem, folder)
        if sentence is None:
            raise
        raise sentence from problem
