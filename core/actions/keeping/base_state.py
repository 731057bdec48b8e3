"""Says what state a base is in and what each backup would bring back, without touching the base; what is still read of
a damaged one is counted."""

from datetime import UTC, datetime
from pathlib import Path

from core.actions.common import agency
from core.actions.common.fuzzy_suppression import NEAR
from core.actions.keeping.backup_list import COPIES, Backup, backups
from core.actions.keeping.base_in_place import PresentBase, present, set_aside
from core.actions.keeping.keeping_jobs import Keeping
from core.actions.keeping.sweep import drop_stages, stage_of
from core.base.errors import UserError
from core.base.moments import kept, read
from core.base.progress import Progress, silent
from core.base.records import Struct, replace
from core.model.backup import Loss
from core.model.register_key import KeyPlace
from core.store import backups as found
from core.store import safe
from core.store.engine.cleaning import clean_copy
from core.store.engine.copies import Holding, holding, holdings
from core.store.engine.folders import is_open_to_others
from core.store.engine.opening import NAME, keyless
from core.store.engine.soundness import Soundness, state_of
from core.store.port import Store
from core.store.safe.sealing import ENDING


class Copy(Struct, frozen=True):
    """A backup: where it is, its moment, whether it can be put back; what it holds; ``loses``: what the present base
    has and it has not, None where that cannot be counted; ``locked``: it asks for the phrase."""

    path: Path
    at: datetime
    automatic: bool
    sound: bool
    leads: int = 0
    oppositions: int = 0
    last: datetime | None = None
    loses: Loss | None = None
    locked: bool = False

    @property
    def sealed(self) -> bool:
        """Tell whether only the key opens it."""
        return self.path.name.endswith(ENDING)


class BaseLook(Struct, frozen=True):
    """What was seen: ``state``; ``oppositions``: entries of the register still read, ``withdrawn``: agreements taken
    back, ``whole``: the register is read to its last row; the copies, newest first; ``aside``: bases set aside;
    ``key``: where the register's key is, and ``known_by``; ``open_to``: others may enter the folder."""

    state: Soundness
    oppositions: int = 0
    withdrawn: int = 0
    whole: bool = True
    copies: tuple[Copy, ...] = ()
    aside: tuple[Path, ...] = ()
    key: KeyPlace | None = None
    known_by: str = ""
    open_to: bool = False

    @property
    def best(self) -> Copy | None:
        """The newest copy that can be put back."""
        return next((copy for copy in self.copies if copy.sound), None)


def look_job(asked: Keeping, progress: Progress = silent) -> BaseLook:
    """Look at the base of ``folder``, as a long job; ``place``: another folder to look for copies in, if any."""
    return look(asked.folder, asked.place if asked.place != Path() else None, progress)


def look(folder: Path, more: Path | None = None, progress: Progress = silent) -> BaseLook:
    """Look at the base of ``folder`` and at its copies, those of the folder ``more`` too. Raises UserError for trouble
    that is not the base's own."""
    try:
        state = state_of(folder)
    except UserError as problem:
        if problem.code != "KEY_ABSENT":
            raise
        known_by = keyless(folder).known_by
        return BaseLook(Soundness.LOCKED, copies=_copies(folder, more, None), key=KeyPlace.ABSENT, known_by=known_by)
    if state is Soundness.NEWER:
        return BaseLook(state, copies=_copies(folder, more, None), aside=tuple(set_aside(folder)))
    drop_stages(folder)
    try:
        with present(folder, stage_of(folder) / "lue", progress) as base:
            carries = base.carries
            said = len({opposition.gesture for opposition in carries.oppositions if opposition.kind != NEAR})
            is_whole = base.recovered.whole if base.recovered else base.state in (Soundness.SOUND, Soundness.NONE)
            copies = _copies(folder, more, _asked(base))
            if state is Soundness.ALTERED:
                copies = (*copies, _itself(folder, stage_of(folder) / "nette.db"))
            seen = BaseLook(base.state, said, len(carries.withdrawn), is_whole, copies, tuple(set_aside(folder)))
            return _with_key(seen, folder, _asked(base))
    finally:
        drop_stages(folder)


def _itself(folder: Path, clean: Path) -> Copy:
    """Return the base in place as a copy to go on with, without what something else changed in it: ``clean``, where it
    is made to be counted."""
    base = folder / NAME
    clean_copy(base, clean)
    held = holding(clean)
    at = datetime.fromtimestamp(base.stat().st_mtime, UTC)
    return Copy(base, at, True, held.sound, held.leads, held.oppositions, read(held.moment), Loss(read(held.moment)))


def _with_key(seen: BaseLook, folder: Path, there: Store | None) -> BaseLook:
    """Add where the key is, and whether the folder is closed."""
    if there is None:
        return seen
    with there.read() as r:
        key, known_by = safe.place(r), safe.key_id(r)
    return replace(seen, key=key, known_by=known_by, open_to=is_open_to_others(folder))


def _asked(there: PresentBase) -> Store | None:
    return there.recovered.store if there.recovered else there.store


def _copies(folder: Path, more: Path | None, there: Store | None) -> tuple[Copy, ...]:
    """Return the copies of the program's own folder, of ``more`` and of where the base or one of them was backed up."""
    listed = backups(folder / COPIES, automatic=True)
    held = holdings(backup.path for backup in listed)
    names = {one.backup_folder for one in held.values()} | {_backed_up(there)}
    places = {Path(text) for text in names if text} | ({more} if more else set())
    others = [backup for place in places - {folder / COPIES} for backup in backups(place)]
    held |= holdings(other.path for other in others)
    found = sorted((*listed, *others), key=lambda one: one.at, reverse=True)
    return tuple(_copy(backup, held[backup.path], there) for backup in found if backup.path in held)


def _backed_up(there: Store | None) -> str:
    if there is None:
        return ""
    with there.read() as r:
        return agency.settings(r).backup_folder


def _copy(one: Backup, held: Holding, there: Store | None) -> Copy:
    last, loses = read(held.moment), None
    if there is not None and last is not None:
        with there.read() as r:
            since = found.gained_since(r, kept(last))
        loses = Loss(last, since.leads, since.calls, since.letters, since.agreements)
    return Copy(one.path, one.at, one.automatic, held.sound, held.leads, held.oppositions, last, loses, held.locked)
