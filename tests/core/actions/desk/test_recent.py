"""Gestures of the journal whose rows say little or are gone: told without a name, or not told."""

from datetime import timedelta
from pathlib import Path

from core.actions.calling import calldesk, calling
from core.actions.common import people
from core.actions.common.agency import save_agency
from core.actions.desk import recent, today
from core.actions.intake import batch_undo
from core.actions.intake.import_rows import take_in
from core.actions.intake.row_problems import SHOWN, Fates
from core.actions.intake.typed_lead import type_lead
from core.actions.keeping import forgetting
from core.actions.leads.batch_back import bring_back
from core.actions.letters import noticing
from core.actions.register import mistakes
from core.base.moments import kept
from core.model.batch import Report, TypedOrigin
from core.model.draft import Draft
from core.records.batch import Batch
from core.store.port import Store
from tests.core.actions.conftest import BATCH, BY, DRAFT, NOW, add
from tests.files.bases.make import AGENCY


def told(store: Store) -> list[str]:
    with store.read() as r:
        return [one.text for one in recent.recent(r, at=NOW)]


def test_a_lead_typed_and_a_batch_undone(store: Store) -> None:
    type_lead(store, Draft(1, last_name="Roche", phones=("06 39 98 00 77",)), came=TypedOrigin.PERSON, by=BY, now=NOW)
    assert told(store) == ["Prospect saisi"]
    add(store)
    with store.read() as r:
        batch = (r.one(Batch, "-id") or Batch()).id
    batch_undo.undo(store, batch, by=BY, at=NOW)
    assert told(store)[0] == "Lot «\u202fpige.csv\u202f» annulé"
    bring_back(store, batch, by=BY, at=NOW)
    assert told(store)[0] == "Lot «\u202fpige.csv\u202f» rendu"


def test_one_letter_is_told_with_its_name(store: Store, tmp_path: Path) -> None:
    save_agency(store, AGENCY, by=BY, at=NOW - timedelta(days=3))
    lead_id = add(store)
    noticing.make(store, [lead_id], tmp_path, by=BY, at=NOW)
    assert told(store)[0] == "Lettre préparée pour Moreau Hélène"


def test_a_call_of_somebody_unknown_and_a_person_erased(store: Store) -> None:
    with store.read() as r:
        stranger = people.find(r, "06 39 98 77 77")
    calling.log(store, stranger, direction="in", outcome="talked", by=BY, at=NOW)
    assert told(store)[0] == "Appel reçu d’un inconnu\u202f: échange"
    lead_id = add(store)
    calling.plan_callback(store, lead_id, due=NOW + timedelta(days=1), by=BY, at=NOW)
    assert told(store)[0].startswith("Rappel prévu avec Moreau Hélène")
    forgetting.forget(store, lead_id, by=BY, at=NOW)
    assert not [words for words in told(store) if "Rappel" in words or "Moreau" in words]


def test_an_outcome_taken_back_is_not_told(store: Store) -> None:
    """An opposition by mistake, undone, opens its call again: it has no outcome."""
    with store.read() as r:
        stranger = people.find(r, "06 39 98 77 77")
    call = calling.receive(store, stranger, by=BY, at=NOW)
    calling.finish(store, call, outcome="talked", by=BY, at=NOW)
    assert told(store)[0].startswith("Appel reçu")
    with store.write("test", by=BY, at=NOW) as w:
        w.update("call", call, {"outcome": "", "ended": None})
    assert told(store) == []


def test_who_calls_may_be_named_by_the_reference_of_their_letter(store: Store, tmp_path: Path) -> None:
    save_agency(store, AGENCY, by=BY, at=NOW - timedelta(days=3))
    lead_id = add(store)
    [made] = noticing.make(store, [lead_id], tmp_path, by=BY, at=NOW).made
    with store.read() as r:
        assert calldesk.caller(r, f" {made.reference.lower()} ").lead_id == lead_id
        assert calldesk.caller(r, "06 39 98 12 41").lead_id == lead_id


def test_a_call_to_come_is_in_no_day(store: Store) -> None:
    """A clock put back, or a call of a seat that runs ahead."""
    add(store)
    ahead = NOW + timedelta(minutes=5)
    with store.write("test", by=BY, at=NOW) as w:
        called = {"hash": "", "phone": "", "direction": "out", "verdict": "{}", "by": BY, "outcome": "no_answer"}
        w.insert("call", {**called, "started": kept(ahead), "ended": kept(ahead)})
    with store.read() as r:
        assert sum(day.calls for day in today.call_days(r, at=NOW)) == 0
        assert sum(day.calls for day in today.call_days(r, at=ahead)) == 1


def test_only_the_first_rows_of_a_file_are_shown(store: Store) -> None:
    fates = Fates("Toit Direct")
    for line in range(2, SHOWN + 4):
        fates.read(Draft(line, last_name=f"Nom{line}"))
        fates.told(line, "added", line)
    with store.read() as r:
        shown = fates.shown(r, Report(1, SHOWN + 2, SHOWN + 2))
    assert [one.line for one in shown] == list(range(2, SHOWN + 2))


def test_a_refusal_noted_as_a_mistake_is_told(store: Store) -> None:
    take_in(store, [DRAFT._replace(heard="Agences s’abstenir")], BATCH, by=BY, now=NOW)
    [source] = mistakes.lift(store, "06 39 98 12 41", why="Une banque.", by=BY, at=NOW).lifted
    assert told(store)[0] == "Refus noté comme erreur"
    mistakes.undo_mistake(store, source.gesture, by=BY, at=NOW)
    assert told(store)[0] == "Refus remis en vigueur"
