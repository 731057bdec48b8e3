"""Queries for editing a sheet: rows whole, as undoing needs them, and who last changed one."""

from typing import NamedTuple

from core.store.port import Reader, Value

EDITED = ("lead", "contact", "listing", "origin", "stated")
"""The tables that an edit writes and its undoing takes back."""


class LastChange(NamedTuple):
    """Who last changed a row, and when (kept moment)."""

    by: str
    at: str


class FirstOrigin(NamedTuple):
    """The origin that says where a lead comes from."""

    id: int
    source: str
    supplier_id: int | None
    supplier: str
    site: str
    reference: str
    url: str
    seen: str | None


def whole_row(r: Reader, table: str, row_id: int) -> dict[str, Value] | None:
    """Return a row of one of :data:`EDITED` by column, None when it is gone."""
    if table not in EDITED:
        raise ValueError(table)
    return next(iter(r.records(f"SELECT * FROM {table} WHERE id = ?", row_id)), None)


def first_origin(r: Reader, lead_id: int) -> FirstOrigin | None:
    """Return the first origin of a lead."""
    return r.first(
        FirstOrigin,
        """SELECT o.id, o.source, o.supplier_id, coalesce(s.name, '') AS supplier, o.site, o.reference, o.url, o.seen
           FROM origin o LEFT JOIN supplier s ON s.id = o.supplier_id WHERE o.lead_id = ? ORDER BY o.id LIMIT 1""",
        lead_id,
    )


def own_origin(r: Reader, lead_id: int, how: str, way: str, seen: str, by: str) -> int | None:
    """Return the origin that the same person gave the same day for what the agency added in the same way."""
    sql = """SELECT id FROM origin WHERE lead_id = ? AND batch_id IS NULL AND how = ? AND way = ? AND seen = ?
             AND by = ? ORDER BY id LIMIT 1"""
    return r.value(int, sql, lead_id, how, way, seen, by)


def last_change(r: Reader, row_id: int) -> LastChange | None:
    """Return who last changed a row since it came into the base, None when nobody did."""
    return r.first(
        LastChange,
        """SELECT j.by, j.at FROM journal_value v JOIN journal j ON j.id = v.journal_id WHERE v.row_id = ?
           ORDER BY v.id DESC LIMIT 1""",
        row_id,
    )


class FormerPoint(NamedTuple):
    """What one edit changed of a contact point: ``before``, JSON of these columns as they were, the whole row when it
    was removed."""

    row_id: int
    before: str


_EDITS = "FROM journal j CROSS JOIN journal_value v"
_OF_POINTS = """v.journal_id = j.id AND j.what = 'edit' AND v."table" = 'contact' AND v.before IS NOT NULL"""
"""CROSS: SQLite takes the few edits first, and never looks at the values of all that was ever written."""


def former_points(r: Reader, lead_id: int) -> list[FormerPoint]:
    """Return what the edits of a sheet changed or removed of its contact points, newest first. A correction is none:
    the person said that the value was not theirs."""
    return r.named(
        FormerPoint,
        f"""SELECT v.row_id, v.before {_EDITS} WHERE {_OF_POINTS}
           AND (v.row_id IN (SELECT id FROM contact WHERE lead_id = ?)
                OR json_extract(v.before, '$.lead_id') = ?) ORDER BY v.id DESC""",
        lead_id,
        lead_id,
    )


def edited_leads(r: Reader) -> set[int]:
    """Return the leads of whom :func:`former_points` has something."""
    sql = f"""SELECT DISTINCT coalesce(json_extract(v.before, '$.lead_id'), c.lead_id)
              {_EDITS} LEFT JOIN contact c ON c.id = v.row_id WHERE {_OF_POINTS}
              AND coalesce(json_extract(v.before, '$.lead_id'), c.lead_id) IS NOT NULL"""
    return set(r.column(int, sql))


class OwnDatum(NamedTuple):
    """A value that came by an origin of the agency's own: a field of :data:`core.model.editing.LABELS`."""

    origin_id: int
    field: str


def own_data(r: Reader, lead_id: int) -> list[OwnDatum]:
    """Return which values of a lead the agency added itself, by the origin it gave."""
    return r.named(
        OwnDatum,
        """SELECT t.origin_id, CASE WHEN t."table" = 'contact' THEN coalesce(c.kind, '')
               WHEN t."table" = 'listing' AND t.field IN ('town', 'postcode') THEN 'property_' || t.field
               ELSE t.field END AS field
           FROM stated t JOIN origin o ON o.id = t.origin_id AND o.how <> ''
           LEFT JOIN contact c ON c.id = t.row_id AND t."table" = 'contact'
           WHERE t.lead_id = ? AND (t.field <> '' OR c.id IS NOT NULL) ORDER BY t.id""",
        lead_id,
    )


class OwnOrigin(NamedTuple):
    """How a value that the agency added itself came to it, and the day."""

    how: str
    way: str
    seen: str | None
    obtained: str


def contact_origin(r: Reader, contact_id: int) -> OwnOrigin | None:
    """Return the origin that the agency gave of a contact point it added or changed itself."""
    return r.first(
        OwnOrigin,
        """SELECT o.how, o.way, o.seen, o.obtained FROM stated t JOIN origin o ON o.id = t.origin_id
           WHERE t."table" = 'contact' AND t.row_id = ? AND o.how <> '' ORDER BY t.id DESC LIMIT 1""",
        contact_id,
    )
