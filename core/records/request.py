"""Requests of persons about their data: each row as its table has it."""

from typing import NamedTuple


class Request(NamedTuple):
    """``received``, ``due``, ``extended``, ``answered``: ISO days; ``version``: for :class:`core.base.errors.Stale`;
    ``aside``: ids of sheets, parted by spaces."""

    id: int = 0
    lead_id: int | None = None
    hash: str = ""
    person: str = ""
    kind: str = ""
    received: str = ""
    how: str = ""
    identity: str = ""
    due: str = ""
    extended: str = ""
    answered: str | None = None
    outcome: str = ""
    answered_how: str = ""
    answer: str = ""
    note: str = ""
    at: str = ""
    by: str = ""
    version: int = 0
    aside: str = ""

    @property
    def set_aside(self) -> tuple[int, ...]:
        """The sheets that bear the name asked under, and were said not to be of this person."""
        return tuple(map(int, self.aside.split()))


class RecipientTask(NamedTuple):
    """A message about a person's data to whoever was given them. ``facts``: JSON; ``sha256``: of the text that left."""

    id: int = 0
    supplier_id: int | None = None
    recipient: str = ""
    lead_id: int | None = None
    hash: str = ""
    kind: str = ""
    gesture: int | None = None
    facts: str = ""
    made: str = ""
    by: str = ""
    sent: str | None = None
    proof: str = ""
    sha256: str = ""


class Erased(NamedTuple):
    """An erasure. ``why``: see :mod:`core.model.forgetting`; ``property``: the property was kept; ``swept_at``: when
    nothing was left."""

    id: int = 0
    lead_id: int = 0
    at: str = ""
    by: str = ""
    why: str = ""
    property: bool = False
    swept_at: str | None = None


class ErasedMark(NamedTuple):
    """A keyed hash by which somebody erased is recognised in an older base, or, with a signature, by which the
    spellings near their address are found once they refuse."""

    id: int = 0
    erased_id: int = 0
    kind: str = ""
    hash: str = ""
    signature: str = ""
