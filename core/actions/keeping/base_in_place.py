"""The base in place, sound or not, as a restoration asks it; and how it makes way for another: what cannot be read is
set aside as it is, never deleted."""

import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from core.actions.common.agency import managers_only
from core.actions.keeping.backing_up import ASIDE, automatic_copy
from core.actions.keeping.carry_over import CarriedData, carried_by, readable
from core.base.disk import force_names, take_place
from core.base.errors import UserError
from core.base.moments import AGENCY_ZONE
from core.base.progress import Progress, silent
from core.base.records import Struct
from core.store.engine.log_marks import untouched
from core.store.engine.opening import NAME, open_owned, open_store
from core.store.engine.recovering import Recovered, recovered
from core.store.engine.soundness import Soundness, has_torn_end, state_of
from core.store.port import Store
from core.store.safe.base_key import note_of
from core.words.errors import error

_LOG, _JOURNAL = "-wal", "-journal"
_HALF = ".part"
"""How the name of a base being set aside ends until its log has followed: what a stop left so is finished."""


class PresentBase(Struct, frozen=True):
    """The base in place: what it ``is``, what it ``carries`` into another; ``store``: itself, only where it is sound;
    ``recovered``: what could be read of it, only where it is not."""

    folder: Path
    state: Soundness
    carries: CarriedData = CarriedData()
    store: Store | None = None
    recovered: Recovered | None = None


@contextmanager
def present(folder: Path, scratch: Path, progress: Progress = silent) -> Iterator[PresentBase]:
    """Give the base in place of ``folder``; what is read of a damaged one is kept in ``scratch`` meanwhile. Raises
    UserError BASE_NEWER, or that of a folder that refuses."""
    _finish_aside(folder)
    state = state_of(folder)
    # What a loss of power, or the disk, cut off the end of the log is only read from its bytes.
    torn = state is Soundness.SOUND and has_torn_end(folder)
    if state in (Soundness.SOUND, Soundness.NEWER) and not torn:
        with untouched(folder / NAME):
            store, carries = _open(folder)
        if store is not None and carries is not None:
            try:
                yield PresentBase(folder, state, carries, store)
            finally:
                store.close()
            return
        state = Soundness.DAMAGED
    remains = _remains(folder, state)
    if remains is None:
        yield PresentBase(folder, state)
        return
    with recovered(remains, scratch, progress) as found:
        with found.store.read() as r:
            carries = readable(carried_by(r))
        yield PresentBase(folder, state, carries, recovered=found)


@contextmanager
def team_in_place(folder: Path) -> Iterator[PresentBase]:
    """Give the base of a team, on the computer that shares it, as its owner; every seat waits meanwhile to write.
    Raises UserError TEAM_RESTORE at another computer, TEAM_RIGHTS for who is no manager."""
    with closing(open_store(folder, older=True)) as seat, seat.read() as r:
        managers_only(r)
    store = open_owned(folder)
    if store is None:
        raise error("TEAM_RESTORE")
    with closing(store), store.others_waiting():
        with store.read() as r:
            carries = carried_by(r)
        yield PresentBase(folder, Soundness.SOUND, carries, store)


def _open(folder: Path) -> tuple[Store | None, CarriedData | None]:
    """Return the base and what it carries; None where its pages are whole and their letters are not."""
    store = None
    try:
        store = open_store(folder, older=True)
        with store.read() as r:
            return store, carried_by(r)
    except UserError as problem:
        if store is not None:
            store.close()
        if problem.code not in ("BASE_UNREADABLE", "BASE_DAMAGED"):
            raise
        return None, None


def _remains(folder: Path, state: Soundness) -> Path | None:
    """Return the file to read what is left in: the base, or the last one set aside where it is gone."""
    base = folder / NAME
    if state is Soundness.NONE:
        return None
    sizes = [path.stat().st_size for path in (base, base.with_name(NAME + _LOG)) if path.exists()]
    if any(sizes):
        return base
    return max(set_aside(folder), default=None)


def set_aside(folder: Path) -> list[Path]:
    """Return the bases set aside in ``folder``."""
    return sorted(folder.glob(f"{ASIDE}*.db"))


def make_way(there: PresentBase, staged: Path, *, at: datetime) -> Path | None:
    """Put the staged base in the place of the present one; return where that one is kept, None when there was none.
    Raises UserError RESTORE_FAILED, DISK_FULL, BASE_BUSY."""
    if there.store is not None:
        former = _kept(there.store, at)
        there.store.become(staged)
        return former
    base = there.folder / NAME
    try:
        with staged.open("rb+") as file:
            os.fsync(file.fileno())
        with _aside(base, at) as aside:
            take_place(staged, base)
        force_names(there.folder)
    except OSError as problem:
        raise error("BASE_BUSY", seat="un autre programme") from problem
    return aside


def _kept(store: Store, at: datetime) -> Path:
    """Return a copy of a base that can be read, checked unless its journal does not hold: then kept as it is."""
    try:
        return automatic_copy(store, at=at).path
    except UserError as problem:
        if problem.code not in ("BACKUP_FAILED", "BACKUP_FIRST_FAILED"):
            raise
    aside = _free_name(store.path.parent, at)
    # Page for page, through the engine: any other way of reading the file would drop the locks of this process.
    store.copy_to(aside.parent, aside.name)
    return aside


@contextmanager
def _aside(base: Path, at: datetime) -> Iterator[Path | None]:
    """Rename a base that cannot be read, and its log beside it; both have their names back where what follows fails,
    so that nothing was done."""
    aside = _free_name(base.parent, at)
    half = aside.with_name(aside.name + _HALF)
    names = [(path, half if path == base else other) for path, other in _named(base, aside)]
    moved: list[tuple[Path, Path]] = []
    try:
        for path, other in (*names, *([(half, aside)] if base.exists() else [])):
            moved.append((path, path.rename(other)))
        base.with_name(f"{base.name}-shm").unlink(missing_ok=True)
        if aside.exists() and note_of(base).exists():
            shutil.copyfile(note_of(base), note_of(aside))  # Its header may be what is damaged.
        yield aside if aside.exists() else None
    except OSError:
        for path, other in reversed(moved):
            other.replace(path)
        raise


def _finish_aside(folder: Path) -> None:
    """Finish what a stop left half set aside: the log follows its base, which nothing else may be read with. Raises
    UserError BASE_BUSY."""
    base = folder / NAME
    log = base.with_name(NAME + _LOG)
    try:
        for half in folder.glob(f"{ASIDE}*.db{_HALF}"):
            aside = half.with_name(half.name.removesuffix(_HALF))
            if log.exists() and not base.exists():
                log.rename(aside.with_name(aside.name + _LOG))
            half.rename(aside)
    except OSError as problem:
        raise error("BASE_BUSY", seat="un autre programme") from problem


def _named(base: Path, other: Path) -> list[tuple[Path, Path]]:
    """Return the files of a base, each with its name as one of ``other``. The base first: without it, its log alone
    says that a base is missing."""
    both = ((path.with_name(path.name + end) for path in (base, other)) for end in ("", _LOG, _JOURNAL))
    return [(path, named) for path, named in both if path.exists()]


def _free_name(folder: Path, at: datetime) -> Path:
    name = f"{ASIDE}{at.astimezone(AGENCY_ZONE):%Y-%m-%d-%H%M%S}"
    names = (folder / f"{name}{more}.db" for more in ("", *(f"-{n}" for n in range(2, 1000))))
    return next(path for path in names if not path.exists() and not path.with_name(path.name + _LOG).exists())


def begin_anew(folder: Path, *, at: datetime) -> None:
    """Make an empty base where one is gone or cannot be read; what is left of that one is set aside. Raises UserError
    as :func:`core.store.engine.opening.open_store` does."""
    _finish_aside(folder)
    if state_of(folder) in (Soundness.SOUND, Soundness.NEWER):
        return
    with _aside(folder / NAME, at):
        pass
    open_store(folder, anew=True).close()
