"""Strokes every painted widget shares: crisp boxes, key caps, text of the type scale."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen

from ui.look.theme import Theme

LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
CENTER = int(Qt.AlignmentFlag.AlignCenter)


def text_width(font: QFont, text: str) -> int:
    """Return the width of one line of ``text``, in pixels."""
    return QFontMetrics(font).horizontalAdvance(text)


def box(painter: QPainter, theme: Theme, rect: QRect | QRectF, *, ground: str, edge: str, radius: float) -> None:
    """Paint a box with a one-pixel ``edge``; an empty token leaves that part unpainted."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color(edge), 1) if edge else Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(ground) if ground else Qt.BrushStyle.NoBrush)
    inset = 0.5 if edge else 0
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), radius, radius)
    painter.restore()


def key_width(theme: Theme, key: str) -> int:
    """Return the width of the cap of ``key``, 0 without one."""
    return text_width(theme.font("caption", semibold=True), key) + 14 if key else 0


def key_cap(painter: QPainter, theme: Theme, rect: QRect, *, key: str, ink: str = "muted", filled: bool = True) -> None:
    """Paint the cap of ``key`` in ``rect``; on a filled button the cap is hollow and takes the ink of the button."""
    edge = "line" if filled else ink
    box(painter, theme, rect, ground="sunken" if filled else "", edge=edge, radius=4)
    painter.setFont(theme.font("caption", semibold=True))
    painter.setPen(theme.color(ink))
    painter.drawText(rect, CENTER, key)


def margin_line(painter: QPainter, theme: Theme, *, x: int, top: int, bottom: int) -> None:
    """Paint the margin line, the signature of the look, one pixel wide."""
    painter.fillRect(x, top, 1, bottom - top, theme.color("margin"))


def hairline(painter: QPainter, theme: Theme, *, left: int, right: int, y: int) -> None:
    """Paint a line of the page, one pixel high."""
    painter.fillRect(left, y, right - left, 1, theme.color("line"))
