"""Writes values the way a sentence needs them: moments, numbers, channels, holidays. Used by verdicts and errors."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from operator import attrgetter
from types import MappingProxyType
from zoneinfo import ZoneInfo

from core.base.french import appointment, day, hour, listed, moment, number, phone_pairs, slots, weekday
from core.model.channel import Channel

AGENCY_ZONE = ZoneInfo("Europe/Paris")
LONGEST_NAME = 38
LONGEST_PHONE = 16  # E.164: a plus sign and fifteen figures

HOLIDAYS: Mapping[str, str] = MappingProxyType(
    {
        "new_year": "Jour de l’An",
        "easter_monday": "lundi de Pâques",
        "labour": "1er mai",
        "victory": "8\u00a0mai",
        "ascension": "Ascension",
        "whit_monday": "lundi de Pentecôte",
        "bastille": "14\u00a0juillet",
        "assumption": "Assomption",
        "all_saints": "Toussaint",
        "armistice": "11\u00a0novembre",
        "christmas": "Noël",
        "good_friday": "Vendredi saint",
        "boxing": "26\u00a0décembre",
        "abolition": "abolition de l’esclavage",
    }
)


def said(values: Mapping[str, object]) -> dict[str, str]:
    """Return the values of a sentence as French texts, each written according to its name and its type."""
    return {name: _text(name, value) for name, value in values.items()}


def _text(name: str, value: object) -> str:
    kind, write = _SHAPES.get(name, (None, str))
    if kind is not None and isinstance(value, kind):
        return write(value)
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, int):
        return number(value)
    if isinstance(value, tuple):
        return listed(value)
    return str(value)


def _phone(key: str) -> str:
    # The base keeps numbers as keyed hashes, which cannot be read out: the sentence is said without the number.
    return phone_pairs(key) if len(key) <= LONGEST_PHONE else ""


def _both_clocks(local: datetime, write: Callable[[datetime], str]) -> str:
    """Return a moment at the agency's clock, followed by the person's clock where it differs."""
    words = write(local.astimezone(AGENCY_ZONE))
    theirs = f" ({hour(local)} chez cette personne)"
    return words if local.utcoffset() == local.astimezone(AGENCY_ZONE).utcoffset() else words + theirs


def _short(text: str) -> str:
    # A reason must fit one line of 110 characters; the whole name is on the supplier's sheet.
    return text if len(text) <= LONGEST_NAME else f"{text[: LONGEST_NAME - 1].rstrip()}…"


GAPS: Mapping[str, str] = MappingProxyType(
    {
        "site": "le site où l’annonce a paru",
        "supplier": "qui vous a vendu ces coordonnées",
        "day": "le jour où l’annonce a été lue",
        "town": "la commune du bien",
    }
)
"""What the letter lacks to say where the data come from, in French."""
_SHAPES: Mapping[str, tuple[type, Callable[..., str]]] = MappingProxyType(
    {
        "hour": (datetime, hour),
        "slot_end": (datetime, lambda local: _both_clocks(local, hour)),
        "next": (datetime, lambda local: _both_clocks(local, appointment)),
        "slots": (tuple, slots),
        "weekday": (int, weekday),
        "holiday": (str, lambda key: HOLIDAYS.get(key, key)),
        "phone": (str, _phone),
        "channel": (Channel, attrgetter("word")),
        "gap": (str, lambda lacking: GAPS.get(lacking, "")),
        "quote": (str, _short),
        "object": (str, _short),
        "supplier": (str, _short),
        "company": (str, _short),
    }
)
