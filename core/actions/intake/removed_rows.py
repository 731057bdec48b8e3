"""Holds for an hour what the undoing of a batch removes, so that it can itself be undone (``core/actions/leads``).
Nobody is in it who was erased since: an erasure, of anybody, empties it whole."""

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import orjson

from core.actions.intake.record_linkage import MERGING
from core.base.moments import kept
from core.store import undoing
from core.store.port import Reader, Store, Value, Writer

HELD_FOR = timedelta(hours=1)
"""How long the undoing of a batch can be taken back."""
_FOREVER = "9999"
_WITH_LEADS = ("lead", *undoing.BY_LEAD, "alike")
Row = Mapping[str, Value]
_Key = tuple[str, Value, Value]


def hold_leads(w: Writer, batch_id: int, lead_ids: Sequence[int], shared: Sequence[str], *, at: datetime) -> None:
    """Hold leads that are about to be removed, and the ``shared`` values (hashes) that may be forgotten with them."""
    if lead_ids:
        rows = {table: undoing.rows_about(w, table, lead_ids) for table in _WITH_LEADS}
        bearers = sorted({lead_id for _hash, lead_id in w.bearers(merging_hashes(rows["mark"]))})
        rows["shared_value"] = undoing.rows_about(w, "shared_value", shared)
        _hold(w, batch_id, {"rows": rows, "bearers": bearers}, at)


def hold_rejects(w: Writer, batch_id: int, reject_ids: Sequence[int], *, at: datetime) -> None:
    """Hold rejected rows that are about to be deleted."""
    if reject_ids:
        _hold(w, batch_id, {"rows": {"reject": undoing.rows_about(w, "reject", reject_ids)}, "bearers": []}, at)


def merging_hashes(marks: Iterable[Row]) -> set[str]:
    """Return the marks by which an import would find the leads that bear them."""
    return {str(mark["hash"]) for mark in marks if mark["kind"] in MERGING}


@contextmanager
def holding_changes(w: Writer, batch_id: int, lead_ids: Sequence[int], *, at: datetime) -> Iterator[None]:
    """Hold what is changed or deleted on these leads in the block."""
    before = _all_rows(w, lead_ids)
    yield
    after = _all_rows(w, lead_ids)
    changes = [_differing(key[0], row, after.get(key)) for key, row in before.items() if row != after.get(key)]
    if changes:
        _hold(w, batch_id, {"changes": changes}, at)


def _all_rows(r: Reader, lead_ids: Sequence[int]) -> dict[_Key, dict[str, Value]]:
    found: dict[_Key, dict[str, Value]] = {}
    for table in ("lead", *undoing.BY_LEAD):
        for row in undoing.rows_about(r, table, lead_ids):
            found[table, row["lead_id"] if table == "mark" else None, row["head" if table == "mark" else "id"]] = row
    return found


def _differing(table: str, before: dict[str, Value], after: dict[str, Value] | None) -> dict[str, Any]:
    """Return a change: the whole row when it was deleted, otherwise the columns that are no longer the same."""
    told = {"table": table, "lead": before["id"] if table == "lead" else before["lead_id"]}
    if after is None:
        return {**told, "row": before}
    names = [name for name, value in before.items() if value != after[name]]
    was, now = ({name: row[name] for name in names} for row in (before, after))
    return {**told, "id": before["id"], "was": was, "now": now}


def _hold(w: Writer, batch_id: int, what: Mapping[str, Any], at: datetime) -> None:
    w.insert("removed", {"batch_id": batch_id, "at": kept(at), "content": zlib.compress(orjson.dumps(what), 1)})


def content(r: Reader, removed_id: int) -> dict[str, Any]:
    """Return what was held: ``rows`` by table with the ``bearers`` of their marks then, or ``changes``."""
    found: dict[str, Any] = orjson.loads(zlib.decompress(undoing.content(r, removed_id)))
    return found


def can_come_back(r: Reader, batch_id: int, now: datetime) -> bool:
    """Tell whether the undoing of a batch can still be taken back."""
    return bool(undoing.held_of(r, batch_id, kept(now - HELD_FOR)))


def let_go(w: Writer, at: datetime | None = None) -> None:
    """Delete for good the rows held since more than an hour at ``at``, or all of them, without ``at``: when somebody is
    erased."""
    w.wipe("removed", undoing.held_before(w, kept(at - HELD_FOR) if at else _FOREVER))


def let_go_of_old(store: Store, *, by: str, at: datetime) -> None:
    """Delete for good what has been held for more than an hour at ``at``, in a transaction of its own."""
    with store.write("batch undo over", by=by, at=at) as w:
        let_go(w, at)


def told(rows: Iterable[Row]) -> tuple[tuple[str, ...], list[tuple[Value, ...]]]:
    """Return (columns, values) of rows of one table, as a writer takes them."""
    every = [dict(row) for row in rows]
    return tuple(every[0]) if every else (), [tuple(row.values()) for row in every]
