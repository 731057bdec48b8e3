"""Which rows of the proven tables a transaction touches, and what they were before it, told by temporary triggers:
whatever writes, a cascade included, is heard."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from core.store.engine.binding import LISTED
from core.store.engine.blocks import BLOCKED, Blocks
from core.store.engine.driver import Connection
from core.store.engine.proven import FORCED, PROVEN, Mac, ProvenColumn, State, rows_sql, sealing
from core.store.port import Value, ValueList, Values, several

_EVENTS = ("INSERT", "UPDATE", "DELETE")
_NONE = (None, None)
_KEEP = """INSERT INTO last_seal ("table", row_key, seal) VALUES (?, ?, ?)
    ON CONFLICT DO UPDATE SET seal = excluded.seal, found_at = NULL"""
_LOSE = 'DELETE FROM last_seal WHERE "table" = ? AND row_key = ?'
_FOUND = """INSERT INTO last_seal ("table", row_key, seal, found_at) VALUES (?, ?, NULL, ?)
    ON CONFLICT DO UPDATE SET found_at = excluded.found_at"""
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


class Touched:
    """What one connection touched since :meth:`forget`."""

    def __init__(
        self, connection: Connection, adopted: Collection[str] = (), *, steps: bool = False
    ) -> None:  # fmt: skip
        """``adopted``: tables whose rows no older program sealed; those the first transaction touches are taken as they
        are; ``steps``: it takes steps of the schema, which write without the port."""
        self._connection = connection
        self.blocks = Blocks(connection, adopts=steps and not _has_blocks(connection))
        self._adopted = frozenset(adopted)
        self._version = 0
        self._columns: dict[str, list[ProvenColumn]] = {}
        self._before: defaultdict[str, dict[int, Values]] = defaultdict(dict)
        connection.create_function("touched", -1, self._note)
        self._listen(steps=steps)

    @property
    def ids(self) -> Mapping[str, Iterable[int]]:
        """The rows touched, by table."""
        return self._before

    def hear_anew(self) -> None:
        """Hear of the columns that the tables have now, after steps of the schema."""
        for (name,) in self._connection.execute(
            "SELECT name FROM temp.sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            self._connection.execute(f"DROP TRIGGER temp.{name}")
        self._listen()

    def _listen(self, *, steps: bool = False) -> None:
        columns = _columns(self._connection)
        self._names = {table: _names(table, columns[table]) for table in PROVEN}
        # All at once: each by itself would take half as long again, at the first writing of every connection.
        triggers = [_trigger(table, event, self._names[table]) for table in PROVEN for event in _EVENTS]
        triggers += self.blocks.triggers(columns, whole=steps)
        self._connection.executescript("\n".join(("BEGIN;", *triggers, "COMMIT;")))

    def _note(self, table: str, row_id: int, *before: Value) -> None:
        """Note a row, by its values at its first touch; none for one that is new."""
        self._before[table].setdefault(row_id, before)

    def forget(self) -> None:
        """Begin anew."""
        self._before.clear()
        self.blocks.forget()
        self._adopted = frozenset()

    def close(self, mac: Mac, at: str) -> TouchedRows:
        """Compare the rows touched, as they were, with their last seals, and keep the new ones; ``at``: the moment, UTC
        ISO."""
        rows = TouchedRows({}, {}, [])
        for table, before in self._before.items():
            self._close(table, before, mac, at, rows)
        return rows

    def _close(self, table: str, before: Mapping[int, Values], mac: Mac, at: str, done: TouchedRows) -> None:
        ids, seal = several(before), self._sealing(mac, table)
        now = self._seals(seal, rows_sql(table, f"id {LISTED}"), ids)
        was: dict[int, str | None] = {}
        if table not in self._adopted:
            was = {row_id: seal(row) for row_id, values in before.items() if (row := self._row(table, values))}
        sql = f'SELECT row_key, seal, found_at FROM last_seal WHERE "table" = ? AND row_key {LISTED}'
        kept = {row_id: last for row_id, *last in self._connection.execute(sql, (table, ids))}
        altered = {row_id for row_id in before if kept.get(row_id, _NONE)[0] != was.get(row_id)}
        if found := sorted(row_id for row_id in altered if kept.get(row_id, _NONE)[1] is None):
            done.altered.extend((table, row_id) for row_id in found)
            self._connection.executemany(_FOUND, [(table, row_id, at) for row_id in found])
        # One that was altered and is gone by now has nothing left to be signed.
        left = {row_id: now.get(row_id) for row_id in before if row_id not in altered or row_id not in now}
        done.state[table] = {str(row_id): sealed for row_id, sealed in left.items()}
        done.was[table] = {str(row_id): was.get(row_id) for row_id in before if row_id in was or row_id in altered}
        self._connection.executemany(_KEEP, [(table, row_id, sealed) for row_id, sealed in left.items() if sealed])
        self._connection.executemany(_LOSE, [(table, row_id) for row_id, sealed in left.items() if not sealed])

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

    def _seals(self, seal: Seal, sql: str, *values: ValueList) -> Seals:
        cursor = self._connection.execute(sql, values)
        names = [column[0] for column in cursor.description]
        return {row[0]: seal(dict(zip(names, row, strict=True))) for row in cursor}

    def _sealing(self, mac: Mac, table: str) -> Seal:
        return sealing(mac, table, self._read_columns()[table])

    def _read_columns(self) -> Mapping[str, Sequence[ProvenColumn]]:
        """Return the columns that the tables have now."""
        [version] = self._connection.execute("PRAGMA schema_version").fetchone()
        if version != self._version:
            self._version, self._columns = version, _columns(self._connection)
        return self._columns

    def _row(self, table: str, values: Values) -> dict[str, Value]:
        """Return a row as it was before; nothing where it was not there, or had nothing to be proven."""
        row = dict(zip(self._names[table], values, strict=True)) if values else {}
        return row if table != "lead" or any(row.get(name) is not None for name in FORCED) else {}

    def taken_as_they_are(self, mac: Mac) -> State:
        """Seal every row as it stands, once: an older program sealed none."""
        now = self.everything(mac)
        rows = [(table, row_id, seal) for table, seals in now.items() for row_id, seal in seals.items()]
        self._connection.executemany("INSERT OR IGNORE INTO last_seal VALUES (?, ?, ?, NULL)", rows)
        return _as_state(now)

    def sealed_anew(self, mac: Mac, former: Mac, at: str) -> State:
        """Seal every row under another key than ``former``; one that is not as its last seal says keeps that one, and
        one that has none gets none."""
        now, was = self.everything(mac), self.everything(former)
        kept: defaultdict[str, dict[int, str | None]] = defaultdict(dict)
        for table, row_id, seal in self._connection.execute('SELECT "table", row_key, seal FROM last_seal'):
            kept[table][row_id] = seal
        rows: list[tuple[str, int, str | None, str | None]] = []
        for table, seals in now.items():
            for row_id in seals.keys() | kept[table].keys():
                last = kept[table].get(row_id)
                sound = last is not None and last in (seals.get(row_id), was[table].get(row_id))
                rows.append((table, row_id, seals[row_id] if sound else last, None if sound else at))
        self._connection.execute("DELETE FROM last_seal")
        self._connection.executemany("INSERT INTO last_seal VALUES (?, ?, ?, ?)", rows)
        state: State = {table: {} for table in now}
        for table, row_id, seal, _found in rows:
            if seal is not None:
                state[table][str(row_id)] = seal
        return state


def _as_state(seals: Mapping[str, Seals]) -> State:
    return {table: {str(row_id): seal for row_id, seal in rows.items()} for table, rows in seals.items()}


def _columns(connection: Connection) -> dict[str, list[ProvenColumn]]:
    """Return the columns of each table of which something is sealed."""
    sql = """SELECT t.name, c.name, c.dflt_value FROM (SELECT value AS name FROM json_each(?)) t,
        pragma_table_info(t.name) c ORDER BY t.name, c.cid"""
    columns: dict[str, list[ProvenColumn]] = {table: [] for table in (*PROVEN, *BLOCKED)}
    for table, *column in connection.execute(sql, (several(columns),)):
        columns[table].append(ProvenColumn(*column))
    return columns


def _has_blocks(connection: Connection) -> bool:
    return connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'sealed_block'").fetchone() is not None


def _names(table: str, columns: Sequence[ProvenColumn]) -> list[str]:
    """Return the columns that are proven of a table."""
    if table == "lead":
        return ["id", *FORCED]
    return ["id", "name", "sha256"] if table == "proof" else [column.name for column in columns]


def _trigger(table: str, event: str, names: Sequence[str]) -> str:
    """Return the temporary trigger that tells a row of a table, with its values before where it was there."""
    name, row = f"touched_{table}_{event}", "NEW" if event == "INSERT" else "OLD"
    before = "" if event == "INSERT" else "".join(f", OLD.[{column}]" for column in names)
    return (
        f"CREATE TEMP TRIGGER {name} AFTER {_event(table, event, row)} "
        f"BEGIN SELECT touched('{table}', {row}.id{before}); END;"
    )


def _event(table: str, event: str, row: str) -> str:
    if table != "lead":
        return f"{event} ON main.{table}"
    if event == "UPDATE":
        return f"UPDATE OF {', '.join(FORCED)} ON main.lead"
    some = " OR ".join(f"{row}.{name} IS NOT NULL" for name in FORCED)
    return f"{event} ON main.lead WHEN {some}"
