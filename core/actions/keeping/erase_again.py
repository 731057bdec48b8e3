"""Applies the list of erased persons again to an older copy of the base, so that a backup brings nobody back."""

from collections.abc import Sequence
from datetime import datetime

from core.actions.intake.removed_rows import let_go
from core.actions.keeping.erasing import RECOGNISED, Erasure, erase
from core.base.moments import happened, made
from core.model.forgetting import ErasureReason
from core.store import forgetting as found
from core.store import leads
from core.store.forgetting import ErasedMark
from core.store.port import Reader, Store, Value, Writer


def listed(r: Reader) -> list[Erasure]:
    """Return everyone erased, oldest first; not those whose sheet a restoration took away, which another may give back.
    An address does not identify the erased person, nor does a telephone that is on a present sheet too."""
    marks: dict[int, list[ErasedMark]] = {}
    for mark in found.erased_marks(r):
        marks.setdefault(mark.erased_id, []).append(mark)
    return [
        Erasure(
            *(row.id, row.lead_id, row.at, row.by, row.why, row.property),
            marks=tuple((mark.kind, mark.hash, mark.signature) for mark in marks.get(row.id, ())),
            telling=tuple(mark.hash for mark in marks.get(row.id, ()) if _tells(r, mark)),
        )
        for row in found.erased(r)
        if row.why != ErasureReason.RESTORED
    ]


def _tells(r: Reader, mark: ErasedMark) -> bool:
    return mark.kind in RECOGNISED and not found.known(r, leads.sharing(r, [mark.hash]))


def erase_for_good(w: Writer, hashed: str) -> None:
    """Have whoever bore a keyed hash, and whose sheet a restoration took away, count as erased: they asked for it, and
    are told that nothing is held of them, so that no other copy gives them back."""
    for entry in found.taken_away(w, hashed):
        w.update("erased", entry, {"why": "request"})


def erase_again(store: Store, entries: Sequence[Erasure], *, by: str, at: datetime) -> int:
    """Erase, in a copy, the persons of the list, and add the list to it; return how many leads were emptied. Leads
    made after an erasure are left alone: the person came back by themselves."""
    done = 0
    with store.write("forget again", by=by, at=at) as w:
        held = {row.id for row in found.erased(w)}
        if entries:
            let_go(w)
        for entry in entries:
            for lead_id in _leads(w, entry):
                erase(w, lead_id, at=happened(entry.at), keep_property=entry.keep_property)
                done += 1
            if entry.id not in held:
                _write(w, entry)
    return done


def _leads(r: Reader, entry: Erasure) -> list[int]:
    asked = found.known(r, [entry.lead_id, *leads.sharing(r, entry.telling)])
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
    for kind, hashed, signature in entry.marks:
        told: dict[str, Value] = {"kind": kind, "hash": hashed, "signature": signature}
        w.insert("erased_mark", {"erased_id": entry.id, **told})
