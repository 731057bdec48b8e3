"""Dates, hours, numbers and lists in the language of the screen. What is printed for a person, and the sentences of the
law, take those of :mod:`core.base.french` itself, or of the letter's language."""

from collections.abc import Callable
from typing import TypeVar

from core.base import english, french
from core.base.french import NBSP as NBSP
from core.base.french import THIN as THIN
from core.base.french import day_month_short as day_month_short
from core.base.french import day_short as day_short
from core.base.french import phone_pairs as phone_pairs
from core.base.i18n import SOURCE, language

ValueT = TypeVar("ValueT")


def _spoken(in_french: Callable[[ValueT], str], in_english: Callable[[ValueT], str]) -> Callable[[ValueT], str]:
    return lambda value: in_french(value) if language() == SOURCE else in_english(value)


day = _spoken(french.day, english.day)
day_month = _spoken(french.day_month, english.day_month)
long_day = _spoken(french.long_day, english.long_day)
hour = _spoken(french.hour, english.hour)
moment = _spoken(french.moment, english.moment)
appointment = _spoken(french.appointment, english.appointment)
weekday = _spoken(french.weekday, english.weekday)
number = _spoken(french.number, english.number)
listed = _spoken(french.listed, english.listed)
slots = _spoken(french.slots, english.slots)


def labelled(label: str, words: str) -> str:
    """Return words after what they are: « Prix : 342 000 € »."""
    return f"{label}{THIN if language() == SOURCE else ''}: {words}"


def quoted(words: str) -> str:
    """Return words as they were said: « pas d’agence »."""
    return f"«{THIN}{words}{THIN}»" if language() == SOURCE else f"“{words}”"


def decimal(figures: str) -> str:
    """Return figures with the decimal sign of the screen: « 136,75 », « 136.75 »."""
    return figures.replace(".", ",") if language() == SOURCE else figures
