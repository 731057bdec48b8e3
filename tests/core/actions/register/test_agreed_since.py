"""Who refused, agreed since, and then gives a new number: it is theirs to give. It is kept on the sheet, nobody calls
it before an agreement names it, and the refusal closes it with the rest when the agreement ends (rules OBJ-02,
TEL-26-05)."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from core.actions.calling import consenting
from core.actions.common.judging import judged_who, law_of
from core.actions.common.people import find, of_lead
from core.actions.intake.import_rows import take_in
from core.actions.intake.typed_lead import type_lead
from core.actions.leads import editing
from core.actions.register import opposing
from core.model.batch import TypedOrigin
from core.model.channel import Channel
from core.model.draft import Draft
from core.model.editing import Change, How, ValueSource
from core.model.settings import Settings
from core.records.contact import Contact
from core.store import leads, registers
from core.store.port import Store
from tests.core.actions.conftest import BATCH, BY, NOW, add

LAW = law_of(Settings(caller_number="01 99 00 10 20"))
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MINE, NEW, EMAIL = "06 39 98 12 41", "06 39 98 55 66", "h.moreau@exemple.fr"


def edited(store: Store, lead_id: int, at: datetime) -> bool:
    change = Change("phone", NEW)
    return (
        editing.edit(store, lead_id, [change], told=ValueSource(How.PERSON, NOW.date()), by=BY, at=at).opposed is None
    )


def typed(store: Store, _lead_id: int, at: datetime) -> bool:
    draft = Draft(line=1, last_name="Moreau", first_name="Hélène", phones=(NEW,), emails=(EMAIL,))
    return type_lead(store, draft, came=TypedOrigin.PERSON, by=BY, now=at).merged == 1


GIVEN = pytest.mark.parametrize("given", [edited, typed])
Given = Callable[[Store, int, datetime], bool]


def agree(store: Store, number: str, folder: Path, at: datetime) -> int:
    """An agreement to be called at a number, or at whatever the sheet has then."""
    proof = folder / "coupon.pdf"
    proof.write_bytes(b"%PDF coupon")
    with store.read() as r:
        who = find(r, number) if number else of_lead(r, leads.search(r)[0])
    channels = [Channel.CALL]
    return consenting.record(
        store, who, channels=channels, collected=at, wording="v1", proof=proof, by=BY, at=at
    )  # fmt: skip


def called(store: Store, number: str, at: datetime = NOW + 2 * DAY) -> bool:
    with store.read() as r:
        return judged_who(r, find(r, number), LAW, channel=Channel.CALL, at=at).allowed


def values(store: Store, lead_id: int) -> list[str]:
    with store.read() as r:
        return [one.value for one in r.of(Contact, lead_id=lead_id)]


@pytest.fixture
def refused(store: Store) -> int:
    lead_id = add(store)
    opposing.oppose_typed(store, MINE, how="call", by=BY, at=NOW)
    return lead_id


@GIVEN
@pytest.mark.parametrize("number", [MINE, ""])
def test_the_new_number_is_kept_and_called_once_it_is_agreed_to(
    store: Store, refused: int, tmp_path: Path, given: Given, number: str
) -> None:
    agree(store, number, tmp_path, NOW + HOUR)
    assert given(store, refused, NOW + 2 * HOUR)
    assert "+33639985566" in values(store, refused)
    assert (called(store, MINE), called(store, NEW)) == (True, False)
    with store.read() as r:
        assert registers.opposed(r, find(r, NEW).hashes)
    agree(store, NEW, tmp_path, NOW + 3 * HOUR)
    assert (called(store, MINE), called(store, NEW)) == (True, True)
    consenting.withdraw_all(store, refused, by=BY, at=NOW + 4 * HOUR, how="call")
    assert (called(store, MINE), called(store, NEW)) == (False, False)


@GIVEN
def test_without_an_agreement_in_force_it_is_refused(store: Store, refused: int, tmp_path: Path, given: Given) -> None:
    assert not given(store, refused, NOW + HOUR)
    agree(store, MINE, tmp_path, NOW + 2 * HOUR)
    assert not given(store, refused, NOW + timedelta(days=400))
    assert "+33639985566" not in values(store, refused)


def test_a_number_that_only_this_refusal_closed_is_given_again(store: Store, refused: int, tmp_path: Path) -> None:
    assert not edited(store, refused, NOW + HOUR)
    agree(store, MINE, tmp_path, NOW + 2 * HOUR)
    assert edited(store, refused, NOW + 3 * HOUR)


@GIVEN
def test_the_number_of_somebody_else_who_refused_closes(
    store: Store, refused: int, tmp_path: Path, given: Given
) -> None:
    agree(store, MINE, tmp_path, NOW + HOUR)
    opposing.oppose_typed(store, NEW, how="call", by=BY, at=NOW + 2 * HOUR)
    assert not given(store, refused, NOW + 3 * HOUR)
    assert not called(store, NEW)


def test_a_file_brings_no_number_that_an_agreement_is_for(store: Store, tmp_path: Path) -> None:
    lead_id = add(store)
    agree(store, "", tmp_path, NOW + HOUR)
    row = Draft(line=2, last_name="Moreau", first_name="Hélène", phones=(NEW,), emails=(EMAIL,), cells=("x",))
    assert take_in(store, [row], BATCH, by=BY, now=NOW + 2 * HOUR).merged == 1
    assert "+33639985566" in values(store, lead_id)
    assert (called(store, MINE), called(store, NEW)) == (True, False)
