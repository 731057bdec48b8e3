"""What a coupon says when it comes back: the boxes of the paper, and the few words written beside them."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from core.base.i18n import N_
from core.base.records import Struct


class Box(StrEnum):
    """A box of the paper, ticked by a person who reads it; ``RETURNED``: the post brought the letter back; ``BLANK``:
    nothing is ticked."""

    OPPOSE = "oppose"
    CONFIRM = "confirm"
    ESTIMATE = "estimate"
    CALL_ME = "call_me"
    FORM = "form"
    SOLD = "sold"
    NOT_ME = "not_me"
    CONSENT = "consent"
    REFUSE_CALLS = "refuse_calls"
    REFUSE_ELECTRONIC = "refuse_electronic"
    RETURNED = "returned"
    BLANK = "blank"


BOXES: Mapping[Box, str] = MappingProxyType(
    {
        Box.OPPOSE: N_("S’oppose"),
        Box.CONFIRM: N_("et veut une confirmation"),
        Box.ESTIMATE: N_("Veut une estimation"),
        Box.CALL_ME: N_("Demande un rappel"),
        Box.FORM: N_("Veut le formulaire"),
        Box.SOLD: N_("Déjà vendu ou loué"),
        Box.NOT_ME: N_("Pas la bonne personne"),
        Box.CONSENT: N_("Donne son accord…"),
        Box.REFUSE_CALLS: N_("Refuse d’être appelé"),
        Box.REFUSE_ELECTRONIC: N_("Refuse e-mail et SMS"),
        Box.RETURNED: N_("Lettre revenue"),
        Box.BLANK: N_("Rien de coché"),
    }
)
"""Every box in the order of the paper, and what ticking it is called."""

LEFT = frozenset({Box.OPPOSE, Box.CONFIRM})
"""The boxes of the left column of the strip, « Je m’oppose »."""
REFUSALS = LEFT | {Box.REFUSE_CALLS, Box.REFUSE_ELECTRONIC}
"""What is kept whatever else the paper says (rule OBJ-01)."""
WELCOMING = frozenset({Box.ESTIMATE, Box.CALL_ME, Box.FORM, Box.CONSENT})
"""What would have the agency write or call again: an opposition on the same paper wins over it (rule OBJ-02)."""

ESTIMATE, FORM = "estimate", "form"
WRITTEN = (ESTIMATE, FORM)
"""What a request on a coupon has the agency answer in writing, and never by telephone."""


class Scan(Struct, frozen=True):
    """The picture of one coupon, kept as its proof. ``name``: of its file."""

    name: str
    content: bytes


class ReplyRead(Struct, frozen=True):
    """What one coupon says. ``reference``: as typed or read; ``received``: the day it came; ``when``: the moment asked
    for a call, aware; ``number``: the telephone written for it; ``block``: what is written to be blocked besides;
    ``scan``: the page, when it was scanned."""

    reference: str
    boxes: frozenset[Box]
    received: date
    when: datetime | None = None
    number: str = ""
    block: str = ""
    scan: Scan | None = None
