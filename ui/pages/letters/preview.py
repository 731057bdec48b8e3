"""The letter as paper: its pages one below the other on the desk, as they will be printed."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from core.i18n import _
from core.notices.binding import pictures
from ui.theme import Theme
from ui.widgets.label import paragraph

WIDEST = 720
DESK = 20


class Preview(QScrollArea):
    """Shows a PDF, or the sentence of why there is none."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._pdf = b""
        self._name = ""
        self.setObjectName("preview")
        self.setAccessibleName(_("Aperçu de la lettre"))
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._desk = QWidget()
        self._desk.setObjectName("preview-desk")
        self._desk.setProperty("ground", "rail")
        self._desk.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._column = QVBoxLayout(self._desk)
        self._column.setContentsMargins(DESK, DESK, DESK, DESK)
        self._column.setSpacing(DESK)
        self.setWidget(self._desk)

    def show_pdf(self, pdf: bytes, name: str) -> None:
        """Show the pages of ``pdf``; ``name`` says aloud whose letter it is."""
        self._pdf, self._name = pdf, name
        self._draw()
        self.verticalScrollBar().setValue(0)

    def show_words(self, words: str) -> None:
        """Show a sentence instead of a letter."""
        self._pdf = b""
        self._clear()
        self._column.addWidget(paragraph(words, ink="muted", name="preview-words"))
        self._column.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw the pages again at the new width."""
        super().resizeEvent(event)
        if self._pdf and event.size().width() != event.oldSize().width():
            self._draw()

    def _draw(self) -> None:
        self._clear()
        room = min(WIDEST, self.viewport().width() - 2 * DESK)
        ratio = self.devicePixelRatioF()
        for number, (width, height, pixels) in enumerate(pictures(self._pdf, width=max(200, int(room * ratio))), 1):
            image = QImage(pixels, width, height, QImage.Format.Format_RGB32).copy()
            image.setDevicePixelRatio(ratio)
            page = QLabel()
            page.setPixmap(QPixmap.fromImage(image))
            page.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            page.setAccessibleName(_("{name}, page {number}").format(name=self._name, number=number))
            self._column.addWidget(page)
        self._column.addStretch(1)

    def _clear(self) -> None:
        while item := self._column.takeAt(0):
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
