"""Undoing a batch or one merge: what it would do, and what it did."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Kept:
    """A lead that the undoing leaves as it is. ``why``: a code of ``WHY``, in the module that undoes a batch.
    ``merged``: the batch only completed this lead; ``line`` is then that of the row."""

    lead_id: int
    why: str
    merged: bool = False
    line: int = 0


@dataclass(frozen=True, slots=True)
class Undoable:
    """What undoing a batch would do. ``leads``: to be removed; ``merges``: to be taken back; ``rejects``: to be
    forgotten; ``kept``: the first leads that stay, of ``kept_count`` in all; ``unrecorded``: merges made by an older
    program, which cannot be taken back.

    ``until``: last day to ask for it; ``open``: it can still be asked for. ``begun``: it was begun and not finished;
    it can be finished at any time. ``undone``: when it was finished, in the agency's zone.
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
    """The state of the undoing of a batch, in a few fields that are quick to read.

    ``open``: it can be asked for, or finished, now; ``until``: last day to ask for it. ``undone``: when it was
    finished, in the agency's zone, and ``by`` whom. ``kept``: the first leads that stay, of ``kept_count`` in all;
    none before it is begun. ``back``: the undoing can be taken back. ``opposed``: refusals the batch counted, which
    stay in the register. ``unrecorded``: as in :class:`Undoable`.
    """

    until: date
    open: bool
    begun: bool
    undone: datetime | None
    by: str
    kept: tuple[Kept, ...]
    kept_count: int
    opposed: int
    unrecorded: int = 0
    back: bool = False


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undoing did: leads ``removed``, merges ``unmerged``, and the first of the ``kept`` leads, of
    ``kept_count`` in all."""

    batch_id: int
    removed: int
    unmerged: int
    kept: tuple[Kept, ...]
    kept_count: int


@dataclass(frozen=True, slots=True)
class BroughtBack:
    """What taking an undoing back did: leads that are ``back`` as they were, and leads ``left`` as they are now, since
    something happened to them meanwhile."""

    batch_id: int
    back: int
    left: int


@dataclass(frozen=True, slots=True)
class Unmerged:
    """A merge that was undone: the known lead, and the lead that the row has now; None when an older program did not
    keep the row."""

    lead_id: int
    other: int | None


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One thing a merge changed: the ``field`` in French, its text ``before`` (empty when blank) and ``after``."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Merged:
    """One row merged into a known lead. ``undone``: it was taken back and its changes are forgotten."""

    id: int
    lead_id: int
    name: str
    line: int
    changes: tuple[FieldChange, ...]
    undone: bool
