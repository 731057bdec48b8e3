"""Telephone numbers: parsed to E.164 for storing, to a national key for comparing, and to pairs of figures for display.

The comparison key is the national form (0 and nine digits) for +33, +262, +590, +594 and +596, so that ``0692…``,
``+33692…`` and ``+262692…`` are one telephone. A number that the numbering plan calls invalid is still parsed: a
person may refuse calls on it.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from core.base import obfuscated_contacts
from core.base.lazy_imports import phonenumbers

_DIGITS = re.compile(r"\D+")
_ZERO_IN_BRACKETS = re.compile(r"\(\s*0\s*\)|^0x(?=\d)")
"""« +33 (0)6 », and the sign of a number in another base, « 0x06 »."""
_PLUS_FIRST = re.compile(r"\D*\+")
_FRENCH_CODES = ("33", "262", "590", "594", "596")
_OVERSEAS = {
    "262": "262", "263": "262", "269": "262", "692": "262", "693": "262",
    "590": "590", "690": "590", "691": "590", "594": "594", "694": "594", "596": "596", "696": "596", "697": "596",
}  # fmt: skip
_EXPONENT = re.compile(r"\d[Ee][+-]?\d")
"""« 61234567E1 »: the figure after the sign counts zeros, it is none of the telephone's."""
LONGEST = 400
"""Letters of a text in which a telephone is looked for among words."""
_FEWEST = 6
_MOST_GUESSES = 8
_START = re.compile(r"(?=((?:330?|0)[1-9]))")
_LETTERS = str.maketrans("OoQIl", "00011")
_AMONG_FIGURES = re.compile(r"(?<![^\W\d_OoQIl])(?=[OoQIl]*\d|[Oo]+(?:\W|$))[\dOoQIl]+(?![^\W\d_])")
"""A word of figures, and of letters like them: « O6 », « l2 », « OO »."""
_LIKE = str.maketrans("OoQDIil|!gqSsBZz", "0000111119955822")
_MIXED = re.compile(r"(?<!\w)[\dOoQDIil|!gqSsBZz]*\d[\dOoQDIil|!gqSsBZz]*(?!\w)")
"""A word of figures, and of any sign that a hand or a scanner writes like one: « 3g », « 4| »."""
_WHOLE_FIGURES = 10
_WORD_BETWEEN = re.compile(r"\d\W*[^\W\d_]{2}.*\d", re.DOTALL)
"""Figures on both sides of a word are not those of one telephone: « 14 rue du 8 mai 1945, 30700 »."""
_SHORT = 17
_EXTENSION = re.compile(
    r"(?:\b(?:postes?|post|p|ext(?:ension)?|int(?:erne)?|bureau|bur|ligne|touche|code|box)\b[\s.:]*(?:n\s*[°ºo]\s*)?"
    r"|[#;]\s*(?:ext\s*=\s*)?|\bx\s?)\d{1,6}(?!\d|[\s.-]*\d\d[\s.-]*\d\d)",
    re.IGNORECASE,
)
_NOISE = re.compile(
    r"(?<=\d{9})[.,]0\b"  # 639980004.0
    r"|\b(?:24\s?h?|7\s?j?)\s?/\s?(?:24|7)\b"  # 24/24, 7j/7
    r"|\b\d{1,2}\s?h(?:eures?|rs?)?(?:\s?[0-5]\d\b)?(?![^\W\d_])"  # 18 h, 18 h 30, 9 heures
    r"|\b\d{1,2}(?=\s?(?:et|à|a|-|/)\s?\d{1,2}\s?h)"  # 18 et 20 h, 9-12h
    r"|\b(?:[01]?\d|2[0-3]):[0-5]\d\b"  # 18:30
    r"|\b(?:0?[1-9]|[12]\d|3[01])[/.-](?:0?[1-9]|1[0-2])[/.-]20\d\d\b"  # 12/11/2026
    r"|\b\d{1,2}\s?(?:er|ère|e|è|ème|eme|nd|nde)\b"  # 2e étage
    r"|\b(?:t[ée]l(?:[ée]phone)?|portable|port|fixe|mobile|gsm|num(?:[ée]ro)?|n[°º]|no|contact|ligne)\s?\.?\s?\d"
    r"(?=\s?[:)=-])"  # Tél 1 :
    r"|^\s*\(?\d\s?[).]\s|\(\s*[1-9]\s*\)",  # 1) …, (1)
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:[/;,|\n\r&]|\s-\s|\b(?:ou|et|puis|or|and|sinon)\b)\s*", re.IGNORECASE)
_WHOLE = re.compile(
    r"(?<!\d)(?<!\d[.,])(?:\(?(?:\+|00)\s?\(?(?:33|262|590|594|596)\)?[\s.\-/_]*(?:\(\s*0\s*\))?[\s.\-/_]*0?|\(?0\)?)"
    r"[\s.\-]?[1-9](?:[\s.\-/_,'’·•]{0,3}\d){8}(?!\d)"
)


class Phone(NamedTuple):
    """A telephone number. ``e164``: ITU E.164 with its plus sign. ``key``: the text that two spellings of one telephone
    share."""

    e164: str
    key: str


def parse(raw: str) -> Phone | None:
    """Return the one telephone written in ``raw``, in any usual French or international shape, whatever stands beside
    it (« tél. le soir : O6 39 98 l2 41 poste 12, après 18 h »). None when there is none, when there are several, or
    when figures are left that nothing explains."""
    phone = _figures(raw)
    if phone is not None or len(raw) > LONGEST:
        return phone
    phones = numbers(raw)
    return phones[0] if len(phones) == 1 else None


def numbers(raw: str) -> tuple[Phone, ...]:
    """Return every telephone of a text that may hold several, once each (« 06 39 98 00 01 ou 01 99 00 00 02 »); none
    when what is written cannot be told for sure."""
    found = _figures(raw)
    if found is not None:
        return (found,)
    raw = _figured(raw)
    if not _may_hold(raw) or _EXPONENT.search(raw):
        return ()
    if len(raw) > LONGEST:
        parts = written(raw)
    else:
        words = _NOISE.sub(" ", _EXTENSION.sub(" ", plain(raw)))
        found = _figures(words)
        if found is not None:
            return (found,)
        parts = _parts(words)
    return tuple({phone.key: phone for part in parts if (phone := _figures(part))}.values())


def in_country(raw: str, iso: str, *, surely: bool = False) -> str:
    """Return the E.164 of a telephone as it is written in a country (ISO 3166-1); empty for a text that holds none
    there, or that only France reads. ``surely``: the plan of that country must know its range."""
    library = phonenumbers()
    try:
        number = library.parse(raw, iso.upper())
        french = library.parse(raw, "FR")
    except library.NumberParseException:
        return ""
    is_possible = library.is_possible_number(number) and not library.is_valid_number(french)
    is_there = library.is_valid_number(number) or (is_possible and not surely)
    return str(library.format_number(number, library.PhoneNumberFormat.E164)) if is_there else ""


def written(text: str) -> tuple[str, ...]:
    """Return the French telephones written in a text of any length, each as it is written, figures made plain."""
    return tuple(match[0] for match in _WHOLE.finditer(plain(text)))


def without(text: str, mark: str) -> str:
    """Return a text with ``mark`` in the place of each French telephone written in it."""
    return _WHOLE.sub(mark, plain(text))


def guesses(raw: str) -> tuple[str, ...]:
    """Return the keys of the telephones that a text without a readable one may hold: every run of its figures that is
    one. Nobody is called at them; they are held against the register, so that a slip of typing is no way in."""
    if len(raw) > LONGEST:
        return ()
    raw = _figured(raw)
    if not _may_hold(raw) or _EXPONENT.search(raw):
        return ()
    words = plain(raw)
    alike = _MIXED.sub(lambda found: found[0].translate(_LIKE), words)
    digits = [_DIGITS.sub("", fromkey) for fromkey in dict.fromkeys((words, alike))]
    return tuple(dict.fromkeys(key for digit in digits for key in _within(digit)))[:_MOST_GUESSES]


def _within(digits: str) -> Iterator[str]:
    """Yield the key of each run of figures that is a telephone."""
    # A number that lost its zero: « 639981241 2 ».
    bare = len(digits) <= 11 and not digits.startswith(("0", "33"))
    starts = [0] if bare else []
    starts += [at.end(1) - 1 for at in _START.finditer(digits)]
    yield from (f"0{digits[at : at + 9]}" for at in starts if len(digits) >= at + 9)


def _figured(raw: str) -> str:
    """Return a text without escapes, its numbers in words as figures unless it has those of a telephone already."""
    words = obfuscated_contacts.decoded(raw)
    return words if sum(map(str.isdigit, words)) >= _WHOLE_FIGURES else obfuscated_contacts.figures(words)


def plain(raw: str) -> str:
    """Return a text with the figures of any script as 0 to 9, full-width signs as ours, nothing invisible, and the
    letters O, l and I among figures as the figures they stand for."""
    text = raw
    if not raw.isascii():
        text = "".join(map(_sign, unicodedata.normalize("NFKC", raw)))
    for _ in range(2):  # « lO » is told by its O, then l0 by its 0.
        text = _AMONG_FIGURES.sub(lambda found: found[0].translate(_LETTERS), text)
    return text


def _figures(raw: str) -> Phone | None:
    """Return the telephone that all the figures of a text make together, or None."""
    bare = raw.replace(" ", "")
    if len(bare) == 10 and bare[0] == "0" != bare[1] and bare.isascii() and bare.isdecimal():
        return _national(bare[1:])  # What most files write, several times faster.
    text = _ZERO_IN_BRACKETS.sub("", raw)
    digits = _DIGITS.sub("", text)
    if not digits.isascii() or _EXPONENT.search(text) or (len(text) > _SHORT and _WORD_BETWEEN.search(text)):
        return None
    if _PLUS_FIRST.match(text):
        return _international(digits)
    if digits.startswith("00"):
        return _international(digits[2:])
    if len(digits) == 10 and digits[0] == "0":
        return _national(digits[1:])
    if len(digits) == 9 and digits[0] != "0":
        return _national(digits)
    return _without_plus(digits)


def _may_hold(raw: str) -> bool:
    """Tell whether a text has enough figures for a telephone, some perhaps written as letters."""
    return sum(map(str.isdigit, raw)) >= _FEWEST


def _sign(letter: str) -> str:
    kind = unicodedata.category(letter)
    if kind == "Nd":
        return str(unicodedata.decimal(letter))
    return "" if kind in ("Cf", "Mn", "Me") else {"Zs": " ", "Pd": "-"}.get(kind, letter)


def _parts(text: str) -> tuple[str, ...]:
    """Return the pieces of a text that hold one telephone each; none when figures are left that nothing explains."""
    split = [part for part in _BETWEEN.split(text) if sum(map(str.isdecimal, part)) >= _FEWEST + 2]
    if len(split) > 1 and all(map(_figures, split)):
        return tuple(split)
    whole = [match[0] for match in _WHOLE.finditer(text)]
    rest = _WHOLE.sub("", text)
    return () if len(whole) == 1 and any(map(str.isdecimal, rest)) else tuple(whole)


def _without_plus(digits: str) -> Phone | None:
    """Read digits as a French country code whose plus sign was lost, as spreadsheets lose it; None when they are not
    that."""
    code = next((code for code in _FRENCH_CODES if digits.startswith(code)), "")
    nine = digits[len(code) :].removeprefix("0")
    if len(nine) == 9 and (code == "33" or _OVERSEAS.get(nine[:3]) == code):
        return _international(digits)
    return None


def _national(nine: str) -> Phone:
    """Return the telephone of the nine digits after the national zero. Numbers in 0639 stay under +33: the range kept
    for fiction shares the prefix of Mayotte."""
    return Phone(f"+{_OVERSEAS.get(nine[:3], '33')}{nine}", f"0{nine}")


def _international(digits: str) -> Phone | None:
    for code in _FRENCH_CODES:
        if digits.startswith(code):
            nine = digits[len(code) :].lstrip("0")
            if len(nine) == 9:
                # +33 692… is dialled as +262 692…: one telephone is stored in one form only.
                return _national(nine) if code == "33" else Phone(f"+{code}{nine}", f"0{nine}")
    if not 8 <= len(digits) <= 15 or digits.startswith(_FRENCH_CODES[0]):
        return None
    library = phonenumbers()
    try:
        found = library.parse("+" + digits, None)
    except library.NumberParseException:
        return None
    if not library.is_possible_number(found):
        return None
    e164 = str(library.format_number(found, library.PhoneNumberFormat.E164))
    # « +43 0… » loses its national zero: what is left is read as it would be read from the base.
    return Phone(e164, e164) if e164 == "+" + digits else _international(e164[1:])
