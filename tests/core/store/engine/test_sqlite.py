"""What SQLite alone does with the disk: a full one is told, and the log beside the base starts over."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.store.engine import journal
from core.store.port import Store
from tests.bases import new_base
from tests.contract.conftest import NOW, add, name_of
from tests.failing import fails_with


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """One store on an empty base of one seat."""
    opened = new_base(tmp_path)
    yield opened
    opened.close()


def test_a_full_disk_is_told_and_loses_nothing(store: Store) -> None:
    lead_id = add(store)
    with store.read() as r:
        r.value(int, "PRAGMA max_page_count = 1")  # As many pages as there are, no more.
    with fails_with("DISK_FULL"), store.write("proof", by="Claire", at=NOW) as w:
        w.update("lead", lead_id, {"name": "Autre"})
        w.insert("proof", {"name": "coupon.pdf", "sha256": "", "content": b"0" * 2_000_000})
    with store.read() as r:
        r.value(int, "PRAGMA max_page_count = 1000000")
        assert name_of(r, lead_id) == "Moreau Hélène"
        assert journal.check(r).problems == ()


def test_the_log_starts_over_as_it_grows(store: Store) -> None:
    """Pages are copied back by the commits themselves: a long import leaves no log as large as the base."""
    log = store.path.with_name(store.path.name + "-wal")
    for _written in range(40):
        with store.write("proof", by="Claire", at=NOW) as w:
            w.insert("proof", {"name": "coupon.pdf", "sha256": "", "content": b"0" * 2_000_000})
    assert log.stat().st_size < 40_000_000
