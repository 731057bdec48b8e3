"""Buttons: primary, secondary, link and refusal, with an icon and a key cap; icon-only buttons for close and clear."""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QRect, QRectF, QSize, Qt, SignalInstance
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QPushButton, QSizePolicy, QToolButton

from core.base.records import Struct
from ui.look.icons import draw_icon
from ui.look.theme import Theme
from ui.widgets.label import set_tip
from ui.widgets.layouts import Firm, Themed
from ui.widgets.paint import LEFT, box, key_cap, key_width, text_width

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier


class PushButton(QPushButton):
    """What every button with a word begins with."""

    def by_enter(self) -> bool:
        """Tell whether Entrée presses it; what opposes or cannot be undone asks for Espace, its key or the mouse."""
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press on Entrée."""
        if not _pressed(self, event, by_enter=self.by_enter()):
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Let the second half of a double click go by."""
        event.accept()


class ToolButton(QToolButton):
    """What every other button begins with."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press on Entrée."""
        if not _pressed(self, event, by_enter=True):
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Let the second half of a double click go by."""
        event.accept()


def _pressed(button: QAbstractButton, event: QKeyEvent, *, by_enter: bool) -> bool:
    """Press a button on Entrée, once however long it is held, and return whether the key was its own: with Ctrl, Alt or
    Maj it is the page's."""
    if event.key() not in ENTER or event.modifiers() & _HELD:
        return False
    if by_enter and not event.isAutoRepeat():
        button.click()
    return True


Kind = Literal["primary", "secondary", "link", "refusal"]
Press = Callable[..., object] | SignalInstance
"""What a button that is pressed calls, or emits."""


class Paint(Struct, frozen=True):
    """Colour tokens of a button: its background at rest, hovered and pressed, its border and its text."""

    ground: str
    hover: str
    pressed: str
    edge: str
    ink: str


PAINTS: dict[str, Paint] = {
    "primary": Paint("accent-fill", "accent-hover", "accent-pressed", "accent-edge", "on-accent"),
    "secondary": Paint("surface", "hover", "accent-tint", "border", "text"),
    "link": Paint("", "", "", "", "accent"),
    "refusal": Paint("surface", "hover", "opposed-tint", "opposed", "opposed"),
}
DISABLED = Paint("sunken", "sunken", "sunken", "line", "disabled")
DISABLED_LINK = Paint("", "", "", "", "disabled")


class Button(Themed, Firm, PushButton):
    """A command with a word. ``key`` is shown in a key cap and told to screen readers; the page's action handles the
    key."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        *,
        name: str,
        kind: Kind = "secondary",
        icon: str = "",
        key: str = "",
        tall: int = 32,
        press: Press | None = None,
    ) -> None:
        """``name`` is the object name; ``tall`` the height at 100 % (32, or 40 for the main action of a column);
        ``press``: what a press calls or emits."""
        super().__init__(theme, text, name=name)
        self._icon = icon
        self._key = key
        self._tall = tall
        self.kind: Kind = kind
        self.setCursor(Qt.CursorShape.PointingHandCursor if kind == "link" else Qt.CursorShape.ArrowCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        self.reword(text)
        if press is not None:
            self.clicked.connect(press)

    def by_enter(self) -> bool:
        """Tell whether Entrée presses it: not what opposes, erases or puts back."""
        return self.kind != "refusal"

    def reword(self, text: str) -> None:
        """Show another text."""
        self.setText(text)
        spoken = text.replace("&", "")
        self.setAccessibleName(f"{spoken}, {self._key}" if self._key else spoken)
        self.updateGeometry()

    def dress(self, text: str, *, icon: str, key: str) -> None:
        """Show another text, icon and key, when the button serves another command."""
        self._icon = icon
        self._key = key
        self.reword(text)

    def refuse(self, reason: str) -> None:
        """Disable the button and show why."""
        self.setEnabled(False)
        set_tip(self, reason)

    def allow(self) -> None:
        """Enable the button again."""
        self.setEnabled(True)
        set_tip(self, "")

    def sizeHint(self) -> QSize:
        return QSize(max(24, self._content_width() + 2 * self._padding()), self._theme.height(self._tall))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint = self._paint()
        ground = paint.pressed if self.isDown() else paint.hover if self.underMouse() else paint.ground
        if ground or paint.edge:
            box(painter, self._theme, self.rect(), ground=ground, edge=paint.edge, radius=6)
        self._paint_content(painter, paint)

    def _paint(self) -> Paint:
        if self.isEnabled():
            return PAINTS[self.kind]
        return DISABLED_LINK if self.kind == "link" else DISABLED

    def _paint_content(self, painter: QPainter, paint: Paint) -> None:
        width = min(self._content_width(), self.width())
        # A link stands under the text of its column, and is underlined under the mouse.
        left = 0 if self.kind == "link" else max(6, (self.width() - width) // 2)
        side = self._theme.px(18)
        if self._icon:
            top = (self.height() - side) / 2
            draw_icon(painter, self._theme, self._icon, rect=QRectF(left, top, side, side), ink=paint.ink)
            left += side + 8
        font = QFont(self._font())  # The theme shares its own.
        font.setUnderline(self.kind == "link" and self.isEnabled() and self.underMouse())
        painter.setFont(font)
        painter.setPen(self._theme.color(paint.ink))
        flags = LEFT | int(Qt.TextFlag.TextHideMnemonic | Qt.TextFlag.TextSingleLine)
        words = text_width(self._font(), self.text().replace("&", ""))
        painter.drawText(QRect(left, 0, words + 4, self.height()), flags, self.text())
        if self._key:
            cap = QRect(left + words + 9, 0, key_width(self._theme, self._key), self._theme.px(18))
            cap.moveTop((self.height() - cap.height()) // 2)
            filled = self.kind != "primary" and self.kind != "link"
            ink = "disabled" if not self.isEnabled() else "muted" if filled else paint.ink
            key_cap(painter, self._theme, cap, key=self._key, ink=ink, filled=filled)

    def _content_width(self) -> int:
        width = text_width(self._font(), self.text().replace("&", ""))
        width += self._theme.px(18) + 8 if self._icon else 0
        return width + (key_width(self._theme, self._key) + 9 if self._key else 0)

    def _padding(self) -> int:
        return 4 if self.kind == "link" else 13

    def _font(self) -> QFont:
        return self._theme.font("body", semibold=True)


class IconButton(Themed, Firm, ToolButton):
    """An icon alone, only for commands everybody knows (close, clear, previous, next); ``text`` is read aloud."""

    def __init__(
        self, theme: Theme, icon: str, text: str, *, name: str, side: int = 28, press: Press | None = None
    ) -> None:
        super().__init__(theme, name=name, title=text)
        self._icon = icon
        self._side = side
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        set_tip(self, text)
        self.setAccessibleDescription("")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if press is not None:
            self.clicked.connect(press)

    def sizeHint(self) -> QSize:
        """Return the size: a square of at least 24 pixels."""
        side = max(24, self._theme.px(self._side))
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.isDown() or self.underMouse():
            box(
                painter, self._theme, self.rect(), ground="accent-tint" if self.isDown() else "hover", edge="", radius=6
            )
        side = self._theme.px(16)
        rect = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        ink = "muted" if self.isEnabled() else "disabled"
        draw_icon(painter, self._theme, self._icon, rect=rect, ink=ink)
