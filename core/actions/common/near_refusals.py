"""Leads that may be those of a refusal, by a name and an address near its own, or by a telephone or an e-mail that two
persons share: held for a decision, whether or not a sheet of the refusal is left (rule OBJ-03)."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

from core.actions.common.marks import contact_marks_of, hashes_of, is_telling
from core.actions.common.shared_values import remembered
from core.base import addresses
from core.base.addresses import Address
from core.base.mojibake import legible
from core.base.records import replace
from core.base.streets_told import streets_told
from core.records.contact import Contact
from core.records.lead import Lead
from core.records.opposition import NearApart
from core.rules.near_address import blocks_asked, blocks_kept, near, near_swapped, signature
from core.rules.near_names import names_told, plain_name
from core.rules.same_name import Name, name_of
from core.store import alike, doubts, registers, shared_values
from core.store.port import Reader
from core.store.shared_values import SharedRefusal

NEAR = "near"
"""The kind of an entry of the register that finds the spellings near a refused address."""

_NOBODY = Name(())
Keyed = Callable[[str, str], str]


class Dweller(NamedTuple):
    """A person at an address, as a row or a sheet says it."""

    name: str
    surname: str
    address: str
    postcode: str
    town: str


class Named(Protocol):
    """Whatever has a name and a civility: a row of a file, a lead."""

    @property
    def civility(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def last_name(self) -> str: ...


def dweller(who: Named, address: str, postcode: str, town: str) -> Dweller:
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


def entries(keyed: Keyed, one: Dweller) -> dict[str, str]:
    """Return the keyed hash of a block → the signature that the register keeps under it of a refused address."""
    name = _name(one)
    return {
        block: _signed(keyed, block, address, name)
        for address in reversed(_addresses(one))
        for block in _hashes(keyed, blocks_kept(address))
    }


def dwellers(r: Reader, ids: Sequence[int]) -> list[tuple[int, Dweller]]:
    """Return each lead with its name at each of its addresses."""
    people = {one.id: one for one in r.of(Lead, id=ids, erased_at=None)}
    return [
        (
            one.lead_id,
            dweller(people[one.lead_id], one.value, one.postcode, one.town),
        )
        for one in r.of(Contact, lead_id=ids)
        if one.kind == "address" and one.lead_id in people
    ]


def near_refusals(r: Reader, ids: Sequence[int]) -> dict[int, list[NearRefusal]]:
    """Return, for each lead, the refusals in force, the oldest first, of a name and an address near its own, or of a
    telephone or e-mail that it shares with one other person; those that somebody said to be another person's are left
    out."""
    found = {lead_id: [one for one in ones if not one.asked] for lead_id, ones in near_held(r, ids).items()}
    return {lead_id: ones for lead_id, ones in found.items() if ones}


def near_held(r: Reader, ids: Sequence[int]) -> dict[int, list[NearRefusal]]:
    """Return :func:`near_refusals`, with what only sounds like a refusal: until it is answered, it holds whoever a
    refusal would hold."""
    found = near_dwellers(r, dwellers(r, ids))
    for lead_id, ones in _shared_refusals(r, ids).items():
        near_by = {one.gesture for one in found.get(lead_id, ())}
        more = [one for one in ones if one.gesture not in near_by]
        found[lead_id] = sorted([*found.get(lead_id, ()), *more], key=lambda one: one.at)
    apart = {(one.lead_id, one.gesture) for one in r.of(NearApart, lead_id=ids)} if found else set()
    left = {lead_id: [one for one in ones if (lead_id, one.gesture) not in apart] for lead_id, ones in found.items()}
    return {lead_id: ones for lead_id, ones in left.items() if ones}


def _shared_refusals(r: Reader, ids: Sequence[int]) -> dict[int, list[NearRefusal]]:
    """Return, for each lead, the refusals of a telephone or an e-mail that it shares with one other, unless somebody
    said that they are two."""
    refused = [*_refused(r, ids), *doubts.shared_asked(r, ids)]
    bearers: dict[str, set[int]] = defaultdict(set)
    for one in shared_values.everyone_bearing(r, [each.hash for each in refused]) if refused else ():
        bearers[one.hash].add(one.lead_id)
    found: dict[int, dict[int, NearRefusal]] = defaultdict(dict)
    for said in refused:
        if (not said.shared or len(bearers[said.hash]) <= _TWO) and not alike.said_two(r, said.owner, said.lead_id):
            near_one = NearRefusal(said.gesture, said.at, said.how, said.owner, said.kind, said.asked)
            found[said.lead_id].setdefault(said.gesture, near_one)
    return {lead_id: list(ones.values()) for lead_id, ones in found.items()}


def _refused(r: Reader, ids: Sequence[int]) -> Iterator[SharedRefusal]:
    """Yield the refusals of the telephones and e-mails that these leads share with others (marks that tell nobody
    apart). Placeholders are left out: they were nobody's when they were refused."""
    telling: dict[int, set[str]] = {}
    refused = shared_values.refused(r, ids)
    known = remembered(r) if any(not one.shared for one in refused) else frozenset[str]()
    for one in refused:
        if not one.shared and one.lead_id not in telling:
            marks = hashes_of(r.keyed_hash, contact_marks_of(r, one.lead_id))
            telling[one.lead_id] = {hashed for kind, hashed in marks if is_telling(kind)}
        # The agency's own number, or a supplier's, is nobody's either.
        if one.shared or one.hash in telling[one.lead_id] - known:
            yield one


def near_dwellers(r: Reader, people: Iterable[tuple[int, Dweller]]) -> dict[int, list[NearRefusal]]:
    """Return, for each number given with somebody, the refusals in force near their name and address, and what only
    sounds like one, the oldest first."""
    looked = [
        (asker, block, address, dweller)
        for asker, dweller in people
        for address in _addresses(dweller)
        for block in _hashes(r.keyed_hash, blocks_asked(address, addresses.other_places(address)))
    ]
    blocks = sorted({block for _, block, _, _ in looked})
    kept, waiting = registers.near(r, blocks), doubts.near_asked(r, blocks)
    found: dict[int, dict[int, NearRefusal]] = defaultdict(dict)
    for asker, block, address, dweller in looked:
        # Names are read only where somebody refuses: that is half of the work.
        ones = (*kept.get(block, ()), *waiting.get(block, ()))
        own, swapped = _names(dweller) if ones else (_NOBODY, _NOBODY)
        names = (own, *_more_names(dweller)) if ones else ()
        signed = [_signed(r.keyed_hash, block, address, name) for name in names]
        turned = _signed(r.keyed_hash, block, address, swapped) if swapped.surname else ""
        for one in ones:
            if any(near(one.signature, way) for way in signed) or (turned and near_swapped(one.signature, turned)):
                found[asker][one.gesture] = NearRefusal(one.gesture, one.at, one.how, one.lead_id, asked=one.asked)
    return {asker: sorted(ones.values(), key=lambda one: one.at) for asker, ones in found.items()}


def signed(keyed: Keyed, block: str, one: Dweller) -> tuple[str, ...]:
    """Return the signatures of somebody's name and address in a block (its keyed hash), as files may order the name."""
    own, swapped = _names(one)
    return tuple(_signed(keyed, block, _address(one), name) for name in (own, swapped) if name is own or name.surname)


def asked_streets(keyed: Keyed, one: Dweller) -> list[tuple[str, str]]:
    """Return (keyed hash of a block, signature) of each block where a refusal of somebody's address may be kept."""
    address, name = _address(one), _name(one)
    blocks = _hashes(keyed, blocks_asked(address, addresses.other_places(address))) if address.key else []
    return [(block, _signed(keyed, block, address, name)) for block in blocks]


def _address(one: Dweller) -> Address:
    return addresses.read_address(one.address, one.postcode, one.town)


def _addresses(one: Dweller) -> list[Address]:
    """Return the address of somebody, then each of the streets that one cell tells: « 3 impasse du Lac / 29 rue
    Foch »."""
    found = [_address(one), *streets_told(one.address, one.postcode, one.town)]
    return [address for address in found if address.key]


def _name(one: Dweller) -> Name:
    return name_of(plain_name(legible(one.name)), surname=plain_name(legible(one.surname)))


def _more_names(one: Dweller) -> Iterator[Name]:
    """Yield the names that a cell tells beside the whole of it."""
    yield from map(name_of, dict.fromkeys(names_told(legible(one.name))))


def _names(one: Dweller) -> tuple[Name, Name]:
    """Return a name, and the same where the first name is taken for the surname, since files put one in the place of
    the other; without a surname where it is not told which is which."""
    own = _name(one)
    first = tuple(word for word in own.told if word not in own.surname) if own.surname else ()
    return own, replace(own, surname=first)


def _hashes(keyed: Keyed, blocks: Iterable[str]) -> list[str]:
    return [keyed(NEAR, block) for block in blocks]


def _signed(keyed: Keyed, block: str, address: Address, name: Name) -> str:
    return signature(address, name, lambda word: keyed(NEAR, f"{block}|{word}"))
