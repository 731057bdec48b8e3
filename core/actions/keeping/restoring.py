"""Replaces the base with a backup. The backup is checked first, given every refusal and erasure recorded since it
was made, then put in place in one transaction; the former base is kept as a copy."""

import hashlib
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

from core.actions.common.files import made_folder, write_whole
from core.actions.common.scratch import scratch
from core.actions.keeping.base_in_place import PresentBase, make_way, present, team_in_place
from core.actions.keeping.carry_over import carry, carry_letters, lost_letters
from core.actions.keeping.forgetting import sweep
from core.actions.keeping.older_base import catch_up, memory_for
from core.actions.keeping.sweep import drop_stages, stage_of
from core.actions.keeping.verifying import whole
from core.actions.register.key_phrase import set_apart
from core.base.errors import UserError
from core.base.moments import kept, read
from core.base.progress import Progress, silent
from core.base.records import Struct
from core.model.backup import Drill, Loss
from core.records.lead import Lead
from core.records.notice import Notice
from core.records.opposition import Opposition
from core.store import backups as found
from core.store import safe
from core.store.engine.cleaning import clean_copy
from core.store.engine.copies import altered_in
from core.store.engine.opening import NAME, open_file, open_store, opened
from core.store.engine.packing import LETTERS, REGISTER_KEY, lay_out
from core.store.engine.soundness import Soundness, state_of
from core.store.engine.witness import RESTORED
from core.store.notices import letters_kept
from core.store.port import Shelf, Store
from core.store.safe import homes
from core.store.safe.homes import TEAM
from core.store.safe.sealed_files import file_key, opened_file
from core.store.settings import saved_setting
from core.words.errors import error

_STEPS = 5


class Restored(Struct, frozen=True):
    """What a restoration did. ``moment``: last change of the backup; ``aside``: where the former base is kept;
    ``oppositions`` entries and ``erased`` leads applied again; ``register_lost``: the register of
    the former base could not be read to its last row, so that refusals recorded since the backup must be looked for
    and noted again; ``lost``: those of them it still named; ``letters``: files put back."""

    moment: datetime | None
    aside: Path | None
    oppositions: int
    erased: int
    register_lost: bool
    lost: int = 0
    letters: int = 0


def losing(store: Store, file: Path) -> Loss:
    """Return what restoring a backup would lose. Raises UserError BACKUP_DAMAGED, BASE_NEWER, BACKUP_OTHER_BASE."""
    with _Stage(store.path.parent, file) as staged:
        _refuse_other_key(store, staged, file)
        with staged.read() as r:
            moment = found.last_moment(r)
            with store.read() as present:
                gained = found.gained_since(present, kept(datetime.fromisoformat(moment))) if moment else None
                letters = lost_letters(r, present)
    if gained is None:
        return Loss(None)
    return Loss(read(moment), leads=gained.leads, calls=gained.calls, letters=letters, agreements=gained.agreements)


def restore(folder: Path, file: Path, *, by: str, at: datetime, progress: Progress = silent) -> Restored:
    """Replace the base of ``folder`` with a backup, and return what was done. The base in place may be damaged: what
    can still be read of it is carried over, and it is set aside as it is. One whose schema something else changed may
    be the ``file`` itself: its rows are then taken without that.

    That of a team is replaced on its server in one transaction, while its seats wait to write; they keep their logins.

    Raises UserError BACKUP_DAMAGED, BASE_NEWER, BACKUP_OTHER_BASE, RESTORE_FAILED, TEAM_RESTORE, TEAM_RIGHTS: the base
    in place is then unchanged.
    """
    progress(0, _STEPS)
    is_team = (folder / TEAM).exists()
    with (
        _Stage(folder, file) as staged,
        team_in_place(folder) if is_team else present(folder, staged.path.parent / "lue") as base,
    ):
        progress(1, _STEPS)
        _refuse_stranger(base, staged, file)
        with staged.read() as r:
            moment = read(found.last_moment(r))
        oppositions, erased = _brought_up(staged, base, folder, file, by=by, at=at)
        progress(2, _STEPS)
        _whole(staged, "RESTORE_FAILED", file)
        progress(3, _STEPS)
        with staged.read() as r:
            kept_letters, key = letters_kept(r), file_key(safe.key(r))
        staged.close()
        shelf = base.store.shelf if base.store is not None else None
        aside = make_way(base, staged.path, at=at)
        lost = base.recovered.lost if base.recovered else 0
        is_whole = base.recovered.whole if base.recovered else base.state in (Soundness.SOUND, Soundness.NONE)
        progress(4, _STEPS)
        letters = _bring_letters(staged.path.parent / LETTERS, folder / LETTERS, kept_letters, key, shelf)
    with closing(open_store(folder, older=True)) as store:
        _whole(store, "RESTORE_FAILED", file)
        sweep(store, by=by, at=at)
        store.remember(anew=True)
    return Restored(
        moment,
        aside,
        oppositions,
        erased,
        register_lost=not is_whole,
        lost=lost,
        letters=letters,
    )


def _brought_up(
    staged: Store, base: PresentBase, folder: Path, file: Path, *, by: str, at: datetime
) -> tuple[int, int]:
    """Write into the backup what must outlive it: refusals and erasures recorded since, letters, and what the base in
    place says of its key. Return how many entries of the register and how many erased leads it lacked."""
    opposed, erased = carry(staged, base.carries, by=by, at=at)
    with staged.read() as r:
        memory = memory_for(folder, file, r)
    caught = catch_up(staged, memory, what=RESTORED, by=by, at=at)
    known = base.store or (base.recovered.store if base.recovered else None)
    if known is not None:
        with known.read() as r:
            carry_letters(staged, r, damaged=base.store is None, by=by, at=at)
    if base.store is not None and base.store.shelf is not None:
        _keep_sheet(staged, base.store, by=by, at=at)
    elif not staged.path.with_name(REGISTER_KEY).exists():  # A team's words were typed, and none of the register's.
        _let_go_of_key(staged, by=by, at=at)
    return opposed + caught.opposed, erased + caught.erased


def drill(folder: Path, file: Path, *, by: str, at: datetime, progress: Progress = silent) -> Drill:
    """Restore a backup for trial, over a copy of the base of ``folder`` (on a bare computer, over nothing), and return
    what came back; the base itself only notes that it was done. Raises UserError as :func:`restore` does."""
    is_bare = state_of(folder) is Soundness.NONE
    with scratch() as place:
        if not is_bare:
            with opened(folder) as store:
                store.copy_to(place, NAME)
        done = restore(place, file, by=by, at=at, progress=progress)
        with opened(place) as tried, tried.read() as r:
            refusals = {entry.gesture for entry in r.of(Opposition, lifted_at=None) if entry.kind != "near"}
            drilled = Drill(done.moment, r.count(Lead, erased_at=None), len(refusals), done.letters)
    if not is_bare:
        with opened(folder) as store, store.write("drill", by=by, at=at) as w:
            w.set_value("setting", "last_drill", at.isoformat(timespec="seconds"))
    return drilled


def _bring_letters(there: Path, folder: Path, known: Sequence[Notice], key: bytes, shelf: Shelf | None) -> int:
    """Put back the letters that the backup holds, that the base knows and that are not there; return how many. ``key``:
    under which some may be sealed; ``shelf``: that of a team, for its letters."""
    brought = 0
    for letter in known:
        source, target = there / letter.file, folder / letter.file
        is_kept = target.exists() if shelf is None else shelf.content(letter.file) is not None
        if Path(letter.file).name != letter.file or not source.is_file() or is_kept:
            continue
        content = source.read_bytes()
        clear = opened_file(content, key)
        if hashlib.sha256(clear).hexdigest() != letter.sha256:
            continue
        if shelf is not None:
            shelf.put(letter.file, clear)
        else:  # As it is: what was sealed is so under the key of the base that comes back.
            write_whole(made_folder(folder) / letter.file, content)
        brought += 1
    return brought


def _keep_sheet(staged: Store, team: Store, *, by: str, at: datetime) -> None:
    """Have a backup say of the recovery sheet what the team's base says: the sheet confirmed then may be another."""
    with team.read() as r:
        confirmed = saved_setting(r, safe.SHEET)
    with staged.write("restore", by=by, at=at) as w:
        w.set_value("setting", safe.SHEET, confirmed)


def _let_go_of_key(staged: Store, *, by: str, at: datetime) -> None:
    """Take the key out of an older backup when this computer keeps it: its phrase was typed back since."""
    with staged.read() as r:
        is_known = not safe.is_apart(r) and safe.key_id(r) in homes.known_keys()
    if is_known:
        set_apart(staged, by=by, at=at)


class _Stage:
    """A copy of the backup, open, beside the base: checked first, deleted at the end."""

    def __init__(self, folder: Path, file: Path) -> None:
        self._base, self._folder = folder, stage_of(folder)
        self._file = file
        self._store: Store | None = None

    def __enter__(self) -> Store:
        drop_stages(self._base)
        try:
            self._folder.mkdir(mode=0o700, parents=True)
            if _is_in_place(self._file, self._base):
                clean_copy(self._file, self._folder / NAME)
            else:
                lay_out(self._file, self._folder)
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
        drop_stages(self._base)


def _is_in_place(file: Path, folder: Path) -> bool:
    """Tell whether a backup is the base itself, asked to be put back without what something else changed in it."""
    base = folder / NAME
    return base.exists() and file.samefile(base) and state_of(folder) is Soundness.ALTERED


def _opened(path: Path, file: Path) -> Store:
    try:
        return open_file(path)
    except UserError as problem:
        if problem.code == "BASE_NEWER":
            raise
        if problem.code == "BASE_ALTERED":
            raise error("BACKUP_ALTERED", file=file.name, what=altered_in(path)) from problem
        raise error("BACKUP_DAMAGED", file=file.name) from problem


def _whole(store: Store, code: str, file: Path) -> None:
    if whole(store).problems:
        raise error(code, file=file.name)


def _refuse_stranger(there: PresentBase, staged: Store, file: Path) -> None:
    """Raise when the backup has another key than the register in use, whose hashes would then mean nothing."""
    if there.store is not None:
        _refuse_other_key(there.store, staged, file)
    elif there.recovered is not None and there.recovered.keys:
        with staged.read() as r:
            same = safe.key_id(r) in there.recovered.keys or found.shares_journal(r, there.recovered.seals)
        if not same and there.recovered.seals:
            raise error("BACKUP_OTHER_BASE", file=file.name)


def _refuse_other_key(there: Store, staged: Store, file: Path) -> None:
    with staged.read() as r:
        known_by = safe.key_id(r)
    with there.read() as r:
        strange = safe.key_id(r) != known_by and safe.is_used(r)
    if strange:
        raise error("BACKUP_OTHER_BASE", file=file.name)
