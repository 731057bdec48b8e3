"""A sentence of the page itself for what prevents a step: cross and text, announced, hidden when all is well."""

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout

from core.base.i18n import _
from ui.look.icons import draw_icon
from ui.look.theme import Theme
from ui.widgets.label import paragraph
from ui.widgets.paint import box
from ui.widgets.speech import announce

SIDE = 18
"""Of the cross, at 100 %."""


class Problem(QFrame):
    """Shown as long as the problem lasts; nothing to close."""

    def __init__(self, theme: Theme, *, name: str) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName(name)
        self.setAccessibleName(_("Problème"))
        self._sentence = paragraph("", name=f"{name}-sentence")
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._sentence)
        theme.changed.connect(self._fit)
        self._fit()
        self.hide()

    @property
    def sentence(self) -> str:
        """What is said, empty when all is well."""
        return self._sentence.text()

    def show_problem(self, sentence: str) -> None:
        """Say ``sentence``; an empty one hides the whole."""
        if sentence == self.sentence:
            return
        self._sentence.setText(sentence)
        self.setVisible(bool(sentence))
        if sentence:
            announce(self, sentence, urgent=True)

    def _fit(self) -> None:
        self._row.setContentsMargins(24 + self._theme.px(SIDE), 10, 14, 10)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground, the edge and the cross."""
        painter = QPainter(self)
        box(painter, self._theme, self.rect(), ground="forbidden-tint", edge="forbidden", radius=8)
        side = self._theme.px(SIDE)
        line = QRect(14, 10, side, self._theme.line())
        rect = QRectF(14, line.center().y() - side / 2 + 1, side, side)
        draw_icon(painter, self._theme, "cross", rect=rect, ink="forbidden")
