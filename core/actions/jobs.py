"""Long jobs as plain functions a worker process can run: a small argument in, a small result out, a progress to
report to."""

import tempfile
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from core.actions import noticing
from core.actions.intake import take_in
from core.actions.noticing import Letters
from core.actions.verifying import Verification, verify
from core.model.batch import BatchFacts, Report, Source
from core.model.checking import Fixes
from core.progress import Progress, silent
from core.sources.tables.reading import Table, check_sellers, drafts, fields_of, open_table
from core.store.opening import opened
from core.store.sqlite import SqliteStore
from core.wording import error


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A lead file to look at; ``sheet``, ``encoding`` and ``delimiter`` override the guess."""

    file: Path
    sheet: str = ""
    encoding: str = ""
    delimiter: str = ""


@dataclass(frozen=True, slots=True)
class ImportFile:
    """A lead file to read: where the base is, the file, and what holds for the whole file. ``fields``: header →
    field, as the user confirmed; ``collected`` ISO day; ``sheet``, ``encoding``, ``delimiter`` override the guess;
    ``fixes``: what the check settled."""

    folder: Path
    file: Path
    supplier: str
    collected: str
    by: str
    now: datetime
    site: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    sheet: str = ""
    encoding: str = ""
    delimiter: str = ""
    fixes: Fixes = field(default_factory=Fixes)


@dataclass(frozen=True, slots=True)
class MakeLetters:
    """Letters to make for leads."""

    folder: Path
    leads: tuple[int, ...]
    out: Path
    by: str
    now: datetime


def open_file(asked: OpenFile, progress: Progress = silent) -> Table:
    """Return what the file is and what its columns seem to be. Raises UserError (FILE_*, POLIRIS_STOCK, LINES_LOST)."""
    progress(0, 0)
    return open_table(asked.file, sheet=asked.sheet, encoding=asked.encoding, delimiter=asked.delimiter)


def import_file(asked: ImportFile, progress: Progress = silent) -> Report:
    """Read a lead file into the base and return the report. Raises UserError when the file holds no sellers or no
    source."""
    with opened(asked.folder) as store:
        return import_into(store, asked, progress)


def import_into(store: SqliteStore, asked: ImportFile, progress: Progress = silent) -> Report:
    """As :func:`import_file`, on an open base."""
    table = open_table(asked.file, sheet=asked.sheet, encoding=asked.encoding, delimiter=asked.delimiter)
    fields = fields_of(table, asked.fields)
    check_sellers(table, fields)
    if not asked.site.strip() and "site" not in fields.values():
        raise error("NO_SOURCE_COLUMN")
    batch = BatchFacts(
        Source.FILE,
        asked.file.name,
        asked.collected,
        supplier=asked.supplier,
        site=asked.site.strip(),
        sha256=table.sha256,
        mapping=" | ".join(f"{table.headers[index]}={name}" for index, name in sorted(fields.items())),
        headers=table.headers,
    )
    return take_in(store, drafts(table, fields, progress=progress), batch, by=asked.by, now=asked.now, progress=silent)


def try_import(store: SqliteStore, asked: ImportFile, progress: Progress = silent) -> Report:
    """Count what an import would give, on a copy of the base that is thrown away: nothing is written."""
    with tempfile.TemporaryDirectory(prefix="premier-contact-") as folder:
        copied = store.copy_to(Path(folder))
        with opened(copied) as copy:
            found = import_into(copy, replace(asked, folder=copied), progress)
    return replace(found, batch=0)


def try_file(asked: ImportFile, progress: Progress = silent) -> Report:
    """As :func:`try_import`, on the base of ``asked.folder``."""
    with opened(asked.folder) as store:
        return try_import(store, asked, progress)


def letters(asked: MakeLetters, progress: Progress = silent) -> Letters:
    """Make letters."""
    with opened(asked.folder) as store:
        return noticing.make(store, asked.leads, asked.out, by=asked.by, at=asked.now, progress=progress)


def check(folder: Path, progress: Progress = silent) -> Verification:
    """Verify the base and its journal."""
    with opened(folder) as store:
        progress(0, 0)
        return verify(store)
