"""Erases data kept long enough, journaled by rule (RET-01 to RET-12)."""

from collections.abc import Collection, Sequence
from datetime import datetime

from core.actions.common.retention_law import retention
from core.actions.keeping.erasing import drop
from core.actions.keeping.forgetting import forget_rows, sweep
from core.actions.keeping.kept_too_long import PROPOSED, TABLES, over_now
from core.base.progress import Progress, silent
from core.model.forgetting import Retained
from core.records.call import OralNotice
from core.rules.retention import EndedPeriod
from core.store.port import Store

_WHY = {"opposed": "opposition"}
SLICE = 25
"""Persons erased in one transaction: some 30 ms, so that a call never waits longer."""


def run(
    store: Store,
    *,
    by: str,
    at: datetime,
    keys: Collection[str] = PROPOSED,
    progress: Progress = silent,
) -> Retained:
    """Erase what has been kept long enough under the rules ``keys``, and return what was done. When stopped, what is
    done stays done and the rest is proposed again; :class:`core.base.errors.Cancelled` is then raised."""
    with store.read() as r:
        todo = [(lead_id, one) for lead_id, one in over_now(r, at) if one.key in keys]
    rules = retention()
    people = [(lead_id, one) for lead_id, one in todo if not one.rows]
    rows = [(lead_id, one) for lead_id, one in todo if one.rows]
    deleted = _delete(store, rows, by=by, at=at)
    forgotten = 0
    try:
        for key in dict.fromkeys(one.key for _, one in people):
            keep, why = rules[key].does == "forget_person", _WHY.get(key, "retention")
            ids = [lead_id for lead_id, one in people if one.key == key]
            for start in range(0, len(ids), SLICE):
                progress(forgotten, len(people))
                part = ids[start : start + SLICE]
                words = f"{rules[key].id}: {len(part)}"
                forgotten += forget_rows(store, part, by=by, at=at, keep_property=keep, why=why, note=words)
    finally:
        # Stopped or not, what was emptied is also cleaned everywhere else.
        done = sweep(store, by=by, at=at)
    is_whole = done.whole and (bool(done.leads) or not deleted or store.scrub())
    return Retained(forgotten, deleted, is_whole)


def _delete(store: Store, rows: Sequence[tuple[int, EndedPeriod]], *, by: str, at: datetime) -> int:
    """Delete rows kept long enough, in one transaction journaled by rule; return how many."""
    if not rows:
        return 0
    rules = retention()
    with store.write("retention", by=by, at=at) as w:
        for lead_id, period in rows:
            if lead_id and period.key in ("consent_proof", "request_proof"):
                drop(w, lead_id, period.rows)
            else:
                if period.key == "call":
                    w.wipe("oral_notice", [row.id for row in w.of(OralNotice, call_id=period.rows)])
                w.wipe(TABLES[period.key], period.rows)
        for key in dict.fromkeys(one.key for _, one in rows):
            w.note(f"{rules[key].id}: {sum(len(one.rows) for _, one in rows if one.key == key)}")
    return sum(len(one.rows) for _, one in rows)
