"""The focus ring: one frame per window, drawn around the control that has the keyboard focus."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QCommonStyle,
    QFocusFrame,
    QLineEdit,
    QMenuBar,
    QPlainTextEdit,
    QProxyStyle,
    QScrollArea,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QWidget,
)
from shiboken6 import isValid

from ui.look.theme import Theme

MARGIN = 4
ROOM = 2 * MARGIN
"""Around a control, for the ring that stands outside it."""
RADIUS = 9
TEXT_FIELDS = (QLineEdit, QPlainTextEdit, QAbstractSpinBox)
# These widgets show the focus themselves, inside: the current row of a list, the open menu.
OWN_RING = (QAbstractItemView, QMenuBar)


@contextmanager
def one_move(inside: QWidget, land: Callable[[], None], *, keep: bool = True) -> Iterator[None]:
    """Let the focus make one move at most while a gesture hides, disables or makes again what ``inside`` shows.

    Qt passes it from control to control, each of which a screen reader begins to read: here it waits, then goes back to
    where it was (``keep``) or, when that is gone, where ``land`` puts it; unless the gesture itself gave it."""
    window = inside.window()
    widget = window.focusWidget()
    if widget is None or not (inside is widget or inside.isAncestorOf(widget)):
        yield
        return
    widget.clearFocus()
    yield
    if window.focusWidget() is not None:
        return
    if keep and isValid(widget) and widget.isVisible() and widget.isEnabled():
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
    else:
        land()


def tab_after(before: QWidget, inside: QWidget) -> None:
    """Put what ``inside`` holds after ``before`` in the tab order, in its own order. Qt puts what is made later at the
    very end, after the status bar."""
    window = before.window()
    for widget in inside.findChildren(QWidget):
        # A list that drops down is a window; a page not put together yet stands in none, and is in order.
        is_stop = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
        if is_stop and widget.window() == window:
            QWidget.setTabOrder(before, widget)
            before = widget


def before_in_tab_order(widget: QWidget) -> QWidget:
    """Return what has the focus before a control in the tab order."""
    before = widget.previousInFocusChain()
    while before is not None and before is not widget and not before.focusPolicy() & Qt.FocusPolicy.TabFocus:
        before = before.previousInFocusChain()
    return before or widget


def show_whole(widget: QWidget) -> None:
    """Scroll what has the focus into sight, with its ring, in whatever it scrolls in."""
    place = widget.parentWidget()
    while place is not None:
        if isinstance(place, QScrollArea):
            place.ensureWidgetVisible(widget, ROOM, ROOM)
        place = place.parentWidget()


class RingStyle(QProxyStyle):
    """The style of the frame: it stands four pixels outside its widget."""

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        """Return the distance of the ring; any other metric is that of the base style."""
        if metric in (QStyle.PixelMetric.PM_FocusFrameHMargin, QStyle.PixelMetric.PM_FocusFrameVMargin):
            return MARGIN
        return super().pixelMetric(metric, option, widget)

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returned: QStyleHintReturn | None = None,
    ) -> int:
        """Ask for a frame above its siblings, in the window or the scroll area, so that a tight layout around the
        control does not cut it."""
        if hint == QStyle.StyleHint.SH_FocusFrame_AboveWidget:
            return 1
        return super().styleHint(hint, option, widget, returned)


class FocusRing(QFocusFrame):
    """Follows the focus in ``window``: shown when the keyboard moved it, and always in a text field."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._window = window
        style = RingStyle(QCommonStyle())
        # Its child, since Qt asks its style until its last moment, when Python may have let go of what it holds.
        style.setParent(self)
        self.setStyle(style)
        self.setObjectName("focus-ring")
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("accent"), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS, RADIUS)

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is not None and now.window() is self._window and self._rings(now):
            self.setWidget(now)
            if QApplication.mouseButtons() == Qt.MouseButton.NoButton:
                # Later: what was just made has no place yet. Under the pointer nothing may move.
                QTimer.singleShot(0, now, partial(self._bring, now))
            return
        self.setWidget(None)  # type: ignore[arg-type]

    def _bring(self, widget: QWidget) -> None:
        """Scroll what has the focus into sight; Qt's frame does not follow it there by itself."""
        if widget.hasFocus():
            show_whole(widget)
            self.setWidget(None)  # type: ignore[arg-type]
            self.setWidget(widget)

    @staticmethod
    def _rings(widget: QWidget) -> bool:
        if isinstance(widget, OWN_RING) or widget.property("bare"):
            return False
        by_mouse = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        return isinstance(widget, TEXT_FIELDS) or not by_mouse
