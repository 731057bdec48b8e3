"""Merges a row into a lead already known: what is missing is added, what the sheet says is never overwritten."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from core.actions.common.consent_scope import pin
from core.actions.common.marks import address_marks_of, hashes_of
from core.actions.common.provenance import Statement
from core.actions.intake.rows import COLUMNS, ParsedRow, contact_points
from core.base import text
from core.base.addresses import read_address
from core.base.countries import country_of, kept_abroad
from core.base.names import NAMELESS, sort_key
from core.records.contact import Contact
from core.records.lead import Lead
from core.records.listing import RENEWED, Listing
from core.rules.discriminating_values import telling_reference
from core.store.alike import KnownPerson
from core.store.port import Value, Values, Writer, hash_head
from core.store.undoing import MergeChange

_LISTED = (
    *("line", "name", "name_key", "last_name", "first_name", "civility", "phones", "emails", "address", "postcode"),
    *("town", "town_key", "site", "reference", "url", "seen", "title", "kind", "deal", "price", "area", "rooms"),
    *("extra", "refusal", "heard_in", "words", "marks", "place", "private", "doubt", "closed", "strays"),
)
"""The values of a row that an older program stored as a list, up to the schema m032: its last ones without those at the
end. It never changes, whatever :class:`ParsedRow` becomes."""
"""What a later row of the same listing changes, where it says anything."""


class MergeResult(NamedTuple):
    """What a row did to a known lead: ``changes``; ``together``: the keyed hashes that neither had alone, the sheet's
    name at the row's address, which may be in the register; ``said``: which values the row gave; ``listing_id``: the ad
    it is about."""

    changes: list[MergeChange]
    together: list[str]
    said: list[Statement]
    listing_id: int


def merge(w: Writer, known: KnownPerson, row: ParsedRow, marks: list[tuple[str, str]], listing: Values) -> MergeResult:
    """Add to a known lead what ``row`` brings: missing name and town, new contact points, its marks, its listing."""
    lead_id = known.lead.id
    filled = [*_fill(w, known.lead, row), *_tell_country(w, known, row), *_add_contacts(w, known, row)]
    borne = {hashed: kind for kind, hashed in marks}
    together = {key: kind for kind, key in hashes_of(w.keyed_hash, address_marks_of(w, lead_id))} if filled else {}
    fresh = {hashed: kind for hashed, kind in (borne | together).items() if hashed not in known.marks}
    w.mark((lead_id, kind, hashed) for hashed, kind in fresh.items())
    listing_id, listed = _renew_listing(w, known, listing)
    if filled or any("field" not in change for change in listed):
        reindex(w, lead_id)
    marked: list[MergeChange] = [{"table": "mark", "id": hash_head(hashed)} for hashed in fresh]
    both = [hashed for hashed in together if hashed in fresh and hashed not in borne]
    return MergeResult([*filled, *marked, *listed], both, _said(known, row, listing_id, [*filled, *listed]), listing_id)


def _said(known: KnownPerson, row: ParsedRow, listing_id: int, changes: Iterable[MergeChange]) -> list[Statement]:
    """Return what a merged row gave of the lead, as it is now: what it said again, and what it added."""
    lead_id = known.lead.id
    added = [one for one in changes if one["table"] == "listing" and "field" not in one]
    statements = [] if added else [Statement("listing", listing_id, "", fresh=False)]
    if row.name and known.lead.name:
        statements.append(Statement("lead", lead_id, "name", fresh=False))
    for kind, value, postcode, town in contact_points(row):
        contact = known.contacts.get((kind, value)) or (
            _same_place(known, value, postcode, town) if row.address else None
        )
        if contact is not None:
            statements.append(Statement("contact", contact.id, "", fresh=False))
    for change in changes:
        field = change.get("field", "")
        if change["table"] == "contact" and field:
            statements.append(Statement("contact", change["id"], "", fresh=False))
        elif field not in ("sort_key", "town_key", "private"):
            statements.append(Statement(change["table"], change["id"], field, fresh=True))
    return list(dict.fromkeys(statements))


def _same_place(known: KnownPerson, address: str, postcode: str, town: str) -> Contact | None:
    """Return the address of a lead that is this one, spelt otherwise."""
    key = read_address(address, postcode, town).key
    points = [contact for contact in known.contacts.values() if contact.kind == "address"]
    return next(
        (point for point in points if key and read_address(point.value, point.postcode, point.town).key == key), None
    )


def stored_changes(changes: list[MergeChange], origin_id: int) -> str:
    """Return what a row changed, its origin included, as the JSON that is stored."""
    return json.dumps([*changes, {"table": "origin", "id": origin_id}], ensure_ascii=False, separators=(",", ":"))


def stored_row(row: ParsedRow) -> str:
    """Return a row as the JSON that is stored, to give it a sheet of its own when its merge is undone: its own person
    alone."""
    return json.dumps(row._replace(others=(), hashes=())._asdict(), ensure_ascii=False, separators=(",", ":"))


def read_row(stored: str) -> ParsedRow:
    """Return the row that :func:`stored_row` stored, or an older program: what it did not know has its default, what is
    not kept any more is left out. The first programs placed the property where its seller was."""
    values = json.loads(stored)
    if isinstance(values, list):
        values = dict(zip(_LISTED, values, strict=False))
    values = {"place": [values["postcode"], values["town"]], **values}
    return ParsedRow(**{name: _frozen(values[name]) for name in ParsedRow._fields if name in values})


def _frozen(value: Any) -> Any:
    return tuple(_frozen(part) for part in value) if isinstance(value, list) else value


def _add_contacts(w: Writer, known: KnownPerson, row: ParsedRow) -> list[MergeChange]:
    """Add the contact points that are missing; a lead that has an address gets no second one."""
    placed = any(kind == "address" for kind, _ in known.contacts)
    fresh = [
        one for one in contact_points(row) if one[:2] not in known.contacts and not (one[0] == "address" and placed)
    ]
    if fresh:
        pin(w, known.lead.id)
    changes: list[MergeChange] = []
    for kind, value, postcode, town in fresh:
        point: dict[str, Value] = {"kind": kind, "value": value, "postcode": postcode, "town": town}
        changes.append({"table": "contact", "id": w.insert("contact", {"lead_id": known.lead.id, **point})})
    return changes


def _tell_country(w: Writer, known: KnownPerson, row: ParsedRow) -> list[MergeChange]:
    """Write the country of an address, and of the sheet that bears it, where the row says the same one with it."""
    country = country_of(row.address, row.town) if row.address else None
    points = [one for (kind, _), one in known.contacts.items() if kind == "address"] if country is not None else []
    sentences = (row.address, row.town)
    found: list[MergeChange] = []
    for point in points:
        abroad = kept_abroad(point.value, point.postcode, point.town, country.name if country is not None else "")
        if abroad == sentences and (point.value, point.town) != sentences:
            place = {"value": row.address, "postcode": row.postcode, "town": row.town}
            found += _written(w, "contact", point, place)
            if known.lead.town == point.town:
                lead = {"postcode": row.postcode, "town": row.town, "town_key": text.fold(row.town)}
                found += _written(w, "lead", known.lead, lead)
    return found


def _written(w: Writer, table: str, now: Contact | Lead, values: Mapping[str, str]) -> list[MergeChange]:
    """Write values and return what changed; ``town_key`` follows the town."""
    was = {**now._asdict(), "town_key": text.fold(now.town)}
    changed = {name: value for name, value in values.items() if was[name] != value}
    w.update(table, now.id, changed)
    return [_changed(table, now.id, name, (was[name], value)) for name, value in changed.items()]


def _fill(w: Writer, lead: Lead, row: ParsedRow) -> list[MergeChange]:
    """Fill the empty fields of a sheet and return what changed."""
    changes: dict[str, Value] = {}
    if not lead.name and row.name:
        changes |= {
            "name": row.name,
            "first_name": row.first_name,
            "last_name": row.last_name,
            "sort_key": sort_key(row.name, row.last_name, row.first_name),
        }
    if not lead.civility and row.civility and (not lead.name or text.fold(row.last_name) == text.fold(lead.last_name)):
        changes["civility"] = row.civility
    if not lead.town and row.town:
        changes |= {"town": row.town, "town_key": text.fold(row.town)}
    if not lead.postcode and row.postcode:
        changes["postcode"] = row.postcode
    if not changes:
        return []
    w.update("lead", lead.id, changes)
    # The fields filled were blank; the sort key had a value, which stood for a blank name.
    blanks = {"sort_key": NAMELESS}
    return [_changed("lead", lead.id, name, (blanks.get(name, ""), value)) for name, value in changes.items()]


def _changed(table: str, row_id: int, name: str, values: tuple[Value, Value]) -> MergeChange:
    before, after = values
    return {"table": table, "id": row_id, "field": name, "before": before, "after": after}


def _renew_listing(w: Writer, known: KnownPerson, listing: Values) -> tuple[int, list[MergeChange]]:
    """Update the listing of the same site and reference, or add another; return its id and what changed."""
    fresh = dict(zip(COLUMNS["listing"], listing, strict=True))
    site = text.fold(str(fresh["site"]))
    for held in known.listings:
        if held.reference == fresh["reference"] != "" and text.fold(held.site) == site and _one_ad(held, fresh):
            was = {name: getattr(held, name) for name in RENEWED}
            renewed = {name: fresh[name] for name in RENEWED if fresh[name] not in ("", None, was[name])}
            # A private matter told once stays: the ad may have been written again since.
            if fresh["private"] is not None and held.private in (None, 0) and fresh["private"] != held.private:
                was["private"], renewed["private"] = held.private, fresh["private"]
            if renewed:
                w.update("listing", held.id, renewed)
            return held.id, [_changed("listing", held.id, name, (was[name], said)) for name, said in renewed.items()]
    listing_id = w.insert("listing", fresh)
    return listing_id, [{"table": "listing", "id": listing_id}]


def _one_ad(held: Listing, fresh: Mapping[str, Value]) -> bool:
    """Tell whether two ads of one reference are one: a reference such as « NC » says nothing, the property does."""
    same = (held.kind, held.area, held.rooms) == (fresh["kind"], fresh["area"], fresh["rooms"])
    return same or telling_reference(held.reference, held.site)


def reindex(w: Writer, lead_id: int) -> None:
    """Update the search index of a lead to what it holds now."""
    person = w.get(Lead, lead_id)
    if person is None:
        w.unindex([lead_id])
        return
    words = [text.fold(f"{person.name} {person.town} {person.postcode}")]
    for contact in w.of(Contact, lead_id=lead_id):
        if contact.kind == "phone":
            words.append(text.phone_words(contact.value))
        elif contact.kind == "email":
            words.append(text.fold(contact.value))
    words += [text.fold(listing.reference) for listing in w.of(Listing, "-id", lead_id=lead_id)]
    w.index([(lead_id, " ".join(filter(None, words)))])
