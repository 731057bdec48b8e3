"""What an eye sees of the program that runs on a real screen: where a control stands, what has the keyboard, what the
band says. It looks and touches nothing: the hand is the mouse and the keyboard of the screen, in another process.

A question is one line of JSON on the standard input, ``["place", "oppose"]``; its answer one line on the output.
"""

import json
import sys
from collections import deque
from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPoint, QRect, QSocketNotifier, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QMenuBar,
    QPlainTextEdit,
    QScrollArea,
    QTabBar,
    QTableView,
    QWidget,
)

from ui.widgets.message_band import MessageBand

Seen = dict[str, object] | None
"""Where something stands: ``x``, ``y``, its middle in pixels of the screen, and what it says; None when it is not in
sight."""
WidgetT = TypeVar("WidgetT", bound=QWidget)


_LOOKED_AT: deque[QWidget] = deque(maxlen=50)
"""Kept: the parts of a dialog of Qt's own are gone for Python as soon as what it knows of the dialog is."""


class Eyes(QObject):
    """Answers the questions that come in."""

    def __init__(self) -> None:
        super().__init__()
        self._ask: dict[str, Callable[..., object]] = {
            "place": place, "tab": tab, "tabs": tabs, "entry": entry, "row": row, "held": held, "band": band,
            "front": front, "rows": rows, "names": names, "texts": texts, "current": current, "entries": entries,
            "button": button, "menu": menu,
        }  # fmt: skip
        # Read without a buffer: what a buffer keeps would wake nobody.
        self._questions = open(sys.stdin.fileno(), "rb", buffering=0, closefd=False)  # noqa: SIM115
        self._heard = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
        self._heard.activated.connect(self._answer)

    def _answer(self) -> None:
        line = self._questions.readline()
        if not line:
            self._heard.setEnabled(False)
            return
        verb, *rest = json.loads(line)
        try:
            answer = self._ask[verb](*rest)
        except RuntimeError:  # A control that is being taken away: it is not in sight any more.
            answer = None
        print(json.dumps(answer), flush=True)


def in_sight(kind: type[WidgetT], name: str) -> list[WidgetT]:
    """Return what bears a name, shown in the window that takes the mouse: a dialog or a menu over the others first."""
    over, modal = QApplication.activePopupWidget(), QApplication.activeModalWidget()
    tops = [modal] if modal is not None else QApplication.topLevelWidgets()
    for group in ([over] if over is not None else [], tops):
        _LOOKED_AT.extend(group)
        found = [top for top in group if isinstance(top, kind) and top.objectName() == name]
        found += [one for top in group for one in top.findChildren(kind, name)]
        # A pane that is a window of its own is still a child of the window it was taken out of.
        shown = [one for one in dict.fromkeys(found) if one.isVisible()]
        if shown:
            return shown
    return []


def place(name: str) -> Seen:
    """Return where the one control of a name stands: ``seen``, the share of its height that is in sight, 0 for one that
    must be scrolled to, towards ``below`` or not, over ``area``."""
    shown = in_sight(QWidget, name)
    if len(shown) != 1:
        return None
    [one] = shown
    whole, part = one.rect(), one.visibleRegion().boundingRect()
    at = (part if not part.isEmpty() else whole).center()
    told = _at(one.mapToGlobal(at), text=_text(one), enabled=one.isEnabled())
    told["seen"] = round(part.height() / max(whole.height(), 1), 2)
    told["covered"] = _covered(one, at) if not part.isEmpty() else ""
    area = _area(one)
    if area is not None and part.height() < min(whole.height(), area.viewport().height()):
        middle = area.viewport().rect().center()
        top = one.mapTo(area.viewport(), QPoint(0, 0)).y()
        told |= {"below": top + whole.height() > middle.y(), "area": _xy(area.viewport().mapToGlobal(middle))}
    return told


def tab(bar: str, words: str) -> Seen:
    """Return where the tab that begins with some words stands; None for one that is folded away."""
    for shown in in_sight(QTabBar, bar):
        for number in range(shown.count()):
            if shown.isTabVisible(number) and shown.tabText(number).startswith(words):
                return _at(shown.mapToGlobal(shown.tabRect(number).center()), text=shown.tabText(number))
    return None


def tabs(bar: str) -> list[str]:
    """Return the words of all the tabs, those folded away too."""
    return [shown.tabText(number) for shown in in_sight(QTabBar, bar) for number in range(shown.count())]


def current(bar: str) -> str:
    """Return the words of the tab that is chosen."""
    return next((shown.tabText(shown.currentIndex()) for shown in in_sight(QTabBar, bar)), "")


def entry(words: str) -> Seen:
    """Return where the line that begins with some words stands, in the menu or the list that is dropped down."""
    over = QApplication.activePopupWidget()
    if isinstance(over, QMenu):
        for action in over.actions():
            if action.text().replace("&", "").startswith(words):
                return _at(over.mapToGlobal(over.actionGeometry(action).center()), text=action.text())
    views = over.findChildren(QAbstractItemView) if over is not None else []
    views += [over] if isinstance(over, QAbstractItemView) else []
    for view in views:
        model = view.model()
        for number in range(model.rowCount()):
            index = model.index(number, 0)
            if str(index.data()).startswith(words):
                return _line(view, index)
    return None


def entries() -> list[str]:
    """Return the lines of the menu that is open."""
    over = QApplication.activePopupWidget()
    return [action.text() for action in over.actions()] if isinstance(over, QMenu) else []


def row(name: str, number: int) -> Seen:
    """Return where a line of a list or a table stands, from 0."""
    for view in in_sight(QAbstractItemView, name):
        if number < view.model().rowCount(view.rootIndex()):
            return _line(view, view.model().index(number, _named(view), view.rootIndex()))
    return None


def button(words: str) -> Seen:
    """Return where the button in sight that says some words stands, one of Qt's own that bears no name included."""
    over = QApplication.activePopupWidget() or QApplication.activeModalWidget() or QApplication.activeWindow()
    for one in over.findChildren(QAbstractButton) if over is not None else []:
        if one.isVisible() and one.text().replace("&", "") == words:
            return _at(one.mapToGlobal(one.rect().center()), text=one.text(), enabled=one.isEnabled())
    return None


def menu(words: str) -> Seen:
    """Return where a menu of the bar stands."""
    for bar in in_sight(QMenuBar, ""):
        for action in bar.actions():
            if action.text().replace("&", "") == words:
                return _at(bar.mapToGlobal(bar.actionGeometry(action).center()), text=action.text())
    return None


def rows(name: str) -> int:
    """Return how many lines a list in sight holds, -1 when it is not in sight."""
    return next((view.model().rowCount() for view in in_sight(QAbstractItemView, name)), -1)


def names(name: str) -> list[str]:
    """Return what a list in sight says, line by line."""
    for view in in_sight(QAbstractItemView, name):
        model, root = view.model(), view.rootIndex()
        return [str(model.index(number, _named(view), root).data()) for number in range(model.rowCount(root))]
    return []


def texts(name: str) -> list[str]:
    """Return all that a list in sight says and has read aloud, line by line."""
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
    for view in in_sight(QAbstractItemView, name):
        model, root = view.model(), view.rootIndex()
        lines = range(model.rowCount(root))
        columns = range(1 if isinstance(model, QAbstractListModel) else model.columnCount(root))
        cells = ([model.index(line, column, root) for column in columns] for line in lines)
        return [" ".join(str(cell.data(role) or "") for cell in row for role in roles) for row in cells]
    return []


def held() -> str:
    """Return the name of what has the keyboard."""
    one = QApplication.focusWidget()
    return one.objectName() if one is not None else ""


def band() -> list[str]:
    """Return what the band says and the words of its button, empty when there is none."""
    for shown in in_sight(MessageBand, "message-band"):
        said = shown.message
        return [f"{said.bold} {said.sentence}".strip(), said.act.text if said.act else ""] if said else []
    return []


def front() -> str:
    """Return the title of the window that takes the keys."""
    over = QApplication.activeWindow()
    return over.windowTitle() if over is not None else ""


def _line(view: QAbstractItemView, index: QModelIndex) -> Seen:
    rect = view.visualRect(index).intersected(view.viewport().rect())
    if rect.isEmpty():
        return None
    return _at(view.viewport().mapToGlobal(rect.center()), text=str(index.data()))


def _named(view: QAbstractItemView) -> int:
    """Return the column that names a line: the second of a table, whose first is its margin."""
    return 1 if isinstance(view, QTableView) else 0


def _at(point: QPoint, *, text: str = "", enabled: bool = True) -> dict[str, object]:
    return {"x": point.x(), "y": point.y(), "text": text, "enabled": enabled}


def _xy(point: QPoint) -> Sequence[int]:
    return [point.x(), point.y()]


def _text(one: QWidget) -> str:
    if isinstance(one, QLabel | QAbstractButton | QLineEdit):
        return one.text()
    if isinstance(one, QPlainTextEdit):
        return one.toPlainText()
    return one.currentText() if isinstance(one, QComboBox) else ""


def _covered(one: QWidget, at: QPoint) -> str:
    """Return the name of what a click at a place would reach instead, empty when it reaches ``one``."""
    found = QApplication.widgetAt(one.mapToGlobal(at))
    if found is None or found is one or one.isAncestorOf(found):
        return ""
    return found.objectName() or type(found).__name__


def _area(one: QWidget) -> QScrollArea | None:
    parent = one.parentWidget()
    while parent is not None and not (isinstance(parent, QScrollArea) and _can_scroll(parent)):
        parent = parent.parentWidget()
    return parent


def _can_scroll(area: QScrollArea) -> bool:
    return area.verticalScrollBar().maximum() > 0 and QRect(area.rect()).isValid()
