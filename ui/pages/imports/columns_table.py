"""The columns of the file, one line each: how sure the reading is, the file's own heading, three examples, and a list
to say otherwise."""

from array import array
from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.base.i18n import _
from ui.look.theme import Theme
from ui.pages.imports.mapping import DOUBT, READINGS, ColumnRow, Mapping, options
from ui.pages.imports.tip_table import TipTable
from ui.widgets.fields import Choice
from ui.widgets.paint import text_width
from ui.widgets.table_model import Cell, Column

BECOMES = 3
SAMPLES = 250
"""Width of the three examples at 100 %: three telephones by pairs."""
LONGEST, SHORTEST = 40, 6
"""Characters of one example."""


def reading_cell(row: ColumnRow) -> Cell:
    """Return « ✓ Sûr », « ⚠ À confirmer », « Gardée » or « Ignorée »."""
    words = _(READINGS[row.reading])
    sure = _("{reading} à {percent} %").format(reading=words, percent=round(100 * row.confidence))
    match row.reading:
        case "sure":
            return Cell(words, ink="allowed", semibold=True, icon="check", spoken=sure if row.confidence else "")
        case "doubt":
            return Cell(words, ink="wait", semibold=True, icon="warning", spoken=sure if row.confidence else "")
        case "kept":
            return Cell(words, ink="accent", semibold=True, icon="save")
    return Cell(words, ink="muted")


def remark_cell(row: ColumnRow) -> Cell:
    """Return the remark, heavier when it asks something."""
    if row.asks and row.reading == DOUBT:
        return Cell(row.remark, ink="wait", semibold=True)
    return Cell(row.remark, ink="muted")


def samples_cell(row: ColumnRow, fits: Callable[[str], bool]) -> Cell:
    """Return the three examples, the longest cut first so that none hides another."""
    whole = " · ".join(row.samples)
    shown, room = whole, LONGEST
    while not fits(shown) and room > SHORTEST:
        shown = " · ".join(one if len(one) <= room else f"{one[: room - 1].rstrip()}…" for one in row.samples)
        room -= 1
    return Cell(shown or "—", ink="muted", spoken=whole if shown != whole else "")


class ColumnsTable(TipTable[ColumnRow]):
    """``mapped``: the user said what a column becomes."""

    mapped = Signal()

    def __init__(self, theme: Theme) -> None:
        columns: tuple[Column[ColumnRow], ...] = (
            Column("reading", _("Lecture"), 124, reading_cell, sortable=False),
            Column("header", _("Colonne du fichier"), 138, lambda row: Cell(row.header, semibold=True), sortable=False),
            Column("samples", _("Trois exemples"), SAMPLES, self._samples, sortable=False),
            Column("field", _("Devient"), 214, lambda _row: Cell(""), sortable=False),
            Column("remark", _("Remarque"), 200, remark_cell, sortable=False),
        )
        super().__init__(theme, columns, self._fetch, name="import-columns", title=_("Colonnes du fichier"))
        self._mapping: Mapping | None = None
        self._choices: list[RowChoice] = []

    def show_mapping(self, mapping: Mapping) -> None:
        """Show the columns of another file."""
        self._mapping = mapping
        self.show_ids(array("q", [row.id for row in mapping.rows]))
        self._choices = []
        for line, row in enumerate(mapping.rows):
            choice = RowChoice(self._theme, row, self)
            choice.currentIndexChanged.connect(_chooser(self, line))
            self.setIndexWidget(self.rows().index(line, BECOMES), _held(choice))
            # Tab goes from the table down its lists, not to the end of the window where new widgets come.
            QWidget.setTabOrder(self._choices[-1] if self._choices else self, choice)
            self._choices.append(choice)

    def choice(self, column: int) -> "RowChoice":
        """Return the list of a column, from 1."""
        return self._choices[column - 1]

    def choose(self, line: int) -> None:
        """Take what the list of ``line`` says."""
        if self._mapping is None:
            return
        self._mapping.choose(line + 1, self._choices[line].value())
        for row, choice in zip(self._mapping.rows, self._choices, strict=True):
            choice.choose(row.field)
        self.reread()
        self.mapped.emit()

    def first_doubt(self) -> "RowChoice | None":
        """Return the list of the first column to confirm."""
        rows = self._mapping.rows if self._mapping else []
        return next((self._choices[row.id - 1] for row in rows if row.reading == DOUBT), None)

    def _samples(self, row: ColumnRow) -> Cell:
        font, room = self._theme.font("body"), self._theme.px(SAMPLES) - 18
        return samples_cell(row, lambda words: text_width(font, words) <= room)

    def _fetch(self, ids: Sequence[int]) -> list[ColumnRow]:
        return [self._mapping.rows[one - 1] for one in ids] if self._mapping else []


class RowChoice(Choice):
    """The list of one line; the keyboard on it brings its line into view."""

    def __init__(self, theme: Theme, row: ColumnRow, table: ColumnsTable) -> None:
        title = _("{header} devient").format(header=row.header)
        super().__init__(theme, options(), name=f"column-{row.id}", title=title, compact=True)
        self._line = row.id - 1
        self._table = table
        self.choose(row.field)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the line."""
        super().focusInEvent(event)
        self._table.scrollTo(self._table.rows().index(self._line, BECOMES))


def _held(choice: Choice) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(8, 1, 8, 2)
    row.addWidget(choice)
    return holder


def _chooser(table: ColumnsTable, line: int) -> Callable[[int], None]:
    return lambda _index: table.choose(line)
