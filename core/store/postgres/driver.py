"""The one place that imports psycopg: connections to PostgreSQL whose rows have the types that SQLite gives.

https://www.psycopg.org/psycopg3/docs/"""

from collections.abc import Callable

from psycopg import Connection, Notify, RawCursor, generators, pq
from psycopg import Cursor as AnyCursor
from psycopg.abc import RV, Buffer, PQGen
from psycopg.adapt import Dumper, Loader
from psycopg.errors import Error, InFailedSqlTransaction, InterfaceError, OperationalError
from psycopg.rows import TupleRow
from psycopg.types.numeric import Int8Dumper

from core.words.errors import error

__all__ = ("Error", "InFailedSqlTransaction", "InterfaceError", "Notify", "OperationalError")
LOOK_S = 0.1
"""How often it is looked whether the server said something."""
Cursor = AnyCursor[TupleRow]
_PREPARED_AFTER, _PREPARED_MOST = 2, 600
_REFUSED = ("28000", "28P01", "3D000")
"""SQLSTATE of a login refused, of a database that is not there
(https://www.postgresql.org/docs/18/errcodes-appendix.html)."""
_FALSE = "certificate verify failed"
_REFUSED_WORDS = ("authentication failed", "does not exist", "is not permitted to log in", _FALSE)
"""How libpq words a refusal before any connection stands, when there is no SQLSTATE yet."""


class TeamConnection(Connection[TupleRow]):
    """A connection whose waiting may be given up: a server that hangs keeps its connections, and says nothing."""

    gives_up: Callable[[int], bool] = staticmethod(lambda _looks: False)
    """Tells whether to wait no more, after so many looks in a row at a server that said nothing."""

    def wait(self, gen: PQGen[RV], interval: float = LOOK_S, timeout: float | None = None) -> RV:
        """Wait for what was asked. Raises OperationalError, the connection closed, where it is given up."""
        return super().wait(self._until_given_up(gen), interval, timeout)

    def _until_given_up(self, gen: PQGen[RV]) -> PQGen[RV]:
        looks = 0
        try:
            wanted = next(gen)
            while True:
                ready = yield wanted
                looks = 0 if ready else looks + 1
                if looks and self.gives_up(looks):
                    self.close()
                    raise OperationalError("the server says nothing")
                wanted = gen.send(ready)
        except StopIteration as end:
            result: RV = end.value
            return result


class _Truth(Loader):
    """Reads a condition as SQLite does: 1 or 0."""

    format = pq.Format.TEXT

    def load(self, data: Buffer) -> int:
        return int(bytes(data) == b"t")


class _TruthAsNumber(Dumper):
    """Writes yes and no as SQLite does: 1 or 0."""

    oid = Int8Dumper.oid

    def dump(self, obj: bool) -> bytes:
        return b"1" if obj else b"0"


class _Number(Loader):
    """Reads a number as SQLite does, whole or not."""

    format = pq.Format.TEXT

    def load(self, data: Buffer) -> int | float:
        text = bytes(data).decode()
        return float(text) if "." in text else int(text)


class _Content(Loader):
    """Reads the content of a file as bytes."""

    format = pq.Format.TEXT

    def load(self, data: Buffer) -> bytes:
        return bytes.fromhex(bytes(data).decode()[2:])


def dialled(conninfo: str) -> TeamConnection:
    """Return a connection to the base of a team. Raises UserError TEAM_AWAY, TEAM_REFUSED."""
    try:
        connection = TeamConnection.connect(conninfo, autocommit=True, cursor_factory=RawCursor)
    except OperationalError as problem:
        raise error("TEAM_REFUSED" if is_refused(problem) else "TEAM_AWAY") from problem
    connection.adapters.register_loader("bool", _Truth)
    connection.adapters.register_loader("numeric", _Number)
    connection.adapters.register_loader("bytea", _Content)
    connection.adapters.register_dumper(int, Int8Dumper)
    connection.adapters.register_dumper(bool, _TruthAsNumber)
    connection.prepare_threshold = _PREPARED_AFTER
    connection.prepared_max = _PREPARED_MOST
    return connection


def is_inside(connection: TeamConnection) -> bool:
    """Tell whether a transaction is under way, failed or not."""
    return connection.pgconn.transaction_status not in (pq.TransactionStatus.IDLE, pq.TransactionStatus.UNKNOWN)


def has_result(connection: TeamConnection) -> bool:
    """Wait for the next result of what was sent, while other threads of this process run, and tell whether there was
    one; none where the line is cut, which whatever is asked next tells."""
    try:
        return connection.wait(generators.fetch(connection.pgconn)) is not None
    except Error:
        return False


def is_refused(problem: Error) -> bool:
    """Tell whether the server answered, and refused."""
    if problem.sqlstate:
        return problem.sqlstate in _REFUSED
    return isinstance(problem, OperationalError) and any(words in str(problem) for words in _REFUSED_WORDS)


def is_removed(problem: Exception) -> bool:
    """Tell whether an error says that the server of the team itself refuses this seat, and not that somebody else
    answers in its place."""
    cause = problem.__cause__
    return isinstance(cause, Error) and is_refused(cause) and _FALSE not in str(cause)
