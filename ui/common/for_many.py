"""A gesture for many, whichever: asked in a strip from so many people on, then done as a job under a bar in the same
place, which Échap stops after the person it is at. What is written stays; the gesture says what was done in the band.
"""

from collections.abc import Callable
from functools import cached_property, partial
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.actions.common.jobs import OnBase, on_base
from core.base.errors import UserError
from core.base.i18n import _
from core.base.screen_shapes import number
from ui.common.office import Office
from ui.common.one_job import OneJob
from ui.widgets.job_bar import JobBar
from ui.widgets.layouts import Named, vbox
from ui.widgets.many_question import ManyAsked, ManyQuestion
from ui.widgets.message_band import Act
from ui.widgets.speech import announce

MANY = 20
"""People from whom a gesture is asked and done as a job; on fewer, it is done at once."""
_QUARTERS = 4
ResultT = TypeVar("ResultT")


class ForMany(Named, QWidget):
    """The strip of a page, hidden until it asks or runs something. ``left`` is emitted when the keyboard is to go back
    to the list, ``turned`` when a question opens (True) or closes. ``line_at``: tells where the margin line of the
    table above is."""

    left = Signal()
    turned = Signal(bool)

    def __init__(self, office: Office) -> None:
        super().__init__(name="for-many")
        self.office = office
        self._then: Callable[[str], object] | None = None
        self._quarter = 0
        self.line_at: Callable[[], int] = lambda: 0
        self.bar = JobBar(office.theme, name="many-job", stop=_("Arrêter après celle-ci"), key="Échap")
        self.bar.setContentsMargins(20, 12, 20, 12)
        self._job = OneJob(office.jobs, self.bar)
        self._column = vbox(self.bar, on=self, spacing=0)

    @cached_property
    def question(self) -> ManyQuestion:
        """The question, made when something is first asked."""
        made = ManyQuestion(self.office.theme, lambda: self.line_at())
        made.answered.connect(self._answer)
        made.refused.connect(self.refuse)
        self._column.insertWidget(0, made)
        return made

    @property
    def asking(self) -> bool:
        """Tell whether a question is open."""
        return self._then is not None

    @property
    def running(self) -> bool:
        """Tell whether a gesture is being done."""
        return self._job.running

    def ask(self, question: ManyAsked, then: Callable[[str], object]) -> None:
        """Ask, and call ``then`` with the way chosen if the answer is yes. While a question is open, another one only
        gives it the focus back; while a gesture is being done, none is asked."""
        if self.running:
            self.say_busy()
        elif self.asking:
            self.question.take_focus()
        else:
            self._then = then
            self.question.ask(question)
            self.turned.emit(True)

    def refuse(self) -> None:
        """Close the question, with nothing done."""
        if self.asking:
            self.withdraw()
            self.left.emit()

    def withdraw(self) -> None:
        """Close the question, since what it was about is no longer selected."""
        self._then = None
        self.question.hide()
        self.turned.emit(False)

    def escape(self) -> bool:
        """Do what Échap does here, and tell whether it was anything: refuse, or stop after the person at hand."""
        if self.asking:
            self.refuse()
        elif self.running:
            self._job.ask_stop()
        else:
            return False
        return True

    def do(
        self,
        act: Callable[..., ResultT],
        count: int,
        *,
        text: str,
        done: Callable[[ResultT], object],
        failed: Callable[[UserError], object] | None = None,
        stopped: str = "",
        always: bool = False,
    ) -> None:
        """Do ``act(store, by=…, at=…)`` to ``count`` people: at once for a few, else, or ``always``, as a job under the
        bar, whose result says how far it went. ``failed``: what says why not, by default the band; ``stopped``: what is
        said where a stop leaves no result."""
        office, failed = self.office, failed or self.office.complain
        asked = partial(act, by=office.by, at=office.now())
        if self.running:
            again = partial(self.do, act, count, text=text, done=done, failed=failed, stopped=stopped, always=always)
            self.say_busy(Act(_("Recommencer"), again))
        elif count < MANY and not always:
            try:
                done(asked(office.store))
            except UserError as problem:
                failed(problem)
        else:
            self._quarter = 0
            self._job.run(on_base, OnBase(office.folder, asked), text=text, done=done, failed=failed,
                          stopped=lambda: office.say("note", stopped), heard=self._hear)  # fmt: skip
            announce(self, text)

    def say_busy(self, act: Act | None = None) -> None:
        """Say that one gesture for many goes on. ``act``: what was asked, to be asked again."""
        self.office.say("note", _("Un geste est en cours."), _("Attendez sa fin, ou arrêtez-le."), act=act)

    def _answer(self, way: str) -> None:
        then = self._then
        # The keyboard goes back first: Qt would give it to whatever stands after the strip that is hidden.
        self.refuse()
        if then is not None:
            then(way)

    def _hear(self, done: int, total: int) -> None:
        """Tell each quarter to whoever does not see the bar."""
        quarter = done * _QUARTERS // total if total else 0
        if self._quarter < quarter < _QUARTERS:
            announce(self.bar, _("{done} sur {total}").format(done=number(done), total=number(total)))
        self._quarter = quarter
