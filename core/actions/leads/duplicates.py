"""Leads that may be one person: proposed with the reasons, never joined automatically, never proposed again once said
to be two.

Only some leads are compared (blocks): those that share a contact point, the last six digits of a telephone, the
beginning of a name in the same town, or a house number in the same town. The sheet of somebody else never names an
opposed person.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain, combinations

from core.actions.intake.record_linkage import TO_TELL_APART, of_lead
from core.actions.leads.comparing import LeadProfile, compared
from core.base.french import phone_pairs
from core.base.i18n import _
from core.base.moments import kept
from core.base.progress import Progress, silent
from core.base.records import Struct
from core.model.sign import Sign
from core.records.lead import Alike, Lead
from core.rules.identify import recognise, shared_by
from core.rules.matching import Likeness, MatchedPerson, SignWeighed, compare
from core.store import alike, leads, steps
from core.store.port import Reader, Store, Writer
from core.words.batches import evidence
from core.words.errors import error

SHOWN = 5
"""Proposals on a sheet: more is not read."""
_SHARED = ("phone", "email", "address", "read", "household", "listing")
BLOCK = 150
"""Leads of one block looked at; a block that is bigger tells nothing (a tower, a name borne by a whole valley)."""
_NEWEST = 1500
"""Leads of a town among which a house number is looked for while a sheet waits; a whole batch looks at all of them."""
_PREFIX = 4
_LAST_DIGITS = 6
_OF_A_NAME = frozenset({Sign.SAME_NAME, Sign.NEAR_NAME})


class Proposal(Struct, frozen=True):
    """A lead that may be the person asked about. ``hidden``: that person is opposed, so neither name nor contact
    point is shown. ``reasons``: in words, the strongest first. ``apart``: the two share a mark and are, by all that is
    known, two persons: the user says which."""

    lead_id: int
    name: str
    town: str
    score: int
    reasons: tuple[str, ...]
    hidden: bool
    apart: bool = False


class Surveyed(Struct, frozen=True):
    """The result of a survey: leads ``looked`` at, ``pairs`` proposed for the first time."""

    looked: int
    pairs: int


def proposals(r: Reader, lead_id: int) -> list[Proposal]:
    """Return the leads that may be the same person as this one, the most alike first. Raises UserError LEAD_UNKNOWN."""
    mine = compared(r, [lead_id])
    if not mine:
        raise error("LEAD_UNKNOWN")
    pairs_before = [*r.of(Alike, lead_a=lead_id), *r.of(Alike, lead_b=lead_id)]
    found_before = {row.beside(lead_id) for row in pairs_before}
    settled = {row.beside(lead_id) for row in pairs_before if row.apart_at is not None}
    ids = (set(_candidates(r, mine[0])) | found_before) - settled - {lead_id}
    pairs = [(other, compare(mine[0].person, other.person)) for other in compared(r, sorted(ids))]
    sharing = [row.beside(lead_id) for row in pairs_before if row.score == TO_TELL_APART and row.apart_at is None]
    told = sorted((pair for pair in pairs if pair[1].proposed), key=lambda pair: (-pair[1].score, pair[0].id))
    alike_ones = [_proposal(other, likeness) for other, likeness in told if other.id not in sharing]
    return [*_to_tell_apart(r, lead_id, sharing), *alike_ones][:SHOWN]


def _to_tell_apart(r: Reader, lead_id: int, ids: Sequence[int]) -> Iterator[Proposal]:
    """Yield those who share a mark with a lead and are, by all that is known, other persons."""
    held = alike.read(r, [lead_id, *ids]) if ids else {}
    for other in compared(r, ids):
        mine, theirs = of_lead(held[lead_id]), of_lead(held[other.id])
        comparison = recognise(shared_by(mine, theirs), mine, theirs, alone=False)
        name, town = ("", "") if other.opposed else (other.name, other.town)
        reasons = (_("à distinguer"), *evidence(comparison.shared, comparison.differing))
        yield Proposal(other.id, name, town, TO_TELL_APART, reasons, hidden=other.opposed, apart=True)


def told_apart(store: Store, one: int, other: int, *, by: str, at: datetime) -> None:
    """Remember that two leads are two persons, so that they are not proposed again. Raises UserError LEAD_UNKNOWN."""
    _settle(store, (one, other), {"apart_at": kept(at), "apart_by": by}, by=by, at=at)


def told_again(store: Store, one: int, other: int, *, by: str, at: datetime) -> None:
    """Undo :func:`told_apart`."""
    _settle(store, (one, other), {"apart_at": None, "apart_by": ""}, by=by, at=at)


def survey(store: Store, batch: int | None, *, by: str, at: datetime, progress: Progress = silent) -> Surveyed:
    """Compare the leads a batch made (all leads for None) with all leads of their towns, and store the pairs to
    propose. The memory used is that of the biggest town. When :class:`core.base.errors.Cancelled` is raised, the
    towns done are kept."""
    with store.read() as r:
        towns, total = alike.towns(r, batch), alike.count_to_compare(r, batch)
    looked = number = 0
    for town in towns:
        with store.read() as r:
            people = compared(r, [row.id for row in r.of(Lead, town_key=town)])
            known = _known(r, [person.id for person in people])
        fresh = pairs(people, batch, known)
        if fresh:
            with store.write("duplicates", by=by, at=at) as w:
                number += _keep(w, fresh)
        looked += sum(_asked(person, batch) for person in people)
        progress(looked, total)
    return Surveyed(looked, number)


def _keep(w: Writer, fresh: Mapping[tuple[int, int], int]) -> int:
    """Store pairs with their score and return how many; a pair is skipped when a lead is gone, or the pair settled,
    since they were read."""
    ids = sorted({lead_id for pair in fresh for lead_id in pair})
    there = {row.id for row in w.of(Lead, id=ids, erased_at=None)}
    known = _known(w, ids)
    rows = [(w.new_id(), *pair, score) for pair, score in fresh.items() if pair not in known and there.issuperset(pair)]
    w.insert_many("alike", ("id", "lead_a", "lead_b", "score"), rows)
    return len(rows)


def _known(r: Reader, ids: Sequence[int]) -> set[tuple[int, int]]:
    return {(pair.lead_a, pair.lead_b) for pair in r.of(Alike, lead_a=ids, lead_b=ids)}


def _settle(store: Store, pair: tuple[int, int], values: Mapping[str, str | None], *, by: str, at: datetime) -> None:
    first, second = sorted(pair)
    with store.write("told apart", by=by, at=at) as w:
        if first == second or w.get(Lead, first) is None or w.get(Lead, second) is None:
            raise error("LEAD_UNKNOWN")
        known = w.one(Alike, lead_a=min(first, second), lead_b=max(first, second))
        if known is None:
            w.insert("alike", {"lead_a": first, "lead_b": second, "score": 0, **values})
        else:
            w.update("alike", known.id, values)
        steps.mark_stale(w, [first, second])


def _candidates(r: Reader, mine: LeadProfile) -> Iterator[int]:
    """Yield the leads worth comparing with one. The number per block is limited, so that a sheet opens without
    waiting."""
    marks = [mark.hash for mark in leads.marks(r, mine.id) if mark.kind in _SHARED]
    yield from leads.sharing(r, marks)[:BLOCK]
    for phone in mine.person.phones:
        yield from r.search([phone[-_LAST_DIGITS:]], BLOCK)
    for place in {mine.place, mine.town_key} - {""}:
        # A word of one letter is slow to search and tells nothing.
        words = [word for word in place.split() if len(word) > 1]
        for beginning in _beginnings(mine.person):
            yield from r.search([*words, beginning], BLOCK)
    for number in {address.number for address in mine.person.addresses if address.number}:
        yield from alike.neighbours(r, mine.town_key, int(number), among=_NEWEST)[:BLOCK]


def _beginnings(person: MatchedPerson) -> list[str]:
    """Return the first letters of the words of a surname, or of the whole name where the file did not separate it; a
    typing mistake rarely changes them."""
    words = [word for word in person.name.surname or person.name.told if len(word) >= _PREFIX]
    return list(dict.fromkeys(word[:_PREFIX] for word in words))[:2]


def _asked(one: LeadProfile, batch: int | None) -> bool:
    return batch is None or one.batch == batch


def pairs(people: list[LeadProfile], batch: int | None, known: set[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """Return the pairs of one town to propose, the smaller id first, with their score."""
    blocks: dict[tuple[object, ...], list[LeadProfile]] = defaultdict(list)
    for one in people:
        for key in set(_keys(one)):
            blocks[key].append(one)
    found: dict[tuple[int, int], int] = {}
    seen = set(known)
    inside = chain.from_iterable(combinations(block, 2) for block in blocks.values() if len(block) <= BLOCK)
    for one, other in inside:
        pair = (one.id, other.id)
        if pair in seen or not (_asked(one, batch) or _asked(other, batch)):
            continue
        seen.add(pair)
        likeness = compare(one.person, other.person)
        if likeness.proposed:
            found[pair] = likeness.score
    return found


def _keys(one: LeadProfile) -> Iterable[tuple[object, ...]]:
    person = one.person
    return chain(
        (("phone", phone[-_LAST_DIGITS:]) for phone in person.phones),
        (("begins", phone[:_LAST_DIGITS], *_beginnings(person)[:1]) for phone in person.phones),
        (("name", beginning) for beginning in _beginnings(person)),
        (("number", place.place, place.number, place.repeat) for place in person.addresses if place.number),
        (("listing", offer.place, offer.price) for offer in person.listings),
    )


def _proposal(other: LeadProfile, likeness: Likeness) -> Proposal:
    if other.opposed:
        # The reason « the same name » would reveal the name.
        reasons = tuple(sign.sign.shown for sign in likeness.signs if sign.sign not in _OF_A_NAME)
        return Proposal(other.id, "", "", likeness.score, reasons, hidden=True)
    reasons = tuple(_reason(sign) for sign in likeness.signs)
    return Proposal(other.id, other.name, other.town, likeness.score, reasons, hidden=False)


def _reason(one: SignWeighed) -> str:
    """Return a sign in words, with the difference: « téléphones à un chiffre près (06 39… et 06 38…) »."""
    words = one.sign.shown
    if one.one == one.other:
        return words
    mine, theirs = (phone_pairs(value) if one.sign is Sign.NEAR_PHONE else value for value in (one.one, one.other))
    return _("{what} ({one} et {other})").format(what=words, one=mine, other=theirs)
