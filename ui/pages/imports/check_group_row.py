"""One group of problems as a line: a shape, how many, what, one example, and the button that repairs them all."""

from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from core.base.french import number
from core.base.i18n import N_, _
from core.model.checking import Group, Sort
from core.model.verdict import Light
from ui.look.icons import draw_icon, draw_light
from ui.look.theme import Theme
from ui.pages.imports.check_settling import done_words, is_settled, shape_of
from ui.widgets.button import Button, Kind
from ui.widgets.label import label
from ui.widgets.layouts import drop_all, nest
from ui.widgets.lists.table_paint import paint_row_ring
from ui.widgets.paint import LEFT, RIGHT, hairline, margin_line
from ui.widgets.pressed import PushButton

MARGIN = 58
COUNT = 52
SHAPES = {
    Sort.QUESTION: ("warning", "wait", N_("question")),
    Sort.REJECTED: ("cross", "forbidden", N_("rejet")),
    Sort.REPAIRED: ("check", "allowed", N_("réparation")),
    Sort.OPPOSED: ("", "opposed", N_("opposition")),
}


def line_height(theme: Theme) -> int:
    """Return the height of one group, without its separating line."""
    return max(46, theme.line() + theme.line("caption") + 10)


class GroupLine(PushButton):
    """The words of one group; its rows are shown when it is pressed."""

    def __init__(self, theme: Theme, *, name: str) -> None:
        super().__init__()
        self._theme = theme
        self._group: Group | None = None
        self._sort = Sort.QUESTION
        self.setObjectName(name)
        # It shows the focus itself, inside: the list would cut a ring around it.
        self.setProperty("bare", True)
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)

    def show_group(self, group: Group, sort: Sort) -> None:
        """Show ``group`` with the shape of ``sort``."""
        self._group, self._sort = group, sort
        words = f"{number(group.count)} {group.title}, {_(SHAPES[sort][2])}"
        self.setAccessibleName(words)
        self.setAccessibleDescription(group.example)
        self.setEnabled(bool(group.problems))
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size: two lines of text."""
        return QSize(200, line_height(self._theme))

    def minimumSizeHint(self) -> QSize:
        """Return the same height; the words may be cut."""
        return QSize(self._theme.px(MARGIN + COUNT + 120), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the shape in the margin, the count, the title and the example."""
        if self._group is None:
            return
        painter = QPainter(self)
        theme = self._theme
        if self.isDown() or (self.underMouse() and self.isEnabled()):
            painter.fillRect(self.rect(), theme.color("accent-tint" if self.isDown() else "hover"))
        x = theme.px(MARGIN)
        margin_line(painter, theme, x=x, top=0, bottom=self.height())
        high, small, side = theme.line(), theme.line("caption"), theme.px(16)
        top = (self.height() - high - small) // 2
        shape = QRectF((x - side) / 2, top + (high - side) / 2, side, side)
        icon, ink, _words = SHAPES[self._sort]
        if icon:
            draw_icon(painter, theme, icon, rect=shape, ink=ink)
        else:
            draw_light(painter, theme, Light.OPPOSED, rect=shape)
        painter.setFont(theme.font("heading"))
        painter.setPen(theme.color("text"))
        painter.drawText(QRect(x, top, theme.px(COUNT), high), RIGHT, number(self._group.count))
        left = x + theme.px(COUNT) + 12
        wide = self.width() - left - 8
        painter.setFont(theme.font("body", semibold=True))
        painter.drawText(QRect(left, top, wide, high), LEFT, _cut(painter, self._group.title, wide))
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("muted"))
        painter.drawText(QRect(left, top + high, wide, small), LEFT, _cut(painter, self._group.example, wide))
        if self.hasFocus():
            paint_row_ring(painter, theme, self.rect())


class GroupRow(QFrame):
    """One group and what may be done with it. Signals: ``opened``, ``settled(key)``, ``unsettled``."""

    opened = Signal()
    settled = Signal(str)
    unsettled = Signal()

    def __init__(self, theme: Theme, code: str) -> None:
        super().__init__()
        self._theme = theme
        self._said: tuple[object, ...] = ()
        self.code = code
        self.setObjectName(f"problem-{code}")
        self.line = GroupLine(theme, name=f"problem-{code}-rows")
        self.line.clicked.connect(self.opened)
        self._buttons: list[Button] = []
        self._acts = QHBoxLayout()
        self._acts.setSpacing(12)
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 0, 16, 1)
        row.setSpacing(8)
        row.addWidget(self.line, 1)
        nest(row, self._acts)

    def show_group(self, group: Group, chosen: str) -> None:
        """Show ``group`` settled by ``chosen`` or not."""
        self.line.show_group(group, shape_of(group, chosen))
        said = (group.count, group.choices, chosen, group.sort)
        if said == self._said:
            return
        self._said = said
        had = any(button.hasFocus() for button in self._buttons)
        self._clear()
        self._fill(group, chosen)
        if had:
            self._first_button().setFocus(Qt.FocusReason.TabFocusReason)

    def show_open(self, is_open: bool) -> None:
        """Show whether its lines are shown; the button that opens them is then hidden."""
        for button in self._buttons:
            if button.property("opens"):
                button.setVisible(not is_open)

    def take_focus(self) -> None:
        """Give the focus to the words, which open the lines, or to the repair when there is no line to show."""
        target = self.line if self.line.isEnabled() else self._first_button()
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def last(self) -> QPushButton:
        """Return the last control in the tab order: a repair, or the words."""
        return self._buttons[-1] if self._buttons else self.line

    def _first_button(self) -> QPushButton:
        return next((one for one in self._buttons if not one.isHidden()), self.line)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line below."""
        super().paintEvent(event)
        hairline(QPainter(self), self._theme, left=1, right=self.width() - 1, y=self.height() - 1)

    def _fill(self, group: Group, chosen: str) -> None:
        if is_settled(group, chosen):
            self._acts.addWidget(label(done_words(group, chosen), ink="muted"))
            if any(choice.settles for choice in group.choices):
                self._add(_("Annuler"), "undo", self.unsettled.emit, about=group, link=True)
                return
        for choice in group.choices:
            if choice.key != chosen:
                run = teller(self.settled.emit, choice.key) if choice.settles else self.opened.emit
                self._add(choice.words, choice.key, run, about=group).setProperty("opens", not choice.settles)

    def _add(self, words: str, name: str, run: Callable[[], None], *, about: Group, link: bool = False) -> Button:
        kind: Kind = "link" if link else "secondary"
        button = Button(self._theme, words, name=f"problem-{self.code}-{name}", kind=kind)
        button.setAccessibleDescription(f"{number(about.count)} {about.title}")
        button.clicked.connect(run)
        self._acts.addWidget(button)
        # In the tab order the words are followed by their repairs, then by the next group.
        QWidget.setTabOrder(self.last(), button)
        self._buttons.append(button)
        # Shown now, not at the next turn of the event loop, since it may be given the focus at once.
        button.show()
        return button

    def _clear(self) -> None:
        self._buttons = []
        drop_all(self._acts)


def _cut(painter: QPainter, text: str, width: int) -> str:
    return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, width)


def teller(tell: Callable[[str], None], said: str) -> Callable[[], None]:
    """Return a function that calls ``tell`` with ``said``, ignoring the arguments of a click."""
    return lambda: tell(said)
