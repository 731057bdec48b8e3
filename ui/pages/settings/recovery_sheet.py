"""The recovery sheet in the settings: printed from memory, its code typed back; or, without a printer, the 24 words
shown, copied by hand, and two of them typed back. Only then does the key leave the base, or a base become a team's."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QHideEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QWidget

from core.actions.keeping.keeping_jobs import Keeping, seal_job
from core.actions.register import key_phrase, recovery_sheet
from core.actions.register.at_rest import at_rest
from core.actions.register.recovery_sheet import Typed
from core.base import moments
from core.base.i18n import _
from core.base.screen_shapes import day
from core.model.register_key import KeyPlace
from ui.common.file_dialogs import over
from ui.common.office import Office
from ui.common.printing import makes_file, paint_on
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.fields import text_field
from ui.widgets.label import label, paragraph, set_ink, value
from ui.widgets.layouts import STRETCH, fill, hbox, vbox
from ui.widgets.pages import bring_into_sight

COLUMNS = 4


@contextmanager
def sealing(told: QLabel) -> Iterator[None]:
    """Show that the window waits while the base is sealed, a second or so for ten thousand leads: nothing may read it
    meanwhile."""
    before = told.text()
    told.setText(_("La base et ses sauvegardes se scellent\u202f: un instant…"))
    told.repaint()
    QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        yield
    finally:
        QGuiApplication.restoreOverrideCursor()
        told.setText(before)


class SheetState(NamedTuple):
    """What the card says. ``caution``: something is to be done about it; ``waits``: the sheet is to be shown to be
    held; ``absent``: its key is not on this computer."""

    sentence: str
    caution: bool = False
    waits: bool = True
    absent: bool = False


class PhraseCheck(QWidget):
    """Two fields, each for the word of one place, which ``take`` is given."""

    def __init__(self, office: Office, take: Callable[[Typed], object]) -> None:
        super().__init__()
        self._take = take
        self._places = (0, 0)
        self.setProperty("plain", True)
        self.asked = paragraph("", name="phrase-asked")
        self.fields = [text_field(office.theme, name=f"phrase-word-{n}", title="") for n in (1, 2)]
        self.confirm = Button(office.theme, _("Confirmer"), name="phrase-confirm", kind="primary", press=self._confirm)
        self.leave = Button(office.theme, _("Plus tard"), name="phrase-leave", kind="link", press=self.hide)
        for field in self.fields:
            field.setEchoMode(QLineEdit.EchoMode.Normal)
            field.returnPressed.connect(self._confirm)
        row = hbox(spacing=10)
        fill(row, *self.fields, self.confirm, self.leave, STRETCH)
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
        self._take({place: field.text() for place, field in zip(self._places, self.fields, strict=True)})


class SheetCard(Card):
    """The card: what is in clear, the button that prints, the code to type back. The words, shown when asked, are
    hidden again when the card is no longer visible."""

    def __init__(self, office: Office, title: str = "") -> None:
        super().__init__(office.theme, title or _("Feuille de secours"), name="sheet")
        self.office = office
        self._words: tuple[str, ...] = ()
        self._waits = True
        self._state = paragraph("", name="sheet-state")
        advice = paragraph(
            _(
                "Une page\u202f: les 24 mots de la clé, un code, et que faire sur un autre ordinateur. Sur papier, au "
                "coffre\u202f: ni photo, ni fichier, ni e-mail."
            ),
            ink="muted",
        )
        self.print_ = Button(office.theme, _("Imprimer la feuille…"), name="sheet-print", kind="primary", icon="print")
        self.show_words = Button(office.theme, "", name="phrase-show", kind="link", press=self._toggle)
        self.code = text_field(office.theme, name="sheet-code", title=_("Code de la feuille"), hint="ABCD-EFGH")
        self.confirm = Button(office.theme, _("Confirmer"), name="sheet-confirm", icon="check", press=self._confirm)
        self._typing = QWidget()
        self._typing.setProperty("plain", True)
        hbox(label(_("Puis son code\u202f:")), self.code, self.confirm, STRETCH, on=self._typing, spacing=10)
        self.columns = [value("", name=f"phrase-words-{place}") for place in range(COLUMNS)]
        self.noted = Button(office.theme, _("J’ai noté les mots"), name="phrase-noted", icon="check", press=self._check)
        self.check = PhraseCheck(office, self._take)
        words = hbox(*self.columns, STRETCH, spacing=24)
        buttons = hbox(self.print_, self.show_words, STRETCH, spacing=10)
        noted = hbox(self.noted, STRETCH)
        fill(self.body, self._state, advice, buttons, self._typing, words, noted, self.check)
        self.print_.clicked.connect(self._print)
        self.code.returnPressed.connect(self._confirm)
        self.refresh()

    def state(self) -> SheetState:
        """Return what is in clear."""
        base = at_rest(self.office.store)
        sentences = [base.shown]
        if base.confirmed and (confirmed := moments.read(self.office.settings.sheet_confirmed)):
            sentences.append(_("Feuille confirmée le {day}.").format(day=day(confirmed.date())))
        absent = base.place is KeyPlace.ABSENT
        return SheetState(" ".join(sentences), bool(base.at_rest.state), not base.confirmed and not absent, absent)

    def pdf(self) -> bytes:
        """Return the page."""
        return recovery_sheet.sheet(self.office.store, by=self.office.by, at=self.office.now())

    def words(self) -> tuple[str, ...]:
        """Return the words of the key."""
        return key_phrase.phrase(self.office.store, by=self.office.by, at=self.office.now())

    def accept(self, typed: Typed) -> None:
        """Do what the sheet allows once it is held. Raises UserError where it is not."""
        office = self.office
        with sealing(self._state):
            recovery_sheet.confirm(office.store, typed, by=office.by, at=office.now())

    def accepted(self) -> None:
        """Say where the key is, and seal the copies of before, which still hold it."""
        office = self.office
        office.say("done", _("La feuille est confirmée."), at_rest(office.store).shown)
        office.forget(frozenset({"setting"}))
        self.refresh()
        self.print_.setFocus()
        bring_into_sight(self)
        keeping = Keeping(office.folder, office.by, office.now())
        office.jobs.run(seal_job, keeping, done=lambda _count: None, failed=office.complain, lane="process")

    def refresh(self) -> None:
        """Hide the words, and say what is in clear."""
        self._words = ()
        state = self.state()
        self._waits = state.waits
        self._state.setText(state.sentence)
        set_ink(self._state, "wait" if state.caution else "text")
        focused = self.focusWidget()
        if not self._waits and isinstance(focused, QLineEdit):
            self.print_.setFocus()  # What has the focus is about to be hidden.
        self._typing.setVisible(self._waits)
        for button in (self.print_, self.show_words):
            button.setVisible(not state.absent)
        self._show()

    def hideEvent(self, event: QHideEvent) -> None:
        """Forget the words."""
        super().hideEvent(event)
        self._words = ()
        self._show()

    def _print(self) -> None:
        """Print from memory, without writing a file."""
        office = self.office
        with office.trying():
            printer = self._printer()
            if printer is None:
                return
            paint_on(printer, self.pdf())
            words = _("Attendez la page, puis tapez ici le code qu’elle porte.")
            office.say("note", _("Feuille envoyée à l’imprimante."), words if self._waits else "")
            self.code.setFocus()

    def _printer(self) -> QPrinter | None:
        """Ask for a printer; None when there is none, the user gave up, or it makes files."""
        alone = _("Montrez les 24 mots et notez-les à la main\u202f: ils suffisent.")
        if all(map(makes_file, QPrinterInfo.availablePrinterNames())):
            self.office.say("caution", _("Aucune imprimante sur ce poste."), alone)
            return None
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, over(self))
        # Printing to a file asks where in a file dialog of Qt's own: see ui/common/file_dialogs.py.
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintToFile, on=False)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return None
        if printer.outputFileName() or makes_file(printer.printerName()):
            fact = _("«\u202f{printer}\u202f» fait un fichier\u202f: la feuille n’est que de papier.")
            self.office.say("caution", fact.format(printer=printer.printerName()), alone)
            return None
        return printer

    def _confirm(self) -> None:
        self.code.setFocus()
        self.code.selectAll()
        self._take(self.code.text())

    def _take(self, typed: Typed) -> None:
        with self.office.trying():
            self.accept(typed)
            self.code.clear()
            self.check.hide()
            self.accepted()

    def _toggle(self) -> None:
        if self._words:
            self.refresh()
            return
        with self.office.trying():
            self._words = self.words()
            self._show()

    def _check(self) -> None:
        """Hide the words and ask for two of them."""
        self.refresh()
        self.check.begin()

    def _show(self) -> None:
        tall = -(-len(self._words) // COLUMNS)
        numbered = [f"{place}. {word}" for place, word in enumerate(self._words, start=1)]
        for rank, column in enumerate(self.columns):
            column.setText("\n".join(numbered[rank * tall : (rank + 1) * tall]))
            column.setVisible(bool(self._words))
        self.noted.setVisible(bool(self._words) and self._waits)
        self.show_words.setText(_("Cacher les mots") if self._words else _("Montrer les 24 mots"))
