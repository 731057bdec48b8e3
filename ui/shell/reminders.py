"""Reminds of a callback when its minute has come, in a small window of its own that takes no focus and names nobody:
whoever passes the desk reads an hour and a count."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from core.base.i18n import _, n_
from core.base.moments import happened, kept, local
from core.base.screen_shapes import hour, number
from core.store.port import Changed
from core.store.today import DueLine, callbacks_until
from ui.common.office import Office
from ui.look.theme import Theme
from ui.shell.frame import Frame, bring_in_front
from ui.widgets.button import Button
from ui.widgets.calm_timer import CalmTimer
from ui.widgets.focus import FocusRing
from ui.widgets.label import label, paragraph
from ui.widgets.layouts import STRETCH, Themed, drop, hbox, vbox
from ui.widgets.paint import box

LOOK_MS = 15_000
PUT_OFF = timedelta(minutes=10)
TIMES = 3
"""How often a callback is put off; from then on it stays in Aujourd’hui."""
WIDE, HIGH = 410, 126
EDGE = 16
"""From the corner of the screen."""


class DueCallback(Themed, QWidget):
    """The window. Signals: ``put_off``, ``opened``."""

    put_off = Signal()
    opened = Signal()

    def __init__(self, theme: Theme) -> None:
        above = Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint
        super().__init__(theme, None, above, name="due-callback")
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setWindowTitle(_("Premier Contact, un rappel attend"))
        self._title = label("", semibold=True, name="due-title")
        self._who = paragraph("", ink="muted", name="due-who")
        self._later = Button(theme, _("Écarter 10\u00a0min"), name="due-later", press=self.put_off)
        self._open = Button(theme, _("Ouvrir"), name="due-open", kind="primary", press=self.opened)
        buttons = hbox(STRETCH, self._later, self._open, spacing=8)
        self.ring = FocusRing(theme, self)
        vbox(self._title, self._who, STRETCH, buttons, on=self, margins=(20, 14, 16, 14), spacing=4)

    def show_due(self, count: int, due: datetime, *, last: bool) -> None:
        """Show how many callbacks are due, at ``due`` (the agency’s clock); ``last``: they are put off no more."""
        words = n_("Un rappel est prévu à {hour}", "{n} rappels sont prévus à {hour}", count)
        who = n_(
            "{n} personne à rappeler. Le nom est dans le programme.",
            "{n} personnes à rappeler. Les noms sont dans le programme.",
            count,
        )
        self._title.setText(words.format(n=number(count), hour=hour(due)))
        third = _("Troisième fois\u202f: il reste dans Aujourd’hui.")
        self._who.setText(third if last else who.format(n=number(count)))
        self.setAccessibleName(self._title.text())
        if not self.isVisible():
            self._place()
            self.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Put off on Échap, once somebody gave it the keyboard."""
        if event.key() == Qt.Key.Key_Escape:
            self.put_off.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        box(painter, self._theme, self.rect(), ground="surface", edge="border", radius=0)
        painter.fillRect(0, 0, 4, self.height(), self._theme.color("wait"))

    def _place(self) -> None:
        self.setFixedSize(self._theme.px(WIDE), max(self._theme.px(HIGH), self.sizeHint().height()))
        # At the left: the other corner is that of « S’oppose ».
        room = self.screen().availableGeometry()
        self.move(room.left() + EDGE, room.bottom() - self.height() - EDGE)


class Reminded(NamedTuple):
    """How often somebody was reminded of a callback, and when last."""

    times: int
    at: datetime


class Reminders(QObject):
    """Looks who is to be called back since the window opened; what was due before is in Aujourd’hui."""

    def __init__(self, office: Office, frame: Frame) -> None:
        super().__init__(frame)
        self.setObjectName("reminders")
        self._office, self._frame = office, frame
        self._since = office.now()
        self._answers: dict[DueLine, Reminded] = {}
        self.window = DueCallback(office.theme)
        self.window.put_off.connect(self._put_off)
        self.window.opened.connect(self._open)
        self._deaf: Callable[[], object] = office.store.listen(self._hear)
        self._looking = CalmTimer(self.look, self, every=LOOK_MS)
        frame.closing.connect(self.stop)

    def stop(self) -> None:
        """Remind no more, because the window closes; it may be closed twice."""
        self._frame.closing.disconnect(self.stop)
        self._deaf()
        self._looking.stop()
        drop(self.window)

    def look(self) -> None:
        """Show the window when a callback is due, unless somebody is on the telephone; hide it when none is. What was
        answered later than now was answered by a clock that was wrong, and is asked again."""
        now = self._office.now()
        self._since = min(self._since, now)
        self._answers = {line: answer for line, answer in self._answers.items() if answer.at <= now}
        waiting = [] if self._office.on_call else self._waiting()
        if not waiting:
            self.window.hide()
            return
        last = all(self._answer(line).times == TIMES - 1 for line in waiting)
        self.window.show_due(len(waiting), local(waiting[0].due), last=last)

    def _answer(self, line: DueLine) -> Reminded:
        """Return how often a callback was put off, and the last time."""
        return self._answers.get(line, Reminded(0, self._since - PUT_OFF))

    def _waiting(self) -> list[DueLine]:
        """Return who is to be called back now, those of the first minute alone."""
        now = self._office.now()
        with self._office.store.read() as r:
            lines = callbacks_until(r, kept(now))
        fresh = [line for line in lines if happened(line.due) > self._since]
        asked = [line for line in fresh if self._answer(line).times < TIMES and self._answer(line).at + PUT_OFF <= now]
        return [line for line in asked if _minute(line) == _minute(asked[0])]

    def _hear(self, changed: Changed) -> None:
        if changed & {"callback", "call", "opposition", "*"}:
            # Later: the page that wrote has not yet said that somebody is on the telephone.
            QTimer.singleShot(0, self, self.look)

    def _put_off(self) -> None:
        for line in self._waiting():
            self._answers[line] = Reminded(self._answer(line).times + 1, self._office.now())
        self.look()

    def _open(self) -> None:
        """Show the first of them in Appels, judged at this moment; they are reminded of no more."""
        waiting = self._waiting()
        self._answers |= dict.fromkeys(waiting, Reminded(TIMES, self._office.now()))
        self.look()
        if waiting:
            bring_in_front(self._frame)
            self._office.go("calls", waiting[0].lead_id)


def _minute(line: DueLine) -> datetime:
    return happened(line.due).replace(second=0, microsecond=0)
