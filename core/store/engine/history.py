"""The names of the steps of the schema, which a base keeps of those it took, and the texts of its schema: opening one
that is up to date reads no step."""

import sqlite3

SET = "premier-contact"
SIGNED = "m029_signed_head"
"""The step from which the journal is signed, and the rows that prove something are sealed in it."""
PROVEN_SINCE = {"m030_pages_proven": ("page_read", "site_terms")}
"""Step → the tables whose rows it seals for the first time, as they stand."""

NAMES = (
    "m001_first_schema",
    "m002_known_files",
    "m003_rights",
    "m004_large_bases",
    "m005_counted_leads",
    "m006_one_home_for_marks",
    "m007_near_addresses",
    "m008_order_of_recording",
    "m009_who_is_who",
    "m010_living_sheet",
    "m011_milestones",
    "m012_one_due_date",
    "m013_near_older_refusals",
    "m014_people_and_labels",
    "m015_who_sees_ads",
    "m016_kept_steps",
    "m017_calls_that_met",
    "m018_fresh_rows",
    "m019_steps_hold",
    "m020_marked_by_the_writer",
    "m021_which_letter",
    "m022_replies",
    "m023_print_runs",
    "m024_sorted_by_last_name",
    "m025_doubts",
    "m026_undoing_undone",
    "m027_pages_read",
    "m028_second_letter_or_not",
    "m029_signed_head",
    "m030_pages_proven",
    "m031_sorted_without_family_words",
    "m032_near_doubts",
    "m033_last_seals",
)
"""Every schema this program knows, oldest first; a base with another one comes from a newer program."""
_TEXTS = """SELECT type || char(31) || name || char(31) || tbl_name || char(31) || coalesce(sql, '') FROM sqlite_master
    WHERE NOT (tbl_name IN ('_sqlite_migrations', 'sqlite_stat1', 'sqlite_stat4') AND type IN ('table', 'index'))"""
"""What is compared: all but what the engine keeps of its own measures (ANALYZE), and the list of steps taken, whose
columns are those of sqlite-utils."""


def texts_of(connection: sqlite3.Connection) -> list[str]:
    """Return the texts of a schema, sorted: each its type, its name, its table and its SQL."""
    return sorted(text for (text,) in connection.execute(_TEXTS))
