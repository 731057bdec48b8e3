"""Fixtures of the window tests: no screen is needed, and Qt's missing libraries are named instead of a traceback."""

import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from tests.ui.untouched_base import pytest_runtest_setup, pytest_runtest_teardown

__all__ = ["pytest_runtest_setup", "pytest_runtest_teardown"]
PACKAGES = "libegl1 libgl1 libxkbcommon0 libfontconfig1 libdbus-1-3"


def _missing() -> str:
    try:
        for module in ("QtGui", "QtSvg", "QtWidgets"):
            importlib.import_module(f"PySide6.{module}")
    except ImportError as error:
        return f"Qt does not load ({error}); on Debian: apt install {PACKAGES}"
    return ""


MISSING = _missing()


class SkippedModule(pytest.Module):
    """Stands for a test file that could not even be imported."""

    def collect(self) -> NoReturn:
        """Skip the whole file and say why."""
        pytest.skip(MISSING, allow_module_level=True)


def pytest_pycollect_makemodule(module_path: Path, parent: pytest.Collector) -> pytest.Module | None:
    """Replace the test files of this folder when Qt is missing."""
    return SkippedModule.from_parent(parent, path=module_path) if MISSING else None


if not MISSING:
    from PySide6.QtCore import QCoreApplication, QEvent, Qt
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtWidgets import QApplication

    from tests.ui.near_jobs import near_jobs
    from ui.look.theme import Theme

    __all__ += ["near_jobs"]

    @pytest.fixture(autouse=True)
    def clean_desk(qapp: object) -> Iterator[None]:
        """Take every window away after its test: those left would all be dressed again at the next change of theme."""
        yield
        for left in QApplication.topLevelWidgets():
            # A popup belongs to what opened it: a completer deletes its own a second time.
            if left.windowType() != Qt.WindowType.Popup:
                left.deleteLater()
        QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete))
        # The windows of the tests after it would wait for the end of a gesture that has none.
        assert QGuiApplication.mouseButtons() == Qt.MouseButton.NoButton, "a button of the mouse is still held"
        assert not QApplication.activeModalWidget(), "a dialog still waits"
        assert not QApplication.activePopupWidget(), "a menu or a list is still dropped down"

    @pytest.fixture
    def theme(qapp: object) -> Iterator[Theme]:
        """The light theme at 100 %, applied."""
        made = Theme("light", 100)
        made.apply()
        yield made
        made.deleteLater()
