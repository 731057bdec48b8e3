"""Files written whole or not at all."""

import errno
import os
import sys
from pathlib import Path

import pytest

from core.actions.common.files import write_whole
from core.base.errors import UserError
from tests.failing import fails_with


def test_a_file_is_written_and_replaced(tmp_path: Path) -> None:
    path = tmp_path / "lettre.pdf"
    write_whole(path, b"first")
    write_whole(path, b"second")
    assert path.read_bytes() == b"second"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_in_the_way_is_told_and_leaves_no_half_file(tmp_path: Path) -> None:
    (tmp_path / "lettre.pdf").mkdir()
    with pytest.raises(UserError):
        write_whole(tmp_path / "lettre.pdf", b"content")
    assert [path.name for path in tmp_path.iterdir()] == ["lettre.pdf"]


@pytest.mark.parametrize(
    ("number", "there", "code"),
    [(errno.EACCES, True, "PDF_OPEN"), (errno.EACCES, False, "FOLDER_READ_ONLY"), (errno.ENOSPC, True, "DISK_FULL")],
)
def test_what_the_system_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, there: bool, code: str
) -> None:
    """Another program holds the file (Windows), the folder refuses, the disk is full: what the system answers is given
    by hand, since root and Linux would allow it."""
    path = tmp_path / "lettre.pdf"
    if there:
        path.write_bytes(b"before")

    def refuse(_descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", refuse)
    with fails_with(code):
        write_whole(path, b"after")
    assert [one.read_bytes() for one in tmp_path.iterdir()] == ([b"before"] if there else [])


def test_a_file_that_cannot_grow_leaves_nothing(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limits[1]))
    try:
        with pytest.raises(UserError) as refused:
            write_whole(tmp_path / "lettre.pdf", b"content" * 4096)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert refused.value.code == "DISK_FULL"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="a user of Windows may make no link")
def test_nothing_is_written_where_a_link_leads(tmp_path: Path) -> None:
    """A link in the way, planted or left, leads to a file of somebody's."""
    other = tmp_path / "autre.txt"
    other.write_bytes(b"theirs")
    other.chmod(0o644)
    (tmp_path / ".lettre.pdf.part").symlink_to(other)
    write_whole(tmp_path / "lettre.pdf", b"ours")
    assert other.read_bytes() == b"theirs"
    assert (tmp_path / "lettre.pdf").read_bytes() == b"ours"
    assert not (tmp_path / "lettre.pdf").is_symlink()
