"""The third step of the assistant: what the import would give, what to settle first, and what will be done with each
line.

A decision is shown at once and ``decided`` is emitted; the owner counts again and gives the new counts.
"""

from array import array
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from core.base.i18n import _
from core.base.records import replace
from core.model.batch import Report
from core.model.checking import Expectation, Problem, Sort
from ui.look.theme import Theme
from ui.pages.imports.check_editor import ProblemTable
from ui.pages.imports.check_groups import GroupList
from ui.pages.imports.check_head import CheckHead, note_words, opened_words, title_words
from ui.pages.imports.check_rows import FateRow, fate_columns
from ui.pages.imports.check_settling import UNDONE, Decisions
from ui.pages.imports.coverage_note import CoverageNote
from ui.pages.imports.other_sheets import OtherSheets
from ui.pages.imports.outcome import open_figures
from ui.widgets.equation import Equation, counts_of
from ui.widgets.layouts import drop
from ui.widgets.lists.tip_table import TipTable
from ui.widgets.surface import Surface

NOTHING = Expectation(Report(0))
FILTERS = {"read", "added", "merged", "opposed", "rejected"}


class CheckStep(QScrollArea):
    """The step. Signals: ``decided``, something was settled, typed or undone, see :attr:`decisions`; ``done``,
    nothing is left to settle."""

    decided = Signal()
    done = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._part = self._open = ""
        self._fates: list[FateRow] = []
        self.expected = NOTHING
        self.decisions = Decisions()
        self.cells: ProblemTable | None = None
        self.setObjectName("import-check")
        self.setAccessibleName(_("Vérifier"))
        self.equation = Equation(theme, name="import-check-equation")
        open_figures(self.equation, FILTERS)
        self.coverage = CoverageNote("check-coverage")
        self.sheets = OtherSheets(theme)
        self.head = CheckHead(theme)
        self.groups = GroupList(theme, self.head.following)
        self.grid: TipTable[FateRow] = TipTable(
            theme, fate_columns(), self._fetch, name="check-rows", title=_("Ce qui sera fait de chaque ligne")
        )
        self._lines = Surface(theme)
        self._lines.body.addWidget(self.grid)
        self._build()
        self.equation.chosen.connect(self.show_part)
        self.sheets.changed.connect(self._show_coverage)
        self.groups.opened.connect(self.open_group)
        self.groups.settled.connect(self._settle)
        self.groups.unsettled.connect(self._unsettle)
        self.head.everything.clicked.connect(self.show_all)
        self.head.following.clicked.connect(self.go_on)

    def begin(self) -> None:
        """Forget the decisions, for another file."""
        self.decisions = Decisions()
        self.expected = NOTHING
        self._part = ""
        self._close()
        self._show_groups()

    def show_expected(self, expected: Expectation) -> None:
        """Show new counts; a cell being edited is left alone until it is finished."""
        self.expected = expected
        self.equation.show_counts(counts_of(expected.report))
        self._show_coverage()
        self._show_groups()
        if self._open and not self._problems():
            self._leave(self._open)
        elif self.cells is None or not self.cells.editing:
            self._show_rows()

    def _show_coverage(self) -> None:
        found = self.expected.report.coverage
        if found is not None:
            found = replace(found, sheets=tuple(name for name in found.sheets if name not in self.sheets.beside))
        self.coverage.show_coverage(found)

    def open_group(self, code: str) -> None:
        """Show only the lines of a group, with their original cells."""
        self._close()
        self._part, self._open = "", code
        self._show_groups()
        self._show_rows()
        if self.cells is not None:
            self.cells.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_part(self, part: str) -> None:
        """Show only the lines added, merged, opposed or rejected; the same part again shows all."""
        self._close()
        self._part = "" if part in ("read", self._part) else part
        self._show_groups()
        self._show_rows()

    def show_all(self) -> None:
        """Show every group and every line; the group that was open gets the focus."""
        code, self._part = self._open, ""
        self._close()
        self._show_groups()
        self._show_rows()
        if self.groups.group(code) is not None:
            self.groups.go_to(code)

    def go_on(self) -> None:
        """Go to the next group to settle (F4), and to its lines when those of another are open."""
        before = self._open
        code = self.groups.next_after(before or self.groups.current(), self.decisions.chosen)
        group = self.groups.group(code)
        if group is None:
            self.show_all()
            self.done.emit()
        elif before and group.problems:
            self.open_group(code)
        else:
            self.show_all()
            self.groups.go_to(code)

    def take_focus(self) -> None:
        """Give the focus to the first group to settle, or to the lines."""
        code = self.groups.next_after("", self.decisions.chosen)
        if code and not self._open:
            self.groups.go_to(code)
        else:
            (self.cells or self.grid).setFocus(Qt.FocusReason.OtherFocusReason)

    def undo(self) -> None:
        """Undo the last decision (Ctrl+Z)."""
        if self.decisions.can_undo:
            self.decisions.undo()
            self._decided()

    # --- What the user settles

    def _settle(self, code: str, key: str) -> None:
        self.decisions.choose(code, key)
        if self._open:
            self.show_all()
        self._decided()

    def _unsettle(self, code: str) -> None:
        group = self.groups.group(code)
        if group is not None and group.sort is Sort.REPAIRED:
            self.decisions.choose(code, UNDONE)
        else:
            self.decisions.unchoose(code)
        self._decided()

    def _write(self, line: int, column: int, text: str) -> None:
        self.decisions.write(line, column, text)
        self._decided()

    def _decided(self) -> None:
        self._show_groups()
        if self.cells is not None:
            self.cells.show_problems(self._problems(), self.decisions)
        self._show_head()
        self.decided.emit()

    # --- What is shown

    def _show_groups(self) -> None:
        self.groups.show_groups(self.expected.groups, self.decisions.chosen)
        self.groups.show_alone(self._open)
        self.equation.show_chosen(self._part)

    def _show_rows(self) -> None:
        if self._open:
            self._show_cells()
        else:
            shown = [fate for fate in self.expected.rows if self._part in ("", fate.fate)]
            self._fates = [FateRow(rank, fate) for rank, fate in enumerate(shown, start=1)]
            self.grid.show_ids(array("q", [row.id for row in self._fates]))
        self._show_head()

    def _show_cells(self) -> None:
        problems = self._problems()
        if self.cells is None or not self.cells.fits(problems):
            self._close_cells()
            group = self.groups.group(self._open)
            sort = group.sort if group is not None else Sort.QUESTION
            self.cells = ProblemTable(self._theme, problems, self.expected.headers, sort)
            self.cells.written.connect(self._write)
            self.cells.settled.connect(self._show_rows)
            self.cells.left.connect(self.show_all)
            self._lines.body.addWidget(self.cells)
            QWidget.setTabOrder(self.grid, self.cells)
            self.grid.hide()
            self.cells.show()
        self.cells.show_problems(problems, self.decisions)

    def _show_head(self) -> None:
        chosen = self.decisions.chosen
        group = self.groups.group(self._open)
        if group is not None:
            note = opened_words(group)
        else:
            note = note_words(self.expected, part=self._part, shown=len(self._fates))
        title = title_words(self.expected.groups, chosen)
        settled = not self.groups.next_after("", chosen)
        self.head.show_words(title, note, all_shown=not (self._open or self._part), settled=settled)

    def _problems(self) -> Sequence[Problem]:
        group = self.groups.group(self._open)
        return group.problems if group is not None else ()

    def _leave(self, code: str) -> None:
        """Go to the next group, since the last line of the open one was settled."""
        held = self._lines.isAncestorOf(self.focusWidget() or self)
        self.show_all()
        following = self.groups.next_after(code, self.decisions.chosen)
        if held and following:
            self.groups.go_to(following)
        elif held:
            self.done.emit()

    def _close(self) -> None:
        self._open = ""
        self._close_cells()
        self.grid.show()

    def _close_cells(self) -> None:
        cells, self.cells = self.cells, None
        if cells is not None:
            drop(cells)

    def _fetch(self, ids: Sequence[int]) -> list[FateRow]:
        return [self._fates[one - 1] for one in ids]

    def _build(self) -> None:
        card = Surface(self._theme)
        card.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        card.body.addWidget(self.head)
        card.body.addWidget(self.groups)
        inside = QWidget()
        inside.setProperty("plain", True)
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 4, 20, 12)
        column.setSpacing(12)
        column.addWidget(self.equation)
        column.addWidget(self.coverage)
        column.addWidget(self.sheets)
        column.addWidget(card)
        column.addWidget(self._lines, 1)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setWidget(inside)
        self._theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        """Keep two lines of the file visible at any text size; the step scrolls if needed."""
        self._lines.setMinimumHeight(self._theme.height(28) + 2 * self._theme.height(30) + 16)
