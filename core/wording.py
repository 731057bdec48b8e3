"""The words of verdicts and errors: a reason or an error code in, a French sentence out.

Verdicts stay in French, being the agency's acts: their sentences are data in resources/law/words. Errors are
translated."""

import tomllib
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from string import Formatter
from types import MappingProxyType
from zoneinfo import ZoneInfo

from core.error_words import COUNTED, SENTENCES
from core.errors import UserError
from core.french import (
    appointment,
    day,
    day_short,
    hour,
    listed,
    moment,
    number,
    phone_pairs,
    slots,
    weekday,
)
from core.i18n import _, n_
from core.model.channel import Channel
from core.model.verdict import Light, Reason, Verdict
from core.resources import resource

__all__ = [
    "appointment",
    "change",
    "channel_word",
    "day",
    "day_short",
    "error",
    "holds",
    "hour",
    "light_word",
    "moment",
    "number",
    "original",
    "phone_pairs",
    "reference",
    "sentence",
    "user_text",
]

PRUDENCE = "Prudence"
_AGENCY_ZONE = ZoneInfo("Europe/Paris")
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

CHANNELS: Mapping[Channel, str] = MappingProxyType(
    {
        Channel.CALL: "téléphone",
        Channel.LETTER: "lettre",
        Channel.EMAIL: "e-mail",
        Channel.SMS: "SMS",
        Channel.PORTAL: "la messagerie du site",
        Channel.ROBOT: "automate d’appel",
        Channel.VISIT: "visite",
    }
)

CALL_LIGHTS: Mapping[Light, str] = MappingProxyType(
    {
        Light.ALLOWED: "Appelable",
        Light.WAIT: "Attendre",
        Light.FORBIDDEN: "Ne pas appeler",
        Light.OPPOSED: "Opposé",
    }
)

OTHER_LIGHTS: Mapping[Light, str] = MappingProxyType(
    {
        Light.ALLOWED: "Permis",
        Light.WAIT: "À compléter",
        Light.FORBIDDEN: "Interdit",
        Light.OPPOSED: "Opposé",
    }
)


def sentence(reason: Reason) -> str:
    """Return what the reason says, in French, its fields filled."""
    words = _words()[reason.code]
    values = _texts(reason.values)
    count = reason.values.get(words.get("count", ""))
    template = words["one"] if isinstance(count, int) and count < 2 else words["sentence"]
    return _filled(template, words.get("bare"), values)


def change(reason: Reason) -> str:
    """Return what would change the reason; for a reason that allows, until when it holds."""
    words = _words()[reason.code]
    return _filled(words["change"], words.get("change_bare"), _texts(reason.values))


def reference(reason: Reason) -> str:
    """Return the article as shown; « Prudence » for a rule no text was found for (grade D)."""
    return PRUDENCE if reason.grade == "D" else reason.reference


def original(reason: Reason) -> str:
    """Return the program's own reference where the agency's counsel has another shown, else an empty text."""
    return reason.original


def holds(verdict: Verdict) -> str:
    """Return until when an allowed contact stays so, or from when a call that waits is allowed, at the agency's clock;
    empty when no moment is known."""
    if verdict.until is None:
        return ""
    told = moment(verdict.until.astimezone(_AGENCY_ZONE))
    return f"Jusqu’au {told}." if verdict.allowed else f"Possible à partir du {told}."


def light_word(verdict: Verdict) -> str:
    """Return the word beside the light: for the telephone Appelable, Attendre, Ne pas appeler, Opposé; else Permis, À
    compléter, Interdit, Opposé."""
    return (CALL_LIGHTS if verdict.channel is Channel.CALL else OTHER_LIGHTS)[verdict.light]


def channel_word(channel: Channel) -> str:
    """Return the channel as said after « par »."""
    return CHANNELS[channel]


def user_text(code: str, **values: object) -> str:
    """Return the sentence of an error or of a rejected row, filled: dates, moments (local) and numbers as values,
    not texts.

    A number that makes a plural is a plain int. A missing field or an unknown code is a bug: KeyError."""
    texts = _texts(values)
    for field, (singular, plural) in COUNTED.get(code, {}).items():
        count = values[field]
        if not isinstance(count, int):
            raise TypeError(f"{code}: {field} counts something and must be an int")
        texts[field] = n_(singular, plural, count).format(n=number(count))
    return _(SENTENCES[code]).format(**texts)


def error(code: str, kind: type[UserError] = UserError, /, **values: object) -> UserError:
    """Return the error to raise, with its sentence: ``raise wording.error("STALE", Stale, user=name)``."""
    return kind(code, user_text(code, **values))


def _filled(template: str, bare: str | None, values: Mapping[str, str]) -> str:
    if bare is not None and not all(values.get(name) for name in _fields(template)):
        template = bare
    return template.format(**values)


@cache
def _fields(template: str) -> tuple[str, ...]:
    return tuple(name for _text, name, _spec, _conversion in Formatter().parse(template) if name)


def _texts(values: Mapping[str, object]) -> dict[str, str]:
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
    # The base knows numbers by a keyed hash: nothing to read out, so the sentence is said without it.
    return phone_pairs(key) if len(key) <= LONGEST_PHONE else ""


def _both_clocks(local: datetime, write: Callable[[datetime], str]) -> str:
    """When to call is told at the agency's clock, and at the person's where it differs."""
    told = write(local.astimezone(_AGENCY_ZONE))
    theirs = f" ({hour(local)} chez cette personne)"
    return told if local.utcoffset() == local.astimezone(_AGENCY_ZONE).utcoffset() else told + theirs


def _short(text: str) -> str:
    # A reason is one line of 110 characters: the sheet holds the whole name.
    return text if len(text) <= LONGEST_NAME else f"{text[: LONGEST_NAME - 1].rstrip()}…"


_SHAPES: Mapping[str, tuple[type, Callable[..., str]]] = MappingProxyType(
    {
        "hour": (datetime, hour),
        "slot_end": (datetime, lambda local: _both_clocks(local, hour)),
        "next": (datetime, lambda local: _both_clocks(local, appointment)),
        "slots": (tuple, slots),
        "weekday": (int, weekday),
        "holiday": (str, lambda key: HOLIDAYS.get(key, key)),
        "phone": (str, _phone),
        "channel": (Channel, channel_word),
        "quote": (str, _short),
        "object": (str, _short),
        "supplier": (str, _short),
        "company": (str, _short),
    }
)


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(resource("law", "words", "reasons.toml").read_text(encoding="utf-8"))
