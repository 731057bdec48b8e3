"""Takes the rows of a base whose schema something else changed into a new one, made by the steps of this program alone:
what was put in it stays behind. The files are read, never written."""

from collections.abc import Sequence
from contextlib import closing
from itertools import pairwise
from pathlib import Path

from core.base.lazy_imports import sqlite_utils
from core.store.engine.driver import Access, Connection, attach, connect, connect_under
from core.store.engine.known_schema import steps_taken
from core.store.engine.migrations import MIGRATIONS
from core.store.engine.seldom import steps_to_take
from core.store.engine.trouble import TROUBLE
from core.words.errors import error

_BOTH = """SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'lead_search%'
    AND name NOT IN ('sqlite_sequence', '_sqlite_migrations')
    AND name IN (SELECT name FROM altered.sqlite_master WHERE type = 'table')"""
_COLUMNS = """SELECT name FROM pragma_table_info(?, 'main')
    WHERE name IN (SELECT name FROM pragma_table_info(?, 'altered'))"""
_UNLIFT = """UPDATE opposition SET lifted_at = NULL, lifted_why = '' WHERE lifted_at IS NOT NULL
    AND EXISTS (SELECT 1 FROM journal_value v WHERE v.row_id = opposition.id AND v."table" = 'opposition'
        AND v.salt IS NOT NULL AND v.before IS NULL)
    AND NOT EXISTS (SELECT 1 FROM journal_value v WHERE v.row_id = opposition.id AND v."table" = 'opposition'
        AND json_valid(v.after) AND json_extract(v.after, '$.lifted_at') IS NOT NULL)"""
"""A refusal that the journal holds whole, and of which it knows no lifting, was lifted by something else."""


def clean_copy(base: Path, target: Path) -> None:
    """Write to ``target``, a new file, the rows of ``base`` and of its log. Raises UserError BASE_UNREADABLE."""
    raw = target.with_suffix(".altered")
    try:
        with closing(connect(base, Access.READ)) as there:
            steps, seal = steps_taken(there), there.seal
            # With its log, through the engine: its own files stay as is.
            with closing(connect_under(seal, raw)) as copy:
                there.backup(copy)
        with closing(connect_under(seal, target, transactions=False)) as made:
            made.execute("PRAGMA trusted_schema = OFF")
            _take_steps(made, steps)
            attach(made, seal, raw, "altered")
            made.execute("BEGIN")
            _take_rows(made)
            made.execute("COMMIT")
    except TROUBLE as problem:
        raise error("BASE_UNREADABLE", folder=str(base.parent)) from problem
    finally:
        raw.unlink(missing_ok=True)


def _take_steps(made: Connection, steps: Sequence[str]) -> None:
    """Make the schema of a base that took ``steps``, all those of this program up to one."""
    following = dict(pairwise(MIGRATIONS)).get(steps[-1])
    steps_to_take().apply(sqlite_utils().Database(made, execute_plugins=False), stop_before=following)


def _take_rows(made: Connection) -> None:
    """Copy the rows of each table of ours, whatever they point to, while no trigger acts."""
    triggers = made.execute("SELECT name, sql FROM main.sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _sql in triggers:
        made.execute(f"DROP TRIGGER main.[{name}]")
    for (table,) in made.execute(_BOTH).fetchall():
        columns = ", ".join(f"[{name}]" for (name,) in made.execute(_COLUMNS, (table, table)))
        made.execute(f"DELETE FROM main.[{table}]")
        made.execute(f"INSERT OR IGNORE INTO main.[{table}] ({columns}) SELECT {columns} FROM altered.[{table}]")
    made.execute("INSERT INTO main.lead_search (rowid, words) SELECT id, c0 FROM altered.lead_search_content")
    made.execute(_UNLIFT)
    for _name, sql in triggers:
        made.execute(sql)
