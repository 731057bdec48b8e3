"""Suppliers: the sheet of each, the sites its files name, and whose file a batch was."""

import json
from collections.abc import Iterable, Sequence

from core.base.text import clean, fold
from core.store.port import Reader, Row, Writer

_SHEET = """SELECT id, name, legal_name, siren, address, email, contract, method, notice_day, notice_text, objections,
        sheet_at, property_only FROM supplier"""


def sheets(r: Reader) -> list[Row]:
    """Return (id, name, legal_name, siren, address, email, contract, method, notice_day, notice_text, objections,
    sheet_at, property_only) of every supplier, by name."""
    return r.rows(f"{_SHEET} ORDER BY name_key")


def names(r: Reader) -> list[str]:
    """Return the names of the suppliers, in order."""
    return [str(row[0]) for row in r.rows("SELECT name FROM supplier ORDER BY name_key")]


def name(r: Reader, supplier_id: int) -> str:
    """Return the name of a supplier, as it was first written."""
    row = r.row("SELECT name FROM supplier WHERE id = ?", supplier_id)
    assert row is not None, "a batch names it"  # noqa: S101 - the schema's foreign key
    return str(row[0])


def some_sheets(r: Reader, ids: Sequence[int]) -> list[Row]:
    """Return the same of these suppliers."""
    return r.rows(f"{_SHEET} WHERE id IN (SELECT value FROM json_each(?)) ORDER BY name_key", json.dumps(list(ids)))


def sites(r: Reader) -> list[Row]:
    """Return (supplier id, site, licence, row id) of the sites suppliers named or their files hold, by name."""
    return r.rows("SELECT supplier_id, site, licence, id FROM supplier_site ORDER BY supplier_id, site_key")


def site(r: Reader, supplier_id: int, name: str) -> Row | None:
    """Return (row id, licence) of one site of a supplier, however it is written."""
    sql = "SELECT id, licence FROM supplier_site WHERE supplier_id = ? AND site_key = ?"
    return r.row(sql, supplier_id, fold(name))


def by_name(r: Reader, name: str) -> int | None:
    """Return the id of a supplier by its name, however it is written."""
    row = r.row("SELECT id FROM supplier WHERE name_key = ?", fold(name))
    return int(row[0]) if row else None


def made_known(w: Writer, name: str) -> int | None:
    """Return the id of the supplier called ``name``, written when it is new; None when the name says nothing."""
    if not fold(name):
        return None
    known = by_name(w, name)
    return known if known is not None else w.insert("supplier", {"name": clean(name), "name_key": fold(name)})


def note_sites(w: Writer, supplier_id: int, names: Iterable[str]) -> None:
    """Keep the sites a file names, so that each asks for its licence; those already known are left as they are."""
    known = w.rows("SELECT site_key FROM supplier_site WHERE supplier_id = ?", supplier_id)
    keys = {str(row[0]) for row in known}
    # Of two spellings the one that is not shouted is kept.
    for name in sorted(set(names), key=lambda name: (name.isupper(), name)):
        key = fold(name)
        if key and key not in keys:
            keys.add(key)
            w.insert("supplier_site", {"supplier_id": supplier_id, "site": name, "site_key": key, "licence": ""})


def batch_states(r: Reader, ids: Sequence[int]) -> list[Row]:
    """Return (batch id, supplier id or None, moment it was undone or None)."""
    sql = "SELECT id, supplier_id, undone_at FROM batch WHERE id IN (SELECT value FROM json_each(?))"
    return r.rows(sql, json.dumps(list(ids)))


def keeps_property_only(r: Reader, name: str) -> bool:
    """Tell whether of this supplier's rows the property is kept without the person, however its name is written."""
    row = r.row("SELECT property_only FROM supplier WHERE name_key = ?", fold(name))
    return bool(row and row[0])


def batch_is_property_only(r: Reader, batch_id: int) -> bool:
    """Tell whether a batch kept properties without their persons."""
    row = r.row("SELECT property_only FROM batch WHERE id = ?", batch_id)
    return bool(row and row[0])
