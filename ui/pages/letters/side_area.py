"""The right column of the letters in a scroll area, since at 200 % text it is taller than the window."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QWidget

from ui.look.theme import Theme
from ui.widgets.pages import stand_beside

TALL, LIST_TALL = 150, 110
"""Heights, at 100 %, of this column and of the list where one stands under the other."""


class SideArea(QScrollArea):
    """What stands beside the list, in a scroll area, since at 200 % text it is taller than the window."""

    def __init__(self, theme: Theme, inner: QWidget) -> None:
        super().__init__()
        self._inner = inner
        self._theme = theme
        self.setObjectName("letters-side-area")
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setProperty("ground", "surface")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def stand_by(self, above: QWidget, row: QBoxLayout) -> None:
        """Stand beside the list, or under it in a narrow window; ``row`` holds both."""
        wide = self._inner.minimumWidth() + self.verticalScrollBar().sizeHint().width()
        under = stand_beside(self._theme, self, row, wide=wide, tall=self._theme.px(TALL))
        above.setMinimumHeight(self._theme.px(LIST_TALL) if under else 0)
