"""Files beside the base that may name a person and that no row of it knows: letters of a base that was put back since,
a damaged base set aside, copies of somebody's data and lists left in its folder. They are offered for deletion, and an
erasure takes along those that may be about who is gone."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from core.actions.common.kept_files import drop_letters, letter_sizes, letters_folder
from core.actions.keeping.backup_list import COPIES, backups
from core.base.moments import AGENCY_ZONE, local
from core.base.records import Struct
from core.records.notice import Notice
from core.store.port import Reader, Store
from core.store.safe.sheets import sheet_of

ASIDE_KEPT = timedelta(days=31)
"""How long a damaged base stays before an erasure takes it along: the month of RGPD art. 12(3), during which what it
still says may be looked for."""
_COPY = re.compile(r"copie-(\d+)\.zip")
_LISTS = (".csv", ".tsv", ".xlsx", ".ods", ".fods", ".vcf", ".ldif", ".zip", ".pdf", ".json", ".txt")
_BASES = (".db", ".age")


class StrayKind(StrEnum):
    """What a file looks like: a ``LETTER``, a ``BASE`` or a copy of one, a ``LIST`` or a copy of data."""

    LETTER = "letter"
    BASE = "base"
    LIST = "list"


class Stray(Struct, frozen=True):
    """A file without a row: where it is, what it looks like, its size in bytes."""

    path: Path
    kind: StrayKind
    size: int


def strays(store: Store) -> list[Stray]:
    """Return the files that no row of the base knows, by name."""
    folder = store.path.parent
    with store.read() as r:
        letters = _letters_known(r)
    found = [
        *((path, StrayKind.BASE) for path in _copies(folder)),
        *((path, StrayKind.BASE) for path in _files(folder) if path.suffix in _BASES and path != store.path),
        *((path, StrayKind.LIST) for path in _files(folder) if path.suffix.lower() in _LISTS),
    ]
    sizes = letter_sizes(store)
    home = letters_folder(store)
    return [
        *(Stray(home / name, StrayKind.LETTER, size) for name, size in sorted(sizes.items()) if name not in letters),
        *(Stray(path, kind, path.stat().st_size) for path, kind in sorted(found)),
    ]


def drop_strays(store: Store, paths: Iterable[Path], *, by: str, at: datetime) -> int:
    """Delete those of ``paths`` that are still without a row, and return how many; the journal keeps their number."""
    asked = set(paths)
    gone = [stray.path for stray in strays(store) if stray.path in asked]
    _delete(store, gone)
    if gone:
        with store.write("files deleted", by=by, at=at) as w:
            w.note(f"files: {len(gone)}")
    return len(gone)


def drop_with(store: Store, *, at: datetime) -> int:
    """Delete what an erasure takes along: letters without a row, copies of somebody's data, damaged bases set aside for
    a month; return how many."""
    paths = [stray.path for stray in strays(store) if _goes_along(stray, at)]
    _delete(store, paths)
    return len(paths)


def _goes_along(one: Stray, at: datetime) -> bool:
    if one.kind is StrayKind.LETTER:
        return True
    if one.kind is StrayKind.BASE:
        changed = datetime.fromtimestamp(one.path.stat().st_mtime, AGENCY_ZONE)
        return at - changed > ASIDE_KEPT
    return _COPY.fullmatch(one.path.name) is not None


def _delete(store: Store, paths: Sequence[Path]) -> None:
    drop_letters(store, [path.name for path in paths if path.parent == letters_folder(store)])
    for path in paths:
        for end in ("", "-wal", "-shm"):
            path.with_name(path.name + end).unlink(missing_ok=True)


def _letters_known(r: Reader) -> set[str]:
    """Return the names of the letters, and of the files that bind those made at one moment."""
    notices = r.of(Notice)
    return {notice.file for notice in notices} | {
        f"lettres-{local(notice.at):%Y-%m-%d-%H%M%S}.pdf" for notice in notices
    }


def _copies(folder: Path) -> list[Path]:
    """Return what stands among the copies and is none."""
    paths = {path for backup in backups(folder / COPIES) for path in (backup.path, sheet_of(backup.path))}
    return [path for path in _files(folder / COPIES) if path not in paths]


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return [path for path in folder.iterdir() if path.is_file() and not path.name.startswith(".")]
