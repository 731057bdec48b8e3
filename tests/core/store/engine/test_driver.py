"""The one driver: no other SQLite opens anything in the process, and what the disk did keeps its exact code."""

import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from core.store.engine import driver
from tests.core.life import Life
from tests.core.test_random_lives import FIRST, LAST

OPENED: list[str] = []
"""What the SQLite of Python was asked to open since :func:`heard` last emptied it."""


@pytest.fixture(scope="module", autouse=True)
def listening() -> None:
    """Listen to the SQLite of Python; a hook is never taken away."""

    def opening(event: str, values: tuple[Any, ...]) -> None:
        if event == "sqlite3.connect":
            OPENED.append(str(values[0]))

    sys.addaudithook(opening)


@pytest.fixture
def heard() -> list[str]:
    OPENED.clear()
    return OPENED


def test_a_day_opens_bases_by_one_driver_alone(tmp_path: Path, heard: list[str]) -> None:
    """Files, refusals, erasures, letters, copies and a restoration."""
    life = Life(1, tmp_path)
    for deed in (*FIRST, *LAST):
        life.do(deed)
        life.call()
        life.edit()
    life.store.close()
    assert heard == []
    assert life.done["restore"]
    with closing(sqlite3.connect(":memory:")):
        assert heard == [":memory:"]


def test_the_codes_of_the_engine_are_those_of_its_driver() -> None:
    names = ("BUSY", "LOCKED", "READONLY", "IOERR", "CORRUPT", "FULL", "CANTOPEN", "NOTADB")
    assert {name: getattr(driver, name) for name in names} == {
        name: getattr(sqlite3, f"SQLITE_{name}") for name in names
    }
    assert driver.IOERR_FSYNC == sqlite3.SQLITE_IOERR_FSYNC


def test_an_error_has_its_exact_code(tmp_path: Path) -> None:
    """Without it, a disk that does not confirm would look like one that refuses."""
    with closing(driver.connect(tmp_path / "base.db")) as base:
        base.execute("CREATE TABLE t (a UNIQUE)")
        with pytest.raises(driver.DatabaseError) as refused:
            base.executemany("INSERT INTO t VALUES (?)", [(1,), (1,)])
    assert refused.value.sqlite_errorcode == sqlite3.SQLITE_CONSTRAINT_UNIQUE
