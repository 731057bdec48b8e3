"""Replaces the base with a backup. The backup is checked first, given every refusal and erasure recorded since it
was made, then put in place in one transaction; the former base is kept as a copy."""

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from core.actions.common.due_dates import settle_all
from core.actions.common.near_refusals import NEAR
from core.actions.keeping.backing_up import automatic_copy
from core.actions.keeping.backup_list import COPIES
from core.actions.keeping.erase_again import erase_again, listed
from core.actions.keeping.erasing import Erasure
from core.actions.keeping.forgetting import sweep
from core.actions.keeping.sweep import STAGE
from core.actions.keeping.verifying import verify
from core.actions.register.opposing import cover
from core.base.errors import UserError
from core.base.moments import kept, read
from core.base.progress import Progress, silent
from core.model.backup import Loss
from core.store import backups as found
from core.store import leads, safe
from core.store.backups import Frozen, MessageRecord, RegisterEntry, RequestRecord, TakenBack
from core.store.opening import NAME, open_file, open_store, opened
from core.store.port import Reader, Store, Value, Writer
from core.words.errors import error

_STEPS = 5
Record = RequestRecord | MessageRecord


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restoration did. ``moment``: last change of the backup; ``aside``: where the former base is kept;
    ``oppositions`` entries and ``erased`` leads applied again; ``register_lost``: the former base was unreadable, so
    that refusals recorded since the backup must be typed again."""

    moment: datetime | None
    aside: Path | None
    oppositions: int
    erased: int
    register_lost: bool


@dataclass(frozen=True, slots=True)
class _Register:
    """What the present base knows and the restored one must know too."""

    oppositions: Sequence[RegisterEntry] = ()
    erased: tuple[Erasure, ...] = ()
    withdrawn: Sequence[TakenBack] = ()
    frozen: Sequence[Frozen] = ()
    asked: Sequence[RequestRecord] = ()
    told: Sequence[MessageRecord] = ()
    seats: int = 0


def losing(store: Store, file: Path) -> Loss:
    """Return what restoring a backup would lose. Raises UserError BACKUP_DAMAGED, BASE_NEWER, BACKUP_OTHER_BASE."""
    with _Stage(store.path.parent, file) as staged:
        _refuse_stranger(store, staged, file)
        with staged.read() as r:
            moment = found.last_moment(r)
    if moment is None:
        return Loss(None)
    with store.read() as r:
        gained = found.gained_since(r, kept(datetime.fromisoformat(moment)))
    return Loss(
        read(moment), leads=gained.leads, calls=gained.calls, letters=gained.letters, agreements=gained.agreements
    )


def restore(folder: Path, file: Path, *, by: str, at: datetime, progress: Progress = silent) -> Restored:
    """Replace the base of ``folder`` with a backup, and return what was done.

    Raises UserError BACKUP_DAMAGED, BASE_NEWER, BACKUP_OTHER_BASE, RESTORE_FAILED: the base in place is then unchanged.
    """
    progress(0, _STEPS)
    present = _present(folder)
    try:
        with _Stage(folder, file) as staged:
            progress(1, _STEPS)
            register = _Register()
            if present is not None:
                _refuse_stranger(present, staged, file)
                with present.read() as r:
                    register = _read(r)
            with staged.read() as r:
                moment = read(found.last_moment(r))
            oppositions, erased = _carry(staged, register, by=by, at=at)
            progress(2, _STEPS)
            _whole(staged, "RESTORE_FAILED", file)
            progress(3, _STEPS)
            aside = _replace(folder, present, staged, at=at)
            progress(4, _STEPS)
    finally:
        if present is not None:
            present.close()
    with opened(folder) as store:
        _whole(store, "RESTORE_FAILED", file)
        sweep(store, by=by, at=at)
    return Restored(moment, aside, oppositions, erased, register_lost=present is None)


class _Stage:
    """A copy of the backup, open, beside the base: checked first, deleted at the end."""

    def __init__(self, folder: Path, file: Path) -> None:
        self._folder = folder / STAGE
        self._file = file
        self._store: Store | None = None

    def __enter__(self) -> Store:
        shutil.rmtree(self._folder, ignore_errors=True)
        try:
            self._folder.mkdir(parents=True)
            shutil.copyfile(self._file, self._folder / NAME)
            self._store = _opened(self._folder / NAME, self._file)
            _whole(self._store, "BACKUP_DAMAGED", self._file)
        except (OSError, UserError) as problem:
            self.__exit__()
            if isinstance(problem, UserError):
                raise
            raise error("BACKUP_DAMAGED", file=self._file.name) from problem
        return self._store

    def __exit__(self, *_problem: object) -> None:
        if self._store is not None:
            self._store.close()
        shutil.rmtree(self._folder, ignore_errors=True)


def _opened(path: Path, file: Path) -> Store:
    try:
        return open_file(path)
    except UserError as problem:
        if problem.code == "BASE_NEWER":
            raise
        raise error("BACKUP_DAMAGED", file=file.name) from problem


def _whole(store: Store, code: str, file: Path) -> None:
    if verify(store).problems:
        raise error(code, file=file.name)


def _present(folder: Path) -> Store | None:
    """Return the base in place, None when it is missing or cannot be read."""
    if not (folder / NAME).exists():
        return None
    try:
        return open_store(folder)
    except UserError as problem:
        if problem.code != "BASE_UNREADABLE":
            raise
        return None


def _refuse_stranger(present: Store, staged: Store, file: Path) -> None:
    """Raise when the backup has another key than the register in use, whose hashes would then mean nothing."""
    if present.keyed_hash("phone", "") != staged.keyed_hash("phone", ""):
        with present.read() as r:
            used = safe.is_used(r)
        if used:
            raise error("BACKUP_OTHER_BASE", file=file.name)


def _read(r: Reader) -> _Register:
    return _Register(
        oppositions=found.entries_in_force(r),
        erased=tuple(listed(r)),
        withdrawn=found.agreements_taken_back(r),
        frozen=found.frozen(r),
        asked=found.request_records(r),
        told=found.message_records(r),
        seats=found.seats(r),
    )


def _carry(staged: Store, register: _Register, *, by: str, at: datetime) -> tuple[int, int]:
    """Apply to the backup what happened since; return (number of oppositions, number of erased leads)."""
    with staged.write("restore", by=by, at=at) as w:
        w.note("backup restored")
        fresh = _oppose(w, register, at)
        _take_back(w, register.withdrawn)
        free = found.free(w)
        for lead in register.frozen:
            if lead.id in free:
                w.update("lead", lead.id, {"restricted_at": lead.restricted_at})
        _ask(w, register.asked)
        _tell(w, register.told)
        settle_all(w)
        found.keep_seats(w, max(register.seats, found.seats(w)))
    return fresh, erase_again(staged, register.erased, by=by, at=at)


def _oppose(w: Writer, register: _Register, at: datetime) -> int:
    """Add to the backup's register the refusals it lacks."""
    known, suppliers = found.opposition_ranks(w), found.supplier_ids(w)
    fresh = 0
    for entry in register.oppositions:
        if entry.id not in known:
            lacks = entry.supplier_id not in suppliers
            w.insert("opposition", (entry._replace(supplier_id=None) if lacks else entry)._asdict())
            fresh += entry.kind != NEAR
        covered = leads.sharing(w, [entry.hash])
        # What the backup lacks is recorded in it now, after all the agreements that it holds.
        rank = known.get(entry.id, w.rank)
        cover(w, covered, entry.gesture, how=entry.how, since=entry.at, at=kept(at), rank=rank)
    return fresh


def _take_back(w: Writer, withdrawn: Sequence[TakenBack]) -> None:
    """Take back in the backup the agreements that were taken back since."""
    states = found.agreement_states(w)
    for taken in withdrawn:
        # What the backup does not hold has nothing to be taken back.
        state = states.get(taken.id, taken)
        back: dict[str, Value] = {}
        if taken.withdrawn and not state.withdrawn:
            back["withdrawn"] = taken.withdrawn
        if taken.calls_withdrawn and not state.calls_withdrawn:
            back["calls_withdrawn"] = taken.calls_withdrawn
        if back:
            w.update("consent", taken.id, back)


def _ask(w: Writer, asked: Sequence[RequestRecord]) -> None:
    """Copy what persons asked, and the answers, as they are now: restoring a base does not move a deadline back. A
    person the backup does not know yet is given by name."""
    there = found.held_leads(w, [one.lead_id for one in asked if one.lead_id is not None])
    fresh = [
        one if one.lead_id is None or one.lead_id in there else one._replace(lead_id=None, person=one.name)
        for one in asked
    ]
    _keep(w, "request", found.request_records(w), fresh)


def _tell(w: Writer, told: Sequence[MessageRecord]) -> None:
    """Copy the messages to recipients of data, sent or to send."""
    suppliers = found.supplier_ids(w)
    fresh = [one if one.supplier_id in suppliers else one._replace(supplier_id=None) for one in told]
    _keep(w, "recipient_task", found.message_records(w), fresh)


def _keep(w: Writer, table: str, known: Sequence[Record], fresh: Sequence[Record]) -> None:
    before = {one.id: one.columns() for one in known}
    for one in fresh:
        values = one.columns()
        if one.id not in before:
            w.insert(table, values)
        elif changed := {column: value for column, value in values.items() if before[one.id][column] != value}:
            w.update(table, one.id, changed)


def _replace(folder: Path, present: Store | None, staged: Store, *, at: datetime) -> Path | None:
    """Put the staged base in place and return where the former one is kept."""
    if present is not None:
        former = automatic_copy(present, at=at).path
        present.become(staged.path)
        return former
    base = folder / NAME
    aside = _set_aside(base, at)
    path = staged.path
    staged.close()
    with path.open("rb+") as file:
        os.fsync(file.fileno())
    path.replace(base)
    return aside


def _set_aside(base: Path, at: datetime) -> Path | None:
    """Copy a damaged base among the copies, then delete its log, so that the next base does not read it."""
    if not base.exists():
        return None
    copies = base.parent / COPIES
    copies.mkdir(exist_ok=True)
    aside = copies / f"base-abimee-{at:%Y-%m-%d-%H%M%S}.db"
    shutil.copyfile(base, aside)
    for end in ("-wal", "-shm"):
        base.with_name(base.name + end).unlink(missing_ok=True)
    return aside
