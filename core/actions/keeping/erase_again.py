"""Applies the list of erased persons again to an older copy of the base, so that a backup brings nobody back."""

from collections.abc import Sequence
from datetime import datetime

from core.actions.keeping.erasing import Erasure, erase
from core.base.moments import happened, made
from core.store import forgetting as found
from core.store import leads
from core.store.port import Reader, Store, Writer


def listed(r: Reader) -> list[Erasure]:
    """Return everyone erased, oldest first. A telephone that is also on a present sheet no longer identifies the
    erased person, so it is left out of the marks."""
    marks: dict[int, list[tuple[str, str]]] = {}
    for erased_mark in found.erased_marks(r):
        if not found.known(r, leads.sharing(r, [erased_mark.hash])):
            marks.setdefault(erased_mark.erased_id, []).append((erased_mark.kind, erased_mark.hash))
    return [
        Erasure(row.id, row.lead_id, row.at, row.by, row.why, row.property,
                tuple(marks.get(row.id, ())))
        for row in found.erased(r)
    ]  # fmt: skip


def erase_again(store: Store, entries: Sequence[Erasure], *, by: str, at: datetime) -> int:
    """Erase, in a copy, the persons of the list, and add the list to it; return how many leads were emptied. Leads
    made after an erasure are left alone: the person came back by themselves."""
    done = 0
    with store.write("forget again", by=by, at=at) as w:
        held = {row.id for row in found.erased(w)}
        for entry in entries:
            for lead_id in _leads(w, entry):
                erase(w, lead_id, at=happened(entry.at), keep_property=entry.keep_property)
                done += 1
            if entry.id not in held:
                _write(w, entry)
    return done


def _leads(r: Reader, entry: Erasure) -> list[int]:
    hashes = [hashed for _, hashed in entry.marks]
    asked = found.known(r, [entry.lead_id, *leads.sharing(r, hashes)])
    erased_at = happened(entry.at)
    return [lead_id for lead_id in asked if lead_id == entry.lead_id or made(lead_id) < erased_at]


def _write(w: Writer, entry: Erasure) -> None:
    w.insert(
        "erased",
        {
            "id": entry.id,
            "lead_id": entry.lead_id,
            "at": entry.at,
            "by": entry.by,
            "why": entry.why,
            "property": int(entry.keep_property),
        },
    )
    for kind, hashed in entry.marks:
        w.insert("erased_mark", {"erased_id": entry.id, "kind": kind, "hash": hashed})
