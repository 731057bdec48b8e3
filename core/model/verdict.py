"""A verdict: whether a contact is allowed now, with every reason, its rule and its reference."""

from collections.abc import Mapping
from datetime import datetime

from core.base.i18n import N_
from core.base.records import Struct, field
from core.base.worded import WordedEnum
from core.model.channel import Channel


class Light(WordedEnum):
    """The light shown for a verdict; it decides the colour and the shape. Its word is that of the telephone;
    ``otherwise``: that of other channels, and of answering a call."""

    otherwise: str

    ALLOWED = "allowed", N_("Appelable"), N_("Permis")
    WAIT = "wait", N_("Attendre"), N_("À compléter")
    FORBIDDEN = "forbidden", N_("Ne pas appeler"), N_("Interdit")
    OPPOSED = "opposed", N_("Opposé"), N_("Opposé")


class Reason(Struct, frozen=True):
    """One reason of a verdict.

    ``code`` names the sentence (``CONSENT_NONE``), ``rule`` the rule of the law file (``TEL-26-01``), ``reference``
    the article as shown, ``grade`` the evidence A to D (D is shown as « Prudence »). ``values`` fill the sentence:
    dates and moments stay ``date``/aware ``datetime``, the rest is text or int. ``blocks`` tells whether it forbids.
    ``original``: the program's own reference when the agency's counsel replaced the one shown; empty otherwise.
    """

    code: str
    rule: str
    reference: str
    grade: str
    blocks: bool
    values: Mapping[str, object] = field(default_factory=dict)
    original: str = ""


class Verdict(Struct, frozen=True):
    """The answer for one channel. ``allowed``: no reason blocks; ``until``: the moment (UTC) it stops being true, None
    when not known."""

    channel: Channel
    at: datetime
    allowed: bool
    light: Light
    reasons: tuple[Reason, ...]
    until: datetime | None = None

    @property
    def code(self) -> str:
        """The code of the strongest reason, which comes first in the list."""
        return self.reasons[0].code
