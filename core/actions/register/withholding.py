"""Hides the cells of rejected rows about a person in the opposition register: only the line and a reason are given.
A list of contact points that leaves the program must hold nobody who refused."""

from collections.abc import Iterable, Iterator, Sequence

from core.actions.common import shared_values
from core.actions.common.marks import contact_marks, is_telling
from core.base import text
from core.base.i18n import _
from core.base.phones import guesses, numbers
from core.store import registers
from core.store.port import Reader

Said = tuple[str, list[str]]
"""The reason of a rejection, which may quote a number, and the cells of the row."""


def withheld(r: Reader, rows: Sequence[Said]) -> list[Said]:
    """Return the rows as they may leave the program: a row that holds a telephone or an e-mail of the register has
    no cells and another reason."""
    known: dict[tuple[str, str], str] = {}
    points = [[known.setdefault(point, r.keyed_hash(*point)) for point in _points(cells)] for _reason, cells in rows]
    opposed = registers.opposed(r, sorted(set(known.values()) - shared_values.remembered(r)))
    reason = _("Une personne de cette ligne s’oppose au démarchage : ses cases ne sont pas données.")
    return [
        (reason, []) if any(hashed in opposed for hashed in hashes) else row
        for row, hashes in zip(rows, points, strict=True)
    ]


def _points(cells: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield (kind, key) of every contact point of one person that the cells may hold."""
    for cell in cells:
        keys = [phone.key for phone in numbers(cell)] or guesses(cell)
        yield from (mark for mark in contact_marks(keys, text.emails(cell)) if is_telling(mark[0]))
