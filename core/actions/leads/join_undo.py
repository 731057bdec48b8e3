"""Undoes a join: each lead gets back what it had; what happened since then stays with the lead that was kept, but for
what is about the other one alone: calls to their number, agreements about it, later rows that are theirs.

A refusal said in between, or a freeze asked, came from the person both sheets were taken for, so it closes both.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from core.actions.common.due_dates import settle
from core.actions.common.marks import MAILBOX, NUMBER
from core.actions.intake.merge_undo import given_back
from core.actions.intake.merging import reindex
from core.actions.leads.join_letters import give_back
from core.actions.leads.joining import until
from core.actions.leads.remarking import marks_held
from core.actions.leads.unmerging import hand_over, parted_again
from core.actions.register.matching_leads import open_again
from core.base.moments import AGENCY_ZONE, kept
from core.model.joining import Joined
from core.model.opposing import CallOutcome
from core.records.call import Call, Callback
from core.records.contact import Mark
from core.records.lead import Joining, Lead
from core.records.opposition import Opposition
from core.store import alike, leads, notices, registers, requests
from core.store.leads import Refusal
from core.store.port import Reader, Store, Value, Writer
from core.words.errors import error

_OF_CONTACTS = ("phone", "email", NUMBER, MAILBOX)
_STUB = ("id", "lead_id", "other_id", "at", "by", "changes", "undone_at", "undone_by")


def disjoin(store: Store, join_id: int, *, by: str, at: datetime) -> int:
    """Undo a join at most 30 days old and return the lead that exists again. Raises UserError JOIN_UNKNOWN,
    JOIN_UNDO_LATE, JOIN_UNDO_FIRST when the lead was joined again since."""
    with store.write("join undo", by=by, at=at) as w:
        joining = w.get(Joining, join_id)
        if joining is None or joining.undone_at is not None:
            raise error("JOIN_UNKNOWN")
        keep, other = joining.lead_id, joining.other_id
        if at > until(joining.at) or joining.changes == "{}":
            raise error("JOIN_UNDO_LATE", day=until(joining.at).astimezone(AGENCY_ZONE).date())
        if any(one.id > join_id and one.undone_at is None for one in w.of(Joining, "-id", lead_id=keep)):
            raise error("JOIN_UNDO_FIRST")
        changes: dict[str, Any] = json.loads(joining.changes)
        since = _refused_since(w, keep, changes, joining.at)
        frozen = requests.frozen_since(w, keep, joining.at)
        w.insert("lead", changes["lead"])
        _give_back(w, keep, other, changes)
        if since is None:
            _reopen(w, changes, joining.at, at)
        _restore(w, keep, changes["kept"])
        give_back(w, changes.get("letters", ()), (keep, other))
        hand_over(w, keep, other, since=join_id)
        for lead_id in (keep, other):
            _mark_anew(w, lead_id)
            _close_again(w, lead_id, since)
            if frozen and w.row(Lead, lead_id).restricted_at is None:
                w.update("lead", lead_id, {"restricted_at": frozen})
            reindex(w, lead_id)
        parted_again(w, keep, since=join_id, by=by, at=at)
        settle(w, [keep, other])
        # The personal data the join held have no reason to stay: only the fact that it happened does.
        w.delete_many("joining", ("id",), [(join_id,)])
        w.insert_many("joining", _STUB, [(join_id, keep, other, joining.at, joining.by, "{}", kept(at), by)])
    return other


def undoable(r: Reader, lead_id: int, at: datetime) -> Joined | None:
    """Return the last join into a lead that can still be undone, or None."""
    for joining in r.of(Joining, "-id", lead_id=lead_id):
        if joining.undone_at is None:
            opposed = r.row(Lead, lead_id).opposed_at is not None
            taken = notices.letters_by_ids(r, json.loads(joining.changes).get("letters", ()))
            spare = tuple(letter.reference for letter in taken)
            found = Joined(joining.id, lead_id, joining.other_id, opposed, until(joining.at), spare)
            return found if at <= found.until else None
    return None


def _refused_since(w: Writer, keep: int, changes: Mapping[str, Any], moment: str) -> Refusal | None:
    """Return the refusal said after the join: in a call, in another way, or shown by a sheet that no longer says
    what the join wrote. None when there was none."""
    for call in w.of(Call, "started", lead_id=keep):
        if call.outcome == CallOutcome.OPPOSED and call.ended is not None and call.ended > moment:
            return Refusal(call.ended, "call")
    refusal = registers.said_since(w, [mark.hash for mark in leads.marks(w, keep)], moment)
    said = leads.refusal(w, keep)
    if refusal or said is None:
        return refusal
    joined = changes["kept"].get("opposed_at")
    left = joined[1] if joined else changes["opposed"]
    return said if said.at != left else None


def _give_back(w: Writer, keep: int, other: int, changes: Mapping[str, Any]) -> None:
    """Give the other lead its rows back, as far as the kept one still holds them, with those the join left out."""
    for table, ids in changes["moved"].items():
        for row_id in alike.still(w, table, ids, keep):
            w.update(table, row_id, {"lead_id": other})
    for agreement, (channels, hashed) in changes["pinned"].items():
        w.update("consent", int(agreement), {"channels": channels, "hash": hashed})
    w.delete_many("consent", ("id",), [(row_id,) for row_id in changes["copied"]])
    w.delete_many("stated", ("id",), [(row_id,) for row_id in changes.get("stated", ())])
    for contact in changes["dropped"]["contact"]:
        w.insert("contact", contact)
    for pair in changes["dropped"]["alike"]:
        third = int(pair["lead_b"] if pair["lead_a"] == other else pair["lead_a"])
        if w.get(Lead, third) is not None:
            w.insert("alike", pair)
    w.delete_many("mark", ("lead_id", "hash"), [(keep, hashed) for _, hashed in changes["gained"]])
    w.mark((other, kind, hashed) for kind, hashed in changes["marks"])


def _mark_anew(w: Writer, lead_id: int) -> None:
    """Give a lead the marks of its telephones and e-mails as they are now: one may have been corrected since."""
    held = {mark.hash: mark.kind for mark in w.of(Mark, lead_id=lead_id)}
    wanted = marks_held(w, lead_id)
    gone = [hashed for hashed, kind in held.items() if kind in _OF_CONTACTS and hashed not in wanted]
    w.delete_many("mark", ("lead_id", "hash"), [(lead_id, hashed) for hashed in gone])
    w.mark((lead_id, kind, hashed) for hashed, kind in wanted.items() if hashed not in held)


def _reopen(w: Writer, changes: Mapping[str, Any], joined: str, at: datetime) -> None:
    """Undo the refusal that the join extended to the other lead, since that is another person."""
    for entry in w.of(Opposition, gesture=changes["gesture"], lifted_at=None):
        w.update("opposition", entry.id, {"lifted_at": kept(at), "lifted_why": "undo"})
    for consent_id in changes["withdrawn"]:
        if consent_id not in changes["copied"]:
            w.update("consent", consent_id, {"withdrawn": None})
    others = [one for one in changes.get("closed", ()) if w.row(Lead, one).opposed_at == joined]
    open_again(w, others, joined)
    for callback_id in [row.id for row in w.of(Callback, cancelled_by=changes["gesture"])]:
        w.update("callback", callback_id, {"cancelled_at": None, "cancelled_by": None})


def _restore(w: Writer, keep: int, values: Mapping[str, list[Value]]) -> None:
    """Give the kept lead back its former values, where nobody has written since."""
    now = w.get(Lead, keep)
    assert now is not None, "the join names it"  # noqa: S101 - the schema's foreign key
    back = given_back(values, now._asdict())
    if back:
        w.update("lead", keep, back)


def _close_again(w: Writer, lead_id: int, since: Refusal | None) -> None:
    """Close a lead that still has a refusal: one said since the join, or one in the register."""
    hashes = [mark.hash for mark in leads.marks(w, lead_id)]
    refusals = [*registers.opposed(w, hashes).values(), *([since] if since else [])]
    if refusals and w.row(Lead, lead_id).opposed_at is None:
        oldest = min(refusals)
        w.update("lead", lead_id, {"opposed_at": oldest.at, "opposed_how": oldest.how})
