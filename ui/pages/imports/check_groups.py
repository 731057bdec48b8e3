"""The groups of problems of a file, a line for each (a shape, how many, what, one example, and the button that repairs
them all), and the decisions of the user, which can be undone."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import chain

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QSizePolicy, QWidget

from core.base.i18n import N_, _, n_
from core.base.records import replace
from core.base.screen_shapes import number
from core.model.checking import Fixes, ProblemGroup, Sort
from core.model.verdict import Light
from ui.look.icons import draw_icon, draw_light
from ui.look.theme import Theme
from ui.widgets.button import Button, Kind, PushButton
from ui.widgets.label import label, set_tip
from ui.widgets.layouts import Themed, drop, drop_all, hbox, vbox
from ui.widgets.lists.table_paint import paint_row_ring
from ui.widgets.pages import bare_area
from ui.widgets.paint import LEFT, RIGHT, hairline, margin_line

UNDONE = "keep"
"""The choice of a repaired group whose repair is not wanted."""
DONE = {
    "fix": (N_("{n} correction"), N_("{n} corrections")),
    "repair": (N_("{n} texte réparé"), N_("{n} textes réparés")),
    "fill": (N_("{n} code complété"), N_("{n} codes complétés")),
    "drop": (N_("{n} ligne écartée"), N_("{n} lignes écartées")),
    "keep": (N_("Sans changement"), N_("Sans changement")),
    "blank": (N_("Sans date"), N_("Sans date")),
}
"""What a choice did, in words that agree with whatever the title names: telephones, cells, lines."""


def is_settled(group: ProblemGroup, chosen: str) -> bool:
    """Tell whether nothing more is asked for a group: a choice is in force, or there is none to make."""
    if group.sort is Sort.REPAIRED:
        return chosen != UNDONE
    return bool(chosen) or not group.choices


def to_settle(group: ProblemGroup, chosen: str) -> bool:
    """Tell whether a group still asks something of the user; a repair the user undid counts as settled."""
    return group.sort in (Sort.FIRST, Sort.QUESTION, Sort.REJECTED) and not is_settled(group, chosen)


def awaits(group: ProblemGroup, chosen: str) -> bool:
    """Tell whether a group to settle needs an answer; lines that can only be corrected one by one may be left."""
    return to_settle(group, chosen) and any(choice.settles for choice in group.choices)


def shape_of(group: ProblemGroup, chosen: str) -> Sort:
    """Return the sort whose shape a group shows now: a check once settled, a triangle when its repair was undone."""
    if group.sort is Sort.REPAIRED:
        return Sort.REPAIRED if chosen != UNDONE else Sort.QUESTION
    return Sort.REPAIRED if chosen and group.sort is not Sort.OPPOSED else group.sort


def done_words(group: ProblemGroup, chosen: str) -> str:
    """Return how a group was settled: « 127 corrections », « 9 lignes écartées », « Jour puis mois »."""
    if chosen in DONE and group.sort is not Sort.FIRST:
        return n_(*DONE[chosen], group.count).format(n=number(group.count))
    words = next((choice.words for choice in group.choices if choice.key == chosen), "")
    return words or _("Rien à faire")


class Decisions:
    """A stack of :class:`core.model.checking.Fixes`; ``checked`` is the one with which the counts shown were made."""

    def __init__(self) -> None:
        self._past: list[Fixes] = []
        self.now = Fixes()
        self.checked = Fixes()

    @property
    def pending(self) -> bool:
        """Tell whether something was decided that is not counted yet."""
        return self.now != self.checked

    @property
    def can_undo(self) -> bool:
        """Tell whether there is something to undo."""
        return bool(self._past)

    def choose(self, code: str, key: str) -> None:
        """Settle the group ``code`` with one of its choices."""
        self._become(replace(self.now, choices={**self.now.choices, code: key}))

    def choose_all(self, answers: Mapping[str, str]) -> None:
        """Settle several at once, undone together; an empty choice leaves its code as it was."""
        choices = {code: key for code, key in self.now.choices.items() if code not in answers}
        self._become(replace(self.now, choices=choices | {code: key for code, key in answers.items() if key}))

    def unchoose(self, code: str) -> None:
        """Leave the group ``code`` as it is written in the file."""
        self._become(replace(self.now, choices={name: key for name, key in self.now.choices.items() if name != code}))

    def write(self, line: int, column: int, text: str) -> None:
        """Use ``text`` in place of a cell."""
        self._become(replace(self.now, cells={**self.now.cells, (line, column): text}))

    def undo(self) -> None:
        """Undo the last decision, if any."""
        if self._past:
            self.now = self._past.pop()

    def chosen(self, group: ProblemGroup) -> str:
        """Return the choice in force for ``group``, whether or not it is counted yet."""
        if group.code in self.now.choices:
            return self.now.choices[group.code]
        return "" if group.code in self.checked.choices else group.chosen

    def _become(self, fixes: Fixes) -> None:
        if fixes != self.now:
            self._past.append(self.now)
            self.now = fixes


MARGIN = 58
COUNT = 52


def line_height(theme: Theme) -> int:
    """Return the height of one group, without its separating line."""
    return max(46, theme.line() + theme.line("caption") + 10)


class GroupLine(Themed, PushButton):
    """The words of one group; its rows are shown when it is pressed."""

    def __init__(self, theme: Theme, *, name: str) -> None:
        super().__init__(theme, name=name)
        self._group: ProblemGroup | None = None
        self._sort = Sort.QUESTION
        # It shows the focus itself, inside: the list would cut a ring around it.
        self.setProperty("bare", True)
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)

    def show_group(self, group: ProblemGroup, sort: Sort) -> None:
        """Show ``group`` with the shape of ``sort``."""
        self._group, self._sort = group, sort
        words = f"{number(group.count)} {group.title}, {sort.shown}"
        self.setAccessibleName(words)
        self.setAccessibleDescription(group.example)
        set_tip(self, group.example)
        self.setEnabled(group.opens)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, line_height(self._theme))

    def minimumSizeHint(self) -> QSize:
        """Return the same height; the words may be cut."""
        return QSize(self._theme.px(MARGIN + COUNT + 120), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
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
        icon, ink = self._sort.icon, self._sort.ink
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


class GroupRow(Themed, QFrame):
    """One group and what may be done with it. Signals: ``opened``, ``settled(key)``, ``unsettled``."""

    opened = Signal()
    settled = Signal(str)
    unsettled = Signal()

    def __init__(self, theme: Theme, code: str) -> None:
        super().__init__(theme, name=f"problem-{code}")
        self._said: tuple[object, ...] = ()
        self._sort = Sort.QUESTION
        self.code = code
        self.line = GroupLine(theme, name=f"problem-{code}-rows")
        self.line.clicked.connect(self.opened)
        self._buttons: list[Button] = []
        self._acts = hbox(spacing=12)
        hbox((self.line, 1), self._acts, on=self, margins=(1, 0, 16, 1), spacing=8)

    def show_group(self, group: ProblemGroup, chosen: str) -> None:
        """Show ``group`` settled by ``chosen`` or not."""
        self._sort = group.sort
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
        """Give the focus to the words, which open the lines; to the first answer of what must have one, or when there
        is no line to show."""
        target = self.line if self.line.isEnabled() and self._sort is not Sort.FIRST else self._first_button()
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def last(self) -> QPushButton:
        """Return the last control in the tab order: a repair, or the words."""
        return self._buttons[-1] if self._buttons else self.line

    def _first_button(self) -> QPushButton:
        return next((button for button in self._buttons if not button.isHidden()), self.line)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        hairline(QPainter(self), self._theme, left=1, right=self.width() - 1, y=self.height() - 1)

    def _fill(self, group: ProblemGroup, chosen: str) -> None:
        if is_settled(group, chosen):
            self._acts.addWidget(label(done_words(group, chosen), ink="muted"))
            if any(choice.settles for choice in group.choices):
                self._add(_("Annuler"), "undo", self.unsettled.emit, about=group, link=True)
                return
        for choice in group.choices:
            if choice.key != chosen:
                run = partial(self.settled.emit, choice.key) if choice.settles else self.opened.emit
                self._add(choice.words, choice.key, run, about=group).setProperty("opens", not choice.settles)

    def _add(
        self, words: str, name: str, run: Callable[[], None], *, about: ProblemGroup, link: bool = False
    ) -> Button:
        kind: Kind = "link" if link else "secondary"
        button = Button(self._theme, words, name=f"problem-{self.code}-{name}", kind=kind, press=run)
        button.setAccessibleDescription(f"{number(about.count)} {about.title}")
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


MOST = 6


class GroupList(Themed, QScrollArea):
    """The list. Signals: ``opened(code)``, to show its rows; ``settled(code, key)``, a choice was made;
    ``unsettled(code)``, it was removed.

    A group keeps its place when it is settled, so that nothing moves under the pointer.
    """

    opened = Signal(str)
    settled = Signal(str, str)
    unsettled = Signal(str)

    def __init__(self, theme: Theme, before: QWidget) -> None:
        """``before``: the control that precedes the first group in the tab order."""
        super().__init__(theme, name="check-groups")
        self._before = before
        self._rows: dict[str, GroupRow] = {}
        self._groups: dict[str, ProblemGroup] = {}
        self._alone = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        inside = QWidget()
        inside.setProperty("plain", True)
        self._column = vbox(on=inside, spacing=0)
        bare_area(self, inside)
        theme.changed.connect(self.updateGeometry)

    def show_groups(self, groups: Sequence[ProblemGroup], chosen: Callable[[ProblemGroup], str]) -> None:
        """Show ``groups``; ``chosen`` returns the choice in force for each."""
        self._groups = {group.code: group for group in groups}
        for code in [code for code in self._rows if code not in self._groups]:
            drop(self._rows.pop(code))
        for group in groups:
            if group.code not in self._rows:
                self._add(group.code)
        for code, row in self._rows.items():
            row.show_group(self._groups[code], chosen(self._groups[code]))
        self.show_alone(self._alone)

    def show_alone(self, code: str) -> None:
        """Show one group only, while its rows are open; all groups for an empty ``code``."""
        self._alone = code if code in self._rows else ""
        for name, row in self._rows.items():
            row.setVisible(not self._alone or name == self._alone)
            row.show_open(name == self._alone)
        self.updateGeometry()

    def row(self, code: str) -> GroupRow:
        """Return the line of a group."""
        return self._rows[code]

    def group(self, code: str) -> ProblemGroup | None:
        """Return the group of a code, or None when none is shown."""
        return self._groups.get(code)

    def next_after(self, code: str, chosen: Callable[[ProblemGroup], str]) -> str:
        """Return the group to settle that follows ``code``; after the last, the first one that waits for an answer;
        empty when there is none."""
        codes = list(self._rows)
        start = codes.index(code) + 1 if code in codes else 0
        after = (text for text in codes[start:] if to_settle(self._groups[text], chosen(self._groups[text])))
        again = (text for text in codes[:start] if awaits(self._groups[text], chosen(self._groups[text])))
        return next(chain(after, again), "")

    def current(self) -> str:
        """Return the group that has the focus, empty when none has."""
        return next((code for code, row in self._rows.items() if row.isAncestorOf(self.focusWidget() or self)), "")

    def go_to(self, code: str) -> None:
        """Give the focus to a group: Entrée opens its lines, Tab goes to its repairs."""
        self._rows[code].take_focus()
        self.ensureWidgetVisible(self._rows[code])

    def sizeHint(self) -> QSize:
        """Return the height of its lines, at most six: the lines of the file below need room too."""
        shown = len([row for row in self._rows.values() if not row.isHidden()])
        return QSize(400, self._high(min(shown, MOST)))

    def minimumSizeHint(self) -> QSize:
        shown = len([row for row in self._rows.values() if not row.isHidden()])
        return QSize(200, min(self._high(shown), self._high(1) + 20))

    def _high(self, lines: int) -> int:
        return lines * (line_height(self._theme) + 1)

    def _add(self, code: str) -> None:
        row = GroupRow(self._theme, code)
        row.opened.connect(partial(self.opened.emit, code))
        row.settled.connect(lambda key: self.settled.emit(code, key))
        row.unsettled.connect(partial(self.unsettled.emit, code))
        self._column.addWidget(row)
        QWidget.setTabOrder([*self._rows.values()][-1].last() if self._rows else self._before, row.line)
        self._rows[code] = row
