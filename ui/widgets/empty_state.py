"""What a page shows while it is empty: the margin line at full height, what the page will hold, and how to begin."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton

from ui.look.icons import Shape, draw_light
from ui.look.theme import Theme
from ui.widgets.label import label, paragraph
from ui.widgets.layouts import Themed, fill, hbox, nest, vbox
from ui.widgets.paint import margin_line

MARGIN = 134


class EmptyState(Themed, QFrame):
    """Left-aligned, right of the line: title, one sentence, a legend, buttons, a hint. Never centred, no picture."""

    def __init__(
        self,
        theme: Theme,
        title: str,
        sentence: str,
        *,
        name: str,
        buttons: Sequence[QPushButton] = (),
        legend: Sequence[tuple[Shape, str, str]] = (),
        hint: str = "",
    ) -> None:
        """``buttons``: one primary first, then up to two others. ``legend``: a shape, its word, its meaning."""
        super().__init__(theme, name=name, title=title)
        self.setProperty("ground", "surface")
        self._marks: list[tuple[Shape, QLabel]] = []
        self._title = paragraph(title, "title", name=f"{name}-title")
        self._sentence = paragraph(sentence, ink="muted", name=f"{name}-sentence")
        self._column = vbox(
            self._title, self._sentence, on=self, margins=(theme.px(MARGIN) + 24, 44, 24, 24), spacing=4
        )
        if legend:
            self._add_legend(legend)
        if buttons:
            self._add_buttons(buttons)
        if hint:
            fill(self._column, 6, paragraph(hint, ink="muted"))
        self._column.addStretch(1)
        theme.changed.connect(self._fit)

    def reword(self, title: str, sentence: str) -> None:
        """Show another title and sentence."""
        self._title.setText(title)
        self._sentence.setText(sentence)
        self.setAccessibleName(title)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        line = self._theme.px(MARGIN)
        margin_line(painter, self._theme, x=line, top=0, bottom=self.height())
        side = self._theme.px(20)
        for light, word in self._marks:
            place = QRectF(line - 19 - side, word.geometry().center().y() - side / 2 + 1, side, side)
            draw_light(painter, self._theme, light, rect=place)

    def _add_legend(self, legend: Sequence[tuple[Shape, str, str]]) -> None:
        self._column.addSpacing(32)
        for light, word, meaning in legend:
            title = label(word, semibold=True)
            fill(self._column, title, paragraph(meaning, ink="muted"), 22)
            self._marks.append((light, title))

    def _add_buttons(self, buttons: Sequence[QPushButton]) -> None:
        row = hbox(margins=(0, 24, 0, 0), spacing=12)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        nest(self._column, row)

    def _fit(self) -> None:
        margins = self._column.contentsMargins()
        margins.setLeft(self._theme.px(MARGIN) + 24)
        self._column.setContentsMargins(margins)
