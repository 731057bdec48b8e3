"""How SQLite runs the statements of the port, and what it words in a way of its own."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import repeat
from typing import TYPE_CHECKING

from core.store.engine.driver import Connection, OperationalError, register_adapter
from core.store.engine.turns import Turns
from core.store.port import PackedRows, Parameter, TableColumn, Value, ValueList, Values, several

if TYPE_CHECKING:
    from core.store.engine.statements import Answered

_LIST = "(SELECT value FROM json_each(?))"
_COLUMNS = """SELECT t.name, c.name, c.dflt_value FROM (SELECT value AS name FROM json_each(?)) t,
    pragma_table_info(t.name) c ORDER BY t.name, c.cid"""


def bound(sql: str) -> str:
    """Return a statement of the port as SQLite reads it."""
    return sql.replace("?list", _LIST)


def _as_json(values: ValueList) -> str:
    return json.dumps(values.values)


register_adapter(ValueList, _as_json)


def _nobody(_table: str, _keys: Iterable[Value]) -> None:
    """Hear of no new row: nothing is written here."""


class SqliteStatements:
    """The SQLite implementation of :class:`core.store.engine.statements.Statements`."""

    person, manages, team_key = "", True, ""
    as_of: datetime | None = None

    def __init__(
        self,
        connection: Connection,
        turns: Turns | None = None,
        made: Callable[[str, Iterable[Value]], None] = _nobody,
    ) -> None:
        """``turns``: the queue of the base, and ``made``: what hears of new rows, where something is written."""
        self._connection = connection
        self._turns, self.made = turns, made

    def execute(self, sql: str, values: Sequence[Parameter] = (), /) -> "Answered":
        return self._connection.execute(bound(sql), values)

    def expect(self, questions: Iterable[tuple[str, Sequence[Parameter]]], /) -> None:
        """Do nothing: a file answers at once."""

    def executemany(self, sql: str, rows: Iterable[Sequence[Value]], /) -> object:
        return self._connection.executemany(bound(sql), rows)

    def columns(self, tables: Sequence[str]) -> dict[str, list[TableColumn]]:
        columns: dict[str, list[TableColumn]] = {table: [] for table in tables}
        for table, *column in self._connection.execute(_COLUMNS, (several(columns),)):
            columns[table].append(TableColumn(*column))
        return columns

    def packed(
        self, table: str, columns: Sequence[TableColumn], ends: tuple[Value, Value], width: int, where: str
    ) -> PackedRows:
        strange, text, inside = _packing(table, columns, width, where)
        text = f"CAST(json_group_array({text}) AS BLOB)"
        try:
            row = self._connection.execute(f"SELECT count(*), coalesce(sum({strange}), 0), {text} {inside}", ends)
            return PackedRows(*row.fetchone())
        except OperationalError as problem:
            _refuse_others(problem)
            return PackedRows(1, 1, b"")

    def expect_packed(self, ranges: Iterable[tuple[str, Sequence[TableColumn], tuple[Value, Value], str]], /) -> None:
        """Do nothing: a file answers at once."""

    def packed_each(
        self, table: str, columns: Sequence[TableColumn], ends: tuple[Value, Value], width: int, where: str
    ) -> list[tuple[Value, int, bytes]] | None:
        strange, text, inside = _packing(table, columns, width, where)
        sql = f'SELECT "{columns[0].name}", {strange}, CAST({text} AS BLOB) {inside}'
        try:
            return self._connection.execute(sql, ends).fetchall()
        except OperationalError as problem:
            _refuse_others(problem)
            return None

    def as_json(self, values: Values) -> bytes:
        sql = f"SELECT CAST(json_array({', '.join(repeat('?', len(values)))}) AS BLOB)"
        [text] = self._connection.execute(sql, values).fetchone()
        return bytes(text)

    def search(self, words: Sequence[str], limit: int) -> list[int]:
        # This small index (detail=none) knows no phrase: a sign inside a word would make one.
        wanted = [f'"{word}"' for word in words[:-1]] + [f'"{words[-1]}"*']
        sql = "SELECT rowid FROM lead_search WHERE lead_search MATCH ? ORDER BY rowid DESC LIMIT ?"
        return [lead_id for (lead_id,) in self._connection.execute(sql, (" AND ".join(wanted), limit))]

    def change(
        self, table: str, row_id: int, values: Mapping[str, Value], version: int | None
    ) -> Sequence[Value] | None:
        names = ", ".join(f"[{name}]" for name in values)
        before: Values = self._connection.execute(f"SELECT {names} FROM {table} WHERE id = ?", (row_id,)).fetchone()
        sets, where = ", ".join(f"[{name}] = ?" for name in values), "id = ?"
        parameters: list[Value] = [*values.values(), row_id]
        if version is not None:
            sets, where = f"{sets}, version = version + 1", "id = ? AND version = ?"
            parameters.append(version)
        cursor = self._connection.execute(f"UPDATE {table} SET {sets} WHERE {where}", parameters)
        return before if cursor.rowcount == 1 else None

    def fill(self, table: str, columns: Sequence[str], rows: Sequence[Values]) -> None:
        names, marks = ", ".join(f"[{name}]" for name in columns), ", ".join("?" * len(columns))
        self._connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)

    def add_marks(self, rows: Iterable[tuple[int, int, str, str]]) -> None:
        sql = "INSERT OR IGNORE INTO mark (lead_id, head, kind, hash) VALUES (?, ?, ?, ?)"
        self._connection.executemany(sql, rows)

    def put_words(self, words: Iterable[tuple[int, str]]) -> None:
        self._connection.executemany("REPLACE INTO lead_search (rowid, words) VALUES (?, ?)", words)

    def drop_words(self, lead_ids: Iterable[int]) -> None:
        self._connection.executemany("DELETE FROM lead_search WHERE rowid = ?", ((row_id,) for row_id in lead_ids))

    def awaited(self) -> bool:
        return self._turns is not None and self._turns.awaited()


def _packing(table: str, columns: Sequence[TableColumn], width: int, where: str) -> tuple[str, str, str]:
    """Return what says that a row is strange, the JSON of a row, and where the rows are, as SQL."""
    names = [f'"{column.name}"' for column in columns]
    # Bytes come after any text: JSON may read in some what another value was.
    bytes_there = [f"{name} >= x''" for name in names[1:width]]
    added = [f'"{column.name}" IS NOT {column.empty or "NULL"}' for column in columns[width:]]
    strange = f"coalesce({' OR '.join([*bytes_there, *added]) or '0'}, 0)"
    # In the order of the keys: by the table itself, never by an index of it.
    inside = f"FROM {table} NOT INDEXED WHERE {names[0]} BETWEEN ? AND ? AND {where}"
    return strange, f"json_array({', '.join(names[:width])})", inside


def _refuse_others(problem: OperationalError) -> None:
    """Raise what is wrong again, but where it is only that a text was made the bytes of a file."""
    if "BLOB" not in str(problem):
        raise problem
