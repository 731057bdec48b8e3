"""The paper of the letter chosen, as it will leave, and above it why the person gets that one."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.actions.letters import noticing
from core.base.errors import UserError
from ui.common.office import Office
from ui.common.preview import Preview
from ui.pages.letters.chosen import Chosen
from ui.pages.letters.paper import letter_pdf
from ui.pages.letters.rows import Letter

SAME_LETTER_MS = 1000
"""A letter that does not look changed is drawn again after so long without news: an import brings some four times a
second."""


class PaperSide(QWidget):
    """The paper; ``read()`` gives the letter to show, None for none."""

    def __init__(self, office: Office, read: Callable[[], Letter | None]) -> None:
        super().__init__()
        self._office = office
        self._read = read
        self._drawn: Letter | None = None
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.timeout.connect(self.draw)
        self.preview = Preview(office.theme, whole=True)
        self.chosen = Chosen(office)
        self.chosen.decided.connect(self.draw)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.chosen)
        column.addWidget(self.preview, 1)

    def follow(self, letter: Letter | None) -> None:
        """Draw the letter after the list, since composing it takes longer than one frame; later when it looks the
        same."""
        self.timer.start(SAME_LETTER_MS if letter == self._drawn else 0)

    def draw(self) -> None:
        """Draw the letter as it is now."""
        letter = self._drawn = self._read()
        self.chosen.show_letter(letter)
        if letter is None:
            self.preview.show_words("")
            return
        try:
            self.preview.show_pdf(letter_pdf(self._office, letter), letter.name)
        except UserError as problem:
            self.preview.show_words(problem.text)

    def draw_lead(self, lead_id: int) -> None:
        """Draw the letter of somebody who is not in the list."""
        self.timer.stop()
        office = self._office
        with office.trying():
            self.preview.show_pdf(noticing.preview(office.store, lead_id, at=office.now()).pdf, "")
