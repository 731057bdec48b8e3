"""The right column of the letters in a scroll area, since at 200 % text it is taller than the window."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from ui.look.theme import Theme


class SideArea(QScrollArea):
    """What stands beside the list, in a scroll area, since at 200 % text it is taller than the window."""

    def __init__(self, theme: Theme, inner: QWidget) -> None:
        super().__init__()
        self._inner = inner
        self.setObjectName("letters-side-area")
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setProperty("ground", "surface")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        """Keep the width of what is inside, which follows the size of the text."""
        self.setFixedWidth(self._inner.minimumWidth() + self.verticalScrollBar().sizeHint().width())
