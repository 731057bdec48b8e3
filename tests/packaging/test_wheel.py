"""The installed program is the program: its wheel runs beside packages of the same names as its rooms."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

from core.base.version import VERSION
from tests.tree import ROOT


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of modules where the wheel is unpacked, beside a hostile ``core`` and ``ui``."""
    folder = tmp_path_factory.mktemp("site-packages")
    (wheel,) = WheelBuilder(str(ROOT)).build(directory=str(tmp_path_factory.mktemp("wheel")), versions=["standard"])
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(folder)
    for name in ("core", "ui", "main"):
        (folder / f"{name}.py").write_text("raise SystemExit('another program')", encoding="utf-8")
    return folder


def _run(installed: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    # Run elsewhere, without the repository on the path; -P: not the current folder either.
    code = "import sys; sys.path[:0] = [sys.argv.pop(1)]; from premier_contact.command import main; sys.exit(main())"
    paths = [path for path in sys.path if (path and not Path(path).is_relative_to(ROOT)) or "site-packages" in path]
    begin = f"import sys; sys.path[:] = {paths!r}; {code}"
    command = [sys.executable, "-S", "-P", "-c", begin, str(installed), *words]
    return subprocess.run(command, cwd=installed, capture_output=True, timeout=120, check=False)


def test_it_says_its_version(installed: Path) -> None:
    done = _run(installed, "--version")
    assert (done.stdout.decode().strip(), done.returncode) == (f"Premier Contact {VERSION}", 0), done.stderr


def test_it_reads_a_workbook_in_its_child_and_verifies(installed: Path, tmp_path: Path) -> None:
    book = ROOT / "tests" / "files" / "tables" / "tableur.xlsx"
    done = _run(
        installed,
        "import",
        str(book),
        "--dry-run",
        "--json",
        "--supplier",
        "Pige",
        "--collected",
        "2026-11-01",
        "--data-dir",
        str(tmp_path),
    )
    assert json.loads(done.stdout)["read"] == 20, (done.stdout, done.stderr)
    done = _run(installed, "verify", "--data-dir", str(tmp_path))
    assert done.returncode == 0, done.stderr


def test_it_holds_what_it_shows_and_nothing_of_the_tests(installed: Path) -> None:
    names = {path.relative_to(installed).parts[0] for path in installed.iterdir()}
    assert names == {"premier_contact", f"premier_contact-{VERSION}.dist-info", "core.py", "ui.py", "main.py"}
    app = installed / "premier_contact" / "app"
    assert {path.name for path in app.iterdir()} - {"__pycache__"} == {
        "main.py",
        "core",
        "ui",
        "resources",
        "extension",
        "CHANGELOG.md",
    }
    assert _files(app) == _files(ROOT)


def _files(folder: Path) -> set[str]:
    paths = (path for room in ("core", "ui", "resources", "extension") for path in (folder / room).rglob("*"))
    return {str(path.relative_to(folder)) for path in paths if path.is_file() and "__pycache__" not in path.parts}
