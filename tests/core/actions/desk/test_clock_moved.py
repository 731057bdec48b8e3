"""The computer's clock is moved between opening a form and pressing its button: what was said is kept, nothing is
deleted by a year that is not, and no call ends before it began."""

from datetime import timedelta

from core.actions.calling import calling
from core.actions.common import people
from core.actions.leads import join_undo, joining
from core.actions.rights import requests
from core.model.request import RequestKind
from core.records.call import Call
from core.store.port import Store
from tests.core.actions.conftest import BY, NOW, add

BACK, YEAR = NOW - timedelta(hours=2), NOW + timedelta(days=366)


def test_a_refusal_dated_to_come_is_kept_as_of_today(store: Store) -> None:
    """The form was opened before the clock was set back a day."""
    for opposes, kind in ((False, RequestKind.OBJECTION), (True, RequestKind.ACCESS)):
        done = requests.note(
            store, "06 39 98 12 41", kind, received=NOW.date() + timedelta(days=1), how="letter", by=BY, at=NOW,
            opposes=opposes,
        )  # fmt: skip
        assert done.opposed is not None
        with store.read() as r:
            assert requests.request(r, done.id).received == NOW.date()


def test_a_call_does_not_end_before_it_began(store: Store) -> None:
    lead = add(store)
    with store.read() as r:
        who = people.of_lead(r, lead)
    call = calling.receive(store, who, by=BY, at=NOW)
    calling.finish(store, call, outcome="talked", by=BY, at=BACK)
    with store.read() as r:
        found = r.get(Call, call)
    assert found is not None and found.ended == found.started


def test_a_clock_a_year_ahead_keeps_what_takes_a_join_back(store: Store) -> None:
    four = [
        add(store, last_name=name, phones=(f"06 39 98 13 0{n}",), emails=(), address=f"{n} rue Haute", reference=name)
        for n, name in enumerate(("Alba", "Blanc", "Cassan", "Duval"))
    ]
    first = joining.join(store, four[0], four[1], by=BY, at=NOW)
    joining.join(store, four[2], four[3], by=BY, at=YEAR)
    join_undo.disjoin(store, first.id, by=BY, at=NOW)
    with store.read() as r:
        assert people.present(r, four[1]) == four[1]
