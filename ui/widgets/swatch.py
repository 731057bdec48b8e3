"""A sample of colour that can be chosen, with its name for screen readers."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from ui.look.theme import Theme
from ui.widgets.label import set_tip
from ui.widgets.pressed import ToolButton

SIDE = 32
_INSET = 3.5


class Swatch(ToolButton):
    """One colour, #rrggbb; the chosen one has a ring."""

    def __init__(self, theme: Theme, colour: str, title: str, *, name: str) -> None:
        super().__init__()
        self._theme = theme
        self.colour = colour
        self.setObjectName(name)
        self.setAccessibleName(title)
        set_tip(self, title)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_colour(self, colour: str) -> None:
        """Show another colour."""
        self.colour = colour
        self.update()

    def sizeHint(self) -> QSize:
        """Return a square, 32 wide at 100 %."""
        return QSize(self._theme.px(SIDE), self._theme.px(SIDE))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the colour, and the ring of the chosen one or of the focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect())
        painter.setPen(QPen(self._theme.color("border"), 1))
        painter.setBrush(QColor(self.colour))
        painter.drawRoundedRect(whole.adjusted(_INSET, _INSET, -_INSET, -_INSET), 5, 5)
        if self.isChecked() or self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.color("accent"), 2 if self.isChecked() else 1))
            painter.drawRoundedRect(whole.adjusted(1, 1, -1, -1), 7, 7)
