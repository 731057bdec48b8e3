"""What an import would give before anything is written: the import itself, on a copy of the base that is thrown away,
so that its counts are those of the real one."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from core import text
from core.actions import importing
from core.actions.fates import Fates
from core.actions.groups import Gathered, groups
from core.actions.importing import ImportFile
from core.actions.intake import take_in
from core.actions.scratch import scratch
from core.model.checking import Expectation
from core.model.draft import Draft
from core.progress import Progress, silent
from core.sources.hotlines import hotlines
from core.sources.tables import fixing, problems
from core.sources.tables.reading import drafts
from core.store.opening import opened
from core.store.sqlite import SqliteStore


def expect(store: SqliteStore, asked: ImportFile, progress: Progress = silent) -> Expectation:
    """Return what importing the file would give; the base is not changed. Raises UserError as the import does."""
    with scratch() as folder:
        copied = store.copy_to(folder)
        with opened(copied) as copy:
            return _expected(copy, replace(asked, folder=copied), progress)


def _expected(copy: SqliteStore, asked: ImportFile, progress: Progress) -> Expectation:
    table, fields = importing.understood(asked)
    watch = _Watch(fields, asked)
    rows = watch.through(drafts(table, fields, fixes=asked.fixes, progress=progress))
    facts = importing.as_kept(copy, importing.facts_of(asked, table, fields))
    report = take_in(copy, rows, facts, by=asked.by, now=asked.now, told=watch.told)
    with copy.read() as r:
        fates = watch.fates.shown(r, report)
    return Expectation(replace(report, batch=0), groups(watch.gathered, asked.fixes), fates, table.headers)


class _Watch:
    """Sees every row twice: as it is read, to tell its problems, and when the intake says what became of it."""

    def __init__(self, fields: Mapping[int, str], asked: ImportFile) -> None:
        self.gathered = Gathered()
        self.fates = Fates(text.clean(asked.site))
        self._find = problems.finder(fields, today=asked.now.date(), hotlines=hotlines())
        self._typed = fixing.typed_cells(asked.fixes)
        self._waiting: dict[int, tuple[str, ...]] = {}

    def through(self, rows: Iterator[Draft]) -> Iterator[Draft]:
        """Yield the rows as they are."""
        for draft in rows:
            if not draft.is_blank:
                cells = fixing.retyped(draft.cells, self._typed.get(draft.line, {}))
                for found in self._find(cells):
                    self.gathered.cell(draft.line, found, draft.cells)
                self._waiting[draft.line] = draft.cells
                self.fates.read(draft)
            yield draft

    def told(self, line: int, fate: str, lead_id: int | None) -> None:
        """Hear what became of a row."""
        cells = self._waiting.pop(line, ())
        self.gathered.row(line, fate, cells, repeated=fate == "merged" and self.fates.is_of_the_file(lead_id))
        self.fates.told(line, fate, lead_id)
