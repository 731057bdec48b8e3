"""Carries a whole base from a file of SQLite to a server, and back: each row of each table as it is, seals and journal
included, all of it or nothing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path

from core.base.lazy_imports import sqlite_utils
from core.store.engine.driver import Access, BaseConnection, connect, connect_under
from core.store.engine.log_marks import mark
from core.store.engine.migrations import MIGRATIONS
from core.store.engine.postgres_schema import CHANNEL, REFERENCE, SEARCH, TURN, parts, steps_on_server
from core.store.engine.postgres_statements import lexemes_of
from core.store.engine.schema import migrations
from core.store.port import Values
from core.store.postgres.driver import TeamConnection, is_inside
from core.store.safe.base_key import BaseKey, write_note

_KINDS: Mapping[str, str] = {"INTEGER": "int8", "REAL": "float8", "BLOB": "bytea", "TEXT": "text"}
_PAGE = 5000
_NUMBERED = "step_hash"
"""The table that numbers its rows by itself."""


def to_server(source: Path, connection: TeamConnection) -> None:
    """Put the whole content of a base in place of that of the server, which is of the same schema. Raises UserError,
    with nothing changed."""
    with closing(connect(source, Access.READ)) as base, connection.transaction():
        connection.execute(f"SELECT pg_advisory_xact_lock({TURN})".encode())
        tables = ordered(steps_on_server(connection))
        # Whoever reads them is waited for.
        connection.execute(f"TRUNCATE {', '.join((*tables, SEARCH))}".encode())
        with _without_triggers(connection, tables):
            for table in tables:
                columns = list(_columns(base, table))
                _fill(connection, table, columns, _rows(base, table, columns))
        words = _rows(base, SEARCH, ["rowid", "words"])
        _fill(connection, SEARCH, ["rowid", "words", "lexemes"], map(_with_lexemes, words))
        connection.execute(
            f"""SELECT setval(pg_get_serial_sequence('{_NUMBERED}', 'id'),
                (SELECT coalesce(max(id), 0) + 1 FROM {_NUMBERED}), false)""".encode()
        )
        connection.execute(b"UPDATE base_version SET changes = changes + 1")
        connection.execute(f"NOTIFY {CHANNEL}".encode())
    connection.execute(b"ANALYZE")


def to_file(connection: TeamConnection, target: Path, key: BaseKey | None = None) -> None:
    """Write the whole content of the server to a new base of SQLite, of the server's schema, sealed under ``key`` where
    there is one, as it is at one moment. What is half written bears another name."""
    taken = steps_on_server(connection)
    next_step = next((name for name in MIGRATIONS if name not in taken), None)
    draft = target.with_name(f"{target.name}.brouillon")
    draft.unlink(missing_ok=True)
    draft.touch(0o600)
    with closing(connect_under(key, draft, transactions=False)) as base:
        base.execute("PRAGMA journal_mode = OFF")
        migrations().apply(sqlite_utils().Database(base, execute_plugins=False), stop_before=next_step)
        base.execute("BEGIN")
        with _one_moment(connection), _untriggered(base):
            for table in ordered(taken):
                columns = _columns(base, table)
                base.execute(f"DELETE FROM [{table}]")
                _insert(base, table, list(columns), _copied(connection, table, columns))
            words = {"rowid": "int8", "words": "text"}
            _insert(base, SEARCH, list(words), _copied(connection, SEARCH, words))
        mark(base)
        base.execute("COMMIT")
        base.execute("PRAGMA synchronous = FULL")
    if key is not None:
        write_note(target, key)
    draft.replace(target)


@cache
def ordered(steps: tuple[str, ...] = (*MIGRATIONS,)) -> tuple[str, ...]:
    """Return the tables of the schema of some steps, each after those it refers to."""
    tables = [part for part in parts(steps) if part.kind == "table"]
    wanted = {part.name: {name for *_, name, _ in REFERENCE.findall(part.sql)} for part in tables}
    placed: dict[str, None] = {}
    while len(placed) < len(wanted):
        placed.update((name, None) for name, parents in wanted.items() if parents <= placed.keys() | {name})
    return tuple(placed)


def _columns(base: BaseConnection, table: str) -> dict[str, str]:
    """Return the columns of a table, with their types on the server."""
    rows = base.execute("SELECT name, type FROM pragma_table_info(?)", (table,))
    return {name: _KINDS[kind.upper()] for name, kind in rows}


def _rows(base: BaseConnection, table: str, columns: Sequence[str]) -> Iterator[Values]:
    return base.execute(f"SELECT {_quoted(columns)} FROM {table}")


def _with_lexemes(row: Values) -> Values:
    # A vector of words, as its text: https://www.postgresql.org/docs/18/datatype-textsearch.html
    return (*row, " ".join(f"'{word}'" for word in lexemes_of(str(row[1]))))


def _fill(connection: TeamConnection, table: str, columns: Sequence[str], rows: Iterable[Values]) -> None:
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table} ({_quoted(columns)}) FROM STDIN".encode()) as copy,
    ):
        for row in rows:
            copy.write_row(row)


def _copied(connection: TeamConnection, table: str, columns: Mapping[str, str]) -> Iterator[Values]:
    sql = f"COPY (SELECT {_quoted(columns)} FROM {table}) TO STDOUT".encode()
    with connection.cursor() as cursor, cursor.copy(sql) as copy:
        copy.set_types(list(columns.values()))
        yield from copy.rows()


def _insert(base: BaseConnection, table: str, columns: Sequence[str], rows: Iterable[Values]) -> None:
    marks = ", ".join("?" * len(columns))
    base.executemany(f"INSERT INTO [{table}] ({_quoted(columns)}) VALUES ({marks})", rows)


def _quoted(columns: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in columns)


@contextmanager
def _without_triggers(connection: TeamConnection, tables: Sequence[str]) -> Iterator[None]:
    """Leave the triggers of the base out: what they would write is carried too."""
    for table in tables:
        connection.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER".encode())
    yield
    # What waits until the end is checked now: no table is changed under it.
    connection.execute(b"SET CONSTRAINTS ALL IMMEDIATE")
    for table in tables:
        connection.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER".encode())


@contextmanager
def _untriggered(base: BaseConnection) -> Iterator[None]:
    """Do the same in a file, whose triggers are then as they were to the letter."""
    triggers = base.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _sql in triggers:
        base.execute(f"DROP TRIGGER [{name}]")
    yield
    for _name, sql in triggers:
        base.execute(sql)


@contextmanager
def _one_moment(connection: TeamConnection) -> Iterator[None]:
    """Read from one state of the server."""
    if is_inside(connection):
        yield
        return
    with connection.transaction():
        connection.execute(b"SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield
