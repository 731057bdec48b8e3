"""A value edited in place: at rest its text; a click or Entrée opens its field; leaving or Entrée keeps it, Échap gives
the former value back."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QTextLayout,
)
from PySide6.QtWidgets import QAbstractButton, QApplication, QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from core.base.i18n import _
from core.base.records import Struct
from ui.look.icons import draw_icon
from ui.look.theme import Theme
from ui.widgets.button import ENTER
from ui.widgets.fields import Choice, mark_wrong, text_field
from ui.widgets.focus import tab_after
from ui.widgets.label import label, paragraph, set_ink
from ui.widgets.layouts import Named, drop, hbox, nest, vbox
from ui.widgets.paint import Heights, box, height_of, laid_out

_PENCIL = 14


class ValuePart(Struct, frozen=True):
    """One field of a value: its ``key``, its ``title`` read aloud, its present ``text``; ``options``: (value, words) to
    choose from instead of typing; ``stretch``: its share of the width."""

    key: str
    title: str
    text: str
    options: tuple[tuple[str, str], ...] = ()
    stretch: int = 1


class ValueButton(Named, QAbstractButton):
    """The value at rest, on several lines where it is long; Ctrl+C copies it."""

    def __init__(self, theme: Theme, title: str, shown: str, *, name: str, semibold: bool, style: str) -> None:
        super().__init__(name=name, title=_("{title}\u202f: {value}").format(title=title, value=shown))
        self._theme, self._semibold, self._style = theme, semibold, style
        self.ink = "text"
        self._heights = Heights()
        self.setText(shown)
        self.setAccessibleDescription(_("Entrée modifie"))
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        wide = self._metrics().horizontalAdvance(self.text()) + self._beside()
        return QSize(wide, max(24, self._metrics().height() + 4))

    def minimumSizeHint(self) -> QSize:
        """Return a width of a few letters: a long value goes on the next lines."""
        return QSize(self._theme.px(60), max(24, self._metrics().height() + 4))

    def heightForWidth(self, width: int) -> int:
        return self._heights.at(width, (self.text(), self._font()), self._height)

    def _height(self, width: int) -> int:
        return max(24, height_of(self._lines(width)) + 4)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the field on Entrée; copy the value on Ctrl+C."""
        if event.key() in ENTER:
            self.click()
        elif event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.text())
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        hot = self.underMouse() or self.hasFocus()
        if hot:
            box(painter, self._theme, self.rect(), ground="hover", edge="", radius=4)
        painter.setPen(self._theme.color(self.ink))
        lines = self._lines(self.width())
        lines.draw(painter, QPointF(0, (self.height() - height_of(lines)) / 2))
        if hot:
            side = self._theme.px(_PENCIL)
            rect = QRectF(self.width() - side - 4, (self.height() - side) / 2, side, side)
            draw_icon(painter, self._theme, "edit", rect=rect, ink="muted")

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self._font())

    def _font(self) -> QFont:
        return self._theme.font(self._style, semibold=self._semibold)

    def _lines(self, width: int) -> QTextLayout:
        """Return the lines of the text beside the pencil, in a button of a width."""
        return laid_out(self.text(), self._font(), width - self._beside())

    def _beside(self) -> int:
        return self._theme.px(_PENCIL) + 8


class EditValue(QWidget):
    """A value and its fields. Signals: ``ended``, the fields are closed, what was typed kept or given up; ``kept``, it
    is kept (the name of the value). ``keep`` takes the texts by key and returns (why they cannot be kept, its colour),
    an empty sentence when they are."""

    ended = Signal()
    kept = Signal(str)

    def __init__(
        self, theme: Theme, title: str, shown: str, parts: Sequence[ValuePart], *,
        keep: Callable[[Mapping[str, str]], tuple[str, str]], name: str, semibold: bool = False, style: str = "body",
    ) -> None:  # fmt: skip
        super().__init__()
        self._theme, self._parts, self._keep, self._name = theme, tuple(parts), keep, name
        self._fields: dict[str, QLineEdit | Choice] = {}
        self._editor: QWidget | None = None
        self._failed: dict[str, str] | None = None
        self.rest = ValueButton(theme, title, shown, name=name, semibold=semibold, style=style)
        # Later, since the button that is pressed is hidden.
        self.rest.clicked.connect(self.begin, Qt.ConnectionType.QueuedConnection)
        self._saved = label(_("Enregistré"), "caption", ink="allowed", name=f"{name}-saved")
        self._saved.hide()
        self._column = vbox(hbox((self.rest, 1), self._saved, spacing=6), on=self, spacing=4)
        QApplication.instance().focusChanged.connect(self._leave)  # type: ignore[union-attr]

    def is_open(self) -> bool:
        """Tell whether the fields are shown."""
        return self._editor is not None

    def field(self, key: str) -> QLineEdit | Choice:
        """Return a field by its key, once it is open."""
        return self._fields[key]

    def extra(self) -> QWidget | None:
        """Return what stands under the fields, made anew each time they open; nothing by default."""
        return None

    def show_saved(self) -> None:
        """Show that the value was just kept."""
        self._saved.show()

    def begin(self) -> None:
        """Open the fields, the first one selected."""
        if self._editor is not None:
            return
        self._saved.hide()
        editor = self._made()
        self._column.addWidget(editor)
        # Hidden first: the focus that it had is nowhere for a moment, and nothing is open yet to be kept.
        self.rest.hide()
        self._editor = editor
        tab_after(self.rest, editor)
        fields = list(self._fields.values())
        first = next((one for one in fields if isinstance(one, QLineEdit)), fields[0])
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(first, QLineEdit):
            first.selectAll()

    def save(self) -> None:
        """Keep what is typed and close the fields; when it cannot be kept, say why under them."""
        typed = self._typed()
        if self._editor is None or typed == {part.key: part.text for part in self._parts}:
            self.give_up()
            return
        problem, ink = self._keep(typed)
        self._failed = typed if problem else None
        if problem:
            self._problem.setText(problem)
            set_ink(self._problem, ink)
            self._problem.show()
            for field in self._fields.values():
                mark_wrong(field, problem)
        else:
            self.kept.emit(self._name)
            self.give_up()

    def give_up(self) -> None:
        """Close the fields; the value is what it was."""
        editor = self._editor
        if editor is None:
            return
        focused = QApplication.focusWidget()
        is_held = focused is not None and editor.isAncestorOf(focused)
        # Closed before it is hidden: the focus then goes elsewhere, and there is nothing left to keep.
        self._editor, self._fields, self._failed = None, {}, None
        drop(editor)
        self.rest.show()
        if is_held:
            self.rest.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ended.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep on Entrée, give up on Échap."""
        if self._editor is None or event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            super().keyPressEvent(event)
        else:
            # Later: the field that has the key is deleted by it.
            QTimer.singleShot(0, self, self.give_up if event.key() == Qt.Key.Key_Escape else self.save)

    def _leave(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Keep the value when the focus goes elsewhere in the window; a list that drops down is no elsewhere."""
        if self._editor is None or now is None or self.isAncestorOf(now) or QApplication.activePopupWidget():
            return
        if now.window() is self.window() and self._typed() != self._failed:
            self.save()

    def _typed(self) -> dict[str, str]:
        return {
            key: field.value() if isinstance(field, Choice) else field.text().strip()
            for key, field in self._fields.items()
        }

    def _made(self) -> QWidget:
        editor = QWidget()
        column = vbox(on=editor, spacing=6)
        row: QHBoxLayout | None = None
        for part in self._parts:
            if row is None or part.stretch == 0:
                row = hbox(spacing=8)
                nest(column, row)
            self._fields[part.key] = made = self._field(part)
            row.addWidget(made, max(1, part.stretch))
        extra = self.extra()
        if extra is not None:
            column.addWidget(extra)
        self._problem = paragraph("", "caption", ink="forbidden", name=f"{self._name}-problem")
        self._problem.hide()
        column.addWidget(self._problem)
        former = self.rest.text() or _("rien")
        column.addWidget(
            paragraph(_("Entrée garde, Échap rend «\u202f{value}\u202f»").format(value=former), "caption", ink="muted")
        )
        return editor

    def _field(self, part: ValuePart) -> QLineEdit | Choice:
        name = f"{self._name}-{part.key}"
        if part.options:
            choice = Choice(self._theme, part.options, name=name, title=part.title)
            choice.choose(part.text)
            return choice
        made = text_field(self._theme, name=name, title=part.title, hint=part.title)
        made.setText(part.text)
        made.setMinimumWidth(self._theme.px(60))
        return made
