"""Tells a file of another country by its postcodes, beside their towns, and by its telephones: « 1000 Bruxelles »,
« 0470 00 00 01 ». Read as French ones they would be another town and somebody else's number."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from core.base import places
from core.base.phones import in_country
from core.model.finding import COUNTRY, FileFinding
from core.sources.columns.guessed import TAKEN, ColumnGuess
from core.sources.columns.headings import key
from core.sources.columns.streets import split_place

_FEWEST, _MOST = 3, 0.6
_SHOWN = 3
_BRITISH = re.compile(r"(?:gir ?0aa|[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2})", re.IGNORECASE)
"""BS 7666, as the Royal Mail writes it: « NW1 6XE »."""
_FOUR = re.compile(r"[a-z]{0,2}-?[1-9]\d{3}", re.IGNORECASE)
_OF_FOUR = ("be", "ch", "lu")
"""Countries around whose postcodes have four figures."""
_WORDS: Mapping[str, str] = {"gsm": "be", "natel": "ch", "npa": "ch"}
"""Words of headings that one of them uses."""


def country_of_file(guesses: Sequence[ColumnGuess], rows: Sequence[Sequence[str]]) -> tuple[FileFinding, ...]:
    """Return the question about the country of a file most of whose postcodes are no French ones; nothing where a
    column of countries tells it row by row."""
    columns = _columns(guesses)
    at, town_at = _places_at(columns)
    if at < 0 or "country" in columns:
        return ()
    pairs = [_place(row, at, town_at) for row in rows if at < len(row) and row[at].strip()]
    abroad = [place for place in pairs if _is_abroad(*place)]
    if len(abroad) < _FEWEST or len(abroad) < _MOST * len(pairs):
        return ()
    british = sum(bool(_BRITISH.fullmatch(code)) for code, _town in abroad) > len(abroad) / 2
    ways = [guess.index for guess in guesses if guess.field == "phone"]
    numbers = [row[at] for row in rows for at in ways if at < len(row)]
    iso = "gb" if british else _of_four(numbers, guesses)
    if not iso:
        return ()
    examples = Counter(f"{code} {town}".strip() for code, town in abroad).most_common(_SHOWN)
    return (FileFinding(COUNTRY, count=len(abroad), values=tuple(examples), instead=iso),)


def place_abroad(guesses: Sequence[ColumnGuess]) -> Callable[[Sequence[str]], bool]:
    """Return what tells that the cells of a row have a postcode that is no French one."""
    at, town_at = _places_at(_columns(guesses))
    return lambda row: 0 <= at < len(row) and bool(row[at].strip()) and _is_abroad(*_place(row, at, town_at))


def _columns(guesses: Sequence[ColumnGuess]) -> dict[str, int]:
    return {guess.field: guess.index for guess in reversed(guesses) if guess.confidence >= TAKEN}


def _places_at(columns: Mapping[str, int]) -> tuple[int, int]:
    return columns.get("postcode", columns.get("postcode_town", -1)), columns.get("town", -1)


def _place(row: Sequence[str], at: int, town_at: int) -> tuple[str, str]:
    town = row[town_at].strip() if 0 <= town_at < len(row) else ""
    code, beside = split_place(row[at].strip())
    return (code or row[at].strip(), town or beside)


def _is_abroad(code: str, town: str) -> bool:
    return bool(_BRITISH.fullmatch(code)) or bool(_FOUR.fullmatch(code) and places.agrees(code, town) is not True)


def _of_four(numbers: Sequence[str], guesses: Sequence[ColumnGuess]) -> str:
    """Return which country of postcodes of four figures reads most of the telephones, else its words; empty where
    telephones deny that it is one: a spreadsheet took the first zero of French postcodes."""
    words = {_WORDS[word] for guess in guesses for word in key(guess.header).split() if word in _WORDS}
    fits = {iso: sum(bool(in_country(number, iso, surely=True)) for number in numbers) for iso in _OF_FOUR}
    if any(number.strip() for number in numbers) and not words and not any(fits.values()):
        return ""
    return max(_OF_FOUR, key=lambda iso: (fits[iso], iso in words))
