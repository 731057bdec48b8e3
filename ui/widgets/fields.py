"""Form controls painted from the theme: list of choices, check box, switch, radio button, sample of colour, and text
fields, under which texts may be offered while they are typed."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, QPoint, QRect, QRectF, QSignalBlocker, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QCompleter,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from core.base.i18n import _
from ui.look.icons import draw_icon
from ui.look.theme import Theme
from ui.widgets.button import ToolButton
from ui.widgets.label import polish, set_tip
from ui.widgets.layouts import Firm, Themed
from ui.widgets.paint import LEFT, box, text_width
from ui.widgets.speech import announce

_OFFERS = "offers"


def offer(field: QLineEdit, known: Sequence[str]) -> None:
    """Offer the texts that hold what is typed, whatever the case, in place of those offered before."""
    completer = QCompleter(list(known), field)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    field.setCompleter(completer)
    if not field.property(_OFFERS):
        field.setProperty(_OFFERS, True)
        # Later: Qt drops the list down once it has told what is typed.
        field.textEdited.connect(lambda: QTimer.singleShot(0, field, partial(_close_when_whole, field)))


def _close_when_whole(field: QLineEdit) -> None:
    completer = field.completer()
    shown = completer.popup()
    if shown is not None and completer.currentCompletion().casefold() == field.text().strip().casefold():
        shown.hide()


def text_field(theme: Theme, *, name: str, title: str, hint: str = "") -> QLineEdit:
    """Return a one-line field, 32 high, with ``title`` as its accessible name."""
    field = QLineEdit()
    field.setObjectName(name)
    field.setAccessibleName(title)
    field.setPlaceholderText(hint)
    fit_height(theme, field, 32)
    return field


def text_area(theme: Theme, *, name: str, title: str, lines: int = 3) -> QPlainTextEdit:
    """Return a field of several lines; Tab moves to the next field."""
    field = QPlainTextEdit()
    field.setObjectName(name)
    field.setAccessibleName(title)
    field.setTabChangesFocus(True)
    fit_height(theme, field, lines * 20 + 18, lines=lines)
    return field


def being_typed(held: QWidget) -> bool:
    """Tell whether a field of one line in ``held`` has the keyboard and a text that nobody kept yet."""
    field = QApplication.focusWidget()
    return isinstance(field, QLineEdit) and held.isAncestorOf(field) and field.isModified()


def fit_height(theme: Theme, field: QLineEdit | QPlainTextEdit | QComboBox, tall: int, *, lines: int = 1) -> None:
    """Keep ``field`` ``tall`` pixels high at 100 %, and high enough for its ``lines`` of text at any text size."""
    HeightFit(theme, field, tall, lines=lines).fit()


def mark_wrong(field: QLineEdit | QPlainTextEdit | QComboBox, sentence: str) -> None:
    """Give ``field`` the border of an error and a sentence that explains it; an empty sentence restores the usual
    border."""
    field.setProperty("wrong", bool(sentence))
    set_tip(field, sentence)
    if sentence:
        field.setAccessibleDescription(_("Erreur\u202f: {sentence}").format(sentence=sentence))
        announce(field, sentence, urgent=True)
    polish(field)


class HeightFit(QObject):
    """Adjusts the height of one field when the text size changes; it is deleted with the field."""

    def __init__(self, theme: Theme, field: QWidget, tall: int, *, lines: int) -> None:
        super().__init__(field)
        self._theme = theme
        self._field = field
        self._tall = tall
        self._lines = lines
        theme.changed.connect(self.fit)

    def fit(self) -> None:
        """Give the field its height for the present text size."""
        more = max(0, self._theme.line() - 20) * (self._lines - 1)
        self._field.setFixedHeight(self._theme.height(self._tall) + more)


_INSET = 4
"""What the style keeps free around the words of a list of choices."""


class Choice(Themed, QComboBox):
    """A list of choices. The mouse wheel does not change it, so that scrolling a page cannot by accident."""

    def __init__(
        self, theme: Theme, options: Sequence[tuple[str, str]], *, name: str, title: str, compact: bool = False
    ) -> None:
        """``options``: (stored value, words shown). ``compact``: 26 high, for a row of a table."""
        super().__init__(theme, name=name, title=title)
        for value, words in options:
            self.addItem(words, value)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        fit_height(theme, self, 26 if compact else 32)

    def value(self) -> str:
        """Return the value of the current choice."""
        return str(self.currentData())

    def choose(self, value: str) -> None:
        """Make ``value`` the current choice without emitting a signal."""
        with QSignalBlocker(self):
            self.setCurrentIndex(self.findData(value))
        self.update()

    def showPopup(self) -> None:
        """Open the list, which has the name of its field."""
        self.view().setObjectName(f"{self.objectName()}-list")
        self.view().setAccessibleName(self.accessibleName())
        super().showPopup()

    def sizeHint(self) -> QSize:
        """Return the size the longest words need; the style's own size leaves out the space it keeps around them."""
        # And a pixel for what the font's measure rounds off: « Non précisé » was cut at 200 %.
        return super().sizeHint() + QSize(_INSET + 1, 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the field, its words cut when there is no room for all of them, and the theme's chevron."""
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        field = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        option.currentText = self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, field.width() - _INSET
        )
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()
        side = self._theme.px(16)
        rect = QRectF(self.width() - side - 9, (self.height() - side) / 2, side, side)
        ink = "text" if self.isEnabled() else "disabled"
        draw_icon(QPainter(self), self._theme, "chevron-down", rect=rect, ink=ink)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ignore the wheel, so that the page scrolls instead."""
        event.ignore()


class CheckBox(Themed, Firm, QCheckBox):
    """A check box 18 pixels wide and its words."""

    box_width = 18

    def __init__(self, theme: Theme, text: str, *, name: str) -> None:
        super().__init__(theme, text, name=name, title=text)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the size of the box and its words, at least 24 high so that it is easy to press."""
        words = text_width(self._theme.font("body"), self.text())
        return QSize(self._theme.px(self.box_width) + 10 + words + 4, max(24, self._theme.line() + 4))

    def hitButton(self, place: QPoint) -> bool:
        """Tell that a press anywhere on the box or the words counts."""
        return self.rect().contains(place)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        wide = self._theme.px(self.box_width)
        self._paint_mark(painter, wide)
        painter.setFont(self._theme.font("body"))
        painter.setPen(self._theme.color("text" if self.isEnabled() else "disabled"))
        painter.drawText(self.rect().adjusted(wide + 10, 0, 0, 0), LEFT, self.text())

    def _paint_mark(self, painter: QPainter, wide: int) -> None:
        rect = QRect(0, (self.height() - wide) // 2, wide, wide)
        ground, edge = _colors(self)
        box(painter, self._theme, rect, ground=ground, edge=edge, radius=4)
        if self.isChecked():
            ink = "on-accent" if self.isEnabled() else "disabled"
            draw_icon(painter, self._theme, "check", rect=QRectF(rect).adjusted(3, 3, -3, -3), ink=ink)


class Switch(CheckBox):
    """A yes or no in the settings, shown as a switch of 36 by 20."""

    box_width = 36

    def _paint_mark(self, painter: QPainter, wide: int) -> None:
        high = self._theme.px(20)
        rect = QRect(0, (self.height() - high) // 2, wide, high)
        ground, edge = _colors(self)
        box(painter, self._theme, rect, ground=ground, edge=edge, radius=high / 2)
        knob = high - 6
        left = rect.right() - knob - 2 if self.isChecked() else rect.left() + 3
        ink = "on-accent" if self.isChecked() and self.isEnabled() else edge
        box(painter, self._theme, QRect(left, rect.top() + 3, knob, knob), ground=ink, edge="", radius=knob / 2)


def _colors(mark: QCheckBox) -> tuple[str, str]:
    if not mark.isEnabled():
        return "sunken", "line"
    if mark.isChecked():
        return "accent-fill", "accent-edge"
    return ("hover" if mark.underMouse() else "surface"), "border"


_MARK, _DOT = 18, 8


class Radio(Themed, Firm, QRadioButton):
    """A round mark 18 pixels wide and its words; the whole line takes a press."""

    def __init__(self, theme: Theme, text: str, *, name: str) -> None:
        super().__init__(theme, text, name=name, title=text)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the size of the mark and its words, at least 24 high so that it is easy to press."""
        words = text_width(self._theme.font("body"), self.text())
        return QSize(self._theme.px(_MARK) + 10 + words + 4, max(24, self._theme.line() + 4))

    def hitButton(self, place: QPoint) -> bool:
        """Tell that a press anywhere on the mark or the words counts."""
        return self.rect().contains(place)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        wide, dot = theme.px(_MARK), theme.px(_DOT)
        rect = QRect(0, (self.height() - wide) // 2, wide, wide)
        edge = "line" if not self.isEnabled() else "accent" if self.isChecked() else "border"
        ground = "sunken" if not self.isEnabled() else "hover" if self.underMouse() else "surface"
        box(painter, theme, rect, ground=ground, edge=edge, radius=wide / 2)
        if self.isChecked():
            inner = QRect(0, 0, dot, dot)
            inner.moveCenter(rect.center())
            box(painter, theme, inner, ground="accent", edge="", radius=dot / 2)
        painter.setFont(theme.font("body"))
        painter.setPen(theme.color("text" if self.isEnabled() else "disabled"))
        painter.drawText(self.rect().adjusted(wide + 10, 0, 0, 0), LEFT, self.text())


SIDE = 32
_SWATCH_INSET = 3.5


class Swatch(Themed, ToolButton):
    """One colour, #rrggbb; the chosen one has a ring."""

    def __init__(self, theme: Theme, colour: str, title: str, *, name: str) -> None:
        super().__init__(theme, name=name, title=title)
        self.colour = colour
        set_tip(self, title)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_colour(self, colour: str) -> None:
        """Show another colour."""
        self.colour = colour
        self.update()

    def sizeHint(self) -> QSize:
        """Return a square, 32 wide at 100 %."""
        return QSize(self._theme.px(SIDE), self._theme.px(SIDE))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect())
        painter.setPen(QPen(self._theme.color("border"), 1))
        painter.setBrush(QColor(self.colour))
        painter.drawRoundedRect(whole.adjusted(_SWATCH_INSET, _SWATCH_INSET, -_SWATCH_INSET, -_SWATCH_INSET), 5, 5)
        if self.isChecked() or self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.color("accent"), 2 if self.isChecked() else 1))
            painter.drawRoundedRect(whole.adjusted(1, 1, -1, -1), 7, 7)
