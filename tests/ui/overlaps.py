"""Widgets that lie over one another, which no layout means to do."""

from itertools import combinations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QStackedLayout, QWidget


def overlaps(root: QWidget) -> list[str]:
    """Return the pairs of visible widgets in one place of ``root`` that overlap, by name: « facts over price »."""
    said = []
    for place in (root, *root.findChildren(QWidget)):
        if place.layout() is None or isinstance(place.layout(), QStackedLayout) or not place.isVisible():
            continue
        inside = [one for one in laid(place) if one.isVisible() and not one.size().isEmpty()]
        said += [
            f"{named(one)} over {named(other)}"
            for one, other in combinations(inside, 2)
            if one.geometry().intersects(other.geometry())
        ]
    return said


def laid(place: QWidget) -> list[QWidget]:
    """Return the children that the layout of ``place`` puts in their place; a ring or a menu is not one of them."""
    outer = place.layout()
    layouts = () if outer is None else (outer, *outer.findChildren(QLayout))
    inside = place.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return [one for one in inside if any(layout.indexOf(one) >= 0 for layout in layouts)]


def named(one: QWidget) -> str:
    """Return the name of a widget, or its kind."""
    return one.objectName() or type(one).__name__
