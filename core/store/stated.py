"""Queries about which origin gave which value of a lead."""

from collections.abc import Mapping
from typing import NamedTuple

from core.store.port import Reader

COLUMNS = ("id", "lead_id", "origin_id", "table", "row_id", "field", "fresh")
_TABLES: Mapping[str, str] = {"contact": "kind", "listing": "''"}


class Held(NamedTuple):
    """A row that holds data of a lead, and its kind of contact point, empty for an ad."""

    id: int
    kind: str


def rows_held(r: Reader, table: str, lead_id: int) -> list[Held]:
    """Return the contact points or the ads of a lead, oldest first."""
    return r.named(Held, f"SELECT id, {_TABLES[table]} AS kind FROM {table} WHERE lead_id = ? ORDER BY id", lead_id)
