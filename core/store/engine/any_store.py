"""What the store of any engine does alike: the register's key, who hears of a commit, the second memory; and how a
transaction is closed: its values, the seals of what it touched, its journal row, the head of the chain."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from core.model.register_key import KeyPlace
from core.store import safe
from core.store.engine.journal import START, JournalEntry, canonical, seal, signed_head
from core.store.engine.proven import Mac
from core.store.engine.touched import Touched
from core.store.engine.views import EngineReader, Keys
from core.store.engine.witness import KINDS, Witness, is_thrown_away, path_of
from core.store.port import ALTERED, Changed, End, Listener, SeatCopy, Shelf

if TYPE_CHECKING:
    from core.store.engine.outbox import SealedOutbox
    from core.store.engine.statements import Statements

NO_NEWS: Changed = frozenset()
EVERYTHING: Changed = frozenset({"*"})


LAST_VALUE = "SELECT coalesce(max(id), 0) FROM journal_value"
_VALUE = """INSERT INTO journal_value (id, journal_id, place, "table", row_id, salt, before, after)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)"""
_ROW = "INSERT INTO journal (id, at, by, what, tables, payload, previous, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_HEAD = """INSERT INTO journal_head (id, rows, hash, mac) VALUES (1, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET rows = excluded.rows, hash = excluded.hash, mac = excluded.mac"""
_GROWN = "UPDATE tally SET rows = rows + ? WHERE name = ?"


class Closed(NamedTuple):
    """What a transaction added to the chain: where it ended before and where it ends, each (rows, hash)."""

    before: tuple[int, str]
    now: tuple[int, str]


class AnyStore(ABC):
    """The part of :class:`core.store.port.Store` that is the same on each engine."""

    outbox: "SealedOutbox | None" = None
    away: SeatCopy | None = None
    shelf: "Shelf | None" = None
    trouble: tuple[type[Exception], ...]
    """What the engine raises where something is wrong outside of the program."""

    def __init__(self, path: Path, *, remembers: bool) -> None:
        """``remembers``: refusals are remembered outside the folder too (see :mod:`core.store.engine.witness`)."""
        self.path = path
        self._remembers = remembers and not is_thrown_away(path.parent)
        self._listeners: list[Listener] = []
        self.read_key()

    @property
    @abstractmethod
    def _asked(self) -> "Statements":
        """What asks the connection as it is now."""

    def is_cut(self) -> bool:
        """Do as :meth:`core.store.port.Store.is_cut`: a file has no line to lose."""
        return False

    def _reader(self) -> EngineReader:
        return EngineReader(self._asked, self._keys)

    def keyed_hash(self, kind: str, key: str) -> str:
        return self._keys.keyed(kind, key)

    def read_key(self) -> None:
        # Read when it is first needed: the keyring may take a moment, and the first picture asks nothing of it.
        self._keys = Keys(lambda: safe.key(self._reader()), lambda: safe.place(self._reader()) is KeyPlace.ABSENT)

    def listen(self, listener: Listener) -> Callable[[], None]:
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def _tell(self, entry: JournalEntry) -> None:
        for listener in list(self._listeners):
            listener(frozenset(entry.tables))

    def _last_journal(self) -> tuple[int, str]:
        """Return (number, hash) of the last journal row; they are others after the base was replaced."""
        return last_journal(self._asked)

    def _see(self, closed: Closed | None) -> None:
        """Take for known the row of the journal that was just written here."""
        if closed and self._seen == closed.before:
            self._seen = closed.now

    def _fresh(self) -> Changed | None:
        """Return the tables that the journal's new rows name; None where it is no longer the one that was seen."""
        rows, hashed = self._seen
        sql = "SELECT id, hash, tables FROM journal WHERE id >= ? ORDER BY id"
        later = self._asked.execute(sql, (rows,)).fetchall()
        if rows and (not later or later[0][1] != hashed):
            return None
        unseen = later[1:] if rows else later
        if not unseen:
            return NO_NEWS
        if not rows:
            self.read_key()
        self._seen = tuple(unseen[-1][:2])
        return frozenset(name for _, _, tables in unseen for name in tables.split(",") if name)

    def _memory(self) -> Witness | None:
        """Return the second memory of this base; None for a base that is thrown away, or was opened as a copy."""
        if not self._remembers:
            return None
        return Witness(path_of(self.path.parent, safe.key_id(self._reader())), self._asked)

    def _note_refusals(self, touched: Touched) -> None:
        """Remember what the last transaction wrote. What is confirmed stays so: what could not be written here is
        written with the next refusal."""
        is_refusal = any(touched.ids.get(table) for table in KINDS)
        if is_refusal and (memory := self._memory()):
            with suppress(OSError, *self.trouble):
                memory.note(touched.ids, self._keys.mac)

    def remember(self, *, anew: bool = False, lost: Sequence[End] = ()) -> None:
        memory = self._memory()
        # Without its key the base is only read, and no line could be signed.
        if memory is None or self._reader().keyless or (not anew and memory.is_ahead()):
            return
        with suppress(OSError, *self.trouble):
            if anew:
                memory.write_anew(self._keys.mac, lost)
            else:
                memory.note_end(self._keys.mac)

    _seen: tuple[int, str] = (0, "")
    _keys: Keys


def last_journal(statements: "Statements") -> tuple[int, str]:
    """Return (number, hash) of the last journal row; they are others after the base was replaced."""
    return statements.execute("SELECT rows, hash FROM journal_head").fetchone() or (0, START)


def close_entry(statements: "Statements", keys: Keys, entry: JournalEntry, touched: Touched) -> Closed | None:
    """Write the journal row of a transaction that changed something, and sign its hash as the head of the chain; None
    when it changed nothing."""
    head = statements.execute("SELECT rows, hash, mac FROM journal_head").fetchone() or (0, START, None)
    mac = Keys(lambda: entry.secret).mac if entry.secret else keys.mac
    anew = entry.whole or head[2] == ""
    touched.gather()
    if entry.secret:
        entry.items.append({"whole": touched.sealed_anew(mac, keys.mac, entry.at)})
    elif anew:
        entry.items.append({"whole": touched.taken_as_they_are(mac)})
    elif (rows := touched.close(mac, entry.at)).state:
        entry.items.append({"state": rows.state, "was": rows.was})
        if rows.altered:
            entry.tables.add(ALTERED)
    _hold_values(statements, entry, head[0] + 1, touched)
    _seal_blocks(entry, touched, mac, keys.mac if entry.secret else None, anew=anew)
    if not entry.items:
        return None
    parts = (head[0] + 1, entry.at, entry.by, entry.what, ",".join(sorted(entry.tables)), canonical(entry.items))
    hashed = seal(head[1], parts)
    statements.execute(_ROW, (*parts, head[1], hashed))
    statements.execute(_HEAD, (parts[0], hashed, mac(signed_head(parts[0], hashed))))
    statements.executemany(_GROWN, ((grown, table) for table, grown in entry.grown.items()))
    return Closed((head[0], head[1]), (parts[0], hashed))


def _seal_blocks(entry: JournalEntry, touched: Touched, mac: Mac, former: Mac | None, *, anew: bool) -> None:
    """Seal the rows that are sealed many at a time; ``anew``: an older program sealed none."""
    if item := touched.close_blocks(mac, former=former, anew=anew):
        entry.items.append(item)
    if touched.blocks.altered:
        entry.tables.add(ALTERED)


def _hold_values(statements: "Statements", entry: JournalEntry, row: int, touched: Touched) -> None:
    """Write the values held beside the journal row of this number, which comes after them: it holds their root."""
    if not entry.values:
        return
    [last] = statements.execute(LAST_VALUE).fetchone()
    values = [(row_id, row, *value) for row_id, value in enumerate(entry.values, start=last + 1)]
    statements.executemany(_VALUE, values)
    touched.blocks.made("journal_value", [value[0] for value in values])
