"""Undoes one merge of an import: the known lead is as it was, and the row has the sheet of its own that it should have
had. What came after goes with the person it is about: a call to their number, an agreement about it, a correction of
what their row said, a later row that is theirs. A refusal said in between closes both, since doubt forbids.
"""

import json
from collections.abc import Sequence
from datetime import date, datetime

from core.actions.common.due_dates import settle
from core.actions.common.marks import KindHash
from core.actions.common.people import phone_hash
from core.actions.common.shared_values import place_of, remembered, telling_marks
from core.actions.intake.batch_undo import check_in_time, strongest_why
from core.actions.intake.merge_undo import take_back
from core.actions.intake.merging import read_row, reindex
from core.actions.intake.rows import COLUMNS, Lot, ParsedRow, contact_points, lead_row, listing_row
from core.actions.leads.remarking import close
from core.base.moments import kept
from core.model.batch import BatchFacts, Source
from core.model.facts import NoticeFact
from core.model.undoing import Unmerged
from core.records.batch import Batch, Merging
from core.records.call import Call
from core.records.consent import Consent
from core.records.contact import Contact
from core.records.supplier import Supplier
from core.rules.deadlines import notice_due
from core.store import leads
from core.store import undoing as found
from core.store.port import Reader, Store, Value, Writer
from core.store.undoing import MergeChange
from core.words.errors import error

_HOLDING = frozenset(("erased", "joined"))
"""What must be undone first, or leaves nothing to give back."""


def undo_merge(store: Store, merge_id: int, *, by: str, at: datetime) -> Unmerged:
    """Undo one merge of a batch at most 30 days old. Raises UserError MERGE_UNKNOWN, MERGE_KEPT with the reason,
    BATCH_UNDO_LATE."""
    with store.write("merge undo", by=by, at=at) as w:
        merge = found.merge(w, merge_id)
        if merge is None or merge.undone_at is not None:
            raise error("MERGE_UNKNOWN")
        check_in_time(w, merge.batch_id, at)
        later = [one for one in found.merges_of_lead(w, merge.lead_id) if one.id > merge_id and one.undone_at is None]
        sentences = [w.row(Merging, one.id).row for one in (merge, *later)]
        _check(w, merge, sentences)
        if not sentences[0]:
            take_back(w, merge_id, by=by, at=at)
            return Unmerged(merge.lead_id, None)
        for one in reversed(later):
            take_back(w, one.id, by=by, at=at)
        other = _given_back(w, merge, read_row(sentences[0]), by=by, at=at)
        for one, row in zip(later, sentences[1:], strict=True):
            _taken_again(w, one, read_row(row), at=at)
        settle(w, [merge.lead_id, other])
    return Unmerged(merge.lead_id, other)


def _check(r: Reader, merge: found.Merge, told: Sequence[str]) -> None:
    """Raise MERGE_KEPT when the merge cannot be undone. A merge of an older program did not keep its row: it is undone
    only while nothing came after."""
    since = {one.why for one in found.happened_after(r, merge.batch_id, [merge.id])}
    if not all(told) and len(told) > 1:
        since.add("again")
    reasons = since if not all(told) else since & _HOLDING
    if reasons:
        raise error("MERGE_KEPT", reason=strongest_why(reasons))


def _given_back(w: Writer, merge: found.Merge, row: ParsedRow, *, by: str, at: datetime) -> int:
    """Take what the row brought from the known lead and give it to a lead of its own; return that lead."""
    lot = _lot(w, merge.batch_id, at)
    refused, other = leads.refusal(w, merge.lead_id), w.new_id()
    w.insert_many("lead", COLUMNS["lead"], [lead_row(other, row, lot)])
    take_back(w, merge.id, by=by, at=at, to=other)
    _complete(w, merge.lead_id, other, row, _ads(merge))
    w.mark((other, kind, hashed) for kind, hashed in _marked(w, row)[1])
    reindex(w, other)
    pair: dict[str, Value] = {"lead_a": merge.lead_id, "lead_b": other, "score": 0}
    w.insert("alike", {**pair, "apart_at": kept(at), "apart_by": by})
    hand_over(w, merge.lead_id, other, since=merge.id)
    if refused is not None:
        close(w, other, refused, by=by, at=at)
    return other


def _ads(merge: found.Merge) -> list[int]:
    """Return the ads that a merge added."""
    changes: list[MergeChange] = json.loads(merge.changes)
    return [change["id"] for change in changes if change["table"] == "listing" and "field" not in change]


def _complete(w: Writer, lead_id: int, other: int, row: ParsedRow, brought: Sequence[int]) -> None:
    """Give the new lead what its row said and the known lead had already; what was corrected since stays corrected.
    ``brought``: the ads that the merge added."""
    held = {(contact.kind, contact.value) for contact in w.of(Contact, lead_id=lead_id)}
    own = {(contact.kind, contact.value) for contact in w.of(Contact, lead_id=other)}
    # A lead that has an address gets no second one, so that of the row was left out.
    placed = "address" in {kind for kind, _ in held} - {kind for kind, _ in own}
    for kind, value, postcode, town in contact_points(row):
        if (kind, value) not in own and ((kind, value) in held or (placed and kind == "address")):
            point: dict[str, Value] = {"kind": kind, "value": value, "postcode": postcode, "town": town}
            w.insert("contact", {"lead_id": other, **point})
    if not brought:
        w.insert_many("listing", COLUMNS["listing"], [listing_row(w.new_id(), other, row)])


def hand_over(w: Writer, lead_id: int, other: int, *, since: int) -> None:
    """Give a lead parted from another the calls to its own numbers and the agreements about them since a moment (an
    id)."""
    mine, theirs = _ways(w, lead_id), _ways(w, other)
    own = theirs - mine
    for call in w.of(Call, "started", lead_id=lead_id):
        if call.id > since and phone_hash(w, call.phone) in own:
            w.update("call", call.id, {"lead_id": other})
    for agreement in w.of(Consent, lead_id=lead_id):
        if agreement.id > since and agreement.hash in own:
            w.update("consent", agreement.id, {"lead_id": other})


def _ways(r: Reader, lead_id: int) -> set[str]:
    contacts = r.of(Contact, lead_id=lead_id)
    return {
        phone_hash(r, contact.value) if contact.kind == "phone" else r.keyed_hash(contact.kind, contact.value)
        for contact in contacts
    }


def _taken_again(w: Writer, merge: found.Merge, row: ParsedRow, *, at: datetime) -> None:
    """Take a later row in again: it goes to the person it is about."""
    from core.actions.intake.batch_writer import Chunk  # noqa: PLC0415 - the intake, which no other undoing needs

    marks, hashes = _marked(w, row)
    chunk = Chunk(w, _lot(w, merge.batch_id, at), [(row._replace(marks=marks), hashes)])
    chunk.write()
    if chunk.counts["merged"]:  # One row is told once.
        w.delete_many("merging", ("id",), [(merge.id,)])


def _marked(r: Reader, row: ParsedRow) -> tuple[tuple[KindHash, ...], list[KindHash]]:
    ad = (row.site, row.reference, row.url)
    return telling_marks(row.marks, ad, place_of(row.address, row.postcode), remembered(r), r.keyed_hash)


def _lot(r: Reader, batch_id: int, at: datetime) -> Lot:
    batch = r.row(Batch, batch_id)
    supplier = r.row(Supplier, batch.supplier_id).name
    facts = BatchFacts(
        Source(batch.source), batch.name, batch.collected, supplier=supplier, site=batch.site,
        property_only=batch.property_only,
    )  # fmt: skip
    due = notice_due(NoticeFact(date.fromisoformat(batch.collected))).isoformat()
    return Lot(facts, batch_id, batch.supplier_id, batch.by, at, batch.collected, due)


def parted_again(w: Writer, lead_id: int, *, since: int, by: str, at: datetime) -> None:
    """Take in again the rows merged into a lead since a moment (an id), now that another lead stands beside it."""
    later = [one for one in found.merges_of_lead(w, lead_id) if one.id > since and one.undone_at is None]
    sentences = [w.row(Merging, one.id).row for one in later]
    if not all(sentences):
        return
    for merge in reversed(later):
        take_back(w, merge.id, by=by, at=at)
    for merge, row in zip(later, sentences, strict=True):
        _taken_again(w, merge, read_row(row), at=at)
