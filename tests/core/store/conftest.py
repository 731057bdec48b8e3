"""A base with one setting, and what the tests of openings ask of it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.base.errors import UserError
from core.store.engine.opening import open_store
from core.store.engine.sqlite import WAIT
from core.store.port import Store
from tests.bases import new_base

NOW = datetime(2026, 11, 24, 10, 42, tzinfo=UTC)


def refused_at(folder: Path, wait: float = WAIT) -> UserError:
    with pytest.raises(UserError) as refused:
        open_store(folder, wait)
    assert refused.value.text.endswith(".")
    return refused.value


def put(store: Store, key: str, value: str) -> None:
    with store.write("settings", by="Claire", at=NOW) as w:
        w.set_value("setting", key, value)


def value_of(store: Store, key: str) -> str | None:
    with store.read() as r:
        return r.value(str, "SELECT value FROM setting WHERE key = ?", key)


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A folder with a base that holds one setting, closed."""
    folder = tmp_path / "base"
    store = new_base(folder)
    put(store, "user", "Claire")
    store.close()
    return folder
