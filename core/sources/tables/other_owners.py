"""The other owners that the columns of a row tell, « Propriétaire 2 », beside the one it is read as of. A refusal in
the row holds them too, until a row can be of several people."""

from collections.abc import Callable, Sequence

from core.base.contact_candidates import BETWEEN
from core.base.records import Struct
from core.model.draft import Draft
from core.sources.columns.grammar import SECOND, read
from core.sources.columns.guessed import ColumnGuess
from core.sources.columns.names import split_name
from core.sources.columns.second_people import is_name, person_of_each
from core.sources.tables.hearing import said, silenced


class _Columns(Struct, frozen=True):
    """The columns of one more person: of their name, those of them that hold a surname, and all."""

    names: Sequence[int]
    surnames: Sequence[int]
    every: Sequence[int]
    headers: frozenset[str]


def with_others(guesses: Sequence[ColumnGuess]) -> Callable[[Draft], Draft]:
    """Return the function that gives a draft which refuses, or may, the other owners of its row."""
    people = [*zip(guesses, person_of_each(guesses), strict=True)]
    columns = [
        _columns([guess for guess, person in people if person == each])
        for each in sorted({person for _guess, person in people if person >= SECOND})
    ]

    def told(draft: Draft) -> Draft:
        if not (draft.heard or draft.refuses or draft.doubt or draft.closed):
            return draft
        return draft._replace(others=tuple(other for each in columns if any((other := _other(draft, each))[:2])))

    return told if columns else lambda draft: draft


def _columns(own: Sequence[ColumnGuess]) -> _Columns:
    names = [one.index for one in own if is_name(one)]
    fields = {one.index: read(one.header).field for one in own}
    surnames = [at for at in names if fields[at] in ("name", "last_name")] if "first_name" in fields.values() else []
    return _Columns(names, surnames, [one.index for one in own], frozenset(one.header for one in own))


def _other(draft: Draft, columns: _Columns) -> tuple[str, str, str, str]:
    """Return (name, surname, all their cells, the words of their own refusal), as a draft has them."""
    own = {at: draft.cells[at] for at in columns.every if at < len(draft.cells) and draft.cells[at]}
    found = said(own)
    cells = silenced(draft.cells, found) if found else draft.cells
    name = " ".join(cells[at] for at in columns.names if at in own)
    surname = " ".join(cells[at] for at in columns.surnames if at in own) or split_name(name).last
    words = next(iter(found.values()), "") or (draft.heard if draft.heard_in in columns.headers and own else "")
    return name, surname, BETWEEN.join(own.values()), words
