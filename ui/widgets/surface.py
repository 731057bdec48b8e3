"""The rounded ground under the tables of the assistant."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from ui.look.theme import Theme
from ui.widgets.paint import box


class Surface(QFrame):
    """A card without a title; ``body`` takes what it holds."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(1, 1, 1, 1)
        self.body.setSpacing(0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the surface and its edge."""
        box(QPainter(self), self._theme, self.rect(), ground="surface", edge="line", radius=8)
