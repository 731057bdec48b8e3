"""Backups, restorations and erasures as long jobs: see :mod:`core.actions.desk.jobs`."""

from datetime import datetime
from pathlib import Path

from core.actions.common import agency, scratch
from core.actions.common.clock import clock_leaps
from core.actions.intake.removed_rows import let_go_of_old
from core.actions.keeping import backing_up, forgetting, kept_too_long, orphan_files, restoring, retaining
from core.actions.keeping.backup_list import Backup
from core.actions.keeping.current_base import OpenedBase, open_current
from core.actions.keeping.kept_too_long import PROPOSED, RetentionPreview
from core.actions.keeping.restoring import Restored
from core.actions.register import key_phrase
from core.base.progress import Progress, silent
from core.base.records import Struct, field, replace
from core.model.backup import Drill, Loss
from core.model.forgetting import Retained
from core.store.engine.opening import opened
from core.store.engine.outbox import SealedOutbox
from core.words.errors import error

FILES = "files"
"""Beside the rules: the files that no row of the base knows."""


class Keeping(Struct, frozen=True):
    """What a job is to do on the base of ``folder``: a backup made in ``place`` or read from it; the retention rules
    to apply."""

    folder: Path
    by: str
    now: datetime
    place: Path = field(default_factory=Path)
    keys: tuple[str, ...] = PROPOSED


def begin_job(asked: Keeping, progress: Progress = silent) -> Retained | None:
    """Do the work of each start of the program: delete what a dead program left, finish interrupted erasures, erase
    what was kept long enough if the agency wants that and the clock can be believed, and make the daily copy. Return
    what was erased."""
    scratch.sweep()
    with opened(asked.folder) as store:
        key_phrase.clean(store, by=asked.by, at=asked.now)
        forgetting.sweep(store, by=asked.by, at=asked.now, progress=progress)
        let_go_of_old(store, by=asked.by, at=asked.now)
        with store.read() as r:
            erases = agency.settings(r).retention_at_start and not clock_leaps(r, asked.now)
        retained = retaining.run(store, by=asked.by, at=asked.now, progress=progress) if erases else None
        backing_up.seal_older(store)
        backing_up.daily(store, at=asked.now)
        store.remember()
        return retained


def reach_job(asked: Keeping, progress: Progress = silent) -> OpenedBase:
    """Reach the server of a team, and send it what waits on this seat; return its base. For a thread. Raises UserError
    TEAM_AWAY while it does not answer."""
    progress(0, 0)
    gestures = len(SealedOutbox(asked.folder).pending())
    store, caught = open_current(asked.folder, at=asked.now)
    if store.away:
        store.close()
        raise error("TEAM_AWAY")
    return OpenedBase(store, caught, gestures)


def renew_job(folder: Path, progress: Progress = silent) -> None:
    """Make the copy of a seat again where it is of another day."""
    progress(0, 0)
    with opened(folder) as store:
        store.remember()


def back_up_job(asked: Keeping, progress: Progress = silent) -> Backup:
    """Make a backup in ``place``."""
    progress(0, 0)
    with opened(asked.folder) as store:
        return backing_up.back_up(store, asked.place, by=asked.by, at=asked.now)


def losing_job(asked: Keeping, progress: Progress = silent) -> Loss:
    """Check a backup and return what restoring it would lose."""
    progress(0, 0)
    with opened(asked.folder) as store:
        return restoring.losing(store, asked.place)


def restore_job(asked: Keeping, progress: Progress = silent) -> Restored:
    """Restore a backup."""
    return restoring.restore(asked.folder, asked.place, by=asked.by, at=asked.now, progress=progress)


def drill_job(asked: Keeping, progress: Progress = silent) -> Drill:
    """Restore a backup for trial."""
    return restoring.drill(asked.folder, asked.place, by=asked.by, at=asked.now, progress=progress)


def seal_job(asked: Keeping, progress: Progress = silent) -> int:
    """Seal the copies made before the key left the base."""
    progress(0, 0)
    with opened(asked.folder) as store:
        return backing_up.seal_older(store)


def seal_known_job(asked: Keeping, progress: Progress = silent) -> int:
    """Seal the copies made before the key left the base, those of the folder last chosen too."""
    progress(0, 0)
    with opened(asked.folder) as store:
        return backing_up.seal_known(store)


def preview_job(asked: Keeping, progress: Progress = silent) -> RetentionPreview:
    """Count what was kept long enough."""
    progress(0, 0)
    with opened(asked.folder) as store:
        with store.read() as r:
            preview = kept_too_long.preview(r, asked.now)
        return replace(preview, files=tuple(orphan_files.strays(store)))


def retain_job(asked: Keeping, progress: Progress = silent) -> Retained:
    """Erase what was kept long enough by the rules asked, and the files without a row when :data:`FILES` is."""
    with opened(asked.folder) as store:
        done = retaining.run(store, by=asked.by, at=asked.now, keys=asked.keys, progress=progress)
        if FILES not in asked.keys:
            return done
        paths = [stray.path for stray in orphan_files.strays(store)]
        return replace(done, files=orphan_files.drop_strays(store, paths, by=asked.by, at=asked.now))
