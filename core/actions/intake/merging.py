"""A row about a lead already known: what it adds is added, what the person's sheet says is never overwritten."""

import json

from core.actions.common.marks import address_marks_of
from core.actions.intake.normalising import Ready, contact_points
from core.actions.intake.rows import COLUMNS, NAMELESS
from core.base import text
from core.store import leads
from core.store.port import Row, Value, Writer
from core.store.schema import hash_head

Change = dict[str, Value]
"""One thing a row did to a known lead: {"table", "id", "field", "before", "after"} for a value, {"table", "id"} for a
row added; the id of a mark is its head."""

_RENEWED = ("url", "title", "kind", "price", "area", "rooms", "seen")
"""What a later row of the same listing changes, where it says anything."""
_LISTED = tuple(name for name in COLUMNS["listing"] if name != "lead_id")
"""Columns of :func:`core.store.leads.listings`."""
_KEPT = ("id", "batch_id", "lead_id", "line", "changes")


def merge(w: Writer, lead_id: int, row: Ready, marks: list[tuple[str, str]], *, listing: Row, origin: Row) -> list[str]:
    """Add to a known lead what ``row`` brings: missing name and town, new contact points, its listing, its origin; and
    keep what that changed, so that it can be shown and taken back.

    Returns the keyed hashes that neither had alone: the sheet's name at the row's address, which may have refused.
    """
    changes = _fill(w, lead_id, row)
    held = {(str(kind), str(value)) for _, kind, value, _, _ in leads.contacts(w, lead_id)}
    for kind, value, postcode, town in contact_points(row):
        if (kind, value) not in held and not (kind == "address" and any(other == "address" for other, _ in held)):
            point: dict[str, Value] = {"kind": kind, "value": value, "postcode": postcode, "town": town}
            changes.append({"table": "contact", "id": w.insert("contact", {"lead_id": lead_id, **point})})
    known = {str(hashed) for _, hashed in leads.marks(w, lead_id)}
    borne = {hashed: kind for kind, hashed in marks}
    together = {w.keyed_hash(kind, key): kind for kind, key in address_marks_of(w, lead_id)}
    fresh = {hashed: kind for hashed, kind in (borne | together).items() if hashed not in known}
    w.mark((lead_id, kind, hashed) for hashed, kind in fresh.items())
    changes += [{"table": "mark", "id": hash_head(hashed)} for hashed in fresh]
    changes += _renew_listing(w, lead_id, listing)
    _keep(w, lead_id, changes, dict(zip(COLUMNS["origin"], origin, strict=True)))
    reindex(w, lead_id)
    return [hashed for hashed in together if hashed not in known and hashed not in borne]


def _keep(w: Writer, lead_id: int, changes: list[Change], origin: dict[str, Value]) -> None:
    """Write the origin of the row, and what the row changed."""
    changes.append({"table": "origin", "id": w.insert("origin", origin)})
    told = json.dumps(changes, ensure_ascii=False, separators=(",", ":"))
    w.insert_many("merging", _KEPT, [(w.new_id(), origin["batch_id"], lead_id, origin["line"], told)])


def _fill(w: Writer, lead_id: int, row: Ready) -> list[Change]:
    """Fill the blanks of a sheet and return what changed."""
    person = leads.person(w, lead_id)
    assert person is not None, "a mark names a lead"  # noqa: S101 - the schema's foreign key
    name, _, last, civility, postcode, town = (str(value) for value in person[:6])
    changes: dict[str, Value] = {}
    if not name and row.name:
        changes |= {
            "name": row.name,
            "first_name": row.first_name,
            "last_name": row.last_name,
            "sort_key": text.fold(row.name),
        }
    if not civility and row.civility and (not name or text.fold(row.last_name) == text.fold(last)):
        changes["civility"] = row.civility
    if not town and row.town:
        changes |= {"town": row.town, "town_key": text.fold(row.town)}
    if not postcode and row.postcode:
        changes["postcode"] = row.postcode
    if not changes:
        return []
    w.update("lead", lead_id, changes)
    # What is filled was blank; a sort key is what stands for a blank name.
    blanks = {"sort_key": NAMELESS}
    return [_changed("lead", lead_id, name, (blanks.get(name, ""), value)) for name, value in changes.items()]


def _changed(table: str, row_id: int, name: str, values: tuple[Value, Value]) -> Change:
    before, after = values
    return {"table": table, "id": row_id, "field": name, "before": before, "after": after}


def _renew_listing(w: Writer, lead_id: int, listing: Row) -> list[Change]:
    """Update the listing of the same site and reference, or add a second one; return what changed."""
    fresh = dict(zip(COLUMNS["listing"], listing, strict=True))
    for known in leads.listings(w, lead_id):
        if text.fold(str(known[1])) == text.fold(str(fresh["site"])) and known[2] == fresh["reference"] != "":
            held = dict(zip(_LISTED, known, strict=True))
            told = {name: fresh[name] for name in _RENEWED if fresh[name] not in ("", None, held[name])}
            if told:
                w.update("listing", int(known[0]), told)
            return [_changed("listing", int(known[0]), name, (held[name], value)) for name, value in told.items()]
    return [{"table": "listing", "id": w.insert("listing", fresh)}]


def reindex(w: Writer, lead_id: int) -> None:
    """Make the search find a lead by what it holds now."""
    person = leads.person(w, lead_id)
    if person is None:
        w.unindex([lead_id])
        return
    words = [text.fold(f"{person[0]} {person[5]} {person[4]}")]
    for _, kind, value, _, _ in leads.contacts(w, lead_id):
        words.append(
            text.phone_words(str(value)) if kind == "phone" else text.fold(str(value)) if kind == "email" else ""
        )
    words += [text.fold(str(listing[2])) for listing in leads.listings(w, lead_id)]
    w.index([(lead_id, " ".join(filter(None, words)))])
