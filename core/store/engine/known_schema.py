"""Whether the schema of a base is, to the letter, the one this program made: a trigger, a view, an index or a column
that something else put there would act at each write, and travel with every copy."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from core.store.engine.driver import BaseConnection, Connection
from core.store.engine.migrations import MIGRATIONS, SET, texts_of
from core.store.engine.seldom import name_strangers
from core.words.errors import error

KNOWN = "7baf979c308b2e133e0c812d7cdacbdfa27e958f9b9f52ea6f90d230265b6cec"
"""SHA-256 (hex) of the texts of the last schema."""
_LISTED = 6
"""How many parts of a schema are named at once."""


def digest_of(texts: list[str]) -> str:
    """Return the SHA-256 (hex) of the texts of a schema."""
    return sha256("\x1e".join(texts).encode()).hexdigest()


def steps_taken(connection: Connection) -> list[str]:
    """Return the names of the migrations already applied, oldest first. They are read with plain SQL, so that
    opening a base that is up to date does not load sqlite-utils (90 ms)."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = '_sqlite_migrations'").fetchone():
        return []
    sql = "SELECT name FROM _sqlite_migrations WHERE migration_set = ? ORDER BY rowid"
    return [str(name) for (name,) in connection.execute(sql, (SET,))]


def unknown_steps(connection: Connection) -> list[str]:
    """Return the steps of the schema that only a newer program knows; a name with a damaged letter is none."""
    return [name for name in steps_taken(connection) if name not in MIGRATIONS and _number(name) > len(MIGRATIONS)]


def _number(step: str) -> int:
    number = re.match(r"m(\d{3})_?", step)
    return int(number[1]) if number else 0


def strangers(connection: Connection) -> list[str]:
    """Return, in French, what a base holds that the steps it took did not make, or lacks of it; nothing for a base that
    took none."""
    if digest_of(texts_of(connection)) == KNOWN:
        return []
    with _one_view(connection):
        texts, taken = texts_of(connection), steps_taken(connection)
    return name_strangers(texts, taken) if taken else []


@contextmanager
def _one_view(connection: Connection) -> Iterator[None]:
    """Read from one state of the base: another program may be taking the steps meanwhile."""
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("COMMIT")


def listed(altered: Sequence[str]) -> str:
    """Return the words of :func:`strangers` as one text; the first ones when there are many."""
    return "\u202f; ".join(altered[:_LISTED]) + ("\u202f; …" if len(altered) > _LISTED else "")


def refuse_strangers(connection: BaseConnection, folder: Path) -> None:
    """Raise UserError BASE_NEWER for a base that a newer program brought up to its own schema, maybe while this one had
    it open; BASE_ALTERED for one that something else changed. A schema found right is not looked at again before it
    changes."""
    [version] = connection.execute("PRAGMA schema_version").fetchone()
    if version == connection.known_schema:
        return
    if unknown := unknown_steps(connection):
        raise error("BASE_NEWER", version=unknown[-1])
    if altered := strangers(connection):
        raise error("BASE_ALTERED", folder=str(folder), what=listed(altered))
    connection.known_schema = version
