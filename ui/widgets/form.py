"""A form described as a list of fields: label in the margin, control, help, error. A value is applied when the user
leaves the field."""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QSpacerItem,
    QVBoxLayout,
    QWidget,
)

from core.base.records import Struct
from ui.look.theme import Theme
from ui.widgets.fields import CheckBox, Choice, Switch, mark_wrong, text_area, text_field
from ui.widgets.label import label, paragraph, set_ink, set_tip
from ui.widgets.layouts import Themed, vbox
from ui.widgets.pages import bring_into_sight
from ui.widgets.paint import margin_line

MARGIN = 190
WIDE = 420
NARROW = 240
_BELOW_ALL = 200
"""A row of the layout after those of all parts."""
Kind = Literal["text", "area", "choice", "switch", "check"]


class FieldRow(Struct, frozen=True):
    """One field. ``text`` stands beside a switch or a box. ``check(value)`` returns the sentence that says how to
    correct the value, empty when it is right. ``narrow``: the field holds a number, a date or a short code."""

    key: str
    title: str
    kind: Kind = "text"
    text: str = ""
    help: str = ""
    hint: str = ""
    narrow: bool = False
    options: tuple[tuple[str, str], ...] = ()
    check: Callable[[str], str] | None = None


class Form(Themed, QWidget):
    """A form. ``changed(key, value)`` is emitted when the user leaves a field with another, valid value. For a switch
    or a box the value is "1" or ""."""

    changed = Signal(str, str)

    def __init__(self, theme: Theme, rows: Sequence[FieldRow], *, name: str) -> None:
        super().__init__(theme, name=name)
        self._rows = {row.key: row for row in rows}
        self._fields: dict[str, QWidget] = {}
        self._lacks: dict[str, str] = {}
        self.notes: dict[str, QLabel] = {}
        self._told: dict[str, str] = {}
        self._under: dict[str, QVBoxLayout] = {}
        self._places: list[tuple[QLabel, QWidget]] = []
        self._upright: bool | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 6, 0, 16)
        self._grid.setHorizontalSpacing(0)
        self._grid.setColumnStretch(1, 1)
        for row in rows:
            self._add(row)
        theme.follow(self._fit)

    def value(self, key: str) -> str:
        """Return the present value of a field."""
        widget = self._fields[key]
        if isinstance(widget, QLineEdit):
            return widget.text().strip()
        if isinstance(widget, QPlainTextEdit):
            return widget.toPlainText().strip()
        if isinstance(widget, Choice):
            return widget.value()
        return "1" if isinstance(widget, QCheckBox) and widget.isChecked() else ""

    def values(self) -> dict[str, str]:
        """Return every value by key."""
        return {key: self.value(key) for key in self._fields}

    def show_values(self, values: Mapping[str, str]) -> None:
        """Show ``values`` as already saved, without emitting ``changed``."""
        for key, value in values.items():
            if key in self._fields:
                self._show(self._fields[key], value)
                self._told[key] = self.value(key)
                self.show_error(key, "")

    def field(self, key: str) -> QWidget:
        """Return the control of a field, by its key."""
        return self._fields[key]

    def put_under(self, key: str, *widgets: QWidget) -> None:
        """Place ``widgets`` under a field; in the tab order they come right after it."""
        before = self._fields[key]
        for widget in widgets:
            self._under[key].addWidget(widget)
            if widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
                self.setTabOrder(before, widget)
                before = widget

    def show_error(self, key: str, sentence: str) -> None:
        """Mark a field as wrong and say how to correct it; an empty sentence restores its help."""
        note, help_text = self.notes[key], self._rows[key].help
        lack = f"△ {self._lacks[key]}" if self._lacks.get(key) else ""
        rest = " ".join(part for part in (lack, help_text) if part)
        note.setText(f"✕ {sentence}" if sentence else rest)
        set_ink(note, "forbidden" if sentence else "wait" if lack else "muted")
        note.setVisible(bool(sentence or rest))
        widget = self._fields[key]
        if isinstance(widget, QLineEdit | QPlainTextEdit | QComboBox):
            mark_wrong(widget, sentence)
            if not sentence:
                set_tip(widget, rest)

    def show_lack(self, key: str, sentence: str) -> None:
        """Say under a field that it is still to be filled, which is no error; an empty sentence stops saying so."""
        if self._lacks.get(key, "") != sentence:
            self._lacks[key] = sentence
            self.show_error(key, "")

    def check_all(self) -> bool:
        """Check every field, give the focus to the first wrong one, in sight with what is wrong, and return whether all
        are right."""
        wrong = [key for key in self._fields if not self._check(key)]
        if wrong:
            self._fields[wrong[0]].setFocus(Qt.FocusReason.OtherFocusReason)
            self.show_field(wrong[0])
        return not wrong

    def show_field(self, key: str) -> None:
        """Scroll what is around the form so that a field and the sentence under it are seen."""
        bring_into_sight(self.notes[key])
        bring_into_sight(self._fields[key])

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the margin line, when there is a margin."""
        if self._upright:
            return
        margin_line(QPainter(self), self._theme, x=self._theme.px(MARGIN), top=0, bottom=self.height())

    def _add(self, row: FieldRow) -> None:
        widget = self._make(row)
        self.notes[row.key], self._under[row.key] = self._place(row.title, widget, row.help)
        self._fields[row.key] = widget
        self._told[row.key] = self.value(row.key)

    def add_part(self, words: str, part: QWidget, help_text: str = "") -> QVBoxLayout:
        """Place, below the rest, a part that is no field beside its label; return what holds it and its help."""
        _note, column = self._place(words, part, help_text)
        column.addSpacing(self._theme.px(10))
        self._grid.setRowStretch(_BELOW_ALL, 1)
        self._fit()
        return column

    def _place(self, words: str, part: QWidget, help_text: str) -> tuple[QLabel, QVBoxLayout]:
        # The label is not the buddy of the control: Qt would then underline the letter after « & ».
        title = label(words.replace("&", "&&"))
        title.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        title.setWordWrap(True)
        title.setContentsMargins(0, 0, 16, 0)
        title.setBuddy(part)
        note = paragraph(help_text, "caption", ink="muted")
        if not help_text:
            note.hide()
        holder = QWidget()
        right = vbox(part, note, on=holder, margins=None, spacing=4)
        # Fields have a maximum width: without this spacer their column has it too, and the labels take the rest.
        right.addSpacerItem(QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum))
        title.setMinimumHeight(self._theme.height(32))
        self._places.append((title, holder))
        return note, right

    def show_part(self, part: QWidget, shown: bool) -> None:
        """Show or hide a part with its label."""
        for title, holder in self._places:
            if holder.isAncestorOf(part):
                title.setVisible(shown)
                holder.setVisible(shown)

    def _make(self, row: FieldRow) -> QWidget:
        name = f"{self.objectName()}-{row.key}"
        match row.kind:
            case "text":
                line = text_field(self._theme, name=name, title=row.title, hint=row.hint)
                line.editingFinished.connect(_leaver(self._leave, row.key))
                return line
            case "area":
                area = text_area(self._theme, name=name, title=row.title)
                area.installEventFilter(FocusWatch(area, _leaver(self._leave, row.key)))
                return area
            case "choice":
                choice = Choice(self._theme, row.options, name=name, title=row.title)
                choice.currentIndexChanged.connect(_leaver(self._leave, row.key))
                return choice
        box = (Switch if row.kind == "switch" else CheckBox)(self._theme, row.text, name=name)
        box.setAccessibleName(f"{row.title}, {row.text}" if row.text else row.title)
        box.toggled.connect(_leaver(self._leave, row.key))
        return box

    @staticmethod
    def _show(shown: QWidget, value: str) -> None:
        if isinstance(shown, QLineEdit):
            shown.setText(value)
        elif isinstance(shown, QPlainTextEdit):
            shown.setPlainText(value)
        elif isinstance(shown, Choice):
            shown.choose(value)
        elif isinstance(shown, QCheckBox):
            with QSignalBlocker(shown):
                shown.setChecked(value == "1")
            shown.update()

    def _leave(self, key: str) -> None:
        value = self.value(key)
        if not self._check(key) or value == self._told.get(key):
            return
        self._told[key] = value
        self.changed.emit(key, value)

    def _check(self, key: str) -> bool:
        check = self._rows[key].check
        sentence = check(self.value(key)) if check else ""
        self.show_error(key, sentence)
        return not sentence

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the labels above their fields where the window is too narrow for a margin."""
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        upright = self._theme.upright(self)
        if upright == self._upright:
            return
        self._upright = upright
        side = Qt.AlignmentFlag.AlignLeft if upright else Qt.AlignmentFlag.AlignRight
        for place, (title, widget) in enumerate(self._places):
            title.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
            layout = widget.layout()
            if layout is not None:
                layout.setContentsMargins(0 if upright else 17, 0, 4, 0)
            self._grid.addWidget(title, 2 * place, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(widget, 2 * place + upright, 0 if upright else 1)
        self._grid.setColumnStretch(0, int(upright))
        self._grid.setColumnStretch(1, int(not upright))
        self._grid.setVerticalSpacing(7)
        self._grid.setColumnMinimumWidth(0, 0 if upright else self._theme.px(MARGIN))
        self.update()

    def _fit(self) -> None:
        self._upright = None
        self._turn()
        for key, widget in self._fields.items():
            if isinstance(widget, QLineEdit | QPlainTextEdit | QComboBox):
                widget.setMaximumWidth(self._theme.px(NARROW if self._rows[key].narrow else WIDE))


class FocusWatch(QObject):
    """Emits a signal when the focus leaves a field of several lines, for which Qt has none."""

    def __init__(self, shown: QPlainTextEdit, left: Callable[[], None]) -> None:
        super().__init__(shown)
        self._left = left

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Emit the signal when the focus leaves, and let every event go on."""
        if event.type() == QEvent.Type.FocusOut:
            self._left()
        return False


def _leaver(leave: Callable[[str], None], key: str) -> Callable[[], None]:
    return lambda: leave(key)
