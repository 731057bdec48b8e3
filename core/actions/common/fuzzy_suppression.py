"""Finds the refusals whose name and address are nearly those of a lead, or whose telephone or e-mail it shares: what
the register keeps of a refused address to that end, and the decision on the letter that they hold (rule OBJ-03)."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import NamedTuple, Protocol

from core.actions.common.marks import contact_marks_of, hashes_of, is_telling
from core.actions.common.shared_values import remembered
from core.base import addresses
from core.base.addresses import Address, streets_in_cell
from core.base.mojibake import legible
from core.base.moments import happened, kept
from core.base.records import Struct, replace
from core.model.opposing import RefusalAuthor
from core.records.contact import Contact
from core.records.lead import Lead
from core.records.opposition import NearApart
from core.rules.comparators import PersonName, name_of
from core.rules.near_address import (
    blocks_asked,
    blocks_kept,
    is_one_door,
    names_told,
    near,
    near_swapped,
    plain_name,
    signature,
    surname_in,
)
from core.store import alike, doubts, registers
from core.store.alike import SharedRefusal
from core.store.leads import Refusal
from core.store.port import Reader, Store, Values, Writer
from core.words.errors import error

NEAR = "near"
"""The kind of an entry of the register that finds the spellings near a refused address."""

_NOBODY = PersonName(())
Keyed = Callable[[str, str], str]


class Dweller(NamedTuple):
    """A person at an address, as a row or a sheet says it."""

    name: str
    surname: str
    address: str
    postcode: str
    town: str


class NamedRow(Protocol):
    """Whatever has a name and a civility: a row of a file, a lead."""

    @property
    def civility(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def last_name(self) -> str: ...


def dweller(who: NamedRow, address: str, postcode: str, town: str) -> Dweller:
    """Return somebody at an address; a couple keeps its civilities, since either may have the surname."""
    couple = f"{who.civility} " if "," in who.civility else ""
    return Dweller(f"{couple}{who.name}", who.last_name, address, postcode, town)


class NearRefusal(NamedTuple):
    """A refusal that may be the lead's: its gesture, when and how it was said, and the sheet it left, if any.
    ``shared``: what both have in common: phone, email, or empty for nearly the same name and address. ``asked``: it may
    be no refusal, and the gesture is the id of what is asked."""

    gesture: int
    at: str
    how: str
    lead_id: int | None
    shared: str = ""
    asked: bool = False


_TWO = 2
"""Bearers of a telephone or an e-mail who may be one person under two names; what more of them share is nobody's."""


def entries(keyed: Keyed, person: Dweller) -> dict[str, str]:
    """Return the keyed hash of a block → the signature that the register keeps under it of a refused address."""
    name = _name(person)
    return {
        block: _signed(keyed, block, address, name)
        for address in reversed(_addresses(person))
        for block in _hashes(keyed, blocks_kept(address))
    }


def dwellers(r: Reader, ids: Sequence[int]) -> list[tuple[int, Dweller]]:
    """Return each lead with its name at each of its addresses."""
    people = {lead.id: lead for lead in r.of(Lead, id=ids, erased_at=None)}
    return [
        (
            contact.lead_id,
            dweller(people[contact.lead_id], contact.value, contact.postcode, contact.town),
        )
        for contact in r.of(Contact, lead_id=ids)
        if contact.kind == "address" and contact.lead_id in people
    ]


def near_refusals(r: Reader, ids: Sequence[int]) -> dict[int, list[NearRefusal]]:
    """Return, for each lead, the refusals in force, the oldest first, of a name and an address near its own, or of a
    telephone or e-mail that it shares with one other person; those that somebody said to be another person's are left
    out."""
    refusals = {
        lead_id: [refusal for refusal in ones if not refusal.asked] for lead_id, ones in near_held(r, ids).items()
    }
    return {lead_id: ones for lead_id, ones in refusals.items() if ones}


def near_held(r: Reader, ids: Sequence[int]) -> dict[int, list[NearRefusal]]:
    """Return :func:`near_refusals`, with what only sounds like a refusal: until it is answered, it holds whoever a
    refusal would hold."""
    refusals = near_dwellers(r, dwellers(r, ids))
    for lead_id, ones in _shared_refusals(r, ids).items():
        near_by = {refusal.gesture for refusal in refusals.get(lead_id, ())}
        more = [refusal for refusal in ones if refusal.gesture not in near_by]
        refusals[lead_id] = sorted([*refusals.get(lead_id, ()), *more], key=lambda one: one.at)
    other_people = {(one.lead_id, one.gesture) for one in r.of(NearApart, lead_id=ids)} if refusals else set()
    left = {
        lead_id: [refusal for refusal in ones if (lead_id, refusal.gesture) not in other_people]
        for lead_id, ones in refusals.items()
    }
    return {lead_id: ones for lead_id, ones in left.items() if ones}


def _shared_refusals(r: Reader, ids: Sequence[int]) -> dict[int, list[NearRefusal]]:
    """Return, for each lead, the refusals of a telephone or an e-mail that it shares with one other, unless somebody
    said that they are two."""
    refused = [*_refused(r, ids), *doubts.shared_asked(r, ids)]
    bearers: dict[str, set[int]] = defaultdict(set)
    for bearer in alike.everyone_bearing(r, [each.hash for each in refused]) if refused else ():
        bearers[bearer.hash].add(bearer.lead_id)
    by_lead: dict[int, dict[int, NearRefusal]] = defaultdict(dict)
    for refusal in refused:
        if (not refusal.shared or len(bearers[refusal.hash]) <= _TWO) and not alike.said_two(
            r, refusal.owner, refusal.lead_id
        ):
            near_one = NearRefusal(refusal.gesture, refusal.at, refusal.how, refusal.owner, refusal.kind, refusal.asked)
            by_lead[refusal.lead_id].setdefault(refusal.gesture, near_one)
    return {lead_id: list(ones.values()) for lead_id, ones in by_lead.items()}


def _refused(r: Reader, ids: Sequence[int]) -> Iterator[SharedRefusal]:
    """Yield the refusals of the telephones and e-mails that these leads share with others (marks that tell nobody
    apart). Placeholders are left out: they were nobody's when they were refused."""
    telling: dict[int, set[str]] = {}
    refused = alike.refused(r, ids)
    known_texts = remembered(r) if any(not refusal.shared for refusal in refused) else frozenset[str]()
    for refusal in refused:
        if not refusal.shared and refusal.lead_id not in telling:
            marks = hashes_of(r.keyed_hash, contact_marks_of(r, refusal.lead_id))
            telling[refusal.lead_id] = {hashed for kind, hashed in marks if is_telling(kind)}
        # The agency's own number, or a supplier's, is nobody's either.
        if refusal.shared or refusal.hash in telling[refusal.lead_id] - known_texts:
            yield refusal


def near_dwellers(r: Reader, people: Iterable[tuple[int, Dweller]]) -> dict[int, list[NearRefusal]]:
    """Return, for each number given with somebody, the refusals in force near their name and address, and what only
    sounds like one, the oldest first."""
    looked = [
        (asker, r.keyed_hash(NEAR, block), is_one_door(block), address, dweller)
        for asker, dweller in people
        for address in _addresses(dweller)
        for block in blocks_asked(address, addresses.other_places(address))
    ]
    blocks = sorted({block for _, block, _, _, _ in looked})
    in_force, waiting = registers.near(r, blocks), doubts.near_asked(r, blocks)
    by_asker: dict[int, dict[int, NearRefusal]] = defaultdict(dict)
    for asker, block, one_door, address, dweller in looked:
        # Names are read only where somebody refuses: that is half of the work.
        ones = (*in_force.get(block, ()), *waiting.get(block, ()))
        own, swapped = _names(dweller) if ones else (_NOBODY, _NOBODY)
        names = (own, *_more_names(dweller)) if ones else ()
        signed = [_signed(r.keyed_hash, block, address, name) for name in names]
        turned = _signed(r.keyed_hash, block, address, swapped) if swapped.surname else ""
        for refusal in ones:
            if any(near(refusal.signature, way, one_door=one_door) for way in signed) or (
                turned and near_swapped(refusal.signature, turned)
            ):
                by_asker[asker][refusal.gesture] = NearRefusal(
                    refusal.gesture, refusal.at, refusal.how, refusal.lead_id, asked=refusal.asked
                )
    return {asker: sorted(ones.values(), key=lambda refusal: refusal.at) for asker, ones in by_asker.items()}


def signed(keyed: Keyed, block: str, person: Dweller) -> tuple[str, ...]:
    """Return the signatures of somebody's name and address in a block (its keyed hash), as files may order the name."""
    own, swapped = _names(person)
    return tuple(
        _signed(keyed, block, _address(person), name) for name in (own, swapped) if name is own or name.surname
    )


def asked_streets(keyed: Keyed, person: Dweller) -> list[tuple[str, str]]:
    """Return (keyed hash of a block, signature) of each block where a refusal of somebody's address may be kept."""
    address, name = _address(person), _name(person)
    blocks = _hashes(keyed, blocks_asked(address, addresses.other_places(address))) if address.key else []
    return [(block, _signed(keyed, block, address, name)) for block in blocks]


def _address(person: Dweller) -> Address:
    return addresses.read_address(person.address, person.postcode, person.town)


def _addresses(person: Dweller) -> list[Address]:
    """Return the address of somebody, then each of the streets that one cell tells: « 3 impasse du Lac / 29 rue
    Foch »."""
    places = [_address(person), *streets_in_cell(person.address, person.postcode, person.town)]
    return [address for address in places if address.key]


def _name(person: Dweller) -> PersonName:
    return name_of(plain_name(legible(person.name)), surname=plain_name(legible(person.surname)))


def _more_names(person: Dweller) -> Iterator[PersonName]:
    """Yield the names that a cell tells beside the whole of it."""
    yield from map(name_of, dict.fromkeys(names_told(legible(person.name))))


def _names(person: Dweller) -> tuple[PersonName, PersonName]:
    """Return a name, and the same where the first name is taken for the surname, since files put one in the place of
    the other; without a surname where it is not told which is which."""
    own = _name(person)
    first = tuple(word for word in own.told if word not in own.surname) if own.surname else ()
    return own, replace(own, surname=first)


def _hashes(keyed: Keyed, blocks: Iterable[str]) -> list[str]:
    return [keyed(NEAR, block) for block in blocks]


def _signed(keyed: Keyed, block: str, address: Address, name: PersonName) -> str:
    return signature(address, name, partial(_hash_in, keyed, block))


NEAR_COLUMNS = (
    *("id", "gesture", "hash", "kind", "how", "at", "by", "note", "lead_id", "supplier_id", "signature"),
    *("author", "line", "root"),
)
"""Columns of the entries that find a spelling near a refused address."""


class RefusalGesture(Struct, frozen=True):
    """What every entry of one gesture says: its id, how and when (as kept) the person spoke, who noted it, and who
    handed it on; ``author``, ``line``, ``root``: as in :class:`core.records.opposition.Opposition`."""

    gesture: int
    how: str
    at: str
    by: str
    supplier_id: int | None = None
    author: str = RefusalAuthor.SAID.value
    line: int = 0
    root: int = 0


def extending(gesture: int, refusal: Refusal, by: str) -> RefusalGesture:
    """Return the gesture that extends a refusal said or read before."""
    return RefusalGesture(
        gesture, refusal.how, refusal.at, by, author=refusal.author, line=refusal.line, root=refusal.gesture
    )


class KeptBlocks:
    """Remembers what the register keeps of each block of addresses while one transaction adds to it: a town is a block
    that all its refusals share, and reading it for each of them would take the square of their number."""

    def __init__(self) -> None:
        self._blocks: set[str] = set()
        self._kept: set[tuple[str, str, str]] = set()

    def read(self, r: Reader, hashes: Iterable[str]) -> set[tuple[str, str, str]]:
        """Return (block, signature, moment) of what is kept of these blocks; what is added there is to be added to
        it."""
        wanted = {*hashes} - self._blocks
        if wanted:
            self._blocks |= wanted
            self._kept.update(registers.moments(r, list(wanted)))
        return self._kept


def keep_near(
    w: Writer, refused: RefusalGesture, people: Iterable[tuple[int | None, Dweller]], blocks: KeptBlocks | None = None
) -> None:
    """Keep what finds the spellings near the addresses of those who refuse, by the sheet they left, if any."""
    if refused.root:
        people = [(lead_id, _as_refused(w, who)) for lead_id, who in people]
    signatures = [
        (lead_id, *signed_block) for lead_id, who in people for signed_block in entries(w.keyed_hash, who).items()
    ]
    keep_signed(w, refused, signatures, blocks)


def _as_refused(r: Reader, person: Dweller) -> Dweller:
    """Return somebody whose surname is not told with the one that a refusal of the same name at that door tells: their
    first name is then not taken for it, nor held of others."""
    words = () if person.surname else _name(person).told
    doors = [
        r.keyed_hash(NEAR, block)
        for address in (_addresses(person) if words else ())
        for block in blocks_asked(address, addresses.other_places(address))
    ]
    for block, refusals in registers.near(r, doors).items() if doors else ():
        for refusal in refusals:
            surname = surname_in(refusal.signature, words, partial(_hash_in, r.keyed_hash, block))
            if surname:
                return person._replace(surname=" ".join(surname))
    return person


def _hash_in(keyed: Keyed, block: str, word: str) -> str:
    return keyed(NEAR, f"{block}|{word}")


def keep_signed(
    w: Writer,
    refused: RefusalGesture,
    signatures: Sequence[tuple[int | None, str, str]],
    blocks: KeptBlocks | None = None,
) -> None:
    """Keep (sheet left if any, keyed hash of a block, signature) of refused addresses, but those kept already."""
    known = (blocks or KeptBlocks()).read(w, [hashed for _, hashed, _ in signatures])
    rows: list[Values] = [
        (
            *(w.new_id(), refused.gesture, hashed, NEAR, refused.how, refused.at, refused.by, "", lead_id),
            *(refused.supplier_id, signature, refused.author, refused.line, refused.root),
        )
        for lead_id, hashed, signature in signatures
        if (hashed, signature, refused.at) not in known
    ]
    w.insert_many("opposition", NEAR_COLUMNS, rows)
    known.update((hashed, signature, refused.at) for _, hashed, signature in signatures)


class DoubtfulMatch(Struct, frozen=True):
    """A lead held for a decision, beside the person who refuses: the lines of each, name and address; ``theirs`` is
    empty when only keyed hashes are left of the other. ``refusals``: how many are near; ``at``, ``how``: of the oldest,
    and ``shared``: what it has in common with the lead (phone, email), empty for nearly the same name and address."""

    mine: tuple[str, ...]
    theirs: tuple[str, ...]
    at: datetime
    how: str
    refusals: int
    shared: str = ""


def facing(r: Reader, lead_id: int) -> DoubtfulMatch | None:
    """Return a lead beside the oldest refusal it is held for; None when nothing holds it, or nobody can say for want of
    the key: the verdict then says so. Raises UserError LEAD_UNKNOWN."""
    refusals = () if r.keyless else near_of(r, lead_id)
    if not refusals:
        return None
    oldest = refusals[0]
    is_known = oldest.lead_id is not None and r.get(Lead, oldest.lead_id) is not None
    theirs = _lines(addresses_of(r, oldest.lead_id)) if is_known and oldest.lead_id is not None else ()
    return DoubtfulMatch(
        _lines(addresses_of(r, lead_id)), theirs, happened(oldest.at), oldest.how, len(refusals), oldest.shared
    )


def _lines(people: Sequence[tuple[str, str, str, str]]) -> tuple[str, ...]:
    names = dict.fromkeys(name for name, *_ in people if name)
    places = dict.fromkeys(
        ", ".join(filter(None, (street, f"{code} {town}".strip()))) for _, street, code, town in people
    )
    return (*names, *places)


def near_of(r: Reader, lead_id: int) -> tuple[NearRefusal, ...]:
    """Return the refusals a lead is held for, the oldest first. Raises UserError LEAD_UNKNOWN."""
    if r.get(Lead, lead_id) is None:
        raise error("LEAD_UNKNOWN", who=str(lead_id))
    return tuple(near_refusals(r, [lead_id]).get(lead_id, ()))


def addresses_of(r: Reader, lead_id: int) -> list[tuple[str, str, str, str]]:
    """Return the (name, address, postcode, town) of a lead, one an address: what is compared with a refusal."""
    return [(one.name, one.address, one.postcode, one.town) for _, one in dwellers(r, [lead_id])]


def another_person(store: Store, lead_id: int, *, by: str, at: datetime) -> int:
    """Say that a lead is another person than those of the refusals it is held for, and return how many there were; a
    refusal said later holds it again. Raises UserError LEAD_UNKNOWN."""
    with store.write("near apart", by=by, at=at) as w:
        refusals = near_of(w, lead_id)
        for refusal in refusals:
            w.insert("near_apart", {"lead_id": lead_id, "gesture": refusal.gesture, "at": kept(at), "by": by})
    return len(refusals)


def tell_apart(w: Writer, lead_ids: Sequence[int], gestures: Collection[int], *, by: str, at: datetime) -> None:
    """Note that leads are other people than those of these refusals, as the row that holds them both says."""
    wanted = [(lead_id, gesture) for lead_id in lead_ids for gesture in sorted(gestures)]
    noted = {(row.lead_id, row.gesture) for row in w.of(NearApart, lead_id=[*lead_ids])} if wanted else set()
    for lead_id, gesture in wanted:
        if (lead_id, gesture) not in noted:
            w.insert("near_apart", {"lead_id": lead_id, "gesture": gesture, "at": kept(at), "by": by})


def ask_again(store: Store, lead_id: int, *, by: str, at: datetime) -> None:
    """Take back what :func:`another_person` said of a lead: its letter is held again."""
    with store.write("near asked again", by=by, at=at) as w:
        for row_id in [row.id for row in w.of(NearApart, lead_id=lead_id)]:
            w.delete("near_apart", row_id)
