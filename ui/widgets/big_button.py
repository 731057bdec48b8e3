"""The two buttons of the call desk: one for each outcome, with its digit, and the large one for an opposition."""

from PySide6.QtCore import QEvent, QRect, QRectF, QSignalBlocker, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from core.base.i18n import _
from core.model.verdict import Light
from ui.look.icons import draw_icon, draw_light
from ui.look.theme import Theme
from ui.widgets.button import PushButton
from ui.widgets.label import set_tip
from ui.widgets.layouts import Firm, Themed
from ui.widgets.paint import LEFT, box, key_cap, key_width, text_width

CAP = 22


class OutcomeButton(Themed, Firm, PushButton):
    """One outcome of a call: its digit in a key cap, its word, and an extra key at right. The page handles the keys."""

    def __init__(self, theme: Theme, digit: int, text: str, *, name: str, key: str = "") -> None:
        super().__init__(theme, text, name=name)
        self._digit = str(digit)
        self._key = key
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(", ".join(part for part in (text, self._digit, key) if part))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_chosen(self, chosen: bool) -> None:
        """Show whether this is the outcome of the call, without emitting ``toggled``, which means the user chose."""
        with QSignalBlocker(self):
            self.setChecked(chosen)
        self.update()

    def sizeHint(self) -> QSize:
        words = text_width(self._theme.font("body"), self.text())
        extra = key_width(self._theme, self._key) + 8 if self._key else 0
        return QSize(10 + self._theme.px(CAP) + 10 + words + extra + 14, self._theme.height(38))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        on = self.isEnabled()
        ground = "sunken" if not on else "accent-tint" if self.isChecked() or self.isDown() else "surface"
        if on and ground == "surface" and self.underMouse():
            ground = "hover"
        edge = "line" if not on else "accent" if self.isChecked() else "border"
        box(painter, self._theme, self.rect(), ground=ground, edge=edge, radius=6)
        side = self._theme.px(CAP)
        middle = self.height() // 2
        muted = "muted" if on else "disabled"
        key_cap(painter, self._theme, QRect(10, middle - side // 2, side, side), key=self._digit, ink=muted)
        painter.setFont(self._theme.font("body", semibold=self.isChecked()))
        painter.setPen(self._theme.color("text" if on else "disabled"))
        painter.drawText(self.rect().adjusted(20 + side, 0, 0, 0), LEFT, self.text())
        if self._key:
            width = key_width(self._theme, self._key)
            cap = QRect(self.width() - width - 10, middle - self._theme.px(9), width, self._theme.px(18))
            key_cap(painter, self._theme, cap, key=self._key, ink=muted)


class OppositionButton(Themed, Firm, QPushButton):
    """« S’oppose au démarchage »: always at the same place, 64 high, never disabled while a person is shown; it does
    nothing once done."""

    def __init__(self, theme: Theme, *, name: str = "oppose", key: str = "F8") -> None:
        super().__init__(theme, name=name)
        self._key = key
        self._done = False
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_ready()

    @property
    def done(self) -> bool:
        """Tell whether the opposition of the person shown is recorded."""
        return self._done

    def show_ready(self) -> None:
        """Show that an opposition can be recorded."""
        self._done = False
        self.setText(_("S’oppose au démarchage"))
        self.setAccessibleName(f"{self.text()}, {self._key}")
        set_tip(self, "")
        self.update()

    def show_done(self) -> None:
        """Show that the opposition is recorded: same place and size, nothing more to press."""
        self._done = True
        self.setText(_("Opposition enregistrée"))
        self.setAccessibleName(self.text())
        self.update()

    def event(self, event: QEvent) -> bool:
        """Ignore presses once done; the focus stays where it is."""
        presses = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick, QEvent.Type.KeyPress)
        if self._done and event.type() in presses and not self._travels(event):
            return True
        return super().event(event)

    def sizeHint(self) -> QSize:
        """Return the size: wide enough for the longest word, 64 high at 100 %."""
        font = self._theme.font("heading")
        words = max(text_width(font, word) for word in self.text().split())
        side = self._theme.px(28)
        width = 15 + side + 12 + words + 12 + key_width(self._theme, self._key) + 15
        return QSize(width, max(self._theme.px(64), 2 * QFontMetrics(font).height() + 20))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        ink = "opposed" if self._done else "on-opposed"
        ground = "opposed-tint" if self._done else "opposed-hover" if self.underMouse() else "opposed-fill"
        edge = "opposed" if self._done else "opposed-edge"
        box(painter, self._theme, self.rect(), ground=ground, edge=edge, radius=8)
        side = self._theme.px(28)
        mark = QRectF(15, (self.height() - side) / 2, side, side)
        if self._done:
            draw_light(painter, self._theme, Light.OPPOSED, rect=mark.adjusted(2, 2, -2, -2))
        else:
            draw_icon(painter, self._theme, "oppositions", rect=mark, ink=ink)
        cap_width = 0 if self._done else key_width(self._theme, self._key)
        painter.setFont(self._theme.font("heading"))
        painter.setPen(self._theme.color(ink))
        words = self.rect().adjusted(27 + side, 0, -15 - cap_width, 0)
        painter.drawText(words, LEFT | int(Qt.TextFlag.TextWordWrap), self.text())
        if cap_width:
            high = self._theme.px(22)
            cap = QRect(self.width() - 15 - cap_width, (self.height() - high) // 2, cap_width, high)
            key_cap(painter, self._theme, cap, key=self._key, ink=ink, filled=False)

    @staticmethod
    def _travels(event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent):
            return False
        return event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape)
