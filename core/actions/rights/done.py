"""What must be so before a person is told that what they asked for is done: the same for the letter and for the note
that it left (rule GDPR-15)."""

from datetime import datetime, time

from core.base.moments import AGENCY_ZONE, kept, local
from core.model.request import PersonRequest, RequestKind
from core.records.lead import Lead
from core.store import forgetting, registers, requests
from core.store.port import Reader
from core.words.errors import error


def check_done(r: Reader, asked: PersonRequest) -> None:
    """Raise UserError where the base contradicts « c’est fait » for the sheet of a request: COPY_FIRST,
    CORRECTION_FIRST, RESTRICTION_LIFTED, REQUEST_NOT_OPPOSED. An erasure is seen by its sheet."""
    if asked.kind is RequestKind.ACCESS and not asked.answer:
        raise error("COPY_FIRST")
    if asked.kind is RequestKind.RECTIFICATION and not is_corrected(r, asked):
        raise error("CORRECTION_FIRST")
    person = r.get(Lead, asked.lead_id) if asked.lead_id is not None else None
    if asked.kind is RequestKind.RESTRICTION and person is not None and person.restricted_at is None:
        raise error("RESTRICTION_LIFTED")
    if asked.kind is RequestKind.OBJECTION and refused_since(r, asked) is None:
        raise error("REQUEST_NOT_OPPOSED")


def is_corrected(r: Reader, asked: PersonRequest) -> bool:
    """Tell whether the sheet of a request was corrected since the day it came."""
    midnight = datetime.combine(asked.received, time(), AGENCY_ZONE)
    return asked.lead_id is not None and requests.corrected(r, asked.lead_id, kept(midnight))


def refused_since(r: Reader, asked: PersonRequest) -> datetime | None:
    """Return the local moment of the oldest refusal of the person who made the request, by what was kept of them where
    they were erased; None when the register holds none."""
    rest = [mark.hash for mark in forgetting.marks_of_erased(r, asked.lead_id)] if asked.lead_id is not None else []
    refusals = registers.opposed(r, [text for text in (asked.hash, *rest) if text])
    moments = [refusal.at for refusal in refusals.values()]
    on_sheet = r.row(Lead, asked.lead_id).opposed_at if asked.lead_id is not None else None
    moments += [on_sheet] if on_sheet else []
    return local(min(moments)) if moments else None
