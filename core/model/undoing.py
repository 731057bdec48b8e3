"""Undoing a batch or one merge: what it would do, and what it did."""

from datetime import date, datetime, timedelta

from core.base.records import Struct
from core.model.joining import Difference

UNDO_FOR = timedelta(days=30)
"""How long an import, or one merge of it, may be undone."""


class Kept(Struct, frozen=True):
    """A lead that the undoing leaves as it is. ``why``: a code of ``WHY``, in the module that undoes a batch.
    ``merged``: the batch only completed this lead; ``line`` is then that of the row."""

    lead_id: int
    why: str
    merged: bool = False
    line: int = 0


class Undoable(Struct, frozen=True):
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


class UndoStatus(Struct, frozen=True):
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


class Undone(Struct, frozen=True):
    """What an undoing did: leads ``removed``, merges ``unmerged``, and the first of the ``kept`` leads, of
    ``kept_count`` in all."""

    batch_id: int
    removed: int
    unmerged: int
    kept: tuple[Kept, ...]
    kept_count: int


class BroughtBack(Struct, frozen=True):
    """What taking an undoing back did: leads that are ``back`` as they were, and leads ``left`` as they are now, since
    something happened to them meanwhile."""

    batch_id: int
    back: int
    left: int


class Unmerged(Struct, frozen=True):
    """A merge that was undone: the known lead, and the lead that the row has now; None when an older program did not
    keep the row."""

    lead_id: int
    other: int | None


class MergedRow(Struct, frozen=True):
    """One row merged into a known lead. ``undone``: it was taken back and its changes are forgotten."""

    id: int
    lead_id: int
    name: str
    line: int
    changes: tuple[Difference, ...]
    undone: bool
