"""What is built to take hours or to fill the memory is refused with a sentence, and its innocent twin is read. The full
sizes are measured by ``python -m tests.bench.oversized``."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.sources.pages.containers import members
from core.store.port import Store
from tests.bases import new_base
from tests.faults.oversized import KINDS, Oversized, opened, zip_of_pages

_QUICK = {"pages in a ZIP": 4}
"""Innocent sizes that are read soon enough for a test; those of pictures are in the tests of scans."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = new_base(tmp_path / "base")
    yield made
    made.close()


@pytest.mark.parametrize("kind", [one for one in KINDS if one.small], ids=lambda one: one.label)
def test_beyond_reason_there_is_a_sentence(store: Store, tmp_path: Path, kind: Oversized) -> None:
    path = tmp_path / kind.file
    path.write_bytes(kind.make(kind.small))
    said = opened(kind.door, path, store)
    assert kind.code in said if kind.code else said == "read 1"
    assert not kind.code or said.endswith((".", ".csv"))


@pytest.mark.parametrize(
    "kind", [one for one in KINDS if one.innocent and one.door != "scan"], ids=lambda one: one.label
)
def test_its_innocent_twin_is_read(store: Store, tmp_path: Path, kind: Oversized) -> None:
    size = _QUICK.get(kind.label, kind.innocent)
    path = tmp_path / kind.file
    path.write_bytes(kind.make(size))
    count = size if kind.label in _QUICK else 0 if kind.label == "lists of JSON" else 1
    assert opened(kind.door, path, store).startswith(f"read {count}")


def test_a_zip_of_800_pages_gives_them_all() -> None:
    assert sum(1 for _page in members(zip_of_pages(800), "pige.zip")) == 800
