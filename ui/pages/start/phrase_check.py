"""Two words of the phrase typed back: only then does the key leave the base, since the paper surely has it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from core.actions.register import key_phrase
from core.base.i18n import _
from core.store.safe import homes, key_id
from core.words.register import key_words
from ui.common.office import Office
from ui.widgets.button import Button
from ui.widgets.fields import text_field
from ui.widgets.label import paragraph
from ui.widgets.layouts import nest
from ui.widgets.sight import bring_into_sight


class PhraseCheck(QWidget):
    """Two fields, each for the word of one place. ``confirmed`` is emitted once the key is kept apart."""

    confirmed = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._places = (0, 0)
        self.setProperty("plain", True)
        self.asked = paragraph("", name="phrase-asked")
        self.fields = [text_field(office.theme, name=f"phrase-word-{n}", title="") for n in (1, 2)]
        self.confirm = Button(office.theme, _("Confirmer"), name="phrase-confirm", kind="primary")
        self.leave = Button(office.theme, _("Plus tard"), name="phrase-leave", kind="link")
        self.confirm.clicked.connect(self._confirm)
        self.leave.clicked.connect(self.hide)
        for field in self.fields:
            field.setEchoMode(QLineEdit.EchoMode.Normal)
            field.returnPressed.connect(self._confirm)
        row = QHBoxLayout()
        row.setSpacing(10)
        for part in (*self.fields, self.confirm, self.leave):
            row.addWidget(part)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.asked)
        nest(column, row)
        self.hide()

    def begin(self) -> None:
        """Ask for two words, drawn anew."""
        self._places = key_phrase.asked_places()
        first, second = self._places
        self.asked.setText(
            _("Sur votre feuille, quels sont les mots n°\u00a0{first} et n°\u00a0{second}\u202f?").format(
                first=first, second=second
            )
        )
        for place, field in zip(self._places, self.fields, strict=True):
            field.clear()
            title = _("Mot n°\u00a0{place}").format(place=place)
            field.setAccessibleName(title)
            field.setPlaceholderText(title)
        self.show()
        self.fields[0].setFocus()
        bring_into_sight(self)

    def _confirm(self) -> None:
        office = self._office
        typed = {place: field.text() for place, field in zip(self._places, self.fields, strict=True)}
        with office.trying():
            place = key_phrase.confirm(office.store, typed, by=office.by, at=office.now())
            with office.store.read() as r:
                said = key_words(place, str(homes.key_file(key_id(r))))
            self.hide()
            office.say("done", _("La phrase est confirmée."), said)
            self.confirmed.emit()
