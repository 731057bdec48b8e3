"""Above the preview: which letter the person gets, why, and what may be decided instead."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from core.actions.letters.choosing import NEUTRAL, READ, USUAL, decide
from core.actions.letters.noticing import letter_chosen
from core.base.i18n import _
from core.words import letters as words
from ui.common.office import Office
from ui.widgets.button import Button
from ui.widgets.label import paragraph


class Chosen(QFrame):
    """The reason and its buttons. ``decided``: the agency chose another letter."""

    decided = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._lead: int | None = None
        theme = office.theme
        self.setObjectName("letter-chosen")
        self.setProperty("ground", "surface")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 10, 20, 10)
        column.setSpacing(2)
        self._why = paragraph("", name="letter-chosen-why")
        self.read = Button(theme, _(words.READ), name="letter-read", kind="link")
        self.neutral = Button(theme, _(words.NEUTRAL), name="letter-neutral", kind="link")
        self.usual = Button(theme, _(words.USUAL), name="letter-usual", kind="link")
        column.addWidget(self._why)
        for button, letter in ((self.read, READ), (self.neutral, NEUTRAL), (self.usual, USUAL)):
            button.clicked.connect(lambda _checked=False, letter=letter: self._decide(letter))
            column.addWidget(button)
        self.show_lead(None)

    def show_lead(self, lead_id: int | None) -> None:
        """Show why a lead gets its letter; nothing for None, whose letter is made already."""
        self._lead = lead_id
        self.setVisible(lead_id is not None)
        if lead_id is None:
            return
        chosen = letter_chosen(self._office.store, lead_id, at=self._office.now())
        self._why.setText(words.chosen_words(chosen))
        self.read.setVisible(chosen.may_read)
        self.neutral.setVisible(chosen.may_be_neutral)
        self.usual.setVisible(bool(chosen.decided))

    def _decide(self, letter: str) -> None:
        office = self._office
        if self._lead is not None:
            with office.trying():
                decide(office.store, self._lead, letter, by=office.by, at=office.now())
            self.decided.emit()
