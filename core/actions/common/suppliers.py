"""Suppliers of files: the sheet each fills once, what it leaves open, and the risk that colours their batches."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from core.base import siren, text
from core.base.moments import AGENCY_ZONE, kept, read, read_day
from core.base.records import Struct
from core.model.supplier import Risk, Severity, SiteLicence, SupplierSheet
from core.records.batch import Batch
from core.records.supplier import Supplier, SupplierSite
from core.rules.buying import risks, worst
from core.store import suppliers
from core.store.port import Reader, Store, Writer
from core.words.errors import error


class Judged(Struct, frozen=True):
    """A supplier's sheet with the gaps it leaves, the most serious first, then the rules to know."""

    sheet: SupplierSheet
    risks: tuple[Risk, ...]

    @property
    def severity(self) -> Severity:
        """The most serious of its gaps."""
        return worst(self.risks)


def judged(r: Reader) -> list[Judged]:
    """Return every supplier, by name."""
    return _judged(r, r.of(Supplier, "name_key"))


def judged_among(r: Reader, ids: Sequence[int]) -> dict[int, Judged]:
    """Return these suppliers by id, with two queries whatever their number."""
    return {one.sheet.id: one for one in _judged(r, r.of(Supplier, "name_key", id=ids))} if ids else {}


def named(r: Reader, name: str) -> Judged | None:
    """Return a supplier by its name, in any spelling; None when no file of theirs was ever imported."""
    supplier_id = suppliers.by_name(r, name)
    return None if supplier_id is None else judged_among(r, [supplier_id])[supplier_id]


def batch_states(r: Reader, ids: Sequence[int]) -> dict[int, tuple[Severity | None, datetime | None]]:
    """Return what colours each of these batches, with three queries whatever their number: (how serious the gaps of its
    supplier's sheet are, None when nobody sold it; when it was undone)."""
    rows = r.of(Batch, id=ids)
    sheets = judged_among(r, sorted({row.supplier_id for row in rows if row.supplier_id is not None}))
    return {
        row.id: (None if row.supplier_id is None else sheets[row.supplier_id].severity, read(row.undone_at))
        for row in rows
    }


def save(
    store: Store,
    supplier_id: int,
    values: Mapping[str, str],
    *,
    by: str,
    at: datetime,
    licences: Mapping[str, str] | None = None,
    audiences: Mapping[str, str] | None = None,
) -> None:
    """Save fields of a sheet as typed (see :data:`FIELDS`), ``licences``, site → licence or authorisation, and
    ``audiences``, site → who can see its ads.

    Only the fields given are written, so that two seats filling different fields keep both. Raises UserError, with
    nothing saved: FIELD_UNKNOWN, FIELD_VALUE, or SUPPLIER_UNKNOWN when the supplier no longer exists.
    """
    cleaned, told = _cleaned(values, at), _of_sites(licences, audiences)
    with store.write("supplier", by=by, at=at) as w:
        _save(w, supplier_id, cleaned, told, at)


def save_named(
    store: Store,
    name: str,
    values: Mapping[str, str],
    *,
    by: str,
    at: datetime,
    licences: Mapping[str, str] | None = None,
    audiences: Mapping[str, str] | None = None,
) -> int:
    """Do as :func:`save` for the supplier called ``name``, created when it is new, and return its id.

    Raises SUPPLIER_MISSING when the name is empty.
    """
    cleaned, told = _cleaned(values, at), _of_sites(licences, audiences)
    with store.write("supplier", by=by, at=at) as w:
        supplier_id = suppliers.made_known(w, name)
        if supplier_id is None:
            raise error("SUPPLIER_MISSING")
        _save(w, supplier_id, cleaned, told, at)
    return supplier_id


def _of_sites(licences: Mapping[str, str] | None, audiences: Mapping[str, str] | None) -> dict[str, dict[str, str]]:
    """Return what is told of each site, by site and column. Raises FIELD_VALUE."""
    found: dict[str, dict[str, str]] = {}
    for site, licence in (licences or {}).items():
        found.setdefault(site, {})["licence"] = text.clean(licence)
    for site, typed in (audiences or {}).items():
        words = _audience(typed)
        if words is None:
            raise error("FIELD_VALUE", field="audience", value=typed)
        found.setdefault(site, {})["audience"] = words
    return found


def _save(
    w: Writer, supplier_id: int, values: Mapping[str, str], of_sites: Mapping[str, Mapping[str, str]], at: datetime
) -> None:
    found = w.of(Supplier, "name_key", id=[supplier_id])
    if not found:
        raise error("SUPPLIER_UNKNOWN", name=str(supplier_id))
    sheet = _sheet(found[0], ())
    changed = {name: value or _EMPTY.get(name, "") for name, value in values.items() if value != _shown(sheet, name)}
    told = [_tell(w, supplier_id, site, values) for site, values in of_sites.items()]
    if changed or any(told):
        w.update("supplier", supplier_id, {**changed, "sheet_at": kept(at)})


def _tell(w: Writer, supplier_id: int, name: str, values: Mapping[str, str]) -> bool:
    """Save what a supplier says of a site, and tell whether anything changed."""
    suppliers.note_sites(w, supplier_id, [text.clean(name)])
    site = suppliers.site(w, supplier_id, name)
    if site is None:
        raise error("FIELD_VALUE", field="site", value=name)
    known = {"licence": site.licence, "audience": site.audience}
    changed = {column: value for column, value in values.items() if value != known[column]}
    if changed:
        w.update("supplier_site", site.id, changed)
    return bool(changed)


def _cleaned(values: Mapping[str, str], at: datetime) -> dict[str, str]:
    unknown = next((name for name in values if name not in FIELDS), None)
    if unknown is not None:
        raise error("FIELD_UNKNOWN", field=unknown, known=", ".join(FIELDS))
    cleaned = {name: FIELDS[name](value) for name, value in values.items()}
    for name, value in cleaned.items():
        if value is None:
            raise error("FIELD_VALUE", field=name, value=values[name])
    day = read_day(cleaned.get("notice_day"))
    if day is not None and day > at.astimezone(AGENCY_ZONE).date():
        raise error("FIELD_VALUE", field="notice_day", value=values["notice_day"])
    return {name: value or "" for name, value in cleaned.items()}


def _line(typed: str) -> str:
    return text.clean(typed)


def _lines(typed: str) -> str:
    return "\n".join(filter(None, (text.clean(line) for line in typed.splitlines())))


def _siren(typed: str) -> str | None:
    digits = siren.bare(typed)
    return digits if not digits or (siren.is_whole(digits) and siren.is_keyed(digits)) else None


def _email(typed: str) -> str | None:
    texts = text.emails(typed)
    return "" if not typed.strip() else texts[0] if texts == [typed.strip().lower()] else None


def _day(typed: str) -> str | None:
    day = text.parse_day(typed)
    return "" if not typed.strip() else day.isoformat() if day else None


def _yes(typed: str) -> str | None:
    return _SAID.get(typed.strip().lower())


def _audience(typed: str) -> str | None:
    """Return who can see ads: everyone, the condition as typed, or nothing; a bare « non » does not say who can."""
    words = text.fold(typed)
    if words in _EVERYONE:
        return suppliers.EVERYONE
    if words in _UNTOLD:
        return ""
    return None if words in _NOT_SAYING else text.clean(typed).rstrip(".")


_EVERYONE = frozenset({"tous", "oui", "public", "publique", "tout le monde", "visible par tous", "par tous"})
_UNTOLD = frozenset({"", "inconnu", "non precise", "ne sait pas", "je ne sais pas", "nsp"})
_NOT_SAYING = frozenset({"non", "pas tous", "prive", "privee"})
_SAID: Mapping[str, str] = {"": "", "0": "", "non": "", "1": "1", "oui": "1"}

FIELDS: Mapping[str, Callable[[str], str | None]] = {
    "legal_name": _line,
    "siren": _siren,
    "address": _line,
    "email": _email,
    "contract": _line,
    "method": _line,
    "notice_day": _day,
    "notice_text": _lines,
    "objections": _line,
    "audience": _audience,
    "property_only": _yes,
}
"""Fields of a sheet, in the order they are asked, and how each is kept: None is no such value."""

_EMPTY: Mapping[str, None] = {"notice_day": None}


def _shown(sheet: SupplierSheet, name: str) -> str:
    return str(getattr(sheet, name) or "")


def _judged(r: Reader, rows: Sequence[Supplier]) -> list[Judged]:
    licences: dict[int, list[SiteLicence]] = {}
    for site in r.of(SupplierSite, "supplier_id, site_key"):
        licences.setdefault(site.supplier_id, []).append(SiteLicence(site.site, site.licence, site.audience))
    sheets = (_sheet(row, licences.get(row.id, ())) for row in rows)
    return [Judged(sheet, risks(sheet)) for sheet in sheets]


def _sheet(row: Supplier, sites: Sequence[SiteLicence]) -> SupplierSheet:
    return SupplierSheet(
        id=row.id,
        name=row.name,
        legal_name=row.legal_name,
        siren=row.siren,
        address=row.address,
        email=row.email,
        contract=row.contract,
        method=row.method,
        notice_day=read_day(row.notice_day),
        notice_text=row.notice_text,
        objections=row.objections,
        sites=tuple(sites),
        at=read(row.sheet_at),
        property_only=row.property_only,
        audience=row.audience,
    )
