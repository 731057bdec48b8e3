"""How PostgreSQL runs the statements of the port, and what it words in a way of its own."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from core.base.lazy_imports import orjson
from core.model.seat import Rights
from core.store.engine.blocks import BLOCKED_ALONE
from core.store.engine.postgres_schema import SEARCH, TURN
from core.store.engine.statements import Answered
from core.store.port import PackedRows, Parameter, TableColumn, Value, ValueList, Values
from core.store.postgres.dialect import worded
from core.store.postgres.driver import TeamConnection
from core.store.postgres.roster import SeatRow, acting

_LEXEME = 400
"""Letters kept of a word: the index takes some 2 000 bytes at most."""
_COLUMNS = b"""SELECT c.relname, a.attname, regexp_replace(pg_get_expr(d.adbin, d.adrelid), '::[a-z ]+$', '')
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
    WHERE c.relnamespace = 'public'::regnamespace AND c.relname = ANY ($1) ORDER BY a.attnum"""
_AWAITED = f"""SELECT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND objid = {TURN}
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))""".encode()
_MADE = b"""INSERT INTO pg_temp.touched (seal, name, key) SELECT 'blocked', x.name, x.key
    FROM unnest($1::text[], $2::text[]) AS x (name, key) ON CONFLICT DO NOTHING"""
_MARKS = b"""INSERT INTO mark (lead_id, head, kind, hash)
    SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[]) ON CONFLICT DO NOTHING"""
_WORDS = f"""INSERT INTO {SEARCH} (rowid, words, lexemes)
    SELECT x.id, x.words, array_to_tsvector(string_to_array(x.lexemes, ' '))
    FROM unnest($1::bigint[], $2::text[], $3::text[]) AS x (id, words, lexemes)
    ON CONFLICT (rowid) DO UPDATE SET words = excluded.words, lexemes = excluded.lexemes""".encode()
# The words are found first: in the order of the leads, the index would not be values_sent for a beginning of a word.
_FOUND = f"""WITH found AS MATERIALIZED (SELECT rowid FROM {SEARCH} WHERE lexemes @@ $1::tsquery)
    SELECT rowid FROM found ORDER BY rowid DESC LIMIT $2""".encode()


class PostgresStatements:
    """The PostgreSQL implementation of :class:`core.store.engine.statements.Statements`."""

    def __init__(self, connection: TeamConnection, *, hears: bool = True) -> None:
        """``hears``: what it touches is noted, to be sealed."""
        self._connection, self._hears = connection, hears
        self.changes = 0
        """How many statements changed something here."""
        self._made: defaultdict[str, dict[Value, None]] = defaultdict(dict)

    @cached_property
    def _seat(self) -> SeatRow | None:
        return acting(self._connection)

    @property
    def person(self) -> str:
        return self._seat.person if self._seat else ""

    @property
    def manages(self) -> bool:
        return self._seat is None or self._seat.rights == Rights.MANAGER

    def execute(self, sql: str, values: Sequence[Parameter] = (), /) -> Answered:
        if not sql.lstrip().startswith(("SELECT", "WITH")):
            self.changes += 1
            self.tell_made()
        # A list is an array, and one of no value must not be taken for one of texts.
        values_sent = [list(value.values) if isinstance(value, ValueList) else value for value in values]
        return self._connection.execute(worded(sql), values_sent)

    def executemany(self, sql: str, rows: Iterable[Sequence[Value]], /) -> object:
        self.changes += 1
        self.tell_made()
        with self._connection.cursor() as cursor:
            cursor.executemany(worded(sql), rows)
        return None

    def columns(self, tables: Sequence[str]) -> dict[str, list[TableColumn]]:
        columns: dict[str, list[TableColumn]] = {table: [] for table in tables}
        for table, *column in self._connection.execute(_COLUMNS, [list(tables)]):
            columns[table].append(TableColumn(*column))
        return columns

    def packed(
        self, table: str, columns: Sequence[TableColumn], ends: tuple[Value, Value], width: int, where: str
    ) -> PackedRows:
        rows = self.packed_each(table, columns, ends, width, where)
        strange = sum(is_strange for _key, is_strange, _text in rows)
        return PackedRows(len(rows), strange, b"[%s]" % b",".join(text for _key, _is_strange, text in rows))

    def packed_each(
        self, table: str, columns: Sequence[TableColumn], ends: tuple[Value, Value], width: int, where: str
    ) -> list[tuple[Value, int, bytes]]:
        names = ", ".join(f'"{column.name}"' for column in columns)
        key, (first, last) = columns[0].name, ends
        # The end of texts is bytes to SQLite: none is after it.
        inside, values_sent = (
            (f'"{key}" BETWEEN $1 AND $2', ends) if isinstance(last, int) else (f'"{key}" >= $1', (first,))
        )
        sql = f'SELECT {names} FROM {table} WHERE {inside} AND {where} ORDER BY "{key}"'
        added = tuple(column.default for column in columns[width:])
        dumps = orjson().dumps
        return [
            (row[0], int(row[width:] != added), dumps(row[:width]))
            for row in self._connection.execute(sql.encode(), values_sent)
        ]

    def as_json(self, values: Values) -> bytes:
        text: bytes = orjson().dumps(values)
        return text

    def search(self, words: Sequence[str], limit: int) -> list[int]:
        wanted = [f"'{word[:_LEXEME]}'" for word in words]
        values_sent = [f"{' & '.join(wanted)}:*", limit]
        return [lead_id for (lead_id,) in self._connection.execute(_FOUND, values_sent)]

    def change(
        self, table: str, row_id: int, values: Mapping[str, Value], version: int | None
    ) -> Sequence[Value] | None:
        sets, where = ", ".join(f"[{name}] = ?" for name in values), "id = ?"
        values_sent: list[Value] = [*values.values(), row_id]
        if version is not None:
            sets, where = f"{sets}, version = version + 1", "id = ? AND version = ?"
            values_sent.append(version)
        before = ", ".join(f"old.[{name}]" for name in values)
        row: Values | None = self.execute(
            f"UPDATE {table} SET {sets} WHERE {where} RETURNING {before}", values_sent
        ).fetchone()
        return row

    def fill(self, table: str, columns: Sequence[str], rows: Sequence[Values]) -> None:
        self.changes += 1
        names = ", ".join(f'"{name}"' for name in columns)
        with (
            self._connection.cursor() as cursor,
            cursor.copy(f"COPY {table} ({names}) FROM STDIN".encode()) as copy,
        ):
            for row in rows:
                copy.write_row(row)

    def add_marks(self, rows: Iterable[tuple[int, int, str, str]]) -> None:
        if columns := list(map(list, zip(*rows, strict=True))):
            self._connection.execute(_MARKS, columns)

    def put_words(self, words: Iterable[tuple[int, str]]) -> None:
        # Each lead once: what comes last stands.
        if rows := dict(words):
            lexemes = [" ".join(lexemes_of(text)) for text in rows.values()]
            self._connection.execute(_WORDS, [list(rows), list(rows.values()), lexemes])

    def drop_words(self, lead_ids: Iterable[int]) -> None:
        self._connection.execute(f"DELETE FROM {SEARCH} WHERE rowid = ANY ($1)".encode(), [list(lead_ids)])

    def made(self, table: str, keys: Iterable[Value]) -> None:
        if self._hears and table in BLOCKED_ALONE:
            self._made[table].update(dict.fromkeys(keys))

    def tell_made(self) -> None:
        """Note on the server the rows made so far, before anything changes them."""
        if not self._made:
            return
        rows = [(table, str(key)) for table, keys in self._made.items() for key in keys]
        self._made.clear()
        self._connection.execute(_MADE, list(map(list, zip(*rows, strict=True))))

    def forget(self) -> None:
        """Forget what was made in a transaction that was rolled back."""
        self._made.clear()

    def awaited(self) -> bool:
        row = self._connection.execute(_AWAITED).fetchone()
        return bool(row and row[0])


def lexemes_of(text: str) -> list[str]:
    """Return the words of a text as SQLite's index parts them: letters and digits, whatever stands between."""
    spaced = "".join(letter if letter.isalnum() else " " for letter in text)
    return list(dict.fromkeys(word[:_LEXEME] for word in spaced.split()))
