"""What a load writes is pushed to the disk beside it, from the moment its file is there."""

import time
from pathlib import Path

import pytest

from core.store import pushing
from core.store.pushing import pushed_on


def test_a_file_is_pushed_until_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pushed: list[int] = []
    monkeypatch.setattr(pushing, "sync", pushed.append)
    with pushed_on(tmp_path / "base-wal"):
        time.sleep(0.05)
        assert not pushed
        (tmp_path / "base-wal").write_bytes(b"x")
        limit = time.monotonic() + 5
        while len(pushed) < 2 and time.monotonic() < limit:
            time.sleep(0.01)
    count = len(pushed)
    assert count >= 2
    time.sleep(0.05)
    assert len(pushed) == count


def test_a_load_that_writes_nothing_ends_at_once(tmp_path: Path) -> None:
    with pushed_on(tmp_path / "base-wal"):
        pass
    assert not (tmp_path / "base-wal").exists()
