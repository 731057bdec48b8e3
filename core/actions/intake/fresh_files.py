"""Finds lead files, and pages just saved, that appeared in the folder of the last import since then; they are offered
on the page of imports."""

import hashlib
import os
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from core.actions.intake.pages_given import PAGE_LIMIT
from core.base.moments import read
from core.base.progress import Progress, silent
from core.base.records import Struct
from core.store import batches
from core.store.engine.opening import opened
from core.store.port import Reader

ENDINGS = frozenset({".csv", ".tsv", ".xlsx", ".xlsb", ".xls", ".ods", ".fods", ".vcf", ".ldif", ".zip"})
"""Endings of lead files; a text or a JSON file is too often something else to be offered unasked."""
PAGES = frozenset({".html", ".htm", ".mhtml", ".mht", ".eml"})
"""Endings of pages saved by a browser and of messages: too often something else to be offered for long."""
OFFERED = 2
_OWN = re.compile(r"(?:prospects|leads)-\d{4}-\d\d-\d\d\b")
"""How the files begin that the program exports: they are not offered back."""
RECENT = timedelta(days=14)
JUST_SAVED = timedelta(days=1)
_LOOKED_AT = 5000


class LookInFolder(Struct, frozen=True):
    """Where to look: ``base``, the folder of the base; the folder that files come from; ``now``, aware."""

    base: Path
    folder: Path
    now: datetime


def fresh_files(asked: LookInFolder, progress: Progress = silent) -> tuple[Path, ...]:
    """Return the newest lead files of the folder not imported since they were written, and pages just saved of which
    no ad was taken; none when the folder cannot be read."""
    progress(0, 0)
    try:
        found = sorted(_recent(asked), reverse=True)
    except OSError:
        return ()
    paths = list[Path]()
    with opened(asked.base) as store, store.read() as r:
        imported = {row.name: read(row.at) for row in reversed(batches.recent(r))}
        for written, name in found:
            path, moment = asked.folder / name, imported.get(name)
            is_page = path.suffix.lower() in PAGES
            if _was_taken(r, path) if is_page else moment is not None and moment.timestamp() >= written:
                continue
            paths.append(path)
            if len(paths) == OFFERED:
                break
    return tuple(paths)


def _was_taken(r: Reader, page: Path) -> bool:
    """Tell whether ads of a saved page were taken, or it cannot be read."""
    try:
        return batches.page_was_taken(r, hashlib.sha256(page.read_bytes()).hexdigest())
    except OSError:
        return True


def _recent(asked: LookInFolder) -> Iterator[tuple[float, str]]:
    """Yield (time written, name) of the lead files of the last days."""
    since = {False: (asked.now - RECENT).timestamp(), True: (asked.now - JUST_SAVED).timestamp()}
    with os.scandir(asked.folder) as entries:
        for _turn, entry in zip(range(_LOOKED_AT), entries, strict=False):
            if _is_offered(entry):
                written, ending = entry.stat().st_mtime, Path(entry.name).suffix.lower()
                if written >= since[ending in PAGES]:
                    yield written, entry.name


def _is_offered(entry: "os.DirEntry[str]") -> bool:
    hidden = entry.name.startswith((".", "~")) or _OWN.match(entry.name)
    ending = Path(entry.name).suffix.lower()
    if ending in PAGES and entry.stat().st_size > PAGE_LIMIT:
        return False
    return ending in ENDINGS | PAGES and not hidden and entry.is_file()
