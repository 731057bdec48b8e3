"""What undoing a batch, or one merge, would do and did."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Kept:
    """A lead that stays as it is: ``why`` is a code of ``WHY``, of what undoes a batch. ``merged``: the batch only
    completed it; ``line`` is then the row's."""

    lead_id: int
    why: str
    merged: bool = False
    line: int = 0


@dataclass(frozen=True, slots=True)
class Undoable:
    """What undoing a batch would do: ``leads`` removed, ``merges`` taken back, ``rejects`` forgotten; ``kept`` leads,
    the first ones, and ``kept_count`` of them all; ``unrecorded`` merges of an older program, which stay.

    ``until``: last day to ask for it; ``open``: it can still be asked for. ``begun``: it was begun and not finished,
    which can be done at any time. ``undone``: when it was finished, in the agency's zone.
    """

    batch_id: int
    leads: int
    merges: int
    rejects: int
    kept: tuple[Kept, ...]
    kept_count: int
    unrecorded: int
    until: date
    open: bool
    begun: bool
    undone: datetime | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the undoing of a batch stands, read quickly.

    ``open``: it can be asked for, or finished, now; ``until``: last day to ask for it. ``undone``: when it was
    finished, in the agency's zone, and ``by`` whom. ``kept``: the first leads that stay, out of ``kept_count``; none
    before it is begun. ``opposed``: refusals the batch counted, which stay in the register.
    """

    until: date
    open: bool
    begun: bool
    undone: datetime | None
    by: str
    kept: tuple[Kept, ...]
    kept_count: int
    opposed: int


@dataclass(frozen=True, slots=True)
class Undone:
    """What was done: leads ``removed``, merges ``unmerged``, and the first of the ``kept`` leads, out of
    ``kept_count``."""

    batch_id: int
    removed: int
    unmerged: int
    kept: tuple[Kept, ...]
    kept_count: int


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One thing a merge changed: the ``field`` in French, its words ``before`` (empty when it was blank) and
    ``after``."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Merged:
    """One row merged into a known lead. ``undone``: taken back, its changes are forgotten."""

    id: int
    lead_id: int
    name: str
    line: int
    changes: tuple[FieldChange, ...]
    undone: bool
