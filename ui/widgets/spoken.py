"""How a list of choices is told to a screen reader: named by its label. On Linux, Qt names one by its value."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QComboBox

OPEN = "ShowMenu"


class SpokenChoice(QAccessibleWidget):
    """A list of choices: its label is its name, its choice is its value, and it can be opened."""

    def __init__(self, choice: QComboBox) -> None:
        super().__init__(choice, QAccessible.Role.ComboBox, choice.accessibleName())
        self._choice = choice

    def text(self, part: QAccessible.Text) -> str:
        """Return the label, the choice, or what explains it."""
        if part == QAccessible.Text.Name:
            return self._choice.accessibleName()
        if part == QAccessible.Text.Value:
            return self._choice.currentText()
        return super().text(part)

    def actionNames(self) -> list[str]:
        """Return what can be done: open it, or give it the focus."""
        return [OPEN, *super().actionNames()]

    def doAction(self, name: str) -> None:
        """Do what :meth:`actionNames` names."""
        if name == OPEN:
            self._choice.showPopup()
        else:
            super().doAction(name)


def speak_choices() -> None:
    """Make each list of choices speak; once for a program."""
    QAccessible.installFactory(_spoken)


def _spoken(_kind: str, shown: QObject) -> QAccessibleInterface | None:
    return SpokenChoice(shown) if isinstance(shown, QComboBox) else None
