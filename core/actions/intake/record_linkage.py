"""Finds among the known leads whose row of a file this is: one person's, or one to be told apart from those with whom
it shares a mark."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from core.actions.common import shared_values
from core.actions.common.marks import KindHash, apart, weak_kind
from core.actions.intake.rows import Lot, ParsedRow
from core.base import text
from core.base.addresses import read_address
from core.base.records import Struct
from core.rules.comparators import name_of
from core.rules.identify import IdentityMatch, PersonComparison, PersonData, recognise
from core.store.alike import KnownPerson
from core.store.port import Writer

MERGING = ("phone", "email", "address", "listing")
"""Marks by which two rows are the same person; a household is not."""
_APART = 5
"""Persons a row is told apart from: more is not read."""
TO_TELL_APART = 1
"""The score of a pair that shares a mark and is, by all that is known, two persons."""


class SharedMarks(NamedTuple):
    """What a row shares with a known lead: the kinds of marks and their keyed hashes, in the order of the row's."""

    kinds: tuple[str, ...]
    hashes: tuple[str, ...]


class Other(NamedTuple):
    """A lead that shares a mark with a row and is another person, or may be."""

    lead_id: int
    shared: SharedMarks
    compared: PersonComparison


class RecognisedLead(Struct, frozen=True):
    """The lead a row is of, None when it is nobody's, and those it must be told apart from."""

    lead_id: int | None
    others: Sequence[Other] = ()


NOBODY = RecognisedLead(None)


def bearing(known: Mapping[str, Sequence[int]], marks: Iterable[KindHash]) -> dict[int, SharedMarks]:
    """Return the leads that bear one of the marks, with what they share, the strongest mark first. ``known``: keyed
    hash → leads."""
    found: dict[int, list[KindHash]] = {}
    for mark in marks:
        if mark[0] in MERGING:
            for lead_id in known.get(mark[1], ()):
                found.setdefault(lead_id, []).append(mark)
    return {
        lead_id: SharedMarks(tuple(kind for kind, _ in shared), tuple(hashed for _, hashed in shared))
        for lead_id, shared in found.items()
    }


def whose(
    row: ParsedRow, bearers: Mapping[int, SharedMarks], held: Callable[[int], KnownPerson], batch_id: int
) -> RecognisedLead:
    """Return the lead a row is of. ``bearers``: those who share a mark with it; ``held``: gives what a lead holds;
    ``batch_id``: of the file being read."""
    if not bearers:
        return NOBODY
    own_ids = [lead_id for lead_id in bearers if row.name and held(lead_id).lead.name == row.name]
    if len(own_ids) == 1:
        return RecognisedLead(own_ids[0])
    return _best(row, _compared(row, bearers, held, batch_id), held)


def strangers(
    row: ParsedRow, bearers: Mapping[int, SharedMarks], held: Callable[[int], KnownPerson], batch_id: int
) -> Sequence[Other]:
    """Return the bearers when all are other persons than a row's, by another name and something else; else nobody."""
    found = _compared(row, bearers, held, batch_id)
    sure = all(other.compared.fit is IdentityMatch.TWO and "name" in other.compared.differing for other in found)
    return found[:_APART] if sure else ()


def joined(some: Sequence[Other], more: Sequence[Other]) -> Sequence[Other]:
    """Return two lists of persons as one, each person once."""
    return [*{other.lead_id: other for other in (*some, *more)}.values()]


def _compared(
    row: ParsedRow, bearers: Mapping[int, SharedMarks], held: Callable[[int], KnownPerson], batch_id: int
) -> list[Other]:
    """Return every bearer compared with a row."""
    mine = _of_row(row)
    found = []
    for lead_id, shared in bearers.items():
        person = held(lead_id)
        alone = len(bearers) == 1 and person.lead.batch_id != batch_id
        found.append(Other(lead_id, shared, recognise(shared.kinds, mine, of_lead(person), alone=alone)))
    return found


def _best(row: ParsedRow, found: Sequence[Other], held: Callable[[int], KnownPerson]) -> RecognisedLead:
    """Return the one who fits best: by the name, then by how much is shared. Of several who fit as well as each other
    without a name in common, none is taken."""
    fitting = [other for other in found if other.compared.fit is not IdentityMatch.TWO]
    if fitting:
        fit = min(other.compared.fit for other in fitting)
        ranked = sorted((_rank(row, other, held), other.lead_id) for other in fitting if other.compared.fit is fit)
        if fit is IdentityMatch.OWN or len(ranked) == 1 or ranked[0][0] < ranked[1][0]:
            return RecognisedLead(ranked[0][1])
    return RecognisedLead(None, found[:_APART])


def _rank(row: ParsedRow, one: Other, held: Callable[[int], KnownPerson]) -> tuple[bool, int]:
    return text.fold(held(one.lead_id).lead.name) != text.fold(row.name), -len(one.shared.kinds)


def _of_row(row: ParsedRow) -> PersonData:
    where = read_address(row.address, row.postcode, row.town) if row.address else None
    return PersonData(
        name_of(row.name, surname=row.last_name, civility=row.civility),
        frozenset(e164 for e164, _ in row.phones),
        frozenset(map(text.mailbox, row.emails)),
        (where,) if where else (),
        row.postcode,
        text.fold_usual(row.town),
        frozenset(filter(None, (row.reference.casefold() or row.url,))),
    )


def of_lead(known: KnownPerson) -> PersonData:
    """Return what a known lead says of its person."""
    lead, points = known.lead, known.contacts.values()
    return PersonData(
        name_of(lead.name, surname=lead.last_name, civility=lead.civility),
        frozenset(point.value for point in points if point.kind == "phone"),
        frozenset(text.mailbox(point.value) for point in points if point.kind == "email"),
        [read_address(point.value, point.postcode, point.town) for point in points if point.kind == "address"],
        lead.postcode,
        text.fold(lead.town),
        frozenset(filter(None, (listing.reference.casefold() or listing.url for listing in known.listings))),
    )


def by_nobody(others: Iterable[Other]) -> dict[str, str]:
    """Return keyed hash → kind of the marks that two persons share, and which therefore are the own mark of neither."""
    return {
        hashed: kind
        for other in others
        for kind, hashed in zip(other.shared.kinds, other.shared.hashes, strict=True)
        if kind in other.compared.by_nobody
    }


def remember_shared(w: Writer, lot: Lot, found: dict[str, str]) -> None:
    """Keep these marks among the values by which nobody is recognised."""
    lot.common.update(found)
    shared_values.add(w, found, lot.supplier_id, by=lot.by, at=lot.now)


def weakened(row: ParsedRow, hashes: list[KindHash], common: Collection[str]) -> tuple[ParsedRow, list[KindHash]]:
    """Return a row and its hashed marks, where those of ``common`` recognise nobody. ``hashes``: of ``row.marks``, in
    their order, or of some of them."""
    if all(hashed not in common for _, hashed in hashes):
        return row, hashes
    told = [(weak_kind(kind) if hashed in common else kind, hashed) for kind, hashed in hashes]
    return (row._replace(marks=apart(row.marks, hashes, common)) if len(hashes) == len(row.marks) else row), told
