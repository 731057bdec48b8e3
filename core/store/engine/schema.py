"""The schema, as numbered steps to be read from top to bottom. A released step never changes.

Ids are 63-bit integers; days are ISO dates; moments are UTC ISO texts; money is integer cents; a yes/no is 0 or 1.
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from core.base.lazy_imports import sqlite_utils
from core.base.names import sort_key
from core.base.text import fold
from core.store.engine.history import NAMES, SET
from core.store.engine.steps import (
    m001,
    m002,
    m003,
    m004,
    m005,
    m006,
    m007,
    m008,
    m009,
    m010,
    m011,
    m012,
    m013,
    m014,
    m015,
    m016,
    m017,
    m018,
    m019,
    m020,
    m021,
    m022,
    m023,
    m024,
    m025,
    m026,
    m027,
    m028,
    m029,
    m030,
    m031,
    m032,
    m033,
)
from core.store.port import hash_head

if TYPE_CHECKING:
    from sqlite_utils import Database, Migrations

_STEPS = (
    m001, m002, m003, m004, m005, m006, m007, m008, m009, m010, m011, m012, m013, m014, m015, m016,
    m017, m018, m019, m020, m021, m022, m023, m024, m025, m026, m027, m028, m029, m030, m031, m032,
    m033,
)  # fmt: skip

HISTORY: dict[str, tuple[str, ...]] = {name: step.STATEMENTS for name, step in zip(NAMES, _STEPS, strict=True)}
"""The statements of every step of the schema, oldest first."""


def migrations() -> "Migrations":
    """Return the steps in the form sqlite-utils applies them, each whole or not at all."""
    made: Migrations = sqlite_utils().Migrations(SET)
    for name, statements in HISTORY.items():
        made(name=name)(_step(statements))
    return made


def take(db: "Database", names: Iterable[str]) -> None:
    """Take steps of the schema, by name, without noting it; a name that is none of them is passed over."""
    for name in names:
        if name in HISTORY:
            _step(HISTORY[name])(db)


def _step(statements: tuple[str, ...]) -> Callable[["Database"], None]:
    def run(db: "Database") -> None:
        for function in (hash_head, fold, sort_key):
            db.register_function(function, deterministic=True, replace=True)
        for statement in statements:
            db.execute(statement)

    return run
