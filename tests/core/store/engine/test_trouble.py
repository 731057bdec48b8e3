"""What the disk did, said in a sentence: one table."""

import sqlite3
from pathlib import Path

import pytest

from core.store.engine.trouble import spoken


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (sqlite3.SQLITE_FULL, "DISK_FULL"),
        (sqlite3.SQLITE_BUSY, "BASE_BUSY"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, "BASE_BUSY"),
        (sqlite3.SQLITE_IOERR_FSYNC, "DISK_UNSURE"),
        (sqlite3.SQLITE_IOERR_WRITE, "BASE_READ_ONLY"),
        (sqlite3.SQLITE_NOTADB, "BASE_UNREADABLE"),
        (sqlite3.SQLITE_ERROR, None),
    ],
)
def test_each_trouble_has_its_sentence(code: int, said: str | None, tmp_path: Path) -> None:
    problem = sqlite3.OperationalError("of the disk")
    problem.sqlite_errorcode = code
    found = spoken(problem, tmp_path)
    assert (found.code if found else None) == said
