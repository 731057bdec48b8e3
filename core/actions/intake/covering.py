"""Tells what the persons of a file may be reached by, and what of it was not read, before and after it is written."""

from collections.abc import Mapping

from core.base.records import replace
from core.model.batch import Coverage, Report
from core.sources.tables.reading import Table
from core.store import batches, suppliers
from core.store.port import Reader


def covered(
    r: Reader, report: Report, table: Table, fields: Mapping[int, str], supplier: str, *, beside: tuple[str, ...] = ()
) -> Report:
    """Return the report of an import with its coverage; no person is counted when only the properties of the
    ``supplier`` are kept. ``fields``: column from 0 to field, without those left out; ``beside``: sheets that are read
    besides, in batches of their own."""
    nobody = suppliers.keeps_property_only(r, supplier)
    found = batches.Reach(0, 0, 0, 0) if nobody else batches.reach(r, report.batch)
    aside = tuple(
        (one.header, one.samples[0]) for one in table.guesses if one.index not in fields and one.samples
    )  # fmt: skip
    sheets = tuple(name for name in table.unread if name not in beside)
    reach = Coverage(found.people, found.phone, found.email, found.address, aside, sheets, report.closed)
    return replace(report, coverage=reach)
