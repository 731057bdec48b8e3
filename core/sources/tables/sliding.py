"""Marks the rows whose cells are shifted while they are read, so that no name is taken for a price. Only rows that
look odd are examined, since that costs 30 times what reading a row does."""

from collections.abc import Mapping, Sequence

from core.model.checking import Fixes
from core.model.draft import Draft
from core.model.problem_codes import SHIFTED
from core.sources.columns.guessed import ColumnGuess
from core.sources.columns.shifted import shifted_at
from core.sources.tables.mapping import Cells, ToDraft

_SHORTEST_PHONE = 9


def guarded(to_draft: ToDraft, guesses: Sequence[ColumnGuess], fields: Mapping[int, str], fixes: Fixes) -> ToDraft:
    """Return ``to_draft`` with ``slid`` set on the drafts of shifted rows, unless the user keeps them as they are.
    ``guesses``: every column of the file."""
    usual = tuple(one.usual for one in guesses)
    if fixes.choices.get(SHIFTED) == "keep" or not any(usual):
        return to_draft
    width = len(guesses)
    has_phones = "phone" in fields.values()

    def guarded_draft(line: int, cells: Cells) -> Draft:
        draft = to_draft(line, cells)
        phones, code = draft.phones, draft.postcode
        odd = len(cells) > width or (code and not code[0].isdigit())
        if not odd and (not has_phones or (phones and len(phones[0]) >= _SHORTEST_PHONE)):
            return draft
        at = shifted_at(cells, usual)
        return draft if at is None else draft._replace(slid=guesses[min(at, width - 1)].header)

    return guarded_draft
