"""A text that takes the lines its place has, no more, and says when that is not enough: its place never moves."""

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent, QTextLayout
from PySide6.QtWidgets import QLabel, QSizePolicy

from ui.widgets.label import plain
from ui.widgets.paint import laid_out


class FewLines(QLabel):
    """A fact in semibold and a sentence after it, on as many lines as there is height for; the last ends with … when
    the text is longer. ``cut_changed``: it is now longer, or no longer so."""

    cut_changed = Signal(bool)

    def __init__(self, *, name: str) -> None:
        super().__init__()
        plain(self, "", name=name)
        self._bold = 0
        self._cut = False
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)

    @property
    def cut(self) -> bool:
        """Tell whether part of the text has no room."""
        return self._cut

    def show_words(self, bold: str, sentence: str) -> None:
        """Show another text."""
        self._bold = len(bold)
        self.setText(f"{bold} {sentence}".strip())
        self._measure()

    def sizeHint(self) -> QSize:
        """Return the smallest size: the text takes the room that its place gives it."""
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return a width of some words and the height of a line."""
        return QSize(self.fontMetrics().horizontalAdvance("M" * 12), self.fontMetrics().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See whether the text fits now."""
        super().resizeEvent(event)
        self._measure()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the lines that fit, in the middle of the height."""
        layout, room = self._laid_out(), self._room()
        high = self.fontMetrics().height()
        top = (self.height() - min(layout.lineCount(), room) * high) / 2
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        for number in range(min(layout.lineCount(), room)):
            line = layout.lineAt(number)
            if number == room - 1 and layout.lineCount() > room:
                self._draw_last(painter, line.textStart(), top + number * high)
            else:
                line.draw(painter, QPointF(0, top + number * high - line.y()))

    def _draw_last(self, painter: QPainter, start: int, top: float) -> None:
        """Paint what follows ``start`` on one line that ends with …"""
        painter.setFont(self._strong() if start < self._bold else self.font())
        rest = painter.fontMetrics().elidedText(self.text()[start:], Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(QPointF(0, top + self.fontMetrics().ascent()), rest)

    def _laid_out(self) -> QTextLayout:
        return laid_out(self.text(), self.font(), self.width(), bold=self._bold)

    def _strong(self) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        return font

    def _room(self) -> int:
        return max(1, self.height() // max(1, self.fontMetrics().height()))

    def _measure(self) -> None:
        cut = self._laid_out().lineCount() > self._room()
        if cut != self._cut:
            self._cut = cut
            self.cut_changed.emit(cut)
