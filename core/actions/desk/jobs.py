"""Long jobs as plain functions that a worker process can run: a small argument, a small result, and a progress to
report to."""

from pathlib import Path

from core.actions.intake import rejected_rows
from core.actions.intake.archive_members import open_meant
from core.actions.intake.checking import expect
from core.actions.intake.importing import ImportFile as ImportFile
from core.actions.intake.importing import import_into as import_into
from core.actions.intake.rejected_rows import Exported
from core.base.progress import Progress, silent
from core.base.records import Struct
from core.model.batch import Report
from core.model.checking import Expectation
from core.sources.tables.reading import SourceTable, check_stock
from core.store.engine.opening import opened
from core.store.port import Store


class OpenFile(Struct, frozen=True):
    """A lead file to look at; ``sheet``, ``encoding``, ``delimiter``, ``member`` and ``header_line`` override
    the guess. ``folder``:
    the base that remembers the files seen before."""

    folder: Path
    file: Path
    sheet: str = ""
    encoding: str = ""
    delimiter: str = ""
    member: str = ""
    header_line: int | None = None


def open_file(asked: OpenFile, progress: Progress = silent) -> SourceTable:
    """Return the description of the file and what its columns seem to be; in an archive of several tables, of the
    one most likely meant. Raises UserError (FILE_*, POLIRIS_STOCK, LINES_LOST)."""
    progress(0, 0)
    with opened(asked.folder) as store, store.read() as r:
        table = open_meant(
            r, asked.file, sheet=asked.sheet, encoding=asked.encoding, delimiter=asked.delimiter, member=asked.member,
            header_line=asked.header_line,
        )  # fmt: skip
    check_stock(table)
    return table


def import_file(asked: ImportFile, progress: Progress = silent) -> Report:
    """Read a lead file into the base and return the report. Raises UserError when the file holds no sellers or no
    source."""
    with opened(asked.folder) as store:
        return import_into(store, asked, progress)


def try_file(asked: ImportFile, progress: Progress = silent) -> Expectation:
    """Return what an import would give, tried on a temporary copy of the base: nothing is written."""
    with opened(asked.folder) as store:
        return expect(store, asked, progress)


def export_rejects(store: Store, batch_id: int, out: Path, *, progress: Progress = silent) -> Exported:
    """Write the rejected rows of a batch to a workbook."""
    with store.read() as r:
        return rejected_rows.export_rejects(r, batch_id, out, progress)
