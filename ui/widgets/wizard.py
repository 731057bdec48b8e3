"""The steps of an assistant, shown in the page header, and its footer; the pages themselves belong to the owner."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from core.base.i18n import _
from ui.look.icons import draw_icon
from ui.look.theme import Theme
from ui.widgets.button import Button, PushButton
from ui.widgets.label import paragraph, set_tip
from ui.widgets.layouts import Named, Themed, fill, hbox, nest, vbox
from ui.widgets.paint import CENTER, LEFT, box, hairline, text_width

CIRCLE = 22
JOIN = 36
LEAST = 160
"""Width, at 100 %, under which the fact of a footer stands above its buttons."""
SPACE = 12


class WizardStep(Themed, PushButton):
    """One step: done steps can be pressed, the current one is filled, the next ones are outlined."""

    def __init__(self, theme: Theme, number: int, text: str, *, name: str) -> None:
        super().__init__(theme, text, name=name)
        self._number = number
        self._current = 1
        self._bare = False
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_current(self, current: int) -> None:
        """Show which step is the current one; steps count from 1."""
        self._current = current
        self.setEnabled(self._number < current)
        state = _("fait") if self._number < current else _("en cours") if self._number == current else _("à venir")
        self.setAccessibleName(_("Étape {n}, {title}, {state}").format(n=self._number, title=self.text(), state=state))
        self.updateGeometry()
        self.update()

    @property
    def current(self) -> bool:
        """Tell whether this is the current step."""
        return self._number == self._current

    def bare(self, bare: bool) -> None:
        """Show the circle alone unless this is the current step; its name stays spoken, and in its tooltip."""
        self._bare = bare
        set_tip(self, self.text() if bare else "")
        self.updateGeometry()
        self.update()

    def wide(self, *, whole: bool) -> int:
        """Return the width of the circle and, when ``whole``, of the label."""
        words = text_width(self._theme.font("body", semibold=True), self.text())
        return self._theme.px(CIRCLE) + (10 + words if whole else 4)

    def sizeHint(self) -> QSize:
        return QSize(self.wide(whole=not self._alone()), max(28, self._theme.px(CIRCLE) + 4))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = self._theme
        side = theme.px(CIRCLE)
        circle = QRect(0, (self.height() - side) // 2, side, side)
        now, is_done = self._number == self._current, self._number < self._current
        edge = "accent" if is_done else "accent-edge" if now else "border"
        box(painter, theme, circle, ground="accent-fill" if now else "surface", edge=edge, radius=side / 2)
        if is_done:
            draw_icon(painter, theme, "check", rect=QRectF(circle).adjusted(5, 5, -5, -5), ink="accent")
        else:
            painter.setFont(theme.font("caption", semibold=True))
            painter.setPen(theme.color("on-accent" if now else "muted"))
            painter.drawText(circle, CENTER, str(self._number))
        if self._alone():
            return
        painter.setFont(theme.font("body", semibold=now))
        painter.setPen(theme.color("text" if now else "muted"))
        painter.drawText(self.rect().adjusted(side + 8, 0, 0, 0), LEFT, self.text())

    def _alone(self) -> bool:
        return self._bare and not self.current


class Join(Themed, QWidget):
    """The line between two steps, in the accent colour once the first is done."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.walked = False
        self.setFixedWidth(JOIN)

    def paintEvent(self, _event: QPaintEvent) -> None:
        token = "accent" if self.walked else "border"
        QPainter(self).fillRect(0, self.height() // 2, self.width(), 1, self._theme.color(token))


class WizardSteps(Named, QWidget):
    """The row of steps. ``asked(number)`` is emitted when a done step is pressed."""

    asked = Signal(int)

    def __init__(self, theme: Theme, titles: Sequence[str], *, name: str = "steps") -> None:
        super().__init__(name=name, title=_("Étapes"))
        self._steps: list[WizardStep] = []
        self._joins: list[Join] = []
        row = hbox(on=self, spacing=SPACE)
        for number, title in enumerate(titles, start=1):
            if number > 1:
                self._joins.append(Join(theme))
                row.addWidget(self._joins[-1])
            step = WizardStep(theme, number, title, name=f"{name}-{number}")
            step.clicked.connect(partial(self.asked.emit, number))
            self._steps.append(step)
            row.addWidget(step)
        self.show_current(1)

    def sizeHint(self) -> QSize:
        return QSize(self._wide(bare=False), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._wide(bare=True), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the names of all the steps where they have room."""
        super().resizeEvent(event)
        bare = self.width() < self._wide(bare=False)
        for step in self._steps:
            step.bare(bare)

    def _wide(self, *, bare: bool) -> int:
        wide = sum(step.wide(whole=not bare or step.current) for step in self._steps)
        return wide + len(self._joins) * (JOIN + 2 * SPACE)

    def show_current(self, current: int) -> None:
        """Show which step is the current one; steps count from 1."""
        for step in self._steps:
            step.show_current(current)
        for number, join in enumerate(self._joins, start=2):
            join.walked = number <= current
            join.update()


class WizardFooter(Themed, QFrame):
    """The footer, 56 high or more with large text. At the left, Retour and one fact; at the right, cancel and one
    primary button that says what it does."""

    back = Signal()
    cancelled = Signal()
    forward = Signal()

    def __init__(self, theme: Theme, *, cancel: str, name: str = "wizard-footer") -> None:
        super().__init__(theme, name=name)
        self.setProperty("ground", "surface")
        self.back_button = Button(theme, _("Reto&ur"), name=f"{name}-back", press=self.back)
        self.cancel_button = Button(theme, cancel, name=f"{name}-cancel", kind="link", press=self.cancelled)
        self.forward_button = Button(theme, "", name=f"{name}-forward", kind="primary", press=self.forward)
        self._above: bool | None = None
        self._fact = paragraph("", ink="muted", name=f"{name}-fact")
        self._fact.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._facts: list[QWidget] = [self._fact]
        self._whole = vbox(on=self, margins=(20, 4, 20, 4), spacing=6)
        self._row = hbox(spacing=12)
        nest(self._whole, self._row)
        fill(self._row, self.back_button, (self._fact, 1), self.cancel_button, self.forward_button)
        theme.follow(self._fit)

    def hold(self, bar: QWidget) -> None:
        """Put ``bar`` in the place of the fact, so that nothing moves when a job begins or ends; its owner shows and
        hides it."""
        self._facts.append(bar)
        self._above = None
        self._fit()

    def show_step(self, fact: str, forward: str, *, key: str = "", first: bool = False) -> None:
        """Show one ``fact`` and what the primary button does (« &Importer 1 132 lignes », key « Alt+I »)."""
        self._fact.setText(fact)
        self.forward_button.dress(forward, icon="", key=key)
        self.back_button.setVisible(not first)

    def event(self, event: QEvent) -> bool:
        """Compute again how many lines the fact takes when its text, font or width changes."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self._fit()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        hairline(QPainter(self), self._theme, left=0, right=self.width(), y=0)

    def minimumSizeHint(self) -> QSize:
        """Return the width of the buttons: the fact stands above them where it has no room between them."""
        return QSize(self._buttons(), self.minimumHeight())

    def _fit(self) -> None:
        above = self.width() < self._buttons() + self._theme.px(LEAST)
        if above != self._above:
            self._above = above
            into, first = (self._whole, 0) if above else (self._row, 1)
            for place, fact in enumerate(self._facts):
                into.insertWidget(first + place, fact, 4 if place else 1)
        self.setFixedHeight(max(self._theme.height(56), self._whole.heightForWidth(self.width())))

    def _buttons(self) -> int:
        buttons = [
            button for button in (self.back_button, self.cancel_button, self.forward_button) if not button.isHidden()
        ]
        return sum(button.sizeHint().width() + 12 for button in buttons) + 28
