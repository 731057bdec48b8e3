"""Finds which file of a ZIP holds the table: the only possible one, or the one the user names."""

import zipfile
from pathlib import Path, PurePosixPath

from core.sources.formats import foreign
from core.sources.formats.decompression_limits import swells
from core.sources.formats.zip_entry import BROKEN_ZIP, Member
from core.words.errors import error

TABLES = frozenset(
    {".csv", ".tsv", ".txt", ".tab", ".xlsx", ".xlsb", ".xls", ".ods", ".fods", ".vcf", ".ldif", ".json", ".ndjson"}
    | {".jsonl"}
)
ARCHIVES = frozenset({".zip", ".gz", ".7z", ".rar", ".tar", ".tgz", ".bz2", ".xz"})
_BESIDE = ("lisez", "lisezmoi", "readme", "licence", "license", "notice")
_ENCRYPTED = 1
_LISTED = 12


def choose(path: Path, asked: str = "") -> Member:
    """Return the table inside the archive. ``asked``: its full name when there are several.

    Raises UserError FILE_TOO_BIG (a decompression bomb), ARCHIVE_NAMES (a name that leads out of its folder),
    FILE_LOCKED (password), ARCHIVE_SEVERAL, ARCHIVE_NESTED, FILE_NOT_A_TABLE, FILE_UNREADABLE; OSError.
    """
    entries = _entries(path)
    found = _one(path, _tables(entries), asked, entries)
    if found.flag_bits & _ENCRYPTED:
        raise error("FILE_LOCKED", file=path.name)
    return Member(path, found.filename)


def members(path: Path) -> tuple[str, ...]:
    """Return the full names of the tables of the archive, in its order. Raises what :func:`choose` raises for a
    damaged or dangerous archive."""
    return tuple(entry.filename for entry in _tables(_entries(path)))


def _entries(path: Path) -> list[zipfile.ZipInfo]:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not _is_side(entry)]
            if swells(archive):
                raise error("FILE_TOO_BIG", file=path.name)
    except BROKEN_ZIP as cause:
        raise error("FILE_UNREADABLE", file=path.name) from cause
    for entry in entries:
        if _climbs(entry.filename):
            raise error("ARCHIVE_NAMES", file=path.name, name=entry.filename[:80])
    return entries


def _is_side(entry: zipfile.ZipInfo) -> bool:
    """Tell whether an entry is a folder, or a file that a system adds to an archive by itself."""
    name = entry.filename
    return entry.is_dir() or name.startswith("__MACOSX/") or _last(name).startswith(".") or _last(name) == "Thumbs.db"


def _last(name: str) -> str:
    return name.replace("\\", "/").rsplit("/", 1)[-1]


def _climbs(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or name[:1] in ("/", "\\") or name[1:2] == ":"


def _tables(entries: list[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
    """Return the entries that may be tables; plain text files count only when there is nothing else."""
    able = [entry for entry in entries if PurePosixPath(_last(entry.filename)).suffix.lower() in TABLES]
    real = [entry for entry in able if not _last(entry.filename).lower().startswith(_BESIDE)]
    return real or able


def _one(
    path: Path, tables: list[zipfile.ZipInfo], asked: str, entries: list[zipfile.ZipInfo]
) -> zipfile.ZipInfo:  # fmt: skip
    wanted = [entry for entry in tables if entry.filename == asked] if asked else tables
    if len(wanted) == 1:
        return wanted[0]
    if tables:
        names = ", ".join(entry.filename for entry in tables[:_LISTED]) + (", …" if len(tables) > _LISTED else "")
        raise error("ARCHIVE_SEVERAL", file=path.name, names=names)
    if any(PurePosixPath(entry.filename).suffix.lower() in ARCHIVES for entry in entries):
        raise error("ARCHIVE_NESTED", file=path.name)
    raise foreign.refusal(path.name, foreign.ARCHIVE)
