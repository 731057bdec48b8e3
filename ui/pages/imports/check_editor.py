"""The rows shown under the check: what will be done with each line, or the cells of one group, corrected in place:
Entrée validates and goes to the next line to correct."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

from core.base.i18n import N_, _
from core.base.records import Struct
from core.base.screen_shapes import number
from core.model.checking import Fixes, Problem, RowFate, Sort
from core.model.verdict import Light
from ui.look.theme import Theme
from ui.pages.imports.check_groups import Decisions
from ui.widgets.button import ENTER
from ui.widgets.layouts import Named, drop
from ui.widgets.lists.table import ListTable
from ui.widgets.lists.table_model import Cell, Column

FATES = {
    "added": (N_("Ajoutée"), "plus", "allowed"),
    "merged": (N_("Réunie"), "merge", "accent"),
    "rejected": (N_("Rejetée"), "cross", "forbidden"),
}
CELL_WIDTH = 150
PROBLEM_WIDTH = 220
_COLUMNS = 4096
"""More than the columns of any file: a line and a column make one id."""


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


def problem_rows(problems: Sequence[Problem], fixes: Fixes, checked: Fixes) -> list[ProblemRow]:
    """Return the lines of one group with what was typed over them; ``checked``: the decisions with which the
    problems were found."""
    typed: dict[int, dict[int, str]] = {}
    fresh_ids = set()
    for (line, column), text in fixes.cells.items():
        typed.setdefault(line, {})[column] = text
        if checked.cells.get((line, column)) != text:
            fresh_ids.add(line)
    return [
        ProblemRow(
            problem.line * _COLUMNS + problem.column + 1,
            problem,
            typed.get(problem.line, {}),
            problem.line in fresh_ids,
        )
        for problem in problems
    ]


def problem_layout(problems: Sequence[Problem], headers: Sequence[str]) -> tuple[int, ...]:
    """Return the columns of the file in the order shown: those with a problem come first, beside the line."""
    first = dict.fromkeys(problem.column for problem in problems if 0 <= problem.column < len(headers))
    return (*first, *(index for index in range(len(headers)) if index not in first))


def problem_columns(
    problems: Sequence[Problem], headers: Sequence[str], layout: Sequence[int], sort: Sort
) -> tuple[Column[ProblemRow], ...]:
    """Return « Ligne », the cells in the order of ``layout``, and « Devient » when a repair is proposed."""
    wrong = {problem.column for problem in problems}
    columns: list[Column[ProblemRow]] = [Column("line", _("Ligne"), 96, _line_cell)]
    for index in layout:
        width = PROBLEM_WIDTH if index in wrong else CELL_WIDTH
        columns.append(Column(f"cell-{index}", headers[index], width, _reader(index, sort)))
    if any(problem.proposal for problem in problems):
        place = 1 + sum(index in wrong for index in layout)
        columns.insert(place, Column("proposal", _("Devient"), CELL_WIDTH, _proposal_cell))
    return tuple(columns)


def _fate_cell(row: RowFate) -> Cell:
    if row.fate == "opposed":
        return Cell(_("Opposée"), ink="opposed", semibold=True, light=Light.OPPOSED)
    words, icon, ink = FATES[row.fate]
    return Cell(_(words), ink=ink, semibold=True, icon=icon)


FATE_COLUMNS: tuple[Column[RowFate], ...] = (
    Column("fate", N_("Ce qui sera fait"), 128, _fate_cell),
    Column("line", N_("Ligne"), 64, lambda row: Cell(number(row.line))),
    Column("name", N_("Nom"), 220, lambda row: Cell(row.name, semibold=True)),
    Column("phone", N_("Téléphone"), 150, lambda row: Cell(row.phone)),
    Column("town", N_("Commune"), 130, lambda row: Cell(row.town)),
    Column("detail", N_("Détail"), 300, lambda row: Cell(row.detail, ink="muted")),
)


def _line_cell(row: ProblemRow) -> Cell:
    spoken = _("Ligne {n}").format(n=row.problem.line)
    if row.done:
        corrected = _("Ligne {n}, corrigée").format(n=row.problem.line)
        return Cell(number(row.problem.line), ink="allowed", semibold=True, icon="check", spoken=corrected)
    return Cell(number(row.problem.line), semibold=True, spoken=spoken)


def _proposal_cell(row: ProblemRow) -> Cell:
    return Cell("" if row.done else row.problem.proposal, ink="allowed")


def _reader(column: int, sort: Sort) -> Callable[[ProblemRow], Cell]:
    pressing = sort in {Sort.QUESTION, Sort.REJECTED}  # A repaired cell is only heavier.
    ink, icon = (sort.ink, sort.icon) if pressing else ("text", "")

    def cell(row: ProblemRow) -> Cell:
        text = " ".join(row.cell(column).split())
        if column in row.typed and row.done:
            return Cell(text, ink="allowed", semibold=True, icon="edit")
        if column != row.problem.column:
            return Cell(text, ink="muted")
        return Cell(text or "—", ink=ink, semibold=True, icon=icon, spoken=text or _("Cellule vide"))

    return cell


class CellField(Named, QLineEdit):
    """The field over one cell. Signals: ``kept``, on Entrée or when the focus leaves; ``next_asked``, on Entrée;
    ``dropped``, on Échap."""

    kept = Signal(str)
    next_asked = Signal()
    dropped = Signal()

    def __init__(self, table: ListTable[ProblemRow], title: str, text: str) -> None:
        super().__init__(text, table.viewport(), name="check-cell", title=title)
        self.setTextMargins(0, 0, 0, 0)
        self.selectAll()
        self._over = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep the text and go on with Entrée, drop it with Échap. Ctrl+Z in a field where nothing was typed yet
        undoes the correction before, since the field had opened by itself."""
        if Qt.Key(event.key()) in ENTER:
            self._end(kept=True)
            self.next_asked.emit()
            return
        if event.key() == Qt.Key.Key_Escape:
            self._end(kept=False)
            return
        if self._leaves_undo(event):
            self._end(kept=False)
            event.ignore()
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+Z to the check, or to the window, when there is nothing to undo in this field."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._leaves_undo(event):
            event.ignore()
            return False
        return super().event(event)

    def _leaves_undo(self, event: QKeyEvent) -> bool:
        return event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Keep what was typed, unless the focus went to the menu of the field or another window."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self._end(kept=True)

    def _end(self, *, kept: bool) -> None:
        if self._over:
            return
        self._over = True
        if kept and self.isModified():
            self.kept.emit(self.text())
        self.dropped.emit()


class ProblemTable(ListTable[ProblemRow]):
    """The table of a group's lines. Signals: ``written(line, column, text)``, a cell was corrected; ``settled``, the
    editor closed and new rows may be shown.

    ``left``: Échap was pressed outside a cell.
    """

    written = Signal(int, int, str)
    settled = Signal()
    left = Signal()

    def __init__(self, theme: Theme, problems: Sequence[Problem], headers: Sequence[str], sort: Sort) -> None:
        self._layout = problem_layout(problems, headers)
        self._field: CellField | None = None
        self._lost = False
        self._headers = headers
        columns = problem_columns(problems, headers, self._layout, sort)
        super().__init__(theme, columns, name="check-cells", title=_("Lignes à corriger"))
        self._places = [int(c.key.removeprefix("cell-")) if c.key.startswith("cell-") else -1 for c in columns]
        self.doubleClicked.connect(self.edit_at)
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.valueChanged.connect(self._follow)
        self._header.sectionResized.connect(self._follow)

    @property
    def editing(self) -> bool:
        """Tell whether a cell is being edited."""
        return self._field is not None

    @property
    def field(self) -> CellField | None:
        """The field over the cell being edited."""
        return self._field

    def fits(self, problems: Sequence[Problem]) -> bool:
        """Tell whether ``problems`` can be shown with the present columns."""
        wrong = {problem.column for problem in problems if problem.column >= 0}
        return wrong <= set(self._layout[: max(1, len(wrong))]) and (
            "proposal" in [column.key for column in self.rows().columns]
            or not any(problem.proposal for problem in problems)
        )

    def show_problems(self, problems: Sequence[Problem], decisions: Decisions) -> None:
        """Show these lines, with the corrections typed so far."""
        rows = problem_rows(problems, decisions.now, decisions.checked)
        before = self.currentIndex().row()
        self.show_rows({row.id: row for row in rows})
        # A line that no longer has a problem is gone: the line that took its place comes next.
        self._lost = not self.currentIndex().isValid() and bool(rows)
        if self._lost:
            self.go_to_problem(min(max(before, 0), len(rows) - 1))

    def go_to_problem(self, line: int) -> None:
        """Make the cell of ``line`` that has a problem the current one."""
        self.go_to(line)
        row = self.rows().row(line)
        wrong = row.problem.column if row else -1
        column = self._places.index(wrong) if wrong >= 0 and wrong in self._places else 1
        index = self.rows().index(line, column)
        self.selectionModel().setCurrentIndex(index, self.selectionModel().SelectionFlag.NoUpdate)
        self.scrollTo(index)

    def next_problem(self) -> bool:
        """Edit the next line nobody corrected, below and then from the top; return False when none is left."""
        rows = list(self.shown.values())
        first = self.currentIndex().row() + (0 if self._lost else 1)
        self._lost = False
        for line in (*range(first, len(rows)), *range(min(first, len(rows)))):
            if not rows[line].done:
                self.go_to_problem(line)
                self.edit_at(self.currentIndex())
                return True
        return False

    def edit_at(self, index: QModelIndex) -> None:
        """Open the field over a cell of the file."""
        row = self.rows().row(index.row()) if index.isValid() else None
        column = self._places[index.column()] if index.isValid() else -1
        if row is None or self._field is not None:
            return
        if column < 0:
            self.go_to_problem(index.row())
            index, column = self.currentIndex(), self._places[self.currentIndex().column()]
        self._open_field(row, column, index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Edit the cell on Entrée or F2, replace it by typing a letter, go back to every line on Échap."""
        if (Qt.Key(event.key()) in ENTER or event.key() == Qt.Key.Key_F2) and self.currentIndex().isValid():
            self.edit_at(self.currentIndex())
            return
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        is_plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if is_plain and event.text().isprintable() and event.text().strip() and self.currentIndex().isValid():
            self.edit_at(self.currentIndex())
            if self._field is not None:
                self._field.insert(event.text())
            return
        super().keyPressEvent(event)

    def _open_field(self, row: ProblemRow, column: int, index: QModelIndex) -> None:
        title = _("{header}, ligne {n}").format(header=self._headers[column], n=row.problem.line)
        self.scrollTo(index)
        self._field = field = CellField(self, title, row.cell(column))
        field.kept.connect(lambda text: self.written.emit(row.problem.line, column, text))
        field.dropped.connect(self._close_field)
        field.next_asked.connect(self._go_on)
        self._follow()
        field.show()
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_field(self) -> None:
        field, self._field = self._field, None
        if field is None:
            return
        had = field.hasFocus()
        drop(field)
        if had:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.settled.emit()

    def _go_on(self) -> None:
        if not self.next_problem():
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow(self, *_moved: object) -> None:
        """Keep the field over its cell when the table moves."""
        if self._field is not None:
            self._field.setGeometry(self.visualRect(self.currentIndex()).adjusted(0, 0, -1, -1))
