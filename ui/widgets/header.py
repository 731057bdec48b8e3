"""The header of a page: title, a count beside it, at most two secondary buttons, and one primary button at the far
right."""

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from ui.look.theme import Theme
from ui.widgets.label import ElidedLabel


class PageHeader(QWidget):
    """The header, 56 high; its title is also the accessible name of the page."""

    def __init__(self, theme: Theme, title: str, *, name: str) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._title = ElidedLabel(title, "title")
        self._title.setObjectName(f"{name}-title")
        # The title is as wide as its words, or narrower when a file has a long name: the buttons stay in sight.
        self._title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._count = ElidedLabel("", ink="muted")
        self._count.setObjectName(f"{name}-count")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(20, 0, 20, 0)
        self._row.setSpacing(12)
        self._row.addWidget(self._title)
        self._row.addWidget(self._count, 1)
        theme.changed.connect(self._fit)
        self._fit()

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
        self._row.addWidget(button)

    def add_widget(self, widget: QWidget) -> None:
        """Add any other widget at the far right (the steps of an assistant)."""
        self._row.addWidget(widget)

    def _fit(self) -> None:
        self.setFixedHeight(self._theme.height(56))
        # Both texts (22 and 14 pixels) share a baseline: the smaller one is lowered by the difference of their ascents.
        self._count.setContentsMargins(0, self._theme.px(4), 0, 0)
