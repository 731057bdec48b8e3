"""What each box of a coupon does once it is ticked: a refusal, a title limited to what it asks, a request, a
correction, an agreement."""

from collections.abc import Callable, Mapping
from datetime import date

from core.actions.calling.consenting import Agreed, keep_agreed, withdraw_every
from core.actions.calling.proof_copies import last_day_of
from core.actions.calling.titles import keep_asked
from core.actions.common import people
from core.actions.common.channel_opt_outs import close_ways
from core.actions.common.people import Who
from core.actions.common.request_rows import keep_request
from core.actions.leads.editing import set_values
from core.actions.register import opposing
from core.actions.register.refused_marks import UnheldError
from core.actions.replies.calling_back import call_back
from core.actions.replies.pen import ReplyWriter
from core.base.errors import UserError
from core.base.i18n import _
from core.base.moments import kept
from core.model.editing import Change
from core.model.reply import ESTIMATE, FORM, REFUSALS, WELCOMING, Box
from core.model.request import RequestKind
from core.records.contact import Contact, Mark
from core.records.request import Request
from core.records.title import Title
from core.rules.deadlines import request_due
from core.store import notices as found
from core.words.errors import error

_HOW = "letter"


def tick(pen: ReplyWriter, box: Box, agreed: Agreed | None) -> None:
    """Write what one ticked box asks for. Raises what :func:`core.actions.replies.recording.record`."""
    if box is Box.CONSENT:
        _consent(pen, agreed)
    else:
        _DOES[box](pen)


def of_erased(pen: ReplyWriter, meant: frozenset[Box]) -> None:
    """Keep the refusal of somebody erased, by what was kept of them or by what is written on the back, and the
    confirmation they ask for, due to them all the same (RGPD art. 12(3)); nothing else can be tied to them. Raises
    UserError REPLY_ERASED_AGREES, REFUSAL_UNHELD."""
    if meant & WELCOMING:
        raise error("REPLY_ERASED_AGREES")
    if not meant & REFUSALS:
        pen.say("REPLY_ERASED_GONE")
        return
    _refuse_erased(pen)
    if Box.CONFIRM in meant:
        _confirm(pen)


def _refuse_erased(pen: ReplyWriter) -> None:
    try:
        _refuse(pen, opposing.record(pen.w, Who(pen.lead_id), how=_HOW, by=pen.by, at=pen.at, said=_day(pen)))
        pen.say("REPLY_ERASED_DONE")
    except UnheldError:
        if not pen.reply.block.strip():
            raise
        _block(pen)
        return
    _block_more(pen)


def _oppose(pen: ReplyWriter) -> None:
    who = people.of_lead(pen.w, pen.lead_id)
    _refuse(pen, opposing.record(pen.w, who, how=_HOW, by=pen.by, at=pen.at, said=_day(pen)))
    pen.say("REPLY_OPPOSED")
    _block_more(pen)


def _block_more(pen: ReplyWriter) -> None:
    """Block what is written on the back too; what cannot be read of it is said, and loses nothing of the rest."""
    if not pen.reply.block.strip():
        return
    try:
        _block(pen)
    except UserError as problem:
        pen.told.append(problem.text)


def _block(pen: ReplyWriter) -> None:
    typed = pen.reply.block.strip()
    _refuse(pen, opposing.record_typed(pen.w, typed, how=_HOW, by=pen.by, at=pen.at, said=_day(pen)))
    pen.say("REPLY_BLOCKED_MORE")


def _refuse(pen: ReplyWriter, done: opposing.Opposed) -> None:
    if not done.already:
        pen.gestures.append(done.gesture)


def _confirm(pen: ReplyWriter) -> None:
    _request(pen, RequestKind.OBJECTION, _("Veut une confirmation, à l’adresse écrite sur le coupon."))
    pen.say("REPLY_CONFIRM", end=request_due(_day(pen)))


def _sold(pen: ReplyWriter) -> None:
    _request(pen, RequestKind.ERASURE, _("Bien déjà vendu ou loué."))
    pen.say("REPLY_SOLD", date=_day(pen))
    if Box.OPPOSE not in pen.reply.boxes:
        pen.say("REPLY_SOLD_ALSO")


def _request(pen: ReplyWriter, kind: RequestKind, words: str) -> None:
    """Note a request of the person, unless the same one waits already."""
    if pen.w.count(Request, lead_id=pen.lead_id, kind=kind, answered=None):
        return
    who = people.of_lead(pen.w, pen.lead_id)
    identity = _("Coupon de la lettre {reference}").format(reference=pen.letter.reference)
    made_count = keep_request(
        pen.w, who, kind, received=_day(pen), how=_HOW, by=pen.by, at=pen.at, words=words, identity=identity,
        typed=pen.letter.reference,
    )  # fmt: skip
    pen.made.append(("request", made_count))


def _estimate(pen: ReplyWriter) -> None:
    _in_writing(pen, ESTIMATE, _("Estimation"))
    pen.say("REPLY_ESTIMATE", date=_day(pen))


def _form(pen: ReplyWriter) -> None:
    _in_writing(pen, FORM, _("Formulaire d’accord"))
    pen.say("REPLY_FORM")


def _in_writing(pen: ReplyWriter, written: str, words: str) -> None:
    if any(request.written == written for request in found.asked_in_writing(pen.w, [pen.lead_id])):
        return
    title = keep_asked(
        pen.w, pen.lead_id, words, received=pen.moment, proof_id=pen.proof_id, written=written, by=pen.by, at=pen.at
    )
    pen.made.append(("title", title))


def _call_me(pen: ReplyWriter) -> None:
    """Open the call asked for, else its answer in writing. What the same coupon opened before its page was there gives
    way to the call, and is not asked again once it was answered."""
    earlier = [title for title in pen.w.of(Title, lead_id=pen.lead_id, written=ESTIMATE) if title.at in pen.earlier]
    if any(title.answered or title.closed_at for title in earlier):
        pen.say("REPLY_RECALL_ANSWERED")
    elif not call_back(pen):
        _in_writing(pen, ESTIMATE, _("Estimation"))
    elif Box.ESTIMATE not in pen.reply.boxes:
        for title in earlier:
            pen.change("title", title.id, {"closed_at": kept(pen.at)}, {"closed_at": None})


def _not_me(pen: ReplyWriter) -> None:
    _came_back(pen)
    places = [contact for contact in pen.w.of(Contact, lead_id=pen.lead_id) if contact.kind == "address"]
    if places:
        changes = [Change("address", "", contact=place.id) for place in places]
        pen.edits.append(set_values(pen.w, pen.lead_id, changes, by=pen.by, at=pen.at))
    pen.say("REPLY_NOT_ME")
    if Box.OPPOSE not in pen.reply.boxes:
        pen.say("REPLY_WRONG_ALSO")


def _returned(pen: ReplyWriter) -> None:
    _came_back(pen)
    pen.say("REPLY_RETURNED", date=_day(pen))


def _came_back(pen: ReplyWriter) -> None:
    if pen.letter.returned_at is None:
        pen.change("notice", pen.letter.id, {"returned_at": kept(pen.moment)}, {"returned_at": None})


def _refuse_calls(pen: ReplyWriter) -> None:
    for consent_id, taken in withdraw_every(pen.w, pen.lead_id, at=pen.at, how=_HOW, calls_only=True).items():
        if taken:
            pen.before.append(("consent", consent_id, {"calls_withdrawn": None, "withdrawn_how": ""}))
    _close(pen, "call")
    pen.say("REPLY_REFUSE_CALLS")


def _refuse_electronic(pen: ReplyWriter) -> None:
    _close(pen, "email", "sms")
    pen.say("REPLY_REFUSE_ELECTRONIC")


def _close(pen: ReplyWriter, *ways: str) -> None:
    """Put in the register that these ways are refused: it outlives the sheet, the coupon and the base."""
    marks = [(mark.kind, mark.hash) for mark in pen.w.of(Mark, lead_id=pen.lead_id)]
    pen.gestures += close_ways(pen.w, [(marks, ways)], how=_HOW, by=pen.by, at=pen.at)


def _consent(pen: ReplyWriter, agreed: Agreed | None) -> None:
    if agreed is None:
        raise error("REPLY_CONSENT_WORDS")
    if pen.proof_id is None:
        raise error("REPLY_CONSENT_PAGE")
    who = people.of_lead(pen.w, pen.lead_id)
    made_count = keep_agreed(pen.w, who, agreed, proof_id=pen.proof_id, by=pen.by, at=pen.at)
    pen.made.append(("consent", made_count))
    pen.say("REPLY_CONSENT", end=last_day_of(pen.w, made_count))


def _day(pen: ReplyWriter) -> date:
    return pen.reply.received


_DOES: Mapping[Box, Callable[[ReplyWriter], None]] = {
    Box.OPPOSE: _oppose,
    Box.CONFIRM: _confirm,
    Box.ESTIMATE: _estimate,
    Box.CALL_ME: _call_me,
    Box.FORM: _form,
    Box.SOLD: _sold,
    Box.NOT_ME: _not_me,
    Box.REFUSE_CALLS: _refuse_calls,
    Box.REFUSE_ELECTRONIC: _refuse_electronic,
    Box.RETURNED: _returned,
    Box.BLANK: lambda pen: pen.say("REPLY_BLANK"),
}
