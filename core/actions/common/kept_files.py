"""The files that the program keeps beside a base and that may name a person: sealed where the base is, and opened for
the time of a look. The letters of a team stand on its server instead, where each of its seats has them."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from core.actions.common import scratch
from core.actions.common.files import write_whole
from core.base.disk import whole_file
from core.store import safe
from core.store.engine.packing import LETTERS
from core.store.port import Reader, Shelf, Store
from core.store.safe.base_key import looks_sealed
from core.store.safe.sealed_files import file_key, is_sealed_file, opened_file, sealed_file
from core.words.errors import error


def letters_folder(store: Store) -> Path:
    """Return the folder where the registered letters of one seat are kept."""
    return store.path.parent / LETTERS


def _shelf(store: Store) -> Shelf | None:
    """Return where the letters of a team are, None for one seat. Raises UserError LETTERS_AWAY where its server is
    away: they are there alone."""
    if store.away is not None:
        raise error("LETTERS_AWAY")
    return store.shelf


def letter_content(store: Store, name: str) -> bytes | None:
    """Return a letter that was kept; None where it is not there, nothing where it is sealed and damaged. Raises
    UserError LETTERS_AWAY."""
    if (shelf := _shelf(store)) is not None:
        return shelf.content(name)
    path = letters_folder(store) / name
    if not path.is_file():
        return None
    with store.read() as r:
        return read_kept(r, path)


def keep_letter(store: Store, name: str, content: bytes, *, named: bool = True) -> None:
    """Keep a letter under a name; ``named``: as for :func:`core.actions.common.files.made_whole`."""
    if (shelf := _shelf(store)) is not None:
        shelf.put(name, content)
        return
    letters_folder(store).mkdir(exist_ok=True)
    write_kept(store, letters_folder(store) / name, content, named=named)


def drop_letters(store: Store, names: Iterable[str]) -> int:
    """Delete letters by name; return how many there were."""
    if store.shelf is not None:
        return store.shelf.drop(names)
    paths = [path for name in names if (path := letters_folder(store) / name).exists()]
    for path in paths:
        path.unlink()
    return len(paths)


def letter_sizes(store: Store) -> Mapping[str, int]:
    """Return the size in bytes of each file among the letters."""
    if store.shelf is not None:
        return {name: size for name, (size, _digest) in store.shelf.listed().items()}
    folder = letters_folder(store)
    files = folder.iterdir() if folder.is_dir() else ()
    return {path.name: path.stat().st_size for path in files if path.is_file() and not path.name.startswith(".")}


def letter_digests(store: Store, r: Reader, names: Iterable[str]) -> Mapping[str, str]:
    """Return the SHA-256, in hex, of those of these letters that are there."""
    if store.shelf is not None:
        return {name: digest for name, (_size, digest) in store.shelf.listed().items()}
    files = ((name, path) for name in names if (path := letters_folder(store) / name).is_file())
    return {name: hashlib.sha256(read_kept(r, path)).hexdigest() for name, path in files}


@contextmanager
def letters_laid_out(store: Store, names: Iterable[str]) -> Iterator[list[Path]]:
    """Give those of these letters that are there as files, which are not to be written to."""
    if (shelf := _shelf(store)) is None:
        yield [path for name in names if (path := letters_folder(store) / name).is_file()]
        return
    with scratch.scratch() as folder:
        for name in names:
            if (content := shelf.content(name)) is not None:
                (folder / name).write_bytes(content)
        yield sorted(folder.iterdir())


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
    is_shelved = store.shelf is not None and store.shelf.content(path.name) is not None
    if not is_shelved and not is_sealed_file(path.read_bytes()):
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
    content = store.shelf.content(path.name) if store.shelf is not None else None
    if content is None:
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
