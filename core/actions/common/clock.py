"""Tells whether the computer's clock is behind what the base already recorded (rule OBJ-02), or leaps ahead of it."""

from collections.abc import Callable
from datetime import datetime, timedelta

from core.base.moments import AGENCY_ZONE, happened
from core.store.engine import journal
from core.store.port import Reader, Store
from core.words.errors import user_text

TOLERANCE = timedelta(minutes=2)
"""Two computers, or a clock just set right by the network, may differ by this much."""
MONTH = timedelta(days=31)
LOOKED = 200
"""Rows of the journal looked at: a clock that was wrong long ago is no news."""


def clock_behind(r: Reader, now: datetime) -> datetime | None:
    """Return the latest moment of the last rows of the journal when ``now`` (aware) is before it; None when the clock
    agrees with what was recorded. Nothing that the law decides rests on it: refusals and agreements have an order of
    their own."""
    last = max(map(happened, journal.last_moments(r, LOOKED)), default=now)
    return last if last > now + TOLERANCE else None


def skew_words(store: Store, clock: Callable[[], datetime]) -> str:
    """Return the sentence that says that the clock of this computer is not that of the one the base is on; empty when
    they agree. What is noted at each seat bears the time of its own."""
    ahead = abs(store.clock_ahead(clock))
    return user_text("CLOCK_SKEW", minutes=round(ahead / timedelta(minutes=1))) if ahead > TOLERANCE else ""


def clock_leaps(r: Reader, now: datetime) -> bool:
    """Tell whether nothing was recorded on another day of the month before ``now`` (aware): the base slept, or the
    clock is ahead. What age decides then waits for a day: a wrong year would delete every copy, and every sheet."""
    told = [now - moment for moment in map(happened, journal.last_moments(r, LOOKED)) if moment.date() != now.date()]
    return not any(timedelta(0) < age < MONTH for age in told)


def clock_words(r: Reader, now: datetime) -> str:
    """Return the sentence that says that the clock is behind; empty when it is not."""
    last = clock_behind(r, now)
    if last is None:
        return ""
    return user_text("CLOCK_BEHIND", now=now.astimezone(AGENCY_ZONE), last=last.astimezone(AGENCY_ZONE))
