"""A sheet closed by what was typed closes whoever bears one of its telephones or e-mails, and opens them again."""

from datetime import timedelta
from pathlib import Path

from core.actions.common import people
from core.actions.leads import editing
from core.actions.leads.edit_undo import undo_edit
from core.actions.register import opposing
from core.base.errors import Stale
from core.base.moments import kept
from core.model.editing import Change, Edited, How, ValueSource, Written
from core.records.consent import Consent
from core.records.lead import Lead
from core.store import registers
from core.store.port import Store, Value
from tests.core.actions.conftest import BY, NOW, add, note_agreement
from tests.failing import fails_with

SHARED, REFUSED = "lea@exemple.fr", "06 39 98 50 01"


def refuse_and_share(store: Store) -> tuple[int, int]:
    """Two sheets that share an e-mail, after somebody else refused."""
    opposing.oppose_typed(store, REFUSED, how="letter", by=BY, at=NOW - timedelta(days=9))
    first = add(store, phones=("06 39 98 60 01",), emails=(SHARED,), reference="S1", address="3 rue Haute")
    second = add(store, phones=("06 39 98 60 02",), emails=(), reference="S2", address="9 rue Basse", last_name="Roche")
    editing.edit(store, second, [Change("email", SHARED)], told=ValueSource(How.SIGN, NOW.date()), by=BY, at=NOW)
    return first, second


def agree(store: Store, lead_id: int, proof: Path) -> None:
    proof.write_text("accord", encoding="utf-8")
    note_agreement(store, people.Who(lead_id), proof, collected=NOW - timedelta(days=2))


def type_refused(store: Store, lead_id: int) -> Edited:
    told = ValueSource(How.SIGN, NOW.date())
    return editing.edit(store, lead_id, [Change("phone", REFUSED)], told=told, by=BY, at=NOW)


def closed(store: Store, *lead_ids: int) -> list[bool]:
    with store.read() as r:
        return [r.row(Lead, one).opposed_at is not None for one in lead_ids]


def withheld(store: Store, *phones: str) -> list[bool]:
    with store.read() as r:
        return [bool(registers.opposed(r, [people.find(r, one).hash])) for one in phones]


def withdrawn(store: Store, lead_id: int) -> list[bool]:
    with store.read() as r:
        return [bool(one.withdrawn) for one in r.of(Consent, lead_id=lead_id)]


def test_who_shares_an_e_mail_is_closed_by_every_way_and_opened_again(store: Store, tmp_path: Path) -> None:
    first, second = refuse_and_share(store)
    agree(store, first, tmp_path / "coupon.txt")
    twin = add(store, phones=("06 39 98 60 03",), emails=(), reference="S3", address="1 rue Longue", last_name="Petit")
    done = type_refused(store, second)
    assert closed(store, first, second, twin) == [True, True, False]
    assert withheld(store, "06 39 98 60 01", "06 39 98 60 02", "06 39 98 60 03") == [True, True, False]
    assert withdrawn(store, first) == [True]
    undo_edit(store, done, by=BY, at=NOW + timedelta(minutes=3))
    assert closed(store, first, second) == [False, False]
    assert withheld(store, "06 39 98 60 01", "06 39 98 60 02") == [False, False]
    assert withdrawn(store, first) == [False]


def test_who_was_told_apart_is_closed_by_what_they_share_alone(store: Store) -> None:
    first, second = refuse_and_share(store)
    with store.write("apart", by=BY, at=NOW) as w:
        one, other = sorted((first, second))
        pair = w.value(int, "SELECT id FROM alike WHERE lead_a = ? AND lead_b = ?", one, other)
        assert pair is not None, "an e-mail in common is a proposal"
        w.update("alike", pair, {"apart_at": kept(NOW), "apart_by": BY})
    type_refused(store, second)
    assert closed(store, first, second) == [True, True]
    assert withheld(store, "06 39 98 60 01", "06 39 98 60 02") == [False, True]


def test_an_agreement_does_not_keep_open_whom_a_refused_number_closes(store: Store, tmp_path: Path) -> None:
    lead = add(store, phones=("06 39 98 60 01",), emails=(), reference="S1", address="3 rue Haute")
    opposing.oppose(store, people.Who(lead), how="letter", by=BY, at=NOW - timedelta(days=12))
    opposing.oppose_typed(store, REFUSED, how="letter", by=BY, at=NOW - timedelta(days=9))
    agree(store, lead, tmp_path / "coupon.txt")
    done = type_refused(store, lead)
    assert withdrawn(store, lead) == [True]
    undo_edit(store, done, by=BY, at=NOW + timedelta(minutes=3))
    assert (withdrawn(store, lead), closed(store, lead)) == ([False], [True])


def test_a_refusal_said_since_is_not_undone_with_what_was_typed(store: Store, tmp_path: Path) -> None:
    first, second = refuse_and_share(store)
    agree(store, first, tmp_path / "coupon.txt")
    done = type_refused(store, second)
    opposing.oppose(store, people.Who(first), how="call", by=BY, at=NOW + timedelta(minutes=1))
    undo_edit(store, done, by=BY, at=NOW + timedelta(minutes=3))
    assert (withdrawn(store, first), closed(store, first, second)) == ([True], [True, True])


# --- An edit taken back after a restoration took away what its values came from


def test_what_came_from_an_origin_that_is_gone_is_not_put_back(store: Store) -> None:
    lead = add(store)
    gone: dict[str, Value] = {
        "id": 11,
        "lead_id": lead,
        "origin_id": 12,
        "table": "lead",
        "row_id": lead,
        "field": "name",
        "fresh": 1,
    }
    with fails_with("UNDO_SINCE", Stale):
        undo_edit(store, Edited(lead, written=(Written("stated", 11, gone, None),)), by=BY, at=NOW)
    with store.read() as r:
        assert r.records("SELECT * FROM stated WHERE id = 11") == []
