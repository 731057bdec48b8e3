"""What was done lately: told from the journal alone, undone where nothing changed since, and done again."""

from datetime import timedelta

import pytest

from core.actions.common import agents
from core.actions.desk.gestures import RecentGesture, recent_gestures, redo_gesture, undo_gesture
from core.actions.keeping import forgetting
from core.actions.leads import ads_withdrawn, assigning, tags
from core.actions.register import opposing_many
from core.base.errors import UserError
from core.records.lead import Lead
from core.store.port import Store
from tests.core.actions.conftest import BY, NOW, add

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
    assert undo_gesture(store, gone, by=BY, at=NOW) == 3
    with store.read() as r:
        assert not any(ads_withdrawn.gone(r, row, at=NOW) for row in ids)
    tags.tag_several(store, ids[:1], add="vu", by=BY, at=NOW)
    tagged = next(one for one in told(store) if one.lines == tagged.lines)
    assert (tagged.undoes, tagged.detail) == (1, "1 a changé depuis\u202f: il resterait")
    assert undo_gesture(store, tagged, by=BY, at=NOW) == 1
    assert of_leads(store, "tags") == ["centre-ville\nvu", "", ""]
    assert undo_gesture(store, assigned, by=BY, at=NOW) == 3
    assigned = next(one for one in told(store) if one.lines == assigned.lines)
    assert (assigned.undoes, assigned.redoes, assigned.detail) == (0, 3, "Annulé à 10\u00a0h\u00a042")
    assert redo_gesture(store, assigned, by=BY, at=NOW) == 3
    assert of_leads(store, "agent_id") == [hugo] * 3
    agents.keep_agent(store, HUGO, by=BY, at=NOW, agent_id=hugo, active=False)
    undo_gesture(store, assigned, by=BY, at=NOW)
    assert redo_gesture(store, assigned, by=BY, at=NOW) == 0, "nobody is given to who left"


def test_a_refusal_is_taken_back_ten_minutes_and_never_done_again(store: Store) -> None:
    ids = several(store)
    opposing_many.oppose_many(store, ids, how="letter", by=BY, at=NOW)
    [opposed] = [one for one in told(store) if one.what == "oppose"]
    assert (opposed.text, opposed.undoes) == ("3 oppositions", 3)
    [late] = [one for one in told(store, minutes=11) if one.what == "oppose"]
    assert (late.undoes, late.detail, late.place) == (0, "Dix minutes ont passé", "oppositions")
    with pytest.raises(UserError):
        undo_gesture(store, opposed, by=BY, at=NOW + timedelta(minutes=11))
    assert undo_gesture(store, opposed, by=BY, at=NOW + timedelta(minutes=9)) == 3
    assert of_leads(store, "opposed_at") == [None] * 3
    [lifted] = [one for one in told(store) if one.what == "oppose"]
    assert (lifted.undoes, lifted.redoes, lifted.detail) == (0, 0, "Annulée")
    with pytest.raises(UserError):
        redo_gesture(store, lifted, by=BY, at=NOW)
    opposing_many.oppose_many(store, ids[:1], how="letter", by=BY, at=NOW)
    assert told(store)[0].text == "Opposition de Nom0 Hélène"


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
    assert undo_gesture(store, tagged, by="Hugo", at=NOW) == 1, "nothing of somebody erased"
