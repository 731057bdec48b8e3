"""When somebody may be called back: at the hours and days the law allows, whatever the title will be by then (law file,
TEL-26-08)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from core.model.channel import Channel
from core.model.facts import Facts
from core.rules.channels import judge
from core.rules.rulebooks import Rulebooks

HOURS = frozenset({"HOURS_OUTSIDE", "HOURS_WEEKEND", "HOURS_HOLIDAY", "HOURS_LOCAL_HOLIDAY"})
"""What forbids a moment for itself."""
STEP = timedelta(minutes=30)
AROUND = timedelta(days=14)
"""Farther than any run of days without calls."""


def hours_suit(facts: Facts, moment: datetime, books: Rulebooks) -> bool:
    """Tell whether nothing of the hour or the day of ``moment`` (aware) forbids a call."""
    return not HOURS & {reason.code for reason in judge(Channel.CALL, facts, moment, books).reasons if reason.blocks}


def nearest(facts: Facts, moment: datetime, after: datetime, books: Rulebooks) -> tuple[datetime, ...]:
    """Return the moments nearest to ``moment`` at which a call is lawful, by half hours: the last before it, later than
    ``after``, and the first after it."""
    low = moment.replace(minute=moment.minute // 30 * 30, second=0, microsecond=0)
    earlier = (one for one in _walk(low, -STEP) if one > after)
    found = (next((one for one in ones if hours_suit(facts, one, books)), None) for ones in (earlier, _walk(low, STEP)))
    return tuple(one for one in found if one is not None)


def _walk(start: datetime, step: timedelta) -> Iterator[datetime]:
    """Yield the moments from ``start``, it left out, by ``step``, as far as :data:`AROUND`."""
    count = AROUND // abs(step)
    return (start + place * step for place in range(1, count + 1))
