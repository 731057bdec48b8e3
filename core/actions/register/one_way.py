"""Refusals of one way of being reached, and of no other: by e-mail, by SMS, by telephone, by post, as the program of a
supplier says them column by column.

They stand in the register beside the whole ones, under the keyed hash of the person's mark followed by the way, so that
nothing that looks for a whole refusal can take one for it.
"""

from collections.abc import Sequence
from datetime import datetime

from core.actions.common.marks import GUESS, MAILBOX, NUMBER, READ, KindHash
from core.base.moments import kept
from core.store import registers
from core.store.port import Values, Writer

_COLUMNS = ("id", "gesture", "hash", "kind", "how", "at", "by", "note", "lead_id", "rank")
_OWN = frozenset({"phone", "email", "address", READ, GUESS})
"""Kinds of marks by which the person is known again."""
_THEIRS = {NUMBER: ("call", "sms"), MAILBOX: ("email",)}
"""A contact point that tells nobody apart is closed itself, for what goes through it."""


def close_ways(
    w: Writer, refused: Sequence[tuple[Sequence[KindHash], Sequence[str]]], *, how: str, by: str, at: datetime
) -> list[int]:
    """Record for each person, given by marks (kind, keyed hash), the ways refused: email, sms, call, letter. What is
    in the register already changes nothing. Return the gesture of each who is refused anew."""
    told = {
        f"{hashed}:{way}": (way, rank) for rank, (marks, ways) in enumerate(refused) for hashed, way in _of(marks, ways)
    }
    known = registers.opposed(w, list(told))
    gestures: dict[int, int] = {}
    rows: list[Values] = []
    for hashed, (way, rank) in told.items():
        if hashed not in known:
            gesture = gestures.setdefault(rank, 0) or w.new_id()
            gestures[rank] = gesture
            rows.append((w.new_id(), gesture, hashed, f"no_{way}", how, kept(at), by, "", None, w.rank))
    w.insert_many("opposition", _COLUMNS, rows)
    return [*gestures.values()]


def _of(marks: Sequence[KindHash], ways: Sequence[str]) -> list[tuple[str, str]]:
    return [(hashed, way) for kind, hashed in marks for way in ways if kind in _OWN or way in _THEIRS.get(kind, ())]
