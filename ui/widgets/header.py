"""The header of a page: title, a count beside it, at most two secondary buttons, and one primary button at the far
right; the buttons stand under the title where they have no room beside it."""

from PySide6.QtWidgets import QBoxLayout, QPushButton, QSizePolicy, QWidget

from ui.look.theme import Theme
from ui.widgets.label import ElidedLabel
from ui.widgets.layouts import Fitted, Themed, hbox

RAIL = 105
"""Width of the rail, at 100 %."""


class PageHeader(Themed, Fitted, QWidget):
    """The header, 56 high; its title is also the accessible name of the page."""

    def __init__(self, theme: Theme, title: str, *, name: str) -> None:
        super().__init__(theme, name=name, title=title)
        self._title = ElidedLabel(title, "title", name=f"{name}-title")
        # The title is as wide as its words, or narrower when a file has a long name: the buttons stay in sight.
        self._title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._count = ElidedLabel("", ink="muted", name=f"{name}-count")
        words = hbox(self._title, (self._count, 1), spacing=12)
        self._held: list[QWidget] = []
        self._right = hbox(spacing=12)
        self._row = hbox((words, 1), self._right, on=self, margins=(20, 0, 20, 0), spacing=12)
        theme.follow(self._fit)

    def show_title(self, title: str) -> None:
        """Show another title."""
        self._title.setText(title)
        self.setAccessibleName(title)

    def show_count(self, words: str, short: str = "") -> None:
        """Show a count or a file name beside the title, in the muted colour: « 19 sur 3 218 »; ``short`` where there is
        no room."""
        self._count.short = short
        self._count.setText(words)

    def add_button(self, button: QPushButton) -> None:
        """Add ``button`` to the right of those already there."""
        self.add_widget(button)

    def add_widget(self, widget: QWidget) -> None:
        """Add any other widget at the far right (the steps of an assistant)."""
        self._held.append(widget)
        self._right.addWidget(widget)

    def _fit(self) -> None:
        """Put the buttons under the title where the window is narrow."""
        under = bool(self._held) and self._theme.upright(self)
        along = QBoxLayout.Direction
        self._row.setDirection(along.TopToBottom if under else along.LeftToRight)
        self._row.setSpacing(0 if under else 12)
        self._row.setContentsMargins(*(6, 0, 6, 8) if under else (20, 0, 20, 0))
        self._right.setSpacing(6 if under else 12)
        wide = sum(widget.sizeHint().width() + 6 for widget in self._held)
        piled = under and wide > self.window().width() - self._theme.px(RAIL) - 12
        self._right.setDirection(along.TopToBottom if piled else along.LeftToRight)
        lines = len(self._held) if piled else int(under)
        self.setFixedHeight(self._theme.height(56) + lines * (self._theme.height(32) + 8))
        # Both texts (22 and 14 pixels) share a baseline: the smaller one is lowered by the difference of their ascents.
        self._count.setContentsMargins(0, self._theme.px(4), 0, 0)
