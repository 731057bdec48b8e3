"""The only door to file dialogs. Each is opened read-only, so that choosing a file never changes one, and begins where
the last one of its kind ended, never beside the data.

Linux gives back the locks of a whole process on a file when it closes any descriptor of that file (fcntl(2)). The
dialogs of this process open the files they list, to know their kinds: those of a base listed so were held by nobody,
and the next program to close it deleted its log. So on Linux Qt draws the dialog, never GNOME, which does the
same in this process, and tells what a file is by its name alone. Windows and macOS show their own.
"""

import sys
import zipfile
from enum import StrEnum
from functools import cache
from pathlib import Path

from PySide6.QtCore import QFileInfo, QMimeData, QStandardPaths, Qt
from PySide6.QtGui import QAbstractFileIconProvider, QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication, QFileDialog, QStyle, QWidget

from core.base.i18n import _
from ui.common.seat import Seat
from ui.widgets.layouts import drop

Mode = QFileDialog.FileMode
_BASE, _ANY_BASE = "premier-contact.db", "premier-contact*.db"


class Use(StrEnum):
    """What a dialog is for; the seat remembers the folder of the last one by its value."""

    TAKE_IN = "import-folder"
    PROOF = "proof-folder"
    WRITE = "export-folder"
    BACK_UP = "backup-folder"


class _Icons(QAbstractFileIconProvider):
    """Tells folders from files, and opens neither."""

    def icon(self, what: QFileInfo | QAbstractFileIconProvider.IconType) -> QIcon:
        """Return the icon of a file, or of a kind of place."""
        files = (QAbstractFileIconProvider.IconType.File, QAbstractFileIconProvider.IconType.Trashcan)
        is_file = not what.isDir() if isinstance(what, QFileInfo) else what in files
        drawn = QStyle.StandardPixmap.SP_FileIcon if is_file else QStyle.StandardPixmap.SP_DirIcon
        return QApplication.style().standardIcon(drawn)

    def type(self, what: QFileInfo) -> str:
        """Return what the column of kinds says."""
        return _("Dossier") if what.isDir() else _("Fichier")


@cache
def _icons() -> _Icons:
    # A dialog does not keep them.
    return _Icons()


def over(parent: QWidget | None) -> QWidget | None:
    """Return the window of ``parent``, which a dialog belongs to: what another window or an import writes meanwhile
    makes cards and rows anew, and a dialog that belonged to one of them would go with it."""
    return parent.window() if parent is not None else None


def ask_open(parent: QWidget | None, seat: Seat | None, title: str, kinds: str, use: Use = Use.TAKE_IN) -> Path | None:
    """Ask for a file to read; None when the user gave up. ``kinds``: filters as Qt writes them, ``PDF (*.pdf)``."""
    return next(iter(_asked(_made(parent, seat, title, use, Mode.ExistingFile, kinds), seat, use)), None)


def ask_open_many(parent: QWidget | None, seat: Seat | None, title: str, kinds: str) -> list[Path]:
    """Ask for files to read; none when the user gave up."""
    return _asked(_made(parent, seat, title, Use.TAKE_IN, Mode.ExistingFiles, kinds), seat, Use.TAKE_IN)


def ask_save(parent: QWidget | None, seat: Seat | None, title: str, name: str, kinds: str) -> Path | None:
    """Ask where to write a file, named ``name`` by default; None when the user gave up. A name typed without its ending
    gets that of ``name`` before it is looked for, so that nothing is replaced unasked."""
    dialog = _made(parent, seat, title, Use.WRITE, Mode.AnyFile, kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(Path(name).suffix)
    dialog.selectFile(name)
    return next(iter(_asked(dialog, seat, Use.WRITE)), None)


def ask_folder(
    parent: QWidget | None, seat: Seat | None, title: str, use: Use = Use.WRITE, last: str = ""
) -> Path | None:
    """Ask for a folder; None when the user gave up. ``last``: where it begins when this seat remembers none."""
    dialog = _made(parent, seat, title, use, Mode.Directory, "", last)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return next(iter(_asked(dialog, seat, use)), None)


def remember(seat: Seat, use: Use, file: Path) -> None:
    """Note the folder of a file chosen in another way, dropped or pasted: the next dialog of its kind begins there."""
    seat.save_text(use, str(file if file.is_dir() else file.parent))


def first_folder(seat: Seat | None, use: Use, last: str = "") -> Path:
    """Return where a dialog begins: where the last one of its kind ended, else the user's documents."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    sentences = (seat.text(use) if seat else "", last, documents, str(Path.home()))
    folders = (Path(text) for text in sentences if text)
    return next((folder for folder in folders if folder.is_dir() and not _has_data(folder)), Path(Path.home().anchor))


def _has_data(folder: Path) -> bool:
    """Tell whether a folder holds a base or a copy of one, or is inside the folder of a base."""
    path = folder.resolve()
    return any((one / _BASE).exists() for one in (path, *path.parents)) or any(path.glob(_ANY_BASE))


def _made(
    parent: QWidget | None, seat: Seat | None, title: str, use: Use, mode: Mode, kinds: str, last: str = ""
) -> QFileDialog:
    if sys.platform not in ("win32", "darwin"):
        # Before the dialog is made, which would ask GNOME for its own.
        QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    dialog = QFileDialog(over(parent), title, str(first_folder(seat, use, last)), kinds)
    # Before any event is seen to: Qt begins with the folder that the last program to ask for a file left in its
    # settings, and would ask its own icons for what is there.
    dialog.setIconProvider(_icons())
    dialog.setFileMode(mode)
    dialog.setOption(QFileDialog.Option.ReadOnly)
    return dialog


def _asked(dialog: QFileDialog, seat: Seat | None, use: Use) -> list[Path]:
    """Return what the user chooses in a dialog, which is then deleted; nothing when they gave up."""
    try:
        chosen = [Path(selectedfile) for selectedfile in dialog.selectedFiles()] if dialog.exec() else []
    finally:
        drop(dialog)
    if chosen and seat is not None:
        remember(seat, use, chosen[0])
    return chosen


PAGES = (".html", ".htm", ".xhtml", ".mht", ".mhtml", ".eml", ".webarchive")
"""Endings of saved pages; any other file is read as a table, a list in JSON included."""
LOOK = 64


def choose_table(parent: QWidget, seat: Seat) -> Path | None:
    """Ask for a lead file and return it; None when the user gave up."""
    kinds = _(
        "Fichiers de prospects (*.csv *.txt *.tsv *.xlsx *.xlsm *.xlsb *.xls *.ods *.fods *.docx *.odt *.vcf "
        "*.eml *.ldif *.json *.ndjson *.jsonl *.zip);;"
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
    sentences = [url.toString() for url in mime.urls() if url.scheme() in ("http", "https")]
    return sentences[0] if sentences else _address(mime.text())


def may_be_read(mime: QMimeData) -> bool:
    """Tell whether something of what is dragged may be read in Imports: files, the address of a page, or a part of
    one, which is looked at once it is dropped."""
    return bool(dropped_files(mime) or dropped_address(mime) or mime.hasHtml())


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
