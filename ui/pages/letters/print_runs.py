"""Prints the letters that are made, in one place: finds the printers, sends letters, asks what came out, notes what was
posted."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QVBoxLayout, QWidget

from core.actions.common import agency
from core.actions.common.jobs import OnBase, on_base
from core.actions.letters import posting, print_runs
from core.actions.letters.households import envelope_count
from core.actions.letters.mail_service import check_service
from core.actions.letters.print_runs import last_out
from core.base.errors import UserError
from core.base.i18n import N_, _, n_
from core.base.screen_shapes import number
from core.model.print_run import LetterPlace, ShownRun, SkippedLetter
from core.words.errors import error, user_text
from core.words.printing import answered_said, held_said, left_said, outcome_said, posted_said, run_said, unposted_said
from core.words.said_moments import day_said
from ui.common import printing
from ui.common.file_dialogs import ask_folder, ask_save
from ui.common.jobs import Job
from ui.common.office import Office
from ui.common.printing import PrinterFound
from ui.look.theme import Theme
from ui.widgets.button import Button
from ui.widgets.fields import CheckBox, Choice, Radio, text_field
from ui.widgets.job_bar import JobBar
from ui.widgets.label import label, paragraph
from ui.widgets.layouts import STRETCH, Themed, fill, nest, vbox
from ui.widgets.message_band import Act

ALL, NONE = "all", "none"
PROMISE = N_("Rien ne compte comme imprimé avant votre réponse à la sortie.")
AGAIN = N_("Même texte, même date, même référence. La feuille gâchée est à détruire.")


class PrintPanel(Themed, QFrame):
    """The panel. ``print_asked(first only)``, ``file_asked(one each)``, ``answered(up to which)``, ``resumed()``,
    ``posted(typed day)``, ``mailed()``: they left without being printed from here, ``again()``: letters that came out
    are to be printed once more."""

    print_asked = Signal(bool)
    file_asked = Signal(bool)
    answered = Signal(str)
    resumed = Signal()
    posted = Signal(str)
    mailed = Signal()
    again = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, name="print-panel")
        self._printers: tuple[PrinterFound, ...] = ()
        self._run: ShownRun | None = None
        self._looked = False
        self._count, self._pages, self._envelopes = 0, 2, 0
        self.setProperty("ground", "surface")
        self._column = vbox(on=self, spacing=8)
        self.choice, self.ask, self.post = self._choice_part(), self._ask_part(), self._post_part()
        for part in (self.choice, self.ask, self.post):
            part.hide()

    def show_printers(self, found: Sequence[PrinterFound]) -> None:
        """Show the printers found; without one, letters are kept as files."""
        stored = self.printer.value()
        self._printers = tuple(found)
        self._looked = True
        self.printer.clear()
        for one in found:
            self.printer.addItem(one.name, one.name)
        if not found:
            self.printer.addItem(_("Aucune imprimante trouvée"), "")
        elif stored in [one.name for one in found]:
            self.printer.choose(stored)
        self._printer_chosen()

    def show_choice(self, count: int, pages: int, *, again: bool, envelopes: int) -> None:
        """Offer to print so many letters, of so many pages each, for so many ``envelopes``; ``again``: they came out
        once."""
        self.sent.setVisible(not again)
        self._promise.setText(_(AGAIN if again else PROMISE))
        self._show(self.choice)
        self._count, self._pages, self._envelopes = count, pages, envelopes
        words = n_("Imprimer {n} lettre", "Imprimer les {n}", count).format(n=number(count))
        self.start.dress(words, icon="print", key="Ctrl+P")
        self._printer_chosen()

    def show_run(self, run: ShownRun) -> None:
        """Ask what came out of a run."""
        is_fresh = self.ask.isHidden()
        self._show(self.ask)
        self._run = run
        self._told.setText(run_said(run))
        self.rest.setVisible(bool(run.at_place(LetterPlace.TO_PRINT)) and not run.stopped)
        if is_fresh:
            self._all.setChecked(True)
            self.last.clear()
        self._tell_answers()

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
        printing = self.file if self.start.isHidden() else self.start
        for part, button in ((self.choice, printing), (self.ask, self.note), (self.post, self.gone)):
            if not part.isHidden():
                button.click()
                return True
        return False

    def print(self) -> bool:
        """Print the letters offered (Ctrl+P), or offer again those that came out: never note what became of them. While
        that is asked, the answers get the focus; False when there is no letter."""
        if not self.post.isHidden():
            self.again.emit()
        elif not self.ask.isHidden():
            self._all.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            return self.do()
        return True

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
        column = vbox(on=part, spacing=8)
        self._column.addWidget(part, 1)
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
        self.start = Button(theme, _("Imprimer"), name="print-start", kind="primary", key="Ctrl+P", tall=40)
        self.first = Button(theme, _("Essai\u202f: la première seulement"), name="print-first")
        self.file = Button(theme, _("Garder en un seul fichier…"), name="print-file")
        self.each = Button(theme, _("Remettre à un service…"), name="print-each", kind="link")
        self.sides.toggled.connect(self._printer_chosen)
        self.start.clicked.connect(lambda: self.print_asked.emit(False))
        self.first.clicked.connect(lambda: self.print_asked.emit(True))
        self.file.clicked.connect(lambda: self.file_asked.emit(False))
        self.each.clicked.connect(lambda: self.file_asked.emit(True))
        self.sent = Button(theme, _("Déjà à la poste\u202f: noter l’envoi…"), name="print-mailed", kind="link")
        self.sent.clicked.connect(self.mailed)
        self._promise = paragraph("", "caption", ink="muted", name="print-promise")
        fill(column, label(_("Imprimante"), "caption", ink="muted"), self.printer, self.sides, self._sheets, self._note)
        fill(column, STRETCH, self.start, self.first, self.file, self.each, self.sent, self._promise)
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
        self.last.textEdited.connect(lambda _text: self._tell_answers())
        self._group.buttonToggled.connect(lambda *_toggled: self._tell_answers())
        self.last.returnPressed.connect(self.do)
        self._answers = {
            radio: paragraph("", "caption", ink="muted", name=f"{radio.objectName()}-then")
            for radio in (self._all, self._until, self._none)
        }
        self.note = Button(theme, _("Valider"), name="print-answer", kind="primary", tall=40)
        self.note.clicked.connect(lambda: self.answered.emit(self.upto()))
        self.rest = Button(theme, _("Envoyer celles qui manquent"), name="print-resume", press=self.resumed)
        hint = _("Une lettre compte comme imprimée après votre réponse, et comme postée au jour que vous noterez.")
        column.addWidget(self._told)
        for radio, then in self._answers.items():
            answer = vbox(radio, spacing=2)
            if radio is self._until:
                answer.addWidget(self.last)
            answer.addWidget(then)
            nest(column, answer)
        fill(column, STRETCH, self.note, self.rest, paragraph(hint, "caption", ink="muted", name="print-hint"))
        return part

    def _post_part(self) -> QWidget:
        part, column = self._part("print-post")
        column.addWidget(paragraph(_("Postées le"), semibold=True, name="post-title"))
        self.day = text_field(self._theme, name="post-day", title=_("Postées le"), hint=_("jj/mm/aaaa"))
        self.day.returnPressed.connect(self.do)
        self.gone = Button(self._theme, _("Noter l’envoi"), name="post-note", kind="primary", tall=40)
        self.gone.clicked.connect(lambda: self.posted.emit(self.day.text()))
        self.reprint = Button(self._theme, _("Imprimer de nouveau"), name="post-reprint", kind="link", press=self.again)
        hint = _("Deux jours d’envoi\u202f? Choisissez les lettres, notez chaque jour à part.")
        fill(
            column,
            self.day,
            paragraph(hint, "caption", ink="muted", name="post-hint"),
            STRETCH,
            self.gone,
            self.reprint,
        )
        return part

    def _tell_answers(self) -> None:
        """Say under each answer what it makes of the letters, and on the button what it notes."""
        if self._run is None:
            return
        sent = {letter.reference: letter.number for letter in self._run.at_place(LetterPlace.SENT)}
        left = len(self._run.at_place(LetterPlace.TO_PRINT))
        try:
            until = last_out(sent, self.last.text()) if self.last.text().strip() else None
        except UserError:
            until = None
        counts = {self._all: len(sent), self._until: until, self._none: 0}
        if until is not None:
            counts[self._until] = sum(number <= until for number in sent.values())
        for radio, out in counts.items():
            self._answers[radio].setText("" if out is None else outcome_said(out, len(sent) + left - out))
        noted = next((out for radio, out in counts.items() if radio.isChecked()), None)
        words = n_("Noter {n} lettre imprimée", "Noter {n} lettres imprimées", noted or 0).format(n=number(noted or 0))
        self.note.reword(words if noted else _("Valider"))

    def _radio(self, words: str, name: str) -> Radio:
        radio = Radio(self._theme, words, name=name)
        self._group.addButton(radio)
        return radio

    def _printer_chosen(self) -> None:
        found = next((printer for printer in self._printers if printer.name == self.printer.value()), None)
        none = found is None and self._looked
        both = self.sides.isChecked() and (found is None or found.both_sides)
        sheets = self._count * (-(-self._pages // 2) if both else self._pages)
        words = n_("{n} feuille à prévoir", "{n} feuilles à prévoir", sheets).format(n=number(sheets))
        if self._envelopes < self._count:
            words += n_(", {n} pli", ", {n} plis", self._envelopes).format(n=number(self._envelopes))
        self._sheets.setText(words)
        for button in (self.start, self.first):
            button.setEnabled(found is not None and found.a4)
            button.setVisible(not none)
        self.file.kind = "primary" if none else "secondary"
        self.file.dress(self.file.text(), icon="", key="Ctrl+P" if none else "")
        words = ""
        if none:
            words = _("Sans imprimante, gardez-les en PDF\u202f: elles compteront une fois imprimées, puis postées.")
        elif found is not None and not found.a4:
            words = user_text("PRINTER_PAPER", printer=found.name)
        elif found is not None and not found.paper:
            words = _("Cette imprimante fait un fichier, pas du papier.")
        elif found is not None and not found.both_sides:
            words = _("Elle n’annonce pas le recto verso\u202f: deux feuilles par lettre, à agrafer.")
        self._note.setText(words)
        self._note.setVisible(bool(words))


class PrintRuns:
    """One run at a time. ``letters``: those that the panel acts on, in their order; ``ended()``: what they wait for is
    to be offered again."""

    def __init__(
        self,
        office: Office,
        panel: PrintPanel,
        bar: JobBar,
        letters: Callable[[], Sequence[int]],
        ended: Callable[[], None],
    ) -> None:
        self._office, self._panel, self._bar, self._letters, self._told_ended = office, panel, bar, letters, ended
        self._job: Job | None = None
        self._looked = False
        self._state, self._turned = "", False
        panel.mailed.connect(self._turn)
        panel.again.connect(self._turn)
        bar.stop_asked.connect(self._stop)
        panel.print_asked.connect(self.print_letters)
        panel.file_asked.connect(self._keep)
        panel.answered.connect(self.answer)
        panel.resumed.connect(self._resume)
        panel.posted.connect(self.note_posted)

    @property
    def running(self) -> bool:
        """Tell whether letters are being sent."""
        return self._job is not None

    def asked(self) -> ShownRun | None:
        """Return the run that waits for an answer, the oldest first; None while letters are being sent."""
        if self.running:
            return None
        with self._office.store.read() as r:
            waiting = print_runs.runs(r, only_open=True)
        return waiting[-1] if waiting else None

    def offer(self, state: str, letters: Sequence[int]) -> None:
        """Show what is to be done: answer for the run that waits, else what these letters in ``state`` wait for."""
        run, count = self.asked(), len(letters)
        self._turned = self._turned and state == self._state
        self._state = state
        printed = state == "printed"
        if run is not None:
            self._panel.show_run(run)
        elif not count or self.running:
            self._panel.show_nothing()
        elif printed != self._turned:
            self._panel.show_post(count, f"{self._office.now():%d/%m/%Y}")
        else:
            with self._office.store.read() as r:
                envelopes = envelope_count(r, letters)
            self._panel.show_choice(count, self._pages(), again=printed, envelopes=envelopes)
        if count:
            self.look_for_printers()

    def _pages(self) -> int:
        """Return how many pages a letter has: the form of agreement is one more, where the agency encloses it."""
        with self._office.store.read() as r:
            return 3 if agency.settings(r).look.consent_form else 2

    def look_for_printers(self) -> None:
        """Find the printers, once, away from the window's thread."""
        if self._looked:
            return
        self._looked = True
        self._office.jobs.run(
            printing.find_printers, None, done=self._panel.show_printers, failed=lambda _problem: self._no_printer(),
        )  # fmt: skip

    def print_letters(self, first_only: bool = False) -> None:
        """Send the letters chosen to the printer chosen; ``first_only``: the first one, to look at its sheet."""
        office, letters = self._office, list(self._letters())
        self._turned = False
        if self.running or not letters:
            return
        with office.trying():
            if not self._panel.printer.value():
                raise error("PRINTER_MISSING")
            run, held = print_runs.start_run(
                office.store, letters[:1] if first_only else letters, printer=self._panel.printer.value(),
                both_sides=self._panel.both_sides(), by=office.by, at=office.now(),
            )  # fmt: skip
            if run is None:
                self._tell_held(held)
                return
            self._send(run)

    def answer(self, upto: str) -> None:
        """Note which letters of the run came out."""
        office, run = self._office, self.asked()
        if run is None:
            return
        with office.trying():
            outcome = print_runs.answer_run(office.store, run.id, upto, by=office.by, at=office.now())
            first, *rest = answered_said(outcome) or [""]
            office.say("caution" if outcome.opposed or outcome.replaced else "done", first, " ".join(rest))

    def note_posted(self, typed: str) -> None:
        """Note that the letters chosen left on a day; it is taken back like any gesture."""
        office = self._office
        with office.trying():
            day = day_said(typed, office.now())
            if day is None:
                raise error("BAD_MOMENT", value=typed)
            self._turned = False
            done = posting.posted(office.store, list(self._letters()), by=office.by, at=office.now(), day=day)
            first, *rest = posted_said(done)
            act = Act(_("Annuler"), partial(self._unpost, done.letters)) if done.letters else None
            held_ids = done.opposed or done.waiting or done.erased or done.replaced
            office.say("caution" if held_ids else "done", first, " ".join(rest), act=act)

    def _turn(self) -> None:
        """Offer to note the posting of letters that were not printed from here, or to print again those that were."""
        self._turned = True
        self._told_ended()

    def _unpost(self, letters: Sequence[int]) -> None:
        office = self._office
        with office.trying():
            undone, kept = posting.unposted(office.store, letters, by=office.by, at=office.now())
            office.say("note" if undone else "caution", *(list(unposted_said(undone, kept)) or [""])[:2])

    def _send(self, run: int) -> None:
        office = self._office
        self._bar.begin(_("Impression"))
        self._job = office.jobs.run(
            on_base, OnBase(office.folder, partial(printing.send, run_id=run, by=office.by)), done=self._sent,
            failed=self._failed,
            progress=self._bar.show_progress, stopped=self._ended,
        )  # fmt: skip

    def _sent(self, run: ShownRun) -> None:
        self._ended()
        rest, sent = left_said(run), len(run.at_place(LetterPlace.SENT))
        words = n_(
            "La lettre est partie vers «\u202f{printer}\u202f». Attendez la feuille.",
            "Les {n} lettres sont parties vers «\u202f{printer}\u202f». Attendez la dernière feuille.",
            sent,
        ).format(n=number(sent), printer=run.printer)
        self._office.say("caution" if rest else "note", words if sent else run_said(run), " ".join(rest))

    def _failed(self, problem: UserError) -> None:
        self._ended()
        self._office.complain(problem)

    def _ended(self) -> None:
        self._job = None
        self._bar.end()
        # The last news of the base may have come while the run was still going on.
        self._told_ended()

    def _stop(self) -> None:
        if self._job is not None:
            self._job.stop()

    def _resume(self) -> None:
        run = self.asked()
        if run is not None:
            self._send(run.id)

    def _keep(self, each: bool) -> None:
        """Write the letters chosen in one file, or in a folder with their addresses."""
        office, letters = self._office, tuple(self._letters())
        if each:
            try:
                check_service(office.settings)
            except UserError as problem:
                office.complain(problem)
                return
        parent: QWidget = self._panel.window()
        name = f"lettres-{office.now():%Y-%m-%d}.pdf"
        out = (
            ask_folder(parent, office.seat, _("Dossier pour le service d’envoi"))
            if each
            else ask_save(parent, office.seat, _("Garder les lettres"), name, "PDF (*.pdf)")
        )
        if out is None or not letters or self.running:
            return
        act = partial(printing.hand_over, letters=letters, out=out, each=each, by=office.by, at=office.now())
        self._bar.begin(_("Lettres"))
        self._job = office.jobs.run(
            on_base, OnBase(office.folder, act),
            done=partial(self._kept, out.name), failed=self._failed, progress=self._bar.show_progress,
            stopped=self._ended,
        )  # fmt: skip

    def _kept(self, name: str, told: tuple[int, tuple[SkippedLetter, ...]]) -> None:
        self._ended()
        count, letters = told
        words = n_(
            "{n} lettre dans «\u202f{file}\u202f». Elle comptera une fois imprimée, puis postée.",
            "{n} lettres dans «\u202f{file}\u202f». Elles compteront une fois imprimées, puis postées.",
            count,
        ).format(n=number(count), file=name)
        self._office.say("caution" if letters else "done", words, " ".join(held_said(letters)))

    def _tell_held(self, held: Sequence[SkippedLetter]) -> None:
        self._office.say("caution", _("Plus aucune lettre à imprimer."), " ".join(held_said(held)))

    def _no_printer(self) -> None:
        self._panel.show_printers(())
