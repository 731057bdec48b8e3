"""First step of the assistant: which file. Chosen or dropped; an error is said here, and nothing was imported."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from core.base.i18n import _
from ui.look.theme import Theme
from ui.pages.imports.problem import Problem
from ui.widgets.button import Button
from ui.widgets.label import label, paragraph
from ui.widgets.paint import margin_line

MARGIN = 134


class FileStep(QFrame):
    """``choose_asked``: the file dialog is wanted. ``paste_asked``: rows copied elsewhere are to be read."""

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
        self._column.addLayout(row)
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
