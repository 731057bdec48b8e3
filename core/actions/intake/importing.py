"""Reads a lead file into the base: maps its columns, applies what the check settled, and remembers its shape."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path

from core.actions.common import learning, possible_refusals, shared_values
from core.actions.common.shared_values import Hashes
from core.actions.intake import archive_members, known_files, reader_process
from core.actions.intake.import_rows import load, take_in
from core.actions.intake.parse import answered_before, answers_heard
from core.actions.register.older_refusals import complete
from core.base.progress import Progress, silent
from core.base.records import Struct, field, replace
from core.base.text import fold
from core.model.batch import BatchFacts, Coverage, Report, Source
from core.model.checking import Fixes
from core.model.draft import Draft
from core.model.problem_codes import NO_REFUSAL, REFUSAL
from core.sources.tables.findings import FileJudgement, judge
from core.sources.tables.people import columns_of_others, contacts_of_others
from core.sources.tables.reading import SourceTable, check_sellers, drafts, fields_of, open_table, records
from core.store import batches, suppliers
from core.store.port import Reader, Store
from core.words.errors import error


class ImportFile(Struct, frozen=True):
    """A lead file to read: where the base is, the file, and what holds for the whole file. ``fields``: header → field,
    as the user confirmed; ``collected`` ISO day; ``sheet``, ``encoding``, ``delimiter``, ``header_line`` (from 1, 0
    for none) override the guess; ``fixes``: what the check settled; ``member``: the table meant in a ZIP of several;
    ``name``: how the batch is called, the file's name when empty; ``beside``: the other sheets read of the same
    workbook."""

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
    member: str = ""
    name: str = ""
    header_line: int | None = None
    beside: tuple[str, ...] = ()


def understood(asked: ImportFile) -> tuple[SourceTable, Mapping[int, str]]:
    """Return the file and column → field. Raises UserError (FILE_*, NO_SELLERS, NO_SOURCE_COLUMN, UNKNOWN_*)."""
    table = open_table(
        asked.file, sheet=asked.sheet, encoding=asked.encoding, delimiter=asked.delimiter, member=asked.member,
        header_line=asked.header_line,
    )  # fmt: skip
    fields = fields_of(table, asked.fields)
    check_sellers(table, fields)
    if not asked.site.strip() and "site" not in fields.values():
        raise error("NO_SOURCE_COLUMN")
    return table, fields


def judged(r: Reader, asked: ImportFile, table: SourceTable, fields: Mapping[int, str]) -> FileJudgement:
    """Return how the file is read, and what is asked of it as a whole, by what was answered now or of a former file of
    the same supplier."""
    return judge(table, fields, asked.fixes, suppliers.answers(r, asked.supplier), partial(records, table))


def recalled(r: Reader, asked: ImportFile) -> ImportFile:
    """Return ``asked`` completed with what is known of a file of its shape: the supplier, the site and the columns
    it does not say. Nothing is added when it names another supplier. Raises UserError (FILE_*)."""
    table = archive_members.open_known(
        r, asked.file, sheet=asked.sheet, encoding=asked.encoding, delimiter=asked.delimiter, member=asked.member,
        header_line=asked.header_line,
    )  # fmt: skip
    asked = replace(asked, member=table.member, header_line=table.header_line if table.line_said else None)
    memory = None if asked.supplier and asked.fields else known_files.recall(r, table)
    if memory is None or (asked.supplier and fold(asked.supplier) != fold(memory.supplier)):
        return asked
    fields = {**memory.fields, **asked.fields}
    return replace(asked, supplier=memory.supplier, site=asked.site or memory.site, fields=fields)


def import_into(store: Store, asked: ImportFile, progress: Progress = silent) -> Report:
    """Read a lead file into an open base and return the report. Raises UserError when the file holds no sellers or no
    source, FILE_ASKS, before anything is written, while a question about it as a whole has no answer."""
    complete(store, by=asked.by, at=asked.now)
    with reader_process.started(asked.file) as reading:
        table, fields = understood(asked)
        with store.read() as r:
            judgement = judged(r, asked, table, fields)
        if judgement.open:
            raise error("FILE_ASKS", codes=", ".join(judgement.open))
        fields, settled = judgement.fields, replace(asked, fixes=judgement.fixes)
        facts = as_kept(store, facts_of(settled, table, fields))
        remember_words(store, settled)
        learned = partial(shared_in, store, asked, table, fields)
        if reading:
            blocks = reading.blocks(task_in(store, settled, table, fields, facts), store.keyed_hash, learned, progress)
            report = load(store, facts, blocks, by=asked.by, now=asked.now)
        else:
            rows = rows_read(store, settled, table, fields, progress)
            report = take_in(store, rows, facts, by=asked.by, now=asked.now, shared=learned())
    known_files.remember(store, table, judgement, report.batch, by=asked.by, at=asked.now)
    with store.read() as r:
        return covered(r, report, table, fields, asked.supplier, beside=asked.beside)


def task_in(
    store: Store, asked: ImportFile, table: SourceTable, fields: Mapping[int, str], facts: BatchFacts
) -> reader_process.Task:
    """Return the task of the process that reads a file: its arguments, and what it needs of what the base already
    knows."""
    folder, today = store.path.parent, asked.now.date()
    return reader_process.Task(folder, table, fields, asked.fixes, facts, today, answers=answers_in(store))


def shared_in(store: Store, asked: ImportFile, table: SourceTable, fields: Mapping[int, str]) -> Hashes:
    """Return what recognises nobody in a file, learned from all its rows before the first one is taken."""
    every = {**fields, **contacts_of_others(table.guesses, fields)}
    learned = learning.learned_from_cells(records(table), every)
    return shared_values.remember(store, learned, asked.supplier, by=asked.by, at=asked.now)


def rows_read(
    store: Store, asked: ImportFile, table: SourceTable, fields: Mapping[int, str], progress: Progress
) -> Iterator[Draft]:  # fmt: skip
    """Return the drafts of a file, with what was answered of its words, now or of a former file of the supplier."""
    answers, keyed = answers_in(store), store.keyed_hash
    answered = answers_heard(asked.fixes, asked.supplier, answers, keyed)
    rows = drafts(table, fields, fixes=asked.fixes, progress=progress, answered=answered)
    return answered_before(rows, asked.supplier, answers, keyed)


def remember_words(store: Store, asked: ImportFile) -> None:
    """Keep, for the files of the supplier, what the user says of words wherever they stand: that they refuse nothing,
    or do (rule OBJ-05)."""
    if asked.fixes.of_words:
        with store.write("words answered", by=asked.by, at=asked.now) as w:
            before = possible_refusals.answers(w)
            for words, answer in asked.fixes.of_words.items():
                text = possible_refusals.text_hash(w.keyed_hash, asked.supplier, words)
                settled = "keep" if answer == NO_REFUSAL else REFUSAL
                # Whoever waits for an answer to the same words has theirs on their own sheet.
                if settled == "keep" or before.get(text) == "keep":
                    possible_refusals.settle_text(w, text, settled, by=asked.by, at=asked.now)


def answers_in(store: Store) -> Mapping[str, str]:
    """Return keyed hash of words that sound like a refusal → what was answered of them."""
    with store.read() as r:
        return possible_refusals.answers(r)


def as_kept(store: Store, facts: BatchFacts) -> BatchFacts:
    """Return the facts of a batch with ``property_only`` set as the agency chose for its supplier."""
    with store.read() as r:
        return replace(facts, property_only=suppliers.keeps_property_only(r, facts.supplier))


def facts_of(asked: ImportFile, table: SourceTable, fields: Mapping[int, str]) -> BatchFacts:
    """Return the facts of the batch that importing this file makes."""
    return BatchFacts(
        Source.FILE,
        asked.name or called(table),
        asked.collected,
        supplier=asked.supplier,
        site=asked.site.strip(),
        sha256=table.sha256,
        mapping=" | ".join(f"{table.headers[index]}={name}" for index, name in sorted(fields.items())),
        headers=table.headers,
        fixes=_written(asked.fixes),
    )


def called(table: SourceTable) -> str:
    """Return how the batch of a table is called: after its file, the member of an archive of several, and the sheet of
    a workbook that holds others."""
    name = table.where.name if len(table.members) > 1 else table.name
    return f"{name}{known_files.sheet_mark(table)}"


def _written(fixes: Fixes) -> str:
    """Return what was settled as JSON, empty for nothing. Of a cell typed again only its place is written here: its
    text is personal data, stored and erased with the person."""
    if not fixes.choices and not fixes.cells:
        return ""
    return json.dumps({"choices": dict(fixes.choices), "cells": sorted(fixes.cells)})


def covered(
    r: Reader,
    report: Report,
    table: SourceTable,
    fields: Mapping[int, str],
    supplier: str,
    *,
    beside: tuple[str, ...] = (),
) -> Report:
    """Return the report of an import with its coverage; no person is counted when only the properties of the
    ``supplier`` are kept. ``fields``: column from 0 to field, without those left out; ``beside``: sheets that are read
    besides, in batches of their own."""
    nobody = suppliers.keeps_property_only(r, supplier)
    found = batches.BatchReach(0, 0, 0, 0) if nobody else batches.reach(r, report.batch)
    read_columns = {*fields, *columns_of_others(table.guesses, fields)}
    aside = tuple(
        (guess.header, guess.samples[0]) for guess in table.guesses if guess.index not in read_columns and guess.samples
    )  # fmt: skip
    sheets = tuple(name for name in table.unread if name not in beside)
    reach = Coverage(found.people, found.phone, found.email, found.address, aside, sheets, report.closed)
    return replace(report, coverage=reach)
