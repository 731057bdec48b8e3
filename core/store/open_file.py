"""Whether the file of an open base is still the one that was opened: one renamed or replaced meanwhile takes nothing
more."""

from pathlib import Path

from core.words.errors import error


class OpenFile:
    """The file of a base, known by its device and number."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._is = self._found()

    def check(self) -> None:
        """Raise UserError BASE_MOVED when the file of that name is another, or is gone."""
        if self._found() != self._is:
            raise error("BASE_MOVED", folder=str(self._path.parent))

    def _found(self) -> tuple[int, int] | None:
        try:
            state = self._path.stat()
        except FileNotFoundError:
            return None
        return state.st_dev, state.st_ino
