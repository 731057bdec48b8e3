"""What a coupon asks to be answered in writing, as a step: nobody is called to be told of it (law file, TEL-26-07)."""

from datetime import datetime
from types import MappingProxyType

from core.model.reply import ESTIMATE, FORM
from core.model.step import InWriting, NextStep, Step
from core.rules.deadlines import working_days_after
from core.rules.rulebooks import Rulebooks

_SAID = MappingProxyType({ESTIMATE: "NEXT_ESTIMATE_ASKED", FORM: "NEXT_FORM_ASKED"})


def answer_in_writing(asked: InWriting | None, here: datetime, books: Rulebooks) -> NextStep | None:
    """Return the step that answers ``asked``, due as soon as a call would be; None when nothing is asked. ``here``:
    now, at the person's clock."""
    if asked is None:
        return None
    came = asked.at.astimezone(here.tzinfo).date()
    due = working_days_after(came, books.on(here.date()).numbers.request_working_days)
    return NextStep(Step.FOLLOW, _SAID[asked.what], {"date": came}, due)
