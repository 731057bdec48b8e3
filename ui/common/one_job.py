"""Runs one long job at a time for one place of the screen, with its bar; the result of a job that was dropped is
ignored. Letters made by a worker are such a job."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from core.actions.common.jobs import OnBase, on_base
from core.actions.common.kept_files import letters_folder, seen_file
from core.actions.letters import noticing
from core.actions.letters.registering import Letters
from core.base.errors import UserError
from core.base.i18n import _, n_
from core.base.progress import Progress
from core.base.screen_shapes import number
from ui.common.jobs import Job, Jobs, Lane
from ui.common.office import Office
from ui.widgets.job_bar import JobBar
from ui.widgets.message_band import Act

ArgumentT = TypeVar("ArgumentT")
ResultT = TypeVar("ResultT")


def _nothing() -> None:
    return None


class OneJob:
    """Runs a job under ``bar``, whose « Arrêter » asks the work to stop."""

    def __init__(self, jobs: Jobs, bar: JobBar) -> None:
        self._jobs = jobs
        self._bar = bar
        self._job: Job | None = None
        self._turn = 0
        bar.stop_asked.connect(self.ask_stop)

    @property
    def running(self) -> bool:
        """Tell whether a job is running and was not dropped."""
        return self._job is not None

    def run(
        self,
        work: Callable[[ArgumentT, Progress], ResultT],
        argument: ArgumentT,
        *,
        text: str,
        done: Callable[[ResultT], object],
        failed: Callable[[UserError], object],
        stopped: Callable[[], object] = _nothing,
        heard: Callable[[int, int], object] = lambda done, total: None,
        lane: Lane = "process",
    ) -> None:
        """Start ``work(argument, progress)`` and show ``text`` beside the bar; a job already running is dropped.
        ``heard`` is called with what the bar shows."""
        self.drop()
        turn = self._turn
        self._bar.begin(text)

        def over(tell: Callable[[], object]) -> None:
            if turn == self._turn:
                self._end()
                tell()

        def progress(count: int, total: int) -> None:
            if turn == self._turn:
                self._bar.show_progress(count, total)
                heard(count, total)

        self._job = self._jobs.run(
            work,
            argument,
            done=lambda result: over(lambda: done(result)),
            failed=lambda problem: over(lambda: failed(problem)),
            stopped=lambda: over(stopped),
            progress=progress,
            lane=lane,
        )

    def ask_stop(self) -> None:
        """Ask the work to stop; ``stopped`` is called when it has."""
        if self._job is not None:
            self._job.stop()

    def drop(self) -> None:
        """Stop the work and ignore whatever it still reports."""
        self.ask_stop()
        self._end()

    def _end(self) -> None:
        self._turn += 1
        self._job = None
        self._bar.end()


class Preparing(OneJob):
    """One preparation at a time; ``bar`` shows its progress and stops it; ``then`` is called when some were made."""

    def __init__(self, office: Office, bar: JobBar, then: Callable[[], None] = lambda: None) -> None:
        super().__init__(office.jobs, bar)
        self._office, self._then = office, then

    def begin(self, lead_ids: list[int]) -> None:
        """Make the letters of these leads, unless others are being made."""
        office = self._office
        if not lead_ids or self.running:
            return
        out = letters_folder(office.store)
        make = partial(noticing.make, ids=tuple(lead_ids), out=out, by=office.by, at=office.now())
        words = _("Préparation arrêtée. Les lettres déjà faites sont gardées.")
        self.run(on_base, OnBase(office.folder, make), text=_("Préparation des lettres"), done=self._made,
                 failed=office.complain, stopped=lambda: office.say("note", words))  # fmt: skip

    def _made(self, made: Letters) -> None:
        say_made(self._office, made)
        if made.made:
            self._then()


def say_made(office: Office, made: Letters) -> None:
    """Say which letters were made, and offer to open them."""
    count = len(made.made)
    words = n_("{n} lettre prête.", "{n} lettres prêtes.", count).format(n=number(count))
    left = len(made.refused)
    out = n_("Imprimez-la, puis confirmez sa sortie.", "Imprimez-les, puis confirmez leur sortie.", count)
    why = made.refused[0].reasons[0] if left else out
    if left:
        refused = n_("{n} retenue\u202f: {why}", "{n} retenues, la première\u202f: {why}", left)
        why = refused.format(n=number(left), why=why)
    act = Act(_("Ouvrir"), partial(open_kept, office, made.whole), key="", icon="print") if made.whole else None
    office.say("done" if not left else "caution", words, why, act=act)


def open_kept(office: Office, path: str) -> None:
    """Open a file that is kept beside the base; of a sealed one, a clear copy that goes when the program ends."""
    with office.trying():
        open_file(office, str(seen_file(office.store, Path(path))))


def open_file(office: Office, path: str) -> None:
    """Open a file or a folder with the computer's own program; when that fails, show where it is."""
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(path)):
        office.say("note", _("Les lettres sont ici :"), path)
