"""The marks by which a person is recognised, as (kind, key); the register and the known leads are matched by them."""

from collections.abc import Callable, Collection, Iterable, Sequence

from core.base import addresses, text
from core.base.contacts import Contacts
from core.base.mojibake import legible
from core.base.phones import parse
from core.records.contact import Contact
from core.records.lead import Lead
from core.records.listing import Listing
from core.rules.discriminating_values import (
    Homes,
    homes_at,
    telling_email,
    telling_link,
    telling_name,
    telling_phone,
    telling_reference,
)
from core.store.port import Reader

KindHash = tuple[str, str]
"""A kind and a key, or a kind and its keyed hash."""

READ = "read"
"""The kind of a mark that is a named address as the reader gives it, where it is not the address as it was always kept.
It is hashed as an address, so that the register hears every spelling; alone, it makes no two rows one person: two flats
of one building may be two families of one name."""

NUMBER, MAILBOX, AD = "number", "mailbox", "ad"
"""The kinds of a telephone, an e-mail and an ad that tell nobody apart: an impossible number, a supplier's own, the
reference of two persons. A number or a mailbox may be refused, and is then closed itself; none makes two rows one
person nor spreads a refusal."""
GUESS = "guess"
"""The kind of a telephone that a cell without a readable one may hold: it makes no two rows one person, nobody is
called at it, and its refusal is the person's."""
PERSON = "person"
"""The kind of a whole name at an address, where the first name is told beside the surname. It is hashed as an address,
so that the register hears it of a row that does not tell them apart. A refusal is kept by it, and closes nobody else of
the same surname who lives there (rule OBJ-06)."""
_STRONG = {NUMBER: "phone", MAILBOX: "email", AD: "listing"}
_WEAK = {strong: weak for weak, strong in _STRONG.items()}
_HASHED_AS = {READ: "address", PERSON: "address", GUESS: "phone", **_STRONG}
_FAMILY = ("address", READ)
"""Kinds of a surname at an address: somebody else's too, in a family."""


def contact_marks(phones: Iterable[str], emails: Iterable[str]) -> tuple[KindHash, ...]:
    """Return the marks of telephones (comparison keys) and e-mails: each mailbox in its one way, then as it is written,
    since registers and sheets were long recognised by that."""
    return (
        *[("phone" if telling_phone(key) else NUMBER, key) for key in phones],
        *[("email" if telling_email(email) else MAILBOX, email) for email in _each_way(emails)],
    )


def _each_way(emails: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys(way for email in emails for way in (text.mailbox(email), email))


def is_telling(kind: str) -> bool:
    """Tell whether marks of a kind recognise a person."""
    return kind not in _STRONG


def weak_kind(kind: str) -> str:
    """Return the kind of a mark once it recognises nobody."""
    return _WEAK.get(kind, kind)


def strong_kind(kind: str) -> str:
    """Return the kind of a mark that recognised nobody once it does."""
    return _STRONG.get(kind, kind)


def entry_kind(kind: str) -> str:
    """Return the kind under which the register keeps a mark."""
    return "phone" if kind == GUESS else _STRONG.get(kind, kind)


def apart(marks: Sequence[KindHash], hashes: Sequence[KindHash], shared: Collection[str]) -> tuple[KindHash, ...]:
    """Return marks where the telephones, e-mails and ads that many share (``shared``: keyed hashes) recognise nobody,
    a mailbox in none of its ways. ``hashes``: the hashes of the same marks, in their order."""
    known = [(kind, key, hashed in shared) for (kind, key), (_, hashed) in zip(marks, hashes, strict=True)]
    boxes = {text.mailbox(key) for kind, key, common in known if common and kind == "email"}
    return tuple(
        (weak_kind(kind) if common or (kind == "email" and text.mailbox(key) in boxes) else kind, key)
        for kind, key, common in known
    )


def address_marks(surname: str, address: str, postcode: str, town: str, first: str = "") -> tuple[KindHash, ...]:
    """Return the marks of a postal address: with the surname it stands for a person, the surest one with the ``first``
    name too, alone for the whole household.

    The refusal of a named person must not apply to the neighbours of the building, yet must apply to a later row that
    gives the same address without a name. A refusal without a name applies to the whole address.
    """
    homes = homes_at(address)
    if homes is Homes.NONE:
        return ()
    keys, names = addresses.keys(address, postcode, town), _names(surname)
    named = [f"{name}|{key}" for key in keys for name in names]
    # The last key is the one that registers and sheets were always recognised by.
    stored = f"{names[0]}|{keys[-1]}" if named and homes is Homes.ONE else ""
    # Nobody is refused for all who live in a village.
    whole = () if homes is Homes.AREA else keys
    kinds = ("household",) if names else ("household", "nameless")
    given = text.fold(legible(first)) if names and first else ""
    # Under the reader's key alone: an older register has the whole name under each.
    person = ((PERSON, f"{' '.join(sorted(f'{names[0]} {given}'.split()))}|{keys[0]}"),) if given else ()
    return (
        *(("address" if key == stored else READ, key) for key in named),
        *person,
        *((kind, key) for key in whole for kind in kinds),
    )


def person_marks(
    contacts: Contacts, name: tuple[str, str], address: str, postcode: str, town: str
) -> tuple[KindHash, ...]:
    """Return the marks of a person: of their telephones, e-mails and postal address. ``name``: their surname, or their
    whole name where nothing tells it apart, and their first name."""
    surname, first = name
    return (*contact_marks(contacts.phones, contacts.emails), *address_marks(surname, address, postcode, town, first))


def _names(surname: str) -> tuple[str, ...]:
    """Return a name as it was always kept, and in an order of its own: « Paul Martin » is « Martin Paul »."""
    folded = text.fold(legible(surname)) if telling_name(surname) else ""
    if " " not in folded:
        return (folded,) if folded else ()
    return tuple(dict.fromkeys((folded, " ".join(sorted(folded.split())))))


def hashes_of(keyed: Callable[[str, str], str], marks: Iterable[KindHash]) -> list[KindHash]:
    """Return marks with the keyed hash of each in the place of its key; ``keyed``: the register's, of (kind, key)."""
    return [(kind, keyed(_HASHED_AS.get(kind, kind), key)) for kind, key in marks]


def refusal_marks(marks: Iterable[KindHash]) -> list[KindHash]:
    """Return the marks a refusal of one person puts in the register: the address of a named person is also added
    without the name, for rows that give none; the surname alone, which others there may bear, is left out where the
    first name is told (rule OBJ-06)."""
    found = own_marks([mark for mark in marks if mark[0] != AD])
    if all(kind not in (*_FAMILY, PERSON) for kind, _ in found):
        return found
    return [("nameless", key) if kind == "household" else (kind, key) for kind, key in found]


def own_marks(marks: Sequence[KindHash]) -> list[KindHash]:
    """Return the marks of one person without those of the surname at an address, where the first name is told too."""
    is_whole = any(kind == PERSON for kind, _ in marks)
    return [mark for mark in marks if not (is_whole and mark[0] in _FAMILY)]


def listing_marks(site: str, reference: str, url: str) -> tuple[KindHash, ...]:
    """Return the mark of a listing: its reference on its site, or its web address; none when neither is that of one
    ad."""
    if reference and telling_reference(reference, site):
        return (("listing", f"{text.fold_usual(site)}|{reference.casefold()}"),)
    return (("listing", url),) if url and telling_link(url) else ()


def address_marks_of(r: Reader, lead_id: int) -> list[KindHash]:
    """Return the (kind, key) marks of a lead's own name and addresses."""
    person = r.get(Lead, lead_id)
    return _at_addresses(r, lead_id, *known_name(person)) if person else []


def known_name(person: Lead) -> tuple[str, str]:
    """Return (the surname, the first name) of a lead as its marks are made of them: (the whole name, nothing) where
    nothing tells the surname apart."""
    return (person.last_name, person.first_name) if person.last_name else (person.name, "")


def whole_name_marks_of(r: Reader, lead_id: int) -> list[KindHash]:
    """Return the (kind, key) marks of a lead's whole name at its addresses, as a file that does not tell the surname
    apart gives them: what a refusal hears, beside the marks of the lead."""
    person = r.get(Lead, lead_id)
    found = _at_addresses(r, lead_id, person.name) if person and person.last_name else []
    return [(READ, key) for kind, key in found if kind in _FAMILY]


def _at_addresses(r: Reader, lead_id: int, name: str, first: str = "") -> list[KindHash]:
    return [
        mark
        for contact in r.of(Contact, lead_id=lead_id)
        if contact.kind == "address"
        for mark in address_marks(name, contact.value, contact.postcode, contact.town, first)
    ]


def contact_marks_of(r: Reader, lead_id: int) -> tuple[KindHash, ...]:
    """Return the (kind, key) marks of a lead's telephones and e-mails."""
    contacts = r.of(Contact, lead_id=lead_id)
    phones = [contact.value for contact in contacts if contact.kind == "phone"]
    keys = (phone.key if (phone := parse(value)) else value for value in phones)
    return contact_marks(keys, (contact.value for contact in contacts if contact.kind == "email"))


def former_placeholders(r: Reader, lead_id: int) -> set[str]:
    """Return the keyed hashes of a lead's references and links that are none of one ad: an older program took them for
    marks."""
    keys = {
        f"{text.fold(listing.site)}|{listing.reference.casefold()}" if listing.reference else listing.url
        for listing in r.of(Listing, "-id", lead_id=lead_id)
        if not listing_marks(listing.site, listing.reference, "" if listing.reference else listing.url)
    }
    return {r.keyed_hash("listing", key) for key in keys}
