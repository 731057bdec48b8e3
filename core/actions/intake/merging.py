"""Merges a row into a lead already known: what is missing is added, what the sheet says is never overwritten."""

import json

from core.actions.common.marks import address_marks_of, hashes_of
from core.actions.intake.normalising import Ready, contact_points
from core.actions.intake.rows import COLUMNS, NAMELESS
from core.base import text
from core.store import leads
from core.store.known_leads import Known, KnownLead
from core.store.port import Value, Values, Writer
from core.store.schema import hash_head

Change = dict[str, Value]
"""One thing a row did to a known lead: {"table", "id", "field", "before", "after"} for a value, {"table", "id"} for a
row added; the id of a mark is its head."""

_RENEWED = ("url", "title", "kind", "price", "area", "rooms", "seen")
"""What a later row of the same listing changes, where it says anything."""


def merge(
    w: Writer, known: Known, row: Ready, marks: list[tuple[str, str]], listing: Values
) -> tuple[list[Change], list[str]]:
    """Add to a known lead what ``row`` brings: missing name and town, new contact points, its marks, its listing.

    Returns (what that changed, new keyed hashes). The hashes are those neither the lead nor the row had alone, the
    sheet's name at the row's address; they may be in the register.
    """
    lead_id = known.lead.id
    filled = [*_fill(w, known.lead, row), *_add_contacts(w, known, row)]
    borne = {hashed: kind for kind, hashed in marks}
    together = {key: kind for kind, key in hashes_of(w.keyed_hash, address_marks_of(w, lead_id))} if filled else {}
    fresh = {hashed: kind for hashed, kind in (borne | together).items() if hashed not in known.marks}
    w.mark((lead_id, kind, hashed) for hashed, kind in fresh.items())
    listed = _renew_listing(w, known, listing)
    if filled or any("field" not in change for change in listed):
        reindex(w, lead_id)
    marked: list[Change] = [{"table": "mark", "id": hash_head(hashed)} for hashed in fresh]
    return [*filled, *marked, *listed], [hashed for hashed in together if hashed in fresh and hashed not in borne]


def stored_changes(changes: list[Change], origin_id: int) -> str:
    """Return what a row changed, its origin included, as the JSON that is stored."""
    return json.dumps([*changes, {"table": "origin", "id": origin_id}], ensure_ascii=False, separators=(",", ":"))


def _add_contacts(w: Writer, known: Known, row: Ready) -> list[Change]:
    """Add the contact points that are missing; a lead that has an address gets no second one."""
    changes: list[Change] = []
    placed = any(kind == "address" for kind, _ in known.contacts)
    for kind, value, postcode, town in contact_points(row):
        if (kind, value) not in known.contacts and not (kind == "address" and placed):
            point: dict[str, Value] = {"kind": kind, "value": value, "postcode": postcode, "town": town}
            changes.append({"table": "contact", "id": w.insert("contact", {"lead_id": known.lead.id, **point})})
    return changes


def _fill(w: Writer, lead: KnownLead, row: Ready) -> list[Change]:
    """Fill the empty fields of a sheet and return what changed."""
    changes: dict[str, Value] = {}
    if not lead.name and row.name:
        changes |= {
            "name": row.name,
            "first_name": row.first_name,
            "last_name": row.last_name,
            "sort_key": text.fold(row.name),
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


def _changed(table: str, row_id: int, name: str, values: tuple[Value, Value]) -> Change:
    before, after = values
    return {"table": table, "id": row_id, "field": name, "before": before, "after": after}


def _renew_listing(w: Writer, known: Known, listing: Values) -> list[Change]:
    """Update the listing of the same site and reference, or add another; return what changed."""
    fresh = dict(zip(COLUMNS["listing"], listing, strict=True))
    site = text.fold(str(fresh["site"]))
    for held in known.listings:
        if held.reference == fresh["reference"] != "" and text.fold(held.site) == site:
            was = {name: getattr(held, name) for name in _RENEWED}
            renewed = {name: fresh[name] for name in _RENEWED if fresh[name] not in ("", None, was[name])}
            if renewed:
                w.update("listing", held.id, renewed)
            return [_changed("listing", held.id, name, (was[name], value)) for name, value in renewed.items()]
    return [{"table": "listing", "id": w.insert("listing", fresh)}]


def reindex(w: Writer, lead_id: int) -> None:
    """Update the search index of a lead to what it holds now."""
    person = leads.person(w, lead_id)
    if person is None:
        w.unindex([lead_id])
        return
    words = [text.fold(f"{person.name} {person.town} {person.postcode}")]
    for contact in leads.contacts(w, lead_id):
        if contact.kind == "phone":
            words.append(text.phone_words(contact.value))
        elif contact.kind == "email":
            words.append(text.fold(contact.value))
    words += [text.fold(listing.reference) for listing in leads.listings(w, lead_id)]
    w.index([(lead_id, " ".join(filter(None, words)))])
