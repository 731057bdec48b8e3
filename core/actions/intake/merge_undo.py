"""Takes back what one row changed on a known lead, each value only where it is still what the row wrote."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from core.actions.common.due_dates import settle
from core.actions.intake.merging import reindex
from core.base.moments import kept
from core.base.names import sort_key
from core.store import undoing
from core.store.port import Value, Writer
from core.store.undoing import MergeChange

_STUB = ("id", "batch_id", "lead_id", "line", "changes", "undone_at", "undone_by")
_TOGETHER = (
    frozenset({"name", "first_name", "last_name", "sort_key"}),
    frozenset({"town", "town_key"}),
    frozenset({"opposed_at", "opposed_how"}),
)
"""Columns that say one thing: all are given back, or none."""


def take_back(w: Writer, merge_id: int, *, by: str, at: datetime, to: int | None = None) -> None:
    """Undo one merge in force: the values it changed, the rows it added, its origin; then delete what it said. ``to``:
    the lead that gets the rows it added, as they are now."""
    merge = undoing.merge(w, merge_id)
    assert merge is not None, "the caller read it in this transaction"  # noqa: S101 - a merge is never deleted alone
    values: dict[tuple[str, int], dict[str, tuple[Value, Value]]] = defaultdict(dict)
    gone: dict[str, list[int]] = defaultdict(list)
    changes: list[MergeChange] = json.loads(merge.changes)
    for change in changes:
        if "field" in change:
            found = values[change["table"], change["id"]]
            found[change["field"]] = (change["before"], change["after"])
        else:
            gone[change["table"]].append(change["id"])
    for (table, row_id), fields in values.items():
        _restore(w, table, row_id, fields)
    for table, ids in gone.items():
        if table == "mark":
            w.delete_many(table, ("lead_id", "head"), ((merge.lead_id, head) for head in ids))
        else:
            if table == "origin":
                w.delete_many("stated", ("origin_id",), ((row_id,) for row_id in ids))
            _drop(w, table, ids, to)
    # What the row said is personal data that there is no more reason to keep: only its place in the file stays.
    w.delete_many("merging", ("id",), [(merge_id,)])
    w.insert_many("merging", _STUB, [(merge_id, merge.batch_id, merge.lead_id, merge.line, "[]", kept(at), by)])
    reindex(w, merge.lead_id)
    settle(w, [merge.lead_id])


def _drop(w: Writer, table: str, ids: list[int], to: int | None) -> None:
    """Delete rows that a merge added, or give those still there to another lead."""
    if to is None:
        w.delete_many(table, ("id",), ((row_id,) for row_id in ids))
        return
    for row_id in undoing.rows_left(w, table, ids):
        w.update(table, row_id, {"lead_id": to})


def _restore(w: Writer, table: str, row_id: int, fields: dict[str, tuple[Value, Value]]) -> None:
    """Restore the values that the row overwrote, where nobody has written since."""
    present = undoing.values(w, table, row_id, list(fields))
    if present is None:
        return
    back = given_back(fields, present)
    if back:
        w.update(table, row_id, back)


def given_back(changes: Mapping[str, Sequence[Value]], now: Mapping[str, Value]) -> dict[str, Value]:
    """Return the former values to restore, by column. ``changes``: column → (before, after); ``now``: the present
    values."""
    # The sort key follows the names: a base of before may hold it otherwise.
    written = {name for name, (_, after) in changes.items() if name != "sort_key" and now[name] != after}
    for group in _TOGETHER:
        if written & group:
            written |= group
    back = {name: before for name, (before, _) in changes.items() if name not in written}
    if "sort_key" in back:
        names = {**now, **back}
        back["sort_key"] = sort_key(*(str(names.get(one, "")) for one in ("name", "last_name", "first_name")))
    return back
