"""A widget that is dropped leaves nothing of its layout behind in Python."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import Shiboken

from tests.ui.held_items import held_items as held
from ui.widgets.layouts import STRETCH, Fitted, drop, drop_all, drop_all_at_once, hbox, nest, nest_at, take_out, vbox


def nested(qtbot: QtBot, *names: str) -> tuple[QWidget, QHBoxLayout, list[QLabel]]:
    """Return a widget, a layout within its own that was filled before it was put there, and what fills it: Python then
    refers to its items."""
    shown, inner = QWidget(), QHBoxLayout()
    qtbot.addWidget(shown)
    labels = [QLabel(name) for name in names]
    for label in labels:
        inner.addWidget(label)
    QVBoxLayout(shown).addLayout(inner)
    return shown, inner, labels


def test_what_is_nested_is_forgotten_however_deep(qtbot: QtBot) -> None:
    before = held()
    shown, outer, middle, inner = QWidget(), QHBoxLayout(), QVBoxLayout(), QHBoxLayout()
    qtbot.addWidget(shown)
    inner.addWidget(QLabel("inner"))
    inner.addStretch(1)
    nest(middle, inner)
    middle.addWidget(QLabel("middle"))
    nest(outer, middle, 1)
    grid = QGridLayout(shown)
    nest_at(grid, outer, 1, 2)
    assert held() == before
    assert shown.findChild(QLabel) is not None and grid.itemAtPosition(1, 2) is outer


def test_a_layout_is_written_as_its_parts(qtbot: QtBot) -> None:
    before = held()
    shown, name, town, button = QWidget(), QLabel("name"), QLabel("town"), QLabel("button")
    qtbot.addWidget(shown)
    inner = hbox((town, 2), STRETCH, (button, 0, Qt.AlignmentFlag.AlignTop), spacing=7)
    outer = vbox(name, 12, (inner, 1), on=shown, margins=(1, 2, 3, 4))
    assert shown.layout() is outer and held() == before
    assert [outer.stretch(place) for place in range(outer.count())] == [0, 0, 1]
    space, last = outer.itemAt(1), inner.itemAt(2)
    assert space is not None and last is not None
    assert outer.indexOf(name) == 0 and space.sizeHint().height() == 12
    assert [inner.stretch(place) for place in range(inner.count())] == [2, 1, 0]
    assert last.alignment() == Qt.AlignmentFlag.AlignTop and inner.spacing() == 7
    margins = outer.contentsMargins()
    assert (margins.left(), margins.top(), margins.right(), margins.bottom()) == (1, 2, 3, 4)
    assert vbox(margins=3).contentsMargins().bottom() == 3 and hbox().contentsMargins().left() == 0


def test_what_is_dropped_is_hidden_at_once_and_leaves_no_item(qtbot: QtBot) -> None:
    before = held()
    shown, inner, labels = nested(qtbot, "one", "two", "three")
    shown.show()
    kept = held() - before  # All three, but for the bindings of Python 3.12 on.
    assert kept in (0, 3)
    drop(labels[1])
    assert not labels[1].isVisible() and inner.count() == 2
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert held() == before + max(kept - 1, 0)
    assert not Shiboken.isValid(labels[1]) and Shiboken.isValid(labels[0])


def test_everything_is_dropped(qtbot: QtBot) -> None:
    before = held()
    shown, inner, labels = nested(qtbot, "one", "two")
    inner.addStretch(1)
    drop_all(inner)
    assert inner.count() == 0 and all(one.isHidden() and one.parent() is shown for one in labels)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert held() == before


def test_everything_is_dropped_at_once(qtbot: QtBot) -> None:
    shown, inner, labels = nested(qtbot, "one", "two")
    drop_all_at_once(inner)
    assert inner.count() == 0 and shown.findChildren(QLabel) == []
    assert not any(one.isVisible() for one in labels)


def test_what_is_in_no_layout_is_dropped_too(qtbot: QtBot) -> None:
    alone = QLabel("alone")
    alone.show()
    take_out(alone)
    drop(alone)
    assert not alone.isVisible()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not Shiboken.isValid(alone)


class Shelf(Fitted, QFrame):
    """Keeps the widths it was told of."""

    def __init__(self) -> None:
        super().__init__()
        self.widths: list[int] = []

    def _fit(self) -> None:
        self.widths.append(self.width())


def test_each_new_size_is_fitted_once(qtbot: QtBot) -> None:
    shelf = Shelf()
    qtbot.addWidget(shelf)
    shelf.resize(300, 80)
    shelf.show()
    QApplication.processEvents()
    told = shelf.widths[-1]
    shelf.resize(told + 50, 80)
    QApplication.processEvents()
    assert shelf.widths[-2:] == [told, told + 50]
