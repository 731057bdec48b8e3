"""The question before a gesture for many: a strip in the page, above the bar that asked, never a dialog."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QWidget

from core.base.i18n import _
from core.base.records import Struct
from core.base.screen_shapes import number
from core.model.verdict import Light
from ui.look.icons import Shape, draw_light
from ui.look.theme import Theme
from ui.widgets.button import Button
from ui.widgets.fields import CheckBox, Choice
from ui.widgets.flow import Flow
from ui.widgets.label import label, paragraph
from ui.widgets.layouts import Fitted, Themed, drop_all, fill, vbox
from ui.widgets.pages import bring_into_sight
from ui.widgets.paint import margin_line
from ui.widgets.speech import announce
from ui.widgets.verdict import LightMark

_MARK = 20
_ROOM = 900
"""Pixels at 100 % from which the margin is as wide as the table's."""


class ManyPart(Struct, frozen=True):
    """Some of those chosen: those the gesture is for, or those it leaves out, and why. ``light``: their shape."""

    light: Shape
    count: int
    words: str
    why: str


class ManyAsked(Struct, frozen=True):
    """What is asked. ``title``: the verb and how many; ``sentence``: what follows from it; ``go``: the button that does
    it, which repeats how many; ``ways``: (value, words) of the one thing to choose, the first one by itself;
    ``way``: what it is; ``accept``: the words of a box without which nothing is done; ``shape``: its mark; ``grave``:
    it opposes or erases, and the focus is on « Non »."""

    title: str
    sentence: str
    go: str
    parts: tuple[ManyPart, ...] = ()
    ways: tuple[tuple[str, str], ...] = ()
    way: str = ""
    accept: str = ""
    shape: Shape = Light.OPPOSED
    grave: bool = False


class ManyPartShown(QWidget):
    """A count with its shape, and what it counts."""

    def __init__(self, theme: Theme, part: ManyPart) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(2, 1)
        grid.addWidget(LightMark(theme, part.light), 0, 0)
        grid.addWidget(label(number(part.count), semibold=True, name="many-count"), 0, 1)
        grid.addWidget(label(part.words, name="many-words"), 0, 2)
        grid.addWidget(label(part.why, "caption", ink="muted", name="many-why"), 1, 1, 1, 2)


class ManyQuestion(Themed, Fitted, QFrame):
    """The strip, hidden until something is asked. ``answered`` gives the way chosen, empty when there is none to
    choose; ``refused`` is emitted by « Non » and Échap.
    ``line_at``: tells where the margin line of the table above is."""

    answered = Signal(str)
    refused = Signal()

    def __init__(self, theme: Theme, line_at: Callable[[], int]) -> None:
        super().__init__(theme, name="many-question")
        self._line_at = line_at
        self._shape: Shape = Light.OPPOSED
        self._grave = True
        self._title = paragraph("", "heading", semibold=True, name="many-title")
        self._sentence = paragraph("", ink="muted", name="many-sentence")
        self._way = label("", name="many-way-label")
        self._ways = Choice(theme, (), name="many-way", title="")
        self._accept = CheckBox(theme, "", name="many-accept")
        self._accept.toggled.connect(self._allow)
        self._go = Button(theme, "", name="many-go", kind="refusal")
        self._no = Button(theme, _("Non"), name="many-no", key="Échap", press=self.refused)
        self._parts = QWidget()
        self._flow = Flow(self._parts, spacing=40)
        self._go.clicked.connect(lambda: self.answered.emit(self._ways.value() if self._ways.count() else ""))
        self._way.setBuddy(self._ways)
        self._lay_out()
        theme.follow(self._fit)
        self.hide()

    def ask(self, question: ManyAsked) -> None:
        """Show a question, and give the focus to what does it, to « Non » where it opposes or erases."""
        self._shape, self._grave = question.shape, question.grave
        self._go.kind = "refusal" if question.grave else "primary"
        self.setAccessibleName(question.title)
        self.setAccessibleDescription(question.sentence)
        self._title.setText(question.title)
        self._sentence.setText(question.sentence)
        drop_all(self._flow)
        for part in question.parts:
            self._flow.add_widget(ManyPartShown(self._theme, part))
        self._parts.setVisible(bool(question.parts))
        self._show_ways(question)
        self._accept.setText(question.accept)
        self._accept.setAccessibleName(question.accept)
        self._accept.setVisible(bool(question.accept))
        self._accept.setChecked(False)
        self._allow()
        self._go.dress(question.go, icon="", key="" if question.grave else "Entrée")
        self._fit()
        self.show()
        announce(self, f"{question.title} {question.sentence}")
        self.take_focus()
        bring_into_sight(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer « Non » on « Échap »."""
        if event.key() == Qt.Key.Key_Escape:
            self.refused.emit()
        else:
            super().keyPressEvent(event)

    def take_focus(self) -> None:
        """Give the focus to what the question leads to."""
        first = self._no if self._grave else self._go if self._accept.isHidden() else self._accept
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter, theme = QPainter(self), self._theme
        painter.fillRect(self.rect(), theme.color("surface"))
        painter.fillRect(0, 0, self.width(), 1, theme.color("margin"))
        x, side = self._margin(), theme.px(_MARK)
        margin_line(painter, theme, x=x, top=1, bottom=self.height())
        mark = QRectF(max(x - side - 16, 4), self._title.geometry().top() + 2, side, side)
        draw_light(painter, theme, self._shape, rect=mark)

    def minimumSizeHint(self) -> QSize:
        """Return a width that never widens the page."""
        return QSize(self._theme.px(200), super().minimumSizeHint().height())

    def _margin(self) -> int:
        """Return where the margin line is: near the edge where the text leaves no room."""
        narrow = self._theme.px(_MARK) + 28
        return max(self._line_at(), narrow) if self.width() > self._theme.px(_ROOM) else narrow

    def _fit(self) -> None:
        """Keep the margin line where the table has its own."""
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(self._margin() + 20, 14, 20, 16)
        self.update()

    def _allow(self) -> None:
        if self._accept.text() and not self._accept.isChecked():
            self._go.refuse(self._accept.text())
        else:
            self._go.allow()

    def _show_ways(self, question: ManyAsked) -> None:
        self._ways.clear()
        self._ways.ensurePolished()  # Its words are measured as they are added, in the font of the reader.
        for value, words in question.ways:
            self._ways.addItem(words, value)
        self._ways.setAccessibleName(question.way)
        self._way.setText(question.way)
        for one in (self._way, self._ways):
            one.setVisible(bool(question.ways))

    def _lay_out(self) -> None:
        buttons = QWidget()
        row = Flow(buttons, spacing=12)
        for one in (self._way, self._ways, self._go, self._no):
            row.add_widget(one)
        column = vbox(on=self, margins=None, spacing=10)
        fill(column, self._title, self._sentence, self._parts, self._accept, buttons)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Maximum)
