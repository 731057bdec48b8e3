"""« Rappelez-moi » on a coupon: a title limited to what it asks, for a number written on it and a page that proves it
(law file, TEL-26-07 and TEL-26-08)."""

from datetime import date

from core.actions.calling.titles import keep_asked
from core.actions.common import agency
from core.actions.common.judging import Law, facts, law_of
from core.actions.leads.editing import set_values
from core.actions.replies.pen import ReplyWriter
from core.base.i18n import _
from core.base.moments import AGENCY_ZONE, kept
from core.base.phones import parse
from core.base.screen_shapes import appointment
from core.model.editing import Change, How, ValueSource
from core.records.contact import Contact
from core.records.lead import Lead
from core.rules.callbacks import hours_suit, nearest
from core.rules.deadlines import working_days_after
from core.store.port import Value
from core.words.errors import error


def call_back(pen: ReplyWriter) -> bool:
    """Open the title for the call a coupon asks for, and plan it at the moment asked where a call is lawful then.
    Return False when it opens none and is to be answered in writing. Raises UserError PHONE_IMPOSSIBLE."""
    law = law_of(agency.settings(pen.w))
    today = pen.at.astimezone(AGENCY_ZONE).date()
    last = working_days_after(pen.reply.received, law.books.on(today).numbers.request_working_days)
    why = _in_writing_since(pen, last, today)
    if why:
        pen.say(why)
        return False
    if not _keep_number(pen):
        pen.say("REPLY_RECALL_REFUSED")
        return True
    title = keep_asked(
        pen.w, pen.lead_id, _("Estimation"), received=pen.moment, proof_id=pen.proof_id, written="", by=pen.by,
        at=pen.at,
    )  # fmt: skip
    pen.made.append(("title", title))
    _plan(pen, law, last)
    return True


def _in_writing_since(pen: ReplyWriter, last: date, today: date) -> str:
    """Return the code of why a call asked for is to be answered in writing, empty when it may be made."""
    when = pen.reply.when
    if not pen.reply.number.strip():
        return "REPLY_RECALL_BLANK"
    if pen.proof_id is None:
        return "REPLY_RECALL_UNPROVEN"
    if last < today:
        return "REPLY_RECALL_OLD"
    return "REPLY_RECALL_LATE" if when is not None and when.astimezone(AGENCY_ZONE).date() > last else ""


def _keep_number(pen: ReplyWriter) -> bool:
    """Put the number of the coupon on the sheet, given by the person; return False when its refusal closed the sheet
    instead."""
    phone = parse(pen.reply.number)
    if phone is None:
        raise error("PHONE_IMPOSSIBLE", value=pen.reply.number)
    if any(
        contact.kind == "phone" and contact.value == phone.e164 for contact in pen.w.of(Contact, lead_id=pen.lead_id)
    ):
        return pen.w.row(Lead, pen.lead_id).opposed_at is None
    source = ValueSource(How.PERSON, pen.reply.received)
    edited = set_values(pen.w, pen.lead_id, [Change("phone", phone.e164)], told=source, by=pen.by, at=pen.at)
    pen.edits.append(edited)
    return edited.opposed is None


def _plan(pen: ReplyWriter, law: Law, last: date) -> None:
    """Plan the call at the moment asked, or say until when and at which hours it may be made."""
    when = pen.reply.when
    if when is None:
        pen.say("REPLY_RECALL_OPEN", end=last)
        return
    if when <= pen.at:
        pen.say("REPLY_RECALL_PAST", end=last)
        return
    known = facts(pen.w, [pen.lead_id], law, near=False)[pen.lead_id]
    if not hours_suit(known, when, law.books):
        near = [appointment(moment.astimezone(AGENCY_ZONE)) for moment in nearest(known, when, pen.at, law.books)]
        wanted = appointment(when.astimezone(AGENCY_ZONE))
        pen.say("REPLY_RECALL_HOURS", when=wanted[:1].upper() + wanted[1:], moments=_(" ou ").join(near))
        return
    row: dict[str, Value] = {
        "lead_id": pen.lead_id,
        "due": kept(when),
        "note": _("Au sujet de l’estimation seulement"),
        "by": pen.by,
    }
    pen.made.append(("callback", pen.w.insert("callback", row)))
    pen.say("REPLY_RECALL", when=appointment(when.astimezone(AGENCY_ZONE)))
