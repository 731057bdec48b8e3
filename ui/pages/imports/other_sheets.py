"""The other sheets of a workbook, at the check of one: which of them are read after it, each with its own check."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from core.base.i18n import _
from core.sources.columns.refusals import names_refusals
from core.sources.tables.reading import Table
from core.words import batches
from ui.look.theme import Theme
from ui.widgets.fields import CheckBox
from ui.widgets.label import label, paragraph
from ui.widgets.layouts import drop, nest, take_out

ABREAST = 3
"""Boxes in a row."""


class OtherSheets(QWidget):
    """A box for each sheet that holds something and is not read yet, hidden when there is none; ``changed`` is emitted
    when one was ticked. A sheet named as a list of refusals has no box, and is said."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._file: tuple[Path, str] = (Path(), "")
        self._sheet = ""
        self._done: set[str] = set()
        self._wanted: set[str] = set()
        self._boxes: dict[str, CheckBox] = {}
        self.setObjectName("check-sheets")
        self.setAccessibleName(_("Lire aussi les feuilles"))
        self.every = CheckBox(theme, _("Toutes"), name="check-sheets-all")
        self.every.toggled.connect(self._tick_all)
        self._refused = paragraph("", "caption", ink="muted", name="check-sheets-refused")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(24)
        self._grid.setColumnStretch(ABREAST, 1)
        self._head = label(_("Lire aussi, l’une après l’autre"), semibold=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._head)
        nest(column, self._grid)
        column.addWidget(self._refused)
        self.hide()

    @property
    def following(self) -> str:
        """The sheet to read next, empty for none."""
        return next((name for name in self._boxes if name in self._wanted), "")

    @property
    def beside(self) -> tuple[str, ...]:
        """The sheets of the workbook that were read, or will be, besides the one shown."""
        return tuple(sorted((self._done | self._wanted) - {self._sheet}))

    def show_file(self, table: Table) -> None:
        """Show the other sheets of ``table``; what was ticked for the same workbook holds."""
        file = (table.path, table.member)
        if self._file != file:
            self._done, self._wanted = set(), set()
        self._file, self._sheet = file, table.sheet
        self._wanted.discard(table.sheet)
        left = [name for name in table.unread if name not in self._done]
        self._show_boxes([name for name in left if not names_refusals(name)])
        refused = [name for name in left if names_refusals(name)]
        self._refused.setText(batches.of_refusals(refused))
        self._refused.setVisible(bool(refused))
        self.setVisible(bool(left))

    def was_read(self) -> None:
        """Keep that the sheet shown is in the base."""
        self._done.add(self._sheet)

    def begin(self) -> None:
        """Forget the workbook."""
        self._file = (Path(), "")

    def _show_boxes(self, names: list[str]) -> None:
        for box in self._boxes.values():
            drop(box)
        self._boxes = {}
        take_out(self.every)
        for place, name in enumerate(names):
            box = self._boxes[name] = CheckBox(self._theme, name, name=f"check-sheet-{place}")
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
        self.every.blockSignals(True)
        self.every.setChecked(bool(self._boxes) and self._wanted >= set(self._boxes))
        self.every.blockSignals(False)

    def _tick_all(self, on: bool) -> None:
        for box in self._boxes.values():
            box.setChecked(on)
