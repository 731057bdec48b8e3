"""Shows what rows of files changed on known leads, field by field: before → after."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from core.base.i18n import N_, _
from core.base.moments import read_day
from core.base.screen_shapes import day_short, number, phone_pairs
from core.model.joining import Difference
from core.model.undoing import MergedRow
from core.records.listing import RENEWED
from core.sources.columns.headings import FIELDS
from core.store import undoing
from core.store.port import Reader
from core.store.undoing import MergeChange

SHOWN = 1000
"""Merges of a batch told one by one."""
_NBSP = "\u00a0"
_FIELDS: Mapping[str, str] = {"town": N_("Ville")} | {
    name: FIELDS[name] for name in ("name", "civility", "postcode", *RENEWED)
}
"""Columns worth telling; the others follow from them (a sort key, a folded town)."""
_ADDED: Mapping[str, str] = {
    "phone": N_("Téléphone"), "email": N_("E-mail"), "address": N_("Adresse"), "listing": N_("Annonce"),
    "origin": N_("Vue sur"),
}  # fmt: skip


def merged_by_batch(r: Reader, batch_id: int, limit: int = SHOWN) -> list[MergedRow]:
    """Return the first rows of a batch that were merged into known leads, in the order of the file."""
    return _merged(r, undoing.merges_of_batch(r, batch_id, limit))


def _merged(r: Reader, rows: Sequence[undoing.Merge]) -> list[MergedRow]:
    parsed: list[list[MergeChange]] = [json.loads(row.changes) for row in rows]
    said = {table: _said(r, table, parsed) for table in ("contact", "listing", "origin")}
    return [
        MergedRow(
            row.id,
            row.lead_id,
            row.name,
            row.line,
            tuple(change for one in changes for change in _change(one, said)),
            undone=row.undone_at is not None,
        )
        for row, changes in zip(rows, parsed, strict=True)
    ]


def _said(r: Reader, table: str, parsed: Sequence[Sequence[MergeChange]]) -> dict[int, undoing.AddedRow]:
    ids = [
        change["id"] for changes in parsed for change in changes if change["table"] == table and "field" not in change
    ]
    return undoing.added(r, table, ids)


def _change(one: MergeChange, said: Mapping[str, Mapping[int, undoing.AddedRow]]) -> Iterable[Difference]:
    """Yield the part of one change that a person can read; nothing for a search key or a row that no longer exists."""
    if "field" in one:
        name = one["field"]
        if name in _FIELDS:
            shown = _SHOWN.get(name, str)
            before = "" if one["before"] in ("", None) else shown(one["before"])
            yield Difference(_(_FIELDS[name]), before, shown(one["after"]))
        return
    row = said.get(one["table"], {}).get(one["id"])
    if row is None:
        return
    if one["table"] == "contact":
        yield Difference(_(_ADDED[row.kind]), "", _contact(row))
    else:
        words = (row.site, row.reference, row.title)
        yield Difference(_(_ADDED[one["table"]]), "", ", ".join(filter(None, words)))


def _contact(row: undoing.AddedRow) -> str:
    if row.kind == "phone":
        return phone_pairs(row.value)
    return ", ".join(filter(None, (row.value, f"{row.postcode} {row.town}".strip())))


def _price(cents: Any) -> str:
    return f"{number(round(cents / 100))}{_NBSP}€"


def _area(metres: Any) -> str:
    return f"{metres:g}".replace(".", ",") + f"{_NBSP}m²"


def _day(value: Any) -> str:
    day = read_day(value)
    return day_short(day) if day else ""


_SHOWN: Mapping[str, Callable[[Any], str]] = {"price": _price, "area": _area, "seen": _day}
