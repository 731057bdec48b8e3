"""The only way for drafts to become leads: normalise, match the register, match known leads, write by batches,
report."""

import gc
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime

from core.actions.common import learning, possible_refusals, shared_values
from core.actions.common.channel_opt_outs import close_ways
from core.actions.common.shared_values import Hashes
from core.actions.intake.batch_writer import Chunk, Told, untold
from core.actions.intake.page_proofs import attach
from core.actions.intake.parse import Item, in_blocks, prepared, read_rows
from core.actions.intake.removed_rows import let_go
from core.actions.intake.rows import COLUMNS, Lot
from core.base import text
from core.base.errors import UserError
from core.base.moments import kept
from core.base.progress import Progress, silent
from core.base.records import Struct, field, replace
from core.model.batch import BatchFacts, LookalikeRow, RejectedRow, Report, Source, SourceRefusal
from core.model.draft import Draft
from core.model.facts import NoticeFact
from core.model.undoing import UNDO_FOR
from core.records.batch import Batch
from core.records.supplier import Supplier
from core.rules.deadlines import notice_due
from core.store import suppliers, undoing
from core.store.port import Store, Writer
from core.words.errors import error

_SLICE = 150
"""Rows after which it is asked whether another writer waits: some 25 ms."""
_UNRETURNED = 100_000
"""Objects made and not given back after which cycles are looked for: more than the rows on their way."""
_FORGOTTEN = 2000
REPORTED = 1000
"""Rejects and refusals carried in the report; the base holds them all."""
_MIDWAY: Mapping[str, str] = {
    "FILE_CHANGED": "FILE_CHANGED_MIDWAY",
    # The whole file was checked when it was opened: lines can be lost only when it changes meanwhile.
    "LINES_LOST": "FILE_CHANGED_MIDWAY",
    "FILE_UNREADABLE": "FILE_LOST_MIDWAY",
    # « Your action is not recorded » would be wrong.
    "BASE_BUSY": "JOB_BROKEN",
}


class _Tally(Struct):
    """The counts so far, and the first rejects."""

    counts: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(("added", "merged", "opposed", "rejected", "blank"), 0)
    )
    rejects: list[RejectedRow] = field(default_factory=list)
    heard: list[SourceRefusal] = field(default_factory=list)
    closed: Counter[str] = field(default_factory=Counter)
    apart: list[LookalikeRow] = field(default_factory=list)
    people: int = 0
    """Leads made: a row of several people makes as many."""
    kept: int = 0
    """Rows added or merged by the transactions that ended."""

    def add(self, chunk: Chunk, rejects: list[RejectedRow], blank: int) -> None:
        for name, number in (chunk.counts | {"rejected": len(rejects), "blank": blank}).items():
            self.counts[name] += number
        self.people += chunk.people
        self.rejects += rejects[: REPORTED - len(self.rejects)]
        self.heard += chunk.heard[: REPORTED - len(self.heard)]
        self.closed.update(chunk.closed)
        self.closed.update(way for reject in rejects for way in reject.closed)
        self.apart += chunk.apart[: REPORTED - len(self.apart)]

    def report(self, batch_id: int) -> Report:
        """Return the report of the batch."""
        found = self.counts
        return Report(
            *(batch_id, found["added"], found["merged"], found["opposed"], found["rejected"], found["blank"]),
            tuple(self.rejects),
            tuple(self.heard),
            apart=tuple(self.apart),
            closed=tuple(sorted(self.closed.items())),
            people=max(self.people, found["added"]),
        )


def take_in(
    store: Store,
    drafts: Iterable[Draft],
    batch: BatchFacts,
    *,
    by: str,
    now: datetime,
    progress: Progress = silent,
    told: Told = untold,
    shared: Hashes | None = None,
) -> Report:
    """Write ``drafts`` as leads and return the report. ``now``: aware; ``by``: the user; ``told`` is called with what
    became of each row.

    ``shared``: what recognises nobody, else what is known of it, with what several persons of a sequence share. A row
    is added, merged into a known lead, counted as opposed, rejected with its reason, or blank. What was written
    stays when the user stops: the counts are saved, then ``Cancelled`` is raised. Raises UserError when the batch does
    not say where it comes from. After the first rows, when the source fails or another program holds the base, raises
    FILE_CHANGED_MIDWAY, FILE_LOST_MIDWAY or JOB_BROKEN, which say what is kept; BASE_REPLACED_MIDWAY when another
    window restored a copy meanwhile, which holds none of the batch, or a part of it.
    """
    if shared is None:
        learned = learning.learned_from_drafts(drafts) if isinstance(drafts, Sequence) else ()
        shared = shared_values.remember(store, learned, batch.supplier, by=by, at=now)
    return load(
        store,
        batch,
        in_blocks(prepared(read_rows(drafts, batch, now.date()), batch, store.keyed_hash, shared)),
        by=by,
        now=now,
        progress=progress,
        told=told,
    )


def load(
    store: Store,
    batch: BatchFacts,
    blocks: Iterator[list[Item]],
    *,
    by: str,
    now: datetime,
    progress: Progress = silent,
    told: Told = untold,
) -> Report:
    """Do as :func:`take_in`, for rows prepared elsewhere, in ``blocks``. A block is read before its transaction
    begins, so that a slow file holds the turn of nobody."""
    lot = _open(store, batch, by=by, now=now)
    tally = _Tally()
    with _midway(batch, tally), _ending(store, lot), _seldom_collected():
        for block in blocks:
            done_count = 0
            while done_count < len(block):
                done_count += _write(store, lot, block[done_count:], tally, told)
                progress(sum(tally.counts.values()), 0)
    return tally.report(lot.batch_id)


@contextmanager
def _midway(batch: BatchFacts, tally: _Tally) -> Iterator[None]:
    """Turn an error after the first rows of an import into one that says what is kept."""
    try:
        yield
    except UserError as problem:
        if problem.code not in _MIDWAY or not tally.kept:
            raise
        raise error(_MIDWAY[problem.code], file=batch.name, kept=tally.kept) from problem


@contextmanager
def _ending(store: Store, lot: Lot) -> Iterator[None]:
    """Write that the batch is over, read whole or stopped; an error that stopped it is raised rather than one met
    here."""
    try:
        yield
    except BaseException:
        with suppress(UserError):
            _end(store, lot)
        raise
    _end(store, lot)


def _end(store: Store, lot: Lot) -> None:
    with store.write("intake end", by=lot.by, at=lot.now) as w:
        if w.get(Batch, lot.batch_id) is None:
            raise error("BASE_REPLACED_MIDWAY", file=lot.facts.name)
        w.update("batch", lot.batch_id, {"ended": kept(lot.now)})


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Make Python's garbage collector look for cycles rarely during an import: the rows make none, and looking costs
    a tenth of the time."""
    was = gc.get_threshold()
    if was[0] == _UNRETURNED:  # The import of another thread has already done it.
        yield
        return
    gc.set_threshold(_UNRETURNED, *was[1:])
    try:
        yield
    finally:
        gc.set_threshold(*was)


def _open(store: Store, batch: BatchFacts, *, by: str, now: datetime) -> Lot:
    """Write the batch's own row first, so that a stop or a crash leaves a batch that says what it is."""
    obtained = text.parse_day(batch.collected)
    if obtained is None or obtained > now.date():
        raise error("COLLECTED_BAD", value=batch.collected)
    with store.write("intake", by=by, at=now) as w:
        supplier_id = suppliers.made_known(w, batch.supplier)
        if batch.source is Source.FILE and supplier_id is None:
            raise error("SUPPLIER_MISSING")
        # One spelling of the supplier is used, so that two spellings are one source in the list of leads.
        facts = replace(batch, supplier=w.row(Supplier, supplier_id).name if supplier_id is not None else "")
        values = {
            "source": batch.source.value,
            "name": text.whole(batch.name),
            "supplier_id": supplier_id,
            "site": batch.site,
            "collected": obtained.isoformat(),
            "sha256": batch.sha256,
            "mapping": batch.mapping,
            "fixes": batch.fixes,
            "headers": json.dumps(batch.headers, ensure_ascii=False),
            "property_only": int(batch.property_only),
            "at": kept(now),
            "by": by,
        }
        batch_id = w.insert("batch", values)
        attach(w, batch_id, batch.pages)
        let_go(w, now)
        # What a merged row said is personal data, held only while its merge can be undone.
        w.blank("merging", undoing.rows_over(w, kept(now - UNDO_FOR), _FORGOTTEN), {"row": ""})
    due = notice_due(NoticeFact(obtained)).isoformat()
    return Lot(facts, batch_id, supplier_id, by, now, obtained.isoformat(), due)


def _write(store: Store, lot: Lot, items: list[Item], tally: _Tally, told: Told) -> int:
    """Write items in one transaction, with their counts, until another writer waits, and return how many."""
    done_count = 0
    with store.write("intake rows", by=lot.by, at=lot.now) as w:
        counted = w.get(Batch, lot.batch_id)
        if counted is None or counted.counts != tally.counts:
            raise error("BASE_REPLACED_MIDWAY", file=lot.facts.name)
        while done_count < len(items) and not (done_count and w.awaited()):
            _write_slice(w, lot, items[done_count : done_count + _SLICE], tally, told)
            done_count = min(done_count + _SLICE, len(items))
        w.update("batch", lot.batch_id, dict(tally.counts))
    tally.kept = tally.counts["added"] + tally.counts["merged"]
    return done_count


def _write_slice(w: Writer, lot: Lot, items: list[Item], tally: _Tally, told: Told) -> None:
    rejects = [item for item in items if isinstance(item, RejectedRow)]
    rows = [item for item in items if isinstance(item, tuple)]
    for item in items:
        if isinstance(item, int):
            told(item, "blank", None)
        elif isinstance(item, RejectedRow):
            told(item.line, item.code, None)
    chunk = Chunk(w, lot, rows)
    chunk.write(told)
    if lot.supplier_id is not None:
        suppliers.note_sites(w, lot.supplier_id, {row.site for row, _ in rows})
    refused = [
        (
            w.new_id(),
            lot.batch_id,
            reject.line,
            reject.code,
            reject.reason,
            json.dumps(reject.cells, ensure_ascii=False),
        )
        for reject in rejects
    ]
    w.insert_many("reject", COLUMNS["reject"], refused)
    _hold(w, lot, rejects)
    tally.add(chunk, rejects, len(items) - len(rows) - len(rejects))


def _hold(w: Writer, lot: Lot, rejects: list[RejectedRow]) -> None:
    """Hold the persons of the rows of which a question is asked, known already or to come by another row."""
    by, at, way = lot.by, lot.now, lot.facts.source.value
    if refused := [(reject.marks, reject.closed) for reject in rejects if reject.closed]:
        close_ways(w, refused, how="list", by=by, at=at, batch_id=lot.batch_id)
    asked = [reject for reject in rejects if reject.marks and reject.doubt[0]]
    answered = possible_refusals.answers(w) if asked else {}
    for one in asked:
        text, words = one.doubt
        possible_refusals.hold(
            w, one.marks, text=text, words=words, way=way, by=by, at=at,
            answered=answered, near=one.near,
        )  # fmt: skip
