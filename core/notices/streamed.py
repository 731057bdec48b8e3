"""A PDF of any length written as its pages are made: each goes to the file and is forgotten, so that a run of thousands
of letters takes no more memory than one of a few (ISO 32000-1, 7.5: objects stand anywhere, the last table says where).
"""

from array import array
from typing import Any, BinaryIO

from core.base import lazy_imports


class StreamedPages:
    """Writes the pages of one reportlab document to ``out``, and at the end all that they share."""

    def __init__(self, document: Any, out: BinaryIO) -> None:
        self._document, self._out = document, out
        self._pdf = lazy_imports.reportlab_document()
        self._offsets = array("Q", [0])
        """Where each object stands in the file, by its number; 0: it is not written yet."""
        self._kids = array("Q")
        self._at = 0
        self._put(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")

    def write_page(self) -> None:
        """Write the last page of the document, and forget it."""
        page = self._document.Pages.pages.pop()
        contents = self._document.Reference(page.Contents)
        for name in (page.__InternalName__, contents.name):
            number, _version = self._document.idToObjectNumberAndVersion[name]
            if name == page.__InternalName__:
                self._kids.append(number)
            self._write(number)
        for name in (page.__InternalName__, contents.name):
            number, _version = self._document.idToObjectNumberAndVersion.pop(name)
            del self._document.numberToId[number], self._document.idToObject[name]

    def finish(self, canvas: Any) -> None:
        """Write what the pages share, and where everything stands."""
        document = self._document
        for font in document.delayedFonts:
            font.addObjects(document)
        document.info.invariant = document.invariant
        document.info.digest(document.signature)
        root, info = document.Reference(document.Catalog), document.Reference(document.info)
        document.Outlines.prepare(document, canvas)
        if document.Outlines.ready < 0:
            document.Catalog.Outlines = None
        document.Pages.pages = [f"{number} 0 R" for number in self._kids]
        number = 1
        while number <= document.objectcounter:  # an object may name another one while it is written
            if number in document.numberToId:
                self._write(number)
            number += 1
        self._end(root, info)

    def _end(self, root: Any, info: Any) -> None:
        start, size = self._at, len(self._offsets)
        self._put(b"xref\n0 %d\n0000000000 65535 f \n" % size)
        for offset in self._offsets[1:]:
            self._put(b"%010d 00000 n \n" % offset)
        trailer = self._pdf.PDFTrailer(startxref=start, Size=size, Root=root, Info=info, ID=self._document.ID())
        self._put(trailer.format(self._document))

    def _write(self, number: int) -> None:
        name = self._document.numberToId[number]
        written = self._pdf.PDFIndirectObject(name, self._document.idToObject[name]).format(self._document)
        self._offsets.extend([0] * (number + 1 - len(self._offsets)))
        self._offsets[number] = self._at
        self._put(written)

    def _put(self, content: bytes) -> None:
        self._out.write(content)
        self._at += len(content)
