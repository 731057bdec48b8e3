"""The files that the program keeps beside a base and that may name a person: sealed where the base is, and opened for
the time of a look."""

from pathlib import Path

from core.actions.common import scratch
from core.actions.common.files import write_whole
from core.base.disk import whole_file
from core.store import safe
from core.store.port import Reader, Store
from core.store.safe.base_key import looks_sealed
from core.store.safe.sealed_files import file_key, is_sealed_file, opened_file, sealed_file
from core.words.errors import error


def write_kept(store: Store, path: Path, content: bytes, *, named: bool = True) -> None:
    """Write a file beside the base, sealed where the base is; see :func:`core.actions.common.files.made_whole`."""
    write_whole(path, content_kept(store, content), named=named)


def content_kept(store: Store, content: bytes) -> bytes:
    """Return what a file of ``content`` holds on the disk, sealed where the base is."""
    key = key_of(store)
    return sealed_file(content, key) if key else content


def key_of(store: Store) -> bytes:
    """Return the key under which files are sealed beside a base; empty where it is plain, and they are."""
    if not store.is_sealed():
        return b""
    with store.read() as r:
        return file_key(safe.key(r))


def read_kept(r: Reader, path: Path) -> bytes:
    """Return what a file beside the base says; nothing where it is sealed and damaged. Raises OSError."""
    content = path.read_bytes()
    return opened_file(content, file_key(safe.key(r))) if is_sealed_file(content) else content


def seen_file(store: Store, path: Path) -> Path:
    """Return where another program may look at a file beside the base: itself, or a clear copy in a private folder that
    is deleted once this program has ended. Raises OSError."""
    if not is_sealed_file(path.read_bytes()):
        return path
    return _clear_copy(store, path, scratch.shown())


def seen_folder(store: Store, paths: list[Path]) -> Path:
    """Return a private folder with a clear copy of each of these files, deleted once this program has ended. Raises
    OSError."""
    folder = scratch.shown()
    for path in paths:
        _clear_copy(store, path, folder)
    return folder


def _clear_copy(store: Store, path: Path, folder: Path) -> Path:
    with store.read() as r:
        content = read_kept(r, path)
    copy = folder / path.name
    copy.write_bytes(content)
    return copy


def seal_kept(store: Store, folder: Path, pattern: str = "*") -> int:
    """Seal the files of a folder, named so, that are clear, where the base is sealed; return how many were. Raises
    UserError DISK_FULL: those sealed stay so, the others are sealed another time."""
    if not store.is_sealed() or not folder.is_dir():
        return 0
    clear = [path for path in folder.glob(pattern) if path.is_file() and not _is_sealed(path)]
    try:
        for path in clear:
            content = content_kept(store, path.read_bytes())
            with whole_file(path) as file:
                file.write(content)
    except OSError as problem:
        raise error("DISK_FULL", need=100) from problem
    return len(clear)


def _is_sealed(path: Path) -> bool:
    """Tell whether a file is sealed whole, or is that of a sealed base or of its log."""
    with path.open("rb") as file:
        if is_sealed_file(file.read(64)):
            return True
    base = path.with_name(path.name.removesuffix("-wal"))
    return base.is_file() and looks_sealed(base)
