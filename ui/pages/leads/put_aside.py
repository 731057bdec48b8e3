"""What was typed for a person while another is looked at: what is kept on leaving is kept then, and the rest is there
again when the person is."""

from PySide6.QtWidgets import QWidget

from ui.pages.leads.complete_form import CompleteForm, Unkept
from ui.pages.leads.living_values import NotesCard


class PutAside:
    """The texts put aside, by lead, until the program is closed."""

    def __init__(self) -> None:
        self._forms: dict[int, Unkept] = {}
        self._notes: dict[int, str] = {}

    def leave(self, lead_id: int, cards: QWidget) -> None:
        """Keep the notes of a person whose cards are about to go, and put aside what cannot be kept yet."""
        form, notes = cards.findChild(CompleteForm), cards.findChild(NotesCard)
        if form is not None and (unkept := form.unkept()) is not None:
            self._forms[lead_id] = unkept
        if notes is not None:
            notes.save()
            if notes.typing():  # It was refused: the reason stands beside it, and goes with the card.
                self._notes[lead_id] = notes.field.toPlainText()

    def give_back(self, lead_id: int, cards: QWidget) -> None:
        """Show again in the cards of a person what was put aside."""
        form, notes = cards.findChild(CompleteForm), cards.findChild(NotesCard)
        if form is not None and (unkept := self._forms.pop(lead_id, None)) is not None:
            form.take_up(unkept)
        if notes is not None and (text := self._notes.pop(lead_id, None)) is not None:
            notes.take_up(text)
