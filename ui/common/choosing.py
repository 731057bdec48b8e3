"""Files the user gives to the program: chosen in a dialog, dropped on a page or copied."""

import zipfile
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from core.base.i18n import _
from ui.common.file_dialogs import ask_open, ask_open_many
from ui.common.seat import Seat

PAGES = (".html", ".htm", ".xhtml", ".mht", ".mhtml", ".eml", ".webarchive")
"""Endings of saved pages; any other file is read as a table, a list in JSON included."""
LOOK = 64


def choose_table(parent: QWidget, seat: Seat) -> Path | None:
    """Ask for a lead file and return it; None when the user gave up."""
    kinds = _(
        "Fichiers de prospects (*.csv *.txt *.tsv *.xlsx *.xlsm *.xlsb *.xls *.ods *.fods *.vcf *.ldif *.json "
        "*.ndjson *.jsonl *.zip);;"
        "Tous les fichiers (*)"
    )
    return ask_open(parent, seat, _("Importer un fichier"), kinds)


def choose_pages(parent: QWidget, seat: Seat) -> list[Path]:
    """Ask for saved pages and return them; none when the user gave up."""
    kinds = _(
        "Pages et e-mails (*.html *.htm *.xhtml *.mht *.mhtml *.eml *.webarchive *.json *.zip);;Tous les fichiers (*)"
    )
    return ask_open_many(parent, seat, _("Lire des pages enregistrées"), kinds)


def choose_scans(parent: QWidget, seat: Seat) -> list[Path]:
    """Ask for scanned pages and return them; none when the user gave up."""
    kinds = _("Pages numérisées (*.pdf *.png *.jpg *.jpeg *.tif *.tiff);;Tous les fichiers (*)")
    return ask_open_many(parent, seat, _("Lire des pages numérisées"), kinds)


def dropped_files(mime: QMimeData) -> list[Path]:
    """Return the files of this computer among what is being dropped."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


def dropped_address(mime: QMimeData) -> str:
    """Return the address of the web page being dropped, empty when it is none."""
    told = [url.toString() for url in mime.urls() if url.scheme() in ("http", "https")]
    return told[0] if told else _address(mime.text())


def copied_address() -> str:
    """Return the address that the clipboard holds alone, empty when it holds something else."""
    return _address(copied_text())


def _address(text: str) -> str:
    words = text.split()
    return words[0] if len(words) == 1 and words[0].lower().startswith(("http://", "https://")) else ""


def is_page(file: Path) -> bool:
    """Tell whether ``file`` is a saved page, or a folder or an archive of pages, rather than a table; in JSON, a page
    is one object and a table is a list."""
    if file.is_dir():
        return True
    if file.suffix.lower() == ".zip":
        return _holds_pages(file)
    if file.suffix.lower() != ".json":
        return file.suffix.lower() in PAGES
    try:
        with file.open("rb") as opened:
            return not opened.read(LOOK).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"[")
    except OSError:
        # Reading the file later will say why it cannot be opened.
        return True


def _holds_pages(archive: Path) -> bool:
    try:
        with zipfile.ZipFile(archive) as opened:
            return any(name.lower().endswith(PAGES) for name in opened.namelist())
    except (OSError, zipfile.BadZipFile):
        # Reading the file later will say why it cannot be opened.
        return False


def copied_text() -> str:
    """Return the text of the clipboard, where a spreadsheet puts copied rows."""
    return QGuiApplication.clipboard().text()


def copied_files() -> list[Path]:
    """Return the files of this computer that were copied in a file manager."""
    mime = QGuiApplication.clipboard().mimeData()
    return dropped_files(mime) if mime is not None else []
