"""Files written whole or not at all."""

import errno
import os
import sys
from pathlib import Path

import pytest

from core.actions.common.files import write_whole
from core.base.errors import UserError


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
    with pytest.raises(UserError) as refused:
        write_whole(path, b"after")
    assert refused.value.code == code
    assert [one.read_bytes() for one in tmp_path.iterdir()] == ([b"before"] if there else [])


@pytest.mark.skipif(sys.platform == "win32" or not Path("/dev/full").exists(), reason="/dev/full is a Linux device")
def test_a_disk_that_is_really_full(tmp_path: Path) -> None:
    (tmp_path / ".lettre.pdf.part").symlink_to("/dev/full")
    with pytest.raises(UserError) as refused:
        write_whole(tmp_path / "lettre.pdf", b"content")
    assert refused.value.code == "DISK_FULL"
    assert list(tmp_path.iterdir()) == []
