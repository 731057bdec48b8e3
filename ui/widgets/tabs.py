"""Tabs as words on a hairline, the current one underlined; too many of them scroll."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QTabBar

from ui.look.theme import Theme
from ui.widgets.paint import hairline, text_width

HIGH = 36
AROUND = 14
FINGER = 48
"""Width of the two buttons that scroll the tabs."""


class Tabs(QTabBar):
    """The tab bar. ``currentChanged(place)`` is Qt's own; ← and → go from one tab to the next."""

    def __init__(self, theme: Theme, *, name: str, title: str, around: int = AROUND) -> None:
        """``around``: room on each side of a word, in pixels."""
        super().__init__()
        self._theme = theme
        self._around = around
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setExpanding(False)
        self.setDrawBase(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # The current tab has a ring of its own.
        self.setProperty("bare", True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        # Room for a finger (WCAG 2.5.8).
        self.setStyleSheet(f"QTabBar::scroller {{ width: {FINGER}px; }}")
        theme.changed.connect(self.updateGeometry)

    def tabSizeHint(self, index: int) -> QSize:
        """Return the width of the words in bold, so that nothing moves when a tab is chosen."""
        wide = text_width(self._theme.font("body", semibold=True), self.tabText(index))
        return QSize(wide + 2 * self._around, self._theme.height(HIGH))

    def minimumTabSizeHint(self, index: int) -> QSize:
        """Return the full width of the words: the bar scrolls instead."""
        return self.tabSizeHint(index)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line, the words, the underline of the current tab and the focus ring."""
        painter = QPainter(self)
        hairline(painter, self._theme, left=0, right=self.width(), y=self.height() - 1)
        for place in range(self.count()):
            self._paint(painter, place)

    def _paint(self, painter: QPainter, place: int) -> None:
        theme, rect, chosen = self._theme, self.tabRect(place), place == self.currentIndex()
        painter.setFont(theme.font("body", semibold=chosen))
        painter.setPen(theme.color("accent" if chosen else "text"))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), self.tabText(place))
        if not chosen:
            return
        painter.fillRect(
            rect.left() + self._around, rect.bottom() - 1, rect.width() - 2 * self._around, 2, theme.color("accent")
        )
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(2, 3, -2, -5), 5, 5)
