"""What the program writes is for its user alone, and takes the place of nothing it must not."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from core.actions.common.files import made_folder, write_whole
from core.store.engine.opening import NAME, open_store
from tests.bases import put_base
from tests.core.conftest import one_person
from tests.failing import fails_with
from tests.tables import table

ROOT = Path(__file__).resolve().parents[4]
posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps the profile of a user to that user")

WINDOWS = [("liste:1.csv", "OUT_NAME"), ("con.csv", "OUT_NAME"), ("a?.csv", "OUT_NAME")]
LINKED = WINDOWS if sys.platform == "win32" else [("peripherique", "OUT_TAKEN"), ("vers-la-base", "OUT_TAKEN")]
"""What each system has of its own: names Windows reserves; links, which a user of Windows may not make."""


@table(
    "name, code",
    [
        ("base.db", "OUT_TAKEN"),
        ("base.db-wal", "OUT_TAKEN"),
        ("base.db-journal", "OUT_TAKEN"),
        ("copie.csv", "OUT_TAKEN"),
        ("dossier", "OUT_TAKEN"),
        ("absent/x.csv", "OUT_FOLDER"),
        ("base.db/x.csv", "OUT_FOLDER"),
        ("é" * 150 + ".csv", "OUT_NAME"),
        ("a" * 300, "OUT_NAME"),
        ("", "OUT_TAKEN"),
        *LINKED,
    ],
)
def test_what_must_not_be_written_over_is_left(tmp_path: Path, name: str, code: str) -> None:
    content = b"SQLite format 3\0" + bytes(500)
    for base in ("base.db", "copie.csv"):
        (tmp_path / base).write_bytes(content)
    (tmp_path / "dossier").mkdir(exist_ok=True)
    for link, target in (("peripherique", os.devnull), ("vers-la-base", "base.db")):
        if sys.platform != "win32" and not (tmp_path / link).is_symlink():
            (tmp_path / link).symlink_to(target)
    with fails_with(code):
        write_whole(tmp_path / name, b"nom;telephone\n")
    assert (tmp_path / "base.db").read_bytes() == (tmp_path / "copie.csv").read_bytes() == content
    assert not list(tmp_path.glob(".*.part"))


def test_what_only_looks_like_the_log_of_a_base_is_a_file(tmp_path: Path) -> None:
    write_whole(tmp_path / "liste-wal", b"nom")
    assert (tmp_path / "liste-wal").read_bytes() == b"nom"


@table("name, code", [("base.db", "FOLDER_READ_ONLY"), ("base.db/x", "FOLDER_READ_ONLY"), ("a" * 300, "OUT_NAME")])
def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path, name: str, code: str) -> None:
    (tmp_path / "base.db").write_bytes(b"x")
    with fails_with(code):
        made_folder(tmp_path / name)
    assert made_folder(tmp_path / "a" / "b").is_dir()


def test_a_file_of_before_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes(b"avant")
    write_whole(tmp_path / "x.csv", b"apres")
    assert (tmp_path / "x.csv").read_bytes() == b"apres"


@posix
def test_nobody_else_reads_what_the_program_keeps(tmp_path: Path) -> None:
    folder = tmp_path / "donnees"
    for verb in (("agency",), ("backup", "--out", str(tmp_path / "disque"))):
        command = [sys.executable, "main.py", *verb, "--data-dir", str(folder)]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=120)
    kept = [folder, tmp_path / "disque", *folder.rglob("*"), *(tmp_path / "disque").rglob("*")]
    assert len(kept) > 4
    assert {path.name: oct(stat.S_IMODE(path.stat().st_mode)) for path in kept if path.stat().st_mode & 0o077} == {}


@posix
def test_a_base_open_to_others_is_closed_at_its_next_opening(tmp_path: Path) -> None:
    put_base(tmp_path, one_person)
    (tmp_path / NAME).chmod(0o644)
    open_store(tmp_path).close()
    assert stat.S_IMODE((tmp_path / NAME).stat().st_mode) == 0o600
