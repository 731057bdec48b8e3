"""The gestures of the last thirty days as the journal has them, each with its undoing while there is one.

Nothing is kept beside the journal: what a gesture set is there before and after, so that it is undone where the row
still is as it left it, and done again where it is as it was before. A refusal is taken back within ten minutes, and
its lifting is never undone here; an import is undone on its own page, an erasure never.
"""

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from core.actions.common.in_slices import BulkResult
from core.actions.common.next_step_facts import milestone_of
from core.actions.leads import edit_undo, milestones, several, value_changes
from core.actions.letters import posting
from core.actions.register import opposing, opposing_many
from core.base.i18n import _, n_
from core.base.moments import kept, local
from core.base.progress import Progress, silent
from core.base.records import Struct, replace
from core.base.screen_shapes import hour, number
from core.records.agent import Agent
from core.records.lead import Lead
from core.records.milestone import Milestone
from core.records.notice import Notice
from core.records.opposition import Opposition
from core.store import batches, journaled, notices
from core.store import leads as stored_leads
from core.store.journaled import GestureLine, RowChange
from core.store.port import Reader, Store
from core.words.errors import error
from core.words.milestones import milestone_words

KEPT_DAYS, READ = 30, 400
"""For how long a gesture is shown, and the lines of the journal read at most."""


_IN_SLICES = frozenset({"assign", "tag", "listing gone", "oppose", "forget"})
"""Gestures that may take several transactions."""


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
    groups: dict[tuple[str, str, str, int], list[GestureLine]] = {}
    for line in journaled.gesture_lines(r, [*_TOLD], since=since, limit=READ):
        if everybody or line.by == by:
            # The transactions of one gesture for many bear its moment.
            alone = 0 if line.what in _IN_SLICES else line.id
            groups.setdefault((line.what, line.by, line.at, alone), []).append(line)
    gestures = []
    for group in groups.values():
        first, lines = group[0], tuple(line.id for line in group)
        gesture = RecentGesture(lines, local(first.at), first.by, first.what, "", mine=first.by == by)
        gestures.append(_TOLD[first.what](r, gesture, at))
    return [_mine_only(gesture) for gesture in gestures if gesture is not None]


def undo_gesture(
    store: Store, gesture: RecentGesture, *, by: str, at: datetime, progress: Progress = silent
) -> BulkResult:
    """Take a gesture back and return what was; what somebody changed since stays. Raises UserError UNDO_LATE for what
    is not undone any more, or is another's, UNDO_SINCE (Stale) for an edit that somebody changed since."""
    undo = _UNDOES.get(gesture.what)
    if undo is None or gesture.by != by:
        raise error("UNDO_LATE")
    return undo(store, gesture, at, progress)


def redo_gesture(
    store: Store, gesture: RecentGesture, *, by: str, at: datetime, progress: Progress = silent
) -> BulkResult:
    """Do again what was taken back, where nothing else changed it since. Raises UserError UNDO_LATE."""
    if _TOLD.get(gesture.what) is not _changed or gesture.by != by:
        raise error("UNDO_LATE")
    return several.undo_several(store, gesture.lines, by=by, at=at, progress=progress, forward=True)


def _set_back(store: Store, gesture: RecentGesture, at: datetime, progress: Progress) -> BulkResult:
    return several.undo_several(store, gesture.lines, by=gesture.by, at=at, progress=progress)


def _allow_again(store: Store, gesture: RecentGesture, at: datetime, progress: Progress) -> BulkResult:
    with store.read() as r:
        entries = [entry for entry in _acts(r, gesture.lines) if entry.lifted_at is None]
    if not entries or not all(opposing.undoable(entry.at, at) for entry in entries):
        raise error("UNDO_LATE")
    acts = tuple(dict.fromkeys(entry.gesture for entry in entries))
    return opposing_many.undo_many(store, acts, by=gesture.by, at=at, progress=progress)


def _unedit(store: Store, gesture: RecentGesture, at: datetime, _progress: Progress) -> BulkResult:
    with store.read() as r:
        edited = edit_undo.edit_of(r, gesture.lines)
    edit_undo.undo_edit(store, edited, by=gesture.by, at=at)
    return BulkResult((edited.lead_id,), (), 0, 1)


def _take_milestone_back(store: Store, gesture: RecentGesture, at: datetime, _progress: Progress) -> BulkResult:
    with store.read() as r:
        [noted] = _milestones(r, gesture.lines)
    milestones.take_back(store, noted.id, by=gesture.by, at=at)
    return BulkResult((noted.lead_id,), (), 0, 1)


def _unpost(store: Store, gesture: RecentGesture, at: datetime, _progress: Progress) -> BulkResult:
    with store.read() as r:
        ids = [letter.id for letter in _letters(r, gesture.lines)]
    done, stay = posting.unposted(store, ids, by=gesture.by, at=at)
    return BulkResult(tuple(done), (), len(stay), len(done) + len(stay))


def _changed(r: Reader, gesture: RecentGesture, _at: datetime) -> RecentGesture | None:
    changes = several.set_by(r, gesture.lines)
    if not changes:
        return None
    back = len(several.standing_changes(r, gesture.lines, forward=False))
    redoes = len(several.standing_changes(r, gesture.lines, forward=True)) if not back else 0
    since = n_("{m} a changé depuis\u202f: il resterait", "{m} ont changé depuis\u202f: ils resteraient",
               len(changes) - back).format(m=number(len(changes) - back))  # fmt: skip
    undone = _undone(r, changes[0].row_id)
    detail = since if 0 < back < len(changes) else undone if redoes else _before(r, gesture.what, changes)
    return replace(gesture, text=_text(r, gesture.what, changes), detail=detail, undoes=back, redoes=redoes)


def _edited(r: Reader, gesture: RecentGesture, _at: datetime) -> RecentGesture | None:
    edited = edit_undo.edit_of(r, gesture.lines)
    name = _name_of(r, edited.lead_id)
    fields = ", ".join(value_changes.fields_of(r, edited.written))
    if not name or not fields:
        return _closed(r, gesture)
    text = _("Fiche de {name}\u202f: {fields}").format(name=name, fields=fields)
    if edit_undo.can_undo(r, edited):
        return replace(gesture, text=text, undoes=1)
    return replace(gesture, text=text, detail=_("Changé ou annulé depuis"))


def _closed(r: Reader, gesture: RecentGesture) -> RecentGesture | None:
    """Tell a sheet that an edit closed: what was typed is of somebody in the register."""
    entry = next(iter(r.of(Opposition, id=journaled.rows_written(r, gesture.lines, "opposition"))), None)
    name = _name_of(r, entry.lead_id) if entry is not None and entry.lead_id is not None else ""
    text = _("Opposition de {name}").format(name=name)
    return replace(gesture, text=text, place="oppositions") if name else None


def _happened(r: Reader, gesture: RecentGesture, _at: datetime) -> RecentGesture | None:
    noted = next(iter(_milestones(r, gesture.lines)), None)
    name = _name_of(r, noted.lead_id) if noted is not None else ""
    if noted is None or not name:
        return None
    text = f"{milestone_words(milestone_of(noted))}, {name}"
    if noted.undone_at:
        return replace(gesture, text=text, detail=_undone(r, noted.id))
    return replace(gesture, text=text, undoes=1)


def _posted(r: Reader, gesture: RecentGesture, _at: datetime) -> RecentGesture | None:
    letters = _letters(r, gesture.lines)
    if not letters:
        return None
    name = _name_of(r, letters[0].lead_id) if len(letters) == 1 else ""
    text = _("Lettre postée pour {name}").format(name=name) if name else n_(
        "{n} lettre postée", "{n} lettres postées", len(letters)).format(n=number(len(letters)))  # fmt: skip
    posted = [letter for letter in letters if letter.posted_at]
    if not posted:
        return replace(gesture, text=text, detail=_undone(r, letters[0].id))
    undoes = sum(not notices.answered(r, letter) for letter in posted)
    return replace(gesture, text=text, undoes=undoes, detail="" if undoes else _("Une réponse est connue"))


def _milestones(r: Reader, lines: Sequence[int]) -> list[Milestone]:
    return r.of(Milestone, id=journaled.rows_written(r, lines, "milestone"))


def _letters(r: Reader, lines: Sequence[int]) -> list[Notice]:
    """Return the letters that a gesture noted as posted; not those that it took back from people who refuse."""
    changes = journaled.changes(r, lines, ("notice",))
    return r.of(Notice, id=[change.row_id for change in changes if "posted_at" in json.loads(change.after or "{}")])


def _name_of(r: Reader, lead_id: int) -> str:
    person = r.get(Lead, lead_id)
    return person.name if person is not None and person.erased_at is None else ""


def _mine_only(gesture: RecentGesture) -> RecentGesture:
    """Return a gesture without its undoing when somebody else did it."""
    if gesture.mine or not (gesture.undoes or gesture.redoes):
        return gesture
    words = _("Geste de {user}\u202f: à lui de l’annuler").format(user=gesture.by)
    return replace(gesture, undoes=0, redoes=0, detail=words)


def _undone(r: Reader, row_id: int) -> str:
    last = stored_leads.last_change(r, row_id)
    return _("Annulé à {hour}").format(hour=hour(local(last.at))) if last else ""


def _before(r: Reader, what: str, changes: Sequence[RowChange]) -> str:
    if what != "assign":
        return ""
    names = {agent.id: agent.name for agent in r.of(Agent)}
    counts = Counter(names.get(json.loads(change.before or "{}")["agent_id"], _("personne")) for change in changes)
    words = ", ".join(_("{n} à {user}").format(n=number(count), user=name) for name, count in counts.most_common(3))
    return _("Avant\u202f: {old}").format(old=words)


def _text(r: Reader, what: str, changes: Sequence[RowChange]) -> str:
    count = len(changes)
    values = {"n": number(count)}
    if what == "listing gone":
        return n_("{n} annonce notée retirée", "{n} annonces notées retirées", count).format(**values)
    before, after = (json.loads(side or "{}") for side in (changes[0].before, changes[0].after))
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
    """Return the entries that a gesture wrote, of the acts it began."""
    entries = r.of(Opposition, id=journaled.rows_written(r, lines, "opposition"))
    return [entry for entry in entries if not entry.root]


def _opposed(r: Reader, gesture: RecentGesture, at: datetime) -> RecentGesture | None:
    entries = _acts(r, gesture.lines)
    acts = {entry.gesture for entry in entries}
    if not acts:
        return None
    people_opposed = {entry.lead_id for entry in entries if entry.lead_id is not None}
    name = _name_of(r, next(iter(people_opposed))) if len(people_opposed) == 1 else ""
    text = _("Opposition de {name}").format(name=name) if name and len(acts) == 1 else n_(
        "{n} opposition", "{n} oppositions", len(acts)).format(n=number(len(acts)))  # fmt: skip
    in_force = [entry for entry in entries if entry.lifted_at is None]
    if not in_force:
        return replace(gesture, text=text, detail=_("Annulée"), place="oppositions")
    can = all(opposing.undoable(entry.at, at) for entry in in_force)
    detail = "" if can else _("Dix minutes ont passé")
    undoes = len({entry.gesture for entry in in_force}) if can else 0
    return replace(gesture, text=text, detail=detail, undoes=undoes, place="oppositions")


def _imported(r: Reader, gesture: RecentGesture, _at: datetime) -> RecentGesture | None:
    batch_id = next(iter(journaled.rows_written(r, gesture.lines, "batch")), None)
    batch = batches.batch(r, batch_id) if batch_id is not None else None
    if batch is None or batch.typed:
        return None
    words = n_("{file} importé, {n} ligne", "{file} importé, {n} lignes", batch.read)
    return replace(gesture, text=words.format(file=batch.name, n=number(batch.read)), detail=_("S’annule dans Imports"),
               place="imports")  # fmt: skip


def _erased(r: Reader, gesture: RecentGesture, _at: datetime) -> RecentGesture | None:
    count = len(set(journaled.rows_written(r, gesture.lines, "erased")))
    words = n_("{n} personne effacée", "{n} personnes effacées", count).format(n=number(count))
    return replace(gesture, text=words, detail=_("Un effacement ne se défait pas")) if count else None


_TOLD: Mapping[str, Callable[[Reader, RecentGesture, datetime], RecentGesture | None]] = {
    "assign": _changed, "tag": _changed, "listing gone": _changed, "edit": _edited, "milestone": _happened,
        "notice posted": _posted, "oppose": _opposed, "intake end": _imported, "forget": _erased,
}  # fmt: skip
"""What the journal calls a gesture → what tells it; None for what leaves nothing to tell."""
_UNDOES: Mapping[str, Callable[[Store, RecentGesture, datetime, Progress], BulkResult]] = {
    "assign": _set_back, "tag": _set_back, "listing gone": _set_back, "edit": _unedit,
        "milestone": _take_milestone_back, "notice posted": _unpost, "oppose": _allow_again,
}  # fmt: skip
