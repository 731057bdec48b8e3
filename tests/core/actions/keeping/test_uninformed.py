"""The month is over: the sheet is locked, and its person may go."""

from datetime import timedelta
from pathlib import Path

from core.actions.common.agency import settings
from core.actions.common.judging import law_of
from core.actions.keeping.uninformed import forget_person, is_locked
from core.actions.leads.lead_views import lead_sheet
from core.actions.register import opposing
from core.base.records import replace
from core.records.contact import Contact
from core.records.listing import Listing
from core.store.port import Store
from tests.core.actions.conftest import BY, NOW, add, who_is


def test_locked_once_the_day_is_over_until_informed_or_opposed(store: Store) -> None:
    lead_id = add(store)
    with store.read() as r:
        row = lead_sheet(r, lead_id, law_of(settings(r)), at=NOW).row
    due = row.notice_due
    assert due is not None
    assert not is_locked(row, due)
    assert is_locked(row, due + timedelta(days=1))
    assert not is_locked(replace(row, notice_sent=due), due + timedelta(days=1))
    assert not is_locked(replace(row, notice_due=None), due + timedelta(days=1))
    who = who_is(store, lead_id)
    opposing.oppose(store, who, how="call", by=BY, at=NOW)
    with store.read() as r:
        row = lead_sheet(r, lead_id, law_of(settings(r)), at=NOW).row
    assert not is_locked(row, due + timedelta(days=1))


def test_the_person_goes_and_the_property_stays(store: Store, tmp_path: Path) -> None:
    lead_id = add(store)
    done = forget_person(store, lead_id, by=BY, at=NOW)
    assert done.whole or done.leads
    with store.read() as r:
        assert r.of(Contact, lead_id=lead_id) == []
        assert r.count(Listing, lead_id=lead_id) == 1
