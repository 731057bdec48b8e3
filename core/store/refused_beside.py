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


MOST = 200
"""Entries that one person may leave in the register by one gesture; who owns ten houses leaves some hundred."""
_BESIDE = """WITH refusing AS (SELECT *, how = 'list' OR (SELECT count(*) FROM
        (SELECT 1 FROM opposition WHERE gesture = p.gesture LIMIT ?2 + 1)) > ?2 AS of_many
      FROM opposition p WHERE hash = ?1 AND lifted_at IS NULL)
    SELECT o.gesture, o.how, o.hash, o.kind, o.signature FROM refusing p JOIN opposition o ON o.gesture = p.gesture
      WHERE NOT p.of_many AND o.lifted_at IS NULL
    UNION ALL SELECT gesture, 'list', hash, kind, signature FROM refusing WHERE of_many"""


def beside(r: Reader, hashed: str, most: int) -> list[EntryBeside]:
    """Return what each gesture in force that refused a keyed hash left in the register; of a list, one entry says that
    it is one, and so of a gesture that left more than ``most``: the agency's own book, noted at once, is a list
    whatever it says of itself."""
    return r.named(EntryBeside, _BESIDE, hashed, most)
