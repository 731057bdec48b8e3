"""Two persons who share a mark: what they share proves to be neither's own, and is a mark of nobody from then on."""

from collections.abc import Collection, Iterable

from core.actions.common import shared_values
from core.actions.common.marks import KindHash, apart, weak_kind
from core.actions.intake.normalising import Ready
from core.actions.intake.recognised import Other
from core.actions.intake.rows import Lot
from core.store.port import Writer

TO_TELL_APART = 1
"""The score of a pair that shares a mark and is, by all that is known, two persons."""


def by_nobody(others: Iterable[Other]) -> dict[str, str]:
    """Return keyed hash → kind of the marks that two persons share, and which therefore are the own mark of neither."""
    return {
        hashed: kind
        for one in others
        for kind, hashed in zip(one.shared.kinds, one.shared.hashes, strict=True)
        if kind in one.compared.by_nobody
    }


def remember_shared(w: Writer, lot: Lot, found: dict[str, str]) -> None:
    """Keep these marks among the values by which nobody is recognised."""
    lot.common.update(found)
    shared_values.add(w, found, lot.supplier_id, by=lot.by, at=lot.now)


def weakened(row: Ready, hashes: list[KindHash], common: Collection[str]) -> tuple[Ready, list[KindHash]]:
    """Return a row and its hashed marks, where those of ``common`` recognise nobody. ``hashes``: of ``row.marks``, in
    their order, or of some of them."""
    if all(hashed not in common for _, hashed in hashes):
        return row, hashes
    told = [(weak_kind(kind) if hashed in common else kind, hashed) for kind, hashed in hashes]
    return (row._replace(marks=apart(row.marks, hashes, common)) if len(hashes) == len(row.marks) else row), told
