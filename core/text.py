"""Raw texts made comparable: folded words, e-mail and address keys, days, prices, areas."""

import re
import unicodedata
from datetime import date, datetime

_LIGATURES = str.maketrans(
    {"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D"}
)
_COMBINING = re.compile(r"[\u0300-\u036f]+")
_NOT_WORD = re.compile(r"[^0-9a-z]+")
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,24}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
_SPACES = re.compile(r"\s+")
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
_STREETS = {
    "av": "avenue", "ave": "avenue", "bd": "boulevard", "bld": "boulevard", "blvd": "boulevard", "bvd": "boulevard",
    "chem": "chemin", "che": "chemin", "imp": "impasse", "pl": "place", "all": "allee", "rte": "route", "r": "rue",
    "sq": "square", "fg": "faubourg", "fbg": "faubourg", "st": "saint", "ste": "sainte", "res": "residence",
    "lot": "lotissement",
}  # fmt: skip
_MONTHS = {
    "janvier": 1, "janv": 1, "fevrier": 2, "fevr": 2, "fev": 2, "mars": 3, "avril": 4, "avr": 4, "mai": 5, "juin": 6,
    "juillet": 7, "juil": 7, "aout": 8, "septembre": 9, "sept": 9, "octobre": 10, "oct": 10, "novembre": 11, "nov": 11,
    "decembre": 12, "dec": 12,
}  # fmt: skip
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_FRENCH = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})(?:\D|$)")
_FRENCH_CODE = re.compile(r"^\+(?:33|262|590|594|596)(?=\d{9}$)")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})$")


def clean(text: str) -> str:
    """Return ``text`` on one line: control characters and runs of spaces become one space, ends trimmed."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    return _SPACES.sub(" ", _CONTROL.sub(" ", text)).strip()


def fold(text: str) -> str:
    """Return ``text`` as lower-case ASCII words parted by single spaces: « L’Abbé Œuvre » gives ``l abbe oeuvre``.

    Letters of other alphabets are kept, lower-case, so that a name in Greek can still be found.
    """
    if not text.isascii():
        text = _COMBINING.sub("", unicodedata.normalize("NFKD", text.translate(_LIGATURES)))
    if text.isascii():
        return _NOT_WORD.sub(" ", text.lower()).strip()
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())


def emails(raw: str) -> list[str]:
    """Return the e-mail addresses found in ``raw``, lower-case, in order, without repeats."""
    if "@" not in raw:
        return []
    return list(dict.fromkeys(found.lower().strip(".") for found in _EMAIL.findall(raw)))


def address_key(address: str, postcode: str, town: str) -> str:
    """Return a comparable postal address, empty when there is no street: « 12, av. Foch 01000 » gives ``12 avenue
    foch 01000``.

    The postcode stands for the town where it is known, since towns are spelt in many ways.
    """
    street = " ".join(_STREETS.get(word, word) for word in fold(address).split())
    if not street:
        return ""
    return f"{street} {postcode.strip() or fold(town)}".strip()


def postcode(raw: str) -> str:
    """Return a French postcode of five digits, its lost first zero restored; empty when ``raw`` is not one."""
    digits = raw.strip().removesuffix(".0").replace(" ", "")
    if digits.isascii() and digits.isdigit() and len(digits) in (4, 5):
        return digits.zfill(5)
    return ""


def day(raw: str) -> date | None:
    """Return the day written in ``raw`` (ISO, 24/11/2026, 24.11.26, 24 novembre 2026, 20261124), or None. Day before
    month."""
    text = raw.strip()
    if not text:
        return None
    found = _ISO.match(text) or _COMPACT.match(text)
    if found:
        return _date(int(found[1]), int(found[2]), int(found[3]))
    found = _FRENCH.match(text)
    if found:
        year = int(found[3])
        return _date(year + 2000 if year < 100 else year, int(found[2]), int(found[1]))
    words = fold(text).split()
    for index, word in enumerate(words):
        if word in _MONTHS and 0 < index < len(words) - 1 and words[index + 1].isdecimal():
            number = words[index - 1].removesuffix("er")
            return _date(int(words[index + 1]), _MONTHS[word], int(number)) if number.isdecimal() else None
    return None


def _date(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def number(raw: str) -> float | None:
    """Return the first number of ``raw``, French or plain ("136,75 m²", "226 000 €", "1.600"), or None."""
    text = _SPACES.sub("", raw).replace("’", "").replace("'", "")
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+(?:\D.*)?", text):
        text = text.replace(".", "").replace(",", "")
    found = _NUMBER.search(text)
    return float(found[0].replace(",", ".")) if found and len(found[0]) < 16 else None


def cents(raw: str) -> int | None:
    """Return a price in euro cents, or None when ``raw`` holds no amount above zero ("prix sur demande")."""
    value = number(raw)
    return round(value * 100) if value and value > 0 else None


def moment(raw: str) -> datetime | None:
    """Return an ISO 8601 moment, aware or not, or None; a day alone is read as its midnight."""
    try:
        return datetime.fromisoformat(raw.strip())
    except ValueError:
        return None


def phone_words(number: str) -> str:
    """Return what finds a telephone (E.164 or its key) from any pair of its digits: ``0639980012 39980012 980012
    0012``."""
    digits = _FRENCH_CODE.sub("0", number).removeprefix("+")
    return " ".join(digits[start:] for start in range(0, max(len(digits) - 3, 1), 2))
