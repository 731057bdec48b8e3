"""What is said to whoever does not see the screen: one announcement for one gesture, whatever speaks of it."""

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid


class Speech(QObject):
    """Gathers what is said in one turn of the event loop, and says it at once. ``said(words)``: what was announced."""

    said = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.setObjectName("speech")
        self._words: list[str] = []
        self._urgent = False
        self._from: QWidget | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._say)

    def add(self, widget: QWidget, words: str, *, urgent: bool) -> None:
        """Say ``words`` with the others of this turn, each once."""
        if words and words not in self._words:
            self._words.append(words)
        self._urgent = self._urgent or urgent
        self._from = widget
        self._timer.start(0)

    def _say(self) -> None:
        words, self._words = " ".join(self._words), []
        urgent, self._urgent = self._urgent, False
        widget = QApplication.activeWindow() or self._from
        if not words or widget is None or not isValid(widget):
            return
        event = QAccessibleAnnouncementEvent(widget, words)
        politeness = QAccessible.AnnouncementPoliteness
        event.setPoliteness(politeness.Assertive if urgent else politeness.Polite)
        QAccessible.updateAccessibility(event)
        self.said.emit(words)


def speech() -> Speech:
    """Return the one voice of the program."""
    app = QCoreApplication.instance()
    found = app.findChild(Speech, "speech") if app is not None else None
    return found if isinstance(found, Speech) else Speech(app)  # type: ignore[arg-type]


def announce(widget: QWidget, words: str, *, urgent: bool = False) -> None:
    """Say ``words`` to a screen reader. ``urgent``: an error or an opposition, said before anything else."""
    speech().add(widget, words, urgent=urgent)
