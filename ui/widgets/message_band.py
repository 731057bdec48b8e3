"""The message band, in the line kept for it at the bottom of the window: results, undo and errors. It covers nothing of
the page, moves nothing, and never takes the focus."""

from collections.abc import Callable
from weakref import WeakKeyDictionary

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QTextLayout
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QWidget,
)
from shiboken6 import isValid

from core.base.i18n import _, n_
from core.base.records import Struct, replace
from core.model.verdict import Light
from ui.look.icons import draw_icon, draw_light
from ui.look.theme import Theme
from ui.widgets.button import Button, IconButton
from ui.widgets.label import label, plain, value
from ui.widgets.layouts import Fitted, Themed, hbox, vbox
from ui.widgets.paint import box, laid_out
from ui.widgets.speech import announce


class FewLines(Fitted, QLabel):
    """A fact in semibold and a sentence after it, on as many lines as there is height for; the last ends with … when
    the text is longer. ``cut_changed``: it is now longer, or no longer so."""

    cut_changed = Signal(bool)

    def __init__(self, *, name: str) -> None:
        super().__init__()
        plain(self, "", name=name)
        self._bold = 0
        self._cut = False
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)

    @property
    def cut(self) -> bool:
        """Tell whether part of the text has no room."""
        return self._cut

    def show_words(self, bold: str, sentence: str) -> None:
        """Show another text."""
        self._bold = len(bold)
        self.setText(f"{bold} {sentence}".strip())
        self._fit()

    def sizeHint(self) -> QSize:
        """Return the smallest size: the text takes the room that its place gives it."""
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance("M" * 12), self.fontMetrics().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        layout, room = self._laid_out(), self._room()
        high = self.fontMetrics().height()
        top = (self.height() - min(layout.lineCount(), room) * high) / 2
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        for number in range(min(layout.lineCount(), room)):
            line = layout.lineAt(number)
            if number == room - 1 and layout.lineCount() > room:
                self._draw_last(painter, line.textStart(), top + number * high)
            else:
                line.draw(painter, QPointF(0, top + number * high - line.y()))

    def _draw_last(self, painter: QPainter, start: int, top: float) -> None:
        """Paint what follows ``start`` on one line that ends with …"""
        painter.setFont(self._strong() if start < self._bold else self.font())
        rest = painter.fontMetrics().elidedText(self.text()[start:], Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(QPointF(0, top + self.fontMetrics().ascent()), rest)

    def _laid_out(self) -> QTextLayout:
        return laid_out(self.text(), self.font(), self.width(), bold=self._bold)

    def _strong(self) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        return font

    def _room(self) -> int:
        return max(1, self.height() // max(1, self.fontMetrics().height()))

    def _fit(self) -> None:
        """See whether the text fits now."""
        cut = self._laid_out().lineCount() > self._room()
        if cut != self._cut:
            self._cut = cut
            self.cut_changed.emit(cut)


KINDS = {
    "opposed": "opposed-tint",
    "elsewhere": "opposed-tint",
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
INFORMS = ("note", "caution", "error", "elsewhere")
"""The kinds that may say what is, rather than what a gesture did."""


class Act(Struct, frozen=True):
    """The one action a message offers: its word, the function to call and its key (``Ctrl+Z`` to undo)."""

    text: str
    run: Callable[[], object]
    key: str = "Ctrl+Z"
    icon: str = "undo"


class BandMessage(Struct, frozen=True):
    """A message. ``kind``: opposed, elsewhere (noted by somebody else), done, caution, error or note. ``bold``: the
    fact; ``sentence``: what follows it."""

    kind: str
    bold: str
    sentence: str = ""
    act: Act | None = None


class BandMark(Themed, QWidget):
    """The shape or icon at the left of the band."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.kind = "note"

    def sizeHint(self) -> QSize:
        """Return a square of 18 at 100 %."""
        return QSize(self._theme.px(18), self._theme.px(18))

    def paintEvent(self, _event: QPaintEvent) -> None:
        side = self._theme.px(18)
        rect = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        painter = QPainter(self)
        if self.kind in ("opposed", "elsewhere"):
            draw_light(painter, self._theme, Light.OPPOSED, rect=rect)
            return
        name, token = ICONS[self.kind]
        draw_icon(painter, self._theme, name, rect=rect, ink=token)


class MessageBand(Themed, QFrame):
    """Shows the latest message. An error stays beneath it until it is closed, and is counted. What can be undone stays
    beneath an information, which keeps its button: only another gesture takes its place. Any other message is replaced
    by the next. ``changed`` is emitted when another message, or none, is shown."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, name="message-band", title=_("Message"))
        self._messages: list[BandMessage] = []
        self._field: QLineEdit | QPlainTextEdit | None = None
        self._texts: WeakKeyDictionary[QWidget, str] = WeakKeyDictionary()
        self._mark = BandMark(theme)
        self.words = FewLines(name="message-words")
        self._others = label("", ink="muted", name="message-others")
        self._whole = Button(theme, _("Tout lire"), name="message-whole", kind="link", press=self._show_whole)
        self._action = Button(theme, "", name="message-action", key="Ctrl+Z", icon="undo", press=self.act)
        self._close = IconButton(theme, "close", _("Fermer le message"), name="message-close", press=self.close_message)
        for button in (self._whole, self._action, self._close):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)
        self.words.cut_changed.connect(self._whole.setVisible)
        self._whole.hide()
        parts = (self._mark, (self.words, 1), self._others, self._whole, self._action, self._close)
        hbox(*parts, on=self, margins=(20, 1, 14, 0), spacing=8)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.hide()

    @property
    def message(self) -> BandMessage | None:
        """The message shown, None when the band is hidden."""
        return self._messages[-1] if self._messages else None

    def say(self, kind: str, bold: str, sentence: str = "", *, act: Act | None = None) -> None:
        """Show a message in place of the last one, and announce it to screen readers."""
        message = BandMessage(kind, bold, sentence, act)
        undoable = self._undoable() if kind in INFORMS and not _undoes(message) else None
        same = (kind, bold, sentence)
        self._messages = [
            one
            for one in self._messages
            if one is undoable or (one.kind == "error" and (one.kind, one.bold, one.sentence) != same)
        ] + [message]
        self._texts.clear()
        self._follow(None, QApplication.focusWidget())
        self._refresh()
        announce(self, f"{bold} {sentence}".strip(), urgent=kind in ("error", "opposed", "elsewhere"))

    def tell_again(self, sentence: str, bold: str = "") -> bool:
        """Show another sentence in the message shown, announced to nobody, where it has an action that Ctrl+Z does not
        do, and these bold words if any; return whether it was so."""
        message = self.message
        if message is None or message.act is None or message.act.key or bold not in ("", message.bold):
            return False
        self._messages[-1] = replace(message, sentence=sentence)
        self._refresh()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Make Ctrl+Z undo the action just announced rather than the typing before it, in whatever text field the
        keyboard is; a field gets the key back once the user types in it again."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and watched is self._field:
            undo = event.matches(QKeySequence.StandardKey.Undo)
            if undo and self._undoable() and _typed(self._field) == self._texts.get(self._field):
                event.ignore()
                return True
        return super().eventFilter(watched, event)

    def act(self) -> None:
        """Do the action whose button is shown and close its message."""
        self._act(self._acting())

    @property
    def undoing(self) -> str:
        """What Ctrl+Z will take back, in the words it was said with; empty for nothing."""
        undoable = self._undoable()
        return undoable.bold if undoable is not None else ""

    def undo(self) -> None:
        """Undo the last gesture that can be; say so when there is none."""
        undoable = self._undoable()
        if undoable is None:
            self.say("note", _("Rien à annuler."))
        else:
            self._act(undoable)

    def _act(self, message: BandMessage | None) -> None:
        if message is not None and message.act is not None:
            self._messages = [one for one in self._messages if one is not message]
            self._refresh()
            message.act.run()

    def _acting(self) -> BandMessage | None:
        """Return the message whose action the button does: the one shown, else the last gesture that can be undone."""
        shown = self.message
        return shown if shown is not None and shown.act is not None else self._undoable()

    def _undoable(self) -> BandMessage | None:
        """Return the last gesture that Ctrl+Z takes back; another action is done by its button alone."""
        return next(filter(_undoes, reversed(self._messages)), None)

    def pass_on(self) -> None:
        """Remove what was said of the last gesture, since another begins; an error stays."""
        self._messages = [one for one in self._messages if one.kind == "error"]
        self._refresh()

    def close_message(self) -> None:
        """Close the message shown; an error that was beneath it is shown again."""
        del self._messages[-1:]
        self._refresh()

    def paintEvent(self, _event: QPaintEvent) -> None:
        kind = self._messages[-1].kind if self._messages else "note"
        painter = QPainter(self)
        painter.fillRect(QRect(0, 1, self.width(), self.height() - 1), self._theme.color(KINDS[kind]))
        painter.fillRect(0, 1, 1, self.height() - 1, self._theme.color("line"))

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Watch the text field that has the keyboard, and remember what it held when it was first met since the message
        appeared."""
        if self._field is not None and isValid(self._field):
            self._field.removeEventFilter(self)
            self._field.destroyed.disconnect(self._forget)
        self._field = None
        if isinstance(new, QLineEdit | QPlainTextEdit) and new.window() is self.window():
            self._field = new
            self._texts.setdefault(self._field, _typed(self._field))
            self._field.installEventFilter(self)
            self._field.destroyed.connect(self._forget)

    def _forget(self) -> None:
        self._field = None

    def _refresh(self) -> None:
        message = self.message
        if message is None:
            self.hide()
            self.changed.emit()
            return
        self._mark.kind = message.kind
        acting = self._acting()
        sentence, others = message.sentence, len(self._messages) - 1
        if acting is not None and acting is not message:
            sentence = " ".join(filter(None, (sentence, _("À annuler\u202f: {bold}").format(bold=acting.bold))))
            others -= 1
        self.words.show_words(message.bold, sentence)
        self._others.setText(n_("et {n} autre", "et {n} autres", others).format(n=others) if others else "")
        self._others.setVisible(others > 0)
        self._action.setVisible(acting is not None)
        if acting is not None and acting.act is not None:
            self._action.dress(acting.act.text, icon=acting.act.icon, key=acting.act.key)
        self.show()
        self.changed.emit()
        self.update()

    def _show_whole(self) -> None:
        """Show what the line has no room for, above it, until Échap or a click elsewhere."""
        whole = WholeMessage(self._theme, self.words.text(), self.window())
        whole.open_over(self)


class WholeMessage(Themed, QFrame):
    """A whole message, over the line that holds the beginning of it."""

    def __init__(self, theme: Theme, words: str, parent: QWidget) -> None:
        super().__init__(theme, parent, Qt.WindowType.Popup, name="message-all", title=words)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        vbox(value(words, name="message-all-words"), on=self, margins=(20, 12, 20, 12))

    def open_over(self, band: QWidget) -> None:
        """Show the whole message as wide as ``band``, just above it."""
        self.setFixedWidth(band.width())
        self.adjustSize()
        self.move(band.mapToGlobal(QPoint(0, -self.height())))
        self.show()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Échap or Entrée."""
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.close()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        box(QPainter(self), self._theme, self.rect(), ground="surface", edge="border", radius=0)


def _undoes(message: BandMessage) -> bool:
    return message.act is not None and bool(message.act.key)


def _typed(field: QObject | None) -> str:
    if isinstance(field, QLineEdit):
        return field.text()
    return field.toPlainText() if isinstance(field, QPlainTextEdit) else ""
