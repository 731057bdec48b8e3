"""How leads are found by keyed hash: exactly, once, and never by what is gone."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from core.store import leads
from core.store.engine.opening import open_store
from core.store.port import Store, hash_head
from tests.bases import new_base
from tests.contract.conftest import LEAD
from tests.core.store.conftest import NOW

ONE = "0123456789abcdef" * 2
SAME_HEAD = "0123456789abcdee" + "f" * 16
"""Another hash with the first 63 bits of ONE."""
OTHER = "f" * 32


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty base."""
    opened = new_base(tmp_path)
    yield opened
    opened.close()


def bear(store: Store, *hashes: str) -> int:
    """Write a lead that bears hashes and return its id."""
    with store.write("test", by="Claire", at=NOW) as w:
        lead_id = w.insert("lead", LEAD)
        w.mark((lead_id, "phone", hashed) for hashed in hashes)
    return lead_id


def found(store: Store, *hashes: str) -> tuple[dict[str, int], list[int]]:
    with store.read() as r:
        return leads.marked(r, hashes), leads.sharing(r, hashes)


def test_two_hashes_with_one_head_are_two_persons(store: Store) -> None:
    assert hash_head(ONE) == hash_head(SAME_HEAD)
    lead_id = bear(store, ONE)
    assert found(store, SAME_HEAD) == ({}, [])
    assert found(store, ONE, SAME_HEAD) == ({ONE: lead_id}, [lead_id])
    second = bear(store, SAME_HEAD)
    assert found(store, ONE, SAME_HEAD) == ({ONE: lead_id, SAME_HEAD: second}, [lead_id, second])


def test_the_oldest_bearer_is_the_one_a_row_joins(store: Store) -> None:
    first, second = bear(store, ONE), bear(store, ONE)
    assert first < second
    assert found(store, ONE) == ({ONE: first}, [first, second])


def test_a_mark_written_twice_is_found_once(store: Store) -> None:
    lead_id = bear(store, ONE, ONE)
    with store.write("test", by="Claire", at=NOW) as w:
        w.mark([(lead_id, "phone", ONE)])
    with store.read() as r:
        assert r.bearers([ONE]) == [(ONE, lead_id)]


def test_the_marks_of_a_lead_that_goes_find_nobody(store: Store) -> None:
    lead_id = bear(store, ONE)
    with store.write("test", by="Claire", at=NOW) as w:
        w.delete_many("mark", ("lead_id",), [(lead_id,)])
        w.delete_many("lead", ("id",), [(lead_id,)])
    assert found(store, ONE) == ({}, [])


def test_the_marks_of_a_base_put_back_are_found(store: Store, tmp_path: Path) -> None:
    lead_id = bear(store, ONE)
    (tmp_path / "copy").mkdir()
    copied = store.copy_to(tmp_path / "copy")
    second = bear(store, OTHER)
    assert found(store, OTHER)[1] == [second]
    with closing(open_store(copied)) as copy:
        store.become(copy.path)
    assert found(store, ONE, OTHER) == ({ONE: lead_id}, [lead_id])
