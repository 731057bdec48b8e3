"""The window around the pages: menu bar and its corner, rail, stack of pages, status bar with the message band."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QMainWindow,
    QSizePolicy,
    QWidget,
)

from core.base.i18n import _
from ui.common.office import Reopening
from ui.look.icons import draw_icon
from ui.look.theme import Theme
from ui.widgets.button import PushButton
from ui.widgets.focus import FocusRing, one_move
from ui.widgets.label import label
from ui.widgets.layouts import Fitted, Themed, hbox, vbox
from ui.widgets.message_band import Act, MessageBand
from ui.widgets.pages import Pages, scrolled
from ui.widgets.paint import LEFT, box, key_cap, key_width, text_width
from ui.widgets.rail import Rail
from ui.widgets.status_bar import StatusBar

SMALLEST = (900, 460)
"""A screen of 1366 × 768 at 150 %, less its task bar."""
FREE_SCREEN = (1440, 860)
"""A screen with less room than this is filled by a window, so that nothing is below its edge."""


def fill_small_screen(window: QWidget) -> None:
    """Let a window fill a screen that has little room."""
    room = window.screen().availableGeometry()
    if room.width() < FREE_SCREEN[0] or room.height() < FREE_SCREEN[1]:
        window.setWindowState(Qt.WindowState.WindowMaximized)


def bring_in_front(window: QWidget) -> None:
    """Put the window in front of the others, as it was: filling the screen or not."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()


class FindButton(Themed, PushButton):
    """A button that looks like a field and opens the palette: « Chercher ou faire… »."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("Chercher ou faire…"), name="find")
        self._bare = False
        self.setAccessibleName(f"{self.text()}, Ctrl+K")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.follow(self._fit)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = self._theme
        box(painter, theme, self.rect(), ground="hover" if self.underMouse() else "surface", edge="border", radius=6)
        side = theme.px(18)
        mark = self.rect().adjusted(8, (self.height() - side) // 2, 0, 0)
        draw_icon(painter, theme, "search", rect=mark.toRectF().adjusted(0, 0, side - mark.width(), 0), ink="muted")
        if self._bare:
            return
        painter.setFont(theme.font("body"))
        painter.setPen(theme.color("muted"))
        painter.drawText(self.rect().adjusted(16 + side, 0, 0, 0), LEFT, self.text())
        cap = self.rect().adjusted(0, 0, -8, 0)
        cap.setLeft(cap.right() - key_width(theme, "Ctrl+K"))
        cap.setTop((self.height() - theme.px(18)) // 2)
        cap.setHeight(theme.px(18))
        key_cap(painter, theme, cap, key="Ctrl+K")

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def bare(self, bare: bool) -> None:
        """Show the magnifier alone, so that the menus keep their room, or the words again."""
        self._bare = bare
        self._fit()

    def _fit(self) -> None:
        if self._bare:
            self.setFixedSize(self._theme.px(18) + 16, self._theme.height(28))
            return
        wanted = (
            text_width(self._theme.font("body"), self.text())
            + key_width(self._theme, "Ctrl+K")
            + self._theme.px(18)
            + 48
        )
        self.setFixedSize(max(260 if self._theme.scale > 100 else 330, wanted), self._theme.height(28))


class Frame(Themed, Fitted, QMainWindow):
    """The window. Signals: ``find_asked``, the find field was pressed; ``page_shown``, with the key of the page;
    ``closing``, before the window closes."""

    find_asked = Signal()
    page_shown = Signal(str)
    closing = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, name="frame")
        self._pages: dict[str, QWidget] = {}
        self._moving = False
        self.reopens: Reopening | None = None
        self.told_otherwise: Collection[str] = ()
        """The errors of readings that nobody asked for which something else tells."""
        """Why the window opens again once closed, where it does."""
        self.rail = Rail(theme)
        self.band = MessageBand(theme)
        self.status = StatusBar(theme, self.band)
        self._stack = Pages()
        self._date = label("", ink="muted", name="date")
        self._build_corner()
        self._side: set[QWidget] = set()
        self._build_middle()
        self.ring = FocusRing(theme, self)
        self.rail.chosen.connect(self.go)
        self.setMinimumSize(*SMALLEST)
        self.resize(1366, 768)

    def add_page(self, key: str, icon: str, text: str, widget: QWidget) -> None:
        """Add a page and its rail item; ``text`` may hold a mnemonic: « &Prospects »."""
        self._pages[key] = widget
        self._stack.addWidget(widget)
        self.rail.add(key, icon, text)
        if len(self._pages) == 1:
            self.go(key)

    def go(self, key: str) -> None:
        """Show the page ``key`` and give it the focus, unless the focus is walking in the rail."""
        with self.going(key):
            self.rail.show_current(key)
            self._stack.setCurrentWidget(self._pages[key])
            self.page_shown.emit(key)

    @contextmanager
    def going(self, key: str) -> Iterator[None]:
        """Go to a page in one move of the focus: at the end it is on the page, unless it is walking in the rail."""
        in_rail, outer = self._in_rail(), not self._moving
        self._moving = True
        with one_move(self, partial(self.focus_page, key), keep=in_rail):
            yield
        if outer:
            self._moving = False
            if not self._holds_focus():
                self.focus_page(key)

    def _in_rail(self) -> bool:
        widget: QWidget | None = self.focusWidget()
        return widget is not None and self.rail.isAncestorOf(widget) and self.rail.walked

    def _holds_focus(self) -> bool:
        widget: QWidget | None = self.focusWidget()
        return widget is not None

    def focus_page(self, key: str) -> None:
        """Give the focus to a page. A focus proxy is not used: Tab would jump to it over the controls before it."""
        self._pages[key].setFocus(Qt.FocusReason.OtherFocusReason)

    def current(self) -> str:
        """Return the key of the visible page, empty before the first."""
        widget = self._stack.currentWidget()
        return next((key for key, page in self._pages.items() if page is widget), "")

    def page(self, key: str) -> QWidget:
        """Return the page ``key``."""
        return self._pages[key]

    def badge(self, key: str, count: int, words: str) -> None:
        """Show on the rail item ``key`` how many things are due today; ``words``: « 14 à poster »."""
        self.rail.item(key).set_count(count, words)

    def say(self, kind: str, bold: str, sentence: str = "", *, act: Act | None = None) -> None:
        """Show a message in the band. ``kind``: opposed, done, caution, error or note."""
        self.band.say(kind, bold, sentence, act=act)

    def show_date(self, words: str) -> None:
        """Show the day and the hour in the corner: « mardi 24 novembre 2026, 10 h 42 »."""
        self._date.setText(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close the message band on Échap, when no other widget used the key."""
        if event.key() == Qt.Key.Key_Escape and self.band.message is not None:
            self.band.close_message()
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Emit ``closing`` before the window closes, for those who run jobs."""
        self.closing.emit()
        super().closeEvent(event)

    def _fit(self) -> None:
        """Hide the date when the menu needs the room."""
        self._date.setVisible(self.width() >= self._theme.px(1180))
        self.find_field.bare(self._theme.upright(self))
        # The menu bar lays out its corner only when the corner is set, not when the text grows.
        self._corner.adjustSize()
        self.menuBar().setCornerWidget(self._corner)

    def _build_corner(self) -> None:
        self.find_field = FindButton(self._theme)
        self.find_field.clicked.connect(self.find_asked)
        # The reference is kept: setCornerWidget does not own the widget, which would be deleted after this method.
        self._corner = QWidget()
        self._corner.setObjectName("corner")
        hbox(self._date, self.find_field, on=self._corner, margins=(0, 0, 12, 0), spacing=16)
        self.menuBar().setNativeMenuBar(False)
        self.menuBar().setCornerWidget(self._corner)
        self.menuBar().setAccessibleName(_("Menus"))
        self._theme.changed.connect(self._fit)

    def _build_middle(self) -> None:
        # This scrolls only when a page is too wide for the window (200 % text on a small screen).
        scroll = scrolled(self._stack, name="page-scroll")
        middle = QWidget()
        middle.setObjectName("middle")
        self._middle = hbox(self.rail, (scroll, 1), on=middle, spacing=0)
        widget = QWidget()
        self._column = vbox((middle, 1), self.status, on=widget, spacing=0)
        self.setCentralWidget(widget)

    def show_side(self, pane: QWidget) -> None:
        """Put a pane at the right of the pages."""
        self._middle.addWidget(pane)
        self._side.add(pane)

    def clear_side(self, pane: QWidget) -> None:
        """Hide the panes beside the pages other than ``pane``: two of them would leave a page no room."""
        for other in self._side - {pane}:
            other.setVisible(other.isWindow() and other.isVisible())

    def show_strip(self, strip: QWidget) -> None:
        """Show a strip above the pages, as long as the window lives."""
        self._column.insertWidget(0, strip)
