"""The statements of the store give the same rows in the same order on both engines, on a base where no table is
empty; what each is given is what the columns hold with which it compares."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, suppress
from itertools import count, islice, product
from pathlib import Path

import psycopg
import sqlglot
from sqlcipher3 import dbapi2 as sqlite3
from sqlglot import exp

from core.base.errors import UserError
from core.store.engine.opening import open_store
from core.store.engine.postgres_carry import ordered
from core.store.engine.postgres_schema import parts
from core.store.port import Parameter, Reader, Store, Value, several
from tests.bases import put_base, put_team
from tests.contract.conftest import NOW
from tests.core.store.engine.test_postgres_carry import life
from tests.statements import texts
from tests.test_neutral_sql import STATEMENT, list_filters, of_records

HALVES, FRUITLESS = 27, 80
"""Readings of which a caller says a table, or the rest; those that may find nothing."""
_MOMENT, _BYTES = "2026-11-24T09:42:00.000+00:00", b"\x00\xff"
_DATED = ("at", "on", "day", "due", "turns", "obtained", "seen", "collected", "until", "started", "ended", "withdrawn")
_OWN = ("journal", "journal_head", "safe", "tally")
"""What the engine writes by itself."""
_COLUMN = re.compile(r'[(,]\s*"?(\w+)"? (INTEGER|REAL|TEXT|BLOB)([^,]*)')
Held = Mapping[str, list[Value]]
"""Column → some values that it holds somewhere."""


def full(store: Store) -> None:
    """Give the base somebody's life, then to each table a row of which no column is NULL."""
    life(store)
    made = {part.name: part.sql for part in parts() if part.kind == "table"}
    with store.write("test", by="Claire", at=NOW) as w:
        for table in ordered():
            columns = _COLUMN.findall(made[table])
            if table not in _OWN and "PRIMARY KEY" in columns[0][-1]:
                row = tuple(_cell(w, *column) for column in columns)
                w.upsert(table, [column[0] for column in columns], [row])


def readings() -> list[str]:
    """Return every text of the store that reads."""
    written = [text.sql for text in (*texts(), *list_filters(), *of_records()) if STATEMENT.match(text.sql)]
    return [sql for sql in dict.fromkeys(written) if sql.lstrip().startswith(("SELECT", "WITH"))]


def _cell(r: Reader, name: str, kind: str, rest: str) -> Value:
    if (other := re.search(r"REFERENCES (\w+)", rest)) is not None:
        return r.value(int, f"SELECT min(id) FROM {other[1]}")
    if kind == "TEXT":
        return _MOMENT if name.endswith(_DATED) else "[]"
    return _BYTES if kind == "BLOB" else 1


def held(r: Reader) -> Held:
    """Return a few values of each column, by its table, and by its name alone."""
    values: dict[str, dict[Value, None]] = {}
    for table in ordered():
        for column in r.columns(table):
            name = f'"{column.name}"'
            sql = f"SELECT DISTINCT {name} AS value FROM {table} WHERE {name} IS NOT NULL ORDER BY 1 LIMIT 3"
            for row in r.records(sql):
                values.setdefault(f"{table}.{column.name}", {})[row["value"]] = None
                values.setdefault(column.name, {})[row["value"]] = None
    return {name: list(some) for name, some in values.items()}


def given(sql: str, values: Held) -> list[Sequence[Parameter]]:
    """Return what may be given to each parameter of a statement, in their order."""
    places = count()
    lists = [mark[0] != "?" for mark in re.finditer(r"\?(?:list\b)?", sql)]
    marked = re.sub(r"\?(list\b)?", lambda mark: f"(:p{next(places)})" if mark[1] else f":p{next(places)}", sql)
    some = [list[Value]()] * len(lists)
    for mark in sqlglot.parse_one(marked, dialect="sqlite").find_all(exp.Placeholder):
        some[int(mark.name[1:])] = _beside(mark, values)
    return [[several(one)] if is_list else one for one, is_list in zip(some, lists, strict=True)]


def _beside(mark: exp.Placeholder, values: Held) -> list[Value]:
    """Return some values of what a parameter is compared with."""
    around = mark.find_ancestor(exp.Binary, exp.In, exp.Between, exp.Limit)
    if around is None or isinstance(around, exp.Limit):
        return [3]
    if around.find(exp.Cast):
        return values["lead_id"]
    row = mark.parent.expressions if isinstance(mark.parent, exp.Tuple) else []
    compared = around.this.expressions[row.index(mark)] if row else around
    known = (values[name] for column in compared.find_all(exp.Column) for name in _known_as(column) if name in values)
    return next(known, ["", 3])


def _known_as(column: exp.Column) -> Iterator[str]:
    """Yield the names under which the values of a column are known, the surest first."""
    query: exp.Expr | None = column.parent
    while (query := query.find_ancestor(exp.Select) if query is not None else None) is not None:
        for table in query.find_all(exp.Table):
            if column.table in ("", table.alias_or_name):
                yield f"{table.name}.{column.name}"
    yield column.name


def _rows(r: Reader, sql: str, values: Sequence[Parameter]) -> list[list[Value]]:
    rows = [list(row.values()) for row in r.records(sql, *values)]
    return rows if "ORDER BY" in sql else sorted(rows, key=repr)


def test_every_reading_gives_the_same_rows(tmp_path: Path) -> None:
    put_base(tmp_path / "seul", full)
    put_team(tmp_path / "equipe", full)
    halves, fruitless, unread = list[str](), list[str](), list[str]()
    with closing(open_store(tmp_path / "seul")) as alone, closing(open_store(tmp_path / "equipe")) as team:
        with alone.read() as r:
            known = held(r)
            assert all(r.value(int, f"SELECT count(*) FROM {table}") for table in ordered())
        for sql in readings():
            compared = found = 0
            for values in islice(product(*given(sql, known)), 9):
                try:
                    with alone.read() as r:
                        expected = _rows(r, sql, values)
                except sqlite3.Error:
                    halves.append(sql)
                    break
                # A value of another type: the other engine refuses it.
                with suppress(psycopg.DatabaseError, UserError), team.read() as r:
                    assert _rows(r, sql, values) == expected, (sql, values)
                    compared += 1
                    found += len(expected)
            else:
                unread += [sql] if not compared else []
                fruitless += [sql] if not found else []
    assert (len(halves), unread) == (HALVES, [])
    assert len(fruitless) <= FRUITLESS, "\n\n".join(fruitless)
