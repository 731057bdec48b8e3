"""The next steps of all leads, as the base keeps them: each is made by the one rule, again when something that may
decide of it was written or when its moment has passed. They are what is counted and listed; no action relies on one.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TypeVar

from core.actions.common.fuzzy_suppression import near_held
from core.actions.common.judging import Law
from core.actions.common.next_step_facts import next_steps, situations
from core.actions.common.pending_blocks import askers
from core.actions.common.suppliers import judged
from core.base.moments import kept
from core.base.progress import Progress, silent
from core.base.records import Struct, field
from core.base.version import VERSION
from core.model.step import Situation, Step
from core.model.way_now import WayNow
from core.records.lead import Lead
from core.records.request import Request
from core.rules.buying import lacking
from core.rules.next_step import judged as situation_judged
from core.rules.next_step import step_of
from core.rules.step_turns import step_holds_until
from core.rules.way_now import way_now
from core.store import alike, requests, steps
from core.store.port import EVERY, Reader, Store
from core.store.steps import KeptStep
from core.words.errors import error

T = TypeVar("T")
_KeptValues = tuple[str, str, str, str]
"""The step, its day, its moment and the way, of a :class:`KeptStep`."""
WAITED = frozenset({Step.WAIT, Step.NOTHING})
"""Steps that ask nothing of anybody: their day is not a deadline."""
LATE = "late"
"""The filter of those whose step was due before today."""
COMMONEST = WayNow.LETTER
_NEVER = "A"
"""A kept moment later than any."""
AT_ONCE = 60
"""Leads made again while a page waits for them (25 ms); more are made in the background."""
_CLOCKS = timedelta(minutes=15)
"""Seats whose clocks differ by less keep each other's steps."""
_LOOKED = 1_000
SLICE, SLICES = 50, 20
"""Leads after which it is asked whether another writer waits, and how often in one transaction when nobody does."""


class StaleSteps(Struct, frozen=True):
    """The leads whose step is to be made again, and what was looked at to find them: ids of touched hashes, and what
    the steps are made with from now on. ``near``: a refused address may be near anybody's, which was not looked at;
    ``void``: nothing kept holds, because the law or the clock is another."""

    leads: frozenset[int]
    looked: tuple[int, ...] = ()
    made: Mapping[str, str] = field(default_factory=dict)
    near: bool = False
    void: bool = False


class StepTally(Struct, frozen=True):
    """Where all leads stand at one moment. ``days``: step → ISO day due, empty for none → how many leads; ``fresh``:
    the steps just made, which the base does not keep yet; ``whole``: False while others are still to be made: what is
    kept of them is told meanwhile; ``turns``: the first moment (kept) at which another of these steps is due to be made
    again, None for never; ``holds``: the moment (kept) until which a kept way must hold to be told now."""

    days: Mapping[Step, Mapping[str, int]]
    fresh: Mapping[int, KeptStep]
    whole: bool
    turns: str | None
    holds: str = ""

    def count(self, step: Step) -> int:
        """Return how many leads stand at a step."""
        return sum(self.days[step].values())

    @property
    def counts(self) -> dict[Step, int]:
        """How many leads stand at each step."""
        return {step: self.count(step) for step in Step}

    def counts_all(self, held: int) -> bool:
        """Tell whether the step of each of ``held`` leads is counted; after a large import it takes some seconds."""
        return sum(self.counts.values()) >= held

    def late(self, today: str) -> int:
        """Return how many leads have a step that was due before ``today`` (ISO day)."""
        return sum(
            leads
            for step, days in self.days.items()
            if step not in WAITED
            for day, leads in days.items()
            if day and day < today
        )

    def asked(self, told: str, today: str) -> tuple[str, str]:
        """Return the filter of the store, and what it takes, for ``told``: names of steps parted by commas, or
        :data:`LATE`. Where most leads are kept the others are left out, four times faster. Raises UserError
        FIELD_VALUE."""
        names = [step.value for step in Step if step not in WAITED] if told == LATE else told.split(",")
        unknown = next((name for name in names if name not in set(Step)), None)
        if unknown is not None:
            raise error("FIELD_VALUE", field="step", value=unknown)
        before = today if told == LATE else ""
        made = [one for one in self.fresh.values() if one.step in names and (not before or "" < one.due < before)]
        here = [one.lead_id for one in made]
        others = [step.value for step in Step if step not in names]
        if (
            not before
            and self.whole
            and sum(map(self.count, map(Step, names))) > sum(map(self.count, map(Step, others)))
        ):
            out = sorted(self.fresh.keys() - set(here))
            return "not_step", json.dumps({"steps": others, "in": here, "out": out})
        return "step", json.dumps({"steps": names, "before": before, "out": sorted(self.fresh), "in": here})

    def asked_way(self, way: str) -> tuple[str, str]:
        """Return the filter of the store, and what it takes, for what may be done now, kept past its moment never: who
        is still to be looked at is left out. Raises UserError FIELD_VALUE."""
        if way not in set(WayNow):
            raise error("FIELD_VALUE", field="way_now", value=way)
        here = [row.lead_id for row in self.fresh.values() if row.way == way]
        if self.whole and way == COMMONEST:  # Whoever has another is left out instead, which is faster.
            out = sorted(self.fresh.keys() - set(here))
            return "not_way", json.dumps({"way": way, "now": self.holds, "out": here, "in": out})
        return "way", json.dumps({"way": way, "now": self.holds, "out": sorted(self.fresh), "in": here})


def standing(r: Reader, law: Law, *, at: datetime, most: int | None = AT_ONCE) -> StepTally:
    """Return where all leads stand at ``at`` (aware). ``most``: how many steps are made again at once, None for all of
    them; when there are more, none is, and what is kept is told."""
    kept_counts = steps.step_counts(r)
    held = sum(one.leads for one in kept_counts)
    stale = find_stale(r, law, at=at, near=most is None, held=held, enough=most)
    few = most is None or len(stale.leads) <= most
    fresh = {one.lead_id: one for one in _make(r, sorted(stale.leads), law, at, {})} if few else {}
    days: dict[Step, dict[str, int]] = {step: {} for step in Step}
    for sign, counted in (
        (1, kept_counts),
        (-1, steps.step_counts(r, sorted(fresh)) if fresh else []),
    ):
        for one in counted:
            _add(days, one.step, one.due, sign * one.leads)
    for made in fresh.values():
        _add(days, made.step, made.due, 1)
    turns = [steps.next_turn(r, kept(at)), *(one.turns for one in fresh.values())]
    holds = _NEVER if stale.void else kept(at)
    return StepTally(days, fresh, few and not stale.near, min(filter(None, turns), default=None), holds)


def ways_known(r: Reader, told: StepTally) -> dict[int, str]:
    """Return what may be done now with each lead but those at the commonest way, :data:`COMMONEST`; empty for nothing,
    and for whoever is still to be looked at."""
    ways = steps.ways_but(r, COMMONEST, told.holds)
    ways.update((row.lead_id, row.way) for row in told.fresh.values())
    return ways


def way_tally(r: Reader, told: StepTally) -> dict[WayNow, int]:
    """Return with how many leads each may be done now, as far as they were looked at."""
    counts = Counter(steps.way_counts(r, told.holds))
    counts.subtract(row.way for row in steps.kept_rows(r, sorted(told.fresh)) if row.turns > told.holds)
    counts.update(row.way for row in told.fresh.values())
    return {way: counts[way] for way in WayNow}


def leading(r: Reader, told: StepTally, asked: Sequence[Step], limit: int = EVERY) -> list[int]:
    """Return the leads at one of these steps, the soonest due first, those without a day last."""
    wide = limit + len(told.fresh)
    stored = [row for step in asked for row in steps.first_at_step(r, step.value, wide)]
    rows = [row for row in stored if row.lead_id not in told.fresh]
    rows += [row for row in told.fresh.values() if row.step in asked]
    rows.sort(key=lambda row: (not row.due, row.due, row.lead_id))
    return [row.lead_id for row in rows[:limit]]


def of_batch(r: Reader, told: StepTally, batch_id: int, asked: Step) -> list[int]:
    """Return the leads added by a batch that stand at a step, in the order they came."""
    stored = [lead_id for lead_id in steps.of_batch_at_step(r, batch_id, asked) if lead_id not in told.fresh]
    fresh_ids = [row.lead_id for row in told.fresh.values() if row.step == asked]
    return sorted([*stored, *(lead.id for lead in r.of(Lead, id=fresh_ids, batch_id=batch_id))])


def steps_told(r: Reader, told: StepTally, ids: Sequence[int], law: Law, *, at: datetime) -> dict[int, Step]:
    """Return the step of each of ``ids`` that the base knows, as ``told`` counts it; while others are still to be made,
    each of them is judged."""
    if not told.whole:
        return {lead_id: one.step for lead_id, one in next_steps(r, ids, law, at=at).items()}
    rows = [*steps.kept_rows(r, ids), *(told.fresh[lead_id] for lead_id in ids if lead_id in told.fresh)]
    return {row.lead_id: Step(row.step) for row in rows}


def by_urgency(r: Reader, *, descending: bool) -> list[int]:
    """Return the leads that have something to do on a day, the soonest first; by what is kept."""
    return steps.by_urgency(r, [step.value for step in sorted(WAITED)], descending=descending)


def find_stale(
    r: Reader, law: Law, *, at: datetime, near: bool = True, held: int | None = None, enough: int | None = None,
    among: Collection[int] | None = None,
) -> StaleSteps:  # fmt: skip
    """Return what is to be made again. ``near``: look for whom refused addresses written since are near, which takes a
    tenth of a millisecond a lead; ``held``: how many steps are kept, where they were counted; ``enough``: leads above
    which no more are looked for, since those found are too many for who asks."""
    told, was = {"law": _signed(law), "suppliers": _lacks(r), "at": kept(at)}, steps.steps_made_with(r)
    void = was.get("law") != told["law"] or kept(at + _CLOCKS) < was.get("at", "")
    ids = steps.without_step(r, _NEVER if void else kept(at), held, among)
    if enough is not None and len(ids) > enough:
        return StaleSteps(frozenset(ids), (), told, void=void)
    touched = steps.hashes_touched(r)
    looked = tuple(one.id for one in touched)
    if void:
        return StaleSteps(frozenset(ids), looked, told, void=True)
    # A refusal of one way of being reached is kept under a mark and the way.
    hashes = [one.hash.partition(":")[0] for one in touched if not one.near]
    for part in _parts(hashes):
        ids |= {mark.lead_id for mark in alike.everyone_bearing(r, part)} | _asking_under(r, part)
    if was.get("suppliers") != told["suppliers"]:
        ids |= set(steps.leads_of_suppliers(r, _changed(was.get("suppliers", "{}"), told["suppliers"])))
    for request in requests.stops_asked(r):
        if request.lead_id in ids:
            ids |= askers(r, request)
    beside = any(one.near for one in touched)
    if beside and near and not r.keyless:
        ids |= {step.lead_id for step in steps.first_at_step(r, Step.DECIDE.value)}
        ids |= _near_ones(r)
    return StaleSteps(frozenset(ids), looked, told, near=beside and not near)


def _asking_under(r: Reader, hashes: Sequence[str]) -> set[int]:
    """Return the sheets of those who made requests under these keyed hashes, by a name too, and those set aside."""
    rows = r.of(Request, hash=hashes)
    return {lead_id for request in rows for lead_id in (*askers(r, request), *request.set_aside)}


def steps_that_hold(r: Reader, ids: Sequence[int], law: Law, *, at: datetime) -> dict[int, KeptStep]:
    """Return the kept steps of those of ``ids`` for whom nothing that decides of one was written since, and whose
    moment has not passed."""
    stopped = {request.lead_id for request in requests.stops_asked(r) if request.lead_id is not None}
    stale = find_stale(r, law, at=at, near=False, among={*ids, *stopped})
    turned = {*stale.leads, *near_held(r, ids)} if stale.near and not r.keyless else stale.leads
    return {
        row.lead_id: row
        for row in steps.kept_rows(r, ids)
        if row.lead_id not in turned and not (stale.near and row.step == Step.DECIDE)
    }


def keep(store: Store, law: Law, *, by: str, at: datetime, progress: Progress = silent) -> int:
    """Make again every step that does not hold at ``at``, a few at a time so that other writers pass between, and
    return how many were; first those of whom the call desk asks."""
    with store.read() as r:
        stale, first = find_stale(r, law, at=at), steps.worth_a_call(r)
        is_held = steps.steps_made_with(r) == dict(stale.made) | {"at": steps.steps_made_with(r).get("at", "")}
    if not stale.leads and not stale.looked and is_held:
        return 0
    ids = [*(lead_id for lead_id in first if lead_id in stale.leads), *sorted(stale.leads.difference(first))]
    with store.write("steps", by=by, at=at) as w:
        steps.mark_stale(w, ids)
        steps.settle_steps(w, stale.looked, stale.made)
    done_count = 0
    memo: dict[Situation, _KeptValues] = {}
    while done_count < len(ids):
        progress(done_count, len(ids))
        with store.write("steps", by=by, at=at) as w:
            for _slice in range(SLICES):
                steps.keep_steps(w, _make(w, ids[done_count : done_count + SLICE], law, at, memo))
                done_count = min(done_count + SLICE, len(ids))
                if done_count == len(ids) or w.awaited():
                    break
    return len(ids)


def _make(r: Reader, ids: Sequence[int], law: Law, at: datetime, memo: dict[Situation, _KeptValues]) -> list[KeptStep]:
    """Return the steps of those of ``ids`` that the base knows. ``memo``: those of situations already met: the rows of
    a file are mostly alike."""
    found = []
    for part in _parts(ids):
        for lead_id, has in situations(r, part, law):
            if has not in memo:
                memo[has] = _made(has, law, at)
            found.append(KeptStep(lead_id, *memo[has]))
    return found


def _made(has: Situation, law: Law, at: datetime) -> _KeptValues:
    view = situation_judged(has, at, law.books)
    step = step_of(view)
    turns = step_holds_until(has, at, law.books, step=step, call=view.call)
    return step.step.value, step.day.isoformat() if step.day else "", kept(turns), way_now(view) or ""


def _near_ones(r: Reader) -> set[int]:
    return {lead_id for part in _parts(steps.every_lead(r)) for lead_id in near_held(r, part)}


@lru_cache(maxsize=4)
def _signed(law: Law) -> str:
    """Return what the rule depends on beside the base, in short."""
    return hashlib.sha256(f"{VERSION}|{law!r}".encode()).hexdigest()[:16]


def _lacks(r: Reader) -> str:
    """Return what the sheet of each supplier lacks, JSON by id."""
    return json.dumps({str(one.sheet.id): lacking(one.risks) for one in judged(r)})


def _changed(was: str, now: str) -> list[int]:
    before, after = json.loads(was), json.loads(now)
    return [int(key) for key in {*before, *after} if before.get(key) != after.get(key)]


def _add(days: dict[Step, dict[str, int]], step: str, due: str, leads: int) -> None:
    at_step = days[Step(step)]
    at_step[due] = at_step.get(due, 0) + leads


def _parts(ones: Sequence[T]) -> Iterator[Sequence[T]]:
    return (ones[start : start + _LOOKED] for start in range(0, len(ones), _LOOKED))
