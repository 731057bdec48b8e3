"""Takes into the register what another base under the same key exported: two seats, two agencies of one company. Only
keyed hashes pass, so that the keys must be one (rules GDPR-05 and OBJ-01)."""

import hmac
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import NamedTuple

from core.actions.common import possible_refusals
from core.actions.common.fuzzy_suppression import NEAR, RefusalGesture, dwellers, keep_near
from core.actions.common.marks import KindHash, entry_kind, is_telling
from core.actions.common.shared_values import telling_hashes
from core.actions.register import co_owners, opposing, recipients, shared_number_rule
from core.actions.register.entries import AUTHORS, DOUBT, HEADINGS, KINDS
from core.actions.register.key_phrase import fingerprint_of
from core.actions.register.matching_leads import with_sharers
from core.actions.register.refused_marks import marks_of
from core.base import text
from core.base.moments import happened, kept
from core.base.progress import Progress, silent
from core.base.records import Struct, field
from core.model.batch import RejectedRow
from core.model.opposing import RefusalAuthor, RefusalHow
from core.model.register import ListTaken
from core.model.request import RequestKind
from core.rules.near_address import tells
from core.sources.tables.reading import records
from core.sources.tables.table import SourceTable
from core.store import leads, registers, suppliers
from core.store.port import Reader, Store, Value, Writer
from core.words.errors import error, user_text

CHUNK = 500
"""Entries taken by one transaction."""
REPORTED = 1000
"""Unreadable lines carried in the report."""
_HASH = re.compile(r"[0-9a-f]{32}(?::(?:email|sms|call|letter))?")
_KIND_OF = {word: kind for kind, word in reversed(KINDS.items())}
_HOW_OF = {how.word.lower(): how for how in RefusalHow}


class ForeignEntry(NamedTuple):
    """An entry as the other base wrote it. ``at``: kept moment; ``gesture``: its id there; ``signature``: of an address
    near which letters wait."""

    hash: str
    kind: str
    how: str
    at: str
    supplier: str
    gesture: str
    signature: str
    author: str


class _GestureCount(Struct):
    """The counts so far, the gestures of the other base of which something was ``new``, or ``known``, and those by
    their id here."""

    added: int = 0
    already: int = 0
    lifted: int = 0
    rejects: list[RejectedRow] = field(default_factory=list)
    rejected: int = 0
    leads: set[int] = field(default_factory=set)
    new: set[str] = field(default_factory=set)
    known: set[str] = field(default_factory=set)
    gestures: dict[str, int] = field(default_factory=dict)


def is_register(table: SourceTable) -> bool:
    """Tell whether a file is a register that this program exported."""
    return {HEADINGS[0], HEADINGS[1], HEADINGS[2]} <= set(map(text.clean, table.headers))


def merge(store: Store, table: SourceTable, *, by: str, at: datetime, progress: Progress = silent) -> ListTaken:
    """Put in the register the entries of another base that this one lacks, and close the sheets they are about.

    What was taken stays when the user stops; the same file taken again adds nothing. Raises UserError REGISTER_OLD for
    a file of an older program, REGISTER_OTHER_KEY when the other base has another key: nothing is then taken.
    """
    _same_key(store, table)
    rows, count = _rows(table), _GestureCount()
    while chunk := list(islice(rows, CHUNK)):
        with store.write("oppose list", by=by, at=at) as w:
            w.note("register merged")
            _take(w, chunk, count, by=by, at=at)
        progress(chunk[-1][0], max(chunk[-1][0], table.lines))
    totals = (count.added, count.already, count.rejected, 0, len(count.leads), tuple(count.rejects), count.lifted)
    return ListTaken(0, *totals, refusals=len(count.new - count.known))


def _same_key(store: Store, table: SourceTable) -> None:
    key = HEADINGS[-1]
    if key not in map(text.clean, table.headers):
        raise error("REGISTER_OLD", file=table.name)
    with store.read() as r:
        mine = fingerprint_of(r)
    others = {row[key] for _, row in _rows(table)} - {""}
    if any(not hmac.compare_digest(mine, other.encode("ascii", "replace").decode()) for other in others):
        raise error("REGISTER_OTHER_KEY", file=table.name)


def _rows(table: SourceTable) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield (line, heading → cell) of each row."""
    names = [text.clean(header) for header in table.headers]
    for line, cells in records(table):
        row = dict(zip(names, map(str.strip, cells), strict=False))
        if any(row.values()):
            yield line, dict.fromkeys(HEADINGS, "") | row


def _take(
    w: Writer, rows: Sequence[tuple[int, dict[str, str]]], count: _GestureCount, *, by: str, at: datetime
) -> None:
    """Take some rows in one transaction."""
    _hold(w, [row for _line, row in rows if row["nature"].startswith(DOUBT)], count, by=by)
    rows = [(line, row) for line, row in rows if not row["nature"].startswith(DOUBT)]
    entries = [entry for line, row in rows if (entry := _entry_of_row(line, row, count)) is not None]
    fresh = _new(w, [one for one in entries if one.kind != NEAR], count)
    near = _new(w, [one for one in entries if one.kind == NEAR], count)
    _insert(w, fresh, count, by)
    first = _gestures_of_contacts(w, fresh)
    _insert(w, [one for one in near if one.gesture in first], count, by)
    near = [one for one in near if one.gesture not in first]
    _close(w, fresh, count, by=by, at=at)
    # The sheets just closed may have left the same, and more of it.
    left = _signed_here(w, near)
    _insert(w, [one for one in near if not _is_known_here(one, left)], count, by)


def _gestures_of_contacts(r: Reader, fresh: Sequence[ForeignEntry]) -> set[str]:
    """Return the gestures of the other base that a sheet meets by a telephone or an e-mail alone: what tells whether it
    is another person's is needed first."""
    by_hash = {entry.hash: entry for entry in fresh}
    gestures = set[str]()
    for lead_id in leads.sharing(r, list(by_hash)):
        met = [by_hash[mark.hash] for mark in leads.marks(r, lead_id) if mark.hash in by_hash]
        gestures |= (
            {entry.gesture for entry in met}
            if all(entry.kind in shared_number_rule.CONTACTS for entry in met)
            else set()
        )
    return gestures


def _signed_here(r: Reader, entries: Sequence[ForeignEntry]) -> dict[tuple[str, str], list[str]]:
    """Return (keyed hash, moment) → signatures that the register has of what the other base tells."""
    kept_here: dict[tuple[str, str], list[str]] = {}
    for entry in registers.moments(r, [one.hash for one in entries], lifted=True):
        kept_here.setdefault((entry.hash, entry.at), []).append(entry.signature)
    return kept_here


def _is_known_here(entry: ForeignEntry, kept_here: Mapping[tuple[str, str], Sequence[str]]) -> bool:
    return any(tells(own_text, entry.signature) for own_text in kept_here.get((entry.hash, entry.at), ()))


def _new(r: Reader, entries: Sequence[ForeignEntry], count: _GestureCount) -> list[ForeignEntry]:
    """Return the entries that this base lacks, and count them and the others."""
    kept_here = _signed_here(r, entries)
    hashes = [entry.hash for entry in entries if entry.kind != NEAR]
    known_hashes = opposing.lasting_refusals(r, hashes, leads.sharing(r, hashes))
    said_here = registers.said(r, hashes)
    fresh: dict[tuple[str, str], ForeignEntry] = {}
    for entry in entries:
        is_known = (
            # What is only read here may be lifted as a mistake: what was said there is kept beside it.
            (entry.hash in known_hashes and (entry.author == RefusalAuthor.READ or entry.hash in said_here))
            or (entry.hash, entry.signature) in fresh
            or _is_known_here(entry, kept_here)
        )
        count.added, count.already = count.added + (not is_known), count.already + is_known
        if not is_known:
            fresh[entry.hash, entry.signature] = entry
            kept_here.setdefault((entry.hash, entry.at), []).append(entry.signature)
        if entry.kind != NEAR:
            (count.known if is_known else count.new).add(entry.gesture)
    return [*fresh.values()]


def _insert(w: Writer, fresh: Sequence[ForeignEntry], count: _GestureCount, by: str) -> None:
    for entry in fresh:
        w.insert("opposition", _entry(w, entry, count, by))


def _hold(w: Writer, rows: Sequence[dict[str, str]], count: _GestureCount, *, by: str) -> None:
    """Hold whoever waits for an answer in the other base, but who was answered of here."""
    asked: dict[tuple[str, str, str], list[KindHash]] = {}
    near: dict[tuple[str, str, str], list[tuple[str, str]]] = {}
    for row in rows:
        kind, moment = _KIND_OF.get(row["nature"].removeprefix(DOUBT).strip(" ()"), ""), _moment(row["instant"])
        words, _, signed = row["signature"].partition("|")
        asking = (row["geste"], words, moment)
        if not (_HASH.fullmatch(row["empreinte"]) and _HASH.fullmatch(words) and kind and moment):
            count.rejected += 1
        elif kind == NEAR:
            near.setdefault(asking, []).append((row["empreinte"], signed))
        else:
            asked.setdefault(asking, []).append((kind, row["empreinte"]))
    for (gesture, words, moment), marks in asked.items():
        beside = near.get((gesture, words, moment), ())
        is_held = possible_refusals.hold(
            w, marks, text=words, words="", way="file", by=by, at=happened(moment), near=beside
        )
        count.added, count.already = count.added + is_held * len(marks), count.already + (not is_held) * len(marks)


def _entry_of_row(line: int, row: dict[str, str], count: _GestureCount) -> ForeignEntry | None:
    """Return the entry of a row; None, and count it, for one lifted by the other base or changed since."""
    kind, how, moment = _KIND_OF.get(row["nature"], ""), _HOW_OF.get(row["recueillie par"], ""), _moment(row["instant"])
    if not (_HASH.fullmatch(row["empreinte"]) and kind and how and moment):
        count.rejected += 1
        if len(count.rejects) < REPORTED:
            count.rejects.append(RejectedRow(line, "ENTRY_UNREADABLE", user_text("ENTRY_UNREADABLE")))
        return None
    if row["annulée le"]:
        count.lifted += 1
        return None
    supplier = row["transmise par"].removeprefix("'")
    author = RefusalAuthor.READ if row["auteur"] == AUTHORS["read"] else RefusalAuthor.SAID
    act = row["geste"] or str(line)
    return ForeignEntry(row["empreinte"], kind, how, moment, supplier, act, row["signature"], author.value)


def _moment(typed: str) -> str:
    moment = text.parse_moment(typed)
    return kept(moment) if moment is not None and moment.tzinfo is not None else ""


def _entry(w: Writer, entry: ForeignEntry, count: _GestureCount, by: str) -> dict[str, Value]:
    return {
        "gesture": _gesture(w, entry, count),
        "hash": entry.hash,
        "kind": entry.kind,
        "how": entry.how,
        "at": entry.at,
        "by": by,
        "note": "",
        "supplier_id": suppliers.made_known(w, entry.supplier) if entry.supplier else None,
        "signature": entry.signature,
        "author": entry.author,
    }


def _gesture(w: Writer, entry: ForeignEntry, count: _GestureCount) -> int:
    """Give an entry its gesture here, and return it: what was said at once there is one gesture here too."""
    if entry.gesture not in count.gestures:
        count.gestures[entry.gesture] = w.new_id()
    return count.gestures[entry.gesture]


def _close(w: Writer, fresh: Sequence[ForeignEntry], count: _GestureCount, *, by: str, at: datetime) -> None:
    """Close the sheets that the new entries are about, with all the other contact points of their persons."""
    telling = telling_hashes(w, {entry.hash: entry.kind for entry in fresh})
    by_hash = {entry.hash: entry for entry in reversed(fresh) if entry.hash in telling}
    for lead_id in leads.sharing(w, telling):
        borne = {mark.hash: mark.kind for mark in leads.marks(w, lead_id) if mark.hash in by_hash}
        if shared_number_rule.release_shared(w, lead_id, borne):
            continue
        for hashed in [one for one, kind in borne.items() if is_telling(kind)][:1]:
            _close_one(w, lead_id, by_hash[hashed], count, by=by, at=at)


def _close_one(w: Writer, lead_id: int, entry: ForeignEntry, count: _GestureCount, *, by: str, at: datetime) -> None:
    """Close a sheet for an entry that is about its person."""
    gesture = _gesture(w, entry, count)
    borne = co_owners.spared(w, lead_id, marks_of(w, lead_id))
    known_texts = opposing.lasting_refusals(w, list(borne), [lead_id])
    for hashed, kind in borne.items():
        if hashed not in known_texts:
            own: dict[str, Value] = {"hash": hashed, "kind": entry_kind(kind), "lead_id": lead_id, "signature": ""}
            w.insert("opposition", _entry(w, entry, count, by) | own)
    covered = with_sharers(w, [lead_id], borne)
    keep_near(w, RefusalGesture(gesture, entry.how, entry.at, by), dwellers(w, covered))
    opposing.cover(w, covered, gesture, how=entry.how, since=entry.at, at=kept(at))
    recipients.tell(w, [lead_id], RequestKind.OBJECTION, by=by, at=at, gesture=gesture)
    count.leads.add(lead_id)
