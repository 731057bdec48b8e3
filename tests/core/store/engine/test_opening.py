"""Opening a base: what cannot be used is refused with a French sentence, and is left as it was."""

import os
import random
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from sqlcipher3 import dbapi2 as sqlite3

from core.actions.keeping import verifying
from core.store.engine import driver, open_file, opening
from core.store.engine.migrations import MIGRATIONS, SET
from core.store.engine.open_file import OpenBaseFile
from core.store.engine.opening import NAME, open_store
from tests import hasty
from tests.bases import copy_elsewhere
from tests.core.store.conftest import NOW, put, refused_at, value_of
from tests.failing import fails_with

STEP = "m002_step_of_a_test"


def _change(folder: Path, sql: str, *values: str) -> None:
    with closing(sqlite3.connect(folder / NAME)) as outside:
        outside.execute(sql, values)
        outside.commit()


def test_a_base_is_made_and_found_again(base: Path) -> None:
    store = open_store(base)
    assert value_of(store, "user") == "Claire"
    assert verifying.verify(store).ok
    store.close()


def test_the_settings_that_make_it_safe(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "_PRAGMAS", hasty.SAFE)
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1, "trusted_schema": 0}
    with closing(open_store(base)) as store, store.read() as r:
        assert {name: value for pragma in wanted for name, value in r.records(f"PRAGMA {pragma}")[0].items()} == wanted


def test_a_newer_base_is_refused_and_not_touched(base: Path) -> None:
    _change(base, "INSERT INTO _sqlite_migrations VALUES (99, ?, 'm099_future', '')", SET)
    before = (base / NAME).read_bytes()
    refused = refused_at(base)
    assert refused.code == "BASE_NEWER"
    assert "m099_future" in refused.text
    assert (base / NAME).read_bytes() == before


def test_migrations_of_another_program_are_not_ours(base: Path) -> None:
    _change(base, "INSERT INTO _sqlite_migrations VALUES (99, 'another program', 'x', '')")
    open_store(base).close()


@pytest.mark.parametrize(
    "content",
    [b"Bonjour, ceci est un texte. " * 50, b"SQLite format 3\x00" + b"\x00" * 4096, random.Random(1).randbytes(8192)],
    ids=["a text", "a header and nothing", "noise"],
)
def test_a_file_that_is_no_base_is_refused_and_not_touched(tmp_path: Path, content: bytes) -> None:
    (tmp_path / NAME).write_bytes(content)
    assert refused_at(tmp_path).code == "BASE_UNREADABLE"
    assert (tmp_path / NAME).read_bytes() == content


def test_the_base_of_another_program_is_refused(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / NAME)) as other:
        other.execute("CREATE TABLE photos (name TEXT)")
    assert refused_at(tmp_path).code == "BASE_UNREADABLE"
    with closing(sqlite3.connect(tmp_path / NAME)) as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("photos",)]


def test_a_base_cut_in_half_is_told(base: Path) -> None:
    whole = (base / NAME).read_bytes()
    (base / NAME).write_bytes(whole[: len(whole) // 2 // 4096 * 4096])
    assert refused_at(base).code == "BASE_UNREADABLE"


def test_a_damaged_page_is_told_in_french_by_the_check(base: Path) -> None:
    with closing(sqlite3.connect(base / NAME)) as outside:
        [root] = outside.execute("SELECT rootpage FROM sqlite_master WHERE name = 'journal'").fetchone()
    data = bytearray((base / NAME).read_bytes())
    data[(root - 1) * 4096 : root * 4096] = b"\xff" * 4096
    (base / NAME).write_bytes(data)
    with closing(open_store(base)) as store:
        found = verifying.verify(store)
        assert not found.ok
        assert "est illisible" in found.problems[0]
        with fails_with("BASE_DAMAGED"):
            put(store, "user", "Hugo")
        assert value_of(store, "user") == "Claire"


def test_an_opening_cut_before_its_key_is_finished_by_the_next(base: Path) -> None:
    _change(base, "DELETE FROM safe")
    with closing(open_store(base)) as store, store.read() as r:
        assert len(r.keyed_hash("phone", "0639981241")) == 32
    with closing(open_store(base)) as again, again.read() as r:
        assert r.value(int, "SELECT count(*) FROM safe WHERE name = 'register'") == 1


def one_step_more(monkeypatch: pytest.MonkeyPatch, statements: tuple[str, ...]) -> None:
    """Let the program know one more step of the schema."""
    monkeypatch.setitem(MIGRATIONS, STEP, statements)


def test_an_older_base_is_copied_then_migrated(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one_step_more(monkeypatch, ("CREATE TABLE extra (id INTEGER PRIMARY KEY)",))
    with closing(open_store(base)) as store, store.read() as r:
        assert r.records("SELECT * FROM extra") == []
        assert r.value(str, "SELECT value FROM setting") == "Claire"
    [copy] = base.glob("*-avant-*.db")
    assert copy.name == f"premier-contact-avant-{STEP}.db"
    with closing(sqlite3.connect(copy)) as old:
        assert old.execute("SELECT value FROM setting").fetchone() == ("Claire",)
        assert old.execute("SELECT 1 FROM sqlite_master WHERE name = 'extra'").fetchone() is None


def test_a_migration_that_fails_changes_nothing(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one_step_more(monkeypatch, ("CREATE TABLE extra (id INTEGER)", "NOT A STATEMENT"))
    with pytest.raises(sqlite3.OperationalError):
        open_store(base)
    monkeypatch.delitem(MIGRATIONS, STEP)
    with closing(open_store(base)) as store:
        assert value_of(store, "user") == "Claire"
        assert verifying.verify(store).ok
        with store.read() as r:
            assert r.value(int, "SELECT 1 FROM sqlite_master WHERE name = 'extra'") is None


def test_a_new_base_takes_every_step_at_once_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one_step_more(monkeypatch, ("NOT A STATEMENT",))
    with pytest.raises(sqlite3.OperationalError):
        open_store(tmp_path)
    with closing(sqlite3.connect(tmp_path / NAME)) as outside:
        assert outside.execute("SELECT name FROM sqlite_master").fetchall() == []


def test_a_base_held_by_another_program_is_told_at_opening(base: Path) -> None:
    with closing(sqlite3.connect(base / NAME, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        assert refused_at(base, wait=0.05).code == "BASE_BUSY"
        other.execute("ROLLBACK")


def test_a_base_held_by_another_program_is_told_at_writing(base: Path) -> None:
    with closing(open_store(base, wait=0.05)) as store, closing(sqlite3.connect(base / NAME)) as other:
        other.execute("BEGIN IMMEDIATE")
        with fails_with("BASE_BUSY"):
            put(store, "user", "Hugo")
        assert value_of(store, "user") == "Claire"
        other.rollback()
        put(store, "user", "Hugo")
        assert value_of(store, "user") == "Hugo"


@pytest.mark.parametrize("lock", ["door", "desk"])
def test_a_turn_that_does_not_come_is_told(base: Path, lock: str) -> None:
    with closing(open_store(base, wait=0.05)) as store, FileLock(base / f"{NAME}.{lock}"), fails_with("BASE_BUSY"):
        put(store, "user", "Hugo")


def test_a_lock_that_cannot_be_made_is_told(base: Path) -> None:
    (base / f"{NAME}.door").unlink(missing_ok=True)
    (base / f"{NAME}.door").mkdir()
    with closing(open_store(base)) as store, fails_with("BASE_READ_ONLY"):
        put(store, "user", "Hugo")


def test_a_file_written_while_it_is_looked_at_is_looked_at_again(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is read then may be half old, half new."""
    moments, connect = iter((200, 300)), driver.connect
    looks: list[Path] = []

    def meanwhile(path: Path, access: driver.Access) -> driver.Connection:
        looks.append(path)
        os.utime(base / NAME, (moment := next(moments, 300), moment))
        return connect(path, access)

    os.utime(base / NAME, (100, 100))
    file = OpenBaseFile(base / NAME)
    monkeypatch.setattr(open_file, "connect", meanwhile)
    for _again in range(5):
        file.check()
    assert len(looks) == 3


def test_what_is_in_the_log_alone_is_not_missed_in_the_file(base: Path) -> None:
    with closing(open_store(base)) as mine:
        put(mine, "user", "Hugo")
        os.utime(base / NAME, (100, 100))
        with closing(open_store(base)) as other:
            os.utime(base / NAME, (200, 200))
            put(other, "user", "Inès")


def test_a_base_whose_journal_cannot_be_read_is_opened_and_told(base: Path) -> None:
    with closing(sqlite3.connect(base / NAME)) as tool:
        [(root,)] = tool.execute("SELECT rootpage FROM sqlite_master WHERE name = 'journal'").fetchall()
    with (base / NAME).open("r+b") as file:
        file.seek((root - 1) * 4096)
        file.write(b"\xff" * 4096)
    os.utime(base / NAME, (100, 100))
    with closing(open_store(base)) as store:
        assert store.problems()


@pytest.mark.skipif(sys.platform == "win32", reason="a file that is open cannot be written over there")
def test_a_file_written_over_before_the_first_write_is_refused(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it held is known from its opening, by one connection where its log is empty."""
    older, connect = base / "older.db", driver.open_raw
    copy_elsewhere(base / NAME, older)
    with closing(open_store(base)) as store:
        put(store, "user", "Hugo")
    os.utime(base / NAME, (100, 100))
    opened: list[str] = []

    def heard(address: str, **how: Any) -> driver.Connection:
        opened.append(address)
        return connect(address, **how)

    with monkeypatch.context() as patch:
        patch.setattr(driver, "open_raw", heard)
        store = open_store(base)
    assert opened == [f"{(base / NAME).as_uri()}?mode=rwc"]
    copy_elsewhere(older, base / NAME)
    os.utime(base / NAME, (200, 200))
    with closing(store), fails_with("BASE_MOVED"):
        put(store, "user", "Zoé")


def test_a_base_that_is_not_whole_after_its_disk_failed_takes_nothing_more(base: Path) -> None:
    """Once the disk could not confirm a writing, the base is opened anew and read whole before the next."""
    failed = sqlite3.OperationalError("disk I/O error")
    failed.sqlite_errorcode = driver.IOERR_FSYNC
    version = "UPDATE lead_search_config SET v = ? WHERE k = 'version'"
    with closing(open_store(base)) as store, closing(sqlite3.connect(base / NAME, isolation_level=None)) as tool:
        [(right,)] = tool.execute("SELECT v FROM lead_search_config WHERE k = 'version'").fetchall()
        tool.execute(version, (99,))
        for _again in range(2):
            with fails_with("DISK_UNSURE"), store.write("settings", by="Claire", at=NOW):
                raise failed
        tool.execute(version, (right,))
        put(store, "user", "Hugo")
        assert value_of(store, "user") == "Hugo"
