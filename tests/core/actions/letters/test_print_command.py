"""CUPS's commands where they are missing, hang or cannot be run: a sentence, and no printer that would take nothing."""

import sys
from pathlib import Path

import pytest

from core.actions.letters import print_command
from core.actions.letters.print_command import check_paper, print_with_cups, printers_of_cups
from core.base.errors import UserError
from tests.failing import fails_with

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a script of POSIX stands for CUPS")


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A computer without CUPS, and the folder where its commands would be."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def put(path: Path, content: str) -> None:
    path.write_text(content)
    path.chmod(0o755)


def refused() -> str:
    with pytest.raises(UserError) as found:
        print_with_cups("Accueil", b"%PDF", "Courrier", both_sides=True)
    return found.value.code


def test_without_cups_there_is_no_printer(programs: Path) -> None:
    assert printers_of_cups() == []
    check_paper("Accueil")
    assert refused() == "PRINTER_MISSING"


def test_commands_that_cannot_be_run_say_nothing(programs: Path) -> None:
    for name in ("lpstat", "lpoptions", "lp"):
        put(programs / name, "\0")
    assert printers_of_cups() == []
    check_paper("Accueil")
    assert refused() == "PRINTER_MISSING", "nothing can have come out"


def test_a_printer_that_does_not_answer_is_not_waited_for_for_ever(
    programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(programs / "lp", "#!/bin/sh\nexec /bin/sleep 60\n")
    monkeypatch.setattr(print_command, "PATIENCE_S", 0.01)
    assert refused() == "PRINTER_SLOW"


def test_papers_without_a4_are_said_before_anything_is_printed(programs: Path) -> None:
    put(programs / "lpoptions", "#!/bin/sh\necho 'PageSize/Papier: *Letter Legal'\n")
    with fails_with("PRINTER_PAPER"):
        check_paper("Etiquettes")
    put(programs / "lpoptions", "#!/bin/sh\necho 'media/Papier: *iso_a4_210x297mm'\n")
    check_paper("Etiquettes")
