"""Reads a town said without its postcode: a commune of the list, where words about a property say that it is its place
and not a neighbour, a street or a person."""

import re
from collections.abc import Sequence

from core.base.places import postcodes_of
from core.base.text import clean, fold
from core.sources.pages import figures

_AT_TOWN = re.compile(r"\bà ((?:l['’]|L['’]|la |La |le |Le |les |Les )?[A-ZÀ-Ý][\w'’-]+(?: [\w'’-]+){0,5})")
_NO_TOWN = re.compile(
    r"bourg|campagne|centre|chambre|chateau|gare|jardin|louer|mars|mer|montagne|parc|plan|port|quartier|terrasse"
    r"|ville|vue"
    r"|aime|albert|alban|anais|ange|aubin|bernard|blaise|eve|francois|gael|germaine|gilles|leon|luc|madeleine|marie|mathieu"
    r"|nicole|noe|paule|pierre|raymond|remy|rene|robert|romain|salome|sully|suzanne|yves"
)
"""Words of an ad, and first names, that are names of communes too."""
_WHO = re.compile(r"particulier|vendeur|contact|propri[ée]taire|annonceur|\bpro\b|agence|notaire", re.I)
_BETWEEN = re.compile(r"\s*[•·|]\s*|\s+[–—-]\s+|,\s+")
_BEFORE = re.compile(
    r"vente|ventes|location|locations|vendre|louer|achat|pieces|piece|pcs|p|m2|hab|habitables|chambres|chambre|ch|ville"
    r"|commune|neuf|neuve|meuble|meublee|[tf]?\d{1,4}(?:m2?)?"
)
"""Words that may stand right before the town, besides those that name a kind of property."""
_LONGEST = 6


def named_town(text: str) -> str:
    """Return the town in « maison à Ploërmel », said without its postcode: one of the list of communes."""
    for match in _AT_TOWN.finditer(text) if figures.kind(text) else ():
        words = re.split(r"(?<=[^ -])(?=[ ])", match[1])
        for size in range(len(words), 0, -1):
            town = "".join(words[:size]).strip(" -–,.")
            if postcodes_of(town):
                return town
    return ""


def town_without_code(title: str, lines: Sequence[str]) -> str:
    """Return the town that the title or the ``lines`` of an ad say without a postcode; empty in doubt."""
    words = next((town for line in (title, *lines) if (town := named_town(line))), "") or town_beside(title)
    beside = {town for line in lines if (town := town_beside(line))} if not words else set()
    return words or (beside.pop() if len(beside) == 1 else town_alone(lines))


def town_beside(line: str) -> str:
    """Return the commune that a line names after the kind or the size of a property (« Maison 5 pièces Le Mans »), or
    between two signs (« Rennes · 3 p. · 62 m² »); empty when it names none, or two, or speaks of the seller."""
    if len(line) > 120 or _WHO.search(line) or not _of_property(line):
        return ""
    pieces = [piece for piece in map(clean, _BETWEEN.split(line)) if piece]
    texts = {town for piece in pieces if (town := _whole(piece) or _at_the_end(piece))}
    return texts.pop() if len(texts) == 1 else ""


def town_alone(lines: Sequence[str]) -> str:
    """Return the one commune that is a line of an ad by itself, right above or below one that says its kind, its size
    or its price; empty in doubt."""
    texts = set()
    for rank, line in enumerate(lines):
        near = [*lines[max(rank - 1, 0) : rank], *lines[rank + 1 : rank + 2]]
        if len(line) < 46 and _whole(line) and any(_of_property(text) or figures.price(text) for text in near):
            texts.add(line)
    return texts.pop() if len(texts) == 1 else ""


def _of_property(line: str) -> bool:
    return bool(figures.kind(line) or figures.area(line) or figures.rooms(line))


def _whole(piece: str) -> str:
    word = fold(piece)
    known = piece[:1].isupper() and not _NO_TOWN.fullmatch(word) and "," not in piece and postcodes_of(piece)
    return piece if known else ""


def _at_the_end(piece: str) -> str:
    """Return the longest commune that ends a piece, when what stands before it is about the property."""
    words = piece.split()
    for size in range(min(_LONGEST, len(words) - 1), 0, -1):
        before = fold(words[-size - 1])
        if (figures.kind(before) or _BEFORE.fullmatch(before)) and (town := _whole(" ".join(words[-size:]))):
            return town
    return ""
