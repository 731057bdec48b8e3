"""The message band under the menu bar: results, undo and errors. It pushes the page down and never takes the focus."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from core.base.i18n import _, n_
from core.model.verdict import Light
from ui.look.icons import draw_icon, draw_light
from ui.look.theme import Theme
from ui.widgets.button import Button, IconButton
from ui.widgets.label import label, paragraph
from ui.widgets.paint import hairline
from ui.widgets.speech import announce

KINDS = {
    "opposed": "opposed-tint",
    "done": "allowed-tint",
    "caution": "wait-tint",
    "error": "forbidden-tint",
    "note": "accent-tint",
}
ICONS = {
    "done": ("check", "allowed"),
    "caution": ("warning", "wait"),
    "error": ("cross", "forbidden"),
    "note": ("file", "accent"),
}


@dataclass(frozen=True, slots=True)
class Act:
    """The one action a message offers: its word, the function to call and its key (``Ctrl+Z`` to undo)."""

    text: str
    run: Callable[[], object]
    key: str = "Ctrl+Z"
    icon: str = "undo"


@dataclass(frozen=True, slots=True)
class Message:
    """A message. ``kind``: opposed, done, caution, error or note. ``bold``: the fact; ``sentence``: what follows it."""

    kind: str
    bold: str
    sentence: str = ""
    act: Act | None = None


class BandMark(QWidget):
    """The shape or icon at the left of the band."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.kind = "note"

    def sizeHint(self) -> QSize:
        """Return a square of 18 at 100 %."""
        return QSize(self._theme.px(18), self._theme.px(18))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the square of an opposition, or the icon of another kind."""
        side = self._theme.px(18)
        rect = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        painter = QPainter(self)
        if self.kind == "opposed":
            draw_light(painter, self._theme, Light.OPPOSED, rect=rect)
            return
        name, token = ICONS[self.kind]
        draw_icon(painter, self._theme, name, rect=rect, ink=token)


class MessageBand(QFrame):
    """Shows the latest message and counts the earlier ones. ``emptied`` is emitted when the last one is closed."""

    emptied = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._messages: list[Message] = []
        self._field: QLineEdit | QPlainTextEdit | None = None
        self._typed = ""
        self.setObjectName("message-band")
        self.setAccessibleName(_("Message"))
        self._mark = BandMark(theme)
        self._bold = label("", semibold=True, name="message-fact")
        self._sentence = paragraph("", name="message-sentence")
        self._others = label("", ink="muted", name="message-others")
        self._action = Button(theme, "", name="message-action", key="Ctrl+Z", icon="undo")
        self._close = IconButton(theme, "close", _("Fermer le message"), name="message-close")
        for button in (self._action, self._close):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._action.clicked.connect(self.act)
        self._close.clicked.connect(self.close_message)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 5, 14, 6)
        row.setSpacing(8)
        for widget in (self._mark, self._bold, self._sentence, self._others, self._action, self._close):
            row.addWidget(widget, 1 if widget is self._sentence else 0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        theme.changed.connect(self._fit)
        self._fit()
        self.hide()

    @property
    def message(self) -> Message | None:
        """The message shown, None when the band is hidden."""
        return self._messages[-1] if self._messages else None

    def say(self, kind: str, bold: str, sentence: str = "", *, act: Act | None = None) -> None:
        """Show a message above the earlier ones, and announce it to screen readers."""
        message = Message(kind, bold, sentence, act)
        if self.message and (self.message.kind, self.message.bold, self.message.sentence) == (kind, bold, sentence):
            self._messages.pop()
        self._messages.append(message)
        self._listen()
        self._refresh()
        announce(self, f"{bold} {sentence}".strip(), urgent=kind in ("error", "opposed"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Make Ctrl+Z undo the action just announced rather than the typing before it; a text field gets the key back
        once the user types in it again."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and watched is self._field:
            undo = event.matches(QKeySequence.StandardKey.Undo)
            message = self.message
            if undo and message and message.act and message.act.key and _typed(watched) == self._typed:
                event.ignore()
                return True
        return super().eventFilter(watched, event)

    def act(self) -> None:
        """Do the action of the message shown and close the message; do nothing when it has no action."""
        message = self.message
        if message is None or message.act is None:
            return
        self._messages.remove(message)
        self._refresh()
        message.act.run()

    def close_message(self) -> None:
        """Close every message; the last action can still be undone with Ctrl+Z, which the page handles."""
        self._messages.clear()
        self._refresh()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the background of the kind and the line below."""
        painter = QPainter(self)
        kind = self._messages[-1].kind if self._messages else "note"
        painter.fillRect(QRect(0, 0, self.width(), self.height()), self._theme.color(KINDS[kind]))
        hairline(painter, self._theme, left=0, right=self.width(), y=self.height() - 1)

    def _listen(self) -> None:
        """Watch the text field that has the focus when the message appears."""
        field = QApplication.focusWidget()
        if self._field is not None:
            self._field.removeEventFilter(self)
            self._field.destroyed.disconnect(self._forget)
        self._field = field if isinstance(field, QLineEdit | QPlainTextEdit) else None
        self._typed = _typed(self._field)
        if self._field is not None:
            self._field.installEventFilter(self)
            self._field.destroyed.connect(self._forget)

    def _forget(self) -> None:
        self._field = None

    def _refresh(self) -> None:
        message = self.message
        if message is None:
            self.hide()
            self.emptied.emit()
            return
        self._mark.kind = message.kind
        self._bold.setText(message.bold)
        self._sentence.setText(message.sentence)
        self._share(alone=not message.sentence)
        others = len(self._messages) - 1
        self._others.setText(n_("et {n} autre", "et {n} autres", others).format(n=others) if others else "")
        self._others.setVisible(others > 0)
        self._action.setVisible(message.act is not None)
        if message.act:
            self._action.dress(message.act.text, icon=message.act.icon, key=message.act.key)
        self.show()
        self.update()

    def _share(self, *, alone: bool) -> None:
        """Give the room to the sentence, or to the fact when it stands ``alone``: an error is shown in full, on several
        lines if needed."""
        self._bold.setWordWrap(alone)
        policy = self._bold.sizePolicy()
        policy.setHeightForWidth(alone)
        policy.setHorizontalPolicy(QSizePolicy.Policy.Expanding if alone else QSizePolicy.Policy.Preferred)
        self._bold.setSizePolicy(policy)
        self._sentence.setVisible(not alone)

    def _fit(self) -> None:
        self.setMinimumHeight(self._theme.height(44))


def _typed(field: QObject | None) -> str:
    if isinstance(field, QLineEdit):
        return field.text()
    return field.toPlainText() if isinstance(field, QPlainTextEdit) else ""
