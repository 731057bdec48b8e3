"""Takes the steps of the schema, and names what stands in the schema of a base that none of them made, by making the
same schema in memory."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from typing import TYPE_CHECKING

from core.base.lazy_imports import sqlite_utils
from core.base.names import sort_key
from core.base.text import fold
from core.store.engine.driver import OperationalError, in_memory
from core.store.engine.migrations import MIGRATIONS, SET, texts_of
from core.store.port import hash_head
from core.words.proving import Fault, stranger_words

if TYPE_CHECKING:
    from sqlite_utils import Database, Migrations


def migrations() -> "Migrations":
    """Return the steps in the form sqlite-utils applies them, each whole or not at all."""
    made: Migrations = sqlite_utils().Migrations(SET)
    for name, statements in MIGRATIONS.items():
        made(name=name)(_step(statements))
    return made


def _step(statements: Iterable[str]) -> Callable[["Database"], None]:
    def run(db: "Database") -> None:
        for function in (hash_head, fold, sort_key):
            db.register_function(function, deterministic=True, replace=True)
        for statement in statements:
            db.execute(statement)

    return run


def schema_of(steps: Iterable[str]) -> list[str]:
    """Return the texts of the schema that steps make; those this program does not know make nothing."""
    with closing(in_memory()) as empty:
        db = sqlite_utils().Database(empty, execute_plugins=False)
        for name in steps:
            _step(MIGRATIONS.get(name, ()))(db)
        return texts_of(empty)


def strangers_among(texts: Sequence[str], steps: Sequence[str]) -> list[str]:
    """Return a few words for each part of a schema that is not as ``steps`` make it."""
    try:
        known = _by_name(schema_of(steps))
    except OperationalError:  # No base took these steps alone: those it says it took are not its own.
        known = {}
    present = _by_name(texts)
    added, gone = present.keys() - known.keys(), known.keys() - present.keys()
    changed = {part for part in present.keys() & known.keys() if present[part] != known[part]}
    faults = ((Fault.ADDED, added), (Fault.CHANGED, changed), (Fault.GONE, gone))
    return [stranger_words(fault, *part) for fault, parts in faults for part in sorted(parts)]


def _by_name(texts: Sequence[str]) -> dict[tuple[str, str], str]:
    """Return the texts of a schema by (type, name)."""
    parts = (text.split("\x1f", 2) for text in texts)
    return {(kind, name): rest for kind, name, rest in parts}
