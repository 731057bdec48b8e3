"""The answer of the user to every file dialog of a test, typed in the dialog itself, which is made but never shown."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLineEdit

from tests.ui.finding import child

Answer = Callable[[QFileDialog], str | Path | list[Path]]


def choose(patch: pytest.MonkeyPatch, *files: str | Path) -> list[str]:
    """Type ``files`` in each dialog and accept it; without any, give up. Returns the names first proposed."""
    return answer(patch, lambda _dialog: [Path(one) for one in files])


def answer(patch: pytest.MonkeyPatch, typed: Answer) -> list[str]:
    """Type in each dialog what ``typed(dialog)`` returns, and accept it; give up where it is empty. Returns the names
    that the dialogs proposed."""
    proposed: list[str] = []

    def run(dialog: QFileDialog) -> int:
        name = child(dialog, QLineEdit, "fileNameEdit")
        proposed.append(name.text())
        chosen = typed(dialog)
        files = chosen if isinstance(chosen, list) else [Path(chosen)] if chosen else []
        name.setText(" ".join(f'"{one}"' for one in files) if len(files) > 1 else "".join(map(str, files)))
        return int(bool(files))

    patch.setattr(QFileDialog, "exec", run)
    return proposed
