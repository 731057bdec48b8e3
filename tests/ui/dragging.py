"""A file dragged over a page and dropped, as the desktop would."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent

COPY, LEFT, NONE = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def dragged(file: Path, at: QPointF) -> Iterator[QDragEnterEvent | QDropEvent]:
    """Yield the two events; they hold good while the loop over them runs."""
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(file))])
    yield _entering(at, files)
    yield QDropEvent(at, COPY, files, LEFT, NONE)


def _entering(at: Any, files: QMimeData) -> QDragEnterEvent:
    """Qt 6.12 takes fractions of pixels, and warns of whole ones; Qt 6.11 takes no other."""
    try:
        return QDragEnterEvent(at, COPY, files, LEFT, NONE)
    except TypeError:
        return QDragEnterEvent(at.toPoint(), COPY, files, LEFT, NONE)
