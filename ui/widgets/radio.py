"""One answer among several, painted from the theme as a check box is, with a round mark."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QRadioButton, QSizePolicy

from ui.look.theme import Theme
from ui.widgets.paint import LEFT, box, text_width

_MARK, _DOT = 18, 8


class Radio(QRadioButton):
    """A round mark 18 pixels wide and its words; the whole line takes a press."""

    def __init__(self, theme: Theme, text: str, *, name: str) -> None:
        super().__init__(text)
        self._theme = theme
        self.setObjectName(name)
        self.setAccessibleName(text)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the size of the mark and its words, at least 24 high so that it is easy to press."""
        words = text_width(self._theme.font("body"), self.text())
        return QSize(self._theme.px(_MARK) + 10 + words + 4, max(24, self._theme.line() + 4))

    def minimumSizeHint(self) -> QSize:
        """Return the same size as :meth:`sizeHint`."""
        return self.sizeHint()

    def hitButton(self, place: QPoint) -> bool:
        """Tell that a press anywhere on the mark or the words counts."""
        return self.rect().contains(place)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the mark and the words."""
        theme, painter = self._theme, QPainter(self)
        wide, dot = theme.px(_MARK), theme.px(_DOT)
        rect = QRect(0, (self.height() - wide) // 2, wide, wide)
        edge = "line" if not self.isEnabled() else "accent" if self.isChecked() else "border"
        ground = "sunken" if not self.isEnabled() else "hover" if self.underMouse() else "surface"
        box(painter, theme, rect, ground=ground, edge=edge, radius=wide / 2)
        if self.isChecked():
            inner = QRect(0, 0, dot, dot)
            inner.moveCenter(rect.center())
            box(painter, theme, inner, ground="accent", edge="", radius=dot / 2)
        painter.setFont(theme.font("body"))
        painter.setPen(theme.color("text" if self.isEnabled() else "disabled"))
        painter.drawText(self.rect().adjusted(wide + 10, 0, 0, 0), LEFT, self.text())
