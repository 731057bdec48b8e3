"""The only door by which drafts become leads: normalise, match the register, match known leads, write by batches, report."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice

from core import text
from core.actions import merging
from core.actions.normalising import Ready, contact_points, normalise, refusal_marks
from core.model.batch import BatchFacts, Reject, Report, Source
from core.model.draft import Draft
from core.model.facts import NoticeFact
from core.moments import kept
from core.phones import search_words
from core.progress import Progress, silent
from core.rules.deadlines import notice_due
from core.store import batches, leads, registers
from core.store.port import Row, Store, Value, Writer
from core.wording import error

CHUNK = 400
"""Rows written in one transaction: the write lock is held some 50 ms, so that a call log never waits longer."""
REPORTED = 1000
"""Rejects carried in the report; the base holds them all."""
_MERGING = ("phone", "email", "address", "listing")
_LEAD = (
    "id", "name", "first_name", "last_name", "civility", "sort_key", "town", "town_key", "postcode", "obtained", "notice_due",
    "source", "opposed_at", "opposed_how", "quote", "batch_id",
)  # fmt: skip
_LISTING = (
    "id",
    "lead_id",
    "site",
    "reference",
    "url",
    "title",
    "kind",
    "deal",
    "price",
    "area",
    "rooms",
    "town",
    "postcode",
    "seen",
)
_ORIGIN = (
    "id",
    "lead_id",
    "source",
    "supplier_id",
    "site",
    "reference",
    "url",
    "seen",
    "obtained",
    "batch_id",
    "line",
    "by",
)
_OPPOSITION = ("id", "gesture", "hash", "kind", "how", "at", "by", "note", "lead_id")


@dataclass(slots=True)
class _Run:
    """One intake under way: what holds for the whole batch, and the counts so far."""

    batch: BatchFacts
    batch_id: int
    supplier_id: int | None
    by: str
    now: datetime
    obtained: date
    due: str
    counts: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(("added", "merged", "opposed", "rejected", "blank"), 0)
    )
    rejects: list[Reject] = field(default_factory=list)


def take_in(
    store: Store, drafts: Iterable[Draft], batch: BatchFacts, *, by: str, now: datetime, progress: Progress = silent
) -> Report:
    """Write ``drafts`` as leads and return the report; ``now`` is aware, ``by`` the user.

    A row is added, merged into a known lead, counted as opposed, rejected with its reason, or blank. What was written stays
    when the user stops: :class:`core.errors.Cancelled` passes through after the counts are kept. Raises UserError when the
    batch does not say where it comes from.
    """
    run = _begin(store, batch, by=by, now=now)
    source = iter(drafts)
    try:
        while chunk := list(islice(source, CHUNK)):
            _write_chunk(store, run, chunk)
            progress(sum(run.counts.values()), 0)
    finally:
        _end(store, run)
    return Report(run.batch_id, **run.counts, rejects=tuple(run.rejects))


def _begin(store: Store, batch: BatchFacts, *, by: str, now: datetime) -> _Run:
    obtained = text.day(batch.collected)
    if obtained is None or obtained > now.date():
        raise error("COLLECTED_BAD", value=batch.collected)
    if batch.source is Source.FILE and not batch.supplier.strip():
        raise error("SUPPLIER_MISSING")
    with store.write("intake", by=by, at=now) as w:
        supplier_id = _supplier(w, batch.supplier) if batch.supplier.strip() else None
        batch_id = w.insert(
            "batch",
            {
                "source": batch.source.value, "name": batch.name, "supplier_id": supplier_id, "site": batch.site,
                "collected": obtained.isoformat(), "sha256": batch.sha256, "mapping": batch.mapping,
                "at": kept(now), "by": by,
            },
        )  # fmt: skip
    due = notice_due(NoticeFact(obtained)).isoformat()
    return _Run(batch, batch_id, supplier_id, by, now, obtained, due)


def _supplier(w: Writer, name: str) -> int:
    key = text.fold(name)
    found = batches.supplier(w, key)
    return found if found is not None else w.insert("supplier", {"name": text.clean(name), "name_key": key})


def _end(store: Store, run: _Run) -> None:
    with store.write("intake end", by=run.by, at=run.now) as w:
        w.update("batch", run.batch_id, {**run.counts, "ended": kept(run.now)})


def _write_chunk(store: Store, run: _Run, chunk: list[Draft]) -> None:
    today = run.now.date()
    ready: list[Ready] = []
    rejects: list[Reject] = []
    blank = 0
    for draft in chunk:
        if draft.is_blank:
            blank += 1
            continue
        row = normalise(draft, run.batch, today)
        (rejects if isinstance(row, Reject) else ready).append(row)  # type: ignore[arg-type]
    with store.write("intake rows", by=run.by, at=run.now) as w:
        counts = _Chunk(w, run, ready).write()
        _write_rejects(w, run, rejects)
        for name, found in (*counts.items(), ("blank", blank), ("rejected", len(rejects))):
            run.counts[name] += found
        w.update("batch", run.batch_id, dict(run.counts))
    run.rejects += rejects[: REPORTED - len(run.rejects)]


def _write_rejects(w: Writer, run: _Run, rejects: list[Reject]) -> None:
    rows: list[Row] = [
        (w.new_id(), run.batch_id, one.line, one.code, one.reason, json.dumps(one.cells, ensure_ascii=False))
        for one in rejects
    ]
    w.insert_many("reject", ("id", "batch_id", "line", "code", "reason", "cells"), rows)


class _Chunk:
    """Some rows inside one transaction: what they match, and what waits to be inserted."""

    def __init__(self, w: Writer, run: _Run, rows: list[Ready]) -> None:
        self._w, self._run, self._rows = w, run, rows
        self._marks = [[(kind, w.keyed_hash(kind, key)) for kind, key in row.marks] for row in rows]
        everything = [hashed for marks in self._marks for _, hashed in marks]
        self._opposed = registers.opposed(w, everything)
        self._known = leads.marked(w, [hashed for marks in self._marks for kind, hashed in marks if kind in _MERGING])
        self._waiting: dict[str, list[Row]] = {
            name: [] for name in ("lead", "contact", "mark", "listing", "origin", "opposition")
        }
        self._words: list[tuple[int, str]] = []
        self._fresh: set[int] = set()
        self._counts = {"added": 0, "merged": 0, "opposed": 0}

    def write(self) -> dict[str, int]:
        """Write every row and return how many were added, merged and opposed."""
        for row, marks in zip(self._rows, self._marks, strict=True):
            self._take(row, marks)
        self._flush()
        return self._counts

    def _take(self, row: Ready, marks: list[tuple[str, str]]) -> None:
        lead_id = next(
            (self._known[hashed] for kind, hashed in marks if kind in _MERGING and hashed in self._known), None
        )
        hit = next((self._opposed[hashed] for _, hashed in marks if hashed in self._opposed), None)
        if hit:
            self._counts["opposed"] += 1
            self._extend_opposition(row, hit)
        elif row.refusal:
            self._counts["opposed"] += 1
            self._refuse(row, marks, lead_id)
        elif lead_id is None:
            self._counts["added"] += 1
            self._add(row, marks)
        else:
            self._counts["merged"] += 1
            if lead_id in self._fresh:
                self._flush()
            merging.merge(
                self._w, lead_id, row, marks, listing=self._listing(lead_id, row), origin=self._origin(lead_id, row)
            )
            self._know(marks, lead_id)

    def _know(self, marks: list[tuple[str, str]], lead_id: int) -> None:
        for kind, hashed in marks:
            if kind in _MERGING:
                self._known.setdefault(hashed, lead_id)

    def _add(self, row: Ready, marks: list[tuple[str, str]]) -> None:
        lead_id = self._new_lead(row, name=row.name)
        for kind, value, postcode, town in contact_points(row):
            self._waiting["contact"].append((self._w.new_id(), lead_id, kind, value, postcode, town))
        self._waiting["mark"] += [(self._w.new_id(), hashed, kind, lead_id) for kind, hashed in marks]
        self._words.append((lead_id, words_of(row)))
        self._know(marks, lead_id)

    def _refuse(self, row: Ready, marks: list[tuple[str, str]], lead_id: int | None) -> None:
        """The ad refuses agencies: keep the property, not the person; the keyed hashes see that no file brings them back."""
        if lead_id is None:
            lead_id = self._new_lead(row, name="", refusal=row.refusal)
            listed = [(kind, hashed) for kind, hashed in marks if kind == "listing"]
            self._waiting["mark"] += [(self._w.new_id(), hashed, kind, lead_id) for kind, hashed in listed]
            self._words.append((lead_id, text.fold(f"{row.town} {row.postcode} {row.reference}")))
            self._know(listed, lead_id)
        else:
            self._flush()
            merging.refuse(self._w, lead_id, row.refusal, at=kept(self._run.now))
        self._register(row.marks, lead_id, how="listing", at=kept(self._run.now))

    def _extend_opposition(self, row: Ready, hit: tuple[str, str]) -> None:
        """A row of an opposed person: its other telephones and e-mails are the same person's, and are refused too."""
        at, how = hit
        self._register([mark for mark in row.marks if mark[0] in ("phone", "email")], None, how=how, at=at)

    def _register(self, marks: Iterable[tuple[str, str]], lead_id: int | None, *, how: str, at: str) -> None:
        gesture = self._w.new_id()
        for kind, key in refusal_marks(marks):
            hashed = self._w.keyed_hash(kind, key)
            if hashed not in self._opposed:
                row: Row = (self._w.new_id(), gesture, hashed, kind, how, at, self._run.by, "", lead_id)
                self._waiting["opposition"].append(row)
                self._opposed[hashed] = (at, how)

    def _new_lead(self, row: Ready, *, name: str, refusal: str = "") -> int:
        lead_id, run = self._w.new_id(), self._run
        person = (row.first_name, row.last_name, row.civility) if name else ("", "", "")
        opposed_at = kept(run.now) if refusal else None
        town_key = text.fold(row.town)
        lead: tuple[Value, ...] = (
            lead_id, name, *person, text.fold(name), row.town, town_key, row.postcode, run.obtained.isoformat(), run.due,
            run.batch.supplier or row.site, opposed_at, "listing" if refusal else "", refusal, run.batch_id,
        )  # fmt: skip
        self._waiting["lead"].append(lead)
        self._waiting["listing"].append(self._listing(lead_id, row))
        self._waiting["origin"].append(self._origin(lead_id, row))
        self._fresh.add(lead_id)
        return lead_id

    def _listing(self, lead_id: int, row: Ready) -> Row:
        draft = row.draft
        rooms = text.number(draft.rooms)
        seen = row.seen.isoformat() if row.seen else None
        return (
            self._w.new_id(), lead_id, row.site, row.reference, row.url, text.clean(draft.title), text.clean(draft.kind),
            draft.deal or "sale", text.cents(draft.price), text.number(draft.area), int(rooms) if rooms is not None else None,
            row.town, row.postcode, seen,
        )  # fmt: skip

    def _origin(self, lead_id: int, row: Ready) -> Row:
        run = self._run
        seen = (row.seen or run.obtained).isoformat()
        return (
            self._w.new_id(), lead_id, run.batch.source.value, run.supplier_id, row.site, row.reference, row.url, seen,
            run.obtained.isoformat(), run.batch_id, row.line, run.by,
        )  # fmt: skip

    def _flush(self) -> None:
        columns = {
            "lead": _LEAD, "contact": ("id", "lead_id", "kind", "value", "postcode", "town"),
            "mark": ("id", "hash", "kind", "lead_id"), "listing": _LISTING, "origin": _ORIGIN, "opposition": _OPPOSITION,
        }  # fmt: skip
        for table, rows in self._waiting.items():
            self._w.insert_many(table, columns[table], rows)
            rows.clear()
        self._w.index(self._words)
        self._words.clear()
        self._fresh.clear()


def words_of(row: Ready) -> str:
    """Return the folded words by which a lead is found."""
    from_phones = (search_words(phone.key) for phone in row.phones)
    return " ".join(
        (text.fold(f"{row.name} {row.town} {row.postcode} {row.reference} {' '.join(row.emails)}"), *from_phones)
    )
