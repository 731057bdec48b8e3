"""The schema of a server: tables, columns and defaults are those SQLite ends with, and nothing sorts by a language."""

from collections.abc import Iterator
from contextlib import closing
from functools import cache
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlite3

from core.store.engine import postgres_schema as schema
from core.store.engine.migrations import MIGRATIONS
from core.store.engine.opening import NAME, open_store
from core.store.engine.postgres_rehearsal import Rehearsal
from core.store.engine.postgres_statements import PostgresStatements
from core.store.engine.sqlite_statements import SqliteStatements
from core.store.postgres.address import connect, team_address
from core.store.postgres.driver import TeamConnection
from tests.bases import put_base, put_team
from tests.failing import fails_with
from tests.servers import server
from tests.team_bases import address_of

KINDS = {"INTEGER": "bigint", "REAL": "double precision", "BLOB": "bytea", "TEXT": "text"}
TYPES = """SELECT c.relname, a.attname, format_type(a.atttypid, NULL), a.attnotnull
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'"""
KEYS = "SELECT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint WHERE contype = 'f'"


@cache
def _made() -> str:
    database = server().new_database()
    with closing(connect(address_of(database))) as connection:
        schema.create(connection)
    return database


@pytest.fixture
def made() -> Iterator[TeamConnection]:
    """A connection to an empty base, made by the program; nothing is written in it."""
    connection = connect(address_of(_made()))
    yield connection
    connection.close()


@pytest.fixture
def file(tmp_path: Path) -> Iterator["sqlite3.Connection"]:
    """A connection to an empty base of SQLite."""
    put_base(tmp_path)
    connection = sqlite3.connect(tmp_path / NAME)
    yield connection
    connection.close()


def test_tables_columns_types_and_keys_are_those_of_sqlite(made: TeamConnection, file: "sqlite3.Connection") -> None:
    tables = [part.name for part in schema.parts() if part.kind == "table"]
    own = {"schema_step", "base_version", schema.SEARCH}
    rows = [row for row in made.execute(TYPES.encode()) if row[0] not in own]
    columns = {
        (table, name): (KINDS[kind], bool(filled or key))
        for table in tables
        for name, kind, filled, key in file.execute(
            'SELECT name, type, "notnull", pk FROM pragma_table_info(?)', (table,)
        )
    }
    assert len(columns) > 250
    assert {(table, name): (kind, bool(filled)) for table, name, kind, filled in rows} == columns
    keys = {(table, key[2]) for table in tables for key in file.execute(f"PRAGMA foreign_key_list({table})")}
    assert set(made.execute(KEYS.encode())) == keys
    # Added once all tables are there, whatever their order.
    assert not [one for one in schema.statements() if one.startswith("CREATE TABLE") and "REFERENCES" in one]


def test_what_an_older_row_has_in_a_column_is_the_same(made: TeamConnection, file: "sqlite3.Connection") -> None:
    """The seals leave it out: another default would change those of every row."""
    tables = [part.name for part in schema.parts() if part.kind == "table"]
    assert PostgresStatements(made, Rehearsal()).columns(tables) == SqliteStatements(file).columns(tables)


def test_each_index_and_trigger_of_sqlite_is_there(made: TeamConnection) -> None:
    indexes = {name for (name,) in made.execute(b"SELECT indexname FROM pg_indexes WHERE schemaname = 'public'")}
    triggers = {name for (name,) in made.execute(b"SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")}
    parts = schema.parts()
    assert {part.name for part in parts if part.kind == "index"} <= indexes
    assert {part.name for part in parts if part.kind == "trigger"} <= triggers


def test_texts_are_compared_by_their_bytes(made: TeamConnection) -> None:
    other = b"""SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> 'schema_step'
        AND a.atttypid = 'text'::regtype AND a.attcollation <> '"C"'::regcollation"""
    assert made.execute(other).fetchall() == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("INSERT INTO schema_step (name) VALUES ('m999_later')", "BASE_NEWER"),
        (f"DELETE FROM schema_step WHERE name = '{[*MIGRATIONS][-1]}'", "TEAM_OLD"),
    ],
)
def test_a_base_of_another_program_is_not_opened(tmp_path: Path, change: str, code: str) -> None:
    put_team(tmp_path)
    open_store(tmp_path).close()
    with closing(_outside(tmp_path)) as connection:
        connection.execute(change.encode())
    with fails_with(code):
        open_store(tmp_path)


def _outside(folder: Path) -> TeamConnection:
    address = team_address(folder)
    assert address is not None
    return connect(address)
