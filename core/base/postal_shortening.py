"""How a line of an address too long for the envelope is shortened, word by word (NF Z 10-011): titles first, then the
type of the street, small words, and initials; the last word stays whole."""

from collections.abc import Iterator, Sequence
from types import MappingProxyType

_TITLES = MappingProxyType(
    {"MARECHAL": "MAL", "GENERAL": "GAL", "DOCTEUR": "DR", "PROFESSEUR": "PR", "PRESIDENT": "PDT", "COMMANDANT": "CDT",
     "COLONEL": "COL", "CAPITAINE": "CNE", "LIEUTENANT": "LT", "SERGENT": "SGT", "MONSEIGNEUR": "MGR", "SAINT": "ST",
     "SAINTE": "STE", "SAINTS": "STS", "SAINTES": "STES", "NOTRE": "N", "GRAND": "GD", "GRANDE": "GDE", "PETIT": "PT",
     "PETITE": "PTE"}
)  # fmt: skip
_STREETS = MappingProxyType(
    {"ALLEE": "ALL", "ALLEES": "ALL", "AVENUE": "AV", "BOULEVARD": "BD", "CHAUSSEE": "CHS", "CHEMIN": "CHE",
     "COURS": "CRS", "DOMAINE": "DOM", "ESPLANADE": "ESP", "FAUBOURG": "FG", "HAMEAU": "HAM", "IMPASSE": "IMP",
     "LOTISSEMENT": "LOT", "MONTEE": "MTE", "PASSAGE": "PAS", "PLACE": "PL", "PROMENADE": "PROM", "QUARTIER": "QRT",
     "RESIDENCE": "RES", "ROUTE": "RTE", "RUELLE": "RLE", "SENTIER": "SEN", "SQUARE": "SQ", "TRAVERSE": "TRA",
     "VENELLE": "VEN"}
)  # fmt: skip
_SMALL = frozenset({"DE", "DU", "DES", "D", "LA", "LE", "LES", "L", "ET", "AUX", "AU", "A", "EN"})
_PARTS = MappingProxyType(
    {"appartement": "appt", "bâtiment": "bât", "batiment": "bat", "escalier": "esc", "étage": "ét", "immeuble": "imm",
     "logement": "logt", "résidence": "rés", "residence": "res", "entrée": "ent"}
)  # fmt: skip
_LONG = 3


def shortened(line: str, limit: int) -> str:
    """Return a line in capitals within ``limit`` characters, or as short as the norm allows."""
    if len(line) <= limit:
        return line
    words = line.split()
    for way in (_TITLES.get, _STREETS.get):
        for at in _untilfits(words, limit):
            words[at] = way(words[at]) or words[at]
    for at in _untilfits(words, limit):
        if at and words[at] in _SMALL:
            words[at] = ""
    for at in _untilfits(words, limit):
        if at > 1 and len(words[at]) > _LONG and words[at].isalpha():
            words[at] = words[at][0]
    return _joined(words)


def shortened_town(line: str, limit: int) -> str:
    """Return « 51290 ST REMY EN BOUZEMONT ST GENEST »: a town is shortened as the post's own list shortens it, its last
    words left out when nothing else helps."""
    if len(line) <= limit:
        return line
    words = line.split()
    for at in _untilfits(words, limit):
        words[at] = _TITLES.get(words[at], words[at])
    while len(_joined(words)) > limit and len(words) > _LONG:
        words.pop()
        while words[-1] in _SMALL or words[-1] in ("SUR", "SOUS"):
            words.pop()
    return _joined(words)


def shortened_part(line: str, limit: int) -> str:
    """Return a line about the inside of a building, in small letters, with its words shortened one by one."""
    words = line.split(" ")
    for at in _untilfits(words, limit, whole=0):
        short = _PARTS.get(words[at].lower())
        if short:
            words[at] = short.capitalize() if words[at][0].isupper() else short
    return " ".join(words)


def _untilfits(words: Sequence[str], limit: int, *, whole: int = 1) -> Iterator[int]:
    """Yield the places of the words from the left, but for the last one, for as long as the line is too long."""
    for at in range(len(words) - whole):
        if len(_joined(words)) <= limit:
            return
        yield at


def _joined(words: Sequence[str]) -> str:
    return " ".join(word for word in words if word)
