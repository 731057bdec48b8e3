"""The columns of a second person of the row, who is never taken for the first: « Nom vendeur 2 », « Tél vendeur 2 », «
Conjoint »."""

from collections import Counter
from collections.abc import Sequence

from core.base.i18n import _
from core.base.records import replace
from core.sources.columns.grammar import SECOND, read, words
from core.sources.columns.guessed import ColumnGuess
from core.sources.columns.headings import IGNORE, PERSON, headings, key

_REACHED = frozenset({"phone", "email"})
_OWN = PERSON | _REACHED


def first_people(found: list[ColumnGuess], columns: Sequence[Sequence[str]]) -> list[ColumnGuess]:
    """Return the guesses without the columns of a second person who has a name. A second telephone without a name
    stays that of the first. ``columns``: their cells, without the empty ones."""
    found = _without_strangers(found)
    people = person_of_each(found)
    each = list(zip(found, people, strict=True))
    named = {person for one, person in each if person >= SECOND and columns[one.index] and is_name(one)}
    if not named or not any(person < SECOND and one.field in PERSON for one, person in each):
        return found
    remark = _("D’une autre personne de la ligne\u202f: laissée de côté")
    return [
        replace(one, field=IGNORE, confidence=0.9, remark=remark)
        if person in named and (one.field in _OWN or is_name(one))
        else one
        for one, person in each
    ]


def person_of_each(found: Sequence[ColumnGuess]) -> list[int]:
    """Return which person of the row each column is of: 2 for « Vendeur 2 », for « Tél 2 » beside « Nom 2 », and for a
    heading that comes again after that of the name did; 0 when nothing says it."""
    numbered = {read(one.header).line for one in found if is_name(one)}
    seen: Counter[str] = Counter()
    names: Counter[str] = Counter()
    people = []
    for one in found:
        said, heading = read(one.header), key(one.header)
        seen[heading] += 1
        if said.kinds & PERSON:
            names[heading] += 1
        if said.person or not said.kinds:
            people.append(said.person)
        elif said.line >= SECOND and said.line in numbered:
            people.append(said.line)
        else:
            again = seen[heading]
            people.append(again if again >= SECOND and max(names.values(), default=0) >= again else 0)
    return people


def is_name(one: ColumnGuess) -> bool:
    """Tell whether a heading is that of somebody, or of their name."""
    said = read(one.header)
    whole = not (said.kinds or set(said.unknown) - words().second)
    return not said.about and (whole or said.field in PERSON - {"civility"})


def _without_strangers(found: list[ColumnGuess]) -> list[ColumnGuess]:
    """Return the guesses without the telephones and the e-mails that are somebody else's by their heading, where others
    are not: « Tél. parrain » beside « Tél ». Those of a spouse stay."""
    strange = {one.index for one in found if one.field in _REACHED and _is_strange(one)}
    own = {one.field for one in found if one.field in _REACHED and one.index not in strange}
    remark = _("D’une autre personne de la ligne\u202f: laissée de côté")
    return [
        replace(one, field=IGNORE, confidence=0.9, remark=remark) if one.index in strange and one.field in own else one
        for one in found
    ]


def _is_strange(one: ColumnGuess) -> bool:
    said = read(one.header)
    return said.person < SECOND and not headings().strangers.isdisjoint(said.unknown)
