"""Which rows of the proven tables a transaction touched, what they were before it, and what is sealed of them."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from core.store.engine.blocks import BLOCKED, Blocks
from core.store.engine.proven import FORCED, PROVEN, Mac, State, rows_sql, sealing
from core.store.port import AMONG, TableColumn, Value, ValueList, Values, several

if TYPE_CHECKING:
    from core.store.engine.statements import Statements

_NONE = (None, None)
_KEEP = """INSERT INTO last_seal ("table", row_key, seal) VALUES (?, ?, ?)
    ON CONFLICT ("table", row_key) DO UPDATE SET seal = excluded.seal, found_at = NULL"""
_LAST = f'SELECT row_key, seal, found_at FROM last_seal WHERE "table" = ? AND row_key {AMONG}'
_LOSE = 'DELETE FROM last_seal WHERE "table" = ? AND row_key = ?'
_FOUND = """INSERT INTO last_seal ("table", row_key, seal, found_at) VALUES (?, ?, NULL, ?)
    ON CONFLICT ("table", row_key) DO UPDATE SET found_at = excluded.found_at"""
_TAKE = """INSERT INTO last_seal ("table", row_key, seal) VALUES (?, ?, ?) ON CONFLICT ("table", row_key) DO NOTHING"""
SEALED = (*PROVEN, *(table for table in BLOCKED if table not in PROVEN))
"""The tables of which something is sealed."""
Seals = dict[int, str]
"""Row id → its seal."""
Seal = Callable[[Mapping[str, Value]], str]
"""Returns the seal of a row."""


class TouchedRows(NamedTuple):
    """What a transaction did to proven rows. ``state``: the seals of those it left; ``was``: of those there were before
    it, None for one that was to be there and was not; ``altered``: the rows found other than their last seal, or not
    there, for the first time; they are not sealed as they stand, so that the journal keeps their former seal."""

    state: State
    was: State
    altered: list[tuple[str, int]]


class SealChanges(NamedTuple):
    """What is to be written in ``last_seal``: rows found altered, those with their new seals, those gone."""

    anew: list[tuple[str, int]]
    sealed: list[tuple[str, int, str]]
    lost: list[tuple[str, int]]


class Touched:
    """What one connection touched since :meth:`forget`."""

    def __init__(
        self, statements: "Statements", blocks: Blocks, adopted: Collection[str] = ()
    ) -> None:  # fmt: skip
        """``adopted``: tables whose rows no older program sealed; those the first transaction touches are taken as they
        are."""
        self._statements = statements
        self.blocks = blocks
        self._adopted = frozenset(adopted)
        self._columns: dict[str, list[TableColumn]] = {}
        self._names: dict[str, list[str]] = {}
        self._before: defaultdict[str, dict[int, Values]] = defaultdict(dict)

    @property
    def ids(self) -> Mapping[str, Iterable[int]]:
        """The rows touched, by table."""
        return self._before

    def note(self, table: str, row_id: int, *before: Value) -> None:
        """Note a row, by its values at its first touch; none for one that is new."""
        self._before[table].setdefault(row_id, before)

    def gather(self) -> None:
        """Note what the engine heard by itself: called once, before the rest is closed."""

    def forget(self) -> None:
        """Begin anew."""
        self._before.clear()
        self.blocks.forget()
        self._adopted = frozenset()

    def close(self, mac: Mac, at: str) -> TouchedRows:
        """Compare the rows touched, as they were, with their last seals, and keep the new ones; ``at``: the moment, UTC
        ISO."""
        rows, changed = TouchedRows({}, {}, []), SealChanges([], [], [])
        self._statements.expect(
            question
            for table, before in self._before.items()
            for question in (_now(table, before), (_LAST, (table, several(before))))
        )
        for table, before in self._before.items():
            self._close(table, before, mac, rows, changed)
        self._statements.executemany(_FOUND, [(table, row_id, at) for table, row_id in changed.anew])
        self._statements.executemany(_KEEP, changed.sealed)
        self._statements.executemany(_LOSE, changed.lost)
        return rows

    def _close(
        self, table: str, before: Mapping[int, Values], mac: Mac, rows: TouchedRows, changed: "SealChanges"
    ) -> None:
        seal = self._sealing(mac, table)
        now = self._seals(seal, *_now(table, before))
        was: dict[int, str | None] = {}
        if table not in self._adopted:
            was = {row_id: seal(row) for row_id, values in before.items() if (row := self._row(table, values))}
        last = {row_id: seal_of for row_id, *seal_of in self._statements.execute(_LAST, (table, several(before)))}
        altered = {row_id for row_id in before if last.get(row_id, _NONE)[0] != was.get(row_id)}
        anew = sorted(row_id for row_id in altered if last.get(row_id, _NONE)[1] is None)
        rows.altered.extend((table, row_id) for row_id in anew)
        changed.anew.extend((table, row_id) for row_id in anew)
        # One that was altered and is gone by now has nothing left to be signed.
        sealed = {row_id: now.get(row_id) for row_id in before if row_id not in altered or row_id not in now}
        rows.state[table] = {str(row_id): seal_of for row_id, seal_of in sealed.items()}
        rows.was[table] = {str(row_id): was.get(row_id) for row_id in before if row_id in was or row_id in altered}
        changed.sealed.extend((table, row_id, seal_of) for row_id, seal_of in sealed.items() if seal_of)
        changed.lost.extend((table, row_id) for row_id, seal_of in sealed.items() if not seal_of)

    def close_blocks(self, mac: Mac, *, former: Mac | None = None, anew: bool = False) -> dict[str, object] | None:
        """Give their new roots to the blocks touched: see :meth:`Blocks.close`."""
        before = {
            table: {row_id: self._row(table, values) for row_id, values in rows.items()}
            for table, rows in self._before.items()
        }
        return self.blocks.close(mac, self._read_columns(), before, former=former, anew=anew)

    def everything(self, mac: Mac) -> dict[str, Seals]:
        """Return the seals of every row, as they stand now."""
        return {table: self._seals(self._sealing(mac, table), rows_sql(table)) for table in PROVEN}

    def _seals(self, seal: Seal, sql: str, values: Sequence[ValueList] = ()) -> Seals:
        cursor = self._statements.execute(sql, values)
        names = [column[0] for column in cursor.description]
        return {row[0]: seal(dict(zip(names, row, strict=True))) for row in cursor}

    def _sealing(self, mac: Mac, table: str) -> Seal:
        return sealing(mac, table, self._read_columns()[table])

    def _read_columns(self) -> Mapping[str, Sequence[TableColumn]]:
        """Return the columns that the tables have now."""
        if not self._columns:
            self._columns = self._statements.columns(SEALED)
        return self._columns

    def _row(self, table: str, values: Values) -> dict[str, Value]:
        """Return a row as it was before; nothing where it was not there, or had nothing to be proven."""
        row = dict(zip(self._names[table], values, strict=True)) if values else {}
        return row if table != "lead" or any(row.get(name) is not None for name in FORCED) else {}

    def taken_as_they_are(self, mac: Mac) -> State:
        """Seal every row as it stands, once: an older program sealed none."""
        now = self.everything(mac)
        rows = [(table, row_id, seal) for table, seals in now.items() for row_id, seal in seals.items()]
        self._statements.executemany(_TAKE, rows)
        return _as_state(now)

    def sealed_anew(self, mac: Mac, former: Mac, at: str) -> State:
        """Seal every row under another key than ``former``; one that is not as its last seal says keeps that one, and
        one that has none gets none."""
        now, was = self.everything(mac), self.everything(former)
        kept: defaultdict[str, dict[int, str | None]] = defaultdict(dict)
        for table, row_id, seal in self._statements.execute('SELECT "table", row_key, seal FROM last_seal'):
            kept[table][row_id] = seal
        rows: list[tuple[str, int, str | None, str | None]] = []
        for table, seals in now.items():
            for row_id in seals.keys() | kept[table].keys():
                last = kept[table].get(row_id)
                sound = last is not None and last in (seals.get(row_id), was[table].get(row_id))
                rows.append((table, row_id, seals[row_id] if sound else last, None if sound else at))
        self._statements.execute("DELETE FROM last_seal")
        self._statements.executemany(
            'INSERT INTO last_seal ("table", row_key, seal, found_at) VALUES (?, ?, ?, ?)', rows
        )
        state: State = {table: {} for table in now}
        for table, row_id, seal, _found in rows:
            if seal is not None:
                state[table][str(row_id)] = seal
        return state


def _now(table: str, before: Mapping[int, Values]) -> tuple[str, tuple[ValueList]]:
    """Return the reading of the rows that were touched, as they stand."""
    return rows_sql(table, f"id {AMONG}"), (several(before),)


def _as_state(seals: Mapping[str, Seals]) -> State:
    return {table: {str(row_id): seal for row_id, seal in rows.items()} for table, rows in seals.items()}


def proven_names(table: str, columns: Sequence[TableColumn]) -> list[str]:
    """Return the columns that are proven of a table."""
    if table == "lead":
        return ["id", *FORCED]
    return ["id", "name", "sha256"] if table == "proof" else [column.name for column in columns]
