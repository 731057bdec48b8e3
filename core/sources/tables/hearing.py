"""A refusal is heard wherever it stands in a row: every cell is listened to as the file wrote it, its letters put right
and before anything else is repaired, so that no repair may drop it (law file, OBJ-01).

The words of the refusal are taken out of their cell: the telephone, the name or the address beside them is then read
as that of any other row, and the register knows the person by it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from core.model.checking import Fixes
from core.model.draft import Draft
from core.rules.refusal import hints, refusal
from core.sources.tables.fixing import typed_cells
from core.sources.tables.mapping import Cells, ToDraft
from core.sources.tables.mojibake import mended
from core.sources.tables.refusals import declines, refuses

_SHORT = 40
_ADDRESS = re.compile(r"\S+@\S+|\b(?:https?://|www\.)\S+", re.IGNORECASE)
"""Of an e-mail or of a page: it is made of words that nobody says."""
_AROUND = r"[\s(\[«\"'/|,;:–—-]*"
_KIND = r"(?:[\s,!.]*\b(?:svp|stp|merci|s[’' ]il vous pla[iî]t)\b)*"
_REST = r"[\s)\]»\"'/|,;:!.–—-]*"


def heard(to_draft: ToDraft, fields: Mapping[int, str], headers: Sequence[str], fixes: Fixes) -> ToDraft:
    """Return ``to_draft`` that says, with ``heard`` and ``heard_in``, what a row refuses and under which heading. What
    the user typed instead of a cell is listened to as well; the cell it replaces still counts."""
    typed = typed_cells(fixes)
    flags = [(index, refuses) for index, field in fields.items() if field == "refuses"]
    flags += [(index, declines) for index, field in fields.items() if field == "accepts"]

    def hearing(line: int, cells: Cells) -> Draft:
        found = said(dict(enumerate(cells)))
        draft = to_draft(line, _without(cells, found) if found else cells)
        if line in typed:
            found = {**said(typed[line]), **found}
        if not found and draft.refuses:
            found = {index: cells[index] for index, says in flags if index < len(cells) and says(cells[index])}
        if not found:
            return draft
        column, words = next(iter(found.items()))
        return replace(draft, cells=cells, heard=words, heard_in=headers[column] if column < len(headers) else "")

    return hearing


def said(cells: Mapping[int, str]) -> dict[int, str]:
    """Return column from 0 to the words that refuse, of each of the ``cells`` that does."""
    stems = hints(" \n ".join(cells.values()))
    if not stems:
        return {}
    may = [(index, cell) for index, cell in cells.items() if any(stem in f" {cell.lower()} " for stem in stems)]
    return {index: words for index, cell in may if (words := _words(cell))}


def _words(cell: str) -> str:
    return _known(cell) if len(cell) <= _SHORT else _read(cell)


def _read(cell: str) -> str:
    right = mended(cell)
    return refusal(_ADDRESS.sub(" ", right) if "@" in right or "/" in right or "www" in right else right) or ""


@lru_cache(maxsize=10_000)
def _known(cell: str) -> str:
    # « Particulier », « Appartement »: what a column says again and again.
    return _read(cell)


def _without(cells: Cells, found: Mapping[int, str]) -> Cells:
    """Return the cells without the words of their refusals, and what joined these to the rest."""
    return tuple(_cut(cell, found[index]) if index in found else cell for index, cell in enumerate(cells))


def _cut(cell: str, words: str) -> str:
    written = r"\s+".join(map(re.escape, words.rstrip("…").split()))
    return re.sub(f"{_AROUND}{written}{_KIND}{_REST}", " ", mended(cell)).strip()
