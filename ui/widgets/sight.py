"""Scrolls what has just appeared into sight."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

_AIR = 16
"""Pixels kept above and below."""


def bring_into_sight(widget: QWidget) -> None:
    """Scroll the page around a widget so that it is seen, once it has its place."""
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    if isinstance(above, QScrollArea):
        area = above
        QTimer.singleShot(0, widget, lambda: area.ensureWidgetVisible(widget, 0, _AIR))
