"""Reads the value of a key whose field is known: an amount, a measure, a day, a class, a kind of seller."""

import re
from collections.abc import Callable, Mapping

from core.base.text import clean, fold, parse_day
from core.sources.pages import figures
from core.sources.pages.keys import plain

_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_CODES = {
    **dict.fromkeys(("app", "apt", "appt"), "Appartement"),
    **dict.fromkeys(("mai", "msn"), "Maison"),
    **dict.fromkeys(("ter", "trn"), "Terrain"),
    **dict.fromkeys(("imm",), "Immeuble"),
    **dict.fromkeys(("par", "pkg", "gar", "box"), "Parking"),
}
_LETTER = re.compile(r"\b([A-G])\b")


def read(name: str, keys: tuple[str, ...], value: str) -> str:
    """Return ``value`` as field ``name`` has it, empty when it has not its shape. ``keys``: those that lead to it."""
    reader = READERS.get(name)
    return reader(keys, value) if reader else clean(value) if name else ""


def spaced(value: str) -> str:
    """Return the words of a name of a program: « SingleFamilyHouse » gives « Single Family House »."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", value)


def _amount(keys: tuple[str, ...], value: str) -> str:
    if not re.fullmatch(r"\s*\d[\d\s.,]*", value):
        return figures.price(value)
    full_text = value.strip()
    if len(full_text) > 20:
        return ""
    if re.fullmatch(r"\d+(?:\.\d{1,2})?", full_text):
        text = str(int(float(full_text)))
    else:
        text = re.sub(r"\D", "", re.sub(r"[.,]\d{1,2}$", "", full_text))
    return text if 10 <= int(text or 0) < 10**9 else ""


def _measure(keys: tuple[str, ...], value: str) -> str:
    match = _NUMBER.search(re.sub(r"(?<=\d)[\s\u202f](?=\d{3}\b)", "", value))
    if not match or len(value) > 40:
        return ""
    number = match[0].replace(",", ".")
    number = number.rstrip("0").rstrip(".") if "." in number else number
    return number if 0 < float(number or 0) < 10**7 else ""


def _count(keys: tuple[str, ...], value: str) -> str:
    number = _measure(keys, value)
    return number if number and float(number) <= 60 else ""


def _postcode(keys: tuple[str, ...], value: str) -> str:
    match = re.fullmatch(r"\d{4,5}", value.strip())
    return match[0] if match else ""


def _letter(keys: tuple[str, ...], value: str) -> str:
    match = _LETTER.fullmatch(value.strip().upper())
    return match[1] if match else ""


def _moment(keys: tuple[str, ...], value: str) -> str:
    day = parse_day(value.strip()[:10]) if value[:2].isdigit() and "-" in value[:10] else None
    return day.isoformat() if day and day.year > 1990 else figures.day(value)


def _kind(keys: tuple[str, ...], value: str) -> str:
    return _CODES.get(fold(value)) or figures.kind(spaced(value)) if len(value) < 40 else ""


def _deal(keys: tuple[str, ...], value: str) -> str:
    return figures.deal(spaced(value)) if len(value) < 40 else ""


_PRO = re.compile(
    r"\b(?:pro|professionnel\w*|professional|agence|agency|organization|realestateagent|business|company"
    r"|commercial|mandataire|promoteur|notaire|agent|localbusiness|corporation)\b"
)
_PRIVATE = re.compile(r"\b(?:private|particulier|part|person|individual|owner|proprietaire|privateowner|individuel)\b")


def _seller(keys: tuple[str, ...], value: str) -> str:
    """Return who sells, of a word (« particulier ») or of a yes or no (``isPro``)."""
    word, words = plain(keys[-1]), fold(spaced(value))
    if words in ("true", "false", "1", "0") and word not in ("usertype", "accounttype"):
        private = any(one in word for one in ("priv", "particulier", "individual", "isowner"))
        return ("private" if private else "pro") if words in ("true", "1") else ("pro" if private else "private")
    if len(words) > 40:
        return ""
    return "pro" if _PRO.search(words) or words == "real estate agent" else "private" if _PRIVATE.search(words) else ""


def _refuses(keys: tuple[str, ...], value: str) -> str:
    """Return what a flag says: « false » is an answer, which no answer is not."""
    words = value.strip().lower()
    return "true" if words in ("true", "1", "yes", "oui") else "false" if words in ("false", "0", "no", "non") else ""


def _reference(keys: tuple[str, ...], value: str) -> str:
    """Return a reference: it holds a digit and no space."""
    value = clean(value)
    if value.startswith(("#", "_:")) or "//" in value:  # The name of a node inside its page tells no ad from another.
        return ""
    least = 2 if plain(keys[-1]) in ("reference", "ref", "identifier", "sku") else 4
    return value if least <= len(value) <= 60 and re.search(r"\d", value) and not re.search(r"\s", value) else ""


def _url(keys: tuple[str, ...], value: str) -> str:
    value = value.strip()
    image = re.search(r"\.(?:jpe?g|png|webp|svg|gif|avif|pdf)\b", value, re.I)
    return value if value.startswith(("http", "/")) and len(value) < 1500 and not image else ""


def _text(keys: tuple[str, ...], value: str) -> str:
    return value.strip()


def _place(keys: tuple[str, ...], value: str) -> str:
    value = clean(value)
    return value if 1 < len(value) <= 60 and re.search(r"[^\W\d]", value) and not value.startswith("http") else ""


READERS: Mapping[str, Callable[[tuple[str, ...], str], str]] = {
    "price": _amount, "area": _measure, "land": _measure, "rooms": _count, "bedrooms": _count, "postcode": _postcode,
    "dpe": _letter, "ges": _letter, "published": _moment, "modified": _moment, "kind": _kind, "deal": _deal,
    "seller": _seller, "refuses": _refuses, "reference": _reference, "url": _url, "town": _place,
        "text": _text,
}  # fmt: skip
