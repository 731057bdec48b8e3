"""Pages and controls of a window under test, by what they are: what is not there fails the test, by its name."""

from typing import TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from ui.common.page import Page
from ui.shell.window import Window
from ui.widgets.pages import Pages

PageT = TypeVar("PageT", bound=Page)
ChildT = TypeVar("ChildT", bound=QObject)


def page_in(window: Window, kind: type[PageT]) -> PageT:
    """Return the page of a kind, made now if it was not. Its folder in ``ui/pages`` has the name of its key."""
    found = window.page_of(kind.__module__.split(".")[-2])
    assert isinstance(found, kind), found
    return found


def child(root: QObject, kind: type[ChildT], name: str = "") -> ChildT:
    """Return what ``root`` holds of a kind, at whatever depth, visible or not: what bears ``name``, else the first."""
    found = root.findChild(kind, name) if name else root.findChild(kind)
    assert found is not None, f"no {kind.__name__} {name}"
    return found


def words(root: QObject, name: str) -> str:
    """Return what the label of a name says."""
    return child(root, QLabel, name).text()


def press(root: QObject, name: str) -> None:
    """Press the button of a name, which must be one that can be."""
    button = child(root, QAbstractButton, name)
    assert button.isEnabled(), name
    button.click()


def in_sight(root: QObject) -> QWidget:
    """Return which of its pages ``root`` shows."""
    shown = child(root, Pages).currentWidget()
    assert shown is not None
    return shown
