"""A line over the batches that offers the files that came since the last import: one click opens them."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.actions.intake.fresh_files import LookInFolder, fresh_files
from core.base.errors import UserError
from core.base.i18n import _
from ui.common.choosing import FOLDER
from ui.common.office import Office
from ui.widgets.button import Button
from ui.widgets.label import label

LONGEST = 34
LARGE = 150
"""Size of text, in hundredths, from which one file only is offered: there is no room for two."""


class FreshRow(QWidget):
    """``chosen(file)``: this file is to be read. There only when there is something to offer."""

    chosen = Signal(object)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._buttons: list[Button] = []
        self.setObjectName("imports-fresh")
        self._words = label("", ink="muted")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(20, 0, 20, 8)
        self._row.setSpacing(12)
        self._row.addWidget(self._words)
        self._row.addStretch(1)
        self.hide()

    def look(self) -> None:
        """Look at the folder of the last file, in the background; before a first import there is none."""
        folder = self._office.seat.text(FOLDER)
        if not folder:
            return
        asked = LookInFolder(self._office.folder, Path(folder), self._office.now())
        self._office.jobs.run(fresh_files, asked, done=self.show_files, failed=self._forget, lane="thread")

    def show_files(self, files: Sequence[Path]) -> None:
        """Offer these files."""
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = []
        shown = files[:1] if self._office.theme.scale >= LARGE else files
        for place, file in enumerate(shown, start=1):
            name = file.name if len(file.name) <= LONGEST else f"{file.name[: LONGEST - 1]}…"
            button = Button(self._office.theme, name.replace("&", "&&"), name=f"fresh-{place}", icon="file")
            button.setAccessibleName(_("Importer {file}").format(file=file.name))
            button.clicked.connect(_teller(self.chosen.emit, file))
            self._row.insertWidget(place, button)
            self._buttons.append(button)
        folder = files[0].parent.name if files else ""
        self._words.setText(_("Arrivés dans «\u202f{folder}\u202f»").format(folder=folder))
        self.setVisible(bool(files))

    def _forget(self, _problem: UserError) -> None:
        self.show_files(())


def _teller(tell: Callable[[object], None], file: Path) -> Callable[[], None]:
    return lambda: tell(file)
