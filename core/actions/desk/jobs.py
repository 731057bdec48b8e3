"""Long jobs as plain functions that a worker process can run: a small argument, a small result, and a progress to
report to."""

from datetime import datetime
from pathlib import Path

from core.actions.intake import batch_undo, rejected_rows
from core.actions.intake.archive_members import open_meant
from core.actions.intake.checking import expect
from core.actions.intake.importing import ImportFile, import_into
from core.actions.intake.rejected_rows import Exported
from core.actions.leads import batch_back
from core.actions.letters import noticing
from core.actions.letters.registering import Letters
from core.actions.register import opposing_many
from core.actions.register.opposing_many import OpposedMany
from core.base.progress import Progress, silent
from core.base.records import Struct
from core.model.batch import Report
from core.model.checking import Expectation
from core.model.undoing import BroughtBack, Undone
from core.sources.tables.reading import SourceTable, check_stock
from core.store.engine.opening import opened

__all__ = [
    "ImportFile",
    "MakeLetters",
    "OneBatch",
    "OpenFile",
    "OpposeMany",
    "UndoMany",
    "bring_back",
    "export_rejects",
    "import_file",
    "import_into",
    "letters",
    "open_file",
    "oppose_many",
    "try_file",
    "undo_batch",
    "undo_many",
]


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


class MakeLetters(Struct, frozen=True):
    """Letters to make, one for each of the leads given."""

    folder: Path
    leads: tuple[int, ...]
    out: Path
    by: str
    now: datetime


class OpposeMany(Struct, frozen=True):
    """The leads who refuse canvassing, and how they said so."""

    folder: Path
    leads: tuple[int, ...]
    how: str
    by: str
    now: datetime


class UndoMany(Struct, frozen=True):
    """The oppositions of one gesture, to be taken back."""

    folder: Path
    gestures: tuple[int, ...]
    by: str
    now: datetime


class OneBatch(Struct, frozen=True):
    """A batch to undo, or whose rejected rows are to be written to ``out``."""

    folder: Path
    batch_id: int
    by: str
    now: datetime
    out: Path = Path()


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


def letters(asked: MakeLetters, progress: Progress = silent) -> Letters:
    """Make letters and return what was made and refused."""
    with opened(asked.folder) as store:
        return noticing.make(store, asked.leads, asked.out, by=asked.by, at=asked.now, progress=progress)


def oppose_many(asked: OpposeMany, progress: Progress = silent) -> OpposedMany:
    """Record the opposition of many, and return how far that went."""
    with opened(asked.folder) as store:
        return opposing_many.oppose_many(
            store, asked.leads, how=asked.how, by=asked.by, at=asked.now, progress=progress
        )  # fmt: skip


def undo_many(asked: UndoMany, progress: Progress = silent) -> OpposedMany:
    """Take back the oppositions of one gesture. Raises UserError UNDO_LATE."""
    with opened(asked.folder) as store:
        return opposing_many.undo_many(store, asked.gestures, by=asked.by, at=asked.now, progress=progress)


def undo_batch(asked: OneBatch, progress: Progress = silent) -> Undone:
    """Undo a batch. Raises UserError BATCH_UNKNOWN, BATCH_RUNNING, BATCH_UNDO_LATE."""
    with opened(asked.folder) as store:
        return batch_undo.undo(store, asked.batch_id, by=asked.by, at=asked.now, progress=progress)


def bring_back(asked: OneBatch, progress: Progress = silent) -> BroughtBack:
    """Take the undoing of a batch back. Raises UserError BATCH_UNKNOWN, BATCH_BACK_LATE."""
    with opened(asked.folder) as store:
        return batch_back.bring_back(store, asked.batch_id, by=asked.by, at=asked.now, progress=progress)


def export_rejects(asked: OneBatch, progress: Progress = silent) -> Exported:
    """Write the rejected rows of a batch to a workbook."""
    with opened(asked.folder) as store, store.read() as r:
        return rejected_rows.export_rejects(r, asked.batch_id, asked.out, progress)
