"""The interface every storage engine implements: reading, writing, and telling what a commit changed. SQL is written
only in this folder, as named queries."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from enum import Enum
from pathlib import Path
from typing import NamedTuple, Protocol, TypeVar

from core.base.progress import Progress, silent
from core.base.records import Struct
from core.model.agent import SeatCall

Value = str | int | float | bytes | None
Values = tuple[Value, ...]
"""What is written in the columns of one row, in the order its writer names them."""
Kind = TypeVar("Kind", bound=NamedTuple)
Single = TypeVar("Single", str, int, float, bytes)
Key = TypeVar("Key", str, int)
Changed = frozenset[str]
ALTERED = "last_seal"
"""The table told among those changed when a transaction found a row that something else had changed."""
Listener = Callable[[Changed], None]


class TrialEndedError(Exception):
    """Ends a trial for which another writer waited: see :meth:`Store.trial`."""


class Presence(Enum):
    """What a column is asked to be, where no value is asked."""

    PRESENT = "IS NOT NULL"


PRESENT = Presence.PRESENT


class Above(Struct, frozen=True):
    """Any value above this one."""

    value: Value


class Below(Struct, frozen=True):
    """Any value below this one."""

    value: Value


Wanted = Value | bool | Collection[Value] | Presence | Above | Below
"""What a column of :meth:`Reader.of` is compared with."""

AMONG = "IN ?list"
"""How a query says « one of these », however many they are: one parameter, made by :func:`several`, which each engine
writes in its own way."""


class ValueList(NamedTuple):
    """A list given to a query as one parameter: see :data:`AMONG`."""

    values: tuple[Value, ...]


EVERY = 10**12
"""The limit of a query that has none."""
Parameter = Value | ValueList


def several(values: Iterable[Value]) -> ValueList:
    """Return values as the one parameter of :data:`AMONG`."""
    return ValueList(tuple(values))


def hash_head(hashed: str) -> int:
    """Return the first 63 bits of a keyed hash (hex): enough to find a lead, with half the size in an index."""
    return int(hashed[:16], 16) >> 1


class TableColumn(NamedTuple):
    """A column of a table, and what an older row has in it, as SQL."""

    name: str
    empty: str | None

    @property
    def default(self) -> Value:
        """What an older row has in it."""
        if self.empty is None or self.empty.upper() == "NULL":
            return None
        return self.empty[1:-1] if self.empty.startswith("'") else int(self.empty)


class PackedRows(NamedTuple):
    """Rows between two keys: how many, how many are ``strange`` whatever the rest says (bytes in a column, something in
    a column added later), and the JSON of the others' columns, a list of lists in the order of the keys."""

    rows: int
    strange: int
    text: bytes


class End(NamedTuple):
    """Where a journal ended: its number of ``rows``, the hash of the last (hex), its moment (ISO 8601)."""

    rows: int
    head: str
    at: str


class Reader(Protocol):
    """One consistent view of the base: what another writer commits meanwhile is not seen."""

    def named(self, kind: type[Kind], sql: str, *values: Parameter) -> list[Kind]:
        """Return all rows of a query, each column in the field of its name. Raises TypeError when the columns are not
        exactly the fields of ``kind``."""

    def first(self, kind: type[Kind], sql: str, *values: Parameter) -> Kind | None:
        """Return the first row of a query as :meth:`named` does, or None."""

    def of(self, record: type[Kind], /, order: str = "id", limit: int | None = None, **equal: Wanted) -> list[Kind]:
        """Return the rows of a record's table (:mod:`core.records`) whose columns are ``equal`` to what is asked: a
        value, None for NULL, :data:`PRESENT` for any but NULL, a collection for one of its values, :class:`Above` or
        :class:`Below` one. ``order``: a column, or two with a comma, each with « - » before it for the last first.
        Raises TypeError for what is no field of ``record``."""

    def one(self, record: type[Kind], /, order: str = "id", **equal: Wanted) -> Kind | None:
        """Return the first of the rows of :meth:`of`, or None."""

    def get(self, record: type[Kind], row_id: int | None, /) -> Kind | None:
        """Return one row of a record's table, or None."""

    def row(self, record: type[Kind], row_id: int | None, /) -> Kind:
        """Return one row of a record's table; where there is none, a record whose fields say nothing."""

    def count(self, record: type[Kind], /, **equal: Wanted) -> int:
        """Return how many rows :meth:`of` returns."""

    def column(self, kind: type[Single], sql: str, *values: Parameter) -> list[Single]:
        """Return the values of a query of one column, never NULL."""

    def by_key(self, key: type[Key], kind: type[Single], sql: str, *values: Parameter) -> dict[Key, Single]:
        """Return the second column of a query of two by the first, in the order of the rows; neither is ever NULL."""

    def value(self, kind: type[Single], sql: str, *values: Parameter) -> Single | None:
        """Return the one value of a query of one column; None when there is no row, or NULL."""

    def records(self, sql: str, *values: Parameter) -> list[dict[str, Value]]:
        """Return all rows of a query as dicts by column, for rows that are stored and restored whole."""

    def columns(self, table: str) -> list[TableColumn]:
        """Return the columns of a table, in their order."""

    def packed(
        self, table: str, columns: Sequence[TableColumn], ends: tuple[Value, Value], width: int, where: str
    ) -> PackedRows:
        """Return the rows of a table whose first column is between two keys and where a condition holds, each as the
        JSON of its first ``width`` columns; to the byte the same on every engine."""

    def search(self, words: Sequence[str], limit: int) -> list[int]:
        """Return lead ids that hold every folded word (the last one as a prefix), newest first."""

    def bearers(self, hashes: Collection[str]) -> list[tuple[str, int]]:
        """Return (hash, lead id) for each lead recognised by one of the keyed hashes, as written by
        :meth:`Writer.mark`; a mark that tells nobody apart (kinds ``number``, ``mailbox``, ``ad``) is left out."""

    @property
    def keyless(self) -> bool:
        """Whether the register's key is nowhere on this computer: the base is then only read, and :meth:`keyed_hash`
        raises UserError KEY_ABSENT."""

    @property
    def as_of(self) -> datetime | None:
        """The moment of the copy that a seat reads while the server of its team is away: what others recorded since is
        not in it, and nothing is lawful. None of the base itself."""

    @property
    def person(self) -> str:
        """Who acts, as the base of a team knows by the login of this seat; empty where nobody is named by it."""

    @property
    def manages(self) -> bool:
        """Whether whoever acts may do what only a manager of a team does; of one seat alone, always."""

    @property
    def team_key(self) -> str:
        """The key under which the copies of a team are sealed, which an agent's seat has not, 64 hex digits; empty
        where the base is of one seat. Raises UserError TEAM_RIGHTS for who is no manager."""

    def keyed_hash(self, kind: str, key: str) -> str:
        """Return the register's keyed hash (HMAC-SHA256, 32 hex digits kept) of one contact point; the key never
        leaves the store."""

    def mac(self, data: bytes) -> str:
        """Return the keyed digest (32 hex digits) by which the journal signs ``data``; its key never leaves the
        store."""


class Writer(Reader, Protocol):
    """One immediate transaction. Every change is announced and journaled automatically, so that no caller can
    forget."""

    @property
    def rank(self) -> int:
        """The number of the journal row of this transaction: what it writes comes after all that was recorded before,
        whatever the clock says. Rows of refusals, agreements and calls get it by themselves."""

    def awaited(self) -> bool:
        """Tell whether another writer waits for this transaction to end: a long job then commits what it has."""

    def new_id(self) -> int:
        """Return a new id."""

    def new_ids(self, count: int) -> Iterator[int]:
        """Yield ``count`` new ids in order, for rows written together."""

    def insert(self, table: str, values: Mapping[str, Value]) -> int:
        """Insert one row, with a new id unless ``values`` has one, and return the id."""

    def update(self, table: str, row_id: int, values: Mapping[str, Value], *, version: int | None = None) -> None:
        """Change one row. With ``version``, raise :class:`core.base.errors.Stale` when somebody changed it since."""

    def delete(self, table: str, row_id: int) -> None:
        """Delete one row."""

    def insert_many(self, table: str, columns: Sequence[str], rows: Sequence[Values]) -> None:
        """Insert many rows; the journal keeps one digest for all of them."""

    def delete_many(self, table: str, columns: Sequence[str], keys: Iterable[Values]) -> int:
        """Delete every row whose ``columns`` equal one of ``keys``, and return how many; the journal keeps one
        digest for all of them, and no value."""

    def wipe(self, table: str, ids: Sequence[int]) -> None:
        """Delete rows for good: the journal keeps their number only, and their earlier values are emptied too."""

    def blank(self, table: str, ids: Sequence[int], values: Mapping[str, Value]) -> None:
        """Change columns for good, as :meth:`wipe` deletes rows: the present and earlier values are kept nowhere."""

    def empty(self, value_ids: Sequence[int]) -> None:
        """Empty values of the journal; its chain remains valid without them."""

    def upsert(self, table: str, columns: Sequence[str], rows: Iterable[Values]) -> None:
        """Insert rows, or change those whose key, the first of ``columns``, is there already. For what is derived or
        secret: neither announced nor journaled."""

    def set_value(self, table: str, key: str, value: str) -> None:
        """Insert or replace a row of a table of keys and values (``setting``)."""

    def mark(self, rows: Iterable[tuple[int, str, str]]) -> None:
        """Add marks by which leads are recognised: (lead id, kind, hash). They are derived from contact points, like
        the search index, so they are announced and journaled with these and not separately."""

    def index(self, words: Iterable[tuple[int, str]]) -> None:
        """Put (lead id, folded words) into the search index, replacing the former words."""

    def unindex(self, lead_ids: Iterable[int]) -> None:
        """Remove leads from the search index."""

    def note(self, what: str) -> None:
        """Journal a fact that changes no row, such as a refused call. ``what`` holds no personal data."""

    def seal_all(self, secret: str = "") -> None:
        """Write in the journal, at the end of this transaction, the seal of every row that proves something: for a base
        whose older program wrote none, or, with ``secret``, under another key of the register, just kept."""


class WaitingGesture(Struct, frozen=True):
    """What was done (``what``: the action in the journal), by whom and when (aware), with all that it takes to do it
    again. ``id``: of this gesture alone, in the order in which a seat did them; empty until it is kept."""

    what: str
    by: str
    at: datetime
    values: dict[str, str | int | None]
    id: str = ""


class SeatCopy(Struct, frozen=True):
    """What a seat knows of its copy of the base. ``made``: when; ``contact``: when the server answered last; ``seen``:
    the latest moment that a clock said here; ``rows``, ``head``: where its journal ended; ``host``: the name of the
    seat that serves; ``person``: who works here."""

    made: datetime
    contact: datetime
    seen: datetime
    rows: int
    head: str
    host: str = ""
    person: str = ""


class Outbox(Protocol):
    """What a seat of a team keeps until the server of the base has it, here and outside of the folder of the base."""

    def pending(self) -> Sequence[WaitingGesture]:
        """Return what waits, in the order in which it was done."""

    def unread(self) -> int:
        """Return how many gestures that wait can be read no more."""

    def numbered(self, gesture: WaitingGesture) -> WaitingGesture:
        """Return a gesture with an id of its own, after those that wait."""

    def put(self, gesture: WaitingGesture) -> None:
        """Keep a numbered gesture, forced to the disk. Raises UserError GESTURE_LOST."""

    def drop(self, gesture_id: str) -> None:
        """Keep a gesture no more: the server has it."""

    def set_aside(self, gesture_id: str) -> None:
        """Send a gesture no more, since it can be done no more."""


class Shelf(Protocol):
    """The files of a team's letters, which each of its seats reads and adds to, and only a manager deletes."""

    def content(self, name: str) -> bytes | None:
        """Return a file; None where there is none of that name."""

    def put(self, name: str, content: bytes) -> None:
        """Keep a file, in place of any of that name."""

    def drop(self, names: Iterable[str]) -> int:
        """Delete files; return how many there were. Raises UserError TEAM_RIGHTS."""

    def listed(self) -> Mapping[str, tuple[int, str]]:
        """Return the size in bytes and the SHA-256, in hex, of each file."""


class Store(Protocol):
    """A base: the one place that holds what the agency knows. One object serves one thread; a worker opens its own
    (see :mod:`core.store.engine.opening`)."""

    @property
    def path(self) -> Path:
        """The file of the base; its folder also holds the letters, the copies and the settings of the seat."""

    @property
    def shelf(self) -> Shelf | None:
        """Where the letters of a team are; None where they are files beside the base
        (:mod:`core.actions.common.kept_files`)."""

    @property
    def size(self) -> int:
        """The bytes that the base takes; a copy takes hardly more."""

    @property
    def state(self) -> object:
        """What tells whether the base is still as it was read: equal to an earlier one as long as nobody wrote to it,
        here or elsewhere, and its key is the same. Asked inside :meth:`read`, it is of that view."""

    @property
    def outbox(self) -> Outbox | None:
        """What keeps a gesture until the server of a team has it; None for a base of one seat."""

    @property
    def away(self) -> SeatCopy | None:
        """What is known of the copy that stands for the base while the server of a team is away; None for the base."""

    def read(self) -> AbstractContextManager[Reader]:
        """Open a consistent view."""

    def write(self, what: str, *, by: str, at: datetime) -> AbstractContextManager[Writer]:
        """Open a transaction, committed at the end and rolled back on an exception. ``what``: the name of the action
        in the journal."""

    def keyed_hash(self, kind: str, key: str) -> str:
        """Do as :meth:`Reader.keyed_hash`, without opening a view of the base."""

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` after each commit of this store with the tables it changed. Returns a function that
        stops it."""

    def news(self) -> Changed:
        """Return the tables that others (another window, a worker) changed since the last call; empty when none."""

    def remember(self, *, anew: bool = False, lost: Sequence[End] = ()) -> None:
        """Note outside the folder of the base where its journal ends, and the refusals it holds where some are not
        noted yet. A base older than what was noted changes nothing there, unless ``anew``: it was put back by the
        program, or what it lacks was written into it again; ends ``lost`` by it stay told."""

    def is_cut(self) -> bool:
        """Tell whether the line to the server of a team was lost, as far as was heard; nothing is asked of it."""

    def regained(self) -> bool:
        """Tell, once, that the base had to be opened anew because its locks were lost: other programs may have changed
        it meanwhile, and nothing confirmed here was lost."""

    def clock_ahead(self, clock: Callable[[], datetime]) -> timedelta:
        """Return how far a clock is ahead of that of the computer the base is on, behind where it is negative, to half
        the time of a question; nothing for a base of this computer."""

    def read_key(self) -> None:
        """Read the register's key again, after it was restored from its phrase."""

    def problems(self) -> list[str]:
        """Return the problems that the engine's own check of the file finds; empty when there are none."""

    def copy_to(self, folder: Path, name: str = "") -> Path:
        """Copy the base into ``folder`` as it is now, under its own name or another, and return the folder."""

    def trial(self) -> "Store | None":
        """Return the base in a transaction that closing it rolls back, and that raises :class:`TrialEndedError` once
        another writer waits for it; None where an engine has none. A copy is then written instead: see
        :func:`core.store.engine.opening.tried`."""

    def become(self, other: Path) -> None:
        """Replace the whole content of the base with that of the file ``other``, all of it or nothing."""

    def is_sealed(self) -> bool:
        """Tell whether the files of the base are sealed: without its key they say nothing of anybody."""

    def seal(self, progress: Progress = silent) -> bool:
        """Seal the base under a key derived from the register's, once that one is out of the base. Returns whether it
        is sealed: where another program has it open, it is at a later opening. Nothing else may read or write it
        meanwhile. ``progress``: in steps. Raises UserError SEAL_FAILED, with nothing changed."""

    def scrub(self) -> bool:
        """Remove every trace of wiped data from the index, the free pages and the log. Returns False when another
        program was reading: it must then be called again."""

    def rest(self, since: datetime) -> None:
        """Copy the log back into the base when nothing was written ``since`` a moment, so that its file alone holds all
        that was confirmed. It waits for nobody. Raises UserError BASE_MOVED when the file was renamed or replaced."""

    def empty_log(self) -> bool:
        """Copy the log back into the base and empty it. Returns False when another program was reading: it must then
        be called again."""

    def hold(self, lead_id: int | None, *, noting: bool = False) -> None:
        """Hold a person as being called from here, instead of any other; None: nobody; ``noting``: whom is held stays
        so, their call having ended. Raises UserError CALL_TAKEN where another seat of the team holds them. A base of
        one seat holds nobody."""

    def calls(self) -> Mapping[int, SeatCall]:
        """Return whom other seats of the team are calling, by the id of the lead, as last heard: nothing is waited
        for. :meth:`news` then tells of each change, as « calling ». Empty on a base of one seat."""

    def look(self, lead_id: int | None) -> Sequence[str]:
        """Tell the other seats whose sheet is shown here, None for nobody's, and return who of them shows it too, as
        last heard, as :meth:`calls` does."""

    def close(self) -> None:
        """Close the store, which must not be used afterwards."""
