"""Opening a base: what cannot be used is refused with a French sentence, and is left as it was."""

import errno
import os
import random
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from filelock import FileLock

from core.actions import verifying
from core.errors import UserError
from core.store import schema
from core.store.opening import NAME, open_store, refuse_shared_folder
from core.store.sqlite import SqliteStore

NOW = datetime(2026, 11, 24, 10, 42, tzinfo=UTC)
NOBODY = 65534
STEP = "m002_step_of_a_test"
as_root = pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() != 0, reason="takes another user's place, which only root may"
)


def _refused(folder: Path, **options: float) -> UserError:
    with pytest.raises(UserError) as refused:
        open_store(folder, **options)
    assert refused.value.text.endswith(".")
    return refused.value


def _put(store: SqliteStore, key: str, value: str) -> None:
    with store.write("settings", by="Claire", at=NOW) as w:
        w.set_value("setting", key, value)


def _value(store: SqliteStore, key: str) -> str | None:
    with store.read() as r:
        row = r.row("SELECT value FROM setting WHERE key = ?", key)
    return str(row[0]) if row else None


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A folder with a base that holds one setting, closed."""
    folder = tmp_path / "base"
    store = open_store(folder)
    _put(store, "user", "Claire")
    store.close()
    return folder


def _change(folder: Path, sql: str, *values: str) -> None:
    with closing(sqlite3.connect(folder / NAME)) as outside:
        outside.execute(sql, values)
        outside.commit()


def test_a_base_is_made_and_found_again(base: Path) -> None:
    store = open_store(base)
    assert _value(store, "user") == "Claire"
    assert verifying.verify(store).ok
    store.close()


def test_the_settings_that_make_it_safe(base: Path) -> None:
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1, "trusted_schema": 0}
    with closing(open_store(base)) as store, store.read() as r:
        assert {name: r.rows(f"PRAGMA {name}") for name in wanted} == {
            name: [(value,)] for name, value in wanted.items()
        }


def test_a_newer_base_is_refused_and_not_touched(base: Path) -> None:
    _change(base, "INSERT INTO _sqlite_migrations VALUES (9, ?, 'm099_future', '')", schema.SET)
    before = (base / NAME).read_bytes()
    refused = _refused(base)
    assert refused.code == "BASE_NEWER"
    assert "m099_future" in refused.text
    assert (base / NAME).read_bytes() == before


def test_migrations_of_another_program_are_not_ours(base: Path) -> None:
    _change(base, "INSERT INTO _sqlite_migrations VALUES (9, 'another program', 'x', '')")
    open_store(base).close()


@pytest.mark.parametrize(
    "content",
    [b"Bonjour, ceci est un texte. " * 50, b"SQLite format 3\x00" + b"\x00" * 4096, random.Random(1).randbytes(8192)],
    ids=["a text", "a header and nothing", "noise"],
)
def test_a_file_that_is_no_base_is_refused_and_not_touched(tmp_path: Path, content: bytes) -> None:
    (tmp_path / NAME).write_bytes(content)
    assert _refused(tmp_path).code == "BASE_UNREADABLE"
    assert (tmp_path / NAME).read_bytes() == content


def test_the_base_of_another_program_is_refused(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / NAME)) as other:
        other.execute("CREATE TABLE photos (name TEXT)")
    assert _refused(tmp_path).code == "BASE_UNREADABLE"
    with closing(sqlite3.connect(tmp_path / NAME)) as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("photos",)]


def test_a_base_cut_in_half_is_told(base: Path) -> None:
    whole = (base / NAME).read_bytes()
    (base / NAME).write_bytes(whole[: len(whole) // 2 // 4096 * 4096])
    assert _refused(base).code == "BASE_UNREADABLE"


def test_a_damaged_page_is_told_in_french_by_the_check(base: Path) -> None:
    with closing(sqlite3.connect(base / NAME)) as outside:
        [root] = outside.execute("SELECT rootpage FROM sqlite_master WHERE name = 'journal'").fetchone()
    data = bytearray((base / NAME).read_bytes())
    data[(root - 1) * 4096 : root * 4096] = b"\xff" * 4096
    (base / NAME).write_bytes(data)
    with closing(open_store(base)) as store:
        found = verifying.verify(store)
        assert not found.ok
        assert "ne se lit pas" in found.problems[0]
        with pytest.raises(UserError) as refused:
            _put(store, "user", "Hugo")
        assert refused.value.code == "BASE_UNREADABLE"
        assert _value(store, "user") == "Claire"


def test_an_opening_cut_before_its_key_is_finished_by_the_next(base: Path) -> None:
    _change(base, "DELETE FROM safe")
    with closing(open_store(base)) as store, store.read() as r:
        assert len(r.keyed_hash("phone", "0639981241")) == 32
    with closing(open_store(base)) as again, again.read() as r:
        assert r.row("SELECT count(*) FROM safe WHERE name = 'register'") == (1,)


def test_an_older_base_is_copied_then_migrated(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(schema.HISTORY, STEP, ("CREATE TABLE extra (id INTEGER PRIMARY KEY)",))
    with closing(open_store(base)) as store, store.read() as r:
        assert r.rows("SELECT * FROM extra") == []
        assert r.row("SELECT value FROM setting") == ("Claire",)
    [copy] = base.glob("*-avant-*.db")
    assert copy.name == f"premier-contact-avant-{STEP}.db"
    with closing(sqlite3.connect(copy)) as old:
        assert old.execute("SELECT value FROM setting").fetchone() == ("Claire",)
        assert old.execute("SELECT 1 FROM sqlite_master WHERE name = 'extra'").fetchone() is None


def test_a_migration_that_fails_changes_nothing(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(schema.HISTORY, STEP, ("CREATE TABLE extra (id INTEGER)", "NOT A STATEMENT"))
    with pytest.raises(sqlite3.OperationalError):
        open_store(base)
    monkeypatch.delitem(schema.HISTORY, STEP)
    with closing(open_store(base)) as store:
        assert _value(store, "user") == "Claire"
        assert verifying.verify(store).ok
        with store.read() as r:
            assert r.row("SELECT 1 FROM sqlite_master WHERE name = 'extra'") is None


def test_a_base_held_by_another_program_is_told_at_opening(base: Path) -> None:
    with closing(sqlite3.connect(base / NAME, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        assert _refused(base, wait=0.05).code == "BASE_BUSY"
        other.execute("ROLLBACK")


def test_a_base_held_by_another_program_is_told_at_writing(base: Path) -> None:
    with closing(open_store(base, wait=0.05)) as store, closing(sqlite3.connect(base / NAME)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(UserError) as refused:
            _put(store, "user", "Hugo")
        assert refused.value.code == "BASE_BUSY"
        assert _value(store, "user") == "Claire"
        other.rollback()
        _put(store, "user", "Hugo")
        assert _value(store, "user") == "Hugo"


@pytest.mark.parametrize("lock", ["door", "desk"])
def test_a_turn_that_does_not_come_is_told(base: Path, lock: str) -> None:
    with closing(open_store(base, wait=0.05)) as store, FileLock(base / f"{NAME}.{lock}"):
        with pytest.raises(UserError) as refused:
            _put(store, "user", "Hugo")
        assert refused.value.code == "BASE_BUSY"


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "base").write_text("x")
    assert _refused(tmp_path / "base").code == "FOLDER_READ_ONLY"
    assert _refused(tmp_path / "base" / "below").code == "FOLDER_READ_ONLY"


def test_a_base_that_is_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    assert _refused(tmp_path).code == "FOLDER_READ_ONLY"


def _as_nobody(work: Callable[[], str]) -> str:
    """Return what ``work`` says, run by a user without rights in a child process; root would write everywhere."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.setgid(NOBODY)
        os.setuid(NOBODY)
        try:
            said = work()
        except BaseException as problem:  # told to the parent, whatever it is
            said = f"{getattr(problem, 'code', type(problem).__name__)}"
        os.write(writing, said.encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        said = pipe.read()
    assert os.waitpid(child, 0)[1] == 0
    return said


@pytest.fixture
def shared() -> Iterator[Callable[[Path], Path]]:
    """Moves a folder where any user may walk to: pytest's own are closed to others."""
    place = Path("/var/tmp") / f"premier-contact-{os.getpid()}"

    def moved(folder: Path) -> Path:
        shutil.copytree(folder, place)
        place.chmod(0o755)
        return place

    yield moved
    shutil.rmtree(place, ignore_errors=True)


@as_root
def test_another_user_s_folder_is_refused(base: Path, shared: Callable[[Path], Path]) -> None:
    folder = shared(base)
    before = (folder / NAME).read_bytes()

    def work() -> str:
        open_store(folder)
        return "opened"

    assert _as_nobody(work) == "FOLDER_READ_ONLY"
    assert _as_nobody(lambda: str(open_store(folder / "new"))) == "FOLDER_READ_ONLY"
    assert (folder / NAME).read_bytes() == before


@as_root
def test_an_empty_folder_that_refuses_writing(tmp_path: Path, shared: Callable[[Path], Path]) -> None:
    (tmp_path / "empty").mkdir()
    folder = shared(tmp_path / "empty")
    assert _as_nobody(lambda: str(open_store(folder))) == "FOLDER_READ_ONLY"


@as_root
def test_a_file_that_refuses_writing(base: Path, shared: Callable[[Path], Path]) -> None:
    """The folder may be written, the base may not: it is read, and the first write is refused."""
    folder = shared(base)
    folder.chmod(0o777)

    def work() -> str:
        store = open_store(folder)
        read = _value(store, "user")
        try:
            _put(store, "user", "Hugo")
        except UserError as problem:
            return f"{read} {problem.code}"
        return "written"

    assert _as_nobody(work) == "Claire BASE_READ_ONLY"


def test_a_lock_that_cannot_be_made_is_told(base: Path) -> None:
    (base / f"{NAME}.door").unlink()
    (base / f"{NAME}.door").mkdir()
    with closing(open_store(base)) as store, pytest.raises(UserError) as refused:
        _put(store, "user", "Hugo")
    assert refused.value.code == "BASE_READ_ONLY"


@as_root
def test_locks_of_another_user_are_told(base: Path, shared: Callable[[Path], Path]) -> None:
    folder = shared(base)
    folder.chmod(0o777)
    (folder / NAME).chmod(0o666)
    (folder / f"{NAME}.door").chmod(0o600)

    def work() -> str:
        _put(open_store(folder), "user", "Hugo")
        return "written"

    assert _as_nobody(work) == "BASE_READ_ONLY"


@pytest.mark.parametrize(
    ("place", "service"),
    [
        ("/home/claire/OneDrive/pc", "OneDrive"),
        ("/home/claire/OneDrive - Agence des Tilleuls/pc", "OneDrive"),
        ("/home/claire/Dropbox (Agence)/pc", "Dropbox"),
        ("/home/claire/Mon Drive/pc", "Google Drive"),
        ("/Users/claire/Library/Mobile Documents/pc", "iCloud"),
        ("/home/claire/kDrive", "kDrive"),
        ("/home/claire/Nextcloud/x/y", "Nextcloud"),
    ],
)
def test_a_synchronised_folder_is_refused_by_name(place: str, service: str) -> None:
    with pytest.raises(UserError) as refused:
        refuse_shared_folder(Path(place), mounts="")
    assert refused.value.code == "FOLDER_SYNCED"
    assert service in refused.value.text


MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/agence /mnt/agence nfs4 rw 0 0
//nas/commun /mnt/nas cifs rw 0 0
/dev/sdb1 /mnt/agence/local ext4 rw 0 0
broken line
"""


@pytest.mark.parametrize("place", ["/mnt/agence", "/mnt/agence/pc/base", "/mnt/nas/x", "//serveur/partage/pc"])
def test_a_network_folder_is_refused(place: str) -> None:
    with pytest.raises(UserError) as refused:
        refuse_shared_folder(Path(place), mounts=MOUNTS)
    assert refused.value.code == "FOLDER_NETWORK"


@pytest.mark.parametrize("place", ["/home/claire/megalithe", "/mnt/agence/local/pc", "/mnt/autre", "/dropboxed/pc"])
def test_a_folder_of_this_computer_is_accepted(place: str) -> None:
    refuse_shared_folder(Path(place), mounts=MOUNTS)


def test_nothing_is_made_in_a_refused_folder(tmp_path: Path) -> None:
    assert _refused(tmp_path / "OneDrive" / "pc").code == "FOLDER_SYNCED"
    assert list(tmp_path.iterdir()) == []


def test_a_computer_without_a_table_of_mounts(tmp_path: Path) -> None:
    refuse_shared_folder(tmp_path, mounts="")


def test_the_sentence_of_a_folder_names_it(tmp_path: Path) -> None:
    (tmp_path / "base").write_text("x")
    refused = _refused(tmp_path / "base")
    assert str(tmp_path / "base") in refused.text
    assert isinstance(refused.__cause__, OSError)
    assert refused.__cause__.errno in (errno.EEXIST, errno.ENOTDIR)
