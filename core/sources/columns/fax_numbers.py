"""Numbers that another column of the row says nobody answers by voice: « Phone 2 - Type: Home Fax » beside « Phone 2 -
Value », « phones.type » beside « phones.number »."""

from collections.abc import Callable, Mapping, Sequence

from core.base.text import fold
from core.model.draft import Draft
from core.sources.columns.grammar import words_of
from core.sources.columns.headings import headings

ToDraft = Callable[[int, tuple[str, ...]], Draft]

_VALUE = frozenset({"value", "valeur", "number", "n"})
_LABEL = frozenset({"type", "label", "libelle", "kind"})


def without_unheard(to_draft: ToDraft, fields: Mapping[int, str], headers: Sequence[str]) -> ToDraft:
    """Return ``to_draft`` that leaves out the numbers whose label says fax, pager…, where the file labels them."""
    labels = {
        _bare(header, _LABEL): index for index, header in enumerate(headers) if _LABEL.intersection(words_of(header))
    }
    numbers = {index: _bare(headers[index], _VALUE) for index, field in fields.items() if field == "phone"}
    pairs = [(index, labels[said]) for index, said in numbers.items() if said in labels and labels[said] != index]
    if not pairs:
        return to_draft
    unheard = headings().unheard

    def heard(line: int, cells: tuple[str, ...]) -> Draft:
        left_ids = {
            at for at, label in pairs if label < len(cells) and not unheard.isdisjoint(fold(cells[label]).split())
        }
        if not left_ids:
            return to_draft(line, cells)
        stored = tuple("" if at in left_ids else cell for at, cell in enumerate(cells))
        return to_draft(line, stored)._replace(cells=cells)

    return heard


def _bare(header: str, spare: frozenset[str]) -> tuple[str, ...]:
    return tuple(word for word in words_of(header) if word not in spare)
