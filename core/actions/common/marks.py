"""The marks by which a person is recognised, as (kind, key); the register and the known leads are matched by them."""

from collections.abc import Callable, Iterable

from core.base import addresses, text
from core.store import leads
from core.store.port import Reader

Mark = tuple[str, str]
"""A kind and a key, or a kind and its keyed hash."""

READ = "read"
"""The kind of a mark that is a named address as the reader gives it, where it is not the address as it was always kept.
It is hashed as an address, so that the register hears every spelling; alone, it makes no two rows one person: two flats
of one building may be two families of one name."""


def address_marks(surname: str, address: str, postcode: str, town: str) -> tuple[Mark, ...]:
    """Return the marks of a postal address: with the surname it stands for a person, alone for the whole household.

    The refusal of a named person must not apply to the neighbours of the building, yet must apply to a later row that
    gives the same address without a name. A refusal without a name applies to the whole address.
    """
    keys, names = addresses.keys(address, postcode, town), _names(surname)
    named = [f"{name}|{key}" for key in keys for name in names]
    # The last key is the one that registers and sheets were always recognised by.
    kept = f"{names[0]}|{keys[-1]}" if named else ""
    kinds = ("household",) if names else ("household", "nameless")
    return (
        *(("address" if key == kept else READ, key) for key in named),
        *((kind, key) for key in keys for kind in kinds),
    )


def _names(surname: str) -> tuple[str, ...]:
    """Return a name as it was always kept, and in an order of its own: « Paul Martin » is « Martin Paul »."""
    folded = text.fold(surname)
    return tuple(dict.fromkeys(filter(None, (folded, " ".join(sorted(folded.split()))))))


def hashes_of(keyed: Callable[[str, str], str], marks: Iterable[Mark]) -> list[Mark]:
    """Return marks with the keyed hash of each in the place of its key; ``keyed``: the register's, of (kind, key)."""
    return [(kind, keyed("address" if kind == READ else kind, key)) for kind, key in marks]


def refusal_marks(marks: Iterable[Mark]) -> list[Mark]:
    """Return the marks a refusal puts in the register: the address of a named person is also added without the name,
    for rows that give none."""
    found = list(marks)
    if all(kind not in ("address", READ) for kind, _ in found):
        return found
    return [("nameless", key) if kind == "household" else (kind, key) for kind, key in found]


def listing_marks(site: str, reference: str, url: str) -> tuple[Mark, ...]:
    """Return the mark of a listing: its reference on its site, or its web address."""
    if reference:
        return (("listing", f"{text.fold(site)}|{reference.casefold()}"),)
    return (("listing", url),) if url else ()


def address_marks_of(r: Reader, lead_id: int) -> list[Mark]:
    """Return the (kind, key) marks of a lead's own name and addresses."""
    person = leads.person(r, lead_id)
    surname = (person.last_name or person.name) if person else ""
    return [
        mark
        for contact in leads.contacts(r, lead_id)
        if contact.kind == "address"
        for mark in address_marks(surname, contact.value, contact.postcode, contact.town)
    ]
