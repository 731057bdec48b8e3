"""A base is held as long as it is open; let go, it is opened anew before anything is confirmed."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlite3

from core.store.engine.hold import Hold
from core.store.engine.opening import NAME, open_store
from core.store.port import Store
from tests.bases import let_go, new_base
from tests.core.store.conftest import NOW, put, value_of
from tests.failing import fails_with

PASSING = """import contextlib, sqlite3, sys
with contextlib.closing(sqlite3.connect(sys.argv[1])) as base:
    base.execute("SELECT count(*) FROM journal").fetchone()
    if len(sys.argv) > 2:
        base.executescript(sys.argv[2])"""
"""Another program, which opens the base, looks at it or writes in it, and closes it."""

OTHERS = """import fcntl, tempfile
files = [tempfile.TemporaryFile() for _ in range(150)]
for file in files:
    fcntl.lockf(file, fcntl.LOCK_EX, 1)
print(flush=True)
while True:
    for file in files:
        fcntl.lockf(file, fcntl.LOCK_UN, 1)
        fcntl.lockf(file, fcntl.LOCK_EX, 1)"""
"""Another program, which takes many locks and gives them back, as a browser does."""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only there does the system tell the locks")


def passes(base: Path, script: str = "") -> None:
    """Let another program pass."""
    subprocess.run([sys.executable, "-S", "-c", PASSING, str(base), *([script] if script else [])], check=True)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(new_base(tmp_path / "base")) as opened:
        put(opened, "user", "Hugo")
        yield opened


def test_a_base_is_held_while_it_is_open(store: Store) -> None:
    hold = Hold(store.path)
    assert hold.stands()
    let_go(store)
    assert not hold.stands()


def test_what_other_programs_lock_meanwhile_hides_no_lock(store: Store) -> None:
    hold = Hold(store.path)
    with subprocess.Popen([sys.executable, "-S", "-c", OTHERS], stdout=subprocess.PIPE) as others:
        assert others.stdout and others.stdout.readline()
        try:
            assert [hold.stands() for _ in range(400)] == [True] * 400
        finally:
            others.kill()


def test_what_python_opens_of_it_is_refused(store: Store, tmp_path: Path) -> None:
    link = tmp_path / "lien"
    link.symlink_to(store.path)
    for path in (store.path, link, store.path.with_name(f"{NAME}-shm")):
        with pytest.raises(PermissionError):
            path.read_bytes()
        with pytest.raises(PermissionError):
            shutil.copyfile(path, tmp_path / "copie.db")
        with pytest.raises(PermissionError):
            os.close(os.open(path, os.O_RDONLY))
    # On Windows "nul" has the numbers no file has.
    assert Path(os.devnull).read_bytes() == b""
    assert Hold(store.path).stands()
    store.close()
    assert store.path.read_bytes()


@pytest.mark.parametrize("passing", [False, True])
def test_one_let_go_is_held_again_before_it_is_written(store: Store, passing: bool) -> None:
    let_go(store)
    if passing:
        passes(store.path)
        assert not store.path.with_name(f"{NAME}-wal").exists(), "the log was deleted under the window"
    put(store, "user", "Zoé")
    assert Hold(store.path).stands()
    assert store.regained()
    assert not store.regained()
    assert store.news() == {"*"}
    passes(store.path)
    assert store.path.with_name(f"{NAME}-wal").exists()
    with closing(open_store(store.path.parent)) as other:
        assert value_of(other, "user") == "Zoé"


def test_it_is_held_again_when_the_window_asks_for_news(store: Store) -> None:
    let_go(store)
    passes(store.path, "UPDATE setting SET value = 'Paul' WHERE key = 'user'")
    assert store.news() == {"*"}
    assert value_of(store, "user") == "Paul"
    assert store.regained()


def test_what_was_confirmed_and_is_gone_is_told(store: Store) -> None:
    """Somebody wrote over the file while nobody held it."""
    let_go(store)
    passes(store.path, "DELETE FROM journal WHERE id = (SELECT max(id) FROM journal)")
    for _again in range(2):
        with fails_with("BASE_MOVED"):
            put(store, "user", "Zoé")
    assert not store.regained()


def test_one_let_go_while_it_is_written_confirms_nothing(store: Store) -> None:
    with fails_with("BASE_LET_GO"), store.write("settings", by="Claire", at=NOW) as w:
        w.set_value("setting", "user", "Zoé")
        let_go(store)
    put(store, "agent", "Anne")
    assert value_of(store, "user") == "Hugo"


def test_another_connection_of_this_process_keeps_it_from_being_held(store: Store) -> None:
    with closing(sqlite3.connect(store.path)) as other:
        other.execute("SELECT count(*) FROM journal").fetchone()
        let_go(store)
        with fails_with("BASE_LET_GO"):
            put(store, "user", "Zoé")
    put(store, "user", "Zoé")
    assert Hold(store.path).stands()
