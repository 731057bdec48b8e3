"""Putting layouts in one another and taking widgets out of them, one way: Qt's binding makes known to Python the items
of a layout that is filled before it is added, and Qt deletes an item without telling. Python's reference then stood for
whatever was made next at that address: a style asked of a widget was given as an item of a layout."""

from collections.abc import Iterator

from PySide6.QtWidgets import QBoxLayout, QGridLayout, QLayout, QWidget
from shiboken6 import Shiboken


def nest(outer: QBoxLayout, inner: QLayout, stretch: int = 0) -> None:
    """Add ``inner`` at the end of ``outer``."""
    outer.addLayout(inner, stretch)
    let_go(inner)


def nest_at(grid: QGridLayout, inner: QLayout, row: int, column: int) -> None:
    """Put ``inner`` in a cell of ``grid``."""
    grid.addLayout(inner, row, column)
    let_go(inner)


def let_go(layout: QLayout) -> None:
    """Have Python forget the items of ``layout``, and those of the layouts within it."""
    for item in filter(None, map(layout.itemAt, range(layout.count()))):
        inner = item.layout()
        if inner is not None:
            let_go(inner)
        else:
            Shiboken.invalidate(item)


def drop(widget: QWidget) -> None:
    """Hide ``widget`` at once, take it out of its layout, and delete it at the next turn of the event loop: it may be
    the sender of the signal that asks for it, and would still be painted once."""
    _end(widget)
    take_out(widget)


def _end(widget: QWidget) -> None:
    widget.hide()
    widget.deleteLater()


def take_out(widget: QWidget) -> None:
    """Take ``widget`` out of its layout, if it is in one."""
    holder = widget.parentWidget()
    outer = holder.layout() if holder is not None else None
    for layout in () if outer is None else (outer, *outer.findChildren(QLayout)):
        place = layout.indexOf(widget)
        if place >= 0:
            layout.takeAt(place)


def drop_all(layout: QLayout) -> None:
    """Drop every widget of ``layout``, and take out its spaces."""
    for widget in _taken(layout):
        _end(widget)


def drop_all_at_once(layout: QLayout) -> None:
    """Drop every widget of ``layout``, none of which sends the signal that asks for it: their parent has none of them
    any more, without waiting for the next turn."""
    for widget in _taken(layout):
        _end(widget)
        widget.setParent(None)


def _taken(layout: QLayout) -> Iterator[QWidget]:
    """Take everything out of ``layout``, and yield the widgets."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            yield widget
