"""Finds what an import would give before anything is written, by running the real import on a temporary copy of the
base: the counts are therefore the real ones."""

from collections.abc import Iterable, Sequence
from functools import partial

from core.actions.common.scratch import scratch
from core.actions.intake import importing, problem_groups, reader_process
from core.actions.intake.heard_rows import HeardRows
from core.actions.intake.import_rows import load, take_in
from core.actions.intake.importing import ImportFile, covered
from core.actions.intake.problem_groups import ProblemsByCode, groups
from core.actions.intake.row_problems import Fates, Spotted, spotted
from core.base import text
from core.base.progress import Progress, silent
from core.base.records import replace
from core.model.checking import Expectation, HeardRefusal, RefusalStanding
from core.model.draft import Draft
from core.model.finding import FileFinding
from core.sources.tables.concerned_rows import Concerns, concerned
from core.sources.tables.problems import CellProblem
from core.sources.tables.table import SourceTable
from core.store.engine.opening import tried
from core.store.port import Store


def expect(store: Store, asked: ImportFile, progress: Progress = silent) -> Expectation:
    """Return what importing the file would give; the base is not changed. Raises UserError as the import does."""
    with scratch() as folder:
        return tried(store, folder, partial(_expected, asked=asked, progress=progress))


def _expected(copy: Store, asked: ImportFile, progress: Progress) -> Expectation:
    asked = replace(asked, folder=copy.path.parent)
    watch = _CheckWatch(text.clean(asked.site))
    with reader_process.started(asked.file) as reading:
        table, fields = importing.understood(asked)
        with copy.read() as r:
            judgement = importing.judged(r, asked, table, fields)
        watch.ask(judgement.findings, table)
        fields, settled = judgement.fields, replace(asked, fixes=judgement.fixes)
        facts = importing.facts_of(settled, table, fields)
        importing.remember_words(copy, settled)
        learned = partial(importing.shared_in, copy, asked, table, fields)
        if reading:
            task = replace(importing.task_in(copy, settled, table, fields, facts), watched=True)
            blocks = reading.blocks(task, copy.keyed_hash, learned, progress, watch.see)
            report = load(copy, facts, blocks, by=asked.by, now=asked.now, told=watch.told)
        else:
            rows = importing.rows_read(copy, settled, table, fields, progress)
            rows = spotted(rows, fields, settled.fixes, asked.now.date(), see=watch.see)
            report = take_in(copy, rows, facts, by=asked.by, now=asked.now, told=watch.told, shared=learned())
    with copy.read() as r:
        fates = watch.fates.shown(r, report)
        report = covered(r, report, table, fields, asked.supplier, beside=asked.beside)
    first = [
        problem_groups.question(asked_of, judgement.chosen(asked_of), watch.gathered) for asked_of in judgement.findings
    ]
    before = [refusal.line for refusal in report.heard if refusal.in_register]
    refusals = watch.heard.shown(table.headers, before)
    later = groups(watch.gathered, settled.fixes, report.heard, report.apart, listed=_sure(refusals))
    return Expectation(replace(report, batch=0), (*first, *later), fates, table.headers, refusals)


def _sure(refusals: Sequence[HeardRefusal]) -> int:
    """Return how many are sure; -1 where nothing was heard."""
    return sum(refusal.state is RefusalStanding.SURE for refusal in refusals) if refusals else -1


class _CheckWatch:
    """Follows every row: once when it is read, with its problems, and once when the intake tells what became of it."""

    def __init__(self, site: str) -> None:
        self.gathered = ProblemsByCode()
        self.fates = Fates(site)
        self.heard = HeardRows()
        self._waiting: dict[int, tuple[str, ...]] = {}
        self._concerns: list[tuple[FileFinding, Concerns]] = []

    def ask(self, findings: Iterable[FileFinding], table: SourceTable) -> None:
        """Gather the rows that each question about the file concerns."""
        self._concerns = [(finding, concerned(finding, table)) for finding in findings]

    def see(self, row: Spotted) -> None:
        """Keep a row that was read, with its problems."""
        line, cells, cell_problems, draft, words = row
        self.heard.see(line, words)
        for finding, concerns in self._concerns:
            if concerns(line, cells):
                cell = cells[finding.column] if 0 <= finding.column < len(cells) else ""
                self.gathered.cell(line, CellProblem(finding.key, finding.column, cell, ""), cells)
        for problem in cell_problems:
            self.gathered.cell(line, CellProblem(*problem), cells)
        self._waiting[line] = cells
        if draft:
            self.fates.read(Draft(*draft))  # type: ignore[arg-type]

    def told(self, line: int, fate: str, lead_id: int | None) -> None:
        """Keep what became of a row."""
        if fate == "apart":
            self.gathered.row(line, fate, self._waiting.get(line, ()), repeated=False)
            return
        cells = self._waiting.pop(line, ())
        self.heard.told(line, fate)
        self.gathered.row(line, fate, cells, repeated=fate == "merged" and self.fates.is_of_the_file(lead_id))
        self.fates.told(line, fate, lead_id)
