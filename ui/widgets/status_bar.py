"""The status bar: age of the backup, number of leads, user and seat; each item opens its page of the settings."""

from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from ui.look.icons import draw_icon
from ui.look.theme import Theme
from ui.widgets.paint import LEFT, box, text_width


class StatusItem(QPushButton):
    """A flat button of small text with an optional icon."""

    def __init__(self, theme: Theme, *, name: str) -> None:
        super().__init__()
        self._theme = theme
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
        """Return the size: as wide as its words, 24 high."""
        lead = self._theme.px(14) + 5 if self._icon else 0
        return QSize(text_width(self._theme.font("caption"), self.text()) + lead + 12, max(24, self._theme.px(24)))

    def minimumSizeHint(self) -> QSize:
        """Return the same size as :meth:`sizeHint`."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint icon and words."""
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
        painter.drawText(QRect(left, 0, self.width() - left, self.height()), LEFT, self.text())


class StatusBar(QFrame):
    """The bar, 26 high: some items at the left, some at the right."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._items: dict[str, StatusItem] = {}
        self.setObjectName("status-bar")
        self.setProperty("ground", "rail")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(10, 1, 8, 0)
        self._row.setSpacing(8)
        self._left = _group(self._row)
        self._row.addStretch(1)
        self._right = _group(self._row)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._fit)
        self._fit()

    def add(
        self, key: str, text: str, *, pressed: Callable[[], object] | None = None, right: bool = False
    ) -> StatusItem:
        """Add the item ``key``; ``pressed`` is called when it is pressed. Without it the item is only text."""
        item = StatusItem(self._theme, name=f"status-{key}")
        item.show_text(text)
        item.setFocusPolicy(Qt.FocusPolicy.TabFocus if pressed else Qt.FocusPolicy.NoFocus)
        item.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, pressed is None)
        if pressed:
            item.clicked.connect(pressed)
        (self._right if right else self._left).addWidget(item)
        self._items[key] = item
        return item

    def item(self, key: str) -> StatusItem:
        """Return the item ``key``."""
        return self._items[key]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the line above."""
        super().paintEvent(event)
        QPainter(self).fillRect(0, 0, self.width(), 1, self._theme.color("line"))

    def _fit(self) -> None:
        self.setFixedHeight(max(26, self._theme.px(26)))


def _group(row: QHBoxLayout) -> QHBoxLayout:
    holder = QWidget()
    holder.setProperty("plain", True)
    inner = QHBoxLayout(holder)
    inner.setContentsMargins(0, 0, 0, 0)
    inner.setSpacing(8)
    row.addWidget(holder)
    return inner
