"""The import assistant, which takes the place of the page: file, columns, check, import. Nothing is written before
the last step."""

import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from core.actions.common import scratch
from core.actions.desk import jobs
from core.base.errors import UserError
from core.base.i18n import _
from core.base.records import replace
from core.base.screen_shapes import day_month, hour
from core.model.batch import Report
from core.model.checking import Expectation
from core.sources.formats.pasting import pasted
from core.sources.tables.reading import SourceTable
from ui.common.file_dialogs import copied_text
from ui.common.office import Office
from ui.common.one_job import OneJob, Preparing
from ui.look.theme import Theme
from ui.pages.imports.check_step import CheckStep
from ui.pages.imports.columns_step import ColumnsStep
from ui.pages.imports.result_step import ResultStep
from ui.pages.imports.runs import (
    CHECK,
    COLUMNS,
    FILE,
    IMPORT,
    AssistantState,
    Foot,
    ImportRun,
    Past,
    Recount,
    added_words,
    past_of,
)
from ui.widgets.button import ENTER, Button
from ui.widgets.header import PageHeader
from ui.widgets.label import label, paragraph
from ui.widgets.layouts import STRETCH, Named, Themed, fill, hbox, vbox
from ui.widgets.mark import ProblemLine
from ui.widgets.pages import Pages
from ui.widgets.paint import margin_line
from ui.widgets.wizard import WizardSteps


class PastedRows:
    """The file made of pasted rows; there is at most one at a time."""

    def __init__(self) -> None:
        self._folder: Path | None = None

    def write(self, text: str, at: datetime) -> Path:
        """Write the rows of ``text`` to a file named after the moment, replacing the last one, and return its path.
        Raises UserError FILE_EMPTY when nothing was copied."""
        self.drop()
        self._folder = scratch.begun()
        name = _("Lignes collées du {day}, {hour}").format(day=day_month(at), hour=hour(at))
        return pasted(text, self._folder, name=name)

    def name_of(self, file: Path) -> str:
        """Return the name to show for a file of pasted rows, empty for any other file."""
        return file.stem if self._holds(file) else ""

    def called(self, file: Path) -> str:
        """Return the name to show of any file."""
        return self.name_of(file) or file.name

    def keep(self, file: Path | None) -> None:
        """Delete the file, unless it is ``file``."""
        if file is None or not self._holds(file):
            self.drop()

    def drop(self) -> None:
        """Delete the file. If another process is still reading it, it is deleted at the next start."""
        folder, self._folder = self._folder, None
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)

    def _holds(self, file: Path) -> bool:
        return self._folder is not None and file.parent == self._folder


MARGIN = 134


class FileStep(Themed, QFrame):
    """The step. Signals: ``choose_asked``, to open the file dialog; ``paste_asked``, to read copied rows."""

    choose_asked = Signal()
    paste_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, name="import-file", title=_("Quel fichier ?"))
        self.setProperty("ground", "surface")
        self.problem = ProblemLine(theme, name="import-problem")
        self.choose = Button(
            theme, _("Choisir un fichier…"), name="import-choose", kind="primary", icon="imports", tall=40
        )
        self.paste = Button(theme, _("Coller des lignes"), name="import-paste", icon="copy", key="Ctrl+V", tall=40)
        self.choose.clicked.connect(self.choose_asked)
        self.paste.clicked.connect(self.paste_asked)
        self._column = vbox(
            label(_("Quel fichier ?"), "title"),
            paragraph(
                _("Excel, CSV, Word, OpenDocument, vCard, JSON ou archive. Vous confirmez les colonnes reconnues."),
                ink="muted",
            ),
            self.problem,
            16,
            hbox(self.choose, self.paste, STRETCH, spacing=12),
            6,
            on=self,
            margins=None,
            spacing=6,
        )
        hint = _("Ou glissez un fichier dans cette fenêtre, ou copiez des lignes dans Excel puis collez-les ici.")
        fill(self._column, paragraph(hint, ink="muted"), STRETCH)
        theme.follow(self._fit)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        margin_line(QPainter(self), self._theme, x=self._theme.px(MARGIN), top=0, bottom=self.height())

    def _fit(self) -> None:
        self._column.setContentsMargins(self._theme.px(MARGIN) + 24, 44, 24, 24)


class Assistant(Named, QWidget):
    """The assistant. Signals: ``left``, the user gave up or has finished; ``choose_asked``, to open the file dialog.

    ``stopped(batch id or 0, sentence)``: the import ended before its last row; the rows of the batch are kept.
    """

    left = Signal()
    choose_asked = Signal()
    stopped = Signal(object, str)

    def __init__(self, office: Office) -> None:
        super().__init__(name="import-assistant", title=_("Importer"))
        self._office = office
        self.reading = jobs.OpenFile(office.folder, Path())
        self._past = Past()
        self._pasted = PastedRows()
        self._step = FILE
        theme = office.theme
        self.header = PageHeader(theme, _("Importer"), name="import-header")
        titles = (_("Fichier"), _("Colonnes"), _("Vérifier"), _("Importer"))
        self.steps = WizardSteps(theme, titles, name="import-steps")
        self.header.add_widget(self.steps)
        self.file = FileStep(theme)
        self.columns = ColumnsStep(office)
        self.check = CheckStep(theme)
        self.result = ResultStep(office)
        self._stack = Pages(self.file, self.columns, self.check, self.result, name="import-steps-pages")
        self.footer = Foot(theme)
        self.bar = self.footer.bar
        self.job = OneJob(office.jobs, self.bar)
        self.run = ImportRun(office, self.job, done=self._imported, cut_short=self.stopped.emit)
        self.preparing = Preparing(office, self.bar, self._prepared)
        self.recount = Recount(office.jobs, self, done=self._counted, failed=self._refused)
        vbox(self.header, (self._stack, 1), self.footer, on=self, spacing=0)
        self._connect()
        self._show(FILE)

    @property
    def importing(self) -> bool:
        """Tell whether rows are being written."""
        return self._step == IMPORT and self.job.running

    def begin(self, file: Path | None = None) -> None:
        """Start again, with ``file`` when it is known."""
        self._drop()
        self._pasted.keep(file)
        self.check.begin()
        self.check.sheets.begin()
        self.file.problem.show_problem("")
        self.header.show_count("")
        self._show(FILE)
        if file is not None:
            self.read(jobs.OpenFile(self._office.folder, file))

    def read(self, wanted: jobs.OpenFile, *, again: bool = False) -> None:
        """Look at a file and show its columns when it is a table of sellers. A file of a known shape goes straight
        to the check, unless it is read ``again`` with other options."""
        self.reading = wanted
        name = self._pasted.called(wanted.file)
        self.header.show_count(name)
        self.file.problem.show_problem("")
        self.job.run(
            jobs.open_file,
            wanted,
            text=_("Lecture de « {file} »…").format(file=name),
            done=lambda table: self._opened(table, again=again),
            failed=self._not_opened,
            stopped=lambda: self._show(FILE),
        )
        self._refresh_footer()

    def paste(self) -> None:
        """Read the rows that were copied elsewhere."""
        try:
            self.begin(self._pasted.write(copied_text(), self._office.now()))
        except UserError as problem:
            self._not_opened(problem)

    # --- The steps

    def _opened(self, table: SourceTable, *, again: bool) -> None:
        self._past = past_of(self._office, table)
        line = table.header_line if table.line_said else None
        self.reading = replace(self.reading, member=table.member, header_line=line)
        self.columns.show_file(table, self._past.recalled)
        self.check.sheets.show_file(table)
        self._show(COLUMNS)
        self.columns.whole.supplier.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._past.recalled and not again:
            self._try()

    def _not_opened(self, problem: UserError) -> None:
        self._show(FILE)
        self.file.problem.show_problem(problem.text)
        self.file.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def _try(self) -> None:
        if self.columns.problem is not None or not self.columns.whole.check():
            return
        self.job.run(
            jobs.try_file,
            self._asked(),
            text=_("Vérification, rien n’est encore enregistré…"),
            done=self._tried,
            failed=self._refused,
        )
        self._refresh_footer()

    def _tried(self, found: Expectation) -> None:
        self.check.decisions.checked = self.check.decisions.now
        self.check.show_expected(found)
        self._show(CHECK)
        if self.check.problem:
            self.check.take_focus()
        else:
            self.footer.to_forward()

    def _counted(self, asked: jobs.ImportFile, found: Expectation) -> None:
        self.check.decisions.checked = asked.fixes
        self.check.show_expected(found)
        self._refresh_footer()

    def _count_again(self) -> None:
        if self.footer.forward_button.hasFocus():
            # Not disabled while the counts are computed: the focus would pass to the next control.
            self.check.take_focus()
        self.recount.drop()
        if self.check.decisions.pending:
            self.recount.ask(self._asked())
        self._refresh_footer()

    def _refused(self, problem: UserError) -> None:
        self._show(COLUMNS)
        self.columns.note.show_problem(problem.text)

    def _import(self) -> None:
        self.recount.drop()
        file = self._asked()
        self.result.offer_sheet(file.supplier, self.columns.sites())
        self.run.start(file)
        self._show(IMPORT)
        self.footer.to_stop()

    def _imported(self, report: Report) -> None:
        self.check.sheets.was_read()
        self.result.show_report(report, self._pasted.called(self.reading.file))
        self._pasted.drop()
        self._stack.setCurrentWidget(self.result)
        self._refresh_footer()
        self.footer.to_forward()
        if not self.isVisible():
            self._office.say("done", _("Import terminé."), added_words(report))

    # --- Keys

    def event(self, event: QEvent) -> bool:
        """Let the check use Ctrl+Z while it has something to undo, then the window."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._undoes(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the primary button on Entrée, go to the next group to settle on F4, undo the last decision on
        Ctrl+Z."""
        button = self.focusWidget()
        if Qt.Key(event.key()) in ENTER and isinstance(button, QPushButton) and not event.isAutoRepeat():
            button.click()
        elif self._step == CHECK and event.key() == Qt.Key.Key_F4 and not event.modifiers():
            self.check.go_on()
        elif self._undoes(event):
            self.check.undo()
        else:
            super().keyPressEvent(event)

    def _undoes(self, event: QKeyEvent) -> bool:
        wanted = event.matches(QKeySequence.StandardKey.Undo)
        return wanted and self._step == CHECK and self.check.decisions.can_undo

    # --- Moving

    def _forward(self) -> None:
        {COLUMNS: self._try, CHECK: self._import}.get(self._step, self._go_on)()

    def _go_on(self) -> None:
        if sheet := self.check.sheets.following:
            self._reopen({"sheet": sheet}, again=False)
        elif self.result.to_write:
            self.preparing.begin(self.result.to_write)
        else:
            self._leave("added")

    def _back(self, step: int | None = None) -> None:
        if self.importing or self._step == IMPORT:
            return
        self._drop()
        self._show(step if step is not None else self._step - 1)

    def _give_up(self) -> None:
        if self.importing:
            self.job.ask_stop()
            return
        self._drop()
        self._pasted.drop()
        self.left.emit()

    def _prepared(self) -> None:
        self.left.emit()
        self._office.go("letters")

    def _leave(self, part: str) -> None:
        self.left.emit()
        self._office.go(self.result.outcome.place_of(part, self.result.batch_id))

    def _drop(self) -> None:
        for running in (self.job, self.recount):
            running.drop()

    def _show(self, step: int) -> None:
        self._step = step
        # The expected counts stay visible until the real ones are known.
        self._stack.setCurrentIndex(min(step, CHECK) - 1)
        self.steps.show_current(step)
        self.steps.setEnabled(step != IMPORT)
        self._refresh_footer()

    def _refresh_footer(self) -> None:
        problem = self.columns.problem if self._step == COLUMNS else None
        words = problem.text if problem else self.check.problem if self._step == CHECK else ""
        state = AssistantState(
            self._step, busy=self.job.running, counting=self.recount.running, problem=words,
            past=self._past, report=self.check.expected.report, form=self.result.form is not None,
            following=self.check.sheets.following, letters=len(self.result.to_write),
        )  # fmt: skip
        self.footer.show_standing(state)

    def _asked(self) -> jobs.ImportFile:
        file = self.columns.asked(self.reading, self.check.decisions.now)
        return replace(file, name=self._pasted.name_of(file.file), beside=self.check.sheets.beside)

    def _connect(self) -> None:
        self.file.choose_asked.connect(self.choose_asked)
        self.columns.changed.connect(self._refresh_footer)
        self.columns.whole.read_as.reopen.connect(self._reopen)
        self.check.decided.connect(self._count_again)
        self.check.done.connect(self.footer.to_forward)
        self.result.outcome.chosen.connect(self._leave)
        self.result.changed.connect(self._refresh_footer)
        self.result.form_closed.connect(self.footer.to_forward)
        self.steps.asked.connect(self._back)
        self.footer.back.connect(self._back)
        self.footer.forward.connect(self._forward)
        self.footer.cancelled.connect(self._give_up)

    def _reopen(self, otherwise: dict[str, Any], *, again: bool = True) -> None:
        """Read the same file with other options: earlier choices not given again still hold, typed cells do not.
        Another table of an archive counts as another file."""
        self.check.begin()
        was = replace(self.reading, header_line=None) if "sheet" in otherwise else self.reading
        if "member" in otherwise:
            was = jobs.OpenFile(was.folder, was.file)
        self.read(replace(was, **otherwise), again=again)
