"""Queries about remembered mappings: how the columns of a supplier's files were read."""

from typing import NamedTuple

from core.store.port import Reader


class SavedMapping(NamedTuple):
    """How the last file of a shape was read. ``fields``: JSON."""

    supplier: str
    fields: str
    site: str


def latest(r: Reader, shape: str) -> SavedMapping | None:
    """Return how the last file imported with this ``shape`` was read, or None."""
    return r.first(
        SavedMapping,
        """SELECT s.name AS supplier, m.fields, m.site FROM mapping m JOIN supplier s ON s.id = m.supplier_id
           WHERE m.shape = ? ORDER BY m.at DESC, m.id DESC LIMIT 1""",
        shape,
    )


def of_supplier(r: Reader, supplier_id: int, shape: str) -> int | None:
    """Return the id of a supplier's mapping for ``shape``, or None."""
    return r.value(int, "SELECT id FROM mapping WHERE supplier_id = ? AND shape = ?", supplier_id, shape)
