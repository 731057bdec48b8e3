"""Letters posted on a day: only what was made and may leave, and what taking it back gives."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from core.actions.calling import calling
from core.actions.common.agency import save_agency, settings
from core.actions.common.judging import law_of
from core.actions.keeping import forgetting
from core.actions.leads.lead_views import lead_sheet
from core.actions.letters import noticing, posting, print_runs
from core.actions.register import opposing
from core.records.lead import Lead
from core.records.notice import Notice
from core.store import notices
from core.store.port import Store
from core.words.printing import posted_said
from tests.bases import new_base
from tests.core.actions.conftest import BY, NOW, add, who_is
from tests.failing import fails_with
from tests.files.bases.make import AGENCY
from tests.tables import table

DAY = NOW.date()


def made(store: Store, lead_id: int) -> int:
    """Make the letter of a lead and return it."""
    [one] = noticing.make(store, [lead_id], store.path.parent / "lettres", by=BY, at=NOW).made
    with store.read() as r:
        return posting.letter_of(r, one.reference)


def stands(store: Store, lead_id: int) -> tuple[date | None, date | None]:
    """Return the day a lead was informed, and the day it is due."""
    with store.read() as r:
        row = lead_sheet(r, lead_id, law_of(settings(r)), at=NOW + timedelta(days=9)).row
    return row.notice_sent, row.notice_due


@table(
    "day, after, code",
    [
        (DAY, 0, ""),
        (DAY, 5, ""),
        (DAY + timedelta(days=3), 5, ""),
        (DAY + timedelta(days=1), 0, "POST_FUTURE"),
        (DAY - timedelta(days=1), 0, "POST_BEFORE_DAY"),
        (date(1970, 1, 1), 0, "POST_BEFORE_DAY"),
        (date(2099, 1, 1), 0, "POST_FUTURE"),
    ],
)
def test_the_day_of_posting(tmp_path_factory: pytest.TempPathFactory, day: date, after: int, code: str) -> None:
    store = new_base(tmp_path_factory.mktemp("base"))
    save_agency(store, AGENCY, by=BY, at=NOW)
    lead = add(store)
    letter = made(store, lead)
    at = NOW + timedelta(days=after)
    if code:
        with fails_with(code):
            posting.posted(store, [letter], by=BY, at=at, day=day)
        assert stands(store, lead)[0] is None
    else:
        assert posting.posted(store, [letter], by=BY, at=at, day=day).letters == (letter,)
        assert stands(store, lead)[0] == day
    store.close()


def test_a_letter_cannot_leave_before_it_is_printed(ready: Store) -> None:
    letter = made(ready, add(ready))
    with ready.write("t", by=BY, at=NOW) as w:
        w.update("notice", letter, {"printed_at": (NOW + timedelta(days=2)).isoformat()})
    with fails_with("POST_BEFORE"):
        posting.posted(ready, [letter], by=BY, at=NOW + timedelta(days=4), day=DAY)
    assert posting.posted(ready, [letter], by=BY, at=NOW + timedelta(days=4)).day == DAY + timedelta(days=4)


def test_posted_is_printed_and_taken_back_restores_the_first_due_date(ready: Store) -> None:
    lead = add(ready)
    first = stands(ready, lead)
    letter = made(ready, lead)
    posting.posted(ready, [letter], by=BY, at=NOW + timedelta(days=3), day=DAY + timedelta(days=1))
    with ready.read() as r:
        row = r.get(Notice, letter)
    assert row is not None
    assert row.printed_at is not None
    back = posting.unposted(ready, [letter], by=BY, at=NOW + timedelta(days=4))
    assert back == ([letter], [])
    assert stands(ready, lead) == first
    with ready.read() as r:
        assert notices.by_state(r)["printed"] == [lead]
    assert posting.unposted(ready, [letter], by=BY, at=NOW) == ([], [])
    assert posting.posted(ready, [letter], by=BY, at=NOW + timedelta(days=5)).letters == (letter,)


def test_taking_back_the_second_leaves_the_first(ready: Store) -> None:
    lead = add(ready)
    first = made(ready, lead)
    posting.posted(ready, [first], by=BY, at=NOW)
    late = NOW + timedelta(days=40)
    [one] = noticing.make(ready, [lead], ready.path.parent / "lettres", by=BY, at=late).made
    with ready.read() as r:
        second = posting.letter_of(r, one.reference)
    assert posting.posted(ready, [second], by=BY, at=late).late == 0
    posting.unposted(ready, [second], by=BY, at=late)
    assert stands(ready, lead)[0] == DAY


def _called(store: Store, lead: int) -> None:
    who = who_is(store, lead)
    calling.log(store, who, direction="in", outcome="talked", by=BY, at=NOW + timedelta(hours=1))


def _opposed(store: Store, lead: int) -> None:
    who = who_is(store, lead)
    opposing.oppose(store, who, how="letter", by=BY, at=NOW + timedelta(days=2))


def _came_back(store: Store, lead: int) -> None:
    with store.read() as r:
        letter = r.of(Notice, lead_id=lead)[-1].id
    posting.returned(store, letter, by=BY, at=NOW + timedelta(days=2))


@pytest.mark.parametrize("answer", [_called, _opposed, _came_back])
def test_an_answer_keeps_it_posted(ready: Store, answer: Callable[[Store, int], None]) -> None:
    lead = add(ready)
    letter = made(ready, lead)
    posting.posted(ready, [letter], by=BY, at=NOW)
    answer(ready, lead)
    back = posting.unposted(ready, [letter], by=BY, at=NOW + timedelta(days=3))
    assert back == ([], [letter])
    assert stands(ready, lead)[0] == DAY


def test_what_was_not_finished_cannot_be_posted(ready: Store, tmp_path: Path) -> None:
    lead = add(ready)
    letter = made(ready, lead)
    with ready.write("t", by=BY, at=NOW) as w:
        w.update("notice", letter, {"unfinished": 1})
    with fails_with("LETTER_UNFINISHED"):
        posting.posted(ready, [letter], by=BY, at=NOW)
    with ready.read() as r:
        assert noticing.due(r, at=NOW) == [lead], "it is to be made again"
        before = r.of(Notice, lead_id=lead)
    assert made(ready, lead) == letter, "the same letter is finished"
    with ready.read() as r:
        assert [one.reference for one in r.of(Notice, lead_id=lead)] == [one.reference for one in before]
    assert posting.posted(ready, [letter], by=BY, at=NOW).letters == (letter,)


def test_late_is_said_and_the_true_day_is_kept(ready: Store) -> None:
    lead = add(ready)
    letter = made(ready, lead)
    done = posting.posted(ready, [letter], by=BY, at=NOW + timedelta(days=60))
    assert done.late == 1
    assert stands(ready, lead)[0] == DAY + timedelta(days=60)


def test_made_twice_is_the_same_letter_until_the_sheet_changes(ready: Store, tmp_path: Path) -> None:
    lead = add(ready)
    letter = made(ready, lead)
    for _ in range(3):
        assert made(ready, lead) == letter
    with ready.write("t", by=BY, at=NOW) as w:
        w.update("lead", lead, {"last_name": "Morel"})
    again = made(ready, lead)
    assert again != letter
    with ready.read() as r:
        old, new = r.of(Notice, lead_id=lead)
        assert old.replaced and new.withdrawn_at is None
        assert r.get(Lead, lead) is not None
        events = [one.text for one in lead_sheet(r, lead, law_of(settings(r)), at=NOW).events]
    assert any("remplacée" in text for text in events)
    assert posting.posted(ready, [letter], by=BY, at=NOW).letters == ()


@pytest.mark.parametrize("keep", [True, False])
def test_the_letter_of_somebody_erased_does_not_leave_any_more(ready: Store, keep: bool) -> None:
    first = add(ready)
    other = add(ready, last_name="Autre", phones=("06 39 98 12 42",), emails=(), reference="TD2", address="2 rue Neuve")
    unprinted, gone = made(ready, first), made(ready, other)
    run, _held = print_runs.start_run(ready, [gone], printer="Accueil", both_sides=True, by=BY, at=NOW)
    assert run is not None
    print_runs.send_run(ready, run, lambda _pdf, _title: None, by=BY, clock=lambda: NOW)
    print_runs.answer_run(ready, run, "all", by=BY, at=NOW)
    for lead in (first, other):
        forgetting.forget(ready, lead, by=BY, at=NOW, keep_property=keep, why="request")
    done = posting.posted(ready, [unprinted, gone], by=BY, at=NOW + timedelta(days=1), day=DAY)
    assert (done.letters, done.erased) == ((gone,), (unprinted,)), "what had left that day had left"
    assert "1 fiche est effacée\u202f: ne postez pas sa lettre, détruisez-la." in list(posted_said(done))
    posting.unposted(ready, [gone], by=BY, at=NOW + timedelta(days=1))
    late = posting.posted(ready, [gone], by=BY, at=NOW + timedelta(days=1))
    assert (late.letters, late.erased) == ((), (gone,))
