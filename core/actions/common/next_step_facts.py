"""Turns what the base knows of leads into situations, and asks for their next step."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from core.actions.common.judging import Law, facts_known, known_of
from core.base.moments import happened, local, read_day
from core.base.records import replace
from core.model.facts import Facts
from core.model.milestone import MilestoneKind, TradeEvent
from core.model.opposing import CallOutcome
from core.model.step import NextStep, PendingRequest, Situation, Step
from core.records.call import Call, Callback
from core.records.milestone import Milestone
from core.records.request import RecipientTask, Request
from core.rules.deadlines import add_months
from core.rules.next_step import next_step
from core.store import steps as found
from core.store.judging import JudgedLead
from core.store.named_rows import by_lead
from core.store.notices import asked_in_writing, written_once
from core.store.port import Reader

TOLD_WITHIN_MONTHS = 1
"""A recipient is told of a refusal within the month (law file, GDPR-07)."""
AT_ONCE = 1_000


def next_steps(r: Reader, ids: Sequence[int], law: Law, *, at: datetime) -> dict[int, NextStep]:
    """Return the next step at ``at`` (aware) of each lead of ``ids`` that the base knows."""
    return {
        lead_id: next_step(one, at, law.books)
        for start in range(0, len(ids), AT_ONCE)
        for lead_id, one in situations(r, ids[start : start + AT_ONCE], law)
    }


def counted(steps: Mapping[int, NextStep]) -> dict[Step, int]:
    """Return how many leads stand at each step."""
    found = dict.fromkeys(Step, 0)
    for step in steps.values():
        found[step.step] += 1
    return found


def situations(r: Reader, ids: Sequence[int], law: Law) -> Iterator[tuple[int, Situation]]:
    """Yield (lead, its situation) for each of ``ids`` that the base knows."""
    known = known_of(r, ids)
    beside, reachable, once = _Beside(r, ids), found.reachable(r, ids), written_once(r, ids)
    for lead_id, facts in facts_known(r, known, law).items():
        situation = beside.of(lead_id, facts, known[lead_id].person, reachable=lead_id in reachable)
        wanted = law.second_letter and lead_id not in once
        yield lead_id, situation if wanted else replace(situation, second_wanted=False)


def milestone_of(row: Milestone) -> TradeEvent:
    """Return the milestone that a row keeps, its moment in the agency's zone."""
    kind, moment = MilestoneKind(row.kind), local(row.moment)
    return TradeEvent(kind, moment, row.place, row.who, row.said, read_day(row.back), row.id, row.by)


class _Beside:
    """What decides of the next step of some leads beside the facts of the law."""

    def __init__(self, r: Reader, ids: Sequence[int]) -> None:
        self._asked = by_lead(r.of(Request, "due", lead_id=ids, answered=None))
        self._opened = by_lead(r.of(Call, "started", lead_id=ids, ended=None))
        self._messages = by_lead(r.of(RecipientTask, "made", lead_id=ids, sent=None))
        self._callbacks = by_lead(r.of(Callback, "due", lead_id=ids, done_at=None, cancelled_at=None))
        self._ready, self._twins = by_lead(found.ready_letters(r, ids)), by_lead(found.twins(r, ids))
        self._met = by_lead(r.of(Milestone, lead_id=ids, undone_at=None))
        self._ended, self._in_writing = by_lead(found.ended_calls(r, ids)), by_lead(asked_in_writing(r, ids))

    def of(self, lead_id: int, facts: Facts, person: JudgedLead, *, reachable: bool) -> Situation:
        ofs, messages, twins = self._asked[lead_id], self._messages[lead_id], self._twins[lead_id]
        opened, ready, backs = self._opened[lead_id], self._ready[lead_id], self._callbacks[lead_id]
        ended, met, asks = self._ended[lead_id], self._met[lead_id], self._in_writing[lead_id]
        return Situation(
            facts,
            request=_pending(ofs[0]) if ofs else None,
            open_call=happened(opened[0].started) if opened else None,
            to_tell=(messages[0].recipient, _told_by(messages[0])) if messages else None,
            twin=twins[0] if twins else None,
            letter_ready=read_day(ready[-1].day) if ready else None,
            letter_sent=bool(ready and ready[-1].sent),
            letter_printed=bool(ready and ready[-1].printed),
            callback=happened(backs[0].due) if backs else None,
            last_call=(happened(ended[0].started), CallOutcome.known(ended[0].outcome)) if ended else None,
            reachable=reachable,
            milestone=milestone_of(met[-1]) if met else None,
            origin_gap=person.origin_gap,
            address_gap=person.address_gap,
            given=read_day(person.obtained) if person.given else None,
            in_writing=(asks[0].written, happened(asks[0].starts or asks[0].at)) if asks else None,
        )


def _pending(row: Request) -> PendingRequest:
    return PendingRequest(row.kind, date.fromisoformat(row.due), row.extended != "")


def _told_by(message: RecipientTask) -> date:
    return add_months(local(message.made).date(), TOLD_WITHIN_MONTHS)
