"""Queries about what was refused together: by one gesture, of one person."""

from typing import NamedTuple

from core.store.port import Reader


class EntryBeside(NamedTuple):
    """An entry in force of a gesture that refused a keyed hash: what one person left in the register."""

    gesture: int
    how: str
    hash: str
    kind: str
    signature: str


def beside(r: Reader, hashed: str) -> list[EntryBeside]:
    """Return what each gesture in force that refused a keyed hash left in the register; of a list, one entry says that
    it is one."""
    return r.named(
        EntryBeside,
        """SELECT o.gesture, o.how, o.hash, o.kind, o.signature FROM opposition p JOIN opposition o
             ON o.gesture = p.gesture AND (p.how <> 'list' OR o.id = p.id)
           WHERE p.hash = ? AND p.lifted_at IS NULL AND o.lifted_at IS NULL""",
        hashed,
    )
