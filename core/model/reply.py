"""What a coupon says when it comes back: the boxes of the paper, and the few words written beside them."""

from datetime import date, datetime

from core.base.i18n import N_
from core.base.records import Struct
from core.base.worded import WordedEnum
from core.records.consent import Proof


class Box(WordedEnum):
    """A box of the paper, ticked by a person who reads it; ``RETURNED``: the post brought the letter back; ``BLANK``:
    nothing is ticked. They stand in the order of the paper; the word is what ticking one is called."""

    OPPOSE = "oppose", N_("S’oppose")
    CONFIRM = "confirm", N_("et veut une confirmation")
    ESTIMATE = "estimate", N_("Veut une estimation")
    CALL_ME = "call_me", N_("Demande un rappel")
    FORM = "form", N_("Veut le formulaire")
    SOLD = "sold", N_("Déjà vendu ou loué")
    NOT_ME = "not_me", N_("Pas la bonne personne")
    CONSENT = "consent", N_("Donne son accord…")
    REFUSE_CALLS = "refuse_calls", N_("Refuse d’être appelé")
    REFUSE_ELECTRONIC = "refuse_electronic", N_("Refuse e-mail et SMS")
    RETURNED = "returned", N_("Lettre revenue")
    BLANK = "blank", N_("Rien de coché")


LEFT = frozenset({Box.OPPOSE, Box.CONFIRM})
"""The boxes of the left column of the strip, « Je m’oppose »."""
REFUSALS = LEFT | {Box.REFUSE_CALLS, Box.REFUSE_ELECTRONIC}
"""What is kept whatever else the paper says (rule OBJ-01)."""
WELCOMING = frozenset({Box.ESTIMATE, Box.CALL_ME, Box.FORM, Box.CONSENT})
"""What would have the agency write or call again: an opposition on the same paper wins over it (rule OBJ-02)."""

ESTIMATE, FORM = "estimate", "form"
WRITTEN = (ESTIMATE, FORM)
"""What a request on a coupon has the agency answer in writing, and never by telephone."""


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
    scan: Proof | None = None
