"""What a copy of a base holds, read without opening it as a base: nothing is written beside it."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from core.store.opening import unknown_steps
from core.store.soundness import is_whole
from core.store.trouble import TROUBLE, spoken


class Holding(NamedTuple):
    """A copy: ``sound``: its file can be read to the last page; ``newer``: of a newer program; how many leads and
    refusals in force it has; ``moment``: of its last change, UTC ISO; ``backup_folder``: where its base was backed
    up; empty when it cannot be read."""

    sound: bool
    newer: bool = False
    leads: int = 0
    oppositions: int = 0
    moment: str = ""
    backup_folder: str = ""


_HELD = """SELECT (SELECT count(*) FROM lead WHERE erased_at IS NULL) AS leads,
    (SELECT count(*) FROM opposition WHERE lifted_at IS NULL AND kind <> 'near') AS oppositions,
    coalesce((SELECT at FROM journal ORDER BY id DESC LIMIT 1), '') AS moment,
    coalesce((SELECT value FROM setting WHERE key = 'backup_folder'), '') AS backup_folder"""


def holding(path: Path) -> Holding:
    """Return what a copy holds; a damaged one is not sound, whatever can still be read of it."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True)) as connection:
            newer = bool(unknown_steps(connection))
            sound = not newer and is_whole(connection)
            return Holding(sound, newer, *connection.execute(_HELD).fetchone()) if sound else Holding(False, newer)
    except TROUBLE as problem:
        if spoken(problem, path.parent) is None and not isinstance(problem, sqlite3.OperationalError):
            raise
        return Holding(sound=False)
