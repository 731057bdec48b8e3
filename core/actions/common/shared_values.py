"""The values of files that tell nobody apart because several persons share them: learned from a file as a whole before
its first row is written, kept as keyed hashes, and held against every later row (a supplier's own number, a reference
that names a delivery, a home page)."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from core.actions.common.agency import settings
from core.actions.common.marks import Mark, apart, hashes_of, is_telling, listing_marks
from core.base import text
from core.base.moments import kept
from core.base.phones import parse
from core.model.draft import Draft
from core.rules.sharing import Learner
from core.sources.tables.mapping import numbers_of
from core.store import shared_values, suppliers
from core.store.port import Reader, Store

Hashes = frozenset[str]
"""Keyed hashes of shared values: telephones and e-mails as their marks, references and links alone."""
NONE: Hashes = frozenset()
Keyed = Callable[[str, str], str]


def learned_from_drafts(drafts: Iterable[Draft]) -> list[Mark]:
    """Return the values that several persons of these drafts share, as (kind, key)."""
    learner = Learner()
    for one in drafts:
        name = one.name or f"{one.last_name} {one.first_name}".strip()
        learner.see(name, one.phones, one.emails, place=one.address, reference=one.reference, url=one.url)
    return _keys(learner)


def learned_from_cells(rows: Iterable[tuple[int, list[str]]], fields: Mapping[int, str]) -> list[Mark]:
    """Do as :func:`learned_from_drafts` for the records of a long file, read once without making drafts of them.
    ``fields``: column from 0 → field."""
    at = {kind: [index for index, field in sorted(fields.items()) if field in kind] for kind in _COLUMNS}
    names, phones, emails, places, references, urls = at.values()
    width = max(fields, default=0) + 1
    learner = Learner()
    for _line, row in rows:
        cells = row if len(row) >= width else [*row, *[""] * (width - len(row))]
        learner.see(
            " ".join([cells[index] for index in names]).strip(),
            [number for index in phones if cells[index] for number in numbers_of(cells[index])],
            [cells[index] for index in emails],
            place=cells[places[0]] if places else "",
            reference=cells[references[0]].strip() if references else "",
            url=cells[urls[0]].strip() if urls else "",
        )
    return _keys(learner)


_COLUMNS = (("name", "last_name", "first_name"), ("phone",), ("email",), ("address",), ("reference",), ("url",))


def _keys(learner: Learner) -> list[Mark]:
    found: list[Mark] = []
    for kind, raw in learner.shared():
        if kind == "phone":
            phone = parse(raw)
            found += [(kind, phone.key)] if phone else []
        elif kind == "email":
            found += [(kind, email) for email in text.emails(raw)]
        else:
            found.append((kind, raw.casefold() if kind == "reference" else raw))
    return found


def remembered(r: Reader) -> Hashes:
    """Return what was learned from the files read before, with the agency's own contact points and its suppliers'."""
    agency, caller = settings(r).agency, settings(r).caller_number
    phones = [phone.key for raw in (agency.phone, caller) if (phone := parse(raw))]
    emails = [found for raw in (agency.email, *suppliers.emails(r)) for found in text.emails(raw)]
    own = [*(("phone", key) for key in phones), *(("email", email) for email in emails)]
    return frozenset((*shared_values.hashes(r), *(hashed for _, hashed in hashes_of(r.keyed_hash, own))))


def remember(store: Store, learned: Iterable[Mark], supplier: str, *, by: str, at: datetime) -> Hashes:
    """Keep what a file taught and return all that is known. ``supplier``: whose file it is."""
    with store.read() as r:
        known = remembered(r)
    fresh = {hashed: kind for kind, hashed in hashes_of(store.keyed_hash, learned) if hashed not in known}
    if fresh:
        with store.write("shared values", by=by, at=at) as w:
            supplier_id = suppliers.by_name(w, supplier)
            rows = [(w.new_id(), kind, hashed, supplier_id, kept(at), by) for hashed, kind in fresh.items()]
            w.insert_many("shared_value", shared_values.COLUMNS, rows)
    return known | fresh.keys()


def telling_marks(
    marks: tuple[Mark, ...], listing: tuple[str, str, str], shared: Hashes, keyed: Keyed
) -> tuple[tuple[Mark, ...], list[Mark]]:
    """Return (the marks of a row, their keyed hashes) where what is shared recognises nobody. ``listing``: the site,
    the reference and the link of the row."""
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
    if all(hashed not in shared for _, hashed in hashes):
        return marks, hashes
    told = apart(marks, hashes, shared)
    return told, hashes_of(keyed, told)


def telling_hashes(r: Reader, marks: Mapping[str, str]) -> list[str]:
    """Return which of these marks (keyed hash → kind) recognise a person."""
    known = remembered(r) if marks else NONE
    return [hashed for hashed, kind in marks.items() if is_telling(kind) and hashed not in known]
