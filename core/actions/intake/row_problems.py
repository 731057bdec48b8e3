"""What the check needs of each row as it is read, in plain values that can come from another process: its cells,
their problems, and the whole draft for the first rows, which are shown."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from core.actions.intake.row_fates import SHOWN
from core.model.checking import Fixes
from core.model.draft import Draft
from core.model.problem_codes import ALL_MAY_REFUSE, MAY_REFUSE
from core.refusals.grammar import quoted
from core.sources.hotlines import hotlines
from core.sources.tables import fixing, problems

Spotted = tuple[int, tuple[str, ...], list[tuple[str, int, str, str]], tuple[object, ...]]
"""Line, cells, problems (see :class:`core.sources.tables.problems.Found`), fields of the draft or nothing."""
See = Callable[[Spotted], object]


def spotted(
    rows: Iterable[Draft], fields: Mapping[int, str], fixes: Fixes, today: date, *, see: See
) -> Iterator[Draft]:  # fmt: skip
    """Yield the rows unchanged; ``see`` is called with each row that is not blank before it is yielded."""
    find = problems.finder(fields, today=today, hotlines=hotlines())
    typed = fixing.typed_cells(fixes)
    left = SHOWN
    for draft in rows:
        if not draft.is_blank:
            cells = fixing.retyped(draft.cells, typed.get(draft.line, {}))
            found = [(one.code, one.column, one.value, one.proposal) for one in find(cells)]
            if draft.doubt:
                code = ALL_MAY_REFUSE if draft.everywhere else MAY_REFUSE
                found.append((code, draft.doubt_at, quoted(draft.doubt), draft.everywhere))
            whole = tuple(draft) if left > 0 else ()
            left -= 1
            see((draft.line, draft.cells, found, whole))
        yield draft
