"""What one cell holds: the telephones, the e-mails, whether the seller is a private person, and the day, written,
counted by a spreadsheet, or the zero of a program that knows none."""

import re
from datetime import date, timedelta

from core.base.text import fold
from core.sources.columns import contact_cell
from core.sources.columns.headings import headings
from core.sources.columns.plausibility import ANSWERS_NO, ANSWERS_YES
from core.sources.columns.shapes import untagged

_SPLIT = re.compile(r"\s*(?:[/;,|\n\r]|\bou\b|\bet\b)\s*")
_MAIL_SPLIT = re.compile(r"[\s;,/|]+")
_WHOLE = re.compile(r"(?:\+33|0033|0)[\s.]?(?:\(0\))?[\s.]?[1-9](?:[\s.-]*\d\d){4}")
_HOUR = r"\d{1,2}\s?h(?:\s?\d\d)?|\d{1,2}(?=\s?(?:et|à|-|/)\s?\d{1,2}\s?h)"
_NOTED = re.compile(
    rf"(?:[^\d+]|{_HOUR})*({_WHOLE.pattern})(?=\s*[,;:–-]?\s*(?:[^\W\d]|[(\[]|{_HOUR}))(?:\D|{_HOUR})*", re.IGNORECASE
)
"""One number and some words after it. Figures that are no hours would be those of another number, or of one badly
typed."""
_SCIENTIFIC = re.compile(r"([1-9])(?:[.,](\d+))?E\+?0?(\d{1,2})", re.IGNORECASE)
_MARKS = frozenset(".,eE")
_ASKED = frozenset({"pro", "pros", "professionnel", "professional"})
_ANSWERS = dict.fromkeys(ANSWERS_YES, True) | dict.fromkeys(ANSWERS_NO, False)
_COUNTED = 5
_DAY_ZERO, _FIRST_COUNTED, _LAST_COUNTED = date(1899, 12, 30), 36526, 73050
"""Day 0 of spreadsheets, the counts of 1 January 2000 and of 31 December 2099."""
_DAY = 10
NO_DAY = frozenset(
    {"1970-01-01", "01/01/1970", "0000-00-00", "00/00/0000", "1900-01-01", "01/01/1900", "1900-01-00", "00/01/1900"}
    | {"1899-12-30", "30/12/1899", "1899-12-31", "31/12/1899"}
)
"""The zero of each way to count the days: no listing was read then."""


def phones(value: str) -> tuple[str, ...]:
    """Return the numbers of a cell, as written: « 06 39 98 00 01 / 01 99 00 00 02 » holds two. A text without any
    number is returned whole, so that the list of rejected rows can show it. A number a spreadsheet took for an
    amount is written out again: « 639980001.0 », « 6.39980001E8 »."""
    if value[1:2] == ":":
        value = untagged(value)
    if value[:1] == "+" and value[2:3] in _MARKS:  # « +3.36399…E+10 »
        value = value[1:]
    if len(value) < contact_cell.ONE_PHONE and value[-1:].isdigit():
        return (_spelt(value) if value[1:2] in _MARKS else value.removesuffix(".0").removesuffix(",0"),)
    whole = _WHOLE.findall(value)
    if len(whole) > 1:
        return tuple(whole)
    parts = [part for part in _SPLIT.split(value) if sum(map(str.isdigit, part)) >= 8]
    return tuple(parts) if len(parts) > 1 else (noted(value) or value,)


def numbers_of(value: str) -> tuple[str, ...]:
    """Return the numbers of a cell that may also hold e-mails and an address; none when it holds only those."""
    alone = len(value) <= contact_cell.ONE_PHONE and "@" not in value
    beside = value if alone else contact_cell.apart(value).numbers
    return phones(beside) if beside else ()


def noted(value: str) -> str:
    """Return the number of a cell such as « 06 39 98 00 01 (après 18h) »; empty for any other cell."""
    match = _NOTED.fullmatch(value)
    return match[1] if match else ""


def _spelt(value: str) -> str:
    """Return « 6.39980001E8 » with every figure written out; « 6,4E+08 » stays as it is, since its figures are lost."""
    match = _SCIENTIFIC.fullmatch(value)
    if not match or is_rounded(value):
        return value
    figures = match[1] + (match[2] or "")
    return figures.ljust(int(match[3]) + 1, "0")


def is_rounded(value: str) -> bool:
    """Tell whether a spreadsheet showed a telephone as an amount and kept only its first figures: « 6,4E+08 ». Two
    zeros at the end may have been dropped without a loss."""
    match = _SCIENTIFIC.fullmatch(value)
    return match is not None and not 0 <= int(match[3]) - len(match[2] or "") <= 2


def emails(value: str) -> tuple[str, ...]:
    """Return the addresses of a cell, as written."""
    if value.count("@") == 1 and " " not in value:
        return (value,)
    parts = [part for part in _MAIL_SPLIT.split(value) if "@" in part]
    return tuple(parts) or (value,)


def seller(value: str, header: str = "") -> str:
    """Return "private" or "pro" when the cell says so, or answers a heading that asks « Pro ? »; else ""."""
    words = fold(value).split()
    if fold(header).partition(" ")[0] in _ASKED and words[:1] and words[0] in _ANSWERS:
        return "pro" if _ANSWERS[words[0]] else "private"
    if not words or words[0] not in headings().values["seller"]:
        return ""
    return "private" if words[0] in ("particulier", "particuliere", "part", "private", "individual") else "pro"


def is_to_be_dated(value: str) -> bool:
    """Tell whether a cell is a count of days, or no day at all."""
    return (len(value) == _COUNTED and value.isdigit()) or value[:_DAY] in NO_DAY


def counted_day(value: str) -> str:
    """Return the ISO day of « 46329 », the number of days by which a spreadsheet stores a date; anything else as it
    is."""
    if len(value) != _COUNTED or not value.isdecimal() or not _FIRST_COUNTED <= int(value) <= _LAST_COUNTED:
        return value
    return (_DAY_ZERO + timedelta(days=int(value))).isoformat()


def dated(value: str) -> str:
    """Return a date cell, or an empty text for a day that programs write when they know none."""
    return "" if value[:_DAY] in NO_DAY else counted_day(value)
