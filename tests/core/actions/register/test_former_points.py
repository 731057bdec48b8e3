"""A refusal reaches what its person's sheet said before it was edited, and nobody else."""

from collections.abc import Callable
from datetime import date

import pytest

from core.actions.common.people import of_lead
from core.actions.intake.import_rows import take_in
from core.actions.leads import correcting, editing
from core.actions.register import opposing, opposing_many
from core.actions.register.entries import registered
from core.model.editing import Change, How, ValueSource
from core.records.contact import Contact
from core.records.lead import Lead
from core.store.port import Store
from tests.core.actions.conftest import BATCH, BY, DRAFT, NOW, add, counts

SIGN = ValueSource(How.SIGN, date(2026, 11, 23))
OLD, NEW = "06 39 98 12 51", "06 39 98 12 52"
OLD_MAIL, OLD_PLACE = "ancien@exemple.fr", "3 rue du Four, 30000 Nîmes"


def sheet(store: Store) -> int:
    return add(
        store, last_name="Moreau", phones=(OLD,), emails=(OLD_MAIL,), address="3 rue du Four", postcode="30000",
        town="Nîmes", reference="TD51",
    )  # fmt: skip


def contact(store: Store, lead_id: int, kind: str) -> Contact:
    with store.read() as r:
        return next(one for one in r.of(Contact, lead_id=lead_id) if one.kind == kind)


def edited(store: Store, lead_id: int, kind: str, value: str) -> None:
    held = contact(store, lead_id, kind)
    change = Change(kind, value, contact=held.id, postcode=held.postcode, town=held.town)
    editing.edit(store, lead_id, [change], told=SIGN, by=BY, at=NOW)


def refuse(store: Store, lead_id: int) -> None:
    with store.read() as r:
        who = of_lead(r, lead_id)
    opposing.oppose(store, who, how="letter", by=BY, at=NOW)


def refused(store: Store, typed: str) -> bool:
    with store.read() as r:
        found = registered(r, typed)
    assert found is not None
    return found.at is not None


def refuse_with_others(store: Store, lead_id: int) -> None:
    opposing_many.oppose_many(store, [lead_id], how="letter", by=BY, at=NOW)


@pytest.mark.parametrize("refuse", [refuse, refuse_with_others])
def test_what_was_changed_or_removed_is_refused_too(store: Store, refuse: Callable[[Store, int], None]) -> None:
    lead_id = sheet(store)
    edited(store, lead_id, "phone", NEW)
    edited(store, lead_id, "phone", "06 39 98 12 53")
    edited(store, lead_id, "email", "")
    edited(store, lead_id, "address", "8 avenue Foch")
    refuse(store, lead_id)
    for typed in (OLD, NEW, "06 39 98 12 53", OLD_MAIL, OLD_PLACE):
        assert refused(store, typed), typed
    assert not refused(store, "06 39 98 12 54")
    # Imported again with the old number, or at the old address, they are not brought back.
    again = [
        DRAFT._replace(last_name="Moreau", phones=(OLD,), emails=(), address="", reference="TD61"),
        DRAFT._replace(last_name="Moreau", phones=(), emails=(), address="3 rue du Four", postcode="30000",
                town="Nîmes", reference="TD62", line=2),
        DRAFT._replace(last_name="Petit", phones=("06 39 98 12 55",), emails=(), address="", reference="TD63", line=3),
    ]  # fmt: skip
    assert counts(take_in(store, again, BATCH, by=BY, now=NOW))[3] == 2


def test_what_another_sheet_bears_now_stays_theirs(store: Store) -> None:
    lead_id = sheet(store)
    edited(store, lead_id, "phone", NEW)
    other = add(store, last_name="Petit", phones=(OLD,), emails=(), address="", reference="TD52")
    refuse(store, lead_id)
    with store.read() as r:
        assert r.row(Lead, other).opposed_at is None
    assert not refused(store, OLD)
    assert refused(store, NEW)


def test_what_the_person_said_was_not_theirs_is_left(store: Store) -> None:
    lead_id = sheet(store)
    correcting.correct(store, lead_id, by=BY, at=NOW, contacts={contact(store, lead_id, "phone").id: NEW})
    refuse(store, lead_id)
    assert refused(store, NEW)
    assert not refused(store, OLD)
