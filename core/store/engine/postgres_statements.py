"""How PostgreSQL runs the statements of the port, and what it words in a way of its own."""

import re
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from itertools import islice
from typing import Any

from core.base.lazy_imports import orjson
from core.model.seat import Rights
from core.store.engine.any_store import LAST_VALUE
from core.store.engine.blocks import BLOCKED_ALONE
from core.store.engine.postgres_rehearsal import Question, Rehearsal
from core.store.engine.postgres_schema import SEARCH, TURN
from core.store.engine.statements import Answered
from core.store.port import PackedRows, Parameter, TableColumn, TrialEndedError, Value, ValueList, Values
from core.store.postgres.dialect import worded
from core.store.postgres.driver import Cursor, TeamConnection, has_result
from core.store.postgres.roster import SeatRow, acting, sealing_key
from core.words.errors import error

_WRITTEN = re.compile(r"\s*(INSERT INTO|UPDATE|DELETE FROM)\s+(\w+)")
_BY_TRIGGERS = "step|step_hash|touched"
"""The tables that triggers write."""
_TOUCHED = b"SELECT seal, name, key, CAST(was AS text) FROM pg_temp.touched"
_MOST_ANSWERS, _LONG = 400, 2000
"""Answers kept in a view, and the rows of the longest of them."""
_FEW = 40
"""Rows sent with the rest rather than copied in a stream of their own."""
_LEXEME = 400
"""Letters kept of a word: the index takes some 2 000 bytes at most."""
_COLUMNS = b"""SELECT c.relname, a.attname, regexp_replace(pg_get_expr(d.adbin, d.adrelid), '::[a-z ]+$', '')
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
    WHERE c.relnamespace = 'public'::regnamespace AND c.relname = ANY ($1) ORDER BY a.attnum"""
_AWAITED = f"""SELECT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND objid = {TURN}
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))""".encode()
_IN_THE_WAY = b"""SELECT EXISTS
    (SELECT 1 FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid)))"""
_LOOK_S = 0.02
"""Seconds after which a trial looks again whether somebody waits for it."""
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


class Answer:
    """What a statement answered, whole."""

    def __init__(self, description: Any, rows: list[Any], rowcount: int) -> None:
        self.description, self.rowcount = description, rowcount
        self._rows = iter(rows)

    def fetchone(self) -> Any:
        return next(self._rows, None)

    def fetchmany(self, size: int = 1) -> list[Any]:
        return list(islice(self._rows, size))

    def fetchall(self) -> list[Any]:
        return list(self._rows)

    def __iter__(self) -> Iterator[Any]:
        return self._rows


class PostgresStatements:
    """The PostgreSQL implementation of :class:`core.store.engine.statements.Statements`. What answers nothing waits for
    the next question, or for the end of the transaction, and goes with it in one message."""

    def __init__(self, connection: TeamConnection, rehearsal: Rehearsal, *, hears: bool = True) -> None:
        """``hears``: what it touches is noted, to be sealed."""
        self._connection, self._hears = connection, hears
        self._rehearsal = rehearsal
        self._waiting: list[tuple[bytes, Sequence[Any]]] = []
        self._answers: dict[Question, Cursor] | None = None
        self._is_ending = False
        self.changes = 0
        """How many statements changed something here."""
        self.messages = 0
        """How many times something was sent."""
        self._made: defaultdict[str, dict[Value, None]] = defaultdict(dict)

    as_of: datetime | None = None

    @cached_property
    def _seat(self) -> SeatRow | None:
        return acting(self._connection)

    @property
    def person(self) -> str:
        return self._seat.person if self._seat else ""

    @property
    def manages(self) -> bool:
        return self._seat is None or self._seat.rights == Rights.MANAGER

    @cached_property
    def team_key(self) -> str:
        if not self.manages:
            raise error("TEAM_RIGHTS")
        return sealing_key(self._connection)

    def begin(self, gesture: str, *statements: bytes) -> None:
        """Begin a view or a transaction of a gesture with statements that answer nothing."""
        self._waiting = [(statement, ()) for statement in statements]
        self._answers = {}
        self._rehearsal.begin(gesture)

    def end(self, statement: bytes) -> None:
        """End it; what waits goes first."""
        self._rehearsal.learn()
        self._answers = None
        self._send((statement, ()))

    def end_view(self) -> None:
        """End a view without waiting for the server: what is asked next hears it first."""
        self._rehearsal.learn()
        self._answers = None
        self._connection.pgconn.send_query(b"COMMIT")
        self._connection.pgconn.flush()
        self._is_ending = True

    def hear_end(self) -> None:
        """Hear that the last view ended."""
        while self._is_ending:
            self._is_ending = has_result(self._connection)

    def forget(self) -> None:
        """Forget what a transaction that was rolled back made, and what still waited."""
        self._waiting, self._answers = [], None
        self._made.clear()

    def execute(self, sql: str, values: Sequence[Parameter] = (), /) -> Answered:
        if sql.lstrip().startswith(("SELECT", "WITH")):
            return self._read(Question(sql, tuple(values)))
        self.tell_made()
        self._changed(sql)
        statement = worded(sql), _sent(values)
        if "RETURNING" in sql or sql.startswith("DELETE"):
            return self._send(statement)
        self._waiting.append(statement)
        return Answer(None, [], -1)

    def _read(self, question: Question) -> Answered:
        if self._answers is None:
            return self._send((worded(question.sql), _sent(question.values)))
        if question in self._answers:
            self._rehearsal.note(question)
        else:
            ahead = [later for later in self._rehearsal.foreseen(question) if later not in self._answers]
            questions = list(dict.fromkeys((question, *ahead)))
            cursors = self._ask(questions)
            self._keep(questions, cursors)
            if question not in self._answers:
                return cursors[0]
        cursor = self._answers[question]
        if cursor.rowcount > 0:
            cursor.scroll(0, "absolute")
        return cursor

    def _changed(self, sql: str) -> None:
        """Take for unknown what was read of the table that a statement changes."""
        self.changes += 1
        if not self._answers:
            return
        written = _WRITTEN.match(sql)
        if written is None or written[1] == "DELETE FROM":  # It may take rows of other tables along.
            self._answers.clear()
            return
        about = re.compile(rf"\b(?:{written[2]}|{_BY_TRIGGERS})\b")
        answers = self._answers.items()
        self._answers = {question: cursor for question, cursor in answers if not about.search(question.sql)}

    def touched(self) -> list[tuple[str, str, str, str | None]]:
        """Return what the triggers noted: (seal, table, key, the row before as JSON)."""
        self.tell_made()
        noted, last = self._send_all([(_TOUCHED, ()), (LAST_VALUE.encode(), ())])
        self._keep([Question(LAST_VALUE, ())], [last])
        return noted.fetchall()

    def expect(self, questions: Iterable[tuple[str, Sequence[Parameter]]], /) -> None:
        """Ask all of them in one message."""
        expected = [Question(sql, tuple(values)) for sql, values in questions]
        if self._answers is not None and expected:
            self._keep(expected, self._ask(expected))

    def _ask(self, questions: Sequence[Question]) -> list[Cursor]:
        return self._send_all([(worded(question.sql), _sent(question.values)) for question in questions])

    def _keep(self, questions: Sequence[Question], cursors: Sequence[Cursor]) -> None:
        """Keep answers for the rest of the view, but the long ones: a view may read the whole base."""
        if self._answers is not None:
            if len(self._answers) > _MOST_ANSWERS:
                self._answers.clear()
            answers = zip(questions, cursors, strict=True)
            self._answers.update((question, cursor) for question, cursor in answers if cursor.rowcount <= _LONG)

    def _send(self, statement: tuple[bytes, Sequence[Any]]) -> Cursor:
        return self._send_all([statement])[0]

    def _send_all(self, statements: Sequence[tuple[bytes, Sequence[Any]]]) -> list[Cursor]:
        """Send what waits and these statements in one message, and return what these answered."""
        self.hear_end()
        waiting, self._waiting = self._waiting, []
        self.messages += 1
        if not waiting and len(statements) == 1:
            return [self._connection.execute(*statements[0])]
        cursors = []
        with self._connection.pipeline():
            for statement in (*waiting, *statements):
                cursors.append(self._connection.cursor())
                cursors[-1].execute(*statement)
        return cursors[len(waiting) :]

    def later(self, statement: bytes) -> None:
        """Send a statement with what comes next; nobody waits for its answer."""
        self._waiting.append((statement, ()))

    def flush(self) -> None:
        """Send what waits."""
        if self._waiting:
            self._send(self._waiting.pop())

    def executemany(self, sql: str, rows: Iterable[Sequence[Value]], /) -> object:
        self.tell_made()
        self._changed(sql)
        statement = worded(sql)
        self._waiting += [(statement, row) for row in rows]
        return None

    def columns(self, tables: Sequence[str]) -> dict[str, list[TableColumn]]:
        columns: dict[str, list[TableColumn]] = {table: [] for table in tables}
        for table, *column in self._send((_COLUMNS, [list(tables)])):
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
        added = tuple(column.default for column in columns[width:])
        dumps = orjson().dumps
        rows = self._read(_range(table, columns, ends, where))
        return [(row[0], int(row[width:] != added), dumps(row[:width])) for row in rows]

    def expect_packed(self, ranges: Iterable[tuple[str, Sequence[TableColumn], tuple[Value, Value], str]], /) -> None:
        self.expect(_range(*between) for between in ranges)

    def as_json(self, values: Values) -> bytes:
        text: bytes = orjson().dumps(values)
        return text

    def search(self, words: Sequence[str], limit: int) -> list[int]:
        wanted = [f"'{word[:_LEXEME]}'" for word in words]
        values_sent = [f"{' & '.join(wanted)}:*", limit]
        return [lead_id for (lead_id,) in self._send((_FOUND, values_sent))]

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
        names = ", ".join(f'"{name}"' for name in columns)
        if len(rows) <= _FEW:
            self.executemany(f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(columns))})", rows)
            return
        self._changed(f"INSERT INTO {table}")
        self.flush()
        self.messages += 1
        with (
            self._connection.cursor() as cursor,
            cursor.copy(f"COPY {table} ({names}) FROM STDIN".encode()) as copy,
        ):
            for row in rows:
                copy.write_row(row)

    def add_marks(self, rows: Iterable[tuple[int, int, str, str]]) -> None:
        if columns := list(map(list, zip(*rows, strict=True))):
            self._changed("INSERT INTO mark")
            self._waiting.append((_MARKS, columns))

    def put_words(self, words: Iterable[tuple[int, str]]) -> None:
        # Each lead once: what comes last stands.
        if rows := dict(words):
            lexemes = [" ".join(lexemes_of(text)) for text in rows.values()]
            self._waiting.append((_WORDS, [list(rows), list(rows.values()), lexemes]))

    def drop_words(self, lead_ids: Iterable[int]) -> None:
        self._waiting.append((f"DELETE FROM {SEARCH} WHERE rowid = ANY ($1)".encode(), [list(lead_ids)]))

    def made(self, table: str, keys: Iterable[Value]) -> None:
        if self._hears and table in BLOCKED_ALONE:
            self._made[table].update(dict.fromkeys(keys))

    def tell_made(self) -> None:
        """Note on the server the rows made so far, before anything changes them."""
        if not self._made:
            return
        rows = [(table, str(key)) for table, keys in self._made.items() for key in keys]
        self._made.clear()
        self._waiting.append((_MADE, list(map(list, zip(*rows, strict=True)))))

    def awaited(self) -> bool:
        row = self._send((_AWAITED, ())).fetchone()
        return bool(row and row[0])


class TrialStatements(PostgresStatements):
    """The statements of a trial, which ends at once where another writer waits for it."""

    _looked = 0.0

    def _send_all(self, statements: Sequence[tuple[bytes, Sequence[Any]]]) -> list[Cursor]:
        cursors = super()._send_all(statements)
        if time.monotonic() - self._looked > _LOOK_S:
            row = self._connection.execute(_IN_THE_WAY).fetchone()
            if row and row[0]:
                self._connection.close()
                raise TrialEndedError
            self._looked = time.monotonic()
        return cursors


def _range(table: str, columns: Sequence[TableColumn], ends: tuple[Value, Value], where: str) -> Question:
    """Return the reading of the rows between two keys, by their keys."""
    names, key = ", ".join(f'"{column.name}"' for column in columns), columns[0].name
    # The end of texts is bytes to SQLite: none is after it.
    inside, values = ("BETWEEN ? AND ?", ends) if isinstance(ends[1], int) else (">= ?", ends[:1])
    return Question(f'SELECT {names} FROM {table} WHERE "{key}" {inside} AND {where} ORDER BY "{key}"', values)


def _sent(values: Sequence[Parameter]) -> Sequence[Any]:
    """Return values as the driver takes them: a list is an array."""
    return [list(value.values) if isinstance(value, ValueList) else value for value in values]


def lexemes_of(text: str) -> list[str]:
    """Return the words of a text as SQLite's index parts them: letters and digits, whatever stands between."""
    spaced = "".join(letter if letter.isalnum() else " " for letter in text)
    return list(dict.fromkeys(word[:_LEXEME] for word in spaced.split()))
