"""What is confirmed is on the disk, and in the file that was opened."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlite3

from core.actions.common import agency
from core.actions.keeping import backing_up, restoring
from core.actions.keeping.verifying import verify
from core.actions.letters import noticing
from core.actions.register import key_phrase
from core.base import moments
from core.base.errors import UserError
from core.store.engine.opening import NAME, open_store
from core.store.port import Store
from tests.bases import copy_elsewhere, new_base, put_base
from tests.core.actions.conftest import BY, NOW, add
from tests.failing import fails_with
from tests.files.bases.make import AGENCY
from tests.tables import table

ROOT = Path(__file__).resolve().parents[2]
SHIM = Path(__file__).with_name("force_shim.c")
LATER = timedelta(minutes=2)
COMPILER = shutil.which("cc")


@pytest.mark.skipif(sys.platform != "linux" or COMPILER is None, reason="the failing disk is a library built by cc")
def test_after_a_force_that_failed_nothing_is_confirmed_before_the_base_was_opened_again(tmp_path: Path) -> None:
    assert COMPILER is not None
    library = tmp_path / "shim.so"
    subprocess.run([COMPILER, "-shared", "-fPIC", "-o", str(library), str(SHIM), "-ldl"], check=True)
    put_base(tmp_path / "base")
    env = os.environ | {"LD_PRELOAD": str(library), "FAIL_ONCE": str(tmp_path / "fails")}
    command = [sys.executable, "-m", "tests.faults.force_worker", str(tmp_path / "base")]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True)
    assert done.stdout.splitlines() == ["confirmed 0", "DISK_UNSURE 0", "confirmed 1"], done.stderr
    with closing(open_store(tmp_path / "base")) as store:
        assert verify(store).ok
        with store.read() as r:
            assert r.value(str, "SELECT value FROM setting WHERE key = 'user'") == "Claire 2"


def user_in(file: Path, place: Path) -> str | None:
    """Return what a copy of the file of a base alone holds."""
    place.mkdir()
    copy_elsewhere(file, place / NAME)
    with closing(sqlite3.connect(place / NAME)) as copy:
        [(found,)] = copy.execute("SELECT (SELECT value FROM setting WHERE key = 'user')").fetchall()
    return None if found is None else str(found)


def named(store: Store, user: str) -> None:
    with store.write("settings", by=BY, at=NOW) as w:
        w.set_value("setting", "user", user)


def test_a_minute_later_the_file_alone_holds_all(tmp_path: Path) -> None:
    with closing(new_base(tmp_path / "base")) as store:
        store.rest(moments.now() + LATER)
        for user in ("Claire", "Hugo"):
            named(store, user)
            store.rest(moments.now() - LATER)
            assert user_in(store.path, tmp_path / f"{user} at once") != user
            store.rest(moments.now() + LATER)
            assert user_in(store.path, tmp_path / user) == user
        with closing(open_store(tmp_path / "base")) as reader, reader.read() as r:
            r.column(int, "SELECT 1 FROM setting")
            named(store, "Inès")
            store.rest(moments.now() + LATER)
            assert user_in(store.path, tmp_path / "read") == "Hugo", "what somebody reads waits"
        store.rest(moments.now() + LATER)
        assert user_in(store.path, tmp_path / "free") == "Inès"


def renamed(base: Path) -> None:
    base.rename(base.with_name("autre.db"))


def replaced(base: Path) -> None:
    copy_elsewhere(base, base.with_name("copie.db"))
    base.with_name("copie.db").replace(base)


@pytest.mark.skipif(sys.platform == "win32", reason="a file that is open cannot be renamed there")
@table("move", [renamed, replaced, Path.unlink])
def test_a_base_renamed_or_replaced_takes_nothing_more(move: Callable[[Path], None], tmp_path: Path) -> None:
    folder = tmp_path / move.__name__
    with closing(new_base(folder)) as store:
        add(store)
        move(store.path)
        with pytest.raises(UserError) as refused:
            named(store, "Hugo")
        with pytest.raises(UserError) as noticed:
            store.rest(moments.now())
        assert {refused.value.code, noticed.value.code} == {"BASE_MOVED"}
    if move is replaced:
        with closing(open_store(folder)) as again:
            named(again, "Hugo")


@pytest.mark.skipif(sys.platform == "win32", reason="a file that is open cannot be written over there")
def test_a_base_written_over_takes_nothing_more_and_a_restored_one_does(tmp_path: Path) -> None:
    later = moments.now() + timedelta(minutes=2)

    def settled(store: Store) -> None:
        long_ago = time.time() - 5 - len(written)
        written.append(long_ago)
        os.utime(store.path, (long_ago, long_ago))

    written: list[float] = []
    folder, older, none, whole = (tmp_path / name for name in ("base", "older.db", "none.db", "whole.db"))
    none.write_bytes(b"no base" * 2000)
    with closing(new_base(folder)) as store:
        add(store)
        store.rest(later)
        copy_elsewhere(store.path, older)
        for content in (older, none):
            named(store, "Hugo")
            store.rest(later)
            settled(store)
            store.rest(later)
            copy_elsewhere(store.path, whole)
            copy_elsewhere(content, store.path)
            settled(store)
            with pytest.raises(UserError) as refused:
                named(store, "Zoé")
            with pytest.raises(UserError) as noticed:
                store.rest(later)
            assert {refused.value.code, noticed.value.code} == {"BASE_MOVED"}
            copy_elsewhere(whole, store.path)
            settled(store)
            named(store, "Anne")
        store.become(older)
        settled(store)
        named(store, "Paul")
        with closing(open_store(folder)) as other:
            other.become(older)
            other.rest(later)
        settled(store)
        assert store.news() == {"*"}
        store.rest(later)
        named(store, "Jean")


@pytest.mark.skipif(sys.platform == "win32", reason="a file that is open cannot be renamed there")
def test_a_base_moved_while_it_is_written_confirms_nothing(tmp_path: Path) -> None:
    with closing(new_base(tmp_path / "base")) as store:
        with fails_with("BASE_MOVED"), store.write("settings", by=BY, at=NOW) as w:
            w.set_value("setting", "user", "Hugo")
            renamed(store.path)
        store.path.with_name("autre.db").rename(store.path)
        with store.read() as r:
            assert r.records("SELECT value FROM setting WHERE key = 'user'") == []


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, object]]]:
    """What was renamed, by its new name, and which folders were forced, in order."""
    events: list[tuple[str, object]] = []
    forced = os.fsync

    def fsync(file: int) -> None:
        state = os.fstat(file)
        events.append(("forced", (state.st_dev, state.st_ino)))
        forced(file)

    monkeypatch.setattr(os, "fsync", fsync)
    LISTENERS.append(events)
    yield events
    LISTENERS.remove(events)


LISTENERS: list[list[tuple[str, object]]] = []


def _heard(event: str, asked: tuple[object, ...]) -> None:
    if event == "os.rename":
        for events in LISTENERS:
            events.append(("renamed", Path(os.path.realpath(str(asked[1])))))


sys.addaudithook(_heard)


def unforced(events: list[tuple[str, object]]) -> list[Path]:
    """Return the files renamed after which their folder was not forced, of those still there."""
    left = []
    for place, (what, name) in enumerate(events):
        if what == "renamed" and isinstance(name, Path) and name.exists():
            state = name.parent.stat()
            if ("forced", (state.st_dev, state.st_ino)) not in events[place:]:
                left.append(name)
    return left


@pytest.mark.skipif(sys.platform == "win32", reason="a folder cannot be forced there")
def test_what_is_acknowledged_has_its_name_after_a_power_cut(tmp_path: Path, disk: list[tuple[str, object]]) -> None:
    """Letters, their binding, backups plain and sealed, a restoration, a damaged base set aside."""
    with closing(new_base(tmp_path / "base")) as store:
        agency.save_agency(store, AGENCY, by=BY, at=NOW)
        lead = add(store)
        noticing.make(store, [lead], tmp_path / "ailleurs", by=BY, at=NOW)
        plain = backing_up.back_up(store, tmp_path / "disque", by=BY, at=NOW).path
        key_phrase.phrase(store, by=BY, at=NOW)
        key_phrase.set_apart(store, by=BY, at=NOW)
        sealed = backing_up.back_up(store, tmp_path / "disque", by=BY, at=NOW + LATER).path
    base = tmp_path / "base" / NAME
    base.write_bytes(b"rien" * 3000)
    restoring.restore(base.parent, sealed, by=BY, at=NOW + LATER)
    written = {name for what, name in disk if what == "renamed"}
    assert {plain, sealed, base} <= written
    assert any("lettre-" in str(name) for name in written)
    assert unforced(disk) == []
    (tmp_path / "careless").write_bytes(b"x")
    (tmp_path / "careless").replace(tmp_path / "renamed")
    assert unforced(disk) == [tmp_path / "renamed"]
