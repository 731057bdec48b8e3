"""The values of files that tell nobody apart because several persons share them, learned from each file as a whole:
kept as keyed hashes, and held against every later row (a supplier's own number, a reference that names a delivery, a
home page)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

from core.actions.common.agency import settings
from core.actions.common.marks import (
    MAILBOX,
    NUMBER,
    KindHash,
    apart,
    hashes_of,
    is_telling,
    listing_marks,
    strong_kind,
    weak_kind,
)
from core.base import text
from core.base.moments import kept
from core.base.phones import parse
from core.records.contact import Mark
from core.records.supplier import SharedValue, Supplier
from core.store import alike, registers, suppliers
from core.store.port import Reader, Store, Value, Writer

Hashes = frozenset[str]
"""Keyed hashes of shared values: telephones and e-mails as their marks, references and links alone."""
NONE: Hashes = frozenset()
Keyed = Callable[[str, str], str]


def place_of(address: str, postcode: str) -> str:
    """Return an address as the key by which a file repeats it, empty for none."""
    return f"{address}|{text.postcode(postcode)}" if address else ""


def remembered(r: Reader) -> Hashes:
    """Return what was learned from the files read before, with the agency's own contact points and its suppliers'."""
    now = settings(r)
    agency, caller = now.agency, now.caller_number
    phones = [phone.key for raw in (agency.phone, caller) if (phone := parse(raw))]
    emails = [
        found
        for raw in (agency.email, *[row.email for row in r.of(Supplier) if row.email])
        for found in text.emails(raw)
    ]
    ways = {way for email in emails for way in (text.mailbox(email), email)}
    own = [*(("phone", key) for key in phones), *(("email", email) for email in ways)]
    return frozenset(
        (*[row.hash for row in r.of(SharedValue)], *(hashed for _, hashed in hashes_of(r.keyed_hash, own)))
    )


def remember(store: Store, learned: Iterable[KindHash], supplier: str, *, by: str, at: datetime) -> Hashes:
    """Keep the shared values that a file taught, and return all those known. ``supplier``: the one who sold the file. A
    value that the register holds is never learned as shared: it goes on closing the sheets that bear it."""
    hashed_ones = hashes_of(store.keyed_hash, learned)
    with store.read() as r:
        known_texts = remembered(r)
        refused = registers.opposed(r, [hashed for _, hashed in hashed_ones])
    fresh = {hashed: kind for kind, hashed in hashed_ones if hashed not in known_texts and hashed not in refused}
    if fresh:
        with store.write("shared values", by=by, at=at) as w:
            supplier_id = suppliers.by_name(w, supplier)
            add(w, fresh, supplier_id, by=by, at=at)
    return known_texts | fresh.keys()


def add(w: Writer, found: Mapping[str, str], supplier_id: int | None, *, by: str, at: datetime) -> None:
    """Keep values (keyed hash → kind) as shared; the leads that bear them are no longer recognised by them."""
    rows = [(w.new_id(), kind, hashed, supplier_id, kept(at), by) for hashed, kind in found.items()]
    w.insert_many("shared_value", alike.COLUMNS, rows)
    _remark(w, alike.everyone_bearing(w, list(found)), weak_kind)


def keep_again(w: Writer, row: Mapping[str, Value]) -> None:
    """Keep a shared value again, whole as it was before it was forgotten."""
    w.insert("shared_value", row)
    _remark(w, alike.everyone_bearing(w, [str(row["hash"])]), weak_kind)


def forget(w: Writer, hashes: Sequence[str]) -> None:
    """Forget that these values are shared, where at most one lead bears them now: that lead is recognised by them
    again."""
    borne: dict[str, list[Mark]] = {hashed: [] for hashed in hashes}
    for mark in alike.everyone_bearing(w, hashes):
        borne[mark.hash].append(mark)
    alone = {hashed: ones for hashed, ones in borne.items() if len(ones) < 2}
    w.delete_many(
        "shared_value", ("id",), [(row_id,) for row_id in [row.id for row in w.of(SharedValue, hash=list(alone))]]
    )
    _remark(w, [one for ones in alone.values() for one in ones], strong_kind)


def _remark(w: Writer, bearers: Sequence[Mark], kind: Callable[[str], str]) -> None:
    changed = [bearer for bearer in bearers if kind(bearer.kind) != bearer.kind]
    w.delete_many("mark", ("lead_id", "hash"), [(mark.lead_id, mark.hash) for mark in changed])
    w.mark((mark.lead_id, kind(mark.kind), mark.hash) for mark in changed)


def telling_marks(
    marks: tuple[KindHash, ...], listing: tuple[str, str, str], place: str, shared: Hashes, keyed: Keyed
) -> tuple[tuple[KindHash, ...], list[KindHash]]:
    """Return (the marks of a row, their keyed hashes) where what is shared recognises nobody. ``listing``: the site,
    the reference and the link of the row; ``place``: its address as :func:`place_of` gives it."""
    hashes = hashes_of(keyed, marks)
    if not shared:
        return marks, hashes
    site, reference, url = listing
    common = bool(reference) and keyed("reference", reference.casefold()) in shared
    linked = bool(url) and keyed("url", url) in shared
    if common or linked:
        ad = listing_marks(site, "" if common else reference, "" if linked else url)
        marks = (*(mark for mark in marks if mark[0] != "listing"), *ad)
        hashes = hashes_of(keyed, marks)
    if place and keyed("place", place) in shared:
        marks = tuple(mark for mark in marks if mark[0] in _NO_PLACE)
        hashes = hashes_of(keyed, marks)
    if all(hashed not in shared for _, hashed in hashes):
        return marks, hashes
    told = apart(marks, hashes, shared)
    return told, hashes_of(keyed, told)


_NO_PLACE = ("phone", "email", "listing", NUMBER, MAILBOX)


def telling_hashes(r: Reader, marks: Mapping[str, str], shared: Hashes | None = None) -> list[str]:
    """Return which of these marks (keyed hash → kind) recognise a person. ``shared``: :func:`remembered`, where it was
    already read."""
    known_texts = (remembered(r) if shared is None else shared) if marks else NONE
    return [hashed for hashed, kind in marks.items() if is_telling(kind) and hashed not in known_texts]
