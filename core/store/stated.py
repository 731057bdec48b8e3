"""Queries about which origin gave which value of a lead."""

from collections.abc import Mapping
from typing import NamedTuple

from core.store.port import Reader

COLUMNS = ("id", "lead_id", "origin_id", "table", "row_id", "field", "fresh")
_TABLES: Mapping[str, str] = {"contact": "kind", "listing": "''"}


class Stated(NamedTuple):
    """An origin gave the value of ``field`` in row ``row_id`` of ``table`` (field empty: the whole row); ``fresh``:
    none gave it before. ``table`` « * »: it may have given any."""

    id: int
    origin_id: int | None
    table: str
    row_id: int
    field: str
    fresh: bool


class Held(NamedTuple):
    """A row that holds data of a lead, and its kind of contact point, empty for an ad."""

    id: int
    kind: str


class PersonStated(NamedTuple):
    """What a lead's own row says of the person."""

    name: str
    civility: str
    postcode: str
    town: str


def statements(r: Reader, lead_id: int) -> list[Stated]:
    """Return what is known of where the values of a lead come from, oldest first."""
    sql = (
        """SELECT id, origin_id, "table", row_id, field, fresh = 1 AS fresh FROM stated WHERE lead_id = ? ORDER BY id"""
    )
    return r.named(Stated, sql, lead_id)


def rows_held(r: Reader, table: str, lead_id: int) -> list[Held]:
    """Return the contact points or the ads of a lead, oldest first."""
    return r.named(Held, f"SELECT id, {_TABLES[table]} AS kind FROM {table} WHERE lead_id = ? ORDER BY id", lead_id)


def person_stated(r: Reader, lead_id: int) -> PersonStated | None:
    """Return what a lead's own row says."""
    return r.first(PersonStated, "SELECT name, civility, postcode, town FROM lead WHERE id = ?", lead_id)
