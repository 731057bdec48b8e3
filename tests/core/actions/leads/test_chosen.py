"""What may be done with the leads chosen: the same for a few, judged one by one, as for many."""

from datetime import timedelta

import pytest

from core.actions.calling import calling
from core.actions.common import agency, agents, people, step_cache
from core.actions.common.judging import law_of
from core.actions.keeping import forgetting
from core.actions.leads import ads_withdrawn, assigning, chosen, exporting, lead_views, tags
from core.actions.register import opposing
from core.actions.rights import requests
from core.base.records import replace
from core.model.request import RequestKind
from core.model.verdict import Light
from core.store import leads
from core.store.port import Store
from tests.core.actions.conftest import BY, NOW, add, informed, law_today, note_agreement
from tests.files.bases.make import AGENCY


def asked(
    store: Store, few: int, monkeypatch: pytest.MonkeyPatch, ids: list[int] | None = None
) -> chosen.LeadSelection:
    monkeypatch.setattr(chosen, "FEW", few)
    with store.read() as r:
        law = law_of(agency.settings(r))
        return chosen.chosen(r, ids or list(leads.search(r)), law, at=NOW)


def test_many_are_counted_as_a_few_are_judged(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    agency.save_agency(store, AGENCY, by=BY, at=NOW)
    plain, refused, agreed, erased, gone, sent, waiting, homeless, uninterested = (
        add(store, phones=(f"06 39 98 50 {rank:02d}",), emails=(), reference=f"CH{rank}", last_name=f"Choisi{rank}",
            address=f"{rank} rue C" if rank != 7 else "")
        for rank in range(9)
    )  # fmt: skip
    with store.read() as r:
        who, other, asker, called = (people.of_lead(r, one) for one in (refused, agreed, waiting, uninterested))
    opposing.oppose(store, who, how="call", by=BY, at=NOW)
    calling.log(store, called, direction="in", outcome="not_interested", by=BY, at=NOW - timedelta(hours=1))
    note_agreement(store, other, store.path.parent / "coupon.txt", collected=NOW - timedelta(days=1))
    forgetting.forget_rows(store, [erased], by=BY, at=NOW, keep_property=True, why="choice")
    ads_withdrawn.withdraw(store, gone, by=BY, at=NOW)
    informed(store, sent)
    requests.note(store, asker, RequestKind.ACCESS, received=NOW.date(), how="letter", by=BY, at=NOW)
    tags.tag_several(store, [plain], add="Sud", by=BY, at=NOW)
    claire = agents.keep_agent(store, "Claire", by=BY, at=NOW)
    assigning.assign(store, [sent], claire.id, by=BY, at=NOW)
    law = law_today(store)
    step_cache.keep(store, law, by=BY, at=NOW)
    few, many = asked(store, 60, monkeypatch), asked(store, 0, monkeypatch)
    assert few == many
    assert few.opposed == {refused}
    assert few.refused == {refused, uninterested}
    assert set(few.opposable) == set(few.ids) - {refused}
    with store.read() as r:
        _lines, listed = exporting.as_text(r, few.ids, law, at=NOW)
        rows = lead_views.lead_rows(r, few.ids, law, at=NOW)
        for light in Light:
            found = lead_views.find(r, law, at=NOW, filters={"light": light.value})
            assert set(found) == {row.id for row in rows if row.light is light}, light
    assert listed.rows == len(few.listed)
    assert plain in few.writable
    assert not {refused, erased, gone, sent, homeless} & set(few.writable)
    assert set(few.erasable) == {plain, refused, gone, sent, homeless, uninterested}
    assert (erased in few.online, gone in few.online, plain in few.online) == (False, False, True)
    assert few.tags == frozenset({"sud"})
    assert few.erased == frozenset({erased})
    assert few.followed
    one = asked(store, 60, monkeypatch, [plain])
    assert one.alone is not None and one.alone.id == plain
    assert replace(one, alone=None) == asked(store, 0, monkeypatch, [plain])
