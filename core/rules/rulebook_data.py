"""A rulebook as values: the law of one period, its numbers, and which conditions each channel asks. Read from dated
data files."""

from collections.abc import Mapping
from datetime import date, time
from enum import StrEnum
from types import MappingProxyType

from core.base.records import Struct
from core.model.channel import Channel, TitleKind
from core.model.verdict import Reason

Values = Mapping[str, object]
"""What fills the sentence of a reason: days as ``date``, local moments as aware ``datetime``, the rest text, int or
tuple."""

NOTHING: Values = MappingProxyType({})
"""The condition holds, and its sentence has no field."""


class Kind(StrEnum):
    """How a reason weighs on the light."""

    OPPOSITION = "opposition"
    STOP = "stop"
    TIME = "time"
    COMPLETE = "complete"


class Rule(Struct, frozen=True):
    """One rule as shown: ``rule`` is its id in the law file, ``reference`` the article, ``grade`` the evidence, A
    to D; ``original`` is the rulebook's reference where the agency's counsel has another shown."""

    code: str
    rule: str
    reference: str
    grade: str
    kind: Kind = Kind.STOP
    original: str = ""

    def reason(self, values: Values = NOTHING, *, blocks: bool) -> Reason:
        """Return the rule as a reason of a verdict."""
        return Reason(self.code, self.rule, self.reference, self.grade, blocks, values, self.original)


class Numbers(Struct, frozen=True):
    """The numbers of the law. ``days``: ISO weekdays of calls; ``slots``: local hours, end excluded. ``counted_days``:
    calendar dates over which attempts are counted, today included. ``refusal_days``: days without calls after a
    refusal, 0 for no end. ``consent_law_since``: agreements older than that day are to be checked.
    ``consent_waives_hours``: a general agreement opens every hour (old law). ``appointment_minutes``: how long an
    agreed appointment holds. ``listing_months`` and ``retention_years``: how long the contact of an ad, and a prospect,
    are kept."""

    days: tuple[int, ...]
    slots: tuple[tuple[time, time], ...]
    appointment_minutes: int
    max_attempts: int
    counted_days: int
    refusal_days: int
    bloctel_months: int
    consent_years: int
    consent_law_since: date
    consent_waives_hours: bool
    request_working_days: int
    contract_warning_days: int
    notice_months: int
    letters: int
    letter_gap_days: int
    retention_years: int
    listing_months: int


class ChannelLaw(Struct, frozen=True):
    """The conditions of one channel, the strongest first. ``opens``: titles, any one of which is enough. ``forbids``:
    each condition that holds blocks. ``allows``: said when nothing blocks. ``cautions``: said in addition, they never
    block."""

    opens: tuple[TitleKind, ...]
    forbids: tuple[Rule, ...]
    allows: tuple[Rule, ...]
    cautions: tuple[Rule, ...]


class Rulebook(Struct, frozen=True):
    """The law from ``start`` to ``end``, both included; ``end`` None: no end known. ``rules``: by code, every
    reference."""

    id: str
    title: str
    start: date
    end: date | None
    sources: tuple[str, ...]
    numbers: Numbers
    channels: Mapping[Channel, ChannelLaw]
    rules: Mapping[str, Rule]
