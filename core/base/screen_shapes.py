"""Dates, hours, numbers and lists in the language of the screen. What is printed for a person, and the sentences of the
law, take those of :mod:`core.base.french` itself, or of the letter's language. Hours are on 24, as they are typed."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from typing import TypeVar

from core.base import french
from core.base.french import NBSP as NBSP
from core.base.french import THIN as THIN
from core.base.french import day_month_short as day_month_short
from core.base.french import day_short as day_short
from core.base.french import phone_pairs as phone_pairs
from core.base.i18n import SOURCE, language

ENGLISH_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
ENGLISH_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def english_day(value: date) -> str:
    """Return a day in full: « 24 November 2026 »."""
    return f"{english_day_month(value)} {value.year}"


def english_day_month(value: date) -> str:
    """Return a day without its year: « 24 November »."""
    return f"{value.day}{NBSP}{ENGLISH_MONTHS[value.month - 1]}"


def english_hour(value: time | datetime) -> str:
    """Return an hour: « 14:30 »."""
    return f"{value:%H:%M}"


def english_moment(local: datetime) -> str:
    """Return a day and an hour: « 24 November 2026 at 14:30 »."""
    return f"{english_day(local)} at {english_hour(local)}"


def english_appointment(local: datetime) -> str:
    """Return a moment of the coming weeks: « Wednesday 25 November at 10:00 »."""
    return f"{english_weekday(local.isoweekday())} {english_day_month(local)} at {english_hour(local)}"


def english_weekday(iso: int) -> str:
    """Return the name of an ISO weekday (1 is Monday)."""
    return ENGLISH_WEEKDAYS[iso - 1]


def english_number(value: int) -> str:
    """Return a whole number with its thousands grouped: « 5,000 »."""
    return f"{value:,}"


def english_listed(texts: Sequence[str]) -> str:
    """Return texts as a list in a sentence: « the term, the object and the withdrawal »."""
    return " and ".join(part for part in (", ".join(texts[:-1]), *texts[-1:]) if part)


def english_slots(agreed: Sequence[tuple[int, str, str]]) -> str:
    """Return weekly slots, given as (ISO weekday, "HH:MM", "HH:MM"): « Tuesday 10:00 to 12:00 and Thursday … »."""
    return english_listed([f"{english_weekday(iso)} {start} to {end}" for iso, start, end in agreed])


def english_long_day(value: date) -> str:
    """Return a day with its weekday: « Tuesday 24 November 2026 »."""
    return f"{english_weekday(value.isoweekday())} {english_day(value)}"


ValueT = TypeVar("ValueT")


def _spoken(in_french: Callable[[ValueT], str], in_english: Callable[[ValueT], str]) -> Callable[[ValueT], str]:
    return lambda value: in_french(value) if language() == SOURCE else in_english(value)


day = _spoken(french.day, english_day)
day_month = _spoken(french.day_month, english_day_month)
long_day = _spoken(french.long_day, english_long_day)
hour = _spoken(french.hour, english_hour)
moment = _spoken(french.moment, english_moment)
appointment = _spoken(french.appointment, english_appointment)
weekday = _spoken(french.weekday, english_weekday)
number = _spoken(french.number, english_number)
listed = _spoken(french.listed, english_listed)
slots = _spoken(french.slots, english_slots)


def labelled(label: str, words: str) -> str:
    """Return words after what they are: « Prix : 342 000 € »."""
    return f"{label}{THIN if language() == SOURCE else ''}: {words}"


def quoted(words: str) -> str:
    """Return words as they were said: « pas d’agence »."""
    return f"«{THIN}{words}{THIN}»" if language() == SOURCE else f"“{words}”"


def decimal(figures: str) -> str:
    """Return figures with the decimal sign of the screen: « 136,75 », « 136.75 »."""
    return figures.replace(".", ",") if language() == SOURCE else figures
