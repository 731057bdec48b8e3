"""Icons and lights: SVG files of resources/icons recoloured from the theme, and the four shapes of a verdict.

They are painted when they are needed, so that a new colour scheme or text size only takes a repaint.
"""

from typing import assert_never

from PySide6.QtCore import QByteArray, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen, QPixmap, QPixmapCache, QPolygonF
from PySide6.QtSvg import QSvgRenderer

from core.base.resources import resource
from core.model.verdict import Light
from ui.look.theme import Theme

GRID = 16.0


def icon_pixmap(theme: Theme, name: str, ink: str, size: int, *, ratio: float = 1.0) -> QPixmap:
    """Return the icon ``name`` in the colour ``ink``, ``size`` logical pixels wide, for a screen of ``ratio``."""
    color = theme.color(ink).name()
    key = f"icon/{name}/{color}/{size}/{ratio}"
    pixmap = QPixmap()
    if QPixmapCache.find(key, pixmap):
        return pixmap
    source = resource("icons", f"{name}.svg").read_bytes().replace(b"currentColor", color.encode())
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(source)).render(painter)
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    QPixmapCache.insert(key, pixmap)
    return pixmap


def draw_icon(painter: QPainter, theme: Theme, name: str, *, rect: QRectF, ink: str) -> None:
    """Paint the icon ``name`` in ``rect`` in the colour ``ink``."""
    ratio = painter.device().devicePixelRatioF()
    pixmap = icon_pixmap(theme, name, ink, round(rect.width()), ratio=ratio)
    painter.drawPixmap(QPointF(round(rect.x()), round(rect.y())), pixmap)


def draw_light(painter: QPainter, theme: Theme, light: Light, *, rect: QRectF, off: bool = False) -> None:
    """Paint the shape of ``light`` in the square ``rect``: solid when the person has spoken, hollow when nobody has."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / GRID, rect.height() / GRID)
    ink = "disabled" if off else light.value
    match light:
        case Light.ALLOWED:
            _allowed(painter, theme, ink)
        case Light.WAIT:
            _wait(painter, theme, ink)
        case Light.FORBIDDEN:
            _forbidden(painter, theme, ink)
        case Light.OPPOSED:
            _opposed(painter, theme, ink)
        case _:
            assert_never(light)
    painter.restore()


def _stroke(theme: Theme, ink: str, width: float) -> QPen:
    return QPen(theme.color(ink), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def _hollow(painter: QPainter, theme: Theme, ink: str) -> None:
    painter.setPen(_stroke(theme, ink, 1.6))
    painter.setBrush(QBrush(theme.color("surface")))


def _solid(painter: QPainter, theme: Theme, ink: str) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(theme.color(ink)))


def _allowed(painter: QPainter, theme: Theme, ink: str) -> None:
    _solid(painter, theme, ink)
    painter.drawEllipse(QPointF(8, 8), 7, 7)
    painter.setPen(_stroke(theme, "surface", 1.8))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF([QPointF(4.9, 8.3), QPointF(7.1, 10.5), QPointF(11.2, 5.9)]))


def _wait(painter: QPainter, theme: Theme, ink: str) -> None:
    _hollow(painter, theme, ink)
    painter.drawPolygon(QPolygonF([QPointF(8, 1.2), QPointF(14.8, 8), QPointF(8, 14.8), QPointF(1.2, 8)]))
    painter.setPen(_stroke(theme, ink, 1.5))
    painter.drawLine(QPointF(6.7, 6.1), QPointF(6.7, 9.9))
    painter.drawLine(QPointF(9.3, 6.1), QPointF(9.3, 9.9))


def _forbidden(painter: QPainter, theme: Theme, ink: str) -> None:
    _hollow(painter, theme, ink)
    near, far = 5.1, 10.9
    corners = [(near, 1), (far, 1), (15, near), (15, far), (far, 15), (near, 15), (1, far), (1, near)]
    painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))
    painter.setPen(_stroke(theme, ink, 1.8))
    painter.drawLine(QPointF(4.9, 8), QPointF(11.1, 8))


def _opposed(painter: QPainter, theme: Theme, ink: str) -> None:
    _solid(painter, theme, ink)
    painter.drawRoundedRect(QRectF(1, 1, 14, 14), 3, 3)
    painter.setPen(_stroke(theme, "surface", 1.9))
    painter.drawLine(QPointF(5.3, 5.3), QPointF(10.7, 10.7))
    painter.drawLine(QPointF(10.7, 5.3), QPointF(5.3, 10.7))
