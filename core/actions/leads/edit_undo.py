"""Takes an edit of a sheet back: each value is again what it was, or nothing is changed."""

from datetime import datetime, timedelta

from core.actions.intake.merging import reindex
from core.actions.leads.remarking import marks_held, remark, reopen
from core.base.errors import Stale
from core.base.i18n import _
from core.model.editing import Edited, Written
from core.records.lead import Lead
from core.records.origin import Stated
from core.store import leads as found
from core.store.port import Store, Writer
from core.words.errors import error

CLOSED_FOR = timedelta(minutes=10)
"""How long a sheet closed by what was typed may be opened again: as a refusal itself."""


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
    for written in reversed(edited.written):
        _take_back(w, written)
    remark(w, edited.lead_id, before, by=by, at=at)
    reindex(w, edited.lead_id)


def _take_back(w: Writer, one: Written) -> None:
    if one.table == "origin" and one.before is None and bool(w.count(Stated, origin_id=one.row_id)):
        return  # Another value was said to come from it since.
    now = found.whole_row(w, one.table, one.row_id)
    if one.after is None and now is None and _is_held(w, one):
        w.insert(one.table, dict(one.before or {}))
        return
    if now is None or one.after is None or any(now[name] != value for name, value in one.after.items()):
        last = found.last_change(w, one.row_id)
        raise error("UNDO_SINCE", Stale, user=last.by if last else _("Un autre poste"))
    if one.before is None:
        w.delete(one.table, one.row_id)
    else:
        w.update(one.table, one.row_id, one.before)


def _is_held(w: Writer, one: Written) -> bool:
    """Tell whether what a row pointed to is still there: a restoration may have taken it away since."""
    before = one.before or {}
    return all(
        not (row_id := before.get(f"{table}_id")) or found.whole_row(w, table, int(row_id)) is not None
        for table in ("lead", "origin")
    )
