"""Rows copied elsewhere, as a file that is gone once they are imported or given up."""

import shutil
from datetime import datetime
from pathlib import Path

from core.actions.common import scratch
from core.base.french import day_month, hour
from core.base.i18n import _
from core.sources.tables.pasting import pasted


class PastedRows:
    """At most one file at a time."""

    def __init__(self) -> None:
        self._folder: Path | None = None

    def write(self, text: str, at: datetime) -> Path:
        """Return the rows of ``text`` as a file called after the moment, in the place of the last one. Raises UserError
        FILE_EMPTY when nothing was copied."""
        self.drop()
        self._folder = scratch.begun()
        name = _("Lignes collées du {day}, {hour}").format(day=day_month(at), hour=hour(at))
        return pasted(text, self._folder, name=name)

    def name_of(self, file: Path) -> str:
        """Return what a file is called, empty for a file that is not of pasted rows."""
        return file.stem if self._holds(file) else ""

    def called(self, file: Path) -> str:
        """Return the name to show of any file."""
        return self.name_of(file) or file.name

    def keep(self, file: Path | None) -> None:
        """Remove the file, unless it is ``file``."""
        if file is None or not self._holds(file):
            self.drop()

    def drop(self) -> None:
        """Remove the file. What another process still reads goes when the program starts again."""
        folder, self._folder = self._folder, None
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)

    def _holds(self, file: Path) -> bool:
        return self._folder is not None and file.parent == self._folder
