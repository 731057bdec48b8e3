"""Form controls painted from the theme: list of choices, check box, switch, and text fields."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from core.base.i18n import _
from ui.look.icons import draw_icon
from ui.look.theme import Theme
from ui.widgets.label import polish, set_tip
from ui.widgets.paint import LEFT, box, text_width
from ui.widgets.speech import announce


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
    Fit(theme, field, tall, lines=lines).fit()


def mark_wrong(field: QLineEdit | QPlainTextEdit | QComboBox, sentence: str) -> None:
    """Give ``field`` the border of an error and a sentence that explains it; an empty sentence restores the usual
    border."""
    field.setProperty("wrong", bool(sentence))
    set_tip(field, sentence)
    if sentence:
        field.setAccessibleDescription(_("Erreur\u202f: {sentence}").format(sentence=sentence))
        announce(field, sentence, urgent=True)
    polish(field)


class Fit(QObject):
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


class Choice(QComboBox):
    """A list of choices. The mouse wheel does not change it, so that scrolling a page cannot by accident."""

    def __init__(
        self, theme: Theme, options: Sequence[tuple[str, str]], *, name: str, title: str, compact: bool = False
    ) -> None:
        """``options``: (stored value, words shown). ``compact``: 26 high, for a row of a table."""
        super().__init__()
        self._theme = theme
        self.setObjectName(name)
        self.setAccessibleName(title)
        for value, words in options:
            self.addItem(words, value)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        fit_height(theme, self, 26 if compact else 32)

    def value(self) -> str:
        """Return the value of the current choice."""
        return str(self.currentData())

    def choose(self, value: str) -> None:
        """Make ``value`` the current choice without emitting a signal."""
        self.blockSignals(True)
        self.setCurrentIndex(self.findData(value))
        self.blockSignals(False)
        self.update()

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


class CheckBox(QCheckBox):
    """A check box 18 pixels wide and its words."""

    box_width = 18

    def __init__(self, theme: Theme, text: str, *, name: str) -> None:
        super().__init__(text)
        self._theme = theme
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the size of the box and its words, at least 24 high so that it is easy to press."""
        words = text_width(self._theme.font("body"), self.text())
        return QSize(self._theme.px(self.box_width) + 10 + words + 4, max(24, self._theme.line() + 4))

    def minimumSizeHint(self) -> QSize:
        """Return the same size as :meth:`sizeHint`."""
        return self.sizeHint()

    def hitButton(self, place: QPoint) -> bool:
        """Tell that a press anywhere on the box or the words counts."""
        return self.rect().contains(place)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the mark and the words."""
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
