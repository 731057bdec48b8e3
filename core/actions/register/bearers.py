"""Closes the sheets of those whose telephone, e-mail or address the rows of a file put in the register."""

from collections.abc import Mapping
from datetime import datetime

from core.actions.common.marks import entry_kind
from core.actions.common.near_refusals import dwellers
from core.actions.register import another, kept_near, opposing
from core.actions.register.refused_marks import marks_of
from core.actions.register.sharers import with_sharers
from core.base.moments import kept
from core.store import leads, registers
from core.store.leads import Refusal
from core.store.port import Value, Writer


def close_bearers(w: Writer, refused: Mapping[str, tuple[int, Refusal]], *, by: str, at: datetime) -> None:
    """Close every known lead that bears a refused hash (→ gesture, refusal), under any name and at any address, as a
    refusal noted by hand does: whoever is closed is closed by all their ways, since erased they would come back by
    them. A mark proven to be nobody's closes nobody: it is none of those of ``leads.marked``."""
    for hashed in leads.marked(w, list(refused)):
        gesture, said = refused[hashed]
        bearers = another.closed_by(w, hashed)
        own = {key: (kind, one) for one in bearers for key, kind in marks_of(w, one).items()}
        known = registers.opposed(w, list(own))
        for key, (kind, lead_id) in own.items():
            if key not in known:
                entry: dict[str, Value] = {
                    "gesture": gesture,
                    "hash": key,
                    "kind": entry_kind(kind),
                    "lead_id": lead_id,
                }
                told: dict[str, Value] = {"how": said.how, "at": said.at, "by": by, "note": "", "rank": said.rank}
                w.insert("opposition", {**entry, **told})
        kept_near.keep_near(w, kept_near.Refused(gesture, said.how, said.at, by), dwellers(w, bearers))
        covered = with_sharers(w, bearers, {key: kind for key, (kind, _lead_id) in own.items()})
        opposing.cover(w, covered, gesture, how=said.how, since=said.at, at=kept(at), rank=said.rank)
