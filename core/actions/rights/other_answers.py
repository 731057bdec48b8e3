"""The answers to what a person asks on a coupon or over the telephone, besides their rights: an estimate, a call at a
moment that is not possible, the form of agreement, a letter that was not for them. Each is written only for what is
noted that they asked (rule GDPR-15)."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from core.actions.common.agency import settings
from core.actions.common.held_papers import Purpose, check_paper
from core.actions.letters.noticing import property_town, property_words
from core.actions.rights.replies import salutation, signer
from core.base.french import day
from core.base.i18n import _
from core.base.moments import local
from core.model.channel import TitleKind
from core.model.reply import ESTIMATE, FORM, Box
from core.notices.fields import at_town
from core.notices.replies import ReplyMessage, message
from core.records.call import Callback
from core.records.contact import Contact
from core.records.lead import Lead
from core.records.listing import Listing
from core.records.notice import Notice
from core.records.reply import Reply
from core.records.title import Title
from core.store.port import Reader
from core.words.errors import error

ASKED: Mapping[str, tuple[str, ...]] = {
    "estimate": ("slots_offered",),
    "callback": ("asked", "object", "answer"),
    "form": (),
    "wrong": (),
}
"""Each answer, and what is typed for it."""
_TEXTS: Mapping[str, str] = {"estimate": "estimate-4", "callback": "callback-4", "form": "form-2", "wrong": "wrong-4"}
_BOXES: Mapping[str, Box] = {"estimate": Box.ESTIMATE, "callback": Box.CALL_ME, "form": Box.FORM, "wrong": Box.NOT_ME}
_WRITTEN: Mapping[str, tuple[str, ...]] = {"estimate": (ESTIMATE, ""), "callback": ("",), "form": (FORM,), "wrong": ()}
"""Each answer → what the requests noted that it answers ask to be written: nothing for those that open a call."""


def other_answer(
    r: Reader, lead_id: int, name: str, typed: Mapping[str, str], *, at: datetime, by: str = ""
) -> ReplyMessage:
    """Return the answer ``name``, one of :data:`ASKED`, signed by who answers. Raises UserError LEAD_UNKNOWN,
    PAPER_HELD, FIELD_VALUE for something not typed, ANSWER_UNASKED where nothing noted says that the person asked,
    FIELD_MISSING for « estimate » where the town of the property is not known, CLAIM_UNANSWERED where the agency did
    not say whether it is free, AGENCY_INCOMPLETE."""
    check_paper(r, lead_id, Purpose.INFORM if name == "wrong" else Purpose.GO_ON, at=at)
    empty = next((field for field in ASKED[name] if not typed.get(field, "").strip()), None)
    if empty is not None:
        raise error("FIELD_VALUE", field=empty, value="")
    when = _day_asked(r, lead_id, name)
    if when is None and not (name == "callback" and r.count(Callback, lead_id=lead_id)):
        raise error("ANSWER_UNASKED")
    agency = settings(r).agency
    values = {"salutation": salutation(r, lead_id), "signer_name": signer(agency, by)}
    values |= {field: typed[field].strip().rstrip(".") for field in ASKED[name]}
    values |= {"request_date": day(when) if when else ""}
    values |= _OF[name](r, lead_id) if name in _OF else {}
    address = any(contact.kind == "address" for contact in r.of(Contact, lead_id=lead_id))
    return message(_TEXTS[name], agency, values, {"request_date": when is not None, "address_removed": not address})


def _day_asked(r: Reader, lead_id: int, name: str) -> date | None:
    """Return the last day on which the person asked for what an answer is about, by a coupon or by a request noted."""
    days = [date.fromisoformat(reply.received) for reply in _replies(r, lead_id, name)]
    for title in r.of(Title, lead_id=lead_id, kind=TitleKind.REQUEST.value):
        if title.written in _WRITTEN[name] and title.starts:
            days.append(local(title.starts).date())
    return max(days, default=None)


def _replies(r: Reader, lead_id: int, name: str) -> list[Reply]:
    """Return the coupons whose box asks for an answer, oldest first."""
    return [
        reply for reply in r.of(Reply, lead_id=lead_id, undone_at=None) if _BOXES[name].value in reply.boxes.split(",")
    ]


def _property(r: Reader, lead_id: int) -> dict[str, str]:
    listing = r.one(Listing, "-id", lead_id=lead_id)
    town = property_town(r.row(Lead, lead_id), listing)
    if not town:
        raise error("FIELD_MISSING", name=_("la commune du bien"))
    return {"property": property_words(listing.kind if listing else ""), "at_property_town": at_town(town)}


def _letter(r: Reader, lead_id: int) -> dict[str, str]:
    """Return the day of the letter that the last such coupon came back with."""
    letter = r.row(Notice, _replies(r, lead_id, "wrong")[-1].notice_id)
    return {"letter_date": day(date.fromisoformat(letter.day))}


_OF: Mapping[str, Callable[[Reader, int], dict[str, str]]] = {"estimate": _property, "wrong": _letter}
