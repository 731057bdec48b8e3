"""A question put to the law: may this person be contacted on this channel at this moment, under the rulebook of the
day."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from core.base.records import Struct
from core.model.channel import Channel, TitleKind
from core.model.facts import ConsentFact, Facts, OppositionFact
from core.rules.rulebook_data import ChannelLaw, Numbers, Rulebook, Values
from core.rules.zones import METROPOLE

LAST_DAY = date(9999, 12, 29)
"""« 31/12/9999 » is written for "without end": past this day the calendar itself ends."""


class LawQuestion(Struct, frozen=True):
    """What is asked. ``local`` is the moment at the person's place, in Paris when the place is unknown (``placed``
    False). ``key``: comparison key of the phone or e-mail about to be used, empty for any. ``object_``: what the
    contact is about."""

    channel: Channel
    facts: Facts
    local: datetime
    today: date
    placed: bool
    book: Rulebook
    key: str
    object_: str

    @property
    def numbers(self) -> Numbers:
        """The numbers of the rulebook of the day."""
        return self.book.numbers

    @property
    def law(self) -> ChannelLaw:
        """The conditions of this channel in the rulebook of the day."""
        return self.book.channels[self.channel]

    def day(self, moment: datetime) -> date:
        """Return the day of ``moment`` at the person's place."""
        try:
            return moment.astimezone(self.local.tzinfo).date()
        except OverflowError:
            return moment.date()  # The first or last day of the calendar: an unreadable date kept as such.

    def end_of(self, day: date) -> datetime:
        """Return the moment (UTC) at which the local ``day`` ends."""
        following = min(day, LAST_DAY) + timedelta(days=1)
        return datetime(following.year, following.month, following.day, tzinfo=self.local.tzinfo).astimezone(UTC)


class Titles(Struct, frozen=True):
    """What makes a contact lawful now. ``ends``: the last day of each title that holds (None: no end). ``consents``:
    the agreements that can be used. ``flaws``: why the others do not hold, by reason code; for each code the latest
    fact is kept."""

    ends: Mapping[TitleKind, date | None]
    consents: tuple[ConsentFact, ...]
    flaws: Mapping[str, Values]
    values: Mapping[TitleKind, Values]


class Case(Struct, frozen=True):
    """The question with the oppositions in force, the oldest first, and the titles. ``elsewhere``: the same case in the
    zone told by the person's number, when it differs from that of the postcode."""

    ask: LawQuestion
    oppositions: tuple[OppositionFact, ...]
    titles: Titles
    elsewhere: "Case | None" = None

    @property
    def facts(self) -> Facts:
        """The person's facts."""
        return self.ask.facts


Condition = Callable[[Case], Values | None]
"""Returns what fills the sentence when the condition holds, None when it does not."""


def place(zone: str | None) -> tuple[tzinfo, bool]:
    """Return the person's time zone and True, or the one of Paris and False when ``zone`` is unknown or unreadable."""
    if not zone:
        return ZoneInfo(METROPOLE), False
    try:
        return ZoneInfo(zone), True
    except (KeyError, ValueError, OSError):
        return ZoneInfo(METROPOLE), False
