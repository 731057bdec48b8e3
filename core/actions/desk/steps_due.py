"""What is due by the next steps: each kind of step with how many leads stand at it, and the most pressing of them. The
same numbers as the list filtered by step, the letters and the queue of calls."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Literal

from core.actions.common.judging import Law
from core.actions.common.next_step_facts import next_steps
from core.actions.common.step_cache import StepTally, leading
from core.base.records import Struct
from core.model.step import Step
from core.records.lead import Lead
from core.store.port import Reader

StepKind = Literal[
    "callable", "report", "meetings", "letters", "ready", "printed", "lacking", "decide", "kept", "follow"
]  # fmt: skip
Kind = Literal[
    "identity", "callable", "letters", "lacking", "ready", "sent", "printed", "callbacks", "barred", "report",
    "meetings", "unfinished", "agreements", "contracts", "requests", "messages", "decide", "kept", "follow", "erase",
    "sheet", "answers", "page", "year",
]  # fmt: skip
NAMED = 2
"""People named of those who may be called."""
STEPS_OF: Mapping[StepKind, tuple[Step, ...]] = {
    "callable": (Step.CALL_PROMISED, Step.CALL),
    "report": (Step.REPORT,),
    "meetings": (Step.MEET,),
    "letters": (Step.WRITE, Step.WRITE_AGAIN),
    "ready": (Step.PRINT,),
    "printed": (Step.POST,),
    "lacking": (Step.COMPLETE,),
    "decide": (Step.DECIDE,),
    "kept": (Step.ERASE,),
    "follow": (Step.FOLLOW,),
}
"""Kind of line → the steps it counts. Requests, open calls and messages to send have lines of their own: some are of
nobody the base knows."""


class Due(Struct, frozen=True):
    """One thing to do. ``day``: its deadline; ``at``: its local moment when an hour is known; ``name`` and ``lead``:
    the most urgent person; ``missing``: the mentions the agency lacks, the year of its answers; ``late``: how many were
    due before today; ``names``: of the first people. Of the recovery sheet, ``count``: the leads that anybody may read
    until then."""

    kind: Kind
    count: int
    day: date
    at: datetime | None = None
    name: str = ""
    lead: int | None = None
    missing: tuple[str, ...] = ()
    late: int = 0
    names: tuple[str, ...] = ()


def steps_due(r: Reader, law: Law, told: StepTally, *, at: datetime) -> list[Due]:
    """Return the lines of the steps that somebody stands at, at ``at`` (aware, in the agency's zone). ``told``: where
    all leads stand then."""
    firsts = {kind: leading(r, told, steps, NAMED) for kind, steps in STEPS_OF.items()}
    heads = [ids[0] for ids in firsts.values() if ids]
    now = next_steps(r, heads, law, at=at)
    dues = []
    for kind, ids in firsts.items():
        if not ids:
            continue
        due = now[ids[0]].due if ids[0] in now else None
        moment = due.astimezone(at.tzinfo) if isinstance(due, datetime) else None
        day = moment.date() if moment else due
        people = [person for lead_id in ids if (person := r.get(Lead, lead_id))]
        count, late = _counts(told, kind, at.date())
        dues.append(
            Due(
                kind, count, day if isinstance(day, date) else at.date(), moment, people[0].name, people[0].id,
                late=late, names=tuple(person.name for person in people),
            )
        )  # fmt: skip
    return [one for one in dues if one.count]


def _counts(told: StepTally, kind: StepKind, today: date) -> tuple[int, int]:
    """Return (how many are counted by a line, how many of them are late); an estimate is spoken of again on the day
    chosen, not before."""
    days = [(day, leads) for step in STEPS_OF[kind] for day, leads in told.days[step].items()]
    if kind == "follow":
        days = [(day, leads) for day, leads in days if day <= today.isoformat()]
    return sum(leads for _, leads in days), sum(leads for day, leads in days if day and day < today.isoformat())
