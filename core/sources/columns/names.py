"""Splits the name of a seller into civility, first and last name, only where the text itself shows them.

A civility is never guessed from a first name, nor the order of two words written alike: a wrong « Monsieur » at the
head of a letter is worse than none.
"""

import re
from collections.abc import Mapping

from core.base.records import Struct

MADAM, SIR, BOTH = "Madame", "Monsieur", "Madame, Monsieur"

_TITLES: Mapping[str, str] = {
    "m": SIR,
    "mr": SIR,
    "mrs": MADAM,
    "monsieur": SIR,
    "mme": MADAM,
    "mlle": MADAM,
    "madame": MADAM,
    "mademoiselle": MADAM,
}
_TITLE = r"(?:monsieur|mademoiselle|madame|mlle|mme|mrs|mr|m)"
_CIVILITY = re.compile(
    rf"({_TITLE})\b\.?(?:(?:\s*(?:et|ou|&|/|,|-|\+)\s*|(?:\s+|(?<=\.))(?=m[mlao]))({_TITLE})\b\.?)?(?:\s+|$|(?<=\.))",
    re.IGNORECASE,
)
_SECOND = re.compile(rf"\s(?:et|ou|&|/|\+)\s*{_TITLE}\b\.?\s", re.IGNORECASE)
"""« M. DUPONT et Mme MARTIN »: two persons, each with a name."""
_FIRST_LETTERS = frozenset("mM")
COMPANIES = frozenset(
    {"sci", "sarl", "sas", "sasu", "sa", "eurl", "snc", "scp", "indivision", "succession", "consorts", "famille"}
    | {"agence", "cabinet", "etude", "étude", "maison", "mairie", "association", "groupe", "immobilier"}
)
_PARTICLES = frozenset(
    {"de", "du", "des", "d", "la", "le", "les", "van", "von", "der", "den", "da", "dos", "di", "el", "ben"}
)


class SplitName(Struct, frozen=True):
    """``civility``: "", "Madame", "Monsieur" or "Madame, Monsieur". ``last`` and ``first`` are empty when not told."""

    civility: str = ""
    last: str = ""
    first: str = ""


def civility(text: str) -> tuple[str, str]:
    """Return (civility, the rest) of a text that may begin with one: « Mme AUBERT » gives ("Madame", "AUBERT")."""
    if not text or text[0] not in _FIRST_LETTERS:
        return "", text
    match = _CIVILITY.match(text)
    if not match or (match[0].strip() in ("M", "m") and match.end() == len(text) > 1):
        return "", text
    one = _TITLES[match[1].lower()]
    two = _TITLES[match[2].lower()] if match[2] else one
    return (one if one == two and not match[2] else BOTH if one != two else ""), text[match.end() :]


def split_name(text: str) -> SplitName:
    """Return the parts of ``text``. Capitals show the last name (« DUPONT Jean », « Jean de LA TOUR »); after a
    civility a single word is the last name; a text all in capitals, or without any, shows nothing more."""
    title, rest = civility(text)
    if title and _SECOND.search(rest):
        return SplitName(BOTH)
    words = rest.split()
    if any(word.lower() in COMPANIES for word in words):
        return SplitName(title)
    if len(words) == 1:
        return SplitName(title, words[0]) if title else SplitName()
    loud = [_is_loud(word) for word in words]
    if not any(loud):
        return SplitName(title)
    start, stop = loud.index(True), len(loud) - loud[::-1].index(True)
    while start and words[start - 1].lower().rstrip("’'") in _PARTICLES:
        start -= 1
    last, others = words[start:stop], words[:start] + words[stop:]
    if not others or (start and stop < len(words)) or not all(loud[start + _quiet(last) : stop]):
        return SplitName(title)
    return SplitName(title, " ".join(last), " ".join(others))


def _quiet(words: list[str]) -> int:
    """Return how many particles the words begin with."""
    count = 0
    while count < len(words) and words[count].lower().rstrip("’'") in _PARTICLES:
        count += 1
    return count


def _is_loud(word: str) -> bool:
    """Tell whether a word of two letters or more is all in capitals; an initial (« J. », « J.-P. ») does not count."""
    return word.isupper() and sum(map(str.isalpha, word)) > 1 and "." not in word
