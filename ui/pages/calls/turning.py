"""Two parts side by side where there is room, one above the other where there is not: nothing is cut at 200 % text."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

GAP = 12


class Turning(QWidget):
    """``first`` takes what ``second`` leaves; they are stacked when ``first`` would have less than it needs."""

    def __init__(self, first: QWidget, second: QWidget, *, gap: int = GAP) -> None:
        super().__init__()
        self._parts = (first, second)
        self._gap = gap
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(gap)
        self._box.addWidget(first, 1)
        self._box.addWidget(second)

    def minimumSizeHint(self) -> QSize:
        """The wider of both: they can always be stacked."""
        return QSize(max(part.minimumSizeHint().width() for part in self._shown()), self.sizeHint().height())

    def hasHeightForWidth(self) -> bool:
        """The height depends on whether they are stacked."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height at ``width`` pixels."""
        if self._stacked(width):
            return sum(_height(part, width) for part in self._shown()) + self._gap * (len(self._shown()) - 1)
        second = self._parts[1].sizeHint().width() + self._gap if len(self._shown()) > 1 else 0
        return max(_height(part, width - second if part is self._parts[0] else second) for part in self._shown())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn when the width asks for it."""
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        wanted = down if self._stacked(event.size().width()) else across
        if self._box.direction() != wanted:
            self._box.setDirection(wanted)
        super().resizeEvent(event)

    def _stacked(self, width: int) -> bool:
        first, second = self._parts
        if len(self._shown()) < 2:
            return False
        return first.minimumSizeHint().width() + second.sizeHint().width() + self._gap > width

    def _shown(self) -> list[QWidget]:
        return [part for part in self._parts if not part.isHidden()] or [self._parts[0]]


def _height(part: QWidget, width: int) -> int:
    return part.heightForWidth(width) if part.hasHeightForWidth() else part.sizeHint().height()
