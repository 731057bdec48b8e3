"""Files the user hands over: chosen in a dialog or dropped on the page."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from core.i18n import _
from ui.seat import Seat

PAGES = (".html", ".htm", ".xhtml", ".json")
"""Endings of saved pages; any other file is read as a table."""
FOLDER = "import-folder"


def choose_table(parent: QWidget, seat: Seat) -> Path | None:
    """Ask for a lead file and return it, None when the user gave up."""
    kinds = _("Fichiers de prospects (*.csv *.txt *.tsv *.xlsx *.xlsm *.xls *.ods);;Tous les fichiers (*)")
    chosen, _kind = QFileDialog.getOpenFileName(parent, _("Importer un fichier"), _folder(seat), kinds)
    return _kept(seat, [chosen])[0] if chosen else None


def choose_pages(parent: QWidget, seat: Seat) -> list[Path]:
    """Ask for saved pages and return them, none when the user gave up."""
    kinds = _("Pages enregistrées (*.html *.htm *.xhtml *.json);;Tous les fichiers (*)")
    chosen, _kind = QFileDialog.getOpenFileNames(parent, _("Lire des pages enregistrées"), _folder(seat), kinds)
    return _kept(seat, chosen)


def dropped_files(mime: QMimeData) -> list[Path]:
    """Return the files of this computer that are being dropped."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


def is_page(file: Path) -> bool:
    """Tell whether ``file`` is a saved page rather than a table."""
    return file.suffix.lower() in PAGES


def _folder(seat: Seat) -> str:
    return seat.text(FOLDER) or QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)


def _kept(seat: Seat, chosen: Sequence[str]) -> list[Path]:
    files = [Path(name) for name in chosen]
    if files:
        seat.save_text(FOLDER, str(files[0].parent))
    return files
