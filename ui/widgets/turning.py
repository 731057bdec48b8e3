"""Two parts side by side where there is room, one above the other where there is not: nothing is cut at 200 % text.

Placed by hand: a widget with a QLayout is never asked for its own height for a width.
"""

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.look.theme import Theme

GAP = 12
LEAST = 220


class Turning(QWidget):
    """``first`` takes the width ``second`` leaves, or ``share`` of it; they are stacked when it would have less than
    220 pixels of the design."""

    def __init__(self, theme: Theme, first: QWidget, second: QWidget, *, share: float = 0.0) -> None:
        super().__init__()
        self._theme = theme
        self._parts = (first, second)
        self._share = share
        for part in self._parts:
            part.setParent(self)
            part.show()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """Return the size of both side by side."""
        wide = sum(part.sizeHint().width() for part in self._shown()) + GAP
        return QSize(wide, max(part.sizeHint().height() for part in self._shown()))

    def minimumSizeHint(self) -> QSize:
        """Return the width of the wider one, since they can always be stacked."""
        return QSize(max(part.minimumSizeHint().width() for part in self._shown()), 0)

    def hasHeightForWidth(self) -> bool:
        """Return True: the height depends on whether they are stacked."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height at ``width`` pixels."""
        return max(place.bottom() + 1 for place in self._places(width))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place both parts."""
        super().resizeEvent(event)
        self._place()

    def event(self, event: QEvent) -> bool:
        """Ask for another size when a part does."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self._place()
        return super().event(event)

    def _place(self) -> None:
        shown = self._shown()
        places = self._places(self.width())
        stacked = len(shown) > 1 and places[1].top() > 0
        for part, place in zip(shown, places, strict=True):
            if not stacked and not self._share:
                # Beside the other part, and vertically centred on the taller one.
                place.moveTop((self.height() - place.height()) // 2)
            part.setGeometry(place)

    def _places(self, width: int) -> list[QRect]:
        shown = self._shown()
        if len(shown) == 1:
            return [QRect(0, 0, width, _height(shown[0], width))]
        first, second = shown
        least = max(first.minimumSizeHint().width(), self._theme.px(LEAST))
        beside = self._beside(second, width)
        left = width - GAP - beside
        if left < least:
            top = QRect(0, 0, width, _height(first, width))
            asked = min(width, second.sizeHint().width()) if not self._share else width
            return [top, QRect(0, top.height() + GAP // 2, asked, _height(second, asked))]
        return [QRect(0, 0, left, _height(first, left)), QRect(left + GAP, 0, beside, _height(second, beside))]

    def _beside(self, second: QWidget, width: int) -> int:
        if not self._share:
            return second.sizeHint().width()
        return max(second.minimumSizeHint().width(), round((width - GAP) * (1 - self._share)))

    def _shown(self) -> list[QWidget]:
        return [part for part in self._parts if not part.isHidden()] or [self._parts[0]]


def _height(part: QWidget, width: int) -> int:
    asked = part.heightForWidth(width) if part.hasHeightForWidth() else part.sizeHint().height()
    return max(part.minimumHeight(), asked)
