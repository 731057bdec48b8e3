"""Queries about the values that several persons of a file share, and which therefore recognise nobody."""

from core.store.port import Reader

COLUMNS = ("id", "kind", "hash", "supplier_id", "at", "by")


def hashes(r: Reader) -> list[str]:
    """Return the keyed hashes of the values known to be shared."""
    return r.column(str, "SELECT hash FROM shared_value")
