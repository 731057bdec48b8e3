"""What the register keeps of a refused address so that the spellings near it are found (rule OBJ-03)."""

from collections.abc import Iterable, Sequence

from core.actions.common.near_refusals import NEAR, Dweller, entries
from core.base.records import Struct
from core.store import registers
from core.store.port import Reader, Values, Writer

NEAR_COLUMNS = (*("id", "gesture", "hash", "kind", "how", "at", "by", "note", "lead_id", "supplier_id", "signature"),)
"""Columns of the entries that find a spelling near a refused address."""


class Refused(Struct, frozen=True):
    """What every entry of one gesture says: its id, how and when (as kept) the person spoke, who noted it, and who
    handed it on."""

    gesture: int
    how: str
    at: str
    by: str
    supplier_id: int | None = None


class KeptBlocks:
    """Remembers what the register keeps of each block of addresses while one transaction adds to it: a town is a block
    that all its refusals share, and reading it for each of them would take the square of their number."""

    def __init__(self) -> None:
        self._blocks: set[str] = set()
        self._kept: set[tuple[str, str, str]] = set()

    def read(self, r: Reader, hashes: Iterable[str]) -> set[tuple[str, str, str]]:
        """Return (block, signature, moment) of what is kept of these blocks; what is added there is to be added to
        it."""
        asked = {*hashes} - self._blocks
        if asked:
            self._blocks |= asked
            self._kept.update(registers.moments(r, list(asked)))
        return self._kept


def keep_near(
    w: Writer, refused: Refused, people: Iterable[tuple[int | None, Dweller]], blocks: KeptBlocks | None = None
) -> None:
    """Keep what finds the spellings near the addresses of those who refuse, by the sheet they left, if any."""
    found = [(lead_id, *one) for lead_id, who in people for one in entries(w.keyed_hash, who).items()]
    keep_signed(w, refused, found, blocks)


def keep_signed(
    w: Writer, refused: Refused, found: Sequence[tuple[int | None, str, str]], blocks: KeptBlocks | None = None
) -> None:
    """Keep (sheet left if any, keyed hash of a block, signature) of refused addresses, but those kept already."""
    known = (blocks or KeptBlocks()).read(w, [hashed for _, hashed, _ in found])
    rows: list[Values] = [
        (
            *(w.new_id(), refused.gesture, hashed, NEAR, refused.how, refused.at, refused.by, "", lead_id),
            *(refused.supplier_id, signature),
        )
        for lead_id, hashed, signature in found
        if (hashed, signature, refused.at) not in known
    ]
    w.insert_many("opposition", NEAR_COLUMNS, rows)
    known.update((hashed, signature, refused.at) for _, hashed, signature in found)
