"""Queries about suppliers: the sheet of each, the sites their files name, which supplier a batch came from, and what
became of its leads."""

import json
from collections.abc import Iterable, Mapping

from core.base.text import clean, fold
from core.model.worth import Worth
from core.records.supplier import Supplier, SupplierSite
from core.store.lead_lists import REACHED
from core.store.port import Reader, Writer

EVERYONE = "tous"
"""Kept of ads that everyone can see."""


def site(r: Reader, supplier_id: int, name: str) -> SupplierSite | None:
    """Return one site of a supplier, however it is written."""
    return r.one(SupplierSite, supplier_id=supplier_id, site_key=fold(name))


def audience(r: Reader, supplier: str, site: str) -> str:
    """Return who can see the ads of a site that a supplier copies, what it says of that site first; as
    :class:`core.records.supplier.Supplier`."""
    text = r.value(
        str,
        """SELECT coalesce(nullif((SELECT s.audience FROM supplier_site s
               WHERE s.supplier_id = p.id AND s.site_key = ?), ''), p.audience) FROM supplier p WHERE p.name_key = ?""",
        fold(site),
        fold(supplier),
    )
    return text or ""


def by_name(r: Reader, name: str) -> int | None:
    """Return the id of a supplier by its name, however it is written."""
    supplier = r.one(Supplier, name_key=fold(name))
    return supplier.id if supplier else None


def made_known(w: Writer, name: str) -> int | None:
    """Return the id of the supplier called ``name``, written when it is new; None when the name says nothing."""
    if not fold(name):
        return None
    known_count = by_name(w, name)
    return (
        known_count if known_count is not None else w.insert("supplier", {"name": clean(name), "name_key": fold(name)})
    )


def note_sites(w: Writer, supplier_id: int, names: Iterable[str]) -> None:
    """Keep the sites a file names, so that each asks for its licence; those already known are left as they are."""
    keys = set(w.column(str, "SELECT site_key FROM supplier_site WHERE supplier_id = ?", supplier_id))
    # Of two spellings the one that is not all in capitals is kept.
    for name in sorted(set(names), key=lambda name: (name.isupper(), name)):
        key = fold(name)
        if key and key not in keys:
            keys.add(key)
            w.insert("supplier_site", {"supplier_id": supplier_id, "site": name, "site_key": key, "licence": ""})


def answers(r: Reader, name: str) -> Mapping[str, str]:
    """Return what was answered of the files of a supplier as a whole: question → choice."""
    kept_text = r.value(str, "SELECT answers FROM supplier WHERE name_key = ?", fold(name))
    return dict(json.loads(kept_text)) if kept_text else {}


def note_answers(w: Writer, supplier_id: int, given: Mapping[str, str]) -> None:
    """Keep what was answered of a file as a whole beside what was answered of the supplier's others."""
    row = w.get(Supplier, supplier_id)
    before = dict(json.loads(row.answers)) if row and row.answers else {}
    if given.items() - before.items():
        w.update("supplier", supplier_id, {"answers": json.dumps(before | dict(given), ensure_ascii=False)})


def keeps_property_only(r: Reader, name: str) -> bool:
    """Tell whether of this supplier's rows the property is kept without the person, however its name is written."""
    return bool(r.value(str, "SELECT property_only FROM supplier WHERE name_key = ?", fold(name)))


def worth(r: Reader) -> list[Worth]:
    """Return what each supplier sold, by name."""
    counted = {"letters": "letter", "agreements": "agreement", "appointments": "appointment", "mandates": "mandate"}
    stages = ", ".join(
        f"count(*) FILTER (WHERE lead_id IN ({REACHED[stage]})) AS {name}" for name, stage in counted.items()
    )
    return r.named(
        Worth,
        f"""WITH given AS (SELECT DISTINCT supplier_id, lead_id FROM origin WHERE supplier_id IS NOT NULL),
            found AS (SELECT supplier_id, count(*) AS leads, {stages},
                count(*) FILTER (WHERE lead_id IN (SELECT id FROM lead WHERE opposed_at IS NOT NULL)) AS opposed
                FROM given GROUP BY supplier_id)
           SELECT s.id, s.name, coalesce(f.leads, 0) AS leads, coalesce(f.letters, 0) AS letters,
               coalesce(f.agreements, 0) AS agreements, coalesce(f.appointments, 0) AS appointments,
               coalesce(f.mandates, 0) AS mandates, coalesce(f.opposed, 0) AS opposed,
               (SELECT sum(b.price) FROM batch b WHERE b.supplier_id = s.id) AS price
           FROM supplier s LEFT JOIN found f ON f.supplier_id = s.id ORDER BY s.name_key""",
    )
