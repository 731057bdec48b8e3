"""The recovery phrase of the register: shown when asked, copied on paper or printed, never written to the disk; two of
its words typed back show that the paper has it, and only then does the key leave the base."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont, QHideEvent, QPageLayout, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from core.actions.keeping.keeping_jobs import Keeping, seal_job
from core.actions.register import key_phrase
from core.base.french import day
from core.base.i18n import _
from core.model.register_key import KeyPlace
from core.store import safe
from core.store.safe import homes, key_id
from core.words.register import key_words
from ui.common.file_dialogs import over
from ui.common.office import Office
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.fields import text_field
from ui.widgets.label import paragraph, value
from ui.widgets.layouts import fill, hbox, vbox
from ui.widgets.pages import bring_into_sight


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
        row = hbox(spacing=10)
        for part in (*self.fields, self.confirm, self.leave):
            row.addWidget(part)
        row.addStretch(1)
        vbox(self.asked, row, on=self)
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
                words = key_words(place, str(homes.key_file(key_id(r))))
            self.hide()
            office.say("done", _("La phrase est confirmée."), words)
            self.confirmed.emit()


COLUMNS = 4


class PhraseCard(Card):
    """The twenty-four words in four columns, hidden again when the card is no longer visible."""

    def __init__(self, office: Office) -> None:
        super().__init__(office.theme, _("Phrase de secours du registre"), name="phrase")
        self._office = office
        self._words: tuple[str, ...] = ()
        self._place = KeyPlace.BASE
        self.told = paragraph("", ink="muted", name="phrase-told")
        self.columns = [value("", name=f"phrase-words-{place}") for place in range(COLUMNS)]
        self.show_words = Button(office.theme, _("Montrer les 24 mots"), name="phrase-show", icon="eye")
        self.print_ = Button(office.theme, _("Imprimer"), name="phrase-print", icon="print")
        self.show_words.clicked.connect(self._toggle)
        self.print_.clicked.connect(self._print)
        self.noted = Button(office.theme, _("J’ai noté les mots"), name="phrase-noted", icon="check")
        self.noted.clicked.connect(self._check)
        self.check = PhraseCheck(office)
        self.check.confirmed.connect(self._confirmed)
        row = hbox(spacing=10)
        for button in (self.show_words, self.print_, self.noted):
            row.addWidget(button)
        row.addStretch(1)
        self.body.addWidget(self.told)
        words = hbox(spacing=24)
        for label in self.columns:
            words.addWidget(label)
        words.addStretch(1)
        fill(self.body, words, row, self.check)
        self.refresh()

    def refresh(self) -> None:
        """Hide the words, and show whether they were ever shown."""
        self._words = ()
        with self._office.store.read() as r:
            is_shown, self._place, known_by = key_phrase.was_shown(r), safe.place(r), safe.key_id(r)
        advice = _(
            "Sur papier, au coffre : ni photo, ni fichier, ni e-mail. Elle seule remet la clé sur un autre poste."
        )
        sentences = [advice, key_words(self._place, str(homes.key_file(known_by)))]
        self.told.setText(" ".join(sentences if is_shown else [_("Pas encore imprimée."), *sentences]))
        self.show_words.setVisible(self._place is not KeyPlace.ABSENT)
        self._show()

    def hideEvent(self, event: QHideEvent) -> None:
        """Forget the words."""
        super().hideEvent(event)
        self._words = ()
        self._show()

    def sheet(self) -> str:
        """Return the sheet to print, as plain text."""
        office = self._office
        agency = office.settings.agency
        lines = [
            _("Phrase de secours du registre d’opposition"),
            f"{agency.legal_name or agency.name}, {day(office.now().date())}",
            "",
            *_columns(self._words),
            "",
            _("À garder au coffre. Réglages, Registre d’opposition, « Remettre la clé » : les 24 mots, dans l’ordre."),
        ]
        return "\n".join(lines)

    def _toggle(self) -> None:
        office = self._office
        if self._words:
            self.refresh()
            return
        with office.trying():
            self._words = key_phrase.phrase(office.store, by=office.by, at=office.now())
            self._show()

    def _check(self) -> None:
        """Hide the words and ask for two of them."""
        self.refresh()
        self.check.begin()

    def _confirmed(self) -> None:
        """Seal the copies of before, which still hold the key."""
        office = self._office
        self.refresh()
        self.show_words.setFocus()
        bring_into_sight(self)
        asked = Keeping(office.folder, office.by, office.now())
        office.jobs.run(seal_job, asked, done=lambda _count: None, failed=office.complain, lane="process")

    def _show(self) -> None:
        tall = -(-len(self._words) // COLUMNS)
        numbered = [f"{place}. {word}" for place, word in enumerate(self._words, start=1)]
        for rank, label in enumerate(self.columns):
            label.setText("\n".join(numbered[rank * tall : (rank + 1) * tall]))
            label.setVisible(bool(self._words))
        self.print_.setVisible(bool(self._words))
        self.noted.setVisible(bool(self._words) and self._place is KeyPlace.BASE)
        self.show_words.setText(_("Cacher") if self._words else _("Montrer les 24 mots"))

    def _print(self) -> None:
        """Print from memory, without writing a file."""
        printer = QPrinter()
        dialog = QPrintDialog(printer, over(self))
        # Printing to a file asks where in a file dialog of Qt's own: see ui/common/file_dialogs.py.
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintToFile, on=False)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return
        printer.setPageMargins(printer.pageLayout().margins(), QPageLayout.Unit.Millimeter)
        document = QTextDocument()
        font = QFont("monospace")
        font.setPointSize(12)
        document.setDefaultFont(font)
        document.setPlainText(self.sheet())
        document.print_(printer)


def _columns(words: tuple[str, ...]) -> list[str]:
    """Return the words, numbered from top to bottom, in four columns."""
    lines = len(words) // COLUMNS
    return [
        "   ".join(f"{place + 1:>2}. {words[place]:<12}" for place in range(line, len(words), lines)).rstrip()
        for line in range(lines)
    ]
