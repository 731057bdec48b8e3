"""What a copy of a base holds, read without opening it as a base: nothing is written beside it."""

import os
from collections.abc import Iterable
from contextlib import closing, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from core.base.errors import UserError
from core.base.lazy_imports import sqlite_utils
from core.store.engine.driver import Access, connect, in_memory
from core.store.engine.known_schema import listed, strangers, unknown_steps
from core.store.engine.opening import NAME
from core.store.engine.packing import lay_out
from core.store.engine.seldom import steps_to_take
from core.store.engine.soundness import is_ours, is_whole
from core.store.engine.trouble import TROUBLE, spoken
from core.store.port import Reader
from core.store.safe import homes
from core.store.safe.sealing import is_sealed
from core.store.safe.sheets import digest_of, is_signed, read_sheet, sheet_of


class Holding(NamedTuple):
    """A copy: ``sound``: its file can be read to the last page; how many leads and refusals in force it has;
    ``moment``: of its last change, UTC ISO; ``backup_folder``: where its base was backed up; empty when it cannot be
    read. ``locked``: it is sealed under a key that is not on this computer."""

    sound: bool
    leads: int = 0
    oppositions: int = 0
    moment: str = ""
    backup_folder: str = ""
    locked: bool = False


class HeldBy(NamedTuple):
    """The counts of an open base: the same fields as :class:`Holding` has for a file."""

    leads: int
    oppositions: int
    moment: str
    backup_folder: str


_HELD = """SELECT (SELECT count(*) FROM lead WHERE erased_at IS NULL) AS leads,
    (SELECT count(DISTINCT gesture) FROM opposition WHERE lifted_at IS NULL AND kind <> 'near') AS oppositions,
    coalesce((SELECT at FROM journal ORDER BY id DESC LIMIT 1), '') AS moment,
    coalesce((SELECT value FROM setting WHERE key = 'backup_folder'), '') AS backup_folder"""


def held_by(r: Reader) -> HeldBy:
    """Return what a base holds."""
    [by] = r.named(HeldBy, _HELD)
    return by


def holding(path: Path) -> Holding:
    """Return what a copy holds; a damaged one is not sound, whatever can still be read of it, nor is one that the disk
    does not give. Raises FileNotFoundError where there is none any more, and what a bug of ours raises."""
    try:
        sealed = is_sealed(path)
    except FileNotFoundError:
        raise
    except OSError:
        return Holding(sound=False)
    return _sealed(path) if sealed else _plain(path)


def holdings(paths: Iterable[Path]) -> dict[Path, Holding]:
    """Return what each copy holds, but for those deleted since they were listed."""
    held = {}
    for path in paths:
        with suppress(FileNotFoundError):
            held[path] = holding(path)
    return held


def _plain(path: Path) -> Holding:
    try:
        with closing(connect(path, Access.ALONE)) as connection:
            if unknown_steps(connection) or not is_ours(connection) or not is_whole(connection):
                return Holding(sound=False)
            if strangers(connection):
                return Holding(sound=False)
            return Holding(True, *connection.execute(_HELD).fetchone())
    except UserError:  # Its key is not on this computer.
        return Holding(sound=False, locked=True)
    except TROUBLE as problem:
        if spoken(problem, path.parent) is None:
            _try_on_an_empty_base()
        return Holding(sound=False)


def altered_in(path: Path) -> str:
    """Return, in French, what something else changed in the schema of a copy; empty when nothing did."""
    with closing(connect(path, Access.ALONE)) as connection:
        return listed(strangers(connection))


def _try_on_an_empty_base() -> None:
    """Ask the same of a base that is surely whole: a statement that fails there too is wrong itself."""
    with closing(in_memory()) as empty:
        steps_to_take().apply(sqlite_utils().Database(empty, execute_plugins=False))
        empty.execute(_HELD).fetchone()


def _sealed(path: Path) -> Holding:
    """Return what a sealed copy holds: as its sheet says where that is signed and speaks of this very file, else as is
    seen by opening it."""
    found = read_sheet(sheet_of(path))
    sheet, signature = found or (None, "")
    secret = homes.find(sheet.key) if sheet else ""
    if sheet and not secret:
        return Holding(False, sheet.leads, sheet.oppositions, sheet.last, sheet.folder, locked=True)
    if sheet and is_signed(sheet, signature, secret) and digest_of(path) == sheet.sha256:
        return Holding(True, sheet.leads, sheet.oppositions, sheet.last, sheet.folder)
    with TemporaryDirectory(prefix=f"premier-contact-copie-{os.getpid()}-") as folder:
        try:
            lay_out(path, Path(folder))
        except UserError as problem:
            return Holding(sound=False, locked=problem.code == "BACKUP_LOCKED")
        return _plain(Path(folder) / NAME)
