"""Names what stands in the schema of a base and no step of this program made, by making the same schema in memory."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing

from core.base.lazy_imports import sqlite_utils
from core.store.engine import schema
from core.store.engine.history import texts_of
from core.words.proving import Fault, stranger_words


def schema_of(steps: Sequence[str]) -> list[str]:
    """Return the texts of the schema that steps make; those this program does not know make nothing."""
    with closing(sqlite3.connect(":memory:")) as empty:
        schema.take(sqlite_utils().Database(empty, execute_plugins=False), steps)
        return texts_of(empty)


def strangers_among(texts: Sequence[str], steps: Sequence[str]) -> list[str]:
    """Return a few words for each part of a schema that is not as ``steps`` make it."""
    try:
        known = _by_name(schema_of(steps))
    except sqlite3.OperationalError:  # No base took these steps alone: those it says it took are not its own.
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
