"""The words to say on the telephone, filled from the base (texts in resources/letters/script-2.toml).

They are the agency's own acts and stay in French. A sentence whose field is unknown is replaced by a shorter one
without it, or by one that admits it (« Je ne peux pas vous répondre avec certitude »).
"""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from string import Formatter
from typing import Any

from core.base.french import THIN, day
from core.base.records import Struct
from core.base.resources import resource
from core.model.agency import Agency
from core.model.batch import Source
from core.model.channel import TitleKind
from core.model.editing import How
from core.model.lead import LeadSheet, Origin
from core.model.letter import OwnOrigin
from core.model.verdict import Verdict
from core.notices.fields import agency_called, by_pairs

POINTS = ("who", "nature", "source", "aim", "opposition", "information", "agreement")
"""The points of the opening, in the order they are said (RGPD art. 14; C. consom., art. L221-16)."""
_OPENED_BY = {
    "CALL_CONSENT": TitleKind.CONSENT,
    "CALL_OFF_HOURS": TitleKind.CONSENT,
    "CALL_CONTRACT": TitleKind.CONTRACT,
    "CALL_REQUEST": TitleKind.REQUEST,
    "CALL_PROFESSIONAL": TitleKind.PROFESSIONAL,
}


class ScriptPart(Struct, frozen=True):
    """One thing to say: its ``key`` (``who``, ``source``…), the ``name`` shown beside it, the ``sentence`` between
    guillemets."""

    key: str
    name: str
    sentence: str


class Speaker(Struct, frozen=True):
    """Who speaks: the person on the telephone, empty where nobody said their name, and the agency."""

    name: str
    agency: Agency


def version() -> str:
    """Return the version of the texts, printed small beside them: ``script-2``."""
    return str(_texts()["version"])


def point_names() -> Mapping[str, str]:
    """Return the name of each point, as shown beside it: ``who`` → « Qui »."""
    return {key: str(name) for key, name in _texts()["names"].items()}


def opening(
    speaker: Speaker, sheet: LeadSheet, verdict: Verdict, *, given: date | None = None, company: str = ""
) -> tuple[ScriptPart, ...]:
    """Return the seven points to say in a call that ``verdict`` allows, according to its title; none when it is not
    allowed.

    ``given``: day of the agreement, for a call at an agreed appointment; ``company``: the company a professional call
    is for.
    """
    kind, told = opened_by(verdict)
    if kind is None:
        return ()
    values = _speaker_values(speaker) | _origin_values(sheet) | _title_values(told, given)
    values |= {"company": company, "purpose": _purpose(sheet)}
    texts = _texts()["opening"]
    sentences = {point: _filled(texts, point, values) for point in POINTS if point in texts}
    sentences["source"] = _source(kind, sheet, values)
    sentences["aim"] = _filled(_texts()["title"][kind.value], "aim", values) or _aim(values)
    names = _texts()["names"]
    return tuple(ScriptPart(point, names[point], quoted(sentences[point])) for point in POINTS if sentences[point])


def opened_by(verdict: Verdict) -> tuple[TitleKind | None, Mapping[str, object]]:
    """Return the title that makes the call lawful and the values of its reason; (None, {}) when there is none."""
    for reason in verdict.reasons:
        if not reason.blocks and reason.code in _OPENED_BY:
            return _OPENED_BY[reason.code], reason.values
    return None, {}


def where_from(sheet: LeadSheet | None, *, given: date | None = None, own: OwnOrigin | None = None) -> ScriptPart:
    """Return the answer to « Où avez-vous eu mon numéro ? » (RGPD, art. 14(2)(f) and 15(1)(g)).

    ``given``: day the person wrote this number on a coupon; ``own``: how the agency came by this very number, when it
    added it itself. When the origin is not certain the key of the part is
    ``unknown``.
    """
    texts = _texts()["asked"]
    key, sentence = "unknown", ""
    if given is not None:
        key, sentence = "person", _filled(texts, "person", {"consent_date": day(given)})
    elif own is not None:
        key, words = ("person", "typed") if own.how == How.PERSON else ("own", own.how)
        sentence = _filled(texts, words, {"date": day(own.day), "way": own.way})
    elif sheet is not None and sheet.origins and not _kind(sheet.origins[0]):
        key, sentence = "person", _filled(texts, "typed", {"date": day(sheet.origins[0].obtained)})
    elif sheet is not None and sheet.origins:
        key = _kind(sheet.origins[0])
        sentence = _filled(texts, key, _origin_values(sheet))
    if not sentence:
        return ScriptPart("unknown", texts["question"], quoted(texts["unknown"]))
    return ScriptPart(key, texts["question"], quoted(f"{sentence} {texts['then']}"))


def after_opposition() -> ScriptPart:
    """Return what to say once the opposition is recorded, without question or argument."""
    return ScriptPart("opposed", "", quoted(_texts()["opposed"]["said"]))


def confirmation_offer() -> str:
    """Return the answer to a person who wants a written confirmation."""
    return quoted(_texts()["opposed"]["written"])


def incoming(speaker: Speaker) -> tuple[ScriptPart, ...]:
    """Return the greeting of an incoming call, then the answers to what the person may want."""
    texts = _texts()["incoming"]
    hello = ScriptPart("hello", "", quoted(_filled(texts, "hello", _speaker_values(speaker))))
    return (hello, *(ScriptPart(case["key"], case["person"], quoted(case["said"])) for case in texts["cases"]))


def voicemail(speaker: Speaker, *, requested: bool) -> ScriptPart:
    """Return what to do on a voicemail. ``requested``: the person asked to be called back, the only case for leaving a
    message."""
    texts = _texts()["voicemail"]
    words = _filled(texts, "requested", _speaker_values(speaker)) if requested else ""
    return ScriptPart("voicemail", "", quoted(words) if words else texts["rule"])


def quoted(sentence: str) -> str:
    """Return ``sentence`` between French guillemets; an empty one stays empty."""
    return f"«{THIN}{sentence}{THIN}»" if sentence else ""


def _source(kind: TitleKind, sheet: LeadSheet, values: Mapping[str, str]) -> str:
    words = _filled(_texts()["title"][kind.value], "source", values)
    if kind is TitleKind.CONSENT and sheet.origins:
        listing = _filled(_texts()["listing"], _kind(sheet.origins[0]), values)
        return f"{words} {listing}".strip()
    return words


def _aim(values: Mapping[str, str]) -> str:
    """Return the agency's purpose, for a title that does not say its own (a request without a subject)."""
    return _filled(_texts()["title"][TitleKind.CONSENT.value], "aim", values)


def _purpose(sheet: LeadSheet) -> str:
    deal = sheet.listings[0].deal if sheet.listings else ""
    return str(_texts()["purpose"].get(deal) or _texts()["purpose"]["untold"])


def _kind(origin: Origin) -> str:
    """Return how the data came: file, page, mail or sign. A typed lead that names its site counts as read there, as in
    the letter; otherwise empty, since the person gave the data."""
    if origin.how == How.SIGN:
        return How.SIGN.value
    if origin.source == Source.TYPED:
        return "page" if origin.site else ""
    return origin.source


def _origin_values(sheet: LeadSheet) -> dict[str, str]:
    if not sheet.origins:
        return {}
    origin = sheet.origins[0]
    values = {
        "supplier": origin.supplier,
        "site": origin.site,
        "reference": origin.reference,
        "date": day(origin.seen) if origin.seen else "",
    }
    return values | {"source_short": _filled(_texts()["source_short"], _kind(origin), values)}


def _speaker_values(speaker: Speaker) -> dict[str, str]:
    agency = speaker.agency
    return {
        "caller_name": speaker.name,
        "agency_name": agency.name,
        # Nobody says a parenthesis aloud.
        "agency_called": agency_called(agency.name).replace(" (agence immobilière)", ", agence immobilière"),
        "agency_town": agency.town,
        "agency_phone": by_pairs(agency.phone) if agency.phone else "",
        "short_url": agency.short_url,
    }


def _title_values(told: Mapping[str, object], given: date | None) -> dict[str, str]:
    said, ends = told.get("date"), told.get("mandate_end")
    agreed = said if isinstance(said, date) else given
    return {
        "consent_date": day(agreed) if agreed else "",
        "request_date": day(said) if isinstance(said, date) else "",
        "request_object": str(told.get("object") or ""),
        "mandate": str(told.get("mandate") or ""),
        "mandate_end": day(ends) if isinstance(ends, date) else "",
    }


def _filled(texts: Mapping[str, Any], key: str, values: Mapping[str, str]) -> str:
    """Return the sentence ``key`` with its fields filled, else the one named ``key_bare`` when a field is missing, else
    an empty text."""
    for name in (key, f"{key}_bare"):
        template = texts.get(name)
        if isinstance(template, str) and all(values.get(field) for field in _fields(template)):
            return template.format(**values)
    return ""


@cache
def _fields(template: str) -> tuple[str, ...]:
    return tuple(name for _text, name, _spec, _conversion in Formatter().parse(template) if name)


@cache
def _texts() -> Mapping[str, Any]:
    return tomllib.loads(resource("letters", "script-2.toml").read_text(encoding="utf-8"))
