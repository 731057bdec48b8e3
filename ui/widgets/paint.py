"""Drawing functions shared by all painted widgets: sharp boxes, key caps, lines, text widths."""

from collections.abc import Callable, Sequence
from math import ceil

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QWidget

from ui.look.theme import Theme
from ui.widgets.layouts import Themed


class Heights:
    """The heights of one widget's text by width, in pixels, as long as what they come from stays the same."""

    def __init__(self) -> None:
        self._whence: tuple[object, ...] = ()
        self._known: dict[int, int] = {}

    def at(self, width: int, whence: tuple[object, ...], measure: Callable[[int], int]) -> int:
        """Return the height at a width: the one known, else what ``measure`` says of that width. ``whence``: all else
        that it comes from, the words and their font among it."""
        if whence != self._whence:
            self._whence, self._known = whence, {}
        number = self._known.get(width)
        if number is None:
            number = self._known[width] = measure(width)
        return number


LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
CENTER = int(Qt.AlignmentFlag.AlignCenter)
LINE_END = "\u2028"
"""What ends a line inside a text that Qt lays out."""
MOST_WIDTHS = 4000
WIDTHS: dict[tuple[str, str], int] = {}
"""The widths measured, by the key of the font and the text."""


def text_width(font: QFont, text: str) -> int:
    """Return the width of one line of ``text``, in pixels. Layouts ask for the same few thousands of times: each is
    measured once."""
    wanted = font.key(), text
    number = WIDTHS.get(wanted)
    if number is None:
        if len(WIDTHS) >= MOST_WIDTHS:
            WIDTHS.clear()
        number = WIDTHS[wanted] = QFontMetrics(font).horizontalAdvance(text)
    return number


def laid_out(
    text: str, font: QFont, width: int, *, align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft, bold: int = 0,
    parts: Sequence[tuple[QTextCharFormat, int]] = (),
) -> QTextLayout:  # fmt: skip
    """Return ``text`` in lines of a width, in pixels, one under the other from 0. Each ends between words, or inside a
    word that is longer than it. ``bold``: how many letters of its beginning are in semibold; ``parts``: the look of
    each part instead, with the place where it ends."""
    strong = QTextCharFormat()
    strong.setFontWeight(QFont.Weight.DemiBold)
    formats, start = [], 0
    for look, end in parts or ((strong, bold),):
        part = QTextLayout.FormatRange()
        part.start, part.length, part.format = start, end - start, look
        formats.append(part)
        start = end
    option = QTextOption(align)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout = QTextLayout(text.replace("\n", LINE_END), font)
    layout.setTextOption(option)
    layout.setFormats(formats)
    layout.beginLayout()
    top = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1, width))
        line.setPosition(QPointF(0, top))
        top += line.height()
    layout.endLayout()
    return layout


def height_of(layout: QTextLayout) -> int:
    """Return the height of all lines of :func:`laid_out`, in pixels."""
    return ceil(layout.boundingRect().height())


def box(painter: QPainter, theme: Theme, rect: QRect | QRectF, *, ground: str, edge: str, radius: float) -> None:
    """Paint a box with a one-pixel border; ``ground`` and ``edge`` are colour tokens, an empty one is not painted."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color(edge), 1) if edge else Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(ground) if ground else Qt.BrushStyle.NoBrush)
    inset = 0.5 if edge else 0
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), radius, radius)
    painter.restore()


def key_width(theme: Theme, key: str) -> int:
    """Return the width of the key cap of ``key``, 0 when ``key`` is empty."""
    return text_width(theme.font("caption", semibold=True), key) + 14 if key else 0


def key_cap(painter: QPainter, theme: Theme, rect: QRect, *, key: str, ink: str = "muted", filled: bool = True) -> None:
    """Paint the key cap of ``key`` in ``rect``; on a filled button it is hollow and takes the colour of the button's
    text."""
    edge = "line" if filled else ink
    box(painter, theme, rect, ground="sunken" if filled else "", edge=edge, radius=4)
    painter.setFont(theme.font("caption", semibold=True))
    painter.setPen(theme.color(ink))
    painter.drawText(rect, CENTER, key)


def selected_ground(painter: QPainter, theme: Theme, rect: QRect, *, begins: bool = True) -> None:
    """Paint the ground of a selected line and, where it ``begins``, the bar of the rail: it is told without colour
    too."""
    painter.fillRect(rect, theme.color("accent-tint"))
    if begins:
        painter.fillRect(rect.left(), rect.top(), 3, rect.height(), theme.color("accent"))


def margin_line(painter: QPainter, theme: Theme, *, x: int, top: int, bottom: int) -> None:
    """Paint the margin line, one pixel wide, which is the mark of this program's look."""
    painter.fillRect(x, top, 1, bottom - top, theme.color("margin"))


def hairline(painter: QPainter, theme: Theme, *, left: int, right: int, y: int) -> None:
    """Paint a thin horizontal line, one pixel high."""
    painter.fillRect(left, y, right - left, 1, theme.color("line"))


class Surfaced(Themed):
    """Named before the class of Qt among the bases of a widget, stands it on a surface."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        assert isinstance(self, QWidget)  # noqa: S101
        box(QPainter(self), self._theme, self.rect(), ground="surface", edge="line", radius=8)
