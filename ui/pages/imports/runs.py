"""What workers do for the assistant, the counts of a check and the import itself, and its footer: one fact and one
primary button for the present step, or the bar of the running job."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer

from core.actions.common.jobs import OnBase, on_base
from core.actions.desk import jobs
from core.actions.intake import known_files
from core.actions.intake.known_files import FileMemory
from core.actions.leads.duplicates import survey
from core.base.errors import UserError
from core.base.i18n import _, n_
from core.base.moments import AGENCY_ZONE, read
from core.base.records import Struct
from core.base.screen_shapes import day_month, number
from core.model.batch import Report
from core.model.checking import Expectation
from core.records.batch import Batch
from core.sources.tables.reading import SourceTable
from core.store import batches
from ui.common.jobs import Job, Jobs
from ui.common.office import Office
from ui.common.one_job import OneJob
from ui.look.theme import Theme
from ui.widgets.job_bar import JobBar
from ui.widgets.wizard import WizardFooter


class Past(Struct, frozen=True):
    """What is known of a file. ``recalled``: how the last file of this shape was read; ``imported``: the day this
    same file was imported, in the agency's zone."""

    recalled: FileMemory | None = None
    imported: date | None = None


def past_of(office: Office, table: SourceTable) -> Past:
    """Return what the base knows of a file."""
    with office.store.read() as r:
        recalled = known_files.recall(r, table)
        # An archive of several tables may be imported once for each of them.
        ending = known_files.sheet_mark(table)
        row = batches.same_file(r, table.sha256, ending) if len(table.members) < 2 else None
    at = read(row.at) if row else None
    return Past(recalled, at.astimezone(AGENCY_ZONE).date() if at else None)


def import_words(report: Report) -> str:
    """Return « Importer : 11 nouveaux, 3 complétés »: by how many the list grows, and how many it already holds."""
    added = n_("{n} nouveau", "{n} nouveaux", report.people).format(n=number(report.people))
    merged = n_("{n} complété", "{n} complétés", report.merged).format(n=number(report.merged))
    parts = [words for words, count in ((added, report.people), (merged, report.merged)) if count] or [added]
    return _("I&mporter\u202f: {parts}").format(parts=", ".join(parts))


def added_words(report: Report) -> str:
    """Return « 918 prospects ajoutés. »."""
    return n_("{n} prospect ajouté.", "{n} prospects ajoutés.", report.people).format(n=number(report.people))


def check_fact(past: Past, *, counting: bool) -> str:
    """Return the fact shown at the check: the count is running, a file was already imported or is like one that was,
    or how the import can be undone."""
    undone = _("L’import s’annule pendant 30\u00a0jours.")
    if counting:
        return _("Le compte se met à jour…")
    if past.imported:
        return " ".join((imported_words(past.imported), undone))
    if past.recalled:
        words = _("Lu comme le dernier fichier de {supplier}.").format(supplier=past.recalled.supplier)
        return f"{words} {undone}"
    return " ".join((_("Rien n’est encore enregistré."), undone))


def imported_words(since: date) -> str:
    """Return the sentence saying that the same file was imported on ``since``."""
    return _("Fichier déjà importé le {day}\u202f: rien ne vient en double.").format(day=day_month(since))


def stopped_words(kept: int) -> str:
    """Return the sentence saying that the user stopped the import, what is kept, and how to go on."""
    if not kept:
        return _("Import arrêté à votre demande. Rien n’a été importé.")
    again = _("Pour reprendre, importez de nouveau ce fichier : les fiches connues sont réunies.")
    return " ".join((_("Import arrêté à votre demande."), kept_words(kept), again))


def kept_words(kept: int) -> str:
    """Return « 400 fiches sont enregistrées. »."""
    return n_("{n} fiche est enregistrée.", "{n} fiches sont enregistrées.", kept).format(n=number(kept))


FILE, COLUMNS, CHECK, IMPORT = 1, 2, 3, 4
LONG = 20_000
"""Rows from which nobody has to wait for the figures of each decision: they take as long as the import."""


class AssistantState(Struct, frozen=True):
    """The state of the assistant. ``busy``: a job is running; ``counting``: the counts are being made again;
    ``problem``: what prevents going on; ``past``: what is known of the file; ``report``: what the import would give;
    ``form``: the sheet of the supplier is being filled, with a primary button of its own; ``following``: the sheet of
    the workbook to read next, empty for none; ``letters``: how many of those who came are to be written to."""

    step: int
    busy: bool
    counting: bool
    problem: str
    past: Past
    report: Report
    form: bool
    following: str = ""
    letters: int = 0


class Foot(WizardFooter):
    """The footer, a :class:`ui.widgets.wizard.WizardFooter`; ``bar`` shows the job."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, cancel=_("Annuler l’import"), name="import-footer")
        self.bar = JobBar(theme, name="import-job")
        # The bar takes the place of the fact, so that nothing moves when a job begins or ends.
        self.hold(self.bar)

    def to_forward(self) -> None:
        """Give the focus to the primary button."""
        self.forward_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def to_stop(self) -> None:
        """Give the focus to « Arrêter »."""
        self.bar.to_stop()

    def show_standing(self, now: AssistantState) -> None:
        """Show the fact, or what forbids to go on, the primary button and whether it is enabled."""
        fact, forward = _words(now)
        self.show_step("" if now.busy else now.problem or fact, forward, first=now.step in (FILE, IMPORT))
        button = self.forward_button
        if now.problem:
            button.refuse(now.problem)
        elif now.busy or (now.counting and now.report.read < LONG):
            button.refuse(_("Le travail en cours n’est pas terminé."))
        else:
            button.allow()
        button.setVisible(bool(forward))
        over = now.step == IMPORT and not now.busy
        self.cancel_button.reword(_("Retour aux imports") if over else _("Annuler l’import"))
        # The bar has its own « Arrêter », and needs the room with large text.
        self.cancel_button.setVisible(not now.busy)


def _words(now: AssistantState) -> tuple[str, str]:
    """Return (the fact of the step, the words of the primary button)."""
    nothing_kept = _("Rien n’est enregistré avant la dernière étape.")
    match now.step:
        case 1:
            return nothing_kept, ""
        case 2:
            fact = imported_words(now.past.imported) if now.past.imported else nothing_kept
            return fact, _("&Vérifier")
        case 3:
            blind = now.counting and now.report.read >= LONG
            words = _("I&mporter sans attendre") if blind else import_words(now.report)
            return check_fact(now.past, counting=now.counting), words
    if now.busy or now.form:
        return "", ""
    if now.following:
        read_on = _("&Lire «\u202f{name}\u202f»").format(name=now.following.replace("&", "&&"))
        return _("Enregistré. La feuille suivante est à lire."), read_on
    undone = _("Enregistré. L’import s’annule pendant 30\u00a0jours.")
    if now.letters:
        write = n_("&Préparer la lettre", "&Préparer les {n} lettres", now.letters).format(n=number(now.letters))
        return undone, write
    return undone, _("&Voir les prospects")


REST_MS = 250
"""Two decisions closer than this are counted together."""


class Recount(QObject):
    """Counts a check again. ``done(asked, expectation)`` and ``failed(error)`` are emitted for the last question
    only."""

    def __init__(
        self,
        running: Jobs,
        parent: QObject,
        *,
        done: Callable[[jobs.ImportFile, Expectation], object],
        failed: Callable[[UserError], object],
    ) -> None:
        super().__init__(parent)
        self.setObjectName("import-recount")
        self._jobs = running
        self._done = done
        self._failed = failed
        self._asked: jobs.ImportFile | None = None
        self._job: Job | None = None
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._start)

    @property
    def running(self) -> bool:
        """Tell whether counts are on the way for the last decision."""
        return self._asked is not None

    def ask(self, asked: jobs.ImportFile) -> None:
        """Count ``asked`` soon; a count already running is dropped."""
        self.drop()
        self._asked = asked
        self._rest.start()

    def drop(self) -> None:
        """Drop the count that is running."""
        self._rest.stop()
        job, self._job, self._asked = self._job, None, None
        if job is not None:
            job.stop()

    def _start(self) -> None:
        file = self._asked
        if file is None:
            return

        def over(tell: Callable[[], object]) -> None:
            if self._asked is file:
                self._job = self._asked = None
                tell()

        self._job = self._jobs.run(
            jobs.try_file,
            file,
            done=lambda found: over(lambda: self._done(file, found)),
            failed=lambda problem: over(lambda: self._failed(problem)),
        )


def look_for_twins(office: Office, batch_id: int) -> None:
    """Look for duplicates of a batch in the background; the result is shown with it."""
    act = partial(survey, batch=batch_id, by=office.by, at=office.now())
    office.jobs.run(on_base, OnBase(office.folder, act), done=_unheard, failed=_unheard, lane="quiet")


def _unheard(_said: object) -> None:
    """Ignore the result of a job nobody waits for; a failure is in the log."""


class ImportRun:
    """The import. Signals: ``done(report)``, or ``cut_short(batch id or 0, sentence)`` when it was stopped or failed
    after some rows."""

    def __init__(
        self,
        office: Office,
        job: OneJob,
        *,
        done: Callable[[Report], object],
        cut_short: Callable[[int, str], object],
    ) -> None:
        self._office = office
        self._job = job
        self._done = done
        self._tell = cut_short
        self._before = 0

    def start(self, asked: jobs.ImportFile) -> None:
        """Read ``asked`` into the base."""
        with self._office.store.read() as r:
            self._before = (r.one(Batch, "-id") or Batch()).id
        self._job.run(
            jobs.import_file,
            asked,
            text=_("Import en cours…"),
            done=lambda report: self._over(report, asked),
            failed=lambda problem: self._cut_short(problem.text, asked),
            stopped=lambda: self._cut_short("", asked),
        )

    def _over(self, report: Report, asked: jobs.ImportFile) -> None:
        if report.added:
            look_for_twins(self._office, report.batch)
        self._done(report)

    def _cut_short(self, sentence: str, asked: jobs.ImportFile) -> None:
        """Emit ``cut_short`` with the batch that was begun, if any, and what it kept."""
        with self._office.store.read() as r:
            newest = (r.one(Batch, "-id") or Batch()).id
            row = batches.batch(r, newest) if newest != self._before else None
        kept_count = row.added + row.merged + row.opposed if row else 0
        if not sentence:
            sentence = stopped_words(kept_count)
        elif kept_count:
            sentence = f"{sentence} {kept_words(kept_count)}"
        if kept_count:
            look_for_twins(self._office, newest)
        self._tell(newest if row else 0, sentence)
