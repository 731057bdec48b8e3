"""The rows shown under the check, as data: what will be done with each line, or the original cells of one group's
lines."""

from collections.abc import Callable, Mapping, Sequence

from core.base.french import number
from core.base.i18n import N_, _
from core.base.records import Struct
from core.model.checking import Fate, Fixes, Problem, Sort
from core.model.verdict import Light
from ui.widgets.lists.table_model import Cell, Column

FATES = {
    "added": (N_("Ajoutée"), "plus", "allowed"),
    "merged": (N_("Réunie"), "merge", "accent"),
    "rejected": (N_("Rejetée"), "cross", "forbidden"),
}
MARKS = {Sort.QUESTION: ("wait", "warning"), Sort.REJECTED: ("forbidden", "cross")}
"""Ink and icon of the cell that has the problem; a repaired one is only heavier."""
CELL_WIDTH = 150
PROBLEM_WIDTH = 220
_COLUMNS = 4096
"""More than the columns of any file: a line and a column make one id."""


class FateRow(Struct, frozen=True):
    """A line of the file and what will be done with it. ``id``: its rank in the list."""

    id: int
    fate: Fate


class ProblemRow(Struct, frozen=True):
    """A line of one group. ``typed``: column from 0 → what the user wrote instead; ``done``: the user wrote
    something that is not counted yet."""

    id: int
    problem: Problem
    typed: Mapping[int, str]
    done: bool

    def cell(self, column: int) -> str:
        """Return the present text of the cell of ``column``."""
        cells = self.problem.cells
        return self.typed.get(column, cells[column] if column < len(cells) else "")


def fate_columns() -> tuple[Column[FateRow], ...]:
    """Return the columns of the whole list."""
    return (
        Column("fate", _("Ce qui sera fait"), 128, _fate_cell, sortable=False),
        Column("line", _("Ligne"), 64, lambda row: Cell(number(row.fate.line)), sortable=False),
        Column("name", _("Nom"), 220, lambda row: Cell(row.fate.name, semibold=True), sortable=False),
        Column("phone", _("Téléphone"), 150, lambda row: Cell(row.fate.phone), sortable=False),
        Column("town", _("Commune"), 130, lambda row: Cell(row.fate.town), sortable=False),
        Column("detail", _("Détail"), 300, lambda row: Cell(row.fate.detail, ink="muted"), sortable=False),
    )


def problem_rows(problems: Sequence[Problem], fixes: Fixes, checked: Fixes) -> list[ProblemRow]:
    """Return the lines of one group with what was typed over them; ``checked``: the decisions with which the
    problems were found."""
    typed: dict[int, dict[int, str]] = {}
    fresh = set()
    for (line, column), text in fixes.cells.items():
        typed.setdefault(line, {})[column] = text
        if checked.cells.get((line, column)) != text:
            fresh.add(line)
    return [
        ProblemRow(one.line * _COLUMNS + one.column + 1, one, typed.get(one.line, {}), one.line in fresh)
        for one in problems
    ]


def problem_layout(problems: Sequence[Problem], headers: Sequence[str]) -> tuple[int, ...]:
    """Return the columns of the file in the order shown: those with a problem come first, beside the line."""
    first = dict.fromkeys(one.column for one in problems if 0 <= one.column < len(headers))
    return (*first, *(index for index in range(len(headers)) if index not in first))


def problem_columns(
    problems: Sequence[Problem], headers: Sequence[str], layout: Sequence[int], sort: Sort
) -> tuple[Column[ProblemRow], ...]:
    """Return « Ligne », the cells in the order of ``layout``, and « Devient » when a repair is proposed."""
    wrong = {one.column for one in problems}
    columns: list[Column[ProblemRow]] = [Column("line", _("Ligne"), 96, _line_cell, sortable=False)]
    for index in layout:
        width = PROBLEM_WIDTH if index in wrong else CELL_WIDTH
        columns.append(Column(f"cell-{index}", headers[index], width, _reader(index, sort), sortable=False))
    if any(one.proposal for one in problems):
        place = 1 + sum(index in wrong for index in layout)
        columns.insert(place, Column("proposal", _("Devient"), CELL_WIDTH, _proposal_cell, sortable=False))
    return tuple(columns)


def _fate_cell(row: FateRow) -> Cell:
    if row.fate.fate == "opposed":
        return Cell(_("Opposée"), ink="opposed", semibold=True, light=Light.OPPOSED)
    words, icon, ink = FATES[row.fate.fate]
    return Cell(_(words), ink=ink, semibold=True, icon=icon)


def _line_cell(row: ProblemRow) -> Cell:
    spoken = _("Ligne {n}").format(n=row.problem.line)
    if row.done:
        corrected = _("Ligne {n}, corrigée").format(n=row.problem.line)
        return Cell(number(row.problem.line), ink="allowed", semibold=True, icon="check", spoken=corrected)
    return Cell(number(row.problem.line), semibold=True, spoken=spoken)


def _proposal_cell(row: ProblemRow) -> Cell:
    return Cell("" if row.done else row.problem.proposal, ink="allowed")


def _reader(column: int, sort: Sort) -> Callable[[ProblemRow], Cell]:
    ink, icon = MARKS.get(sort, ("text", ""))

    def cell(row: ProblemRow) -> Cell:
        text = " ".join(row.cell(column).split())
        if column in row.typed and row.done:
            return Cell(text, ink="allowed", semibold=True, icon="edit")
        if column != row.problem.column:
            return Cell(text, ink="muted")
        return Cell(text or "—", ink=ink, semibold=True, icon=icon, spoken=text or _("Cellule vide"))

    return cell
