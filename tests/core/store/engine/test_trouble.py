"""What the disk did, said in a sentence: one table."""

from contextlib import closing
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlite3

from core.store.engine import driver
from core.store.engine.trouble import spoken


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (sqlite3.SQLITE_FULL, "DISK_FULL"),
        (sqlite3.SQLITE_BUSY, "BASE_BUSY"),
        (sqlite3.SQLITE_BUSY | 2 << 8, "BASE_BUSY"),
        (driver.IOERR_FSYNC, "DISK_UNSURE"),
        (sqlite3.SQLITE_IOERR | 3 << 8, "BASE_READ_ONLY"),
        (sqlite3.SQLITE_NOTADB, "BASE_UNREADABLE"),
        (sqlite3.SQLITE_ERROR, None),
    ],
)
def test_each_trouble_has_its_sentence(code: int, said: str | None, tmp_path: Path) -> None:
    problem = sqlite3.OperationalError("of the disk")
    problem.sqlite_errorcode = code
    found = spoken(problem, tmp_path)
    assert (found.code if found else None) == said


def test_a_damaged_name_that_stands_in_a_message_is_a_damage(tmp_path: Path) -> None:
    """Python cannot read the message of the engine itself."""
    with closing(sqlite3.connect(tmp_path / "x.db")) as base:
        base.execute("CREATE TABLE lead (named TEXT NOT NULL)")
        base.execute("PRAGMA writable_schema = ON")
        base.execute("UPDATE sqlite_master SET sql = CAST(replace(sql, 'named', x'ff') AS TEXT)")
        base.commit()
    with closing(sqlite3.connect(tmp_path / "x.db")) as base, pytest.raises(UnicodeDecodeError) as refused:
        base.execute("INSERT INTO lead VALUES (NULL)")
    found = spoken(refused.value, tmp_path)
    assert found is not None
    assert found.code == "BASE_UNREADABLE"
