"""The other owners of a row that refuses: until a row can be of several people, whoever of them did not surely refuse
is held until somebody answers (law file, OBJ-06)."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from core.actions.common import possible_refusals
from core.actions.common.fuzzy_suppression import Dweller, entries
from core.actions.common.marks import KindHash, address_marks, contact_marks, hashes_of
from core.actions.common.shared_values import remembered
from core.base.contact_candidates import BETWEEN, likely_ways
from core.base.contacts import read_contacts
from core.base.i18n import _
from core.base.mojibake import legible
from core.model.batch import Owner
from core.model.draft import Draft
from core.refusals.grammar import quoted
from core.rules.near_address import names_told
from core.sources.columns.names import BOTH, split_name
from core.store.port import Writer

_SHARED = re.compile(
    r"\b(?:indivis\w*|succession|hoirie|h[ée]ritiers?|consorts|[ée]poux|famille|ayants?[ -]droit)\b", re.I
)
"""A name of several people."""
_BESIDE = re.compile(
    r"\b(?:mme|mlle|madame|m|mr|monsieur|sa|son|femme|mari|[ée]pou(?:se|x)|conjointe?|compagn(?:e|on)|fils|fille|fr[èe]re|s(?:œ|oe)ur"
    r"|m[èe]re|p[èe]re|co-?(?:propri[ée]taire|indivisaire|vendeu(?:r|se))|indivisaire|h[ée]riti[èe]re?)\b",
    re.I,
)
"""Who has the telephone of another cell, when it is not the first of the row."""
_MOST = 20
"""Telephones and e-mails of a row; those of an agency's whole team are nobody's."""


def other_owners(draft: Draft) -> tuple[Owner, ...]:
    """Return what is known of the other owners of a draft that refuses: those of its columns, those that its name
    tells, and the telephones and e-mails of any of its cells that are not those of the first."""
    if draft.seller == "pro":
        return ()
    own = _own_ways(draft)
    found = [_owner(draft, (name, surname), _ways(cells, own), words) for name, surname, cells, words in draft.others]
    found += [_owner(draft, (name, split_name(name).last), (), "") for name in _in_name(draft)]
    cells = [cell for cell in _cells(draft) if found or draft.others or _BESIDE.search(cell)]
    known_texts = own.union(*[{key for _kind, key in marks} for _words, marks, _who in found])
    if rest := _ways(BETWEEN.join(cells), known_texts):
        found.append(("", rest, ("",) * 5))
    return tuple(one for one in found if one[1])


def _owner(draft: Draft, called: tuple[str, str], ways: tuple[KindHash, ...], words: str) -> Owner:
    name, surname = called
    home = (draft.address, draft.postcode, draft.town)
    # Where nothing tells the surname, a later row may say that it is the first word or the last one.
    surnames = [surname] if surname else [name, *name.split()[:1], *name.split()[-1:]]
    named = [mark for fromkey in dict.fromkeys(surnames) if fromkey for mark in address_marks(fromkey, *home)]
    marks = dict.fromkeys(mark for mark in named if mark[0] not in ("household", "nameless"))
    return words, (*ways, *marks), (name, surname, *home)


def _own_ways(draft: Draft) -> frozenset[str]:
    """Return the keys of the telephones and e-mails that are read as those of the first."""
    contacts = read_contacts(draft.phones, draft.emails)
    return frozenset({*contacts.phones, *contacts.emails})


def _ways(said: str, own: frozenset[str]) -> tuple[KindHash, ...]:
    phones, mails = likely_ways(said)
    found = tuple(mark for mark in contact_marks(sorted(phones), sorted(mails)) if mark[1] not in own)
    return found if len(found) <= _MOST else ()


def _in_name(draft: Draft) -> Iterator[str]:
    """Yield the names of several people that a draft is of: « GIRAULT / PETIT »."""
    name = legible(draft.name or f"{draft.last_name} {draft.first_name}".strip())
    sentences = [*dict.fromkeys(names_told(name))]
    if len(sentences) > 1:
        yield from sentences
    elif draft.civility == BOTH or _SHARED.search(name):
        yield name


def _cells(draft: Draft) -> Sequence[str]:
    return draft.cells or (draft.name, draft.last_name, draft.first_name, draft.text, draft.title)


def hold_others(
    w: Writer, rows: Sequence[tuple[Sequence[Owner], str]], *, supplier: int | None, way: str, by: str, at: datetime
) -> None:  # fmt: skip
    """Hold the other owners of rows, each given with the words of the row that refuses. Those who refuse themselves are
    left to the register."""
    asked = [(owner, words) for owners, words in rows for owner in owners if not owner[0]]
    if not asked:
        return
    shared, answered = remembered(w), possible_refusals.answers(w)
    for (_own, marks, who), words in asked:
        known = [mark for mark in hashes_of(w.keyed_hash, marks) if mark[1] not in shared]
        if known:
            said = possible_refusals.text_hash(w.keyed_hash, f"{supplier}", f"{known[0][1]} {words}")
            quote = _("Autre propriétaire de la même ligne\u202f: {words}").format(words=quoted(words))
            near = entries(w.keyed_hash, Dweller._make(who)).items() if who[2] else ()
            possible_refusals.hold(
                w, known, text=said, words=quote, way=way, by=by, at=at, answered=answered, near=tuple(near)
            )  # fmt: skip


def ways_of(owners: Sequence[Owner], keyed: Callable[[str, str], str]) -> list[KindHash]:
    """Return the hashed marks of other owners, for a refusal of one way of being reached."""
    return hashes_of(keyed, [mark for _words, marks, _who in owners for mark in marks])
