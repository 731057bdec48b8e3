"""Takes the undoing of a batch back: the leads, what it had changed on others and its rejected rows are again as they
were, under the same ids. A refusal recorded since closes them; who came back by another file since is left alone."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from core.actions.common import shared_values
from core.actions.common.due_dates import settle
from core.actions.intake.batch_undo import batch_of
from core.actions.intake.merging import reindex
from core.actions.intake.removed_rows import HELD_FOR, content, let_go, merging_hashes, told
from core.actions.leads.remarking import close
from core.base.moments import kept
from core.base.progress import Progress, silent
from core.model.undoing import BroughtBack
from core.records.lead import Lead
from core.store import leads, registers, undoing
from core.store.port import Store, Writer
from core.words.errors import error

SLICES = 20
"""Of what was removed together, put back in one transaction when nobody waits."""
Held = Mapping[str, Any]


def bring_back(store: Store, batch_id: int, *, by: str, at: datetime, progress: Progress = silent) -> BroughtBack:
    """Bring back a batch undone at most an hour ago. :class:`core.base.errors.Cancelled` may be raised between two
    transactions; what is back then stays, and the rest can still be brought back.

    Raises UserError BATCH_UNKNOWN, BATCH_BACK_LATE when nothing of it is held any more.
    """
    with store.write("batch undo back begin", by=by, at=at) as w:
        batch = batch_of(w, batch_id)
        let_go(w, at)
        waiting = undoing.held_of(w, batch_id, kept(at - HELD_FOR))
        if not waiting:
            raise error("BATCH_BACK_LATE")
        if batch.undone_at is not None:
            w.update("batch", batch_id, {"undone_at": None})
    back: set[int] = set()
    left_ids: set[int] = set()
    total, done_count = len(waiting), 0
    while done_count < total:
        with store.write("batch undo back", by=by, at=at) as w:
            until = min(done_count + SLICES, total)
            while done_count < until:
                _put_back(w, content(w, waiting[done_count]), back, left_ids, by=by, at=at)
                w.wipe("removed", [waiting[done_count]])
                done_count += 1
                until = done_count if w.awaited() else until
        progress(done_count, total)
    with store.write("batch undo back end", by=by, at=at) as w:
        w.update("batch", batch_id, {"undone_by": ""})
    return BroughtBack(batch_id, len(back), len(left_ids))


def _put_back(w: Writer, held: Held, back: set[int], left: set[int], *, by: str, at: datetime) -> None:
    if "changes" in held:
        done_ids, stay = _changed_again(w, held["changes"])
    else:
        done_ids, stay = _written_again(w, held["rows"], held["bearers"])
    for lead_id in done_ids:
        reindex(w, lead_id)
    settle(w, done_ids)
    _close_refused(w, done_ids, by=by, at=at)
    back.update(done_ids)
    left.update(stay)


def _written_again(w: Writer, rows: Mapping[str, list[Any]], then: Sequence[int]) -> tuple[list[int], set[int]]:
    """Write removed leads again; return those that are back, and those that came by another way since."""
    marks = rows.get("mark", [])
    known_ids = set(then)
    fresh = {hashed for hashed, lead_id in w.bearers(merging_hashes(marks)) if lead_id not in known_ids}
    stay = {row["lead_id"] for row in marks if row["hash"] in fresh}
    for table in ("lead", *undoing.BY_LEAD, "reject"):
        own_text = "id" if table == "lead" else "lead_id"
        chosen = [row for row in rows.get(table, []) if row.get(own_text) not in stay]
        if table == "mark":
            w.mark((row["lead_id"], row["kind"], row["hash"]) for row in chosen)
        else:
            w.insert_many(table, *told(chosen))
    pairs = rows.get("alike", [])
    there = {
        row.id for row in w.of(Lead, id=[row[end] for row in pairs for end in ("lead_a", "lead_b")], erased_at=None)
    }
    w.insert_many("alike", *told(row for row in pairs if {row["lead_a"], row["lead_b"]} <= there))
    _share_again(w, rows.get("shared_value", []))
    return [row["id"] for row in rows.get("lead", []) if row["id"] not in stay], stay


def _share_again(w: Writer, rows: Sequence[Mapping[str, Any]]) -> None:
    """Keep again what told nobody apart, but for what somebody refused since: it is theirs."""
    hashes = [row["hash"] for row in rows]
    known = {row["hash"] for row in undoing.rows_about(w, "shared_value", hashes)} | registers.opposed(w, hashes).keys()
    for row in rows:
        if row["hash"] not in known:
            shared_values.keep_again(w, row)


def _changed_again(w: Writer, changes: Sequence[Held]) -> tuple[list[int], set[int]]:
    """Give known leads again what a row had changed on them; nothing to those changed, or opposed, since."""
    by_lead: dict[int, list[Held]] = defaultdict(list)
    for change in changes:
        by_lead[change["lead"]].append(change)
    stay = {lead_id for lead_id, own in by_lead.items() if not _unchanged(w, lead_id, own)}
    for lead_id, own in by_lead.items():
        if lead_id not in stay:
            for change in own:
                _give_again(w, change)
    return [lead_id for lead_id in by_lead if lead_id not in stay], stay


def _unchanged(w: Writer, lead_id: int, own: Sequence[Held]) -> bool:
    if not {row.id for row in w.of(Lead, id=[lead_id], erased_at=None)} or w.row(Lead, lead_id).opposed_at is not None:
        return False
    rows = [(change["now"], undoing.row(w, change["table"], change["id"])) for change in own if "now" in change]
    return all(row is not None and now.items() <= row.items() for now, row in rows)


def _give_again(w: Writer, change: Held) -> None:
    if "now" in change:
        w.update(change["table"], change["id"], change["was"])
    elif change["table"] == "mark":
        w.mark([(change["lead"], change["row"]["kind"], change["row"]["hash"])])
    else:
        w.insert(change["table"], change["row"])


def _close_refused(w: Writer, lead_ids: Sequence[int], *, by: str, at: datetime) -> None:
    """Close the leads brought back whose telephone, e-mail or address was refused since."""
    own = {number: [mark.hash for mark in leads.marks(w, number)] for number in lead_ids}
    refused = registers.opposed(w, [hashed for hashes in own.values() for hashed in hashes])
    for lead_id, hashes in own.items():
        refusal = min((refused[hashed] for hashed in hashes if hashed in refused), default=None)
        if refusal is not None and w.row(Lead, lead_id).opposed_at is None:
            close(w, lead_id, refusal, by=by, at=at)
