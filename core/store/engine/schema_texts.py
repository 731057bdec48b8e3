"""Reads the schema of a base as texts, to be compared to the letter."""

import sqlite3

_TEXTS = """SELECT type || char(31) || name || char(31) || tbl_name || char(31) || coalesce(sql, '') FROM sqlite_master
    WHERE NOT (tbl_name IN ('_sqlite_migrations', 'sqlite_stat1', 'sqlite_stat4') AND type IN ('table', 'index'))"""
"""What is compared: all but what the engine keeps of its own measures (ANALYZE), and the list of steps taken, whose
columns are those of sqlite-utils."""


def texts_of(connection: sqlite3.Connection) -> list[str]:
    """Return the texts of a schema, sorted: each its type, its name, its table and its SQL."""
    return sorted(text for (text,) in connection.execute(_TEXTS))
