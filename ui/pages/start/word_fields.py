"""The four words of a code, each in its field: pasted in the first, they fill all."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from core.base.i18n import _
from core.team import pairing
from ui.look.theme import Theme
from ui.widgets.fields import mark_wrong, text_field
from ui.widgets.flow import Flow
from ui.widgets.layouts import Themed

WIDE = 128


class WordFields(Themed, QWidget):
    """The fields. ``changed`` is emitted when a word was; ``completed`` when the last one was pasted."""

    changed = Signal()
    completed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, name="join-words")
        self.row = Flow(self, spacing=10)
        self.fields = [
            text_field(theme, name=f"join-word-{place}", title=_("Mot {n} sur quatre").format(n=place))
            for place in range(1, pairing.WORDS + 1)
        ]
        for place, field in enumerate(self.fields):
            field.textEdited.connect(lambda typed, place=place: self._type(place, typed))
            field.editingFinished.connect(lambda place=place: self._complete(place))
            self.row.add_widget(field)
        theme.follow(self._fit)

    def code(self) -> str:
        """Return the words, with a space between."""
        return " ".join(field.text() for field in self.fields)

    def next_empty(self) -> bool:
        """Go to the first word that is missing or is none of the list; return whether there is one."""
        for field in self.fields:
            if not pairing.word_typed(field.text()):
                field.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return False

    def clear(self) -> None:
        """Empty the fields, for other words."""
        for field in self.fields:
            field.clear()
            mark_wrong(field, "")

    def _type(self, place: int, typed: str) -> None:
        """Take what was typed or pasted in a field: a space goes on to the next."""
        words = typed.split()
        mark_wrong(self.fields[place], "")
        if typed.split(" ") != [typed] or len(words) > 1:
            here = self.fields[place : place + max(1, len(words))]
            for field, word in zip(here, words or [""], strict=False):
                field.setText(pairing.word_typed(word) or word)
            if words:
                last = min(place + len(words), len(self.fields) - 1)
                self.fields[last].setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()
        if len(words) > 1 and place + len(words) >= len(self.fields):
            self.completed.emit()

    def _complete(self, place: int) -> None:
        """Write in full the word of a field that was left."""
        field = self.fields[place]
        if typed := field.text().strip():
            word = pairing.word_typed(typed)
            field.setText(word or typed)
            mark_wrong(field, "" if word else _("Ce mot n’est pas de la liste\u202f: relisez-le sur l’autre poste."))

    def _fit(self) -> None:
        for field in self.fields:
            field.setFixedWidth(self._theme.px(WIDE))
