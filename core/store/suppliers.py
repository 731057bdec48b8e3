"""Queries about suppliers: the sheet of each, the sites their files name, and which supplier a batch came from."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from core.base.text import clean, fold
from core.store.port import AMONG, Reader, Writer, several

_SHEET = """SELECT id, name, legal_name, siren, address, email, contract, method, notice_day, notice_text, objections,
        sheet_at, property_only, audience FROM supplier"""
EVERYONE = "tous"
"""Kept of ads that everyone can see."""


class Sheet(NamedTuple):
    """The sheet of a supplier. ``notice_day``: ISO day; ``sheet_at``: when it was last filled in; ``property_only``: 1,
    or empty; ``audience``: who can see the ads it copies: empty when it did not say, :data:`EVERYONE`, or words."""

    id: int
    name: str
    legal_name: str
    siren: str
    address: str
    email: str
    contract: str
    method: str
    notice_day: str | None
    notice_text: str
    objections: str
    sheet_at: str | None
    property_only: str
    audience: str


class Site(NamedTuple):
    """A site a supplier named or its files hold, its licence there, and who can see its ads (as :class:`Sheet`)."""

    supplier_id: int
    site: str
    licence: str
    audience: str


class Licence(NamedTuple):
    """What a supplier says of one site."""

    id: int
    licence: str
    audience: str


class BatchState(NamedTuple):
    """Whose file a batch was, and when it was undone."""

    id: int
    supplier_id: int | None
    undone_at: str | None


def sheets(r: Reader) -> list[Sheet]:
    """Return every supplier, by name."""
    return r.named(Sheet, f"{_SHEET} ORDER BY name_key")


def supplier_names(r: Reader) -> list[str]:
    """Return the names of the suppliers, in order."""
    return r.column(str, "SELECT name FROM supplier ORDER BY name_key")


def name(r: Reader, supplier_id: int) -> str:
    """Return the name of a supplier, as it was first written."""
    [found] = r.column(str, "SELECT name FROM supplier WHERE id = ?", supplier_id)
    return found


def some_sheets(r: Reader, ids: Sequence[int]) -> list[Sheet]:
    """Return these suppliers, by name."""
    sql = f"{_SHEET} WHERE id {AMONG} ORDER BY name_key"
    return r.named(Sheet, sql, several(ids))


def emails(r: Reader) -> list[str]:
    """Return the e-mails of the suppliers that told theirs."""
    return r.column(str, "SELECT email FROM supplier WHERE email <> ''")


def sites(r: Reader) -> list[Site]:
    """Return the sites suppliers named or their files hold, by name."""
    return r.named(
        Site, "SELECT supplier_id, site, licence, audience FROM supplier_site ORDER BY supplier_id, site_key"
    )


def site(r: Reader, supplier_id: int, name: str) -> Licence | None:
    """Return one site of a supplier, however it is written."""
    sql = "SELECT id, licence, audience FROM supplier_site WHERE supplier_id = ? AND site_key = ?"
    return r.first(Licence, sql, supplier_id, fold(name))


def audience(r: Reader, supplier: str, site: str) -> str:
    """Return who can see the ads of a site that a supplier copies, what it says of that site first; as
    :class:`Sheet`."""
    found = r.value(
        str,
        """SELECT coalesce(nullif((SELECT s.audience FROM supplier_site s
               WHERE s.supplier_id = p.id AND s.site_key = ?), ''), p.audience) FROM supplier p WHERE p.name_key = ?""",
        fold(site),
        fold(supplier),
    )
    return found or ""


def by_name(r: Reader, name: str) -> int | None:
    """Return the id of a supplier by its name, however it is written."""
    return r.value(int, "SELECT id FROM supplier WHERE name_key = ?", fold(name))


def made_known(w: Writer, name: str) -> int | None:
    """Return the id of the supplier called ``name``, written when it is new; None when the name says nothing."""
    if not fold(name):
        return None
    known = by_name(w, name)
    return known if known is not None else w.insert("supplier", {"name": clean(name), "name_key": fold(name)})


def note_sites(w: Writer, supplier_id: int, names: Iterable[str]) -> None:
    """Keep the sites a file names, so that each asks for its licence; those already known are left as they are."""
    keys = set(w.column(str, "SELECT site_key FROM supplier_site WHERE supplier_id = ?", supplier_id))
    # Of two spellings the one that is not all in capitals is kept.
    for name in sorted(set(names), key=lambda name: (name.isupper(), name)):
        key = fold(name)
        if key and key not in keys:
            keys.add(key)
            w.insert("supplier_site", {"supplier_id": supplier_id, "site": name, "site_key": key, "licence": ""})


def batch_states(r: Reader, ids: Sequence[int]) -> list[BatchState]:
    """Return whose files these batches were."""
    sql = f"SELECT id, supplier_id, undone_at FROM batch WHERE id {AMONG}"
    return r.named(BatchState, sql, several(ids))


def keeps_property_only(r: Reader, name: str) -> bool:
    """Tell whether of this supplier's rows the property is kept without the person, however its name is written."""
    return bool(r.value(str, "SELECT property_only FROM supplier WHERE name_key = ?", fold(name)))


def batch_is_property_only(r: Reader, batch_id: int) -> bool:
    """Tell whether a batch kept properties without their persons."""
    return bool(r.value(int, "SELECT property_only FROM batch WHERE id = ?", batch_id))
