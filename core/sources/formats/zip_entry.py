"""A file inside a ZIP, opened and read without being unpacked to the disk, so that a name made to lead out of a
folder does no harm."""

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Literal, cast, overload

from core.base.disk import size_of
from core.base.records import Struct

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

BROKEN_ZIP = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(EOFError, KeyError, NotImplementedError, OverflowError, RuntimeError, ValueError),
)
"""What ``zipfile`` raises on a damaged, encrypted or cut archive."""
MOST_DIRECTORY = 8 << 20
"""Bytes of a directory accepted: a hundred thousand files. It is laid out in memory before anything can be counted."""

_END = b"PK\x05\x06"
_TAIL = (1 << 16) + 22


class Member(Struct, frozen=True):
    """A file inside a ZIP. ``member``: its full name in ``archive``."""

    archive: Path
    member: str

    @property
    def name(self) -> str:
        """The names of the archive and of the file, as shown."""
        return f"{self.archive.name} › {self.member.rsplit('/', 1)[-1]}"

    @overload
    def open(self, mode: Literal["rb"]) -> IO[bytes]: ...
    @overload
    def open(
        self, mode: Literal["r"] = ..., *, encoding: str = ..., errors: str = ..., newline: str | None = ...
    ) -> IO[str]: ...
    def open(
        self, mode: str = "r", *, encoding: str = "utf-8", errors: str = "strict", newline: str | None = None
    ) -> IO[bytes] | IO[str]:
        """Open for reading, as ``Path.open`` does. A damaged archive raises OSError, here or while it is read."""
        raw = io.BufferedReader(_Unpacked(self), 1 << 16)
        return raw if mode == "rb" else io.TextIOWrapper(raw, encoding=encoding, errors=errors, newline=newline)

    def size(self) -> int:
        """Return the unpacked size in bytes that the archive declares; reading raises when the content is longer.
        Raises OSError."""
        with _as_damage(), zipfile.ZipFile(self.archive) as archive:
            return archive.getinfo(self.member).file_size


Where = Path | Member
"""A file, of its own or inside a ZIP: ``name`` and ``open`` serve both."""


def size(where: Where) -> int:
    """Return the size of a plain file in bytes, or the unpacked size of a member. Raises OSError."""
    return where.size() if isinstance(where, Member) else size_of(where)


class _Unpacked(io.RawIOBase):
    """The bytes of a member; errors of ``zipfile`` on a damaged archive become OSError."""

    def __init__(self, where: Member) -> None:
        with _as_damage():
            self._archive = zipfile.ZipFile(where.archive)
            try:
                self._file = cast(zipfile.ZipExtFile, self._archive.open(where.member))
            except BROKEN_ZIP:
                self._archive.close()
                raise

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        view = memoryview(buffer).cast("B")
        with _as_damage():
            piece = self._file.read1(len(view))
        view[: len(piece)] = piece
        return len(piece)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        with _as_damage():
            return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def close(self) -> None:
        if not self.closed:
            super().close()
            if hasattr(self, "_file"):
                self._file.close()
                self._archive.close()


@contextmanager
def _as_damage() -> Iterator[None]:
    try:
        yield
    except BROKEN_ZIP as cause:
        raise OSError("damaged archive") from cause


def directory_fits(file: IO[bytes]) -> bool:
    """Tell whether the directory of an archive, whose size stands at the end of the file, is small enough to be
    read."""
    length = file.seek(0, io.SEEK_END)
    file.seek(max(0, length - _TAIL))
    tail = file.read(_TAIL)
    file.seek(0)
    at = tail.rfind(_END)
    return at < 0 or len(tail) < at + 16 or int.from_bytes(tail[at + 12 : at + 16], "little") <= MOST_DIRECTORY
