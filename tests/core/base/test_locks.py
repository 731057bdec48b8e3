"""A file that one at a time holds, of any thread and any program, and nobody after them."""

import os
import sys
import threading
from pathlib import Path

import pytest

from core.base.locks import held


def test_one_at_a_time_holds_it(tmp_path: Path) -> None:
    file = tmp_path / "verrou"
    with held(file):
        with pytest.raises(TimeoutError), held(file, 0):
            pass
        with pytest.raises(TimeoutError), held(file, 0.003):
            pass
    with held(file, 0):
        pass


def test_what_fails_while_it_is_held_lets_go_of_it(tmp_path: Path) -> None:
    file = tmp_path / "verrou"
    with pytest.raises(ZeroDivisionError), held(file):
        _ = 1 // 0
    with held(file, 0):
        pass


def test_whoever_waits_holds_it_next(tmp_path: Path) -> None:
    file, order = tmp_path / "verrou", ["first"]
    asks = threading.Event()

    def next_one() -> None:
        asks.set()
        with held(file):
            order.append("next")

    waiting = threading.Thread(target=next_one)
    with held(file):
        waiting.start()
        asks.wait()
        order.append("first still")
    waiting.join()
    assert order == ["first", "first still", "next"]


def test_a_name_taken_away_is_waited_for_by_nobody(tmp_path: Path) -> None:
    """Whoever waited for it would hold what nobody else finds."""
    file = tmp_path / "verrou"
    with held(file):
        if sys.platform == "win32":
            return
        file.unlink()
        with held(file, 0):
            pass


def test_what_cannot_be_made_or_is_somewhere_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "dossier").mkdir()
    with pytest.raises(OSError) as refused, held(tmp_path / "dossier", 0):
        pass
    assert not isinstance(refused.value, TimeoutError)
    if sys.platform == "win32":
        return
    (tmp_path / "lien").symlink_to(tmp_path / "ailleurs")
    with pytest.raises(OSError), held(tmp_path / "lien", 0):
        pass
    assert not (tmp_path / "ailleurs").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such rights")
def test_this_user_alone_opens_it(tmp_path: Path) -> None:
    with held(tmp_path / "verrou"):
        assert (tmp_path / "verrou").stat().st_mode & 0o777 == 0o600


def opened(path: Path) -> list[int]:
    """Return the numbers under which this program has a file open."""
    return [int(one.name) for one in Path("/proc/self/fd").iterdir() if one.exists() and one.samefile(path)]


@pytest.mark.skipif(sys.platform != "linux", reason="the open files of a program are told by Linux alone")
def test_a_copy_of_the_program_keeps_nothing_and_no_try_leaves_it_open(tmp_path: Path) -> None:
    file = tmp_path / "verrou"
    with held(file), pytest.raises(TimeoutError), held(file, 0):
        pass
    assert opened(file) == []
    with held(file):
        [number] = opened(file)
        copied = os.dup(number)
    try:
        with held(file, 0):
            pass
    finally:
        os.close(copied)
