"""Looks, after each write of any test, whether the steps that the base keeps are those that the rule makes.

Run by name: ``pytest -p tests.kept_watch tests/core``. Each base is brought up to date between two writes, so that what
one write forgot to mark is told with its name.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import pytest

from core.actions.common import agency, step_cache
from core.actions.common.judging import law_of
from core.actions.common.next_step_facts import next_steps
from core.store import steps as stored
from core.store.engine.sqlite import SqliteStore
from core.store.port import Writer

MOST = 40
"""Larger bases are left alone: each write would look at all of them."""
SEEN = {"held": 0, "made again": 0}
_write = SqliteStore.write


@contextmanager
def watched(self: SqliteStore, what: str, *, by: str, at: datetime) -> Iterator[Writer]:
    """Do as :meth:`SqliteStore.write`, then look."""
    with _write(self, what, by=by, at=at) as w:
        yield w
    if what != "steps" and at.tzinfo is not None:
        look(self, what, at)


def look(store: SqliteStore, what: str, at: datetime) -> None:
    """Compare every step that is said to hold with that of the rule, then make the others again."""
    with store.read() as r:
        ids = stored.every_lead(r)
        if not 0 < len(ids) <= MOST:
            return
        law = law_of(agency.settings(r))
        stale = step_cache.find_stale(r, law, at=at).leads
        made = next_steps(r, ids, law, at=at)
        kept = {one.lead_id: (one.step, one.due) for one in stored.kept_rows(r, ids)}
    for lead_id in set(ids) - stale:
        due = str(made[lead_id].day or "")
        assert kept[lead_id] == (made[lead_id].step.value, due), f"after « {what} », lead {lead_id}"
    SEEN["held"] += len(ids) - len(stale)
    SEEN["made again"] += len(stale)
    step_cache.keep(store, law, by="watch", at=at)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out the tests of what is made again: here it is already."""
    items[:] = [one for one in items if one.path.name != "test_step_cache.py"]


def pytest_sessionfinish() -> None:
    """Tell how much was looked at: nothing would prove nothing."""
    print(f"\nsteps: {SEEN}")


SqliteStore.write = watched  # type: ignore[method-assign]
