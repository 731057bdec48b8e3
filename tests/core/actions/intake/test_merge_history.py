"""What each row changed on a known lead: shown before → after, and taken back alone."""

from datetime import timedelta

import pytest

from core.actions.common.agency import settings
from core.actions.common.judging import law_of
from core.actions.intake import batch_undo, merge_history
from core.actions.leads import lead_views
from core.actions.leads.unmerging import undo_merge
from core.actions.register.opposing import oppose_typed
from core.base.errors import UserError
from core.model.joining import Difference
from core.model.undoing import MergedRow
from core.store import leads
from core.store import undoing as stored
from core.store.engine import journal
from core.store.port import Store
from core.words.properties import change_line
from tests.core.actions.conftest import BATCH, BY, DRAFT, NOW, add, take
from tests.core.actions.intake.test_batch_undo import OTHER, state
from tests.failing import fails_with

BARE = {"name": "", "last_name": "", "first_name": "", "civility": "", "town": "", "postcode": "", "emails": (),
        "address": "", "price": "340 000 €"}  # fmt: skip


def merged(store: Store, batch_id: int) -> list[MergedRow]:
    with store.read() as r:
        return merge_history.merged_by_batch(r, batch_id)


def test_a_merge_is_told_field_by_field(store: Store) -> None:
    lead_id = add(store, **BARE)
    report = take(
        store, DRAFT._replace(price="330 000", area="130,5", seen="27/10/2026", phones=("0639981241", "0199001234")),
        DRAFT._replace(line=3, reference="TD9", title="Mas"), batch=OTHER,
    )  # fmt: skip
    first, second = merged(store, report.batch)
    assert (first.lead_id, first.name, first.line, first.undone) == (lead_id, "Moreau Hélène", 2, False)
    assert first.changes == (
        Difference("Nom", "", "Moreau Hélène"),
        Difference("Civilité", "", "Madame"),
        Difference("Ville", "", "Uzès"),
        Difference("Code postal", "", "30700"),
        Difference("Téléphone", "", "01\u00a099\u00a000\u00a012\u00a034"),
        Difference("E-mail", "", "h.moreau@exemple.fr"),
        Difference("Adresse", "", "14 rue des Mûriers, 30700 Uzès"),
        Difference("Prix", "340\u202f000\u00a0€", "330\u202f000\u00a0€"),
        Difference("Surface", "128\u00a0m²", "130,5\u00a0m²"),
        Difference("Vue le", "26/10/2026", "27/10/2026"),
        Difference("Vue sur", "", "Toit Direct, TD1"),
    )
    assert change_line(first.changes[7:8]) == "Prix\u202f: 340\u202f000\u00a0€ → 330\u202f000\u00a0€"
    assert change_line(second.changes) == (
        "Annonce\u202f: + Toit Direct, TD9, Mas\u202f; Vue sur\u202f: + Toit Direct, TD9"
    )


def test_a_date_that_was_not_known_has_no_before(store: Store) -> None:
    add(store, seen="")
    report = take(store, DRAFT._replace(seen="27/10/2026"), batch=OTHER)
    [one] = merged(store, report.batch)
    assert one.changes[0] == Difference("Vue le", "", "27/10/2026")


def test_a_contact_gone_since_is_no_longer_told(store: Store) -> None:
    lead_id = add(store, emails=())
    report = take(store, DRAFT, batch=OTHER)
    with store.write("form", by=BY, at=NOW) as w:
        w.delete_many("contact", ("lead_id", "kind"), [(lead_id, "email")])
    [one] = merged(store, report.batch)
    assert [change.what for change in one.changes] == ["Vue sur"]


def test_one_merge_is_taken_back_alone(store: Store) -> None:
    lead_id = add(store, **BARE)
    before = state(store)
    report = take(store, DRAFT._replace(price="330 000"), batch=OTHER)
    [one] = merged(store, report.batch)
    done = undo_merge(store, one.id, by=BY, at=NOW)
    assert done.lead_id == lead_id
    # The row has its own sheet, which goes with its batch: everything is then as it was.
    assert done.other is not None
    batch_undo.undo(store, report.batch, by=BY, at=NOW)
    assert state(store) == before
    [after] = merged(store, report.batch)
    assert (after.undone, after.changes) == (True, ())
    with store.read() as r:
        assert journal.check(r).problems == ()
        [row] = stored.merges_of_lead(r, lead_id)
        assert (row.changes, row.undone_at, row.undone_by) == ("[]", "2026-11-24T09:42:00.000+00:00", BY)
    with fails_with("MERGE_UNKNOWN"):
        undo_merge(store, one.id, by=BY, at=NOW)
    with fails_with("MERGE_UNKNOWN"):
        undo_merge(store, 12, by=BY, at=NOW)


def older(store: Store) -> None:
    """Make the merges those of a program that did not keep their rows."""
    with store.write("older", by=BY, at=NOW) as w:
        w.blank("merging", w.column(int, "SELECT id FROM merging"), {"row": ""})


def test_of_two_rows_of_an_older_program_the_last_goes_first(store: Store) -> None:
    add(store, **BARE)
    report = take(store, DRAFT, DRAFT._replace(line=3, reference="TD2"), batch=OTHER)
    older(store)
    first, second = merged(store, report.batch)
    with pytest.raises(UserError, match="une autre ligne") as refused:
        undo_merge(store, first.id, by=BY, at=NOW)
    assert refused.value.code == "MERGE_KEPT"
    assert undo_merge(store, second.id, by=BY, at=NOW).other is None
    undo_merge(store, first.id, by=BY, at=NOW)
    assert [one.undone for one in merged(store, report.batch)] == [True, True]


def test_a_merge_of_an_older_program_stays_when_something_happened_since_or_too_late(store: Store) -> None:
    lead_id = add(store, **BARE)
    report = take(store, DRAFT, batch=OTHER)
    older(store)
    [one] = merged(store, report.batch)
    with fails_with("BATCH_UNDO_LATE"):
        undo_merge(store, one.id, by=BY, at=NOW + timedelta(days=31))
    oppose_typed(store, str(lead_id), how="call", by=BY, at=NOW)
    with pytest.raises(UserError, match="opposée"):
        undo_merge(store, one.id, by=BY, at=NOW)


def test_only_columns_that_a_merge_changes_can_be_read_back(store: Store) -> None:
    lead_id = add(store)
    with store.read() as r, pytest.raises(ValueError, match="lead: opposed_at"):
        stored.values(r, "lead", lead_id, ["opposed_at"])


def test_the_story_of_a_lead_tells_merges_and_what_was_undone(store: Store) -> None:
    lead_id = add(store, **BARE)
    report = take(store, DRAFT, batch=OTHER)
    [one] = merged(store, report.batch)
    assert "Réunie avec la ligne 2 de «\u202fautre.csv\u202f»" in _story(store, lead_id)
    undo_merge(store, one.id, by="Paul", at=NOW)
    assert "Réunion avec la ligne 2 de «\u202fautre.csv\u202f» défaite" in _story(store, lead_id)
    assert "Réunie avec la ligne 2 de «\u202fautre.csv\u202f»" not in _story(store, lead_id)


def test_the_story_of_a_kept_lead_tells_that_its_batch_was_undone(store: Store) -> None:
    report = take(store, DRAFT, batch=BATCH)
    with store.read() as r:
        [lead_id] = leads.search(r)
    oppose_typed(store, str(lead_id), how="call", by=BY, at=NOW)
    batch_undo.undo(store, report.batch, by="Paul", at=NOW)
    assert "Lot «\u202fpige.csv\u202f» annulé\u202f: cette fiche reste" in _story(store, lead_id)


def _story(store: Store, lead_id: int) -> list[str]:
    with store.read() as r:
        return [event.text for event in lead_views.lead_sheet(r, lead_id, law_of(settings(r)), at=NOW).events]
