"""What the tests read back from a letter."""

import io
from collections.abc import Sequence
from contextlib import closing

import pypdfium2

from core.base.progress import Progress, silent
from core.model.letter import LetterDocument, LetterFacts
from core.notices.render import write_batch


def flat(text: str) -> str:
    """One plain space between words, so that a line break in the page does not hide a sentence."""
    return " ".join(text.split())


def pages(document: LetterDocument) -> list[str]:
    """The text of each page."""
    return [flat(text) for text in texts(document.pdf)]


def texts(pdf: bytes) -> list[str]:
    """The text of each page of any PDF, line by line."""
    with closing(pypdfium2.PdfDocument(pdf)) as read:
        # A hyphen that ends a line is told as U+FFFE.
        return [page.get_textpage().get_text_range().replace("\ufffe", "-") for page in read]


def batch(letters: Sequence[LetterFacts], progress: Progress = silent) -> LetterDocument:
    """All the letters in one document."""
    out = io.BytesIO()
    count = write_batch(letters, out, progress)
    return LetterDocument(out.getvalue(), "", (), count)
