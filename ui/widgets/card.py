"""The card: a title, pairs of label and value, sentences; and the card whose rows stand on both sides of the margin
line."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QSizePolicy, QWidget

from ui.look.theme import Theme
from ui.widgets.label import label, paragraph, value
from ui.widgets.layouts import STRETCH, Themed, drop_all, hbox, nest, vbox, widget_of
from ui.widgets.paint import Surfaced, box, hairline, margin_line

LABEL_WIDTH = 80


class Card(Surfaced, QFrame):
    """A rounded surface with a title; ``body`` is the layout of its content. A card never contains a card."""

    def __init__(self, theme: Theme, title: str = "", *, name: str, note: str = "") -> None:
        super().__init__(theme, name=name, title=title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.body = vbox(on=self, margins=(12, 10, 12, 10), spacing=6)
        # On several lines where it names somebody whose name is long.
        self.title = paragraph(title, semibold=True, name=f"{name}-title")
        self.note = label(note, "caption", ink="muted", name=f"{name}-note")
        self.head = hbox((self.title, 1), self.note)
        if not note:
            self.note.hide()
        if title:
            nest(self.body, self.head)

    def add_action(self, button: QPushButton) -> None:
        """Add a link at the right of the title."""
        self.head.addWidget(button)

    def add_pairs(self, pairs: Sequence[tuple[str, str]], *, inks: dict[str, str] | None = None) -> list[QLabel]:
        """Add lines of label and selectable value, and return the values; ``inks`` colours a value by its label."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, self._theme.px(LABEL_WIDTH))
        shown = []
        for line, (words, text) in enumerate(pairs):
            ink = (inks or {}).get(words, "text")
            made = value(text, ink=ink, semibold=ink not in ("text", "muted", "accent"))
            made.setAccessibleName(f"{words} : {text}")
            grid.addWidget(label(words, ink="muted"), line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(made, line, 1)
            shown.append(made)
        nest(self.body, grid)
        return shown

    def add_line(self) -> None:
        """Add a hairline between two parts."""
        self.body.addWidget(Hairline(self._theme))

    def add_value(self, text: str, *, ink: str = "text", name: str = "") -> QLabel:
        """Add a sentence that can be selected, and return it."""
        made = value(text, ink=ink, name=name)
        self.body.addWidget(made)
        return made


class Hairline(Themed, QWidget):
    """A thin line across the page."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.setFixedHeight(9)

    def paintEvent(self, _event: QPaintEvent) -> None:
        hairline(QPainter(self), self._theme, left=0, right=self.width(), y=4)


class MarginRows(Themed, QFrame):
    """A card whose rows stand on both sides of the margin line: at the left a date or a light, at the right what it is
    about."""

    def __init__(self, theme: Theme, title: str = "", *, name: str, margin: int = 64, note: str = "") -> None:
        """``margin``: width left of the line at 100 %."""
        super().__init__(theme, name=name, title=title)
        self._margin = margin
        self._titled = bool(title)
        self._lines: list[QWidget] = []
        self._row = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.title = label(title, semibold=True, name=f"{name}-title")
        self.note = label(note, "caption", ink="muted", name=f"{name}-note")
        self._head = widget_of(hbox(self.title, STRETCH, self.note, margins=(16, 8, 16, 8)))
        if not note:
            self.note.hide()
        if not title:
            self._head.hide()
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 10, 16, 10)
        self._grid.setHorizontalSpacing(0)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        vbox(self._head, self._grid, STRETCH, on=self, spacing=0)
        theme.follow(self._fit)

    def add(self, left: QWidget | None, right: QWidget, *, line: bool = False) -> None:
        """Add a row; ``line`` draws a hairline above it."""
        if line:
            self._lines.append(right)
        if isinstance(left, QLabel):
            left.setContentsMargins(16, 0, 12, 0)
            self._grid.addWidget(left, self._row, 0, Qt.AlignmentFlag.AlignTop)
        elif left is not None:
            self._grid.addWidget(left, self._row, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        holder = widget_of(hbox(right, margins=(16, 0, 0, 0)))
        self._grid.addWidget(holder, self._row, 1)
        self._row += 1

    def clear(self) -> None:
        """Remove every row."""
        drop_all(self._grid)
        self._lines = []
        self._row = 0

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        box(painter, self._theme, self.rect(), ground="surface", edge="line", radius=8)
        top = self._head.geometry().bottom() + 1 if self._titled else 1
        if self._titled:
            hairline(painter, self._theme, left=1, right=self.width() - 1, y=top)
        margin_line(painter, self._theme, x=self._theme.px(self._margin), top=top, bottom=self.height() - 1)
        for widget in self._lines:
            y = widget.mapTo(self, widget.rect().topLeft()).y() - 4
            hairline(painter, self._theme, left=1, right=self.width() - 1, y=y)

    def _fit(self) -> None:
        self._grid.setColumnMinimumWidth(0, self._theme.px(self._margin))
        self.update()


class Surface(Surfaced, QFrame):
    """A card without a title; ``body`` takes what it holds."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.body = vbox(on=self, margins=1, spacing=0)
