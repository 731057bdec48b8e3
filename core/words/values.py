"""Writes values the way a sentence needs them: moments, numbers, channels, holidays. Used by verdicts and errors."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from operator import attrgetter
from types import ModuleType
from zoneinfo import ZoneInfo

from core.base import french, screen_shapes
from core.base.french import phone_pairs
from core.base.i18n import N_, _
from core.model.channel import Channel

AGENCY_ZONE = ZoneInfo("Europe/Paris")
LONGEST_NAME = 38
LONGEST_PHONE = 16  # E.164: a plus sign and fifteen figures

HOLIDAYS: Mapping[str, str] = {
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


_THEIRS = N_("{words} ({hour} chez cette personne)")


def said(values: Mapping[str, object], shapes: ModuleType = screen_shapes) -> dict[str, str]:
    """Return the values of a sentence as texts, each written according to its name and its type. ``shapes``: of dates
    and numbers; :mod:`core.base.french` for what is never translated."""
    return {name: _text(name, value, shapes) for name, value in values.items()}


def _text(name: str, value: object, shapes: ModuleType) -> str:
    named, write = _WORDS.get(name, (object, None))
    if write is not None and isinstance(value, named):
        return write(value)
    for kind, shape in (_SHAPES[name], *_KINDS) if name in _SHAPES else _KINDS:
        if isinstance(value, kind):
            shaped = vars(shapes)[shape]
            if isinstance(value, datetime) and name in _AT_THEIRS:
                return _both_clocks(value, shaped, shapes)
            return str(shaped(value))
    return str(value)


def _phone(key: str) -> str:
    # The base keeps numbers as keyed hashes, which cannot be read out: the sentence is said without the number.
    return phone_pairs(key) if len(key) <= LONGEST_PHONE else ""


def _both_clocks(local: datetime, write: Callable[[datetime], str], shapes: ModuleType) -> str:
    """Return a moment at the agency's clock, followed by the person's clock where it differs."""
    words = write(local.astimezone(AGENCY_ZONE))
    if local.utcoffset() == local.astimezone(AGENCY_ZONE).utcoffset():
        return words
    theirs = _THEIRS if shapes is french else _(_THEIRS)
    return theirs.format(words=words, hour=shapes.hour(local))


def _short(text: str) -> str:
    # A reason must fit one line of 110 characters; the whole name is on the supplier's sheet.
    return text if len(text) <= LONGEST_NAME else f"{text[: LONGEST_NAME - 1].rstrip()}…"


GAPS: Mapping[str, str] = {
    "site": "le site où l’annonce a paru",
    "supplier": "qui vous a vendu ces coordonnées",
    "day": "le jour où l’annonce a été lue",
    "town": "la commune du bien",
}
"""What the letter lacks to say where the data come from, in French."""
_SHAPES: Mapping[str, tuple[type, str]] = {
    "hour": (datetime, "hour"),
    "slot_end": (datetime, "hour"),
    "next": (datetime, "appointment"),
    "slots": (tuple, "slots"),
    "weekday": (int, "weekday"),
}
"""A field whose values have another shape than their type → that type, and the shape."""
_AT_THEIRS = ("slot_end", "next")
"""Fields said at the clock of the person too."""
_KINDS: Sequence[tuple[type, str]] = ((datetime, "moment"), (date, "day"), (int, "number"), (tuple, "listed"))
_WORDS: Mapping[str, tuple[type, Callable[..., str]]] = {
    "holiday": (str, lambda key: HOLIDAYS.get(key, key)),
    "phone": (str, _phone),
    "channel": (Channel, attrgetter("word")),
    "gap": (str, lambda lacking: GAPS.get(lacking, "")),
    "quote": (str, _short),
    "object": (str, _short),
    "supplier": (str, _short),
    "company": (str, _short),
}
