"""The names that one cell may tell of the people who live at an address: « Durand ép. Moreau », « SCI Moreau », «
succession Moreau », « M. et Mme Moreau Paul ». Near a refused address, any of them holds a letter; none makes two
persons one."""

import re
from collections.abc import Iterator

_QUALITIES = re.compile(
    r"\b(?:s\.?c\.?i|sarl|sasu?|eurl|snc|scp|ste|soci[ée]t[ée]|indivis(?:ion)?|successions?|hoirie|h[ée]riti[eè]re?s?"
    r"|ayants?[ -]droit|enfants?|fils|filles?|docteur|dr|ma[iî]tre|me|professeur|pr|veuve|veuf|vve|propri[ée]taires?"
    r"|vendeu(?:r|rs|se)|bailleur|consorts|famille|messieurs|mesdames|[ée]poux)\b\.?",
    re.IGNORECASE,
)
"""What somebody is, beside a name: a company of theirs, their heirs, their trade."""
_BETWEEN = re.compile(
    r"\s*(?:[/&+;|()]|\b(?:et|ou|[ée]p|[ée]pse|[ée]pouse|n[ée]e?|veuve|vve|dit|dite|alias|chez)\b\.?)\s*", re.IGNORECASE
)
_COUPLE = re.compile(
    r"\s*(?:m|mr|monsieur|mme|madame)\.?\s*(?:et|ou|&|/|,|-)?\s*(?:m|mr|monsieur|mme|madame)\b\.?", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]{4,}")


def plain_name(name: str) -> str:
    """Return a name without what somebody is beside it; whole when nothing would be left."""
    return " ".join(_QUALITIES.sub(" ", name).split()) or name


def names_told(name: str) -> Iterator[str]:
    """Yield the names that a cell tells beside the whole of it: of each person, or before and after a marriage; of a
    couple, each word, since the surname may be any."""
    parts = [part for part in _BETWEEN.split(name) if part.strip()]
    yield from (plain_name(part) for part in parts if len(parts) > 1)
    if found := _COUPLE.match(name):
        yield from _WORD.findall(name[found.end() :])
