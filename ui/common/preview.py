"""The letter as it will be printed, its pages one below the other."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from core.base.i18n import _
from core.notices.binding import pictures
from ui.look.theme import Theme
from ui.widgets.label import paragraph

WIDEST = 720
DESK = 20


class Sheet(QWidget):
    """One page of paper, as wide as the view allows."""

    def __init__(self, picture: QPixmap, name: str) -> None:
        super().__init__()
        self._picture = picture
        self.setAccessibleName(name)
        self.setObjectName("sheet")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMaximumWidth(WIDEST)

    def sizeHint(self) -> QSize:
        """Return the size of the page at its widest."""
        return QSize(WIDEST, self.heightForWidth(WIDEST))

    def minimumSizeHint(self) -> QSize:
        """Return a small size, since the page shrinks in a narrow window."""
        return QSize(160, self.heightForWidth(160))

    def hasHeightForWidth(self) -> bool:
        """Return True: a page keeps its proportions."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the page at a width."""
        return round(width * self._picture.height() / self._picture.width())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the page."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(self.rect(), self._picture)


class Preview(QScrollArea):
    """Shows a PDF, or the sentence that says why there is none."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName("preview")
        self.setAccessibleName(_("Aperçu de la lettre"))
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._desk = QFrame()
        self._desk.setObjectName("preview-desk")
        self._desk.setProperty("ground", "rail")
        self._column = QVBoxLayout(self._desk)
        self._column.setContentsMargins(DESK, DESK, DESK, DESK)
        self._column.setSpacing(DESK)
        self.setWidget(self._desk)

    def show_pdf(self, pdf: bytes, name: str) -> None:
        """Show the pages of ``pdf``; ``name`` tells screen readers whose letter it is."""
        self._clear()
        sharp = round(WIDEST * self.devicePixelRatioF())
        for number, (width, height, pixels) in enumerate(pictures(pdf, width=sharp), 1):
            image = QImage(pixels, width, height, QImage.Format.Format_RGB32).copy()
            words = _("{name}, page {number}").format(name=name, number=number)
            self._column.addWidget(Sheet(QPixmap.fromImage(image), words))
        self._column.addStretch(1)
        self.verticalScrollBar().setValue(0)

    def show_picture(self, picture: bytes, name: str) -> None:
        """Show one scanned page; ``picture``: its bytes."""
        self._clear()
        shown = QPixmap()
        shown.loadFromData(picture)
        if not shown.isNull():
            self._column.addWidget(Sheet(shown, name))
        self._column.addStretch(1)
        self.verticalScrollBar().setValue(0)

    def show_words(self, words: str) -> None:
        """Show a sentence instead of a letter."""
        self._clear()
        self._column.addWidget(paragraph(words, ink="muted", name="preview-words"))
        self._column.addStretch(1)

    def pages(self) -> int:
        """Return how many pages are shown."""
        return len(self._desk.findChildren(Sheet))

    def _clear(self) -> None:
        while item := self._column.takeAt(0):
            widget = item.widget()
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
