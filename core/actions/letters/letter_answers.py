"""What the agency answers once about what its letters state: an answer that something else contradicts, or words that a
letter may not say, are refused with their reason."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from core.actions.common import agency
from core.actions.common.settings_texts import settings_from, texts_from
from core.actions.letters.typed_words import refuse_words
from core.base.call_cost import call_cost
from core.notices.agency_answers import outside_eea
from core.notices.typed import one_line
from core.store.port import Store
from core.store.settings import saved_settings
from core.words.errors import error

LONGEST_METHOD = 120
"""Characters of the sentence on how the agency works."""


def note_read(store: Store, *, by: str, at: datetime) -> None:
    """Note that the answers were read again, and are still so."""
    agency.save_settings(store, {"answers_read": at.date().isoformat()}, by=by, at=at)


def save_answers(store: Store, values: Mapping[str, Any], *, by: str, at: datetime) -> None:
    """Save answers and other fields of the agency. Raises UserError, nothing being saved: FIELD_UNKNOWN, FIELD_VALUE,
    ANSWER_ABROAD for « no » while a company outside the EEA may see the data, or one whose country is not told,
    PHONE_PREMIUM for a number to refuse by that costs more than an ordinary call, PARAGRAPH_LONG, PARAGRAPH_WORDS."""
    with store.read() as r:
        saved = saved_settings(r)
    answered = settings_from({**saved, **texts_from(values)}).agency
    companies = outside_eea(answered)
    if "sends_abroad" in values and answered.sends_abroad is False and companies:
        raise error("ANSWER_ABROAD", companies=tuple(companies))
    number = one_line(answered.objection_phone)
    if "objection_phone" in values and number and not call_cost(number).may_be_asked:
        raise error("PHONE_PREMIUM", number=number)
    method = one_line(answered.method)
    if "method" in values and len(method) > LONGEST_METHOD:
        raise error("PARAGRAPH_LONG", count=len(method), most=LONGEST_METHOD)
    if "method" in values:
        refuse_words(method)
    agency.save_agency(store, values, by=by, at=at)
