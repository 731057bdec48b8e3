"""Finds lead files that appeared in the folder of the last import since then; they are offered on the page of
imports."""

import os
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from core.base.moments import read
from core.base.progress import Progress, silent
from core.base.records import Struct
from core.store import batches
from core.store.engine.opening import opened

ENDINGS = frozenset({".csv", ".tsv", ".xlsx", ".xlsb", ".xls", ".ods", ".fods", ".vcf", ".ldif", ".zip"})
"""Endings of lead files; a text or a JSON file is too often something else to be offered unasked."""
OFFERED = 2
_OWN = re.compile(r"(?:prospects|leads)-\d{4}-\d\d-\d\d\b")
"""How the files begin that the program exports: they are not offered back."""
RECENT = timedelta(days=14)
_LOOKED_AT = 5000


class LookInFolder(Struct, frozen=True):
    """Where to look: ``base``, the folder of the base; the folder that files come from; ``now``, aware."""

    base: Path
    folder: Path
    now: datetime


def fresh_files(asked: LookInFolder, progress: Progress = silent) -> tuple[Path, ...]:
    """Return the newest lead files of the folder not imported since they were written; none when the folder cannot
    be read."""
    progress(0, 0)
    try:
        found = sorted(_recent(asked), reverse=True)
    except OSError:
        return ()
    with opened(asked.base) as store, store.read() as r:
        imported = {row.name: read(row.at) for row in reversed(batches.recent(r))}
    paths = []
    for written, name in found:
        moment = imported.get(name)
        if moment is None or moment.timestamp() < written:
            paths.append(asked.folder / name)
    return tuple(paths[:OFFERED])


def _recent(asked: LookInFolder) -> Iterator[tuple[float, str]]:
    """Yield (time written, name) of the lead files of the last days."""
    since = (asked.now - RECENT).timestamp()
    with os.scandir(asked.folder) as entries:
        for _turn, entry in zip(range(_LOOKED_AT), entries, strict=False):
            if _is_lead_file(entry):
                written = entry.stat().st_mtime
                if written >= since:
                    yield written, entry.name


def _is_lead_file(entry: "os.DirEntry[str]") -> bool:
    hidden = entry.name.startswith((".", "~")) or _OWN.match(entry.name)
    return Path(entry.name).suffix.lower() in ENDINGS and not hidden and entry.is_file()
