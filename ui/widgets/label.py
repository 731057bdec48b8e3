"""The one place where texts become labels and tooltips, always as plain text.

Left alone, Qt guesses whether a text is rich and then loads the images it names: an imported name could make it open a
network path.
"""

import html

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.look.theme import Theme
from ui.widgets.paint import Heights, height_of, laid_out

LONG_WORD = 15
"""Letters of a word up to which it is never broken."""
FEW = "Mmmmmmmm"
"""The least that a line shows of a word that is broken."""
SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard


def label(
    text: str,
    style: str = "body",
    *,
    ink: str = "text",
    semibold: bool = False,
    name: str = "",
    of: QWidget | None = None,
) -> QLabel:
    """Return a label of plain text; ``style`` is a line of the type scale, ``ink`` a colour of the theme and ``of`` the
    field that it names."""
    made = QLabel()
    if of is not None:
        made.setBuddy(of)
    _dress(made, text, style, ink=ink, semibold=semibold, name=name)
    return made


class Paragraph(QLabel):
    """A text of several lines. A word longer than a line goes on on the next one; Qt alone would widen the page for it,
    or cut it."""

    def __init__(self) -> None:
        super().__init__()
        self._read, self._longest = "", ""
        self._heights = Heights()
        self.setWordWrap(True)

    def minimumSizeHint(self) -> QSize:
        """Return the width of the longest word, or of some letters when it may be broken."""
        least = super().minimumSizeHint()
        if not self._long_word():
            return least
        return QSize(min(least.width(), self.fontMetrics().horizontalAdvance(FEW)), least.height())

    def heightForWidth(self, width: int) -> int:
        # Qt counts the least size in.
        whence = (self.text(), self.font(), self.minimumSize(), self.contentsMargins())
        return self._heights.at(width, whence, self._height)

    def _height(self, width: int) -> int:
        if not self._breaks(width):
            return super().heightForWidth(width)
        around = self.contentsMargins()
        return height_of(self._lines(width - around.left() - around.right())) + around.top() + around.bottom()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hasSelectedText() or not self._breaks(self.width()):
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        room = self.contentsRect()
        self._lines(room.width()).draw(painter, QPointF(room.topLeft()))

    def _lines(self, width: int) -> QTextLayout:
        return laid_out(self.text(), self.font(), width, align=self.alignment())

    def _long_word(self) -> str:
        text = self.text()
        if text != self._read:
            self._read, self._longest = text, max(text.split(), key=len, default="")
        return self._longest if len(self._longest) > LONG_WORD else ""

    def _breaks(self, width: int) -> bool:
        word = self._long_word()
        return bool(word) and self.fontMetrics().horizontalAdvance(word) > width


class BeforeAfter(Paragraph):
    """A value that changed: the old one struck out in the muted ink, a chevron, the new one in semibold."""

    def __init__(self, theme: Theme, before: str, after: str) -> None:
        super().__init__()
        self._theme, self._struck = theme, len(before)
        _dress(self, f"{before} › {after}", "caption", ink="text", semibold=False, name="")

    def _breaks(self, _width: int) -> bool:
        return True

    def _lines(self, width: int) -> QTextLayout:
        muted, chevron, strong = QTextCharFormat(), QTextCharFormat(), QTextCharFormat()
        muted.setFontStrikeOut(True)
        strong.setFontWeight(QFont.Weight.DemiBold)
        for faint in (muted, chevron):
            faint.setForeground(self._theme.color("muted"))
        ends = (self._struck, self._struck + len(" › "), len(self.text()))
        return laid_out(self.text(), self.font(), width, parts=(*zip((muted, chevron, strong), ends, strict=True),))


def paragraph(text: str, style: str = "body", *, ink: str = "text", semibold: bool = False, name: str = "") -> QLabel:
    """Return a label of several lines, always high enough for all of them."""
    made = Paragraph()
    _dress(made, text, style, ink=ink, semibold=semibold, name=name)
    policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    made.setSizePolicy(policy)
    return made


def value(text: str, *, ink: str = "text", semibold: bool = False, name: str = "") -> QLabel:
    """Return a wrapping label whose text can be selected and copied."""
    made = paragraph(text, ink=ink, semibold=semibold, name=name)
    made.setTextInteractionFlags(SELECTABLE)
    return made


class ElidedLabel(QLabel):
    """A line of plain text that ends with … when there is no room; its tooltip then shows the whole text. ``short``:
    what is shown instead where that fits."""

    short = ""

    def __init__(self, text: str, style: str = "body", *, ink: str = "text", name: str = "") -> None:
        super().__init__()
        _dress(self, text, style, ink=ink, semibold=False, name=name)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        return QSize(metrics.horizontalAdvance("Mmm…"), metrics.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        wide = self.fontMetrics().horizontalAdvance
        words = self.short if self.short and wide(self.text()) > self.width() >= wide(self.short) else self.text()
        text = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, self.width())
        set_tip(self, self.text() if text != self.text() else "")
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        painter.drawText(self.rect(), int(self.alignment()), text)


def plain(made: QLabel, text: str, *, name: str) -> None:
    """Make of ``made``, a label painted by its own class, a label of plain text in the body style."""
    _dress(made, text, "body", ink="text", semibold=False, name=name)


def set_ink(made: QLabel, ink: str) -> None:
    """Give ``made`` another colour of the theme."""
    if made.property("ink") == ink:
        return
    made.setProperty("ink", ink)
    polish(made)


def as_tip(text: str) -> str:
    """Return what shows ``text`` letter for letter in a tooltip, on as many lines as it needs; empty for nothing. Qt
    draws a text that looks like markup as markup, and loads the images it names."""
    return f"<qt>{html.escape(text)}</qt>" if text else ""


def set_tip(widget: QWidget, text: str) -> None:
    """Give ``widget`` a tooltip that shows ``text`` as plain text, also told to screen readers."""
    tip = as_tip(text)
    if widget.toolTip() == tip:
        return
    widget.setToolTip(tip)
    widget.setAccessibleDescription(text)


def polish(widget: QWidget) -> None:
    """Apply the style sheet to ``widget`` again, after one of its properties changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def _dress(made: QLabel, text: str, style: str, *, ink: str, semibold: bool, name: str) -> None:
    # Before its words, at which a screen reader asks what it is.
    if name:
        made.setObjectName(name)
    made.setProperty("role", style)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("ink", ink)
    made.setProperty("semibold", semibold)
    made.setText(text)
