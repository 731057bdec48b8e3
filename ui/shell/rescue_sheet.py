"""The sheet on which the rescue window says what happened."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from ui.look.icons import draw_icon
from ui.look.theme import Theme
from ui.shell.rescue_copies import margin_of
from ui.widgets.paint import margin_line


def scrolled(sheet: QWidget) -> QScrollArea:
    """Return ``sheet`` in an area that scrolls."""
    scroll = QScrollArea()
    scroll.setObjectName("rescue-scroll")
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setWidgetResizable(True)
    scroll.setWidget(sheet)
    return scroll


class Sheet(QWidget):
    """The ground, the margin line and the sign."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._mended = False
        self.setObjectName("rescue-sheet")

    def show_mended(self) -> None:
        """Show the sign of what is well again."""
        self._mended = True
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the margin line and the sign beside the title."""
        painter, theme = QPainter(self), self._theme
        margin_line(painter, theme, x=margin_of(theme), top=0, bottom=self.height())
        side = theme.px(24)
        rect = QRectF(margin_of(theme) - side - 22, 50, side, side)
        draw_icon(
            painter,
            theme,
            "check" if self._mended else "warning",
            rect=rect,
            ink="allowed" if self._mended else "forbidden",
        )
