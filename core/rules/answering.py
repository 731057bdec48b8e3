"""What a coupon asks to be answered in writing, as a step: nobody is called to be told of it (law file, TEL-26-07)."""

from datetime import datetime
from types import MappingProxyType

from core.model.milestone import Milestone, MilestoneKind
from core.model.reply import ESTIMATE, FORM
from core.model.step import InWriting, NextStep, Situation, Step
from core.rules.deadlines import working_days_after
from core.rules.rulebooks import Rulebooks

_SAID = MappingProxyType({ESTIMATE: "NEXT_ESTIMATE_ASKED", FORM: "NEXT_FORM_ASKED"})


def answer_in_writing(has: Situation, here: datetime, books: Rulebooks) -> NextStep | None:
    """Return the step that answers what a coupon asks, due as soon as a call would be; None when nothing is asked that
    waits. ``here``: now, at the person's clock."""
    asked = has.in_writing
    if asked is None or _is_met(asked, has.milestone):
        return None
    came = asked.at.astimezone(here.tzinfo).date()
    due = working_days_after(came, books.on(here.date()).numbers.request_working_days)
    return NextStep(Step.FOLLOW, _SAID[asked.what], {"date": came}, due)


def _is_met(asked: InWriting, met: Milestone | None) -> bool:
    """Tell whether what was asked has had its answer in the trade since: an estimation handed over, a mandate, a sale
    that is lost."""
    if met is None or met.kind is MilestoneKind.APPOINTMENT or met.moment.date() < asked.at.date():
        return False
    return met.kind is not MilestoneKind.ESTIMATE or asked.what == ESTIMATE
