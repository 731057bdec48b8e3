"""The only door to file dialogs. Where the system has none of its own, Qt draws one whose menu deletes folders for good
and renames: it is opened read-only, so that choosing a file never changes one."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

READ_ONLY = QFileDialog.Option.ReadOnly


def over(parent: QWidget | None) -> QWidget | None:
    """Return the window of ``parent``, which a dialog belongs to: what another window or an import writes meanwhile
    makes cards and rows anew, and a dialog that belonged to one of them would go with it."""
    return parent.window() if parent is not None else None


def ask_open(parent: QWidget | None, title: str, folder: str | Path, kinds: str) -> Path | None:
    """Ask for a file to read; None when the user gave up. ``kinds``: filters as Qt writes them, ``PDF (*.pdf)``."""
    chosen, _kind = QFileDialog.getOpenFileName(over(parent), title, str(folder), kinds, "", READ_ONLY)
    return Path(chosen) if chosen else None


def ask_open_many(parent: QWidget | None, title: str, folder: str | Path, kinds: str) -> list[Path]:
    """Ask for files to read; none when the user gave up."""
    chosen, _kind = QFileDialog.getOpenFileNames(over(parent), title, str(folder), kinds, "", READ_ONLY)
    return [Path(one) for one in chosen]


def ask_save(parent: QWidget | None, title: str, proposed: str | Path, kinds: str) -> Path | None:
    """Ask where to write a file, ``proposed`` by default; None when the user gave up. A name typed without its ending
    gets that of ``proposed``; if such a file is there, it is asked again, so that nothing is replaced unasked."""
    chosen, _kind = QFileDialog.getSaveFileName(over(parent), title, str(proposed), kinds, "", READ_ONLY)
    if not chosen:
        return None
    named = Path(chosen) if Path(chosen).suffix else Path(chosen + Path(proposed).suffix)
    return ask_save(parent, title, named, kinds) if named != Path(chosen) and named.exists() else named


def ask_folder(parent: QWidget | None, title: str, folder: str | Path) -> Path | None:
    """Ask for a folder; None when the user gave up."""
    options = READ_ONLY | QFileDialog.Option.ShowDirsOnly
    chosen = QFileDialog.getExistingDirectory(over(parent), title, str(folder), options)
    return Path(chosen) if chosen else None
