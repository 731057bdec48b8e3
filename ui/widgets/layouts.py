"""Putting layouts in one another and taking widgets out of them, one way: Qt's binding makes known to Python the items
of a layout that is filled before it is added, and Qt deletes an item without telling. Python's reference then stood for
whatever was made next at that address: a style asked of a widget was given as an item of a layout."""

from collections.abc import Iterator
from typing import Literal, TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget
from shiboken6 import Shiboken

from ui.look.theme import Theme

STRETCH: Literal["stretch"] = "stretch"
"""Among the items of a layout: the room that is left."""
Item = (
    QWidget | QLayout | int | Literal["stretch"] | tuple[QWidget | QLayout, int] | tuple[QWidget, int, Qt.AlignmentFlag]
)
"""What stands in a layout: a part, with its share of the room left and where it stands in it; pixels; the room left."""
Margins = int | tuple[int, int, int, int] | None
"""Pixels around: the same on each side, or left, top, right, bottom; None: those of the style."""
BoxT = TypeVar("BoxT", bound=QBoxLayout)


def vbox(*items: Item, on: QWidget | None = None, margins: Margins = 0, spacing: int | None = None) -> QVBoxLayout:
    """Return the layout of ``on``, or one to be put in another, its items one below the other."""
    return _box(QVBoxLayout() if on is None else QVBoxLayout(on), items, margins, spacing)


def hbox(*items: Item, on: QWidget | None = None, margins: Margins = 0, spacing: int | None = None) -> QHBoxLayout:
    """Return the layout of ``on``, or one to be put in another, its items side by side."""
    return _box(QHBoxLayout() if on is None else QHBoxLayout(on), items, margins, spacing)


def widget_of(layout: QLayout) -> QWidget:
    """Return a plain widget that holds ``layout``."""
    made = QWidget()
    made.setLayout(layout)
    let_go(layout)
    return made


def _box(layout: BoxT, items: tuple[Item, ...], margins: Margins, spacing: int | None) -> BoxT:
    if margins is not None:
        layout.setContentsMargins(*((margins,) * 4 if isinstance(margins, int) else margins))
    if spacing is not None:
        layout.setSpacing(spacing)
    fill(layout, *items)
    return layout


def fill(layout: QBoxLayout, *items: Item) -> None:
    """Add ``items`` at the end of ``layout``."""
    for item in items:
        if isinstance(item, int):
            layout.addSpacing(item)
        elif isinstance(item, str):
            layout.addStretch(1)
        elif isinstance(item, QLayout):
            nest(layout, item)
        elif isinstance(item, QWidget):
            layout.addWidget(item)
        elif len(item) == 3:
            layout.addWidget(*item)
        elif isinstance(item[0], QLayout):
            nest(layout, item[0], item[1])
        else:
            layout.addWidget(item[0], item[1])


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


class Named:
    """Put before the class of Qt among the bases of a widget, gives it its object name and its accessible name."""

    def __init__(self, *given: object, name: str = "", title: str = "") -> None:
        super().__init__(*given)
        if name:
            self.setObjectName(name)  # type: ignore[attr-defined]
        if title:
            self.setAccessibleName(title)  # type: ignore[attr-defined]


class Themed(Named):
    """The same, of a widget that keeps its ``_theme``."""

    def __init__(self, theme: Theme, *given: object, name: str = "", title: str = "") -> None:
        self._theme = theme
        super().__init__(*given, name=name, title=title)


class Fitted:
    """Named before the class of Qt among the bases of a widget, calls its ``_fit`` at each new size."""

    def _fit(self) -> None:
        raise NotImplementedError

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)  # type: ignore[misc]
        self._fit()


class Firm:
    """Named before the class of Qt among the bases of a widget, keeps it from being smaller than it asks to be."""

    def minimumSizeHint(self) -> QSize:
        size: QSize = self.sizeHint()  # type: ignore[attr-defined]
        return size
