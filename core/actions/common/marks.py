"""The marks by which a person is recognised, as (kind, key): what the register and known leads are matched by."""

from collections.abc import Iterable

from core.base import text
from core.store import leads
from core.store.port import Reader


def address_marks(surname: str, key: str) -> tuple[tuple[str, str], ...]:
    """Return the marks of a postal address: with its surname a person; alone, whoever lives there.

    A named person's refusal must not silence the neighbours of the building, yet must hold for a later row that
    gives the same address without a name; a refusal without a name holds for the whole address.
    """
    if not key:
        return ()
    named = text.fold(surname)
    return (("address", f"{named}|{key}"), ("household", key)) if named else (("household", key), ("nameless", key))


def refusal_marks(marks: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the marks a refusal puts in the register: a named person's address also stands for a row without a
    name."""
    found = list(marks)
    if all(kind != "address" for kind, _ in found):
        return found
    return [("nameless", key) if kind == "household" else (kind, key) for kind, key in found]


def listing_marks(site: str, reference: str, url: str) -> tuple[tuple[str, str], ...]:
    """Return the mark of a listing: its reference on its site, or its address."""
    if reference:
        return (("listing", f"{text.fold(site)}|{reference.casefold()}"),)
    return (("listing", url),) if url else ()


def address_marks_of(r: Reader, lead_id: int) -> list[tuple[str, str]]:
    """Return the (kind, key) by which a lead's own name and addresses are recognised."""
    person = leads.person(r, lead_id)
    surname = str(person[2] or person[0]) if person else ""
    return [
        mark
        for _, kind, value, postcode, town in leads.contacts(r, lead_id)
        if kind == "address"
        for mark in address_marks(surname, text.address_key(str(value), str(postcode), str(town)))
    ]
