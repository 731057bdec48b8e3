"""The third step of the assistant: what the import would give, what to settle first, what will be done with each line,
and which other sheets of a workbook are read after it.  A decision is shown at once and ``decided`` is emitted; the
owner counts again and gives the new counts."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QScrollArea, QSizePolicy, QWidget

from core.base.i18n import N_, _, n_
from core.base.records import replace
from core.base.screen_shapes import number
from core.model.batch import Report
from core.model.checking import Expectation, Problem, ProblemGroup, Sort
from core.model.problem_codes import MAY_REFUSE
from core.sources.columns.refusals import names_refusals
from core.sources.tables.reading import SourceTable
from core.words import batches
from ui.look.theme import Theme
from ui.pages.imports.check_editor import FATE_COLUMNS, ProblemTable
from ui.pages.imports.check_groups import UNDONE, Decisions, GroupList, awaits, to_settle
from ui.pages.imports.outcome import CoverageNote, open_figures
from ui.pages.imports.refusals_view import ROWS_OF, RefusalsView, refusals_as_rows
from ui.widgets.button import Button
from ui.widgets.card import Surface
from ui.widgets.equation import Equation, counts_of
from ui.widgets.fields import CheckBox
from ui.widgets.flow import Flow
from ui.widgets.label import label, paragraph
from ui.widgets.layouts import Themed, drop, fill, take_out, vbox
from ui.widgets.lists.table import ListTable
from ui.widgets.pages import bare_area
from ui.widgets.paint import hairline

PARTS = {
    "added": (N_("{n} ligne ajoutée"), N_("{n} lignes ajoutées")),
    "merged": (N_("{n} ligne réunie"), N_("{n} lignes réunies")),
    "opposed": (N_("{n} ligne opposée"), N_("{n} lignes opposées")),
    "rejected": (N_("{n} ligne rejetée"), N_("{n} lignes rejetées")),
}


class CheckHead(Themed, QWidget):
    """``following``: button to go to the next group to settle; ``everything``: button to show all again; each is
    shown only when useful."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._title = label("", semibold=True, name="check-title")
        self._note = label("", "caption", ink="muted", name="check-note")
        self.everything = Button(theme, _("Tout montrer"), name="check-everything", kind="link")
        self.following = Button(theme, _("Suivante"), name="check-following", kind="link", key="F4")
        row = Flow(self, spacing=12)
        row.setContentsMargins(20, 5, 12, 5)
        for part in (self._title, self._note, self.everything, self.following):
            row.add_widget(part)

    def show_words(self, title: str, note: str, *, all_shown: bool, settled: bool) -> None:
        """Show what remains to settle and which lines are shown."""
        self._title.setText(title)
        self._note.setText(note)
        self.everything.setVisible(not all_shown)
        self.following.setVisible(not settled)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        hairline(QPainter(self), self._theme, left=0, right=self.width(), y=self.height() - 1)


def title_words(groups: Sequence[ProblemGroup], chosen: Callable[[ProblemGroup], str]) -> str:
    """Return « 2 questions restent, chacune vaut pour tout son groupe », or what else is to be said."""
    if not groups:
        return _("Rien à corriger")
    first = sum(group.sort is Sort.FIRST and to_settle(group, chosen(group)) for group in groups)
    if first:
        return n_(
            "{n} question à répondre avant d’importer", "{n} questions à répondre avant d’importer", first
        ).format(n=number(first))
    left = sum(group.sort is Sort.QUESTION and to_settle(group, chosen(group)) for group in groups)
    if not left:
        return _("Plus aucune question")
    return n_(
        "{n} question reste, elle vaut pour tout son groupe",
        "{n} questions restent, chacune vaut pour tout son groupe",
        left,
    ).format(n=number(left))


def note_words(expected: Expectation, *, part: str, shown: int) -> str:
    """Return which lines are shown below, when they are not all of them: « 300 premières lignes sur 1 204 »."""
    if part in PARTS:
        held = expected.report.parts[part]
        words = n_(*PARTS[part], held).format(n=number(held))
        return words if shown >= held else f"{words}, {_first(shown)}"
    held = expected.report.read - expected.report.blank
    return "" if shown >= held else _("{n} premières lignes sur {held}").format(n=number(shown), held=number(held))


def opened_words(group: ProblemGroup) -> str:
    """Return how to correct the lines of ``group``, and how many of them are shown when they are not all."""
    shown = len(group.problems)
    keys = _("Entrée corrige et passe à la suivante, Échap montre tout")
    return keys if shown >= group.count else f"{_first(shown)}. {keys}"


def _first(shown: int) -> str:
    return n_("{n} montrée", "{n} montrées", shown).format(n=number(shown))


ABREAST = 3
"""Boxes in a row."""


class OtherSheets(Themed, QWidget):
    """A box for each sheet that holds something and is not read yet, hidden when there is none; ``changed`` is emitted
    when one was ticked. A sheet named as a list of refusals has no box, and is said."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, name="check-sheets", title=_("Lire aussi les feuilles"))
        self._file: tuple[Path, str] = (Path(), "")
        self._sheet = ""
        self._done: set[str] = set()
        self._wanted: set[str] = set()
        self.boxes: dict[str, CheckBox] = {}
        self.every = CheckBox(theme, _("Toutes"), name="check-sheets-all")
        self.every.toggled.connect(self._tick_all)
        self._refused = paragraph("", "caption", ink="muted", name="check-sheets-refused")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(24)
        self._grid.setColumnStretch(ABREAST, 1)
        self._head = label(_("Lire aussi, l’une après l’autre"), semibold=True)
        vbox(self._head, self._grid, self._refused, on=self, spacing=4)
        self.hide()

    @property
    def following(self) -> str:
        """The sheet to read next, empty for none."""
        return next((name for name in self.boxes if name in self._wanted), "")

    @property
    def beside(self) -> tuple[str, ...]:
        """The sheets of the workbook that were read, or will be, besides the one shown."""
        return tuple(sorted((self._done | self._wanted) - {self._sheet}))

    def show_file(self, table: SourceTable) -> None:
        """Show the other sheets of ``table``; what was ticked for the same workbook holds."""
        file = (table.path, table.member)
        if self._file != file:
            self._done, self._wanted = set(), set()
        self._file, self._sheet = file, table.sheet
        self._wanted.discard(table.sheet)
        rest = [name for name in table.unread if name not in self._done]
        self._show_boxes([name for name in rest if not names_refusals(name)])
        refused = [name for name in rest if names_refusals(name)]
        self._refused.setText(batches.of_refusals(refused))
        self._refused.setVisible(bool(refused))
        self.setVisible(bool(rest))

    def was_read(self) -> None:
        """Keep that the sheet shown is in the base."""
        self._done.add(self._sheet)

    def begin(self) -> None:
        """Forget the workbook."""
        self._file = (Path(), "")

    def _show_boxes(self, names: list[str]) -> None:
        for box in self.boxes.values():
            drop(box)
        self.boxes = {}
        take_out(self.every)
        for place, name in enumerate(names):
            box = self.boxes[name] = CheckBox(self._theme, name, name=f"check-sheet-{place}")
            box.setChecked(name in self._wanted)
            box.toggled.connect(lambda on, name=name: self._tick(name, on=on))
            self._grid.addWidget(box, place // ABREAST, place % ABREAST)
        self._grid.addWidget(self.every, (len(names) + ABREAST - 1) // ABREAST, 0)
        self.every.setVisible(len(names) > 1)
        self._head.setVisible(bool(names))
        self._show_all()

    def _tick(self, name: str, *, on: bool) -> None:
        (self._wanted.add if on else self._wanted.discard)(name)
        self._show_all()
        self.changed.emit()

    def _show_all(self) -> None:
        with QSignalBlocker(self.every):
            self.every.setChecked(bool(self.boxes) and self._wanted >= set(self.boxes))

    def _tick_all(self, on: bool) -> None:
        for box in self.boxes.values():
            box.setChecked(on)


NOTHING = Expectation(Report(0))
FILTERS = {"read", "added", "merged", "opposed", "rejected"}


class CheckStep(Themed, QScrollArea):
    """The step. Signals: ``decided``, something was settled, typed or undone, see :attr:`decisions`; ``done``,
    nothing is left to settle."""

    decided = Signal()
    done = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, name="import-check", title=_("Vérifier"))
        self._part = self._open = ""
        self.expected = NOTHING
        self.decisions = Decisions()
        self.cells: ProblemTable | None = None
        self.refusals: RefusalsView | None = None
        self.equation = Equation(theme, name="import-check-equation")
        open_figures(self.equation, FILTERS)
        self.coverage = CoverageNote("check-coverage")
        self.sheets = OtherSheets(theme)
        self.head = CheckHead(theme)
        self.groups = GroupList(theme, self.head.following)
        self.grid = ListTable(theme, FATE_COLUMNS, name="check-rows", title=_("Ce qui sera fait de chaque ligne"))
        self._lines = Surface(theme)
        self._lines.body.addWidget(self.grid)
        self._build()
        self.equation.chosen.connect(self.show_part)
        self.sheets.changed.connect(self._show_coverage)
        self.groups.opened.connect(self.open_group)
        self.groups.settled.connect(self.settle)
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
        if self._open and not (self._problems() or self._shows_refusals()):
            self._leave(self._open)
        elif self.cells is None or not self.cells.editing:
            self._show_rows()

    def _show_coverage(self) -> None:
        coverage = self.expected.report.coverage
        if coverage is not None:
            coverage = replace(
                coverage, sheets=tuple(name for name in coverage.sheets if name not in self.sheets.beside)
            )
        self.coverage.show_coverage(coverage)

    def open_group(self, code: str) -> None:
        """Show only the lines of a group, with their original cells."""
        self._close()
        self._part, self._open = "", code
        self._show_groups()
        self._show_rows()
        if self.cells is not None:
            self.cells.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.refusals is not None:
            self.refusals.take_focus(asked=code == MAY_REFUSE)

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
        if self.refusals is not None and self.refusals.go_on():
            return
        before = self._open
        code = self.groups.next_after(before or self.groups.current(), self.decisions.chosen)
        group = self.groups.group(code)
        if group is None:
            self.show_all()
            self.done.emit()
        elif before and group.opens:
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

    @property
    def problem(self) -> str:
        """Why nothing may be imported yet: a question about the whole file has no answer; empty when none lacks."""
        waiting = sum(
            awaits(group, self.decisions.chosen(group)) for group in self.expected.groups if group.sort is Sort.FIRST
        )
        return (
            n_("Répondez d’abord à {n} question", "Répondez d’abord à {n} questions", waiting).format(n=number(waiting))
            if waiting
            else ""
        )

    # --- What the user settles

    def settle(self, code: str, key: str) -> None:
        self.decisions.choose(code, key)
        if self._open:
            self.show_all()
        self._decided()

    def _unsettle(self, code: str) -> None:
        group = self.groups.group(code)
        if group is not None and group.sort in (Sort.REPAIRED, Sort.FIRST):
            # An answer of a former file is taken back by an empty one.
            self.decisions.choose(code, UNDONE if group.sort is Sort.REPAIRED else "")
        else:
            self.decisions.unchoose(code)
        self._decided()

    def _answer(self, answers: Mapping[str, str]) -> None:
        self.decisions.choose_all(answers)
        self._decided()

    def _write(self, line: int, column: int, text: str) -> None:
        self.decisions.write(line, column, text)
        self._decided()

    def _decided(self) -> None:
        self._show_groups()
        if self.cells is not None:
            self.cells.show_problems(self._problems(), self.decisions)
        if self.refusals is not None:
            self.refusals.show_refusals(self.expected.refusals, self.decisions)
        self._show_head()
        self.decided.emit()

    # --- What is shown

    def _show_groups(self) -> None:
        self.groups.show_groups(refusals_as_rows(self.expected.groups), self.decisions.chosen)
        self.groups.show_alone(self._open)
        self.equation.show_chosen(self._part)

    def _show_rows(self) -> None:
        if self._shows_refusals():
            self._show_refusals()
        elif self._open:
            self._show_cells()
        else:
            self.grid.show_rows([fate for fate in self.expected.rows if self._part in ("", fate.fate)])
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

    def _shows_refusals(self) -> bool:
        return self._open in ROWS_OF and bool(self.expected.refusals)

    def _show_refusals(self) -> None:
        if self.refusals is None:
            self.refusals = RefusalsView(self._theme)
            self.refusals.answered.connect(self._answer)
            self.refusals.left.connect(self.show_all)
            self._lines.body.addWidget(self.refusals)
            self._fit()
            QWidget.setTabOrder(self.grid, self.refusals.table)
            self.grid.hide()
            self.refusals.show()
        self.refusals.show_refusals(self.expected.refusals, self.decisions)

    def _show_head(self) -> None:
        chosen = self.decisions.chosen
        group = self.groups.group(self._open)
        if group is not None and self.refusals is not None:
            note = _("Entrée répond et passe à la suivante, Échap montre tout")
        elif group is not None:
            note = opened_words(group)
        else:
            note = note_words(self.expected, part=self._part, shown=len(self.grid.shown))
        title = title_words(self.expected.groups, chosen)
        settled = not self.groups.next_after("", chosen)
        self.head.show_words(title, note, all_shown=not (self._open or self._part), settled=settled)

    def _problems(self) -> Sequence[Problem]:
        group = self.groups.group(self._open)
        return group.problems if group is not None else ()

    def _leave(self, code: str) -> None:
        """Go to the next group, since the last line of the open one was settled."""
        is_held = self._lines.isAncestorOf(self.focusWidget() or self)
        self.show_all()
        following = self.groups.next_after(code, self.decisions.chosen)
        if is_held and following:
            self.groups.go_to(following)
        elif is_held:
            self.done.emit()

    def _close(self) -> None:
        self._open = ""
        self._close_cells()
        self.grid.show()

    def _close_cells(self) -> None:
        cells, self.cells = self.cells, None
        refusals, self.refusals = self.refusals, None
        for view in (cells, refusals):
            if view is not None:
                drop(view)
        self._fit()

    def _build(self) -> None:
        card = Surface(self._theme)
        card.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        fill(card.body, self.head, self.groups)
        inside = QWidget()
        inside.setProperty("plain", True)
        vbox(
            self.equation,
            self.coverage,
            self.sheets,
            card,
            (self._lines, 1),
            on=inside,
            margins=(20, 4, 20, 12),
            spacing=12,
        )
        bare_area(self, inside)
        self._theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        """Keep two lines of the file visible at any text size, or the whole answer about a refusal; the step scrolls if
        needed."""
        lines = self._theme.height(28) + 2 * self._theme.height(30) + 16
        self._lines.setMinimumHeight(lines if self.refusals is None else 0)
