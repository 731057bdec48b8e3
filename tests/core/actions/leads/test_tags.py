"""Labels and who follows whom: on one lead or several, each gesture undone at once, and gone with the person."""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from core.actions.common import agency, agents, people, step_cache
from core.actions.common.judging import law_of
from core.actions.intake import batch_undo
from core.actions.keeping import forgetting, verifying
from core.actions.leads import assigning, editing, join_undo, joining, lead_views, tags
from core.actions.leads.edit_undo import undo_edit
from core.actions.leads.several import undo_several
from core.actions.letters import noticing
from core.actions.rights.everything_known import held
from core.base.errors import UserError
from core.model.editing import Change
from core.records.agent import Agent
from core.records.lead import Lead
from core.store import leads
from core.store.engine.opening import open_store
from core.store.port import Store
from tests.bases import bytes_of
from tests.core.actions.conftest import BY, NOW, add, law_today
from tests.failing import fails_with
from tests.tables import table


def some(store: Store, count: int) -> list[int]:
    return [
        add(store, phones=(f"06 39 98 40 {rank:02d}",), emails=(), reference=f"LB{rank}", address=f"{rank} rue L",
            last_name=f"Label{rank}")
        for rank in range(count)
    ]  # fmt: skip


def borne(store: Store, lead: int) -> tuple[str, ...]:
    with store.read() as r:
        return lead_views.lead_rows(r, [lead], law_of(agency.settings(r)), at=NOW)[0].tags


def follower(store: Store, lead: int) -> str:
    with store.read() as r:
        return lead_views.lead_rows(r, [lead], law_of(agency.settings(r)), at=NOW)[0].agent


def found(store: Store, **filters: str) -> set[int]:
    with store.read() as r:
        return set(lead_views.find(r, law_of(agency.settings(r)), at=NOW, filters=filters))


def test_labels_go_on_several_leads_and_come_off_in_one_gesture(store: Store) -> None:
    one, two, three = some(store, 3)
    first = tags.tag_several(store, [one], add="Urgent", by=BY, at=NOW)
    done = tags.tag_several(store, [one, two, three], add="URGENT, À revoir", by=BY, at=NOW)
    assert (first.leads, done.leads, done.same) == (1, 3, 0)
    assert borne(store, two) == ("À revoir", "Urgent")
    assert tags.tag_several(store, [one, two], add="urgent", by=BY, at=NOW).same == 2
    assert found(store, tag="Urgent") == {one, two, three}
    editing.edit(store, two, [Change("tags", "clés")], by=BY, at=NOW)
    with fails_with("CORRECTION_NONE"):
        editing.edit(store, two, [Change("tags", "Clés")], by=BY, at=NOW)
    assert undo_several(store, done.lines, by=BY, at=NOW).leads == 2
    assert (borne(store, one), borne(store, two), borne(store, three)) == (("Urgent",), ("clés",), ())
    with store.read() as r:
        assert tags.known(r) == {"clés": 1, "Urgent": 1}
    assert verifying.verify(store).problems == ()


def test_a_label_is_renamed_or_removed_everywhere(store: Store) -> None:
    one, two, three = some(store, 3)
    tags.tag_several(store, [one, two], add="chaud, sud", by=BY, at=NOW)
    tags.tag_several(store, [three], add="tiède", by=BY, at=NOW)
    done = tags.rename_tag(store, "CHAUD", "tiede", by=BY, at=NOW)
    assert done.leads == 2
    assert borne(store, one) == ("sud", "tiède")
    tags.rename_tag(store, "sud", "Sud", by=BY, at=NOW)
    assert borne(store, two) == ("Sud", "tiède")
    gone = tags.rename_tag(store, "tiède", "", by=BY, at=NOW)
    assert found(store, tag="tiède") == set()
    assert undo_several(store, gone.lines, by=BY, at=NOW).leads == 3
    assert found(store, tag="tiède") == {one, two, three}


@table(
    "typed, code",
    [("x" * 25, "TAG_LONG"), (",".join(f"t{rank}" for rank in range(21)), "TAG_MANY")],
)
def test_a_label_too_long_or_one_too_many_is_said(store: Store, typed: str, code: str) -> None:
    lead = add(store, reference=code, phones=(), emails=(f"{code.lower()}@exemple.fr",), address="", last_name=code)
    with fails_with(code):
        tags.tag_several(store, [lead], add=typed, by=BY, at=NOW)
    with fails_with(code):
        editing.edit(store, lead, [Change("tags", typed)], by=BY, at=NOW)
    assert borne(store, lead) == ()


def test_nobody_and_nothing_are_said(store: Store) -> None:
    with fails_with("LEAD_UNKNOWN"):
        tags.tag_several(store, [12], add="a", by=BY, at=NOW)
    with fails_with("TAG_UNKNOWN"):
        tags.rename_tag(store, "a", "b", by=BY, at=NOW)


def test_labels_on_a_sheet_are_kept_and_taken_back(store: Store) -> None:
    lead = add(store)
    done = editing.edit(store, lead, [Change("tags", "Urgent, sud", was="")], by=BY, at=NOW)
    assert [one.after for one in done.changed] == ["sud, Urgent"]
    with pytest.raises(UserError):
        editing.edit(store, lead, [Change("tags", "autre", was="")], by=BY, at=NOW)
    undo_edit(store, done, by=BY, at=NOW)
    assert borne(store, lead) == ()


def test_leads_are_assigned_and_given_back(store: Store) -> None:
    one, two = some(store, 2)
    claire = agents.keep_agent(store, "Claire Vasseur", role="négociatrice", by=BY, at=NOW)
    karim = agents.keep_agent(store, "Karim Ben Salah", initials="kb", by=BY, at=NOW)
    assert (claire.initials, karim.initials) == ("CV", "KB")
    assigning.assign(store, [one], claire.id, by=BY, at=NOW)
    done = assigning.assign(store, [one, two], karim.id, by=BY, at=NOW)
    assert (follower(store, one), follower(store, two)) == ("Karim Ben Salah", "Karim Ben Salah")
    assert found(store, agent="karim ben salah") == {one, two} == found(store, assigned="yes")
    assert undo_several(store, done.lines, by=BY, at=NOW).leads == 2
    assert (follower(store, one), follower(store, two)) == ("Claire Vasseur", "")
    assert found(store, assigned="no") == {two}
    assigning.assign(store, [one], None, by=BY, at=NOW)
    assert follower(store, one) == ""


def test_who_left_keeps_their_leads_and_gets_no_more(store: Store) -> None:
    one, two = some(store, 2)
    claire = agents.keep_agent(store, "Claire Vasseur", by=BY, at=NOW)
    assigning.assign(store, [one], claire.id, by=BY, at=NOW)
    agents.keep_agent(store, "Claire Martin", by=BY, at=NOW, agent_id=claire.id, active=False)
    with fails_with("AGENT_LEFT"):
        assigning.assign(store, [two], claire.id, by=BY, at=NOW)
    with fails_with("AGENT_UNKNOWN"):
        assigning.assign(store, [two], 99, by=BY, at=NOW)
    assert follower(store, one) == "Claire Martin"
    with store.read() as r:
        assert agents.follows(r, claire.id) == 1
        assert agents.follows(r, 99) == 0
        assert r.column(str, "SELECT DISTINCT by FROM journal") == [BY]
    assert agents.made_known_agent(store, "claire martin", by=BY, at=NOW).active
    assert agents.made_known_agent(store, "CLAIRE  MARTIN", by=BY, at=NOW).id == claire.id
    assert agents.made_known_agent(store, "Nina", by=BY, at=NOW).initials == "N"


def test_two_windows_that_add_one_person_together_find_the_same(store: Store) -> None:
    def other() -> Agent:
        with closing(open_store(store.path.parent)) as seat:
            return agents.made_known_agent(seat, "Nina", by="Paul", at=NOW)

    with ThreadPoolExecutor(1) as pool, store.write("test", by=BY, at=NOW) as w:
        late = pool.submit(other)
        while not w.awaited() and not late.done():
            time.sleep(0.001)  # Until the other window waits for its turn.
        here = w.insert("agent", {"name": "Nina", "name_key": "nina", "initials": "N", "role": "", "active": 1})
    assert late.result().id == here


@table(
    "typed, wanted",
    [
        ("Claire Vasseur", "Claire Vasseur"),
        ("claire vasseur", "Claire Vasseur"),
        ("KB", "Karim Ben Salah"),
        ("kb", "Karim Ben Salah"),
        ("CV", None),
        ("", None),
        ("Paul", None),
    ],
)
def test_somebody_is_found_by_name_or_initials(store: Store, typed: str, wanted: str | None) -> None:
    for name, initials in (("Claire Vasseur", ""), ("Cédric Valette", ""), ("Karim Ben Salah", "KB")):
        agents.made_known_agent(store, name, by=BY, at=NOW)
        with store.read() as r:
            one = agents.find_agent(r, name)
        agents.keep_agent(store, name, initials=initials, by=BY, at=NOW, agent_id=one.id)
    with store.read() as r:
        if wanted is None:
            with fails_with("AGENT_UNKNOWN"):
                agents.find_agent(r, typed)
        else:
            assert agents.find_agent(r, typed).name == wanted


def test_two_people_never_bear_one_name(store: Store) -> None:
    agents.keep_agent(store, "Claire Vasseur", by=BY, at=NOW)
    karim = agents.keep_agent(store, "Karim", by=BY, at=NOW)
    with fails_with("AGENT_KNOWN"):
        agents.keep_agent(store, "CLAIRE VASSEUR", by=BY, at=NOW)
    with fails_with("AGENT_KNOWN"):
        agents.keep_agent(store, "Claire  Vasseur", by=BY, at=NOW, agent_id=karim.id)
    with fails_with("AGENT_NAME"):
        agents.keep_agent(store, " ", by=BY, at=NOW)
    with fails_with("AGENT_UNKNOWN"):
        agents.keep_agent(store, "Nina", by=BY, at=NOW, agent_id=99)


def test_a_join_keeps_both_and_its_undoing_gives_each_its_own(store: Store) -> None:
    one, two = some(store, 2)
    claire = agents.keep_agent(store, "Claire Vasseur", by=BY, at=NOW)
    tags.tag_several(store, [one], add="sud", by=BY, at=NOW)
    tags.tag_several(store, [two], add="clés", by=BY, at=NOW)
    assigning.assign(store, [two], claire.id, by=BY, at=NOW)
    done = joining.join(store, one, two, by=BY, at=NOW)
    assert (borne(store, one), follower(store, one)) == (("clés", "sud"), "Claire Vasseur")
    join_undo.disjoin(store, done.id, by=BY, at=NOW)
    assert (borne(store, one), follower(store, one)) == (("sud",), "")
    assert (borne(store, two), follower(store, two)) == (("clés",), "Claire Vasseur")


def test_labels_are_in_the_copy_of_the_data_and_go_with_the_person(store: Store) -> None:
    lead = add(store)
    claire = agents.keep_agent(store, "Claire Vasseur", by=BY, at=NOW)
    tags.tag_several(store, [lead], add="Urgent", by=BY, at=NOW)
    assigning.assign(store, [lead], claire.id, by=BY, at=NOW)
    with store.read() as r:
        told = [value for section in held(r, lead) for item in section.items for value in item.values()]
    assert {"Urgent", "Claire Vasseur"} <= {str(one) for one in told}
    forgetting.forget(store, lead, by=BY, at=NOW)
    with store.read() as r:
        person = r.get(Lead, lead)
        assert person is not None
        assert (person.tags, person.agent_id) == ("", None)
    assert b"Urgent" not in bytes_of(store.path)
    with fails_with("LEAD_UNKNOWN"):
        tags.tag_several(store, [lead], add="Urgent", by=BY, at=NOW)


def test_a_lead_with_a_label_stays_when_its_batch_is_undone(store: Store) -> None:
    one, two = some(store, 2)
    tags.tag_several(store, [one], add="sud", by=BY, at=NOW)
    with store.read() as r:
        batches = r.column(int, "SELECT id FROM batch ORDER BY id")
    for batch in batches:
        batch_undo.undo(store, batch, by=BY, at=NOW)
    with store.read() as r:
        assert set(leads.search(r)) == {one}
        assert people.of_lead(r, one).lead_id == one
    assert two not in found(store)


def test_a_label_is_said_among_the_data_kept(store: Store) -> None:
    lead = add(store)
    with store.read() as r:
        assert "tags" not in noticing.held_fields(r, lead)
    tags.tag_several(store, [lead], add="Urgent", by=BY, at=NOW)
    with store.read() as r:
        assert "tags" in noticing.held_fields(r, lead)


def test_a_label_and_a_follower_leave_the_kept_steps_as_they_are(store: Store) -> None:
    lead = add(store)
    claire = agents.keep_agent(store, "Claire", by=BY, at=NOW)
    law = law_today(store)
    step_cache.keep(store, law, by=BY, at=NOW)
    tags.tag_several(store, [lead], add="Urgent", by=BY, at=NOW)
    assigning.assign(store, [lead], claire.id, by=BY, at=NOW)
    editing.edit(store, lead, [Change("notes", "Deux clés.")], by=BY, at=NOW)
    with store.read() as r:
        assert step_cache.find_stale(r, law, at=NOW).leads == frozenset()
    editing.edit(store, lead, [Change("town", "Alès")], by=BY, at=NOW)
    with store.read() as r:
        assert step_cache.find_stale(r, law, at=NOW).leads == {lead}
