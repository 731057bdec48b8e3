"""A status as an outlined pill: « Prête », « Postée ». It always shows the whole word, never an icon alone."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.look.theme import Theme
from ui.widgets.paint import CENTER, box, text_width
from ui.widgets.spoken import AS


def pill_size(theme: Theme, text: str) -> QSize:
    """Return the size of a pill, 20 high at 100 %."""
    return QSize(text_width(theme.font("caption", semibold=True), text) + 18, max(20, theme.px(20)))


def paint_pill(painter: QPainter, theme: Theme, rect: QRect, *, text: str, ink: str) -> None:
    """Paint a pill at the left of ``rect``, in the middle of its height."""
    size = pill_size(theme, text)
    place = QRect(rect.left(), rect.center().y() - size.height() // 2 + 1, size.width(), size.height())
    box(painter, theme, place, ground="", edge=ink, radius=size.height() / 2)
    painter.setFont(theme.font("caption", semibold=True))
    painter.setPen(theme.color(ink))
    painter.drawText(place, CENTER, text)


class Pill(QWidget):
    """A pill as a widget of its own; tables paint theirs with :func:`paint_pill`."""

    def __init__(self, theme: Theme, text: str, *, ink: str, name: str) -> None:
        super().__init__()
        self.setProperty(AS, "text")
        self._theme = theme
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_status(text, ink=ink)

    def show_status(self, text: str, *, ink: str) -> None:
        """Show another status."""
        self._text = text
        self._ink = ink
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of its word and round ends."""
        return pill_size(self._theme, self._text)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the outline and its word."""
        paint_pill(QPainter(self), self._theme, self.rect(), text=self._text, ink=self._ink)
