"""The import assistant, a page of its own: file, columns, check, import. Nothing is written before the last step."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from core.actions import jobs
from core.errors import UserError
from core.french import number
from core.i18n import _, n_
from core.model.batch import Report
from core.sources.tables.reading import Table
from core.store import batches
from ui.frame import Pages
from ui.office import Office
from ui.pages.imports.columns_step import ColumnsStep
from ui.pages.imports.file_step import FileStep
from ui.pages.imports.one_job import OneJob
from ui.pages.imports.outcome import Outcome, reject_rows
from ui.widgets.equation import counts_of
from ui.widgets.header import PageHeader
from ui.widgets.job_bar import JobBar
from ui.widgets.wizard import Steps, WizardFooter

FILE, COLUMNS, CHECK, IMPORT = 1, 2, 3, 4


class Assistant(QWidget):
    """``left``: the user gave the import up or is done. ``choose_asked``: the file dialog is wanted.

    ``stopped(batch id or 0, sentence)``: the import did not reach its end; what a batch holds is kept.
    """

    left = Signal()
    choose_asked = Signal()
    stopped = Signal(object, str)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._table: Table | None = None
        self._expected: Report | None = None
        self._before = 0
        self._step = FILE
        self.setObjectName("import-assistant")
        self.setAccessibleName(_("Importer"))
        theme = office.theme
        self.header = PageHeader(theme, _("Importer"), name="import-header")
        titles = (_("Fichier"), _("Colonnes"), _("Vérifier"), _("Importer"))
        self.steps = Steps(theme, titles, name="import-steps")
        self.header.add_widget(self.steps)
        self.bar = JobBar(theme, name="import-job")
        self.file = FileStep(theme)
        self.columns = ColumnsStep(office)
        self.check = Outcome(theme, name="import-check")
        self.result = Outcome(theme, name="import-result", links=("added", "merged", "opposed"))
        self._stack = Pages()
        self._stack.setObjectName("import-steps-pages")
        self._stack.currentChanged.connect(self._stack.updateGeometry)
        for page in (self.file, self.columns, self.check, self.result):
            self._stack.addWidget(page)
        self.footer = WizardFooter(theme, cancel=_("Annuler l’import"), name="import-footer")
        # The bar takes the place of the footer's fact: nothing moves when a job begins or ends.
        footer = self.footer.layout()
        assert isinstance(footer, QHBoxLayout)  # noqa: S101 - set in WizardFooter
        footer.insertWidget(2, self.bar, 4)
        self._job = OneJob(office.jobs, self.bar)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self._stack, 1)
        column.addWidget(self.footer)
        self._connect()
        self._show(FILE)

    @property
    def importing(self) -> bool:
        """True while rows are being written."""
        return self._step == IMPORT and self._job.running

    def begin(self, file: Path | None = None) -> None:
        """Start again, on ``file`` when it is known."""
        self._job.drop()
        self._table = self._expected = None
        self.file.problem.show_problem("")
        self.header.show_count("")
        self._show(FILE)
        if file is not None:
            self.read(file)

    def read(self, file: Path, *, sheet: str = "", encoding: str = "") -> None:
        """Look at ``file``; its columns are shown when it is a table of sellers."""
        self.header.show_count(file.name)
        self.file.problem.show_problem("")
        self._job.run(
            jobs.open_file,
            jobs.OpenFile(file, sheet, encoding),
            text=_("Lecture de « {file} »…").format(file=file.name),
            done=self._opened,
            failed=self._not_opened,
            stopped=lambda: self._show(FILE),
        )
        self._refresh_footer()

    # --- The steps

    def _opened(self, table: Table) -> None:
        self._table = table
        self.columns.show_file(table)
        self._show(COLUMNS)
        self.columns.whole.supplier.setFocus(Qt.FocusReason.OtherFocusReason)

    def _not_opened(self, problem: UserError) -> None:
        self._show(FILE)
        self.file.problem.show_problem(problem.text)
        self.file.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def _reopen(self, sheet: str, encoding: str) -> None:
        table = self._table
        if table is not None:
            self.read(table.path, sheet=sheet or table.sheet, encoding=encoding)

    def _try(self) -> None:
        if self.columns.problem is not None or not self.columns.whole.check():
            return
        self._job.run(
            jobs.try_file,
            self._asked(),
            text=_("Vérification, rien n’est encore enregistré…"),
            done=self._tried,
            failed=self._refused,
        )
        self._refresh_footer()

    def _tried(self, report: Report) -> None:
        self._expected = report
        self.check.show_outcome(counts_of(report), reject_rows(report.rejects))
        self._show(CHECK)
        self.footer.forward_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refused(self, problem: UserError) -> None:
        self._show(COLUMNS)
        self.columns.note.show_problem(problem.text)

    def _import(self) -> None:
        with self._office.store.read() as r:
            self._before = batches.newest(r)
        self._show(IMPORT)
        self._job.run(
            jobs.import_file,
            self._asked(),
            text=_("Import en cours…"),
            done=self._imported,
            failed=lambda problem: self._cut_short(problem.text),
            stopped=lambda: self._cut_short(""),
        )
        self._refresh_footer()
        stop = self.bar.findChild(QPushButton, "import-job-stop")
        if isinstance(stop, QPushButton):
            stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def _imported(self, report: Report) -> None:
        self.result.show_outcome(counts_of(report), reject_rows(report.rejects))
        self._stack.setCurrentWidget(self.result)
        self._refresh_footer()
        self.footer.forward_button.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.isVisible():
            added = n_("{n} prospect ajouté", "{n} prospects ajoutés", report.added).format(n=number(report.added))
            self._office.say("done", _("Import terminé."), f"{added}.")

    def _cut_short(self, sentence: str) -> None:
        """The job ended before its end: the batch it had begun, if any, is shown with what it kept."""
        with self._office.store.read() as r:
            newest = batches.newest(r)
            row = batches.batch(r, newest) if newest != self._before else None
        kept = sum(int(str(count)) for count in row[8:11]) if row else 0
        if not sentence:
            sentence = _stopped_words(kept)
        elif kept:
            sentence = f"{sentence} {_kept_words(kept)}"
        self.stopped.emit(newest if row else 0, sentence)

    # --- Moving

    def _forward(self) -> None:
        match self._step:
            case 2:
                self._try()
            case 3:
                self._import()
            case _:
                self.left.emit()
                self._office.go("leads")

    def _back(self, step: int | None = None) -> None:
        if self.importing or self._step == IMPORT:
            return
        self._job.drop()
        wanted = step if step is not None else self._step - 1
        self._show(wanted)

    def _give_up(self) -> None:
        if self.importing:
            self._job.ask_stop()
            return
        self._job.drop()
        self.left.emit()

    def _lead(self, part: str) -> None:
        self.left.emit()
        self._office.go("oppositions" if part == "opposed" else "leads")

    def _show(self, step: int) -> None:
        self._step = step
        # The expected count stays in sight until the real one is known.
        self._stack.setCurrentIndex(min(step, CHECK) - 1)
        self.steps.show_current(step)
        if step == IMPORT:
            for shown in self.steps.findChildren(QWidget):
                shown.setEnabled(False)
        self._refresh_footer()

    def _refresh_footer(self) -> None:
        fact, forward = self._words()
        busy = self._job.running
        self.footer.show_step("" if busy else fact, forward, first=self._step in (FILE, IMPORT))
        button = self.footer.forward_button
        problem = self.columns.problem if self._step == COLUMNS else None
        if problem is not None:
            button.refuse(problem.text)
        elif busy:
            button.refuse(_("Le travail en cours n’est pas terminé."))
        else:
            button.allow()
        button.setVisible(bool(forward))
        over = self._step == IMPORT and not busy
        self.footer.cancel_button.reword(_("Retour aux imports") if over else _("Annuler l’import"))
        # The bar has its own « Arrêter », and needs the room at large text sizes.
        self.footer.cancel_button.setVisible(not busy)

    def _words(self) -> tuple[str, str]:
        """Return the fact of the step and what its primary does."""
        match self._step:
            case 1:
                return _("Rien n’est enregistré avant la dernière étape."), ""
            case 2:
                return _("Rien n’est enregistré avant la dernière étape."), _("&Vérifier")
            case 3:
                count = self._expected.added + self._expected.merged if self._expected else 0
                words = n_("I&mporter {n} ligne", "I&mporter {n} lignes", count).format(n=number(count))
                return _("Rien n’est encore enregistré."), words
        if self._job.running:
            return "", ""
        return _("Enregistré."), _("&Voir les prospects")

    def _asked(self) -> jobs.ImportFile:
        mapping = self.columns.mapping
        assert mapping is not None  # noqa: S101 - asked from the second step on
        values = self.columns.whole.values()
        return jobs.ImportFile(
            self._office.folder,
            mapping.table.path,
            values["supplier"],
            values["collected"],
            self._office.by,
            self._office.now(),
            values["site"],
            mapping.overrides(),
        )

    def _connect(self) -> None:
        self.file.choose_asked.connect(self.choose_asked)
        self.columns.changed.connect(self._refresh_footer)
        self.columns.whole.reopen.connect(self._reopen)
        self.result.chosen.connect(self._lead)
        self.steps.asked.connect(self._back)
        self.footer.back.connect(self._back)
        self.footer.forward.connect(self._forward)
        self.footer.cancelled.connect(self._give_up)


def _stopped_words(kept: int) -> str:
    """Say that the user stopped the import, what it kept, and how to go on."""
    if not kept:
        return _("Import arrêté à votre demande. Rien n’a été importé.")
    again = _("Pour reprendre, importez de nouveau ce fichier : les fiches connues sont réunies.")
    return " ".join((_("Import arrêté à votre demande."), _kept_words(kept), again))


def _kept_words(kept: int) -> str:
    return n_("{n} fiche est enregistrée.", "{n} fiches sont enregistrées.", kept).format(n=number(kept))
