"""The gestures of the last thirty days as the journal has them, each with its undoing while there is one.

Nothing is kept beside the journal: what a gesture set is there before and after, so that it is undone where the row
still is as it left it, and done again where it is as it was before. A refusal is taken back within ten minutes, and
its lifting is never undone here; an import is undone on its own page, an erasure never.
"""

import json
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from core.actions.common.in_slices import LOOK
from core.actions.register import opposing, opposing_many
from core.base.i18n import _, n_
from core.base.moments import kept, local
from core.base.progress import Progress, silent
from core.base.records import Struct, replace
from core.base.screen_shapes import number
from core.records.agent import Agent
from core.records.lead import Lead
from core.records.listing import Listing
from core.records.opposition import Opposition
from core.store import batches, journaled
from core.store import leads as stored_leads
from core.store.journaled import GestureLine, RowChange
from core.store.port import Reader, Store
from core.words.errors import error

KEPT_DAYS, READ = 30, 400
"""For how long a gesture is shown, and the lines of the journal read at most."""
_TOGETHER = timedelta(seconds=90)
"""Transactions of one user that follow each other so closely are one gesture for many."""
_SET = {"assign": "lead", "tag": "lead", "listing gone": "listing"}
"""Gestures that set columns, and the table they set them in: what can be done backwards and forwards."""
KINDS = (*_SET, "oppose", "intake end", "forget")


class RecentGesture(Struct, frozen=True):
    """A gesture. ``lines``: of the journal; ``what``: its name there; ``text``: what was done; ``detail``: what it was
    before, or why it is not undone; ``undoes``, ``redoes``: how many rows would change; ``place``: where else to go;
    ``mine``: the user asking did it."""

    lines: tuple[int, ...]
    at: datetime
    by: str
    what: str
    text: str
    detail: str = ""
    undoes: int = 0
    redoes: int = 0
    place: str = ""
    mine: bool = True


def recent_gestures(r: Reader, *, by: str, at: datetime, everybody: bool = False) -> list[RecentGesture]:
    """Return the gestures of the last days, the newest first: those of ``by``, or of ``everybody``."""
    since = kept(at - timedelta(days=KEPT_DAYS))
    lines = journaled.gesture_lines(r, (*KINDS, "oppose undo"), since=since, limit=READ)
    groups = _grouped(r, [line for line in lines if everybody or line.by == by])
    gestures = [_gesture(r, group, by, at) for group in groups]
    return [gesture for gesture in gestures if gesture is not None]


def undo_gesture(store: Store, gesture: RecentGesture, *, by: str, at: datetime, progress: Progress = silent) -> int:
    """Take a gesture back and return how many rows or refusals were; what somebody changed since stays. Raises
    UserError UNDO_LATE for what is not undone any more, or is another's."""
    if gesture.what == "oppose" and gesture.by == by:
        with store.read() as r:
            entries = _acts(r, gesture.lines)
        if not entries or not all(opposing.undoable(entry.at, at) for entry in entries):
            raise error("UNDO_LATE")
        acts = tuple(dict.fromkeys(entry.gesture for entry in entries))
        return len(opposing_many.undo_many(store, acts, by=by, at=at, progress=progress).gestures)
    return _set(store, gesture, forward=False, by=by, at=at)


def redo_gesture(store: Store, gesture: RecentGesture, *, by: str, at: datetime) -> int:
    """Do again what was taken back, where nothing else changed it since. Raises UserError UNDO_LATE."""
    return _set(store, gesture, forward=True, by=by, at=at)


def _set(store: Store, gesture: RecentGesture, *, forward: bool, by: str, at: datetime) -> int:
    if gesture.what not in _SET or gesture.by != by:
        raise error("UNDO_LATE")
    with store.write("several redo" if forward else "several undo", by=by, at=at) as w:
        changes = _standing_changes(w, gesture.lines, gesture.what, forward=forward)
        for change in changes:
            w.update(change.table, change.row_id, json.loads(change.after if forward else change.before))
        return len(changes)


def _standing_changes(r: Reader, lines: Sequence[int], what: str, *, forward: bool) -> list[RowChange]:
    """Return the changes of a gesture whose row is now as the other side of the change left it; nothing of somebody
    erased, nor given to somebody who does not work here any more."""
    changes = journaled.changes(r, lines, _SET[what])
    retired = {agent.id for agent in r.of(Agent) if not agent.active}
    rows = _rows(r, _SET[what], [change.row_id for change in changes])
    standing_changes = []
    for change in changes:
        sides = json.loads(change.before), json.loads(change.after)
        now, then = sides if forward else reversed(sides)
        row = rows.get(change.row_id)
        if row and all(row[name] == value for name, value in now.items()) and then.get("agent_id") not in retired:
            standing_changes.append(change)
    return standing_changes


def _rows(r: Reader, table: str, ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Return the rows of ``ids``, but those of somebody erased."""
    if table == "lead":
        return {lead.id: lead._asdict() for lead in r.of(Lead, id=ids, erased_at=None)}
    listings = r.of(Listing, id=ids)
    alive = {lead.id for lead in r.of(Lead, id=[listing.lead_id for listing in listings], erased_at=None)}
    return {listing.id: listing._asdict() for listing in listings if listing.lead_id in alive}


def _grouped(r: Reader, lines: Sequence[GestureLine]) -> list[list[GestureLine]]:
    """Return the lines with those of one gesture together: a refusal for many is a line for some fifty persons, for
    five at the least but the last."""
    counts = Counter(journaled.lines_of(r, [line.id for line in lines], "opposition"))
    groups: list[list[GestureLine]] = []
    for line in lines:
        later = groups[-1][-1] if groups else None
        if (
            later
            and (later.what, later.by) == (line.what, line.by)
            and (line.what == "forget" or (line.what == "oppose" and counts[line.id] >= LOOK))
            and local(later.at) - local(line.at) <= _TOGETHER
        ):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [group for group in groups if group[0].what in KINDS]


def _gesture(r: Reader, group: Sequence[GestureLine], by: str, at: datetime) -> RecentGesture | None:
    first, lines = group[0], tuple(line.id for line in group)
    gesture = RecentGesture(lines, local(first.at), first.by, first.what, "", mine=first.by == by)
    match first.what:
        case "oppose":
            return _opposed(r, gesture, at)
        case "intake end":
            return _imported(r, gesture)
        case "forget":
            return _erased(r, gesture)
    return _changed(r, gesture)


def _changed(r: Reader, gesture: RecentGesture) -> RecentGesture | None:
    changes = journaled.changes(r, gesture.lines, _SET[gesture.what])
    if not changes:
        return None
    back = len(_standing_changes(r, gesture.lines, gesture.what, forward=False))
    redoes = len(_standing_changes(r, gesture.lines, gesture.what, forward=True)) if not back else 0
    since = n_("{m} a changé depuis\u202f: il resterait", "{m} ont changé depuis\u202f: ils resteraient",
               len(changes) - back).format(m=number(len(changes) - back))  # fmt: skip
    detail = since if 0 < back < len(changes) else _undone(r, changes) if redoes else _before(r, gesture.what, changes)
    return _mine_only(replace(gesture, text=_text(r, gesture.what, changes), detail=detail, undoes=back, redoes=redoes))


def _mine_only(gesture: RecentGesture) -> RecentGesture:
    """Return a gesture without its undoing when somebody else did it."""
    if gesture.mine or not (gesture.undoes or gesture.redoes):
        return gesture
    words = _("Geste de {user}\u202f: à lui de l’annuler").format(user=gesture.by)
    return replace(gesture, undoes=0, redoes=0, detail=words)


def _undone(r: Reader, changes: Sequence[RowChange]) -> str:
    last = stored_leads.last_change(r, changes[0].row_id)
    return _("Annulé à {hour}").format(hour=f"{local(last.at):%H:%M}".replace(":", "\u00a0h\u00a0")) if last else ""


def _before(r: Reader, what: str, changes: Sequence[RowChange]) -> str:
    if what != "assign":
        return ""
    names = {agent.id: agent.name for agent in r.of(Agent)}
    counts = Counter(names.get(json.loads(change.before)["agent_id"], _("personne")) for change in changes)
    words = ", ".join(_("{n} à {user}").format(n=number(count), user=name) for name, count in counts.most_common(3))
    return _("Avant\u202f: {old}").format(old=words)


def _text(r: Reader, what: str, changes: Sequence[RowChange]) -> str:
    count = len(changes)
    values = {"n": number(count)}
    if what == "listing gone":
        return n_("{n} annonce notée retirée", "{n} annonces notées retirées", count).format(**values)
    before, after = json.loads(changes[0].before), json.loads(changes[0].after)
    if what == "assign":
        agent = r.get(Agent, after["agent_id"])
        if agent is None:
            return n_("{n} prospect sans affectation", "{n} prospects sans affectation", count).format(**values)
        words = n_("{n} prospect affecté à {user}", "{n} prospects affectés à {user}", count)
        return words.format(**values, user=agent.name)
    put = set(after["tags"].splitlines()) - set(before["tags"].splitlines())
    out = set(before["tags"].splitlines()) - set(after["tags"].splitlines())
    words = (
        n_("Étiquette «\u202f{tag}\u202f» posée sur {n} prospect",
           "Étiquette «\u202f{tag}\u202f» posée sur {n} prospects", count)
        if put
        else n_("Étiquette «\u202f{tag}\u202f» retirée de {n} prospect",
                "Étiquette «\u202f{tag}\u202f» retirée de {n} prospects", count)
    )  # fmt: skip
    return words.format(**values, tag=", ".join(sorted(put or out)))


def _acts(r: Reader, lines: Sequence[int]) -> list[Opposition]:
    """Return the entries in force that a gesture wrote, of the acts it began."""
    rows = [change.row_id for change in journaled.changes(r, lines, "opposition")]
    return [entry for entry in r.of(Opposition, id=rows, lifted_at=None) if not entry.root]


def _opposed(r: Reader, gesture: RecentGesture, at: datetime) -> RecentGesture | None:
    rows = [change.row_id for change in journaled.changes(r, gesture.lines, "opposition")]
    entries = [entry for entry in r.of(Opposition, id=rows) if not entry.root]
    acts = {entry.gesture for entry in entries}
    if not acts:
        return None
    people_opposed = {entry.lead_id for entry in entries if entry.lead_id is not None}
    name = r.row(Lead, next(iter(people_opposed))).name if len(people_opposed) == 1 else ""
    text = _("Opposition de {name}").format(name=name) if name and len(acts) == 1 else n_(
        "{n} opposition", "{n} oppositions", len(acts)).format(n=number(len(acts)))  # fmt: skip
    in_force = _acts(r, gesture.lines)
    if not in_force:
        return replace(gesture, text=text, detail=_("Annulée"), place="oppositions")
    can = all(opposing.undoable(entry.at, at) for entry in in_force)
    detail = "" if can else _("Dix minutes ont passé")
    undoes = len({entry.gesture for entry in in_force}) if can else 0
    return _mine_only(replace(gesture, text=text, detail=detail, undoes=undoes, place="oppositions"))


def _imported(r: Reader, gesture: RecentGesture) -> RecentGesture | None:
    batch_id = next(iter(journaled.rows_written(r, gesture.lines, "batch")), None)
    batch = batches.batch(r, batch_id) if batch_id is not None else None
    if batch is None or batch.typed:
        return None
    words = n_("{file} importé, {n} ligne", "{file} importé, {n} lignes", batch.read)
    return replace(gesture, text=words.format(file=batch.name, n=number(batch.read)), detail=_("S’annule dans Imports"),
               place="imports")  # fmt: skip


def _erased(r: Reader, gesture: RecentGesture) -> RecentGesture | None:
    count = len(set(journaled.rows_written(r, gesture.lines, "erased")))
    words = n_("{n} personne effacée", "{n} personnes effacées", count).format(n=number(count))
    return replace(gesture, text=words, detail=_("Un effacement ne se défait pas")) if count else None
