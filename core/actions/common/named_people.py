"""Finds the sheets of whoever is told by a name, which the register cannot recognise: the words in any order, a silent
last letter more or less (rule GDPR-17)."""

import re
from collections.abc import Sequence

from core.base import text
from core.base.typo_distance import Match
from core.records.lead import Lead
from core.records.request import Request
from core.rules.comparators import PersonName, name_of, same_name
from core.store.port import Reader

_NUMBER = re.compile(r"\+?\d(?:[\s.\-/()]*\d){6,}")
_AFTER = re.compile(r"[\d(;:]")
_SILENT = "tdsxz"
_MOST = 100_000
"""Sheets that one search of a word may give: more than any base has of one name."""


def name_in(typed: str) -> str:
    """Return the words of what is typed that may be a name: those before any figure, telephones and e-mails left out;
    empty where there is none."""
    words = _NUMBER.sub(" ", text.without_emails(typed))
    return text.clean(_AFTER.split(words.strip(), maxsplit=1)[0].replace(",", " "))


def name_hash(r: Reader, typed: str) -> str:
    """Return the keyed hash of the name in what is typed, which nothing but a request bears; empty without a name."""
    words = name_of(name_in(typed)).words
    return r.keyed_hash("name", " ".join(sorted(words))) if words else ""


def bearing_name(r: Reader, typed: str) -> list[int]:
    """Return the sheets that may be of whoever is named in what is typed, oldest first."""
    name = name_of(name_in(typed))
    words = [word for word in name.told if len(word) > 1]
    ids = set[int]()
    for place, word in enumerate(words):
        rest = [*words[:place], *words[place + 1 :]]
        ids.update(r.search([*rest, word.rstrip(_SILENT) or word], _MOST))
    # A sheet may have the surname alone.
    ids.update(person.id for person in r.of(Lead, sort_key=words) if words)
    return [person.id for person in r.of(Lead, id=sorted(ids), erased_at=None) if _is_named(name, person)]


def named_in(r: Reader, asked: Sequence[Request], ids: Sequence[int]) -> dict[int, list[Request]]:
    """Return, for each of these sheets, the requests of no sheet yet whose words name whoever it is of, unless it was
    said not to be theirs."""
    names = [
        (request, name_of(words)) for request in asked if request.lead_id is None and (words := name_in(request.person))
    ]
    by_sheet = dict[int, list[Request]]()
    for person in r.of(Lead, id=ids, erased_at=None) if names else ():
        theirs = [request for request, name in names if person.id not in request.set_aside and _is_named(name, person)]
        if theirs:
            by_sheet[person.id] = theirs
    return by_sheet


def _is_named(asked: PersonName, person: Lead) -> bool:
    name = name_of(person.name, surname=person.last_name, civility=person.civility)
    if sorted(asked.words) == sorted(name.words):
        return bool(name.words)
    return same_name(asked, name) in (Match.SAME, Match.NEAR)
