"""What is in sight in a window, among the thousands of widgets that its other pages keep."""

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget


def in_sight(root: QWidget) -> Iterator[QWidget]:
    """Go through the widgets inside ``root`` that are visible, not through what hides in those that are not, nor into
    other windows."""
    around = [root]
    while around:
        for one in around.pop().children():
            if isinstance(one, QWidget) and one.isVisible() and not one.isWindow():
                yield one
                around.append(one)
