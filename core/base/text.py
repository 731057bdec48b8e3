"""Turns raw texts into values to compare: folded words, keys of e-mails and addresses, days, prices, areas."""

import re
import unicodedata
from datetime import MAXYEAR, date, datetime, time
from functools import lru_cache

from core.base import obfuscated_contacts

USUAL = 4096
"""Cells of one kind remembered as they were read: what a column says again and again is read once."""
_LIGATURES = str.maketrans(
    {"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D"}
)
_UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_COMBINING = re.compile(r"[\u0300-\u036f]+")
_NOT_WORD = re.compile(r"[^0-9a-z]+")
# Nothing taken from inside a longer word: « hélène@exemple.fr » is not the address of « ne@exemple.fr » (RFC 5321: 64).
_EMAIL = re.compile(
    r"(?<![\w@])[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24}(?![^\W_])"
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
_SPACES = re.compile(r"\s+")
# Thousands separated by spaces, points or commas, then a decimal part after the other sign; or a number.
_NUMBER = re.compile(
    r"""(?P<sign>(?<!\w)-)?
    (?:(?<!\w)(?P<grouped>\d{1,4}(?:[\s’']+\d{3})+|\d{1,3}(?:\.\d{3})+(?!\.)|\d{1,3}(?:,\d{3})+(?!,))(?!\d)|(?P<plain>\d+))
    (?:[.,](?P<decimals>\d+))?""",
    re.VERBOSE,
)
_LONGEST_NUMBER = 15
_THOUSANDS = re.compile(r"\d\s*k(?:\s*(?:€|e|eur|euros?))?\b|\d\s*k\s*€", re.IGNORECASE)
_MILLIONS = re.compile(r"\d\s*M\s*€")
_RANGE = re.compile(r"(\d[\d\s.,’']*)(?:€|euros?|k€?)?\s*(?:à|et|-|–)\s*(\d[\d\s.,’']*)", re.IGNORECASE)
_LEAST_BOUND = 100
_FIRST_YEAR = 1900
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
    "january": 1, "jan": 1, "february": 2, "feb": 2, "march": 3, "mar": 3, "april": 4, "apr": 4, "may": 5, "june": 6,
    "jun": 6, "july": 7, "jul": 7, "august": 8, "aug": 8, "september": 9, "sep": 9, "october": 10, "november": 11,
    "december": 12,
}  # fmt: skip
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_FRENCH = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})(?:\D|$)")
_BEFORE_FIGURES = re.compile(r"^[^\W\d][^\d]*")
"""« le », « Publiée le », « lundi » before the figures of a day."""
_FRENCH_CODE = re.compile(r"^\+(?:33|262|590|594|596)(?=\d{9}$)")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})$")
_YEAR = re.compile(r"\d{4}|\d{2}")
_DAY_NUMBER = re.compile(r"(\d{1,2})(?:er)?")
_FRENCH_MOMENT = re.compile(r"(\d{1,2}[/.-]\d{1,2}[/.-]\d{4})(?:\s+(?:à\s+)?(\d{1,2})\s?[h:]\s?(\d{2})?)?")
_REPEATED = re.compile(r"(\d)(bis|ter|quater)\b")


def clean(text: str) -> str:
    """Return ``text`` on one line: control characters and runs of spaces become one space, ends trimmed."""
    # ``isprintable`` refuses every kind of space except the plain one.
    if text.isprintable() and "  " not in text:
        return text.strip()
    return _SPACES.sub(" ", _CONTROL.sub(" ", text)).strip()


def cleaned(*cells: str) -> tuple[str, ...]:
    """Return the cells of a row, each as :func:`clean` does."""
    beside = "|".join(cells)
    return tuple(map(str.strip if beside.isprintable() and "  " not in beside else clean, cells))


def whole(text: str) -> str:
    """Return ``text`` with U+FFFD in place of each half of a surrogate pair that stands alone. No file, base or screen
    can hold one, yet the name of a damaged file or a page may contain one."""
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def fold(text: str) -> str:
    """Return ``text`` as lower-case ASCII words parted by single spaces: « L’Abbé Œuvre » gives ``l abbe oeuvre``.

    Letters of other alphabets are kept, lower-case, so that a name in Greek can still be found.
    """
    try:
        latin = text.replace("’", " ").encode("latin-1")
    except UnicodeEncodeError:
        return _fold_any(text)
    data = latin.translate(LATIN)
    return _fold_any(text) if b"\0" in data else " ".join(data.decode("ascii").split())


fold_usual = lru_cache(maxsize=USUAL)(fold)
"""Does as :func:`fold`, for what a column says again and again: a town, a site."""


def _fold_any(text: str) -> str:
    """Do what :func:`fold` does for any letters, five times slower."""
    if not text.isascii():
        text = _UNSEEN.sub("", text)
        text = _COMBINING.sub("", unicodedata.normalize("NFKD", text)).translate(_LIGATURES)
    if text.isascii():
        return _NOT_WORD.sub(" ", text.lower()).strip()
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())


def _latin_table() -> bytes:
    """Return 256 bytes: for each Latin-1 letter the letter it folds to: itself, a space, or zero when one byte is not
    enough."""
    folded = [_fold_any(chr(code)) or ("\0" * 2 if chr(code) == "\u00ad" else " ") for code in range(256)]
    return b"".join(letter.encode() if len(letter) == 1 and letter.isascii() else b"\0" for letter in folded)


LATIN = _latin_table()
"""One byte per Latin-1 letter: what the letter folds to, a space for what is no letter nor figure."""


_SPACED = re.compile(r"\s*([@.])\s*")
"""« h.moreau @ exemple .fr »."""
_BESIDE = 2
"""Signs beside the e-mails of a cell that holds nothing else."""
_MASKED = re.compile(r"@|arob|\bat\b|_at_|chez|\([aà]\)|%40|&(?:#|commat)", re.IGNORECASE)


def emails(raw: str) -> list[str]:
    """Return the e-mail addresses found in ``raw``, lower-case, in order, without repeats, those that are spelt out
    too."""
    if not raw.isascii():
        raw = obfuscated_contacts.in_latin(raw)
    if "_" in raw and "@" in raw:
        raw = _EMPHASIS.sub(r"\1", raw)
    texts: list[str] = _EMAIL.findall(raw) if "@" in raw else []
    if len(raw) <= len("".join(texts)) + _BESIDE:
        return list(dict.fromkeys(map(_bare, texts)))
    rest = _EMAIL.sub(" ", raw) if texts else raw
    if _MASKED.search(rest):
        plain_text = obfuscated_contacts.without_remarks(obfuscated_contacts.decoded(rest))
        spaced = [] if texts else _EMAIL.findall(_SPACED.sub(r"\1", plain_text))
        texts += _EMAIL.findall(plain_text) or spaced or obfuscated_contacts.mails(plain_text)
    return list(dict.fromkeys(map(_bare, texts)))


_AROUND = re.compile(r"^[^0-9A-Za-z_]+|[^0-9A-Za-z_.+=-]+(?=@)")
"""« *jean@exemple.fr* », « //jean@exemple.fr », « 'jean'@exemple.fr »: signs that no mailbox begins or ends with."""


_EMPHASIS = re.compile(r"(?<!\w)_([^\s@_][^\s@]*@[^\s@_]+)_(?!\w)")
"""« _jean@exemple.fr_ »."""


def _bare(found: str) -> str:
    return _AROUND.sub("", found).lower().strip(".")


_GMAIL = ("@gmail.com", "@googlemail.com")


def mailbox(email: str) -> str:
    """Return a lower-case e-mail as the one way to write its mailbox: what follows a plus names no other (RFC 5233),
    nor does « www. »; Gmail does not see dots either, and has two names. Elsewhere a dot may be another person's."""
    if "+" not in email and "@www." not in email and not email.endswith(_GMAIL):
        return email
    full_text, _at, domain = email.rpartition("@")
    local = full_text.partition("+")[0]
    if email.endswith(_GMAIL):
        local, domain = local.replace(".", ""), "gmail.com"
    return f"{local}@{domain.removeprefix('www.')}" if local else email


def without_emails(raw: str) -> str:
    """Return ``raw`` without its e-mail addresses: « 06 39 98 00 01 / a@example.org » gives the number."""
    return _EMAIL.sub(" ", raw).strip(" /,;:|–-")


def address_key(address: str, postcode: str, town: str) -> str:
    """Return a postal address as a key to compare, empty when there is no street: « 12, av. Foch », « 01000 » give ``12
    avenue foch 01000``.

    The key ends with the postcode, or with the town when the postcode is unknown, since a town is spelt in many
    ways.
    """
    folded = fold(address)
    # All that the pattern finds ends so: it is asked of few.
    words = (_REPEATED.sub(r"\1 \2", folded) if "bis" in folded or "ter" in folded else folded).split()
    street = " ".join(words if _STREETS.keys().isdisjoint(words) else [_STREETS.get(word, word) for word in words])
    if not street:
        return ""
    return f"{street} {postcode.strip() or fold(town)}".strip()


@lru_cache(maxsize=USUAL)
def postcode(raw: str) -> str:
    """Return a French postcode of five digits, its lost first zero restored; empty when ``raw`` is not one."""
    digits = raw.strip().removesuffix(".0").replace(" ", "")
    if digits.isascii() and digits.isdigit() and len(digits) in (4, 5):
        return digits.zfill(5)
    return ""


@lru_cache(maxsize=USUAL)
def parse_day(raw: str) -> date | None:
    """Return the day written in ``raw`` (ISO, 24/11/2026, 24.11.26, 24 novembre 2026, 20261124), or None. The day comes
    before the month."""
    text = raw.strip()
    match = _ISO.match(text) or _COMPACT.match(text)
    if match:
        return _date(match[1], int(match[2]), match[3])
    match = _FRENCH.match(_BEFORE_FIGURES.sub("", text))
    if match:
        return _date(match[3], int(match[2]), match[1])
    return _day_in_words(fold(text).split())


def _day_in_words(words: list[str]) -> date | None:
    """Return the first day written in words (« 24 novembre 2026 », « 1er mars 26 », « November 24, 2026 ») among folded
    words."""
    for before, word, after in zip(words, words[1:], words[2:], strict=False):
        if before in _MONTHS:
            before, word = word, before
        number = _DAY_NUMBER.fullmatch(before)
        if word in _MONTHS and number and _YEAR.fullmatch(after):
            return _date(after, _MONTHS[word], number[1])
    return None


def _date(year: str, month: int, number: str) -> date | None:
    """Return the day; a year of two figures is of this century. None before 1900 or when there is no such day."""
    whole_year = int(year) + (2000 if len(year) == 2 else 0)
    try:
        return date(whole_year, month, int(number)) if whole_year >= _FIRST_YEAR else None
    except ValueError:
        return None


@lru_cache(maxsize=USUAL)
def parse_number(raw: str) -> float | None:
    """Return the first number of ``raw``, French or plain ("136,75 m²", "226 000 €", "1.250.000,00", "1.600"), or
    None."""
    match = _NUMBER.search(raw)
    if not match:
        return None
    full_text = "".join(filter(str.isdecimal, match["grouped"] or match["plain"]))
    if len(full_text) > _LONGEST_NUMBER:
        return None
    value = float(f"{full_text}.{(match['decimals'] or '0')[:_LONGEST_NUMBER]}")
    return -value if match["sign"] else value


@lru_cache(maxsize=USUAL)
def cents(raw: str) -> int | None:
    """Return a price in euro cents ("342 k€" is 342 000 €), or None when ``raw`` holds no amount above zero ("prix sur
    demande") or two bounds."""
    value = None if _says_range(raw) else parse_number(raw)
    if value and ("k" in raw or "K" in raw or "M€" in raw):
        value *= _times(raw)
    return round(value * 100) if value and value > 0 else None


def _says_range(raw: str) -> bool:
    """Tell whether a price is said between two bounds (« de 180 000 à 190 000 € »): it is then neither."""
    match = _RANGE.search(raw)
    low, high = (parse_number(part) or 0 for part in match.groups()) if match else (0, 0)
    return _LEAST_BOUND <= low < high <= 2 * low


def _times(raw: str) -> int:
    """Return the factor written after an amount: 1 000 for « 342 k€ » and « 342K », 1 000 000 for « 1,2 M€ »."""
    if _THOUSANDS.search(raw):
        return 1000
    return 1_000_000 if _MILLIONS.search(raw) else 1


def parse_moment(raw: str) -> datetime | None:
    """Return a moment written in ISO 8601 (aware or not) or typed in French (24/11/2026 14:30, 24/11/2026 à 14 h 30),
    or None. A day alone is read as its midnight. The first and last years of the calendar give None, since moving
    such a moment to another zone could leave the calendar."""
    typed = raw.strip()
    try:
        moment = datetime.fromisoformat(typed)
    except ValueError:
        return _french_moment(typed)
    return moment if _FIRST_YEAR <= moment.year < MAXYEAR else None


def _french_moment(typed: str) -> datetime | None:
    match = _FRENCH_MOMENT.fullmatch(typed)
    when = parse_day(match[1]) if match else None
    if not match or when is None:
        return None
    try:
        return datetime.combine(when, time(int(match[2] or 0), int(match[3] or 0)))
    except ValueError:
        return None


def phone_words(number: str) -> str:
    """Return the words under which a telephone (E.164 or its key) is indexed, so that it is found from any pair of its
    digits: ``0639980012 39980012 980012 0012``."""
    digits = _FRENCH_CODE.sub("0", number).removeprefix("+") if number[:1] == "+" else number
    return " ".join([digits[start:] for start in range(0, max(len(digits) - 3, 1), 2)])
