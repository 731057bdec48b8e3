"""Remembered mappings: how the columns of a supplier's files were read."""

from core.store.port import Reader, Row


def latest(r: Reader, shape: str) -> Row | None:
    """Return (supplier, fields as JSON, site) of the last file imported with this ``shape``, or None."""
    return r.row(
        """SELECT s.name, m.fields, m.site FROM mapping m JOIN supplier s ON s.id = m.supplier_id
           WHERE m.shape = ? ORDER BY m.at DESC, m.id DESC LIMIT 1""",
        shape,
    )


def of_supplier(r: Reader, supplier_id: int, shape: str) -> int | None:
    """Return the id of a supplier's mapping for ``shape``, or None."""
    row = r.row("SELECT id FROM mapping WHERE supplier_id = ? AND shape = ?", supplier_id, shape)
    return int(row[0]) if row else None


def of_batch(r: Reader, batch_id: int) -> Row | None:
    """Return (supplier id, site) of a batch; the id is None when no supplier is named."""
    return r.row("SELECT supplier_id, site FROM batch WHERE id = ?", batch_id)
