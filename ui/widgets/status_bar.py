"""The line at the bottom of the window: age of the backup, number of leads, user; each item opens its page of the
settings. What a gesture did is told there too."""

from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QSpacerItem, QWidget

from ui.look.icons import draw_icon
from ui.look.theme import Theme
from ui.widgets.button import PushButton
from ui.widgets.label import set_tip
from ui.widgets.layouts import Firm, Themed, hbox
from ui.widgets.message_band import MessageBand
from ui.widgets.paint import LEFT, box, text_width
from ui.widgets.speech import AS

HEIGHT = 40
NARROW = 1000
"""Width of the window, at 100 % text, under which a message has the whole bar."""
WIDEST = 240
"""Width of an item, at 100 % text: a long name leaves room for the others."""


class StatusItem(Themed, Firm, PushButton):
    """A flat button of small text with an optional icon."""

    def __init__(self, theme: Theme, *, name: str, press: Callable[[], object] | None = None) -> None:
        """``press`` is called when it is pressed; without it the item is only text."""
        super().__init__(theme)
        if press is None:
            self.setProperty(AS, "text")
        else:
            self.clicked.connect(press)
        self._icon = ""
        self._ink = "allowed"
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str, *, icon: str = "", ink: str = "allowed") -> None:
        """Show ``text`` after an icon painted in ``ink``: a check, or a triangle in « wait » when something is late."""
        self._icon = icon
        self._ink = ink
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size: as wide as its words up to a limit, 24 high."""
        lead = self._theme.px(14) + 5 if self._icon else 0
        wide = text_width(self._theme.font("caption"), self.text()) + lead + 12
        return QSize(min(wide, self._theme.px(WIDEST)), max(24, self._theme.px(24)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.underMouse() and self.isEnabled():
            box(painter, self._theme, self.rect(), ground="hover", edge="", radius=4)
        left = 6
        if self._icon:
            side = self._theme.px(14)
            rect = QRectF(left, (self.height() - side) / 2, side, side)
            draw_icon(painter, self._theme, self._icon, rect=rect, ink=self._ink)
            left += side + 5
        painter.setFont(self._theme.font("caption"))
        painter.setPen(self._theme.color("muted"))
        room = self.width() - left
        text = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        set_tip(self, self.text() if text != self.text() else "")
        painter.drawText(QRect(left, 0, room, self.height()), LEFT, text)


class StatusBar(Themed, QFrame):
    """The bar, 40 high: some items at the left, some words at the right, whose place the message takes when there is
    one. On a narrow window the message takes the whole bar."""

    def __init__(self, theme: Theme, band: MessageBand) -> None:
        super().__init__(theme, name="status-bar")
        self._band = band
        self._items: dict[str, StatusItem] = {}
        self.setProperty("ground", "rail")
        self._left, self._right = _Group(), _Group()
        self._left.row.setContentsMargins(10, 1, 0, 0)
        self._right.row.setContentsMargins(0, 1, 8, 0)
        self._right.row.addStretch(1)
        self._left.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        row = hbox(self._left, (band, 1), (self._right, 1), on=self, spacing=8)
        row.addItem(QSpacerItem(0, 0, QSizePolicy.Policy.Expanding))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        band.changed.connect(self._share)
        theme.follow(self._fit)

    def add(self, key: str, text: str, *, press: Callable[[], object] | None = None, right: bool = False) -> StatusItem:
        """Add the item ``key``; ``press`` is called when it is pressed. Without it the item is only text."""
        item = StatusItem(self._theme, name=f"status-{key}", press=press)
        item.show_text(text)
        item.setFocusPolicy(Qt.FocusPolicy.TabFocus if press else Qt.FocusPolicy.NoFocus)
        item.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, press is None)
        (self._right if right else self._left).row.addWidget(item)
        self._items[key] = item
        return item

    def item(self, key: str) -> StatusItem:
        """Return the item ``key``."""
        return self._items[key]

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        QPainter(self).fillRect(0, 0, self.width(), 1, self._theme.color("line"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _fit(self) -> None:
        self.setFixedHeight(self._theme.height(HEIGHT))
        self._share()

    def _share(self) -> None:
        is_told = self._band.message is not None
        self._left.setVisible(not is_told or self.width() >= self._theme.px(NARROW))
        both = self._left.sizeHint().width() + self._right.sizeHint().width() + 8
        self._right.setVisible(not is_told and both <= self.width())


class _Group(QWidget):
    """Items side by side."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("plain", True)
        self.row = hbox(on=self, spacing=8)
