"""The answers to what a person asks on a coupon or over the telephone, besides their rights: an estimate, a call at a
moment that is not possible, the form of agreement, a letter that was not for them."""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType

from core.actions.common.agency import settings
from core.actions.letters.noticing import property_words
from core.actions.register.recipients import signed
from core.actions.rights.replies import salutation
from core.base.countries import at_home
from core.base.french import day
from core.base.i18n import _
from core.base.moments import local, read_day
from core.notices.fields import at_town
from core.notices.replies import ReplyMessage, message
from core.records.contact import Contact
from core.records.lead import Lead
from core.records.listing import Listing
from core.records.notice import Notice
from core.records.title import Title
from core.store.port import Reader
from core.words.errors import error

ASKED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"estimate": ("slots_offered",), "callback": ("asked", "object", "answer"), "form": (), "wrong": ()}
)
"""Each answer, and what is typed for it."""
_TEXTS: Mapping[str, str] = MappingProxyType(
    {"estimate": "estimate-2", "callback": "callback-2", "form": "form-1", "wrong": "wrong-2"}
)


def other_answer(r: Reader, lead_id: int, name: str, typed: Mapping[str, str], *, at: datetime) -> ReplyMessage:
    """Return the answer ``name``, one of :data:`ASKED`. Raises UserError LEAD_UNKNOWN, FIELD_VALUE for something not
    typed, FIELD_MISSING for « estimate » where the town of the property is not known, LETTER_NONE for « wrong » when no
    letter was made, AGENCY_INCOMPLETE."""
    if r.get(Lead, lead_id) is None:
        raise error("LEAD_UNKNOWN")
    empty = next((field for field in ASKED[name] if not typed.get(field, "").strip()), None)
    if empty is not None:
        raise error("FIELD_VALUE", field=empty, value="")
    values = signed(settings(r).agency) | {"salutation": salutation(r, lead_id)}
    values |= {field: typed[field].strip().rstrip(".") for field in ASKED[name]}
    values |= _OF[name](r, lead_id)
    address = any(contact.kind == "address" for contact in r.of(Contact, lead_id=lead_id))
    facts = {"request_date": bool(values.get("request_date")), "address_removed": not address}
    return message(_TEXTS[name], values, facts)


def _nothing(_r: Reader, _lead_id: int) -> dict[str, str]:
    return {}


def _asked(r: Reader, lead_id: int) -> dict[str, str]:
    """Return the day of the person's last request, empty when none was noted."""
    days = [title.starts for title in r.of(Title, "-id", lead_id=lead_id) if title.kind == "request" and title.starts]
    return {"request_date": day(local(max(days)).date()) if days else ""}


def _property(r: Reader, lead_id: int) -> dict[str, str]:
    listing = r.one(Listing, "-id", lead_id=lead_id)
    person = r.get(Lead, lead_id)
    town = (listing and listing.town) or (at_home(person.town) if person else "")
    if not town:
        raise error("FIELD_MISSING", name=_("la commune du bien"))
    words = {"property": property_words(listing.kind if listing else ""), "at_property_town": at_town(town)}
    return words | _asked(r, lead_id)


def _letter(r: Reader, lead_id: int) -> dict[str, str]:
    notices = r.of(Notice, lead_id=lead_id)
    if not notices:
        raise error("LETTER_NONE")
    sent = read_day(notices[-1].day)
    return {"letter_date": day(sent) if sent else ""}


_OF: Mapping[str, Callable[[Reader, int], dict[str, str]]] = MappingProxyType(
    {"estimate": _property, "callback": _asked, "form": _nothing, "wrong": _letter}
)
