"""What Qt does not tell a screen reader by itself: a list of choices is named by its label (on Linux, Qt names one by
its value), and a title is a heading, from which one goes to the next by a key."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QComboBox, QLabel

OPEN = "ShowMenu"
HEADINGS = ("title", "heading")
"""Lines of the type scale that are titles: of a page, of a card."""


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


class SpokenHeading(QAccessibleWidget):
    """A title: a heading whose name is its words."""

    def __init__(self, title: QLabel) -> None:
        super().__init__(title, QAccessible.Role.Heading, title.text())
        self._title = title

    def text(self, part: QAccessible.Text) -> str:
        """Return the words now shown."""
        return self._title.text() if part == QAccessible.Text.Name else super().text(part)


def speak_choices() -> None:
    """Make each list of choices and each title speak; once for a program."""
    QAccessible.installFactory(_spoken)


def _spoken(_kind: str, shown: QObject) -> QAccessibleInterface | None:
    if isinstance(shown, QComboBox):
        return SpokenChoice(shown)
    if isinstance(shown, QLabel) and (shown.property("role") in HEADINGS or shown.objectName().endswith("-title")):
        return SpokenHeading(shown)
    return None
