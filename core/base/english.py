"""Dates, hours, numbers and lists written the English way, under the names of :mod:`core.base.french`; hours are on 24,
as they are typed."""

from collections.abc import Sequence
from datetime import date, datetime, time

from core.base.french import NBSP

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def day(value: date) -> str:
    """Return a day in full: « 24 November 2026 »."""
    return f"{day_month(value)} {value.year}"


def day_month(value: date) -> str:
    """Return a day without its year: « 24 November »."""
    return f"{value.day}{NBSP}{MONTHS[value.month - 1]}"


def hour(value: time | datetime) -> str:
    """Return an hour: « 14:30 »."""
    return f"{value:%H:%M}"


def moment(local: datetime) -> str:
    """Return a day and an hour: « 24 November 2026 at 14:30 »."""
    return f"{day(local)} at {hour(local)}"


def appointment(local: datetime) -> str:
    """Return a moment of the coming weeks: « Wednesday 25 November at 10:00 »."""
    return f"{weekday(local.isoweekday())} {day_month(local)} at {hour(local)}"


def weekday(iso: int) -> str:
    """Return the name of an ISO weekday (1 is Monday)."""
    return WEEKDAYS[iso - 1]


def number(value: int) -> str:
    """Return a whole number with its thousands grouped: « 5,000 »."""
    return f"{value:,}"


def listed(texts: Sequence[str]) -> str:
    """Return texts as a list in a sentence: « the term, the object and the withdrawal »."""
    return " and ".join(part for part in (", ".join(texts[:-1]), *texts[-1:]) if part)


def slots(agreed: Sequence[tuple[int, str, str]]) -> str:
    """Return weekly slots, given as (ISO weekday, "HH:MM", "HH:MM"): « Tuesday 10:00 to 12:00 and Thursday … »."""
    return listed([f"{weekday(iso)} {start} to {end}" for iso, start, end in agreed])


def long_day(value: date) -> str:
    """Return a day with its weekday: « Tuesday 24 November 2026 »."""
    return f"{weekday(value.isoweekday())} {day(value)}"
