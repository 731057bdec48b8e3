"""What a person asks when their sheet was erased, or removed, while it was being noted: it is noted all the same, under
the name typed, and what they refuse is heard by their number."""

from collections.abc import Callable

import pytest

from core.actions.common import people
from core.actions.common.agency import save_agency
from core.actions.common.people import Who
from core.actions.intake import batch_undo
from core.actions.keeping import forgetting
from core.actions.letters import noticing
from core.actions.register import opposing
from core.actions.rights import replies, requests
from core.model.request import Outcome, PersonRequest, RequestKind
from core.records.lead import Lead
from core.store.port import Store
from tests.core.actions.conftest import BY, DRAFT, NOW, add, take, who_is
from tests.failing import fails_with
from tests.files.bases.make import AGENCY

NAME = "Moreau Hélène"
Gone = Callable[[Store, int], None]


def erased(store: Store, lead_id: int) -> None:
    forgetting.forget(store, lead_id, by="Paul", at=NOW)


def removed(store: Store, lead_id: int) -> None:
    with store.read() as r:
        person = r.get(Lead, lead_id)
    assert person is not None and person.batch_id is not None
    batch_undo.undo(store, person.batch_id, by="Paul", at=NOW)


def ask(store: Store, who: Who, kind: RequestKind) -> tuple[PersonRequest, requests.Noted]:
    done = requests.note(store, who, kind, received=NOW.date(), how="letter", by=BY, at=NOW, name=NAME)
    with store.read() as r:
        return requests.request(r, done.id), done


@pytest.mark.parametrize("gone", [erased, removed])
@pytest.mark.parametrize("kind", list(RequestKind))
def test_it_is_noted_under_the_name_typed(store: Store, gone: Gone, kind: RequestKind) -> None:
    lead = add(store)
    who = who_is(store, lead)
    gone(store, lead)
    asked, done = ask(store, who, kind)
    held = gone is erased and kind is RequestKind.OBJECTION
    assert (asked.person, asked.hash, asked.lead_id) == (NAME, who.hash, lead if held else None)
    assert asked.open and not done.unheld
    sold_again = DRAFT._replace(last_name="Autre", emails=(), address="9 rue Basse", reference="TD9")
    assert take(store, sold_again).opposed == (kind is RequestKind.OBJECTION)


def test_a_refusal_that_nothing_lets_hold_is_noted_and_said(store: Store) -> None:
    lead = add(store, phones=())
    removed(store, lead)
    asked, done = ask(store, Who(lead), RequestKind.OBJECTION)
    assert (asked.person, asked.lead_id, done.unheld) == (NAME, None, True)


def test_a_number_said_with_a_refusal_holds_though_nothing_was_kept_of_the_sheet(store: Store) -> None:
    lead = add(store, phones=(), emails=(), reference="")
    erased(store, lead)
    with store.read() as r:
        number = people.find(r, "06 39 98 12 77")
    _asked, done = ask(store, Who(lead, number.kind, number.key, number.hash), RequestKind.OBJECTION)
    assert not done.unheld
    assert take(store, DRAFT._replace(phones=("06 39 98 12 77",), last_name="Autre")).opposed == 1


def test_an_objection_is_answered_by_what_was_kept_of_somebody_erased(store: Store) -> None:
    """Noted by the reference of their letter, which says no number; taken back, it is not said to be there."""
    save_agency(store, AGENCY, by=BY, at=NOW)
    lead = add(store)
    [made] = noticing.make(store, [lead], store.path.parent / "lettres", by=BY, at=NOW).made
    erased(store, lead)
    done = requests.note(store, made.reference, RequestKind.OBJECTION, received=NOW.date(), how="letter", by=BY, at=NOW)
    assert done.opposed is not None
    with store.read() as r:
        asked = requests.request(r, done.id)
        assert (asked.person, asked.hash) == (made.reference, "")
        assert "24\N{NO-BREAK SPACE}novembre 2026" in replies.letter(r, done.id, at=NOW).text
    opposing.undo(store, done.opposed.gesture, by=BY, at=NOW)
    with store.read() as r, fails_with("REQUEST_NOT_OPPOSED"):
        replies.letter(r, done.id, at=NOW)


@pytest.mark.parametrize("kind", [one for one in RequestKind if one is not RequestKind.OBJECTION])
def test_what_somebody_erased_asks_is_answered_by_nothing_but_their_erasure(store: Store, kind: RequestKind) -> None:
    """No copy, nothing frozen « that we keep », no identity to prove: nothing is left."""
    save_agency(store, AGENCY, by=BY, at=NOW)
    lead = add(store)
    erased(store, lead)
    asked, _done = ask(store, Who(lead), kind)
    with store.read() as r:
        said = replies.letter(r, asked.id, at=NOW).text
    assert "aucune donnée sur vous. Nous gardons" in said
    assert "effacement fait le 24\N{NO-BREAK SPACE}novembre 2026" in said
    requests.answer(store, asked.id, Outcome.NOTHING, how="letter", by=BY, at=NOW)


@pytest.mark.parametrize("kind", [one for one in RequestKind if one is not RequestKind.OBJECTION])
def test_a_request_whose_sheet_is_erased_before_its_answer_has_the_same(store: Store, kind: RequestKind) -> None:
    save_agency(store, AGENCY, by=BY, at=NOW)
    lead = add(store)
    asked, _done = ask(store, Who(lead), kind)
    with store.read() as r:
        assert not replies.nothing_left(r, asked)
    erased(store, lead)
    with store.read() as r:
        assert replies.nothing_left(r, asked)
        said = replies.letter(r, asked.id, at=NOW).text
        outcome = replies.outcome(r, asked)
    assert "aucune donnée sur vous. Nous gardons" in said
    assert "effacement fait le 24\N{NO-BREAK SPACE}novembre 2026" in said
    assert (outcome is Outcome.DONE) == (kind is RequestKind.ERASURE)
    requests.answer(store, asked.id, outcome, how="letter", by=BY, at=NOW)
    with store.read() as r:
        asked = requests.request(r, asked.id)
        assert outcome is Outcome.DONE or replies.letter(r, asked.id, at=NOW).text == said, "it can be copied once more"
