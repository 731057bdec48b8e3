"""The letter as it will be printed, its pages one below the other; or where each of its sentences comes from."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QSizePolicy, QWidget

from core.base.i18n import _
from core.notices.binding import pictures
from core.notices.explained import ExplainedSentence, Voucher
from ui.look.theme import Theme
from ui.widgets.label import paragraph
from ui.widgets.layouts import STRETCH, Fitted, Named, drop_all_at_once, fill, vbox
from ui.widgets.speech import AS

INKS = {Voucher.AGENCY: "accent", Voucher.SHEET: "text", Voucher.LAW: "muted", Voucher.PROGRAM: "allowed"}
WIDEST = 720
SMALLEST = 160
DESK = 20


class PrintedSheet(QWidget):
    """One page of paper, as wide as the view and :attr:`widest` allow, in the middle."""

    def __init__(self, picture: QPixmap, name: str) -> None:
        super().__init__()
        self.setProperty(AS, "graphic")
        self._picture = picture
        self.widest = WIDEST
        self.setAccessibleName(name)
        self.setObjectName("sheet")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def fit(self, height: int) -> None:
        """Be no taller than ``height``, nor too small to be recognised; 0: as tall as the widest page is."""
        wide = round(height * self._picture.width() / self._picture.height()) if height else WIDEST
        self.widest = min(max(wide, SMALLEST), WIDEST)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.widest, self.heightForWidth(self.widest))

    def minimumSizeHint(self) -> QSize:
        """Return a small size, since the page shrinks in a narrow window."""
        return QSize(SMALLEST, self.heightForWidth(SMALLEST))

    def heightForWidth(self, width: int) -> int:
        return round(min(width, self.widest) * self._picture.height() / self._picture.width())

    def paintEvent(self, _event: QPaintEvent) -> None:
        wide = min(self.width(), self.widest)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        place = QRect((self.width() - wide) // 2, 0, wide, self.heightForWidth(wide))
        painter.drawPixmap(place, self._picture)
        # A sheet of paper has an edge, on a desk as white as it is too.
        painter.setPen(self.palette().mid().color())
        painter.drawRect(place.adjusted(0, 0, -1, -1))


class Preview(Named, Fitted, QScrollArea):
    """Shows a PDF, its sentences, or the sentence that says why there is none. ``whole``: a page is no taller than
    the view; a click shows it at its full width, and back."""

    def __init__(self, theme: Theme, *, whole: bool = False) -> None:
        super().__init__(name="preview", title=_("Aperçu de la lettre"))
        self._whole = self._shrinks = whole
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._desk = QFrame()
        self._desk.setObjectName("preview-desk")
        self._desk.setProperty("ground", "rail")
        self._column = vbox(on=self._desk, margins=DESK, spacing=DESK)
        self.setWidget(self._desk)

    def show_pdf(self, pdf: bytes, name: str) -> None:
        """Show the pages of ``pdf``; ``name`` tells screen readers whose letter it is."""
        sharp = round(WIDEST * self.devicePixelRatioF())
        sheets = []
        for number, (width, height, pixels) in enumerate(pictures(pdf, width=sharp), 1):
            image = QImage(pixels, width, height, QImage.Format.Format_RGB32).copy()
            words = _("{name}, page {number}").format(name=name, number=number)
            sheets.append(PrintedSheet(QPixmap.fromImage(image), words))
        self._show(*sheets)
        self._fit()

    def show_picture(self, picture: bytes, name: str) -> None:
        """Show one scanned page; ``picture``: its bytes."""
        shown = QPixmap()
        shown.loadFromData(picture)
        self._show(*([] if shown.isNull() else [PrintedSheet(shown, name)]))

    def show_sentences(self, sentences: Sequence[ExplainedSentence]) -> None:
        """Show each sentence of a letter, and under it by whose word it is true."""
        if not sentences:
            self.show_words(_("Cette lettre est d’un texte d’avant\u202f: ses phrases ne sont pas détaillées."))
            return
        rows = []
        for one in sentences:
            about = f"{one.voucher.shown}\u202f: {one.about}" if one.about else one.voucher.shown
            words = paragraph(one.text, name="sentence"), paragraph(about, "caption", ink=INKS[one.voucher])
            rows.append(vbox(*words, spacing=2))
        self._show(*rows)

    def show_words(self, words: str) -> None:
        """Show a sentence instead of a letter."""
        self._show(paragraph(words, ink="muted", name="preview-words"))

    def _show(self, *parts: QWidget | QLayout) -> None:
        """Show these parts from the top."""
        drop_all_at_once(self._column)
        fill(self._column, *parts, STRETCH)
        self.verticalScrollBar().setValue(0)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Show the pages at their full width, or whole again."""
        super().mousePressEvent(event)
        if self._whole:
            self.shrink(on=not self._shrinks)

    def shrink(self, *, on: bool) -> None:
        """Show whole pages, or pages at their full width."""
        self._shrinks = on
        self._fit()

    def pages(self) -> int:
        """Return how many pages are shown."""
        return len(self._desk.findChildren(PrintedSheet))

    def _fit(self) -> None:
        """Fit the pages to the height again."""
        for sheet in self._desk.findChildren(PrintedSheet):
            sheet.fit(self.viewport().height() - 2 * DESK if self._shrinks else 0)
