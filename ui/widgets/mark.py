"""An icon with a text beside it, which is not a button: « ✓ Enregistré », « ⚠ À confirmer »."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.look.icons import draw_icon
from ui.look.theme import Theme
from ui.widgets.paint import LEFT, text_width
from ui.widgets.spoken import AS


class Mark(QWidget):
    """``icon`` and ``text`` in one colour; the text is the accessible name."""

    def __init__(self, theme: Theme, icon: str, text: str, *, ink: str, name: str = "", semibold: bool = True) -> None:
        super().__init__()
        self.setProperty(AS, "text")
        self._theme = theme
        self._semibold = semibold
        self._icon, self._text, self._ink = icon, text, ink
        if name:
            self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_mark(icon, text, ink=ink)

    def show_mark(self, icon: str, text: str, *, ink: str) -> None:
        """Show another icon and text."""
        self._icon, self._text, self._ink = icon, text, ink
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size: as wide as its icon and words."""
        words = text_width(self._theme.font("body", semibold=self._semibold), self._text)
        return QSize(self._theme.px(16) + (8 + words if words else 0), max(self._theme.line(), self._theme.px(18)))

    def minimumSizeHint(self) -> QSize:
        """Return the same size as :meth:`sizeHint`."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the icon and the text."""
        painter = QPainter(self)
        side = self._theme.px(16)
        rect = QRectF(0, (self.height() - side) / 2, side, side)
        draw_icon(painter, self._theme, self._icon, rect=rect, ink=self._ink)
        painter.setFont(self._theme.font("body", semibold=self._semibold))
        painter.setPen(self._theme.color(self._ink))
        painter.drawText(self.rect().adjusted(side + 8, 0, 0, 0), LEFT, self._text)
