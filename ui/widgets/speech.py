"""What is said to whoever does not see the screen: one announcement for one gesture, whatever speaks of it; and what Qt
does not tell a screen reader by itself: a list of choices is named by its label (on Linux, Qt names one by its value),
a title is a heading, a place with a name is a group, and what a widget paints itself is said for what it is."""

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleInterface
from PySide6.QtWidgets import QAbstractButton, QAccessibleWidget, QApplication, QComboBox, QLabel, QWidget
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
        self._timer = QTimer(self, singleShot=True)
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


OPEN = "ShowMenu"
HEADINGS = ("title", "heading")
"""Lines of the type scale that are titles: of a page, of a card."""
AS = "spoken"
"""Property of a widget that Qt would say for something else; set before its words, at which a reader asks."""
ROLES: Mapping[str, QAccessible.Role] = MappingProxyType(
    {
        "chart": QAccessible.Role.Chart,
        "graphic": QAccessible.Role.Graphic,
        "menu": QAccessible.Role.ButtonMenu,
        "tab": QAccessible.Role.PageTab,
        "tabs": QAccessible.Role.PageTabList,
        "text": QAccessible.Role.StaticText,
    }
)
PLACES = ("QWidget", "QScrollArea")
"""Classes of Qt that only hold others: a group, where they have a name."""


class SpokenChoice(QAccessibleWidget):
    """A list of choices: its label is its name, its choice is its value, and it can be opened."""

    def __init__(self, choice: QComboBox) -> None:
        super().__init__(choice, QAccessible.Role.ComboBox, choice.accessibleName())
        self._choice = choice

    def text(self, part: QAccessible.Text) -> str:
        if part == QAccessible.Text.Name:
            return self._choice.accessibleName() or _by_its_label(self._choice)
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
        return self._title.text() if part == QAccessible.Text.Name else super().text(part)


class SpokenButton(QAccessibleWidget):
    """A button that looks and works as something else: a tab, a menu."""

    def __init__(self, button: QAbstractButton, role: QAccessible.Role) -> None:
        super().__init__(button, role)
        self._button = button
        self._act = OPEN if role == QAccessible.Role.ButtonMenu else "Press"

    def state(self) -> QAccessible.State:
        """Return its state: selected when it is the one of the page shown, or with a menu."""
        told = super().state()
        if self.role() == QAccessible.Role.ButtonMenu:
            told.hasPopup = 1
        else:
            told.selectable, told.selected = 1, int(self._button.isChecked())
        return told

    def actionNames(self) -> list[str]:
        """Return what can be done: press it, or give it the focus."""
        return [self._act, *super().actionNames()]

    def keyBindingsForAction(self, name: str) -> list[str]:
        """Return the key of an action: the one of its underlined letter."""
        key = self._button.shortcut()
        return [key.toString()] if name == self._act and not key.isEmpty() else super().keyBindingsForAction(name)

    def doAction(self, name: str) -> None:
        """Do what :meth:`actionNames` names."""
        if name == self._act:
            self._button.click()
        else:
            super().doAction(name)


def speak_choices() -> None:
    """Make each list of choices, each title and each place speak; once for a program."""
    QAccessible.installFactory(_spoken)


def _spoken(kind: str, shown: QObject) -> QAccessibleInterface | None:
    if isinstance(shown, QComboBox):
        return SpokenChoice(shown)
    if isinstance(shown, QLabel) and (shown.property("role") in HEADINGS or shown.objectName().endswith("-title")):
        return SpokenHeading(shown)
    role = ROLES.get(shown.property(AS) or "")
    if role is not None and isinstance(shown, QAbstractButton) and role != QAccessible.Role.StaticText:
        return SpokenButton(shown, role)
    if role is not None and isinstance(shown, QWidget):
        return QAccessibleWidget(shown, role)
    if kind in PLACES and isinstance(shown, QWidget) and shown.accessibleName():
        return QAccessibleWidget(shown, QAccessible.Role.Grouping)
    return None


def _by_its_label(choice: QComboBox) -> str:
    """Return the name of a list in a dialog of Qt, which calls it as its label: lookInCombo, lookInLabel."""
    above, name = choice.parentWidget(), choice.objectName().replace("Combo", "Label")
    label = above.findChild(QLabel, name) if above is not None and name else None
    return label.text().replace("&", "") if label is not None else ""
