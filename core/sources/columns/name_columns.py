"""The columns that hold the names of persons where no heading says so: civilities, first names, capitals, in most rows.

They are guesses, shown as such. What looks like remarks, towns or kinds of property is no name.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import islice

from core.base import places
from core.base.i18n import _
from core.base.records import replace
from core.base.resources import resource
from core.base.text import fold
from core.sources.columns import names, shapes
from core.sources.columns.guessed import TAKEN, ColumnGuess
from core.sources.columns.headings import IGNORE, headings

_NAMES = frozenset({"name", "last_name", "first_name"})
_PLACED = frozenset({"town", "postcode_town"})
_MOST, _SOME, _FEW = 0.75, 0.5, 0.3
_LONGEST = 5
"""Words of a name."""
_GUESSED = 0.6
_PARTICLES = frozenset(
    {"de", "du", "des", "d", "la", "le", "les", "et", "van", "von", "der", "den", "da", "dos", "di", "ben"}
)
_NOBODY = frozenset(
    {"maison", "appartement", "terrain", "villa", "studio", "garage", "immeuble", "pavillon", "loft", "local", "vente"}
    | {"location", "oui", "non", "ok", "nrp", "rdv", "a", "rappeler", "relance", "absent", "messagerie", "repondeur"}
    | {"vendu", "soir", "matin", "midi", "nord", "sud", "est", "ouest", "bon", "bonne", "neuf", "ancien", "urgent"}
    | {"particulier"}
)
"""Words of remarks, kinds and directions."""


@cache
def first_names() -> frozenset[str]:
    """Return common first names, folded."""
    lines = resource("sites", "first_names.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def named(found: list[ColumnGuess], columns: Sequence[Sequence[str]]) -> list[ColumnGuess]:
    """Return the guesses with the columns of names told, when no heading says whose the rows are. ``columns``: their
    cells, without the empty ones."""
    if any(one.field in _NAMES and one.confidence >= TAKEN for one in found):
        return found
    free = [one.index for one in found if not one.named and one.field == IGNORE]
    may = [at for at in free if _may_be_names(columns[at])]
    told = _told(may, columns, [one.index for one in found if one.field == "civility"])
    if told and _PLACED.isdisjoint(one.field for one in found):
        told |= dict(islice(_town(free, columns, told).items(), 1))
    remark = _("D’après les cases\u202f: à confirmer")
    return [
        replace(one, field=told[one.index], confidence=_GUESSED, remark=remark) if one.index in told else one
        for one in found
    ]


def _told(may: list[int], columns: Sequence[Sequence[str]], titles: Sequence[int]) -> dict[int, str]:
    """Return column → field: a whole name, or a first name and the name beside it, or a name alone."""
    whole = [at for at in may if _share(columns[at], _is_whole) >= _SOME]
    if whole:
        return {whole[0]: "name"}
    first = next((at for at in may if _share(columns[at], _is_first) >= _SOME), None)
    if first is not None:
        beside = [at for at in (first - 1, first + 1) if at in may and _share(columns[at], _is_town) < _MOST]
        last = max(beside, key=lambda at: (_share(columns[at], str.isupper), -at), default=None)
        return {first: "first_name"} | ({last: "last_name"} if last is not None else {})
    after = [at for at in may if at - 1 in titles]
    people = after or [at for at in may if _share(columns[at], _is_town) < _SOME]
    best = max(people, key=lambda at: (_share(columns[at], str.isupper) >= _MOST, -at), default=None)
    return {} if best is None else {best: "name"}


def _town(may: list[int], columns: Sequence[Sequence[str]], told: Mapping[int, str]) -> dict[int, str]:
    rest = [at for at in may if at not in told and columns[at]]
    return {at: "town" for at in rest if _share(columns[at], _is_town) >= _MOST}


def _may_be_names(values: Sequence[str]) -> bool:
    """Tell whether most cells are a few words with capitals, seldom the same twice, and no remarks."""
    if not values or shapes.shares(values).get("words", 0) < _MOST or len(set(values)) < _SOME * len(values):
        return False
    return _share(values, _is_capital) >= _MOST and _share(values, _is_remark) < _FEW


def _share(values: Sequence[str], test: Callable[[str], bool]) -> float:
    return sum(map(test, values)) / len(values)


def _is_capital(value: str) -> bool:
    """Tell whether a cell may be a name by its capitals; « O » and « N » are answers."""
    words = value.replace("’", "'").split()
    proper = [word for word in words if fold(word) not in _PARTICLES]
    return (
        len(value) > 1
        and 0 < len(words) <= _LONGEST
        and all(word.lstrip("(&'")[:1].isupper() for word in proper if word.strip("(&'/"))
    )


def _is_remark(value: str) -> bool:
    said = fold(value)
    words = said.split()
    listed = any(said in kinds for kinds in headings().values.values())
    return (
        listed
        or not _NOBODY.isdisjoint(words)
        or (words[:1] in (["le"], ["la"]) and not value.isupper() and len(words) > 3)
    )


def _is_whole(value: str) -> bool:
    """Tell whether a cell holds a civility before a name, or a first name beside another word."""
    said = names.split_name(value)
    words = fold(value).split()
    return bool(said.civility) or (len(words) > 1 and not first_names().isdisjoint(words) and not _is_first(value))


def _is_first(value: str) -> bool:
    words = [word for word in fold(value).split() if len(word) > 1]
    return bool(words) and first_names().issuperset(words)


def _is_town(value: str) -> bool:
    return bool(places.postcodes_of(value))
