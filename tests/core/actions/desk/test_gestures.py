"""What was done lately: told from the journal alone, undone where nothing changed since, and done again."""

from datetime import timedelta

import pytest

from core.actions.common import agency, agents
from core.actions.common.people import Who
from core.actions.desk.gestures import RecentGesture, recent_gestures, redo_gesture, undo_gesture
from core.actions.keeping import forgetting, verifying
from core.actions.leads import ads_withdrawn, assigning, editing, milestones, tags
from core.actions.letters import noticing, posting
from core.actions.register import opposing_many
from core.base.errors import UserError
from core.model.editing import Change, How, ValueSource
from core.model.milestone import MilestoneKind, TradeEvent
from core.records.contact import Contact
from core.records.lead import Lead
from core.records.listing import Listing
from core.records.title import Title
from core.store.port import Store
from tests.core.actions.conftest import BY, NOW, add
from tests.failing import fails_with
from tests.files.bases.make import AGENCY

HUGO = "Hugo Lemoine"


def several(store: Store, count: int = 3) -> list[int]:
    return [
        add(store, last_name=f"Nom{rank}", phones=(f"06 39 98 30 {rank:02d}",), emails=(), reference=f"G{rank}",
            address=f"{rank + 1} rue Basse")
        for rank in range(count)
    ]  # fmt: skip


def told(store: Store, *, by: str = BY, minutes: int = 0, everybody: bool = False) -> list[RecentGesture]:
    with store.read() as r:
        return recent_gestures(r, by=by, at=NOW + timedelta(minutes=minutes), everybody=everybody)


def of_leads(store: Store, column: str) -> list[object]:
    with store.read() as r:
        return [getattr(lead, column) for lead in r.of(Lead)]


def test_what_was_set_on_many_is_undone_and_done_again(store: Store) -> None:
    ids = several(store)
    hugo = agents.keep_agent(store, HUGO, by=BY, at=NOW).id
    assigning.assign(store, ids, hugo, by=BY, at=NOW)
    tags.tag_several(store, ids[:2], add="centre-ville", by=BY, at=NOW)
    ads_withdrawn.withdraw_several(store, ids, by=BY, at=NOW)
    gone, tagged, assigned, *_imports = told(store)
    assert [one.text for one in (gone, tagged, assigned)] == [
        "3 annonces notées retirées",
        "Étiquette «\u202fcentre-ville\u202f» posée sur 2 prospects",
        f"3 prospects affectés à {HUGO}",
    ]
    assert assigned.detail == "Avant\u202f: 3 à personne"
    assert [(one.undoes, one.redoes) for one in (gone, tagged, assigned)] == [(3, 0), (2, 0), (3, 0)]
    assert undo_gesture(store, gone, by=BY, at=NOW).leads == 3
    with store.read() as r:
        assert not any(ads_withdrawn.gone(r, row, at=NOW) for row in ids)
    tags.tag_several(store, ids[:1], add="vu", by=BY, at=NOW + timedelta(seconds=1))
    tagged = next(one for one in told(store) if one.lines == tagged.lines)
    assert (tagged.undoes, tagged.detail) == (1, "1 a changé depuis\u202f: il resterait")
    assert undo_gesture(store, tagged, by=BY, at=NOW).leads == 1
    assert of_leads(store, "tags") == ["centre-ville\nvu", "", ""]
    assert undo_gesture(store, assigned, by=BY, at=NOW).leads == 3
    assigned = next(one for one in told(store) if one.lines == assigned.lines)
    assert (assigned.undoes, assigned.redoes, assigned.detail) == (0, 3, "Annulé à 10\u00a0h\u00a042")
    assert redo_gesture(store, assigned, by=BY, at=NOW).leads == 3
    assert of_leads(store, "agent_id") == [hugo] * 3
    agents.keep_agent(store, HUGO, by=BY, at=NOW, agent_id=hugo, active=False)
    undo_gesture(store, assigned, by=BY, at=NOW)
    assert redo_gesture(store, assigned, by=BY, at=NOW).leads == 0, "nobody is given to who left"


def test_a_refusal_is_taken_back_ten_minutes_and_never_done_again(store: Store) -> None:
    ids = several(store)
    opposing_many.oppose_many(store, ids, how="letter", by=BY, at=NOW)
    [opposed] = [one for one in told(store) if one.what == "oppose"]
    assert (opposed.text, opposed.undoes) == ("3 oppositions", 3)
    [late] = [one for one in told(store, minutes=11) if one.what == "oppose"]
    assert (late.undoes, late.detail, late.place) == (0, "Dix minutes ont passé", "oppositions")
    with pytest.raises(UserError):
        undo_gesture(store, opposed, by=BY, at=NOW + timedelta(minutes=11))
    assert undo_gesture(store, opposed, by=BY, at=NOW + timedelta(minutes=9)).leads == 3
    assert of_leads(store, "opposed_at") == [None] * 3
    [lifted] = [one for one in told(store) if one.what == "oppose"]
    assert (lifted.undoes, lifted.redoes, lifted.detail) == (0, 0, "Annulée")
    with pytest.raises(UserError):
        redo_gesture(store, lifted, by=BY, at=NOW)
    opposing_many.oppose_many(store, ids[:1], how="letter", by=BY, at=NOW + timedelta(minutes=9))
    assert told(store, minutes=9)[0].text == "Opposition de Nom0 Hélène"


def test_another_s_gesture_is_theirs_and_an_erasure_is_for_ever(store: Store) -> None:
    ids = several(store, 2)
    tags.tag_several(store, ids, add="vu", by="Hugo", at=NOW)
    assert [one.what for one in told(store)] == ["intake end"] * 2, "mine alone"
    other = told(store, everybody=True)[0]
    assert (other.undoes, other.mine) == (0, False)
    assert other.detail == "Geste de Hugo\u202f: à lui de l’annuler"
    with pytest.raises(UserError):
        undo_gesture(store, other, by=BY, at=NOW)
    forgetting.forget(store, ids[0], by=BY, at=NOW)
    erased, tagged, imported = told(store, everybody=True)[:3]
    assert (erased.text, erased.detail) == ("1 personne effacée", "Un effacement ne se défait pas")
    assert (imported.text, imported.place) == ("pige.csv importé, 1 ligne", "imports")
    assert undo_gesture(store, tagged, by="Hugo", at=NOW).leads == 1, "nothing of somebody erased"


def mine(store: Store, what: str, *, minutes: int = 0) -> list[RecentGesture]:
    """Return the gestures of that name, the newest first."""
    return [one for one in told(store, minutes=minutes) if one.what == what]


def undo(store: Store, gesture: RecentGesture) -> int:
    return undo_gesture(store, gesture, by=BY, at=NOW).leads


def test_an_edit_is_told_by_its_fields_and_taken_back_whole(store: Store) -> None:
    lead_id, _other = several(store, 2)
    before = lead_sheet_values(store, lead_id)
    source = ValueSource(How.SIGN, NOW.date())
    changes = [Change("price", "355000"), Change("phone", "06 39 98 31 99"), Change("last_name", "Vidal")]
    editing.edit(store, lead_id, changes, told=source, by=BY, at=NOW)
    editing.edit(store, lead_id, [Change("notes", "Clé au voisin")], by=BY, at=NOW)
    noted, edited = mine(store, "edit")
    assert (noted.text, noted.undoes) == ("Fiche de Vidal Hélène\u202f: notes", 1)
    assert edited.text == "Fiche de Vidal Hélène\u202f: prix, téléphone, nom"
    assert undo(store, edited) == 1
    edited = mine(store, "edit")[1]
    assert (edited.undoes, edited.redoes, edited.detail) == (0, 0, "Changé ou annulé depuis")
    with fails_with("UNDO_SINCE"):
        undo(store, edited)
    assert undo(store, mine(store, "edit")[0]) == 1
    assert lead_sheet_values(store, lead_id) == before
    assert verifying.verify(store).problems == ()
    editing.edit(store, lead_id, [Change("notes", "Clé")], by=BY, at=NOW)
    forgetting.forget(store, lead_id, by=BY, at=NOW)
    assert mine(store, "edit") == [], "nothing is told of somebody erased"


def lead_sheet_values(store: Store, lead_id: int) -> tuple[object, ...]:
    """Return what an edit may set on a sheet."""
    with store.read() as r:
        return r.row(Lead, lead_id), r.of(Contact, lead_id=lead_id), r.of(Listing, lead_id=lead_id)


def test_a_milestone_is_taken_back_with_the_contract_it_opened(store: Store) -> None:
    [lead_id] = several(store, 1)
    mandate = TradeEvent(MilestoneKind.MANDATE, NOW - timedelta(days=1), said="412")
    milestones.note_milestone(store, Who(lead_id), mandate, by=BY, at=NOW)
    [noted] = mine(store, "milestone")
    assert (noted.text, noted.undoes) == ("Mandat n°\u00a0412 signé le 23\u00a0novembre 2026, Nom0 Hélène", 1)
    assert undo(store, noted) == 1
    [noted] = mine(store, "milestone")
    assert (noted.undoes, noted.detail) == (0, "Annulé à 10\u00a0h\u00a042")
    with store.read() as r:
        assert r.count(Title, lead_id=lead_id, closed_at=None) == 0


def test_a_posting_is_taken_back_until_an_answer_is_known(store: Store) -> None:
    agency.save_agency(store, AGENCY, by=BY, at=NOW)
    ids = several(store, 2)
    made = noticing.make(store, ids, store.path.parent / "lettres", by=BY, at=NOW).made
    with store.read() as r:
        letters = [posting.letter_of(r, one.reference) for one in made]
    posting.posted(store, letters, by=BY, at=NOW)
    [posted] = mine(store, "notice posted")
    assert (posted.text, posted.undoes) == ("2 lettres postées", 2)
    posting.returned(store, letters[0], by=BY, at=NOW)
    assert mine(store, "notice posted")[0].undoes == 1
    assert undo(store, posted) == 1
    [posted] = mine(store, "notice posted")
    assert (posted.undoes, posted.detail) == (0, "Une réponse est connue")
