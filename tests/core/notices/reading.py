"""What the tests read back from a letter."""

import io
from collections.abc import Sequence

from pypdf import PdfReader

from core.base.progress import Progress, silent
from core.model.letter import LetterDocument, LetterFacts
from core.notices.render import write_batch


def flat(text: str) -> str:
    """One plain space between words, so that a line break in the page does not hide a sentence."""
    return " ".join(text.split())


def pages(document: LetterDocument) -> list[str]:
    """The text of each page."""
    return [flat(page.extract_text()) for page in PdfReader(io.BytesIO(document.pdf)).pages]


def batch(letters: Sequence[LetterFacts], progress: Progress = silent) -> LetterDocument:
    """All the letters in one document."""
    out = io.BytesIO()
    count = write_batch(letters, out, progress)
    return LetterDocument(out.getvalue(), "", (), count)
