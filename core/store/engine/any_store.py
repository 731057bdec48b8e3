"""What the store of any engine does alike: the register's key, who hears of a commit, the second memory."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from core.model.register_key import KeyPlace
from core.store import safe
from core.store.engine.closing import Closed, last_journal
from core.store.engine.journal import JournalEntry
from core.store.engine.statements import Statements
from core.store.engine.touched import Touched
from core.store.engine.views import EngineReader, Keys
from core.store.engine.witness import Witness, is_thrown_away, path_of
from core.store.port import Changed, End, Listener

NO_NEWS: Changed = frozenset()
EVERYTHING: Changed = frozenset({"*"})


class AnyStore(ABC):
    """The part of :class:`core.store.port.Store` that is the same on each engine."""

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
    def _asked(self) -> Statements:
        """What asks the connection as it is now."""

    def _reader(self) -> EngineReader:
        return EngineReader(self._asked, self._keys)

    def keyed_hash(self, kind: str, key: str) -> str:
        """Do as :meth:`core.store.port.Store.keyed_hash`."""
        return self._keys.keyed(kind, key)

    def read_key(self) -> None:
        """Do as :meth:`core.store.port.Store.read_key`."""
        # Read when it is first needed: the keyring may take a moment, and the first picture asks nothing of it.
        self._keys = Keys(lambda: safe.key(self._reader()), lambda: safe.place(self._reader()) is KeyPlace.ABSENT)

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Do as :meth:`core.store.port.Store.listen`."""
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
        fresh = later[1:] if rows else later
        if not fresh:
            return NO_NEWS
        if not rows:
            self.read_key()
        self._seen = tuple(fresh[-1][:2])
        return frozenset(name for _, _, tables in fresh for name in tables.split(",") if name)

    def _memory(self) -> Witness | None:
        """Return the second memory of this base; None for a base that is thrown away, or was opened as a copy."""
        if not self._remembers:
            return None
        return Witness(path_of(self.path.parent, safe.key_id(self._reader())), self._asked)

    def _note_refusals(self, touched: Touched) -> None:
        """Remember what the last transaction wrote. What is confirmed stays so: what could not be written here is
        written with the next refusal."""
        if memory := self._memory():
            with suppress(OSError, *self.trouble):
                memory.note(touched.ids, self._keys.mac)

    def remember(self, *, anew: bool = False, lost: Sequence[End] = ()) -> None:
        """Do as :meth:`core.store.port.Store.remember`."""
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
