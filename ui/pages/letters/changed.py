"""How many letters of a tab no longer say what their sheet says, in one sentence, with one button for all."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.actions.letters.changed_letters import LettersMade, changed_leads
from core.base.errors import UserError
from core.base.french import number
from core.base.i18n import _
from core.words.printing import changed_said
from ui.common.jobs import Job
from ui.common.office import Office
from ui.widgets.button import Button
from ui.widgets.label import paragraph

QUIET_MS = 1500
"""Without news before the letters are looked at: each takes a twentieth of a second of another process."""
MOST = 200
"""Letters looked at, in the order of the tab: more are not printed at once."""


class ChangedLetters(QWidget):
    """``again(leads)``: their letters are to be made once more."""

    again = Signal(object)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._letters: tuple[int, ...] = ()
        self._printed = False
        self._job: Job | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(QUIET_MS)
        self._timer.timeout.connect(self.look)
        self.said = paragraph("", "caption", ink="wait", name="letters-changed")
        self.all = Button(office.theme, "", name="letters-changed-again")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.said)
        column.addWidget(self.all)
        self._leads: tuple[int, ...] = ()
        self.all.clicked.connect(lambda _checked=False: self.again.emit(list(self._leads)))
        self._tell(())

    def follow(self, letters: Sequence[int], *, printed: bool) -> None:
        """Look at these letters, ``printed`` or to be, once there was no news for a while."""
        if self._letters != tuple(letters):
            self._tell(())
        self._letters, self._printed = tuple(letters), printed
        self._stop()
        if self._letters and self.isVisible():
            self._timer.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Look again at what changed while the page was hidden."""
        super().showEvent(event)
        if self._letters:
            self._timer.start()

    def look(self) -> None:
        """Look at the letters now, beside the window."""
        asked = LettersMade(self._office.folder, self._letters[:MOST])
        self._job = self._office.jobs.run(
            changed_leads, asked, done=partial(self._found, self._letters), failed=self._failed, lane="quiet"
        )

    def _stop(self) -> None:
        self._timer.stop()
        if self._job is not None:
            self._job.stop()
            self._job = None

    def _found(self, letters: tuple[int, ...], leads: tuple[int, ...]) -> None:
        self._job = None
        if letters == self._letters:
            self._tell(leads)

    def _failed(self, _problem: UserError) -> None:
        self._job = None

    def _tell(self, leads: tuple[int, ...]) -> None:
        """Say how many changed, when they are several: of one alone its own line says it."""
        self._leads = leads
        count = len(leads)
        self.said.setText(changed_said(count, printed=self._printed) if count > 1 else "")
        self.all.reword(_("Préparer les {n} de nouveau").format(n=number(count)))
        for part in (self.said, self.all):
            part.setVisible(count > 1)
