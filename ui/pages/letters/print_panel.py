"""What is done with letters that are made, in one place: choose a printer, say what came out, say when they left."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QRadioButton, QVBoxLayout, QWidget

from core.base.french import number
from core.base.i18n import _, n_
from core.model.print_run import LetterPlace, PrintRun
from core.words.printing import run_said
from ui.common.printing import PrinterFound
from ui.look.theme import Theme
from ui.widgets.button import Button
from ui.widgets.fields import CheckBox, Choice, text_field
from ui.widgets.label import paragraph

ALL, UNTIL, NONE = "all", "until", "none"


class PrintPanel(QFrame):
    """The panel. ``print_asked(first only)``, ``file_asked(one each)``, ``answered(up to which)``, ``resumed()``,
    ``posted(typed day)``, ``mailed()``: they left without being printed from here."""

    print_asked = Signal(bool)
    file_asked = Signal(bool)
    answered = Signal(str)
    resumed = Signal()
    posted = Signal(str)
    mailed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._printers: tuple[PrinterFound, ...] = ()
        self.setObjectName("print-panel")
        self.setProperty("ground", "surface")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.choice, self.ask, self.post = self._choice_part(), self._ask_part(), self._post_part()
        for part in (self.choice, self.ask, self.post):
            part.hide()

    def show_printers(self, found: Sequence[PrinterFound]) -> None:
        """Show the printers found; without one, letters are kept as files."""
        kept = self.printer.value()
        self._printers = tuple(found)
        self.printer.clear()
        for one in found:
            self.printer.addItem(one.name, one.name)
        if not found:
            self.printer.addItem(_("Aucune imprimante trouvée"), "")
        elif kept in [one.name for one in found]:
            self.printer.choose(kept)
        self._printer_chosen()

    def show_choice(self, count: int) -> None:
        """Offer to print so many letters."""
        self._show(self.choice)
        words = n_("Imprimer {n} lettre", "Imprimer les {n}", count).format(n=number(count))
        self.start.dress(words, icon="print", key="Ctrl+P")
        self._sheets.setText(n_("{n} feuille à prévoir", "{n} feuilles à prévoir", count).format(n=number(count)))
        self._printer_chosen()

    def show_run(self, run: PrintRun) -> None:
        """Ask what came out of a run."""
        fresh = self.ask.isHidden()
        self._show(self.ask)
        self._told.setText(run_said(run))
        self.again.setVisible(bool(run.at_place(LetterPlace.TO_PRINT)) and not run.stopped)
        if fresh:
            self._all.setChecked(True)
            self.last.clear()

    def show_post(self, count: int, day: str) -> None:
        """Offer to note that so many letters left, on ``day`` unless another is typed."""
        if self.post.isHidden():
            self.day.setText(day)
        self._show(self.post)
        words = n_("Noter l’envoi de {n} lettre", "Noter l’envoi des {n} lettres", count).format(n=number(count))
        self.gone.reword(words)

    def show_nothing(self) -> None:
        """Show nothing: no letter is made."""
        self._show(None)

    def do(self) -> bool:
        """Do what the primary button does; False when there is none."""
        for part, button in ((self.choice, self.start), (self.ask, self.note), (self.post, self.gone)):
            if not part.isHidden():
                button.click()
                return True
        return False

    @property
    def idle(self) -> bool:
        """Tell whether nothing is offered."""
        return all(part.isHidden() for part in (self.choice, self.ask, self.post))

    def both_sides(self) -> bool:
        """Tell whether both sides are to be printed."""
        return self.sides.isChecked()

    def upto(self) -> str:
        """Return the answer chosen: all, none, or the reference typed."""
        if self._until.isChecked():
            return self.last.text().strip()
        return NONE if self._none.isChecked() else ALL

    def _show(self, shown: QWidget | None) -> None:
        for part in (self.choice, self.ask, self.post):
            part.setVisible(part is shown)

    def _part(self, name: str) -> tuple[QWidget, QVBoxLayout]:
        part = QWidget()
        part.setObjectName(name)
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._column.addWidget(part)
        return part, column

    def _choice_part(self) -> QWidget:
        theme = self._theme
        part, column = self._part("print-choice")
        self.printer = Choice(theme, (("", _("Recherche des imprimantes…")),), name="printer", title=_("Imprimante"))
        self.printer.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.printer.currentIndexChanged.connect(self._printer_chosen)
        self.sides = CheckBox(theme, _("Recto verso"), name="print-both-sides")
        self.sides.setChecked(True)
        self._sheets = paragraph("", "caption", ink="muted", name="print-sheets")
        self._note = paragraph("", "caption", ink="muted", name="print-note")
        self.start = Button(theme, _("Imprimer"), name="print-start", kind="primary", key="Ctrl+P")
        self.first = Button(theme, _("Essai\u202f: la première seulement"), name="print-first")
        self.file = Button(theme, _("Garder en un seul fichier…"), name="print-file")
        self.each = Button(theme, _("Dossier et adresses, pour un service…"), name="print-each", kind="link")
        self.start.clicked.connect(lambda: self.print_asked.emit(False))
        self.first.clicked.connect(lambda: self.print_asked.emit(True))
        self.file.clicked.connect(lambda: self.file_asked.emit(False))
        self.each.clicked.connect(lambda: self.file_asked.emit(True))
        self.sent = Button(theme, _("Déjà à la poste\u202f: noter l’envoi…"), name="print-mailed", kind="link")
        self.sent.clicked.connect(self.mailed)
        parts = (
            self.printer,
            self.sides,
            self._sheets,
            self._note,
            self.start,
            self.first,
            self.file,
            self.each,
            self.sent,
        )
        for one in parts:
            column.addWidget(one)
        return part

    def _ask_part(self) -> QWidget:
        theme = self._theme
        part, column = self._part("print-ask")
        self._told = paragraph("", semibold=True, name="print-told")
        self._group = QButtonGroup(part)
        self._all = self._radio(_("Oui, toutes"), "print-all")
        self._until = self._radio(_("Jusqu’à celle de référence…"), "print-until")
        self._none = self._radio(_("Aucune"), "print-none")
        self.last = text_field(
            theme, name="print-last", title=_("Référence de la dernière lettre bien sortie (sous la date)"),
            hint=_("Référence, ex. K7P-4MD"),
        )  # fmt: skip
        self.last.textEdited.connect(lambda _text: self._until.setChecked(True))
        self.last.returnPressed.connect(self.do)
        self.note = Button(theme, _("Valider"), name="print-answer", kind="primary", key="Ctrl+P")
        self.note.clicked.connect(lambda: self.answered.emit(self.upto()))
        self.again = Button(theme, _("Envoyer celles qui manquent"), name="print-resume")
        self.again.clicked.connect(self.resumed)
        hint = _("Une lettre compte comme imprimée après votre réponse, et comme postée au jour que vous noterez.")
        for one in (self._told, self._all, self._until, self.last, self._none, self.note, self.again):
            column.addWidget(one)
        column.addWidget(paragraph(hint, "caption", ink="muted", name="print-hint"))
        return part

    def _post_part(self) -> QWidget:
        part, column = self._part("print-post")
        column.addWidget(paragraph(_("Postées le"), semibold=True, name="post-title"))
        self.day = text_field(self._theme, name="post-day", title=_("Postées le"), hint=_("jj/mm/aaaa"))
        self.day.returnPressed.connect(self.do)
        self.gone = Button(self._theme, _("Noter l’envoi"), name="post-note", kind="primary")
        self.gone.clicked.connect(lambda: self.posted.emit(self.day.text()))
        self.reprint = Button(self._theme, _("Imprimer de nouveau"), name="post-reprint", kind="link")
        self.reprint.clicked.connect(lambda: self.print_asked.emit(False))
        hint = _("Deux jours d’envoi\u202f? Choisissez les lettres, notez chaque jour à part.")
        for one in (self.day, self.gone, self.reprint):
            column.addWidget(one)
        column.addWidget(paragraph(hint, "caption", ink="muted", name="post-hint"))
        return part

    def _radio(self, words: str, name: str) -> QRadioButton:
        made = QRadioButton(words)
        made.setObjectName(name)
        made.setAccessibleName(words)
        made.setMinimumHeight(28)
        self._group.addButton(made)
        return made

    def _printer_chosen(self) -> None:
        found = next((one for one in self._printers if one.name == self.printer.value()), None)
        self.start.setEnabled(found is not None)
        self.first.setEnabled(found is not None)
        said = ""
        if found is None and self._printers == () and self.printer.value() == "":
            said = _("Sans imprimante, gardez-les en PDF\u202f: elles compteront une fois imprimées, puis postées.")
        elif found is not None and not found.paper:
            said = _("Cette imprimante fait un fichier, pas du papier.")
        elif found is not None and not found.both_sides:
            said = _("Elle n’annonce pas le recto verso\u202f: deux feuilles par lettre, à agrafer.")
        self._note.setText(said)
        self._note.setVisible(bool(said))
