"""Runs the prints of the page: finds the printers, sends letters, asks what came out, notes what was posted."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from core.actions.common import agency
from core.actions.letters import posting, print_runs
from core.base import text
from core.base.errors import UserError
from core.base.french import number
from core.base.i18n import _, n_
from core.model.print_run import Held, LetterPlace, ShownRun
from core.words.errors import error
from core.words.printing import answered_said, held_said, left_said, posted_said, run_said, unposted_said
from ui.common import printing
from ui.common.file_dialogs import ask_folder, ask_save
from ui.common.jobs import Job
from ui.common.office import Office
from ui.pages.letters.print_panel import PrintPanel
from ui.widgets.job_bar import JobBar
from ui.widgets.message_band import Act


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
            self._panel.show_choice(count, self._pages(), again=printed)
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
            done = print_runs.answer_run(office.store, run.id, upto, by=office.by, at=office.now())
            first, *rest = answered_said(done) or [""]
            office.say("caution" if done.opposed or done.replaced else "done", first, " ".join(rest))

    def note_posted(self, typed: str) -> None:
        """Note that the letters chosen left on a day; it is taken back like any gesture."""
        office = self._office
        with office.trying():
            day = text.parse_day(typed)
            if day is None:
                raise error("BAD_MOMENT", value=typed)
            self._turned = False
            done = posting.posted(office.store, list(self._letters()), by=office.by, at=office.now(), day=day)
            first, *rest = posted_said(done)
            act = Act(_("Annuler"), partial(self._unpost, done.letters)) if done.letters else None
            held = done.opposed or done.waiting or done.erased or done.replaced
            office.say("caution" if held else "done", first, " ".join(rest), act=act)

    def _turn(self) -> None:
        """Offer to note the posting of letters that were not printed from here, or to print again those that were."""
        self._turned = True
        self._told_ended()

    def _unpost(self, letters: Sequence[int]) -> None:
        office = self._office
        with office.trying():
            back = posting.unposted(office.store, letters, by=office.by, at=office.now())
            office.say("note" if back.letters else "caution", *(list(unposted_said(back)) or [""])[:2])

    def _send(self, run: int) -> None:
        office = self._office
        self._bar.begin(_("Impression"))
        self._job = office.jobs.run(
            printing.send, printing.SendRun(office.folder, run, office.by), done=self._sent, failed=self._failed,
            progress=self._bar.show_progress, stopped=self._ended,
        )  # fmt: skip

    def _sent(self, run: ShownRun) -> None:
        self._ended()
        left, sent = left_said(run), len(run.at_place(LetterPlace.SENT))
        words = n_(
            "La lettre est partie vers «\u202f{printer}\u202f». Attendez la feuille.",
            "Les {n} lettres sont parties vers «\u202f{printer}\u202f». Attendez la dernière feuille.",
            sent,
        ).format(n=number(sent), printer=run.printer)
        self._office.say("caution" if left else "note", words if sent else run_said(run), " ".join(left))

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
        parent: QWidget = self._panel.window()
        name = f"lettres-{office.now():%Y-%m-%d}.pdf"
        out = (
            ask_folder(parent, office.seat, _("Dossier pour le service d’envoi"))
            if each
            else ask_save(parent, office.seat, _("Garder les lettres"), name, "PDF (*.pdf)")
        )
        if out is None or not letters or self.running:
            return
        self._bar.begin(_("Lettres"))
        self._job = office.jobs.run(
            printing.hand_over, printing.HandOver(office.folder, letters, out, each, office.by, office.now()),
            done=partial(self._kept, out.name), failed=self._failed, progress=self._bar.show_progress,
            stopped=self._ended,
        )  # fmt: skip

    def _kept(self, name: str, told: tuple[int, tuple[Held, ...]]) -> None:
        self._ended()
        count, held = told
        words = n_(
            "{n} lettre dans «\u202f{file}\u202f». Elle comptera une fois imprimée, puis postée.",
            "{n} lettres dans «\u202f{file}\u202f». Elles compteront une fois imprimées, puis postées.",
            count,
        ).format(n=number(count), file=name)
        self._office.say("caution" if held else "done", words, " ".join(held_said(held)))

    def _tell_held(self, held: Sequence[Held]) -> None:
        self._office.say("caution", _("Plus aucune lettre à imprimer."), " ".join(held_said(held)))

    def _no_printer(self) -> None:
        self._panel.show_printers(())
