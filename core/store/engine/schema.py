"""The schema, as numbered steps to be read from top to bottom. A released step never changes.

Ids are 63-bit integers; days are ISO dates; moments are UTC ISO texts; money is integer cents; a yes/no is 0 or 1.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from core.base.heavy import sqlite_utils
from core.base.names import sort_key
from core.base.text import fold
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
)
from core.store.port import hash_head

if TYPE_CHECKING:
    from sqlite_utils import Database, Migrations

SET = "premier-contact"
SIGNED = "m029_signed_head"
"""The step from which the journal is signed, and the rows that prove something are sealed in it."""

HISTORY: dict[str, tuple[str, ...]] = {
    "m001_first_schema": m001.STATEMENTS,
    "m002_known_files": m002.STATEMENTS,
    "m003_rights": m003.STATEMENTS,
    "m004_large_bases": m004.STATEMENTS,
    "m005_counted_leads": m005.STATEMENTS,
    "m006_one_home_for_marks": m006.STATEMENTS,
    "m007_near_addresses": m007.STATEMENTS,
    "m008_order_of_recording": m008.STATEMENTS,
    "m009_who_is_who": m009.STATEMENTS,
    "m010_living_sheet": m010.STATEMENTS,
    "m011_milestones": m011.STATEMENTS,
    "m012_one_due_date": m012.STATEMENTS,
    "m013_near_older_refusals": m013.STATEMENTS,
    "m014_people_and_labels": m014.STATEMENTS,
    "m015_who_sees_ads": m015.STATEMENTS,
    "m016_kept_steps": m016.STATEMENTS,
    "m017_calls_that_met": m017.STATEMENTS,
    "m018_fresh_rows": m018.STATEMENTS,
    "m019_steps_hold": m019.STATEMENTS,
    "m020_marked_by_the_writer": m020.STATEMENTS,
    "m021_which_letter": m021.STATEMENTS,
    "m022_replies": m022.STATEMENTS,
    "m023_print_runs": m023.STATEMENTS,
    "m024_sorted_by_last_name": m024.STATEMENTS,
    "m025_doubts": m025.STATEMENTS,
    "m026_undoing_undone": m026.STATEMENTS,
    "m027_pages_read": m027.STATEMENTS,
    "m028_second_letter_or_not": m028.STATEMENTS,
    "m029_signed_head": m029.STATEMENTS,
    "m030_pages_proven": m030.STATEMENTS,
    "m031_sorted_without_family_words": m031.STATEMENTS,
    "m032_near_doubts": m032.STATEMENTS,
}
"""Every schema this program knows, oldest first; a base with another one comes from a newer program."""


def migrations() -> "Migrations":
    """Return the steps in the form sqlite-utils applies them, each whole or not at all."""
    made: Migrations = sqlite_utils().Migrations(SET)
    for name, statements in HISTORY.items():
        made(name=name)(_step(statements))
    return made


def _step(statements: tuple[str, ...]) -> Callable[["Database"], None]:
    def run(db: "Database") -> None:
        for function in (hash_head, fold, sort_key):
            db.register_function(function, deterministic=True, replace=True)
        for statement in statements:
            db.execute(statement)

    return run
