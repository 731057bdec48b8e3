"""What is set on several leads in one gesture, and its undoing: a few leads in each transaction, the journal lines of
all are one gesture, and nothing is taken back from a row that somebody changed since."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from core.actions.common.in_slices import BulkResult, SliceResult, in_slices
from core.base.progress import Progress, silent
from core.records.agent import Agent
from core.records.lead import Lead
from core.records.listing import Listing
from core.store import journaled
from core.store.journaled import RowChange
from core.store.port import Reader, Store, Value, Writer
from core.words.errors import error


def set_several(
    store: Store, ids: Sequence[int], start: Callable[[Writer], Callable[[Lead], bool]], *, what: str, by: str,
    at: datetime, progress: Progress = silent,
) -> BulkResult:  # fmt: skip
    """Do to each lead what ``start`` returns, called once a transaction, which tells whether it changed something.
    Raises UserError LEAD_UNKNOWN when there is nobody to do it to, and as ``start``."""
    with store.read() as r:
        alive = [lead.id for lead in r.of(Lead, id=ids, erased_at=None)]
    if not alive:
        raise error("LEAD_UNKNOWN")

    def begin(w: Writer) -> Callable[[int], int]:
        each = start(w)

        def set_one(lead_id: int) -> int:
            lead = w.one(Lead, id=lead_id, erased_at=None)
            return w.rank if lead is not None and each(lead) else 0

        return set_one

    return _told(alive, in_slices(store, alive, begin, what=what, by=by, at=at, progress=progress))


def put(w: Writer, lead: Lead, values: Mapping[str, Value]) -> bool:
    """Set columns of a lead, and tell whether that changed something."""
    held = lead._asdict()
    is_new = any(held[name] != value for name, value in values.items())
    if is_new:
        w.update("lead", lead.id, values)
    return is_new


def undo_several(store: Store, lines: Sequence[int], *, by: str, at: datetime, progress: Progress = silent,
                 forward: bool = False) -> BulkResult:  # fmt: skip
    """Take the gesture of these journal lines back, or do it again where ``forward``: who was erased or changed since
    is left as is."""
    with store.read() as r:
        changes = standing_changes(r, lines, forward=forward)

    def begin(w: Writer) -> Callable[[RowChange], int]:
        def set_back(change: RowChange) -> int:
            if not _standing(w, [change], forward=forward):
                return 0
            _now, then = _sides(change, forward=forward)
            w.update(change.table, change.row_id, then)
            return w.rank

        return set_back

    what = "several redo" if forward else "several undo"
    sliced = in_slices(store, changes, begin, what=what, by=by, at=at, progress=progress)
    return _told([change.row_id for change in changes], sliced)


def standing_changes(r: Reader, lines: Sequence[int], *, forward: bool) -> list[RowChange]:
    """Return the changes of a gesture whose row is now as the other side of the change left it; nothing of somebody
    erased, nor given to somebody who does not work here any more."""
    return _standing(r, set_by(r, lines), forward=forward)


def set_by(r: Reader, lines: Sequence[int]) -> list[RowChange]:
    """Return what these lines set on leads and on their ads."""
    return [change for change in journaled.changes(r, lines, ("lead", "listing")) if change.before and change.after]


def _standing(r: Reader, changes: Sequence[RowChange], *, forward: bool) -> list[RowChange]:
    retired = {agent.id for agent in r.of(Agent) if not agent.active}
    rows = _rows(r, changes)
    still = []
    for change in changes:
        now, then = _sides(change, forward=forward)
        row = rows.get((change.table, change.row_id))
        if row and all(row[name] == value for name, value in now.items()) and then.get("agent_id") not in retired:
            still.append(change)
    return still


def _sides(change: RowChange, *, forward: bool) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the columns as they are to be found, and as they are to be set."""
    before, after = json.loads(change.before or "{}"), json.loads(change.after or "{}")
    return (before, after) if forward else (after, before)


def _rows(r: Reader, changes: Sequence[RowChange]) -> dict[tuple[str, int], dict[str, Any]]:
    """Return the rows changed, by table and id, but those of somebody erased."""
    ids = {table: [change.row_id for change in changes if change.table == table] for table in ("lead", "listing")}
    listings = r.of(Listing, id=ids["listing"])
    wanted = [*ids["lead"], *(listing.lead_id for listing in listings)]
    leads = {lead.id: lead._asdict() for lead in r.of(Lead, id=wanted, erased_at=None)}
    return {("lead", lead_id): lead for lead_id, lead in leads.items()} | {
        ("listing", listing.id): listing._asdict() for listing in listings if listing.lead_id in leads
    }


def _told(ids: Sequence[int], sliced: SliceResult[int]) -> BulkResult:
    changed = tuple(row_id for row_id, line in zip(ids, sliced.done, strict=False) if line)
    lines = tuple(sorted({line for line in sliced.done if line}))
    problem = sliced.problem.text if sliced.problem else ""
    return BulkResult(changed, lines, len(sliced.done) - len(changed), sliced.total, problem)
