"""How wide the columns of a list are: as its words ask while there is room, the least useful columns then giving
theirs; a column is left out whole rather than cut."""

from collections.abc import Sequence

from ui.look.theme import Theme
from ui.widgets.lists.table_model import PAGE, RowT, TableModel
from ui.widgets.lists.table_paint import FIRST_PADDING, PADDING
from ui.widgets.paint import text_width

NARROWEST, WIDEST = 0.77, 1.6
"""How far a column may go from its width of the design, for the words it holds."""
SPREAD = 1.35
"""How far the columns shown share what room is left."""
MARK = 24
"""Width at 100 % of a shape before the words, of the sort arrow after a title."""


def wanted_widths(theme: Theme, rows: TableModel[RowT], lines: int = PAGE) -> list[int]:
    """Return the pixels that the titles and the words of the first ``lines`` ask for, column by column."""
    shown = [rows.cells(line) for line in range(min(lines, rows.rowCount()))]
    wanted = []
    for place, column in enumerate(rows.columns):
        around = PADDING + (FIRST_PADDING if place == 0 else PADDING)
        asked = text_width(theme.font("caption", semibold=True), column.title) + theme.px(MARK)
        for cells in shown:
            cell = cells[place]
            mark = theme.px(MARK) if cell.light or cell.icon else 0
            asked = max(asked, text_width(theme.font("body", semibold=cell.semibold), cell.text) + mark + 2)
        wanted.append(min(asked + around, theme.px(column.width * WIDEST)))
    return wanted


def shared_widths(
    wanted: Sequence[int],
    least: Sequence[int],
    room: int,
    *,
    kept: int,
    yielding: Sequence[int],
    leaving: Sequence[int] = (),
) -> list[int]:
    """Return the width of each column, 0 for one left out. The first ``kept`` come before the others; when they have
    too little room, those of ``yielding`` go down to their ``least``, the first of them first; then those of
    ``leaving`` are left out, in their order, the widest goes down to its least, and the very first to its own. The list
    scrolls sideways for what is still too wide."""
    widths = list(wanted[:kept])
    for asked in wanted[kept:]:
        if sum(widths) + asked > room:
            break
        widths.append(asked)
    for place in yielding:
        over = sum(widths) - room
        if over > 0:
            widths[place] -= min(over, max(0, widths[place] - least[place]))
    for place in leaving:
        if sum(widths) > room:
            widths[place] = 0
    widest = max(range(len(widths)), key=widths.__getitem__)
    widths[widest] -= min(max(0, sum(widths) - room), max(0, widths[widest] - least[widest]))
    if sum(widths) > room:
        widths[0] = min(widths[0], least[0])
    first, others = widths[0], sum(widths[1:])
    share = min(max((room - first) / max(1, others), 1.0), SPREAD)
    spread = [first, *(int(one * share) for one in widths[1:])]
    return spread + [0] * (len(wanted) - len(spread))
