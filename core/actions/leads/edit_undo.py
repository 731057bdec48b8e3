"""Takes an edit of a sheet back: each value is again what it was, or nothing is changed."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta

from core.actions.intake.merging import reindex
from core.actions.leads.remarking import marks_held, remark, reopen
from core.base.errors import Stale
from core.base.i18n import _
from core.model.editing import LABELS, Edited, Written
from core.records.lead import Lead
from core.records.origin import Stated
from core.store import journaled
from core.store import leads as found
from core.store.port import Reader, Store, Writer
from core.words.errors import error

CLOSED_FOR = timedelta(minutes=10)
"""How long a sheet closed by what was typed may be opened again: as a refusal itself."""

_TYPED = frozenset({*LABELS, "name", "sort_key", "town_key", "notes_at", "notes_by", "source"})
"""Columns of a lead that an edit sets; the others follow from them."""


def undo_edit(store: Store, edited: Edited, *, by: str, at: datetime) -> None:
    """Take an edit back: each value is again what it was. Raises UserError LEAD_UNKNOWN, UNDO_SINCE (Stale) when one of
    them changed since, UNDO_LATE for a sheet closed more than ten minutes ago."""
    with store.write("edit undo", by=by, at=at) as w:
        take_edit_back(w, edited, by=by, at=at)


def take_edit_back(w: Writer, edited: Edited, *, by: str, at: datetime) -> None:
    """Do as :func:`undo_edit` inside a transaction."""
    person = w.get(Lead, edited.lead_id)
    if person is None or person.erased_at is not None:
        raise error("LEAD_UNKNOWN")
    if edited.gesture:
        if edited.at is None or not timedelta(0) <= at - edited.at <= CLOSED_FOR:
            raise error("UNDO_LATE")
        reopen(w, edited.lead_id, edited.gesture, was_open=edited.open, closed=edited.at, at=at)
        return
    before = marks_held(w, edited.lead_id)
    for written in reversed(_netted(edited.written)):
        _take_back(w, written)
    remark(w, edited.lead_id, before, by=by, at=at)
    reindex(w, edited.lead_id)


def edit_of(r: Reader, lines: Sequence[int]) -> Edited:
    """Return the edit that a line of the journal has, of lead 0 where it wrote no value, or closed the sheet."""
    written = []
    for change in journaled.changes(r, lines, found.EDITED):
        before, after = (json.loads(side) if side else None for side in (change.before, change.after))
        if change.table == "lead" and after is not None and before is not None:
            after = {name: value for name, value in after.items() if name in _TYPED}
            before = {name: before[name] for name in after}
        if before or after:
            written.append(Written(change.table, change.row_id, before, after))
    if not written:
        return Edited(0)
    first = written[0]
    row = found.whole_row(r, first.table, first.row_id) or first.before or {}
    return Edited(first.row_id if first.table == "lead" else int(str(row.get("lead_id") or 0)), written=tuple(written))


def can_undo(r: Reader, edited: Edited) -> bool:
    """Tell whether the values of an edit are as it left them, on a sheet that is not erased."""
    person = r.get(Lead, edited.lead_id)
    return person is not None and person.erased_at is None and all(_stands(r, one) for one in _netted(edited.written))


def _netted(written: Sequence[Written]) -> list[Written]:
    """Return one change for each row that an edit wrote, however often it did."""
    rows: dict[tuple[str, int], Written] = {}
    for one in written:
        first = rows.get((one.table, one.row_id))
        if first is None:
            rows[one.table, one.row_id] = one
            continue
        before = first.before if first.before is None or one.before is None else {**one.before, **first.before}
        after = {**(first.after or {}), **one.after} if one.after is not None else None
        rows[one.table, one.row_id] = Written(one.table, one.row_id, before, after)
    return [one for one in rows.values() if one.before is not None or one.after is not None]


def _take_back(w: Writer, one: Written) -> None:
    if _is_said_since(w, one):
        return
    if not _stands(w, one):
        last = found.last_change(w, one.row_id)
        raise error("UNDO_SINCE", Stale, user=last.by if last else _("Un autre poste"))
    if one.after is None:
        w.insert(one.table, dict(one.before or {}))
    elif one.before is None:
        w.delete(one.table, one.row_id)
    else:
        w.update(one.table, one.row_id, one.before)


def _is_said_since(r: Reader, one: Written) -> bool:
    """Tell whether another value was said since to come from an origin that the edit added."""
    return one.table == "origin" and one.before is None and bool(r.count(Stated, origin_id=one.row_id))


def _stands(r: Reader, one: Written) -> bool:
    now = found.whole_row(r, one.table, one.row_id)
    if one.after is None:
        return now is None and _is_held(r, one)
    return now is not None and all(now[name] == value for name, value in one.after.items())


def _is_held(r: Reader, one: Written) -> bool:
    """Tell whether what a row pointed to is still there: a restoration may have taken it away since."""
    before = one.before or {}
    return all(
        not (row_id := before.get(f"{table}_id")) or found.whole_row(r, table, int(row_id)) is not None
        for table in ("lead", "origin")
    )
