"""How the buttons of the program answer a hand: Entrée presses one as Espace does, and a double click is one click. The
second half of a double click would press what the first one put in the same place, or confirm what it asks."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QPushButton, QToolButton

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier


class PushButton(QPushButton):
    """What every button with a word begins with."""

    def by_enter(self) -> bool:
        """Tell whether Entrée presses it; what opposes or cannot be undone asks for Espace, its key or the mouse."""
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press on Entrée."""
        if not _pressed(self, event, by_enter=self.by_enter()):
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Let the second half of a double click go by."""
        event.accept()


class ToolButton(QToolButton):
    """What every other button begins with."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press on Entrée."""
        if not _pressed(self, event, by_enter=True):
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Let the second half of a double click go by."""
        event.accept()


def _pressed(button: QAbstractButton, event: QKeyEvent, *, by_enter: bool) -> bool:
    """Press a button on Entrée, once however long it is held, and return whether the key was its own: with Ctrl, Alt or
    Maj it is the page's."""
    if event.key() not in ENTER or event.modifiers() & _HELD:
        return False
    if by_enter and not event.isAutoRepeat():
        button.click()
    return True
