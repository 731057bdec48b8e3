"""A bug is logged by its place: what it was about may name a person, and is left out."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from core.base.errors import Cancelled
from core.words.errors import error
from ui.look.theme import Theme
from ui.shell.errors import watch
from ui.shell.frame import Frame

Break = Callable[[BaseException], None]


@pytest.fixture
def frame(qtbot: QtBot) -> Frame:
    """A window."""
    made = Frame(Theme("light", 100))
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def broken(frame: Frame, tmp_path: Path) -> Iterator[Break]:
    """Breaks the program with a problem nobody catches."""
    before = sys.excepthook
    watch(frame, tmp_path / "plantage.log")

    def go(problem: BaseException) -> None:
        try:
            raise problem
        except BaseException as raised:
            sys.excepthook(type(raised), raised, raised.__traceback__)

    yield go
    sys.excepthook = before


def test_a_bug_tells_where_it_was_and_of_nobody(broken: Break, tmp_path: Path) -> None:
    shown: list[str] = []

    def look() -> None:
        box = next(one for one in QApplication.topLevelWidgets() if isinstance(one, QMessageBox))
        copy, leave = box.buttons()
        shown.append(box.text())
        copy.click()
        leave.click()

    broken(ValueError("Moreau Hélène, 06 39 98 12 41"))
    broken(ValueError("Moreau Hélène, encore"))
    look()
    told = (tmp_path / "plantage.log").read_text(encoding="utf-8")
    assert "ValueError" in told
    assert "test_errors.py" in told
    for words in (told, *shown, QGuiApplication.clipboard().text()):
        assert "Moreau" not in words
        assert "06 39" not in words
    assert QGuiApplication.clipboard().text() in told


def test_an_error_of_the_user_s_world_is_a_sentence_and_giving_up_is_silence(
    broken: Break, frame: Frame, tmp_path: Path
) -> None:
    broken(Cancelled())
    assert not frame.band.isVisible()
    broken(error("LEAD_UNKNOWN"))
    assert frame.band.isVisible()
    assert not (tmp_path / "plantage.log").exists()


def test_ctrl_c_in_the_terminal_ends_as_usual(broken: Break, capsys: pytest.CaptureFixture[str]) -> None:
    broken(KeyboardInterrupt())
    assert "KeyboardInterrupt" in capsys.readouterr().err
