"""Signs that always show their words: a status as an outlined pill (« Prête », « Postée »), an icon with a text beside
it, which is not a button (« ✓ Enregistré »), and the sentence of what prevents a step, hidden when all is well."""

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from core.base.i18n import _
from ui.look.icons import draw_icon
from ui.look.theme import Theme
from ui.widgets.label import paragraph
from ui.widgets.layouts import Firm, Themed, hbox
from ui.widgets.paint import CENTER, LEFT, box, text_width
from ui.widgets.speech import AS, announce


def pill_size(theme: Theme, text: str) -> QSize:
    """Return the size of a pill, 20 high at 100 %."""
    return QSize(text_width(theme.font("caption", semibold=True), text) + 18, max(20, theme.px(20)))


def paint_pill(painter: QPainter, theme: Theme, rect: QRect, *, text: str, ink: str) -> None:
    """Paint a pill at the left of ``rect``, in the middle of its height."""
    size = pill_size(theme, text)
    place = QRect(rect.left(), rect.center().y() - size.height() // 2 + 1, size.width(), size.height())
    box(painter, theme, place, ground="", edge=ink, radius=size.height() / 2)
    painter.setFont(theme.font("caption", semibold=True))
    painter.setPen(theme.color(ink))
    painter.drawText(place, CENTER, text)


class Pill(Themed, QWidget):
    """A pill as a widget of its own; tables paint theirs with :func:`paint_pill`."""

    def __init__(self, theme: Theme, text: str, *, ink: str, name: str) -> None:
        super().__init__(theme)
        self.setProperty(AS, "text")
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_status(text, ink=ink)

    def show_status(self, text: str, *, ink: str) -> None:
        """Show another status."""
        self._text = text
        self._ink = ink
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return pill_size(self._theme, self._text)

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_pill(QPainter(self), self._theme, self.rect(), text=self._text, ink=self._ink)


class IconLabel(Themed, Firm, QWidget):
    """``icon`` and ``text`` in one colour; the text is the accessible name."""

    def __init__(self, theme: Theme, icon: str, text: str, *, ink: str, name: str = "") -> None:
        super().__init__(theme)
        self.setProperty(AS, "text")
        self._icon, self._text, self._ink = icon, text, ink
        if name:
            self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_mark(icon, text, ink=ink)

    def show_mark(self, icon: str, text: str, *, ink: str) -> None:
        """Show another icon and text."""
        self._icon, self._text, self._ink = icon, text, ink
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        words = text_width(self._theme.font("body", semibold=True), self._text)
        return QSize(self._theme.px(16) + (8 + words if words else 0), max(self._theme.line(), self._theme.px(18)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = self._theme.px(16)
        rect = QRectF(0, (self.height() - side) / 2, side, side)
        draw_icon(painter, self._theme, self._icon, rect=rect, ink=self._ink)
        painter.setFont(self._theme.font("body", semibold=True))
        painter.setPen(self._theme.color(self._ink))
        painter.drawText(self.rect().adjusted(side + 8, 0, 0, 0), LEFT, self._text)


SIDE = 18
"""Of the sign, at 100 %."""


class ProblemLine(Themed, QFrame):
    """Shown as long as the problem lasts; nothing to close. What is only to be known, since the rest went well, is said
    there too, in another colour."""

    def __init__(self, theme: Theme, *, name: str) -> None:
        super().__init__(theme, name=name)
        self._colour, self._icon = "forbidden", "cross"
        self._sentence = paragraph("", name=f"{name}-sentence")
        self._row = hbox(self._sentence, on=self, margins=None)
        theme.follow(self._fit)
        self.hide()

    @property
    def sentence(self) -> str:
        """What is said, empty when all is well."""
        return self._sentence.text()

    @property
    def is_problem(self) -> bool:
        """Tell whether what is said prevents something."""
        return bool(self.sentence) and self._colour == "forbidden"

    def show_problem(self, sentence: str) -> None:
        """Say ``sentence``; an empty one hides the whole."""
        self._show(sentence, _("Problème"), "forbidden", "cross")

    def show_caution(self, sentence: str) -> None:
        """Say what is to be known though nothing prevents anything; an empty sentence hides the whole."""
        self._show(sentence, _("À savoir"), "wait", "warning")

    def _show(self, sentence: str, name: str, colour: str, icon: str) -> None:
        if (sentence, colour) == (self.sentence, self._colour):
            return
        self._colour, self._icon = colour, icon
        self.setAccessibleName(name)
        self._sentence.setText(sentence)
        self.setVisible(bool(sentence))
        self.update()
        if sentence:
            announce(self, sentence, urgent=colour == "forbidden")

    def _fit(self) -> None:
        self._row.setContentsMargins(24 + self._theme.px(SIDE), 10, 14, 10)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        box(painter, self._theme, self.rect(), ground=f"{self._colour}-tint", edge=self._colour, radius=8)
        side = self._theme.px(SIDE)
        line = QRect(14, 10, side, self._theme.line())
        rect = QRectF(14, line.center().y() - side / 2 + 1, side, side)
        draw_icon(painter, self._theme, self._icon, rect=rect, ink=self._colour)
