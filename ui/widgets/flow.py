"""Parts side by side that go on on the next line, or one above the other, where the width ends: nothing is cut at 200 %
text, nothing scrolls sideways."""

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget, QWidgetItem

from ui.look.theme import Theme
from ui.widgets.layouts import Fitted, Themed


class Flow(QLayout):
    """The row; parts of one line stand on its middle. A part added with ``Qt.AlignmentFlag.AlignRight`` stands at the
    end of its line."""

    def __init__(self, parent: QWidget | None = None, *, spacing: int = 8) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setSpacing(spacing)
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def add_widget(self, widget: QWidget, *, right: bool = False) -> None:
        """Add a widget at the end of the row; ``right``: at the right edge."""
        self.addChildWidget(widget)
        item = QWidgetItem(widget)
        if right:
            item.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.addItem(item)

    def add_together(self, line: QLayout) -> None:
        """Add parts that stay on one line, which is filled afterwards: see :mod:`ui.widgets.layouts`."""
        self.addChildLayout(line)
        self.addItem(line)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Return that it takes the width left, and no more height than its lines."""
        return Qt.Orientation.Horizontal

    def sizeHint(self) -> QSize:
        sizes = [item.sizeHint() for item in self._shown()]
        wide = sum(size.width() for size in sizes) + self.spacing() * max(len(sizes) - 1, 0)
        return self._around(QSize(wide, max((size.height() for size in sizes), default=0)))

    def minimumSize(self) -> QSize:
        """Return the width of the widest part, since the others can go on below."""
        sizes = [item.minimumSize() for item in self._shown()]
        wide, high = (max((side(size) for size in sizes), default=0) for side in (QSize.width, QSize.height))
        return self._around(QSize(wide, high))

    def hasHeightForWidth(self) -> bool:
        """Return True: the height depends on how many lines there are."""
        return True

    def heightForWidth(self, width: int) -> int:
        margins = self.contentsMargins()
        places = self._places(width - margins.left() - margins.right())
        lowest = max((place.bottom() + 1 for _item, place in places), default=0)
        return lowest + margins.top() + margins.bottom()

    def setGeometry(self, rect: QRect) -> None:
        """Place every part; a widget that holds nothing else keeps the height of the lines."""
        super().setGeometry(rect)
        around = self.parentWidget()
        if around is not None and around.layout() is self:
            around.setMinimumHeight(self.heightForWidth(rect.width()))
        inside = rect.marginsRemoved(self.contentsMargins())
        for item, place in self._places(inside.width()):
            item.setGeometry(place.translated(inside.topLeft()))

    def _places(self, width: int) -> list[tuple[QLayoutItem, QRect]]:
        lines: list[list[tuple[QLayoutItem, QRect]]] = [[]]
        left = 0
        for item in self._shown():
            size = item.sizeHint().boundedTo(QSize(max(width, item.minimumSize().width()), 1 << 20))
            if left and left + size.width() > width:
                lines.append([])
                left = 0
            at_end = bool(item.alignment() & Qt.AlignmentFlag.AlignRight)
            lines[-1].append((item, QRect(QPoint(width - size.width() if at_end else left, 0), size)))
            left += size.width() + self.spacing()
        placed, top = [], 0
        for line in lines:
            high = max((place.height() for _item, place in line), default=0)
            placed += [(item, place.translated(0, top + (high - place.height()) // 2)) for item, place in line]
            top += high + self.spacing()
        return placed

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _around(self, size: QSize) -> QSize:
        return size.grownBy(self.contentsMargins())


def flow(*widgets: QWidget, spacing: int = 8) -> Flow:
    """Return a row of these widgets."""
    made = Flow(spacing=spacing)
    for widget in widgets:
        made.add_widget(widget)
    return made


GAP = 12
LEAST = 220


class Turning(Themed, Fitted, QWidget):
    """``first`` takes the width ``second`` leaves, or ``share`` of it; they are stacked when it would have less than
    220 pixels of the design."""

    def __init__(self, theme: Theme, first: QWidget, second: QWidget, *, share: float = 0.0) -> None:
        super().__init__(theme)
        self._parts = (first, second)
        self._share = share
        for part in self._parts:
            part.setParent(self)
            part.show()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        wide = sum(part.sizeHint().width() for part in self._shown()) + GAP
        return QSize(wide, max(part.sizeHint().height() for part in self._shown()))

    def minimumSizeHint(self) -> QSize:
        """Return the width of the wider one, since they can always be stacked."""
        return QSize(max(part.minimumSizeHint().width() for part in self._shown()), 0)

    def heightForWidth(self, width: int) -> int:
        return max(place.bottom() + 1 for place in self._places(width))

    def event(self, event: QEvent) -> bool:
        """Ask for another size when a part does."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        """Place both parts."""
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
            asked_count = min(width, second.sizeHint().width()) if not self._share else width
            return [top, QRect(0, top.height() + GAP // 2, asked_count, _height(second, asked_count))]
        return [QRect(0, 0, left, _height(first, left)), QRect(left + GAP, 0, beside, _height(second, beside))]

    def _beside(self, second: QWidget, width: int) -> int:
        if not self._share:
            return second.sizeHint().width()
        return max(second.minimumSizeHint().width(), round((width - GAP) * (1 - self._share)))

    def _shown(self) -> list[QWidget]:
        return [part for part in self._parts if not part.isHidden()] or [self._parts[0]]


def _height(part: QWidget, width: int) -> int:
    asked_count = part.heightForWidth(width) if part.hasHeightForWidth() else part.sizeHint().height()
    return max(part.minimumHeight(), asked_count)
