"""The child that reads workbooks: its limits hold, its death is a sentence, its parent keeps one batch."""

import gc
import multiprocessing
import os
import signal
import sys
import zipfile
from multiprocessing.connection import Connection
from pathlib import Path

import psutil
import pytest

import main
from core.base import children
from core.base.errors import UserError
from core.sources.formats import isolated, reader_child
from core.sources.formats.isolated import Limits, limits_for
from core.sources.formats.reader_child import head_of
from core.sources.formats.zip_entry import Member
from core.sources.tables.reading import drafts, fields_of, open_table
from tests.failing import fails_with
from tests.lengths import length

BOOK = "tableur.xlsx"


def code_of(path: Path | Member, *, limits: Limits, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(isolated, "limits_for", lambda _size: limits)
    with pytest.raises(UserError) as caught:
        list(isolated.rows(path, sheet="", size=0))
    assert path.name in caught.value.text
    return caught.value.code


def sheet_of(rows: int, folder: Path, files: Path) -> Path:
    """Our sample with a sheet of ``rows`` rows of eight cells."""
    head = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    row = b"<row>" + b"<c><v>639980001</v></c>" * 8 + b"</row>"
    path = folder / "long.xlsx"
    with (
        zipfile.ZipFile(files / "tables" / BOOK) as source,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target,
    ):
        for name in source.namelist():
            swapped = name == "xl/worksheets/sheet2.xml"
            target.writestr(name, head + row * rows + b"</sheetData></worksheet>" if swapped else source.read(name))
    return path


def test_a_look_gives_the_sheets_the_choice_and_the_first_rows(files: Path) -> None:
    found = isolated.look(files / "tables" / BOOK, sheet="", size=1 << 20, limit=3)
    assert (found.sheets, found.sheet) == (("Notice", "Vendeurs", "Codes"), "Vendeurs")
    assert [number for number, _cells in found.rows] == [1, 2, 3]
    assert found.rows[2][1][1:4] == ["V0", "2026-10-01", "M. et Mme LEFÈVRE Anaïs"]


def test_a_child_that_cannot_be_watched_reads_all_the_same(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is gone already, or the system shows nothing of it."""

    def refuse(pid: int) -> psutil.Process:
        raise psutil.AccessDenied(pid)

    monkeypatch.setattr(psutil, "Process", refuse)
    assert len(isolated.look(files / "tables" / BOOK, sheet="", size=1 << 20, limit=3).rows) == 3


def test_memory_is_refused_beyond_the_limit(tmp_path: Path, files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = sheet_of(200_000, tmp_path, files)
    assert code_of(path, limits=Limits(60 << 20, 30), monkeypatch=monkeypatch) == "FILE_TOO_HEAVY"


def test_the_parent_watches_where_the_system_sets_no_limit(
    tmp_path: Path, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = sheet_of(200_000, tmp_path, files)
    monkeypatch.setattr(children, "command", lambda *_: [*UNLIMITED, str(Path(__file__).resolve().parents[4])])
    assert code_of(path, limits=Limits(60 << 20, 30), monkeypatch=monkeypatch) == "FILE_TOO_HEAVY"
    assert code_of(path, limits=Limits(1 << 30, 0), monkeypatch=monkeypatch) == "FILE_TOO_HEAVY"


UNLIMITED = [
    *(sys.executable, "-c"),
    "import sys; sys.path.insert(0, sys.argv[1]); from core.sources.formats import reader_child as c;"
    "c._limit = lambda *_: None; c.main()",
]


@pytest.mark.parametrize(
    ("program", "code"),
    [
        ("import os; os.kill(os.getpid(), 11)", "FILE_UNREADABLE"),
        ("import os; os.kill(os.getpid(), 9)", "FILE_TOO_HEAVY"),
        ("import os; os.abort()", "FILE_TOO_HEAVY"),
        ("raise SystemExit(3)", "FILE_UNREADABLE"),
        ("import sys; sys.stdout.buffer.write(b'H'); sys.stdout.flush()", "FILE_UNREADABLE"),
        ("import sys; sys.stdout.buffer.write(b'R\\xff\\0\\0\\0half'); sys.stdout.flush()", "FILE_UNREADABLE"),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="these signals are of POSIX")
def test_a_child_that_dies_is_a_sentence(program: str, code: str, files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(children, "command", lambda *_: [sys.executable, "-c", program])
    assert code_of(files / "tables" / BOOK, limits=Limits(1 << 30, 30), monkeypatch=monkeypatch) == code


def test_a_child_that_says_nothing_is_not_waited_for(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(children, "command", lambda *_: [sys.executable, "-c", "import time; time.sleep(60)"])
    monkeypatch.setattr(isolated, "PATIENCE", 0.3)
    assert code_of(files / "tables" / BOOK, limits=Limits(1 << 30, 1), monkeypatch=monkeypatch) == "FILE_TOO_HEAVY"


def test_a_reading_given_up_leaves_no_child(tmp_path: Path, files: Path) -> None:
    before = len(psutil.Process().children())
    rows = isolated.rows(sheet_of(10_000, tmp_path, files), sheet="Vendeurs", size=50 << 20)
    assert next(rows)[0] == 1
    del rows
    gc.collect()
    assert len(psutil.Process().children()) == before


def test_rows_pass_through(tmp_path: Path, files: Path) -> None:
    height = length(40_000, long=150_000)
    path = sheet_of(height, tmp_path, files)
    own = psutil.Process()
    start = own.memory_info().rss
    count = most = 0
    for count, cells in isolated.rows(path, sheet="Vendeurs", size=100 << 20):
        if count % 10_000 == 0:
            most = max(most, own.memory_info().rss - start)
            assert cells == ["639980001"] * 8
    assert count == height
    assert most < 16 << 20


def test_marks_of_the_frames_inside_cells_are_spaces() -> None:
    rows = [["a\x1fb", "c\x1ed"], [], ["e", ""]]
    ((letter, content),) = reader_child.batches(rows)
    assert letter == b"R"
    assert content.decode().split("\x1e") == ["a b\x1fc d", "", "e\x1f"]


def test_limits_are_in_proportion() -> None:
    small, large, huge = limits_for(5_000), limits_for(80 << 20), limits_for(1 << 40)
    assert small.memory < 200 << 20
    assert small.memory < large.memory <= huge.memory <= isolated.MOST_MEMORY
    assert small.seconds < 10 < large.seconds


def _worker(path: Path, pipe: Connection) -> None:
    table = open_table(path)
    pipe.send(len(list(drafts(table, fields_of(table, {})))))


def test_a_worker_that_is_a_daemon_reads_workbooks_too(files: Path) -> None:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    worker = context.Process(target=_worker, args=(files / "tables" / BOOK, theirs), daemon=True)
    worker.start()
    assert ours.poll(60)
    assert ours.recv() == 20
    worker.join(10)


def test_another_folder_and_a_frozen_program(files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert open_table(files / "tables" / BOOK).sheet == "Vendeurs"
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert children.command("any.module", children.READ_WORKBOOK) == [sys.executable, children.READ_WORKBOOK]
    frozen = [sys.executable, str(Path(main.__file__)), children.READ_WORKBOOK]
    monkeypatch.setattr(children, "command", lambda *_: frozen)
    assert open_table(files / "tables" / BOOK).sheet == "Vendeurs"


def test_a_workbook_inside_an_archive(files: Path, tmp_path: Path) -> None:
    path = tmp_path / "lot.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(files / "tables" / BOOK, "export/tableur.xlsx")
    found = isolated.look(Member(path, "export/tableur.xlsx"), sheet="Codes", size=1 << 20, limit=1)
    assert found.sheet == "Codes"


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_child_killed_from_outside(tmp_path: Path, files: Path) -> None:
    rows = isolated.rows(sheet_of(30_000, tmp_path, files), sheet="Vendeurs", size=80 << 20)
    next(rows)
    (child,) = (
        found for found in psutil.Process().children() if "core.sources.formats.reader_child" in found.cmdline()
    )
    os.kill(child.pid, signal.SIGKILL)
    with fails_with("FILE_TOO_HEAVY"):
        list(rows)


def test_looking_at_a_large_sheet_reads_its_head_only(tmp_path: Path, files: Path) -> None:
    path = sheet_of(60_000, tmp_path, files)
    found = isolated.look(path, sheet="", size=50 << 20, limit=300)
    assert (found.sheets, found.sheet, len(found.rows)) == (("Notice", "Vendeurs", "Codes"), "Vendeurs", 300)
    assert abs(found.height - 60_000) < 600
    with path.open("rb") as file:
        head, height = head_of(file, 300)
        assert height == found.height
        assert len(head.read()) < 2 << 20
    small = (files / "tables" / BOOK).open("rb")
    with small:
        assert head_of(small, 300) == (small, 0)


def test_a_dimension_that_lies_is_not_believed(tmp_path: Path, files: Path) -> None:
    path = sheet_of(30_000, tmp_path, files)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for said, height in ((b"A1:XFD1048576", 30_000), (b"A1:H30100", 30_100)):
        sheet = parts["xl/worksheets/sheet2.xml"].replace(
            b"<sheetData>", b'<dimension ref="' + said + b'"/><sheetData>'
        )
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in (parts | {"xl/worksheets/sheet2.xml": sheet}).items():
                archive.writestr(name, content)
        found = isolated.look(path, sheet="Vendeurs", size=50 << 20, limit=300)
        assert abs(found.height - height) < 100
