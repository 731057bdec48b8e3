"""Icons and lights: SVG files of resources/icons recoloured from the theme, the four shapes of a verdict and those of
what may be done now.

They are painted when they are needed, so that a new colour scheme or text size only takes a repaint.
"""

from collections.abc import Mapping

from PySide6.QtCore import QByteArray, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen, QPixmap, QPixmapCache, QPolygonF
from PySide6.QtSvg import QSvgRenderer

from core.base.resources import resource
from core.model.verdict import Light
from core.model.way_now import WayNow
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


Shape = Light | WayNow
_SHAPES: Mapping[Shape, Light] = {WayNow.CALL: Light.ALLOWED, WayNow.WAIT: Light.WAIT, WayNow.OPPOSED: Light.OPPOSED}
"""What may be done now → the light whose shape it has; the others have their own."""
QUIET = "muted"
"""The ink of the shapes that are no light."""


def shape_ink(shape: Shape) -> str:
    """Return the colour of the theme a shape is painted in."""
    light = _SHAPES.get(shape, shape)
    return light.value if isinstance(light, Light) else QUIET


def draw_light(painter: QPainter, theme: Theme, light: Shape, *, rect: QRectF) -> None:
    """Paint the shape of ``light`` in the square ``rect``: solid when the person has spoken, hollow when nobody has;
    that of a letter or of what is to be done first is no light, and muted."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / GRID, rect.height() / GRID)
    ink = shape_ink(light)
    match _SHAPES.get(light, light):
        case WayNow.LETTER:
            _letter(painter, theme, ink)
        case WayNow.SENT:
            _sent(painter, theme, ink)
        case WayNow.LACK | WayNow.DECIDE:
            _to_do(painter, theme, ink)
        case Light.ALLOWED:
            _allowed(painter, theme, ink)
        case Light.WAIT:
            _wait(painter, theme, ink)
        case Light.FORBIDDEN:
            _forbidden(painter, theme, ink)
        case Light.OPPOSED:
            _opposed(painter, theme, ink)
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


def _letter(painter: QPainter, theme: Theme, ink: str) -> None:
    painter.setPen(_stroke(theme, ink, 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(1.2, 3, 13.6, 10.4), 1.6, 1.6)
    painter.drawPolyline(QPolygonF([QPointF(1.8, 4.4), QPointF(8, 9), QPointF(14.2, 4.4)]))


def _sent(painter: QPainter, theme: Theme, ink: str) -> None:
    """An open envelope, checked: the flap is up, the right corner leaves room for the check."""
    painter.setPen(_stroke(theme, ink, 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    body = [(14.6, 7.8), (14.6, 6.2), (8, 1.6), (1.4, 6.2), (1.4, 12.4), (2.4, 13.4), (7.2, 13.4)]
    painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in body]))
    painter.drawPolyline(QPolygonF([QPointF(1.9, 6.8), QPointF(8, 10), QPointF(11.4, 8.2)]))
    painter.drawPolyline(QPolygonF([QPointF(9.6, 12.6), QPointF(11.4, 14.4), QPointF(15, 10.6)]))


def _to_do(painter: QPainter, theme: Theme, ink: str) -> None:
    pen = _stroke(theme, ink, 1.5)
    pen.setDashPattern([1.6, 1.9])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QPointF(8, 8), 6.6, 6.6)
    painter.setPen(_stroke(theme, ink, 1.5))
    painter.drawLine(QPointF(8, 5.4), QPointF(8, 10.6))
    painter.drawLine(QPointF(5.4, 8), QPointF(10.6, 8))
