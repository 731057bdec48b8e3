"""The first step of the assistant: which file, chosen, dropped, or made of rows copied elsewhere."""

import shutil
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from core.actions.common import scratch
from core.base.french import day_month, hour
from core.base.i18n import _
from core.sources.formats.pasting import pasted
from ui.look.theme import Theme
from ui.widgets.button import Button
from ui.widgets.label import label, paragraph
from ui.widgets.layouts import nest
from ui.widgets.paint import margin_line
from ui.widgets.problem import Problem


class PastedRows:
    """The file made of pasted rows; there is at most one at a time."""

    def __init__(self) -> None:
        self._folder: Path | None = None

    def write(self, text: str, at: datetime) -> Path:
        """Write the rows of ``text`` to a file named after the moment, replacing the last one, and return its path.
        Raises UserError FILE_EMPTY when nothing was copied."""
        self.drop()
        self._folder = scratch.begun()
        name = _("Lignes collées du {day}, {hour}").format(day=day_month(at), hour=hour(at))
        return pasted(text, self._folder, name=name)

    def name_of(self, file: Path) -> str:
        """Return the name to show for a file of pasted rows, empty for any other file."""
        return file.stem if self._holds(file) else ""

    def called(self, file: Path) -> str:
        """Return the name to show of any file."""
        return self.name_of(file) or file.name

    def keep(self, file: Path | None) -> None:
        """Delete the file, unless it is ``file``."""
        if file is None or not self._holds(file):
            self.drop()

    def drop(self) -> None:
        """Delete the file. If another process is still reading it, it is deleted at the next start."""
        folder, self._folder = self._folder, None
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)

    def _holds(self, file: Path) -> bool:
        return self._folder is not None and file.parent == self._folder


MARGIN = 134


class FileStep(QFrame):
    """The step. Signals: ``choose_asked``, to open the file dialog; ``paste_asked``, to read copied rows."""

    choose_asked = Signal()
    paste_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName("import-file")
        self.setAccessibleName(_("Quel fichier ?"))
        self.setProperty("ground", "surface")
        self.problem = Problem(theme, name="import-problem")
        self.choose = Button(
            theme, _("Choisir un fichier…"), name="import-choose", kind="primary", icon="imports", tall=40
        )
        self.paste = Button(theme, _("Coller des lignes"), name="import-paste", icon="copy", key="Ctrl+V", tall=40)
        self.choose.clicked.connect(self.choose_asked)
        self.paste.clicked.connect(self.paste_asked)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.choose)
        row.addWidget(self.paste)
        row.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(6)
        self._column.addWidget(label(_("Quel fichier ?"), "title"))
        self._column.addWidget(
            paragraph(
                _("Excel, CSV, OpenDocument, vCard, JSON ou archive. Vous confirmez les colonnes reconnues."),
                ink="muted",
            )
        )
        self._column.addWidget(self.problem)
        self._column.addSpacing(16)
        nest(self._column, row)
        self._column.addSpacing(6)
        hint = _("Ou glissez un fichier dans cette fenêtre, ou copiez des lignes dans Excel puis collez-les ici.")
        self._column.addWidget(paragraph(hint, ink="muted"))
        self._column.addStretch(1)
        theme.changed.connect(self._fit)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the margin line to the bottom."""
        super().paintEvent(event)
        margin_line(QPainter(self), self._theme, x=self._theme.px(MARGIN), top=0, bottom=self.height())

    def _fit(self) -> None:
        self._column.setContentsMargins(self._theme.px(MARGIN) + 24, 44, 24, 24)
