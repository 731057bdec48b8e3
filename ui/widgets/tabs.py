"""Tabs as words on a hairline, the current one underlined: too many of them scroll, or those that have no room are in a
menu under « Autres », the current one always in sight."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QRect, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QMenu, QTabBar, QWidget

from core.base.i18n import _
from ui.look.theme import Theme
from ui.widgets.button import Button
from ui.widgets.layouts import Themed, fill
from ui.widgets.paint import hairline, text_width

HIGH = 36
AROUND = 14
FINGER = 48
"""Width of the two buttons that scroll the tabs."""


class Tabs(Themed, QTabBar):
    """The tab bar. ``currentChanged(place)`` is Qt's own; ← and → go from one tab to the next."""

    def __init__(self, theme: Theme, *, name: str, title: str, around: int = AROUND) -> None:
        """``around``: room on each side of a word, in pixels."""
        super().__init__(theme, name=name, title=title)
        self._around = around
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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave keys with Ctrl to what holds the bar."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
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


LEAST = 200
"""Width at 100 % under which the row never goes: it does not widen its page."""


class FoldingTabs(Themed, QWidget):
    """The row. ``chosen(place)``: the user goes to a tab, in sight or in the menu. ``preferred``: the places of those
    that are in the menu last; ``aside``: of those that are there whatever the room, the current one excepted."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, *, name: str, title: str, around: int = AROUND) -> None:
        # Qt names a bar of tabs by the current one: the group says what they choose.
        super().__init__(theme, title=title)
        self._name = name
        self._folding = False
        self.preferred: frozenset[int] = frozenset()
        self.aside: frozenset[int] = frozenset()
        self.bar = Tabs(theme, name=f"{name}-tabs", title=title, around=around)
        self.more = Button(theme, _("Autres"), name=f"{name}-more", kind="link", icon="chevron-down")
        self.more.hide()
        row = _TabRow(self.fold)
        self.setLayout(row)
        fill(row, (self.bar, 1), self.more)
        self.setFocusProxy(self.bar)
        self.bar.currentChanged.connect(self._changed)
        self.more.clicked.connect(self._open_more)
        theme.changed.connect(self.fold)

    def go(self, place: int) -> None:
        """Make a tab the current one, without ``chosen``."""
        with QSignalBlocker(self.bar):
            self.fold(place)
            self.bar.setCurrentIndex(place)
        self.bar.update()

    def word(self, place: int, words: str) -> None:
        """Change the words of a tab; :meth:`fold` follows once all are changed."""
        if self.bar.tabText(place) != words:
            self.alone(self.bar.currentIndex())
            self.bar.setTabText(place, words)

    def fold(self, chosen: int = -1) -> None:
        """Show the tabs that have room, ``chosen`` or the current one always."""
        bar = self.bar
        chosen = bar.currentIndex() if chosen < 0 else chosen
        wide = {
            place: bar.tabSizeHint(place).width() for place in range(bar.count()) if place not in self.aside - {chosen}
        }
        room = self.width()
        folds = len(wide) < bar.count() or sum(wide.values()) > room
        room -= self.more.sizeHint().width() + 8 if folds else 0
        fit = {chosen}
        # The first one is where everybody is.
        ahead = {0, chosen, *self.preferred}
        for place in sorted(wide, key=lambda place: (place != chosen, place not in ahead, place)):
            room -= wide[place]
            if room < 0 and place != chosen:
                break
            fit.add(place)
        if any(bar.isTabVisible(place) != (place in fit) for place in range(bar.count())):
            self.alone(chosen)
            for place in sorted(fit):
                self._show_tab(place, shown=True)
        self.more.setVisible(folds)

    def alone(self, chosen: int) -> None:
        """Hide the other tabs: Qt scrolls a bar that is too narrow for a moment, and leaves it so."""
        self._show_tab(chosen, shown=True)
        for place in range(self.bar.count()):
            if place != chosen:
                self._show_tab(place, shown=False)

    def minimumSizeHint(self) -> QSize:
        """Return a width that never widens the page."""
        return QSize(self._theme.px(LEAST), super().minimumSizeHint().height())

    def _changed(self, place: int) -> None:
        if not self._folding:
            self.fold()
            self.chosen.emit(place)

    def _show_tab(self, place: int, *, shown: bool) -> None:
        if self.bar.isTabVisible(place) == shown:
            return  # Said again, Qt would forget that the places of the tabs are to be found anew.
        self._folding = True
        self.bar.setTabVisible(place, shown)
        self._folding = False

    def _open_more(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setObjectName(f"{self._name}-menu")
        for place in range(self.bar.count()):
            if not self.bar.isTabVisible(place):
                menu.addAction(self.bar.tabText(place)).triggered.connect(partial(self._take, place))
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _take(self, place: int, _checked: bool = False) -> None:
        self.go(place)
        self.chosen.emit(place)
        self.bar.setFocus(Qt.FocusReason.OtherFocusReason)


class _TabRow(QHBoxLayout):
    """The bar, and the button of the menu. The tabs without room are folded before the bar becomes narrower: Qt would
    scroll it to the current one, and leave it so."""

    def __init__(self, fold: Callable[[], None]) -> None:
        super().__init__()
        self._fold = fold
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(8)

    def setGeometry(self, rect: QRect) -> None:
        self._fold()
        super().setGeometry(rect)
