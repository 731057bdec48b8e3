"""A verdict: may this be done now, with every reason, its rule and its reference."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from core.model.channel import Channel


class Light(StrEnum):
    """The light on screen: its colour, shape and word follow from it."""

    ALLOWED = "allowed"
    WAIT = "wait"
    FORBIDDEN = "forbidden"
    OPPOSED = "opposed"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason of a verdict.

    ``code`` names the sentence (``CONSENT_NONE``), ``rule`` the rule of the law file (``TEL-26-01``), ``reference`` the
    article as shown, ``grade`` the evidence A to D (D is shown as « Prudence »). ``values`` fill the sentence: dates
    and moments stay ``date``/aware ``datetime``, the rest is text or int. ``blocks`` tells whether it forbids.
    ``original``: the reference of the program, where the agency's counsel has another shown; empty otherwise.
    """

    code: str
    rule: str
    reference: str
    grade: str
    blocks: bool
    values: Mapping[str, object] = field(default_factory=dict)
    original: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """``allowed`` is true when no reason blocks; ``until``: the moment (UTC) it stops holding, None when not known."""

    channel: Channel
    at: datetime
    allowed: bool
    light: Light
    reasons: tuple[Reason, ...]
    until: datetime | None = None

    @property
    def code(self) -> str:
        """Code of the strongest reason: reasons are given the strongest first."""
        return self.reasons[0].code
