"""Joins many letters in one file to print, each with its own pages unchanged, laid out for printing on both sides."""

from collections.abc import Sequence
from io import BytesIO

from core.base.lazy_imports import pdfium


def bind(pdfs: Sequence[bytes]) -> bytes:
    """Return one PDF with the pages of ``pdfs``, in order, each letter starting on a new sheet.

    A letter with an odd number of pages gets a blank page at its end: printed on both sides, the next person's letter
    must not be on the back of this one's coupon.
    """
    library = pdfium()
    whole = library.PdfDocument.new()
    for pdf in pdfs:
        part = library.PdfDocument(pdf)
        whole.import_pages(part)
        if len(part) % 2:
            whole.new_page(*part[0].get_size())
        part.close()
    out = BytesIO()
    whole.save(out)
    whole.close()
    return out.getvalue()


def page_count(pdf: bytes) -> int:
    """Return how many pages a PDF has."""
    document = pdfium().PdfDocument(pdf)
    count = len(document)
    document.close()
    return count


def words(pdf: bytes) -> str:
    """Return what a PDF says, its pages in order."""
    document = pdfium().PdfDocument(pdf)
    said = "\f".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return said


def pictures(pdf: bytes, *, width: int) -> list[tuple[int, int, bytes]]:
    """Return each page as (width, height, BGRX bytes), ``width`` pixels wide, for display on a screen."""
    library = pdfium()
    document = library.PdfDocument(pdf)
    shown = []
    for page in document:
        bitmap = page.render(scale=width / page.get_width(), rev_byteorder=False, prefer_bgrx=True)
        shown.append((bitmap.width, bitmap.height, bytes(bitmap.buffer)))
    document.close()
    return shown
