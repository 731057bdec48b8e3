"""The rail at the left of the window: one item per page, a single tab stop, ↑ ↓ to move, and the count of what is due
today."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QScrollArea, QSizePolicy, QWidget

from core.base.i18n import _
from ui.look.icons import draw_icon
from ui.look.theme import Theme
from ui.widgets.button import ToolButton
from ui.widgets.layouts import STRETCH, Firm, Fitted, Themed, vbox
from ui.widgets.pages import scrolled
from ui.widgets.paint import CENTER, LEFT, box, text_width
from ui.widgets.speech import AS

MOST_SHOWN = 99
DENSITIES = 3
_REASON = Qt.FocusReason
WALKED = (_REASON.TabFocusReason, _REASON.BacktabFocusReason)
COMES_BACK = (_REASON.ActiveWindowFocusReason, _REASON.PopupFocusReason)
"""How the focus comes to an item that is walked to, and back to where it was before another window or a menu."""


class RailItem(Themed, Firm, ToolButton):
    """One page: an icon over its label; the count is painted and is part of the accessible name. ``density``: 0; 1,
    smaller; 2, the label alone with its count at the right, where the window is low or the text large."""

    def __init__(self, theme: Theme, icon: str, text: str, *, name: str) -> None:
        super().__init__(theme)
        self.setProperty(AS, "tab")
        self._icon = icon
        self._count = 0
        self.density = 0
        self.setText(text)
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAccessibleName(self._label())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_count(self, count: int, words: str) -> None:
        """Show ``count`` in a pill (none at 0); ``words`` say what it counts: « 14 à poster »."""
        self._count = count
        self.setAccessibleName(f"{self._label()}, {words}" if count else self._label())
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size: 80 by 56 at 100 %, wider when the label needs it."""
        theme = self._theme
        words = text_width(theme.font("rail", semibold=True), self._label()) + 10
        return QSize(max(80, words + (theme.px(26) if self.density > 1 else 0)), self.tall())

    def tall(self) -> int:
        """Return the height of :meth:`sizeHint`, without measuring the words."""
        theme, line = self._theme, self._theme.line("rail")
        if self.density > 1:
            return max(24, line + 8)
        return line + theme.px(18) + 9 if self.density else max(56, theme.px(22) + line + 18)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.isChecked():
            box(painter, self._theme, self.rect(), ground="surface", edge="line", radius=8)
        elif self.underMouse():
            box(painter, self._theme, self.rect(), ground="hover", edge="", radius=8)
        ink = "accent" if self.isChecked() else "muted"
        if self.density > 1:
            self._paint_label(painter, self.rect().adjusted(6, 0, 0, 0), LEFT, ink)
            high = self._theme.px(18)
            self._paint_count(painter, QRect(self.width() - 12, (self.height() - high) // 2, 0, high))
            return
        side = self._theme.px(18 if self.density else 22)
        top = (self.height() - side - self._theme.line("rail") - 3) // 2
        mark = QRectF((self.width() - side) / 2, top, side, side)
        draw_icon(painter, self._theme, self._icon, rect=mark, ink=ink)
        words = QRect(0, top + side + 3, self.width(), self._theme.line("rail"))
        self._paint_label(painter, words, CENTER, ink)
        self._paint_count(painter, QRect(self.width() // 2 + side // 2 - 6, max(top - 5, 1), 0, self._theme.px(18)))

    def _paint_label(self, painter: QPainter, place: QRect, along: int, ink: str) -> None:
        painter.setFont(self._theme.font("rail", semibold=self.isChecked()))
        painter.setPen(self._theme.color(ink))
        painter.drawText(place, along | int(Qt.TextFlag.TextHideMnemonic), self.text())

    def _paint_count(self, painter: QPainter, place: QRect) -> None:
        if not self._count:
            return
        text = f"{MOST_SHOWN}+" if self._count > MOST_SHOWN else str(self._count)
        font = self._theme.font("caption", semibold=True)
        place.setWidth(max(place.height(), text_width(font, text) + 10))
        place.moveRight(min(place.right() + 8, self.width() - 2))
        box(painter, self._theme, place, ground="accent-fill", edge="", radius=place.height() / 2)
        painter.setFont(font)
        painter.setPen(self._theme.color("on-accent"))
        painter.drawText(place, CENTER, text)

    def _label(self) -> str:
        return self.text().replace("&", "")


class RailColumn(Themed, QWidget):
    """The items, and the bar that marks the current one on the edge of the window."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, name="rail-items")
        self.setProperty("plain", True)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("accent"))
        for item in self.findChildren(RailItem):
            if item.isChecked():
                painter.drawRoundedRect(QRectF(1, item.geometry().center().y() - 12, 3, 26), 1, 1)


class Rail(Themed, Fitted, QFrame):
    """The column of pages. ``chosen(key)`` is emitted when the user asks for a page. ``walked``: the keyboard came to
    the item that has it by Tab or an arrow, and not by a click or its letter, after which it belongs in the page."""

    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.setProperty(AS, "tabs")
        self._items: dict[str, RailItem] = {}
        self._group = QButtonGroup(self)
        self.setObjectName("rail")
        self.setAccessibleName(_("Pages"))
        self.setProperty("ground", "rail")
        inner = self._inner = RailColumn(theme)
        self._column = vbox(STRETCH, on=inner, margins=(6, 8, 6, 8), spacing=2)
        self.walked = False
        self._scroll = _bare_scroll(inner)
        vbox(self._scroll, on=self, margins=(0, 0, 1, 0))
        theme.changed.connect(self._fit)

    def add(self, key: str, icon: str, text: str) -> RailItem:
        """Add the page ``key`` at the end; ``text`` may hold a mnemonic « &Prospects »."""
        item = RailItem(self._theme, icon, text, name=f"rail-{key}")
        # ``toggled`` rather than ``clicked``: a screen reader toggles a checkable button without a click.
        item.toggled.connect(_sender(self.chosen.emit, key))
        item.installEventFilter(self)
        self._items[key] = item
        self._group.addButton(item)
        self._column.insertWidget(self._column.count() - 1, item)
        self._one_tab_stop()
        self._fit()
        return item

    def show_current(self, key: str) -> None:
        """Mark ``key`` as the page shown, without emitting ``chosen``."""
        item = self._items[key]
        with QSignalBlocker(item):
            item.setChecked(True)
        self._one_tab_stop()
        self._scroll.ensureWidgetVisible(item, 0, 8)
        for column in self.findChildren(RailColumn):
            column.update()

    def item(self, key: str) -> RailItem:
        """Return the item of page ``key``."""
        return self._items[key]

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Move with ↑ ↓ from one item to the next, without leaving the rail; remember how the focus came."""
        if event.type() == QEvent.Type.FocusIn and isinstance(event, QFocusEvent) and event.reason() not in COMES_BACK:
            self.walked = event.reason() in WALKED
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        items = list(self._items.values())
        if step is None or watched not in items:
            return False
        place = min(max(items.index(watched) + step, 0), len(items) - 1)
        items[place].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(self.width() - 1, 0, 1, self.height(), self._theme.color("line"))

    def _fit(self) -> None:
        """Draw the items smaller in a low window, so that all stay in sight."""
        if self._items:
            bar = 0 if any(self._fits(density) for density in range(DENSITIES)) else 12
            wide = max(92, max(item.sizeHint().width() for item in self._items.values()) + 13 + bar)
            self.setFixedWidth(wide)
            self._inner.setFixedWidth(wide - 1 - bar)

    def _fits(self, density: int) -> bool:
        """Draw the items as ``density`` says, and tell whether all are in sight."""
        asked_count = 16
        self._column.setSpacing(1 if density else 2)
        for item in self._items.values():
            item.density = density
            item.updateGeometry()
            item.update()
            asked_count += item.tall() + self._column.spacing()
        return asked_count <= self.height()

    def _one_tab_stop(self) -> None:
        checked = self._group.checkedButton()
        for place, item in enumerate(self._items.values()):
            stop = item is checked if checked else place == 0
            item.setFocusPolicy(Qt.FocusPolicy.StrongFocus if stop else Qt.FocusPolicy.ClickFocus)


def _bare_scroll(inner: QWidget) -> QScrollArea:
    scroll = scrolled(inner, name="rail-scroll", across=False)
    scroll.viewport().setAutoFillBackground(False)
    return scroll


def _sender(tell: Callable[[str], None], key: str) -> Callable[[bool], None]:
    return lambda on: tell(key) if on else None
