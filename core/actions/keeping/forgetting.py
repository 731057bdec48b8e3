"""Erases a person: emptied out of the base in one transaction, then cleaned from the index, the log, the letters and
the copies. It is reported as done only when nothing is left (RGPD, art. 17; rules GDPR-07, RET-03 to RET-10)."""

from collections.abc import Sequence
from datetime import date, datetime

from core.actions.common.retention_law import retention
from core.actions.keeping import orphan_files
from core.actions.keeping.erasing import RECOGNISED, erase, over_rows, record
from core.actions.keeping.sweep import sweep_files
from core.actions.register import recipients
from core.base.moments import happened, kept, local, read, read_day
from core.base.progress import Progress, silent
from core.model.forgetting import ErasureReason, Forgotten, Going, Impact, RetainedItem, Staying
from core.model.request import RequestKind
from core.records.call import Call
from core.records.consent import Consent
from core.records.contact import Contact
from core.records.lead import Lead
from core.records.listing import Listing
from core.records.notice import Notice
from core.records.request import Erased
from core.records.title import Title
from core.store import forgetting as found
from core.store import leads, registers
from core.store.port import Reader, Store, Writer
from core.words.errors import error


def impact(r: Reader, lead_id: int, *, on: date, keep_property: bool = True, why: str = "request") -> Impact:
    """Return what erasing a person on a day would do: what is removed, what stays and why. Raises UserError
    LEAD_UNKNOWN."""
    state = r.get(Lead, lead_id)
    if state is None:
        raise error("LEAD_UNKNOWN")
    titles = r.of(Title, lead_id=lead_id)
    tied = any(row.kind == "contract" and (read_day(row.ends) or on) >= on for row in titles)
    return Impact(
        lead_id,
        goes={what: count for what, count in _goes(r, lead_id, on, keep_property).items() if count},
        stays=tuple(stay for stay in _stays(r, lead_id, on, keep_property, why) if stay.count),
        opposed=state.opposed_at is not None,
        tied=tied,
        erased=read(state.erased_at),
    )


def forget(
    store: Store, lead_id: int, *, by: str, at: datetime, keep_property: bool = True, why: str = "request"
) -> Forgotten:
    """Erase a person and return what was done. Doing it twice changes nothing. Raises UserError LEAD_UNKNOWN."""
    forget_rows(store, [lead_id], by=by, at=at, keep_property=keep_property, why=why)
    return sweep(store, by=by, at=at)


def forget_rows(
    store: Store, lead_ids: Sequence[int], *, by: str, at: datetime, keep_property: bool, why: str, note: str = ""
) -> int:
    """Empty persons out of the base in one transaction, and return how many were not erased before; :func:`sweep`
    must be called next. ``note``: added to the journal (« RET-02: 3 »), without personal data."""
    if ErasureReason.known(why) is None:
        raise error("FIELD_VALUE", field="why", value=why)
    with store.write("forget", by=by, at=at) as w:
        done_count = sum(
            forget_row(w, lead_id, by=by, at=at, keep_property=keep_property, why=why) for lead_id in lead_ids
        )
        if note:
            w.note(note)
    return done_count


def forget_row(w: Writer, lead_id: int, *, by: str, at: datetime, keep_property: bool, why: str) -> bool:
    """Empty a person out of the base in the caller's transaction, and tell whether they were there. Raises UserError
    LEAD_UNKNOWN."""
    state = w.get(Lead, lead_id)
    if state is None:
        raise error("LEAD_UNKNOWN")
    if state.erased_at is not None:
        return False
    if why == "request":
        recipients.tell(w, [lead_id], RequestKind.ERASURE, by=by, at=at)
    for number in (lead_id, *found.joined(w, lead_id)):
        record(w, number, by=by, at=at, why=why, keep_property=keep_property)
    erase(w, lead_id, at=at, keep_property=keep_property)
    return True


def sweep(store: Store, *, by: str, at: datetime, progress: Progress = silent) -> Forgotten:
    """Finish every erasure begun: the letters, the copies, the index, the log. Also called at each start, for a
    program that stopped in the middle. The seat of an agent, who erases nobody, leaves it to the others."""
    with store.read() as r:
        waiting = r.of(Erased, swept_at=None) if r.manages else []
        lead_ids = [row.lead_id for row in waiting]
        letters = r.of(Notice, lead_id=lead_ids)
    if not waiting:
        return Forgotten((), 0, 0, whole=True)
    files, copies = sweep_files(store, letters, by=by, at=at, progress=progress)
    files += orphan_files.drop_with(store, at=at)
    is_whole = store.scrub()
    if is_whole:
        with store.write("forget end", by=by, at=at) as w:
            for row in waiting:
                w.update("erased", row.id, {"swept_at": kept(at)})
    return Forgotten(tuple(lead_ids), files, copies, is_whole)


def _goes(r: Reader, lead_id: int, on: date, keep_property: bool) -> dict[Going, int]:
    over = over_rows(r, lead_id, on)
    agreements, titles = r.of(Consent, lead_id=lead_id), r.of(Title, lead_id=lead_id)
    gone = [row for row in agreements if row.id in over] + [row for row in titles if row.id in over]
    proofs = {row.proof_id for row in agreements if row.id in over} | {row.proof_id for row in titles if row.id in over}
    listings = r.count(Listing, lead_id=lead_id)
    spoken = r.of(Call, "started", lead_id=lead_id)
    person = r.get(Lead, lead_id)
    return {
        Going.IDENTITY: int(bool(person and person.name)),
        Going.CONTACTS: r.count(Contact, lead_id=lead_id),
        Going.LINKS if keep_property else Going.LISTINGS: listings,
        Going.NOTES: sum(1 for call in spoken if call.note),
        Going.CALLBACKS: len(found.rows_of_leads(r, "callback", [lead_id])),
        Going.LETTERS: r.count(Notice, lead_id=lead_id),
        Going.AGREEMENTS: len(gone),
        Going.PROOFS: len(proofs - {None}),
        Going.MERGES: len(found.rows_of_leads(r, "merging", [lead_id])) + len(found.joinings(r, [lead_id])),
    }


def _stays(r: Reader, lead_id: int, on: date, keep_property: bool, why: str) -> list[RetainedItem]:
    over = over_rows(r, lead_id, on)
    titles = r.of(Title, lead_id=lead_id)
    hashes = [mark.hash for mark in leads.marks(r, lead_id)]
    opposed = registers.opposed(r, hashes)
    calls_made = [local(call.started).date() for call in r.of(Call, "started", lead_id=lead_id)]
    consents = [local(row.collected).date() for row in r.of(Consent, lead_id=lead_id) if row.id not in over]
    asked = [local(row.at).date() for row in titles if row.kind == "request" and row.id not in over]
    contracts = [row for row in titles if row.kind == "contract"]
    return [
        _stay(
            Staying.OPPOSITION,
            "opposition",
            [happened(refusal.at).date() for refusal in opposed.values()],
            endless=True,
        ),
        _stay(Staying.CONSENT, "consent_proof", consents),
        _stay(Staying.REQUEST, "request_proof", asked),
        _stay(Staying.CONTRACT, "call", [read_day(row.ends) or on for row in contracts]),
        _stay(Staying.CALLS, "call", calls_made),
        _stay(Staying.NOTICE, "notice", [on for _ in r.of(Notice, lead_id=lead_id)]),
        RetainedItem(
            Staying.MESSAGE,
            recipients.waiting(r, lead_id, RequestKind.ERASURE if why == "request" else None),
            "GDPR-07",
            "RGPD, art. 19",
            "D",
        ),
        RetainedItem(
            Staying.AGAIN,
            sum(mark.kind in RECOGNISED for mark in leads.marks(r, lead_id)),
            "GDPR-07",
            "RGPD, art. 17",
            "D",
        ),
        _stay(
            Staying.PROPERTY,
            "listing",
            [on for _ in r.of(Listing, "-id", lead_id=lead_id)] if keep_property else [],
            endless=True,
        ),
    ]


def _stay(what: Staying, key: str, days: list[date], *, endless: bool = False) -> RetainedItem:
    rule = retention()[key]
    until = None if endless or not days else max(map(rule.end, days))
    return RetainedItem(what, len(days), rule.id, rule.reference, rule.grade, until)
