"""The kept steps are those that the rule makes, whoever wrote, whatever time it is; most are not made again."""

from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from tempfile import mkdtemp

import pytest

from core.actions.calling import calling
from core.actions.common import fuzzy_suppression, people, step_cache, suppliers
from core.actions.common.agency import save_agency, settings
from core.actions.common.judging import Law, law_of
from core.actions.common.next_step_facts import next_steps
from core.actions.common.step_cache import find_stale, keep, standing
from core.actions.leads import lead_views, milestones
from core.actions.leads.joining import join
from core.actions.register import opposing
from core.actions.rights import requests
from core.base.errors import Cancelled, UserError
from core.base.moments import kept
from core.model.milestone import MilestoneKind, TradeEvent
from core.model.request import RequestKind
from core.model.step import Step
from core.store import leads
from core.store import steps as stored
from core.store.engine.opening import open_store
from core.store.port import Store
from tests.bases import new_base
from tests.core.actions.conftest import BY, NOW, add
from tests.files.bases.make import AGENCY
from tests.tables import table

DAY = timedelta(days=1)
PHONES = ("06 39 98 12 41", "06 39 98 12 42", "06 39 98 12 43", "06 39 98 12 44")


def law(store: Store) -> Law:
    with store.read() as r:
        return law_of(settings(r))


def filled(store: Store) -> list[int]:
    """An agency, and four people; the steps are kept."""
    save_agency(store, AGENCY, by=BY, at=NOW)
    names = ("Moreau", "Besson", "Chazal", "Delmas")
    ids = [
        add(store, last_name=name, phones=(phone,), emails=(), reference=name, address=f"{place} rue Neuve")
        for place, (name, phone) in enumerate(zip(names, PHONES, strict=True), start=10)
    ]
    keep(store, law(store), by=BY, at=NOW)
    return ids


def stale(store: Store, at: timedelta = timedelta(0)) -> set[int]:
    with store.read() as r:
        return set(find_stale(r, law_of(settings(r)), at=NOW + at).leads)


def agree(store: Store, at: timedelta = timedelta(0)) -> dict[Step, int]:
    """The steps kept and made again are those that the rule makes; return how many leads stand at each."""
    with store.read() as r:
        held = law_of(settings(r))
        found = next_steps(r, list(leads.search(r)), held, at=NOW + at)
        told = standing(r, held, at=NOW + at, most=None)
        each = step_cache.steps_told(r, told, [*found, *found], held, at=NOW + at)
    assert each == {lead_id: one.step for lead_id, one in found.items()}
    assert told.counts == {step: sum(one.step is step for one in found.values()) for step in Step}
    return {step: count for step, count in told.counts.items() if count}


def who(store: Store, lead_id: int) -> people.Who:
    with store.read() as r:
        return people.of_lead(r, lead_id)


def meet(store: Store, ids: list[int]) -> None:
    one = TradeEvent(MilestoneKind.APPOINTMENT, NOW + timedelta(hours=1), "au bien", BY)
    milestones.note_milestone(store, who(store, ids[0]), one, by=BY, at=NOW)


def ask(store: Store, ids: list[int]) -> None:
    requests.note(store, PHONES[0], kind=RequestKind.ERASURE, received=NOW.date(), how="email", by=BY, at=NOW)


def sell(store: Store, _ids: list[int]) -> None:
    with store.read() as r:
        [sold] = suppliers.judged(r)
    suppliers.save(store, sold.sheet.id, {"legal_name": "Pige Ouest SAS"}, by=BY, at=NOW)


def near(store: Store, ids: list[int]) -> None:
    """A refusal at nearly the address of the second."""
    add(store, last_name="Bessone", phones=("06 39 98 12 55",), emails=(), reference="X", address="11 rue Neuve")
    opposing.oppose_typed(store, "06 39 98 12 55", how="letter", by=BY, at=NOW)


def called(store: Store, ids: list[int]) -> None:
    calling.log(store, who(store, ids[3]), direction="in", outcome="sold", by=BY, at=NOW)


def test_what_is_written_of_a_number_concerns_all_who_bear_it(tmp_path: Path) -> None:
    """Two calls on one telephone count for both of those who bear it, whichever sheet they were noted on."""
    with closing(new_base(tmp_path / "base", filled)) as store:
        with store.read() as r:
            [mine] = leads.search(r, text="moreau")
        other = add(
            store, last_name="Payet", first_name="Inès", phones=(PHONES[0],), emails=("i.payet@exemple.fr",),
            reference="Z", address="9 avenue Foch",
        )  # fmt: skip
        keep(store, law(store), by=BY, at=NOW)
        assert stale(store) == set()
        calling.log(store, who(store, mine), direction="out", outcome="no_answer", by=BY, at=NOW)
        assert stale(store) == {mine, other}
        keep(store, law(store), by=BY, at=NOW)
        agree(store)


WRITTEN: tuple[tuple[Callable[[Store, list[int]], object], set[int], str], ...] = (
    (lambda store, ids: calling.plan_callback(store, ids[1], due=NOW + DAY, by=BY, at=NOW), {1}, "write"),
    (lambda store, ids: opposing.oppose_typed(store, PHONES[2], how="call", by=BY, at=NOW), {2}, "opposed"),
    (meet, {0}, "meet"),
    (ask, {0}, "answer"),
    (sell, {0, 1, 2, 3}, "write"),
    (
        lambda store, ids: calling.log(store, who(store, ids[3]), direction="in", outcome="sold", by=BY, at=NOW),
        {3},
        "write",
    ),
    (lambda store, ids: join(store, ids[0], ids[1], by=BY, at=NOW), {0}, "write"),
)


@table("written, touched, step", WRITTEN)
def test_only_those_concerned_are_made_again(
    written: Callable[[Store, list[int]], object], touched: set[int], step: str, tmp_path: Path
) -> None:
    with closing(new_base(Path(mkdtemp(dir=tmp_path)))) as store:
        only_those(store, written, touched, step)


def only_those(store: Store, written: Callable[[Store, list[int]], object], touched: set[int], step: str) -> None:
    ids = filled(store)
    assert stale(store) == set()
    written(store, ids)
    assert stale(store) >= {ids[place] for place in touched}
    assert len(stale(store)) <= max(len(touched), 1) + 1
    assert Step(step) in agree(store)
    assert keep(store, law(store), by=BY, at=NOW) > 0
    assert stale(store) == set()
    assert Step(step) in agree(store)


def test_a_refusal_near_anybody_is_found_in_the_background(store: Store) -> None:
    ids = filled(store)
    near(store, ids)
    with store.read() as r:
        quick = standing(r, law(store), at=NOW)
    assert (quick.whole, quick.count(Step.OPPOSED)) == (False, 1)
    assert Step.DECIDE in agree(store)
    keep(store, law(store), by=BY, at=NOW)
    fuzzy_suppression.another_person(store, ids[1], by=BY, at=NOW)
    assert Step.DECIDE not in agree(store)


def test_time_alone_turns_a_step(store: Store) -> None:
    ids = filled(store)
    assert stale(store, 2 * DAY) == set()
    assert agree(store, 60 * DAY) == {Step.WRITE: 4}
    assert stale(store, 400 * DAY) == set(ids)
    assert agree(store, 400 * DAY) == {Step.ERASE: 4}


def test_a_clock_set_back_makes_them_again(store: Store) -> None:
    ids = filled(store)
    assert stale(store, -timedelta(minutes=5)) == set()
    assert stale(store, -3 * DAY) == set(ids)


def test_another_program_writes(store: Store) -> None:
    ids = filled(store)
    with closing(open_store(store.path.parent)) as other:
        opposing.oppose_typed(other, PHONES[1], how="call", by=BY, at=NOW)
    assert stale(store) == {ids[1]}
    assert agree(store) == {Step.OPPOSED: 1, Step.WRITE: 3}


def test_the_agency_completed_makes_all_again(store: Store) -> None:
    filled(store)
    save_agency(store, {"card_number": ""}, by=BY, at=NOW)
    assert agree(store) == {Step.COMPLETE: 4}
    keep(store, law(store), by=BY, at=NOW)
    save_agency(store, {"card_number": AGENCY["card_number"]}, by=BY, at=NOW)
    assert agree(store) == {Step.WRITE: 4}


def test_cut_short_it_goes_on(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = filled(store)
    with store.write("test", by=BY, at=NOW) as w:
        stored.mark_stale(w, ids)
    opposing.oppose_typed(store, PHONES[1], how="call", by=BY, at=NOW)

    def stop(done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        keep(store, law(store), by=BY, at=NOW, progress=stop)
    assert stale(store) == set(ids)
    assert agree(store) == {Step.OPPOSED: 1, Step.WRITE: 3}


def test_too_many_at_once_are_told_as_they_were(store: Store) -> None:
    ids = filled(store)
    opposing.oppose_typed(store, PHONES[1], how="call", by=BY, at=NOW)
    opposing.oppose_typed(store, PHONES[2], how="call", by=BY, at=NOW)
    with store.read() as r:
        told = standing(r, law(store), at=NOW, most=1)
        assert (told.whole, told.fresh, told.count(Step.WRITE)) == (False, {}, len(ids))
        each = step_cache.steps_told(r, told, ids, law(store), at=NOW)
        assert [each[one] for one in ids[1:3]] == [Step.OPPOSED] * 2


def test_the_list_is_filtered_by_step(store: Store) -> None:
    ids = filled(store)
    opposing.oppose_typed(store, PHONES[1], how="call", by=BY, at=NOW)

    def found(told: str, at: timedelta = timedelta(0)) -> set[int]:
        with store.read() as r:
            return set(lead_views.find(r, law(store), at=NOW + at, filters={"step": told}))

    assert found("opposed") == {ids[1]}
    assert found("opposed,write") == set(ids)
    assert found("late") == set()
    assert found("late", 60 * DAY) == set(ids)
    with store.read() as r:
        assert standing(r, law(store), at=NOW + 60 * DAY).late((NOW + 60 * DAY).date().isoformat()) == len(ids)
    with pytest.raises(UserError):
        found("soon")


def test_nothing_is_journaled(store: Store) -> None:
    filled(store)
    with store.read() as r:
        assert r.value(int, "SELECT count(*) FROM journal WHERE what = 'steps'") == 0
    assert keep(store, law(store), by=BY, at=NOW) == 0
    assert {Step.WAIT, Step.NOTHING} == step_cache.WAITED


def test_many_are_made_again_a_few_at_a_time(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each few is a transaction of its own, between which other writers pass; those who wait for a call come first."""
    ids = filled(store)
    monkeypatch.setattr(step_cache, "SLICE", 1)
    monkeypatch.setattr(step_cache, "SLICES", 2)
    with store.write("test", by=BY, at=NOW) as w:
        w.insert("callback", {"lead_id": ids[3], "due": kept(NOW + DAY), "note": "", "by": BY})
        stored.mark_stale(w, ids)
    told: list[tuple[int, set[int]]] = []
    assert keep(store, law(store), by=BY, at=NOW, progress=lambda done, _total: told.append((done, stale(store)))) == 4
    assert told == [(0, set(ids)), (2, {ids[1], ids[2]})]
    assert stale(store) == set()
