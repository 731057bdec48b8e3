"""Dates, hours, numbers, telephones and lists written the French way, with the spaces a printer would use.

Source: Lexique des règles typographiques en usage à l'Imprimerie nationale. U+00A0 keeps a number with its unit;
U+202F groups thousands. Moments are given to these functions in the local time of the reader.
"""

from collections.abc import Sequence
from datetime import date, datetime, time

NBSP = "\u00a0"
THIN = "\u202f"
MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def day(value: date) -> str:
    """Return a day in full: « 24 novembre 2026 », « 1er janvier 2027 »."""
    return f"{day_month(value)} {value.year}"


def day_month(value: date) -> str:
    """Return a day without its year: « 24 novembre »."""
    return f"{'1er' if value.day == 1 else value.day}{NBSP}{MONTHS[value.month - 1]}"


def day_short(value: date) -> str:
    """Return a day in figures, for columns: « 24/11/2026 »."""
    return f"{value:%d/%m/}{value.year:04d}"


def hour(value: time | datetime) -> str:
    """Return an hour: « 14 h 30 », « 10 h », « 9 h 05 »."""
    minutes = f"{NBSP}{value.minute:02d}" if value.minute else ""
    return f"{value.hour}{NBSP}h{minutes}"


def moment(local: datetime) -> str:
    """Return a day and an hour: « 24 novembre 2026 à 14 h 30 »."""
    return f"{day(local)} à {hour(local)}"


def appointment(local: datetime) -> str:
    """Return a moment of the coming weeks, with its weekday and no year: « mercredi 25 novembre à 10 h »."""
    return f"{weekday(local.isoweekday())} {day_month(local)} à {hour(local)}"


def weekday(iso: int) -> str:
    """Return the French name of an ISO weekday (1 is Monday)."""
    return WEEKDAYS[iso - 1]


def number(value: int) -> str:
    """Return a whole number with its thousands grouped: « 5 000 »."""
    return f"{value:,}".replace(",", THIN)


def listed(texts: Sequence[str]) -> str:
    """Return texts as a list in a sentence: « la durée, l’objet et le retrait »."""
    *first, last = texts or ("",)
    return f"{', '.join(first)} et {last}" if first else last


def phone_pairs(e164: str) -> str:
    """Return an E.164 number as it is read aloud: « 06 39 98 00 00 » for +33639980000. A number of another country
    keeps its country code; one already spaced (« +262 692 00 00 00 ») stays as given."""
    national = f"0{e164[3:]}" if e164.startswith("+33") else e164
    if len(national) != 10 or not national.isdecimal():
        return e164
    return NBSP.join(national[i : i + 2] for i in range(0, 10, 2))


def slots(agreed: Sequence[tuple[int, str, str]]) -> str:
    """Return weekly slots, given as (ISO weekday, "HH:MM", "HH:MM"), as a phrase: « le mardi de 10 h à 12 h et le jeudi
    de 14 h à 16 h »."""
    by_hours: dict[tuple[str, str], list[str]] = {}
    for iso, start, end in agreed:
        by_hours.setdefault((start, end), []).append(f"le {weekday(iso)}")
    return listed([f"{listed(days)} de {_clock(start)} à {_clock(end)}" for (start, end), days in by_hours.items()])


def _clock(text: str) -> str:
    try:
        return hour(time.fromisoformat(text))
    except ValueError:
        return text


def long_day(value: date) -> str:
    """Return a day with its weekday: « mardi 24 novembre 2026 »."""
    return f"{weekday(value.isoweekday())} {day(value)}"


def day_month_short(value: date) -> str:
    """Return a day for a narrow column: « 24/11 »."""
    return f"{value:%d/%m}"
