"""The whole manual as one PDF, made on this computer from the pages that the help shows: a table of contents with the
number of each page, then the pages with their pictures."""

import re
from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QFont,
    QImage,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from core.base.i18n import _
from core.base.version import VERSION
from core.words.manual import PICTURES, ManualPage, picture_folder

DPI = 96
MARGINS = QMarginsF(20, 18, 20, 16)
"""Millimetres."""
POINTS = 10.5
FOOT = 28
"""Pixels under the text, where the number of the page stands."""
_LINK = re.compile(r"\[([^\]]+)\]\(\w[\w-]*\.md\)")


class _PrintedManual(QTextDocument):
    """The text, with its pictures at the width of the paper and the dots they have."""

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Return a picture of the manual, no wider than the text."""
        if kind != QTextDocument.ResourceType.ImageResource:
            return super().loadResource(kind, name)
        image = QImage(str(picture_folder() / QUrl(name).path().rpartition(f"{PICTURES}/")[2]))
        image.setDevicePixelRatio(max(1.0, image.width() / self.textWidth()))
        return image


def manual_pdf(pages: Sequence[ManualPage], font: QFont) -> bytes:
    """Return the PDF of the manual's pages, in the letters of ``font``."""
    file = QBuffer()
    file.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(file)
    title = _("Premier Contact {version}").format(version=VERSION)
    writer.setTitle(_("Manuel de {program}").format(program=title))
    writer.setResolution(DPI)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(MARGINS)
    area = QSizeF(writer.width(), writer.height() - FOOT)
    # Laid out twice: the numbers of the contents are known once the pages are.
    document = _laid_out(pages, [0] * len(pages), font, area, writer)
    document = _laid_out(pages, _begins(document, area), font, area, writer)
    # Black, whatever the theme of the screen.
    ink = QAbstractTextDocumentLayout.PaintContext()
    black = QPalette()
    black.setColor(QPalette.ColorRole.Text, Qt.GlobalColor.black)
    ink.palette = black
    painter = QPainter(writer)
    for number in range(document.pageCount()):
        if number:
            writer.newPage()
        top = number * area.height()
        painter.save()
        painter.translate(0, -top)
        ink.clip = QRectF(0, top, area.width(), area.height()).adjusted(0, 1, 0, -1)
        painter.setClipRect(ink.clip)
        document.documentLayout().draw(painter, ink)
        painter.restore()
        foot = QRectF(0, area.height(), area.width(), FOOT)
        painter.setFont(document.defaultFont())
        painter.drawText(foot, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, str(number + 1))
    painter.end()
    return bytes(file.data().data())


def _laid_out(
    pages: Sequence[ManualPage], begins: Sequence[int], font: QFont, area: QSizeF, writer: QPdfWriter
) -> QTextDocument:
    """Return the document, each page of the manual on a new page. ``begins``: the page on which each one begins."""
    document = _PrintedManual()
    document.documentLayout().setPaintDevice(writer)
    document.setDocumentMargin(0)
    letters = QFont(font)
    letters.setPointSizeF(POINTS)
    document.setDefaultFont(letters)
    document.setPageSize(area)
    contents = "\n".join(f"1. {page.title}, {number}" for page, number in zip(pages, begins, strict=True))
    bodies = (_LINK.sub(r"\1", page.body) for page in pages)
    document.setMarkdown("\n\n".join([f"# {writer.title()}\n\n{contents}", *bodies]))
    new_page, strong = QTextBlockFormat(), QTextCharFormat()
    new_page.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
    # The boldest letters there are: bolder ones would be drawn twice, and read twice.
    strong.setFontWeight(QFont.Weight.DemiBold)
    for block in _titles(document):
        QTextCursor(block).mergeBlockFormat(new_page)
    block = document.begin()
    while block.isValid():
        for stretch in block.textFormats():
            if stretch.format.fontWeight() > QFont.Weight.DemiBold:
                cursor = QTextCursor(block)
                cursor.setPosition(block.position() + stretch.start)
                cursor.setPosition(cursor.position() + stretch.length, QTextCursor.MoveMode.KeepAnchor)
                cursor.mergeCharFormat(strong)
        block = block.next()
    return document


def _titles(document: QTextDocument) -> list[QTextBlock]:
    """Return the first line of each page of the manual."""
    blocks = (document.findBlockByNumber(number) for number in range(document.blockCount()))
    return [block for block in blocks if block.blockFormat().headingLevel() == 1 and block.position()]


def _begins(document: QTextDocument, area: QSizeF) -> list[int]:
    """Return the number of the page on which each page of the manual begins."""
    layout = document.documentLayout()
    return [int(layout.blockBoundingRect(block).top() // area.height()) + 1 for block in _titles(document)]
