"""What a gesture read the last times is asked ahead, for another person too; what is not wanted is not asked again."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.store.engine.opening import open_store
from core.store.engine.postgres_rehearsal import Question, Rehearsal
from core.store.port import AMONG, Parameter, Reader, Store, several
from tests.bases import put_team
from tests.contract.conftest import NOW, add, name_of

SETTINGS, LEAD, CALLS = "SELECT key FROM setting", "SELECT name FROM lead WHERE id = ?", f"call WHERE lead_id {AMONG}"
MARKS = "SELECT hash FROM mark WHERE head = ?"


def sheet(lead_id: int, head: int = 5_000) -> list[Question]:
    asked: list[tuple[str, tuple[Parameter, ...]]] = [
        (SETTINGS, ()),
        (LEAD, (lead_id,)),
        (CALLS, (several([lead_id]),)),
        (MARKS, (head,)),
        ("SELECT 1 FROM notice WHERE lead_id = ? AND day = ?", (lead_id, "2026-11-24")),
    ]
    return [Question(*one) for one in asked]


def messages(rehearsal: Rehearsal, view: list[Question], gesture: str = "") -> int:
    """Play a view, and return how many times something was sent."""
    rehearsal.begin(gesture)
    answered, sent = set[Question](), 0
    for question in view:
        if question in answered:
            rehearsal.note(question)
        else:
            answered |= {question, *rehearsal.foreseen(question)}
            sent += 1
    rehearsal.learn()
    return sent


def test_what_follows_is_asked_ahead_for_anybody() -> None:
    rehearsal = Rehearsal()
    counts = [messages(rehearsal, sheet(10**15 + person, 10**12 + person)) for person in range(6)]
    # The settings say nothing of whom: the lead brings the rest, and a hash that is nobody else's is asked by itself.
    assert counts == [5, 5, 3, 3, 3, 3]


def test_gestures_that_begin_alike_are_foreseen_in_turn() -> None:
    rehearsal = Rehearsal()
    for person in range(4):
        whole = sheet(10**15 + person)[1:]
        counts = [messages(rehearsal, whole, "sheet"), messages(rehearsal, whole[:1], "name")]
    assert counts == [1, 1]


def test_one_person_after_the_other_in_one_view() -> None:
    rehearsal = Rehearsal()
    counts = [
        messages(rehearsal, [one for person in range(4) for one in sheet(10**15 + 10 * turn + person, turn)[1:]])
        for turn in range(4)
    ]
    assert counts == [13, 7, 5, 5]


def test_a_list_may_be_shorter_than_the_last_one() -> None:
    rehearsal = Rehearsal()
    for people in ((1, 2), (3, 4), (5, 6), (7,), ()):
        ids = [10**15 + person for person in people]
        view = [Question(CALLS, (several(ids),)), *(Question(LEAD, (lead_id,)) for lead_id in ids)]
        assert messages(rehearsal, view) <= len(view)


def test_what_is_not_wanted_any_more_is_not_asked_again() -> None:
    rehearsal = Rehearsal()
    for person in range(3):
        messages(rehearsal, sheet(10**15 + person))
    short = [question for question in sheet(10**15 + 9) if "notice" not in question.sql]
    rehearsal.begin()
    assert rehearsal.foreseen(short[0]) == [short[-1]]
    assert Question(*sheet(10**15 + 9)[-1]) in rehearsal.foreseen(short[1])
    rehearsal.note(short[2])
    rehearsal.learn()
    rehearsal.begin()
    rehearsal.foreseen(short[0])
    assert not [question for question in rehearsal.foreseen(short[1]) if "notice" in question.sql]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """The base of a team, opened by one of its seats."""
    put_team(tmp_path)
    opened = open_store(tmp_path)
    yield opened
    opened.close()


def seen(r: Reader, lead_id: int) -> tuple[str | None, int | None, list[str]]:
    return (
        name_of(r, lead_id),
        r.value(int, "SELECT version FROM lead WHERE id = ?", lead_id),
        r.column(str, "SELECT value FROM contact WHERE lead_id = ? ORDER BY id", lead_id),
    )


def test_what_is_asked_ahead_is_what_would_be_read(store: Store) -> None:
    """Between two readings of one transaction, what it wrote itself is seen, by a cascade too."""
    people = [add(store, name=f"Autre{rank}") for rank in range(4)]
    for rank, lead_id in enumerate(people):
        with store.write("test", by="Claire", at=NOW) as w:
            assert seen(w, lead_id) == (f"Autre{rank}", 0, [])
            w.update("lead", lead_id, {"name": "Moreau"}, version=0)
            assert seen(w, lead_id) == ("Moreau", 1, [])
            w.insert("contact", {"lead_id": lead_id, "kind": "phone", "value": "+33199000001"})
            assert seen(w, lead_id) == ("Moreau", 1, ["+33199000001"])
            w.delete_many("contact", ("lead_id",), [(lead_id,)])
            assert seen(w, lead_id) == ("Moreau", 1, [])
        with store.read() as r:
            assert seen(r, lead_id) == seen(r, lead_id) == ("Moreau", 1, [])
