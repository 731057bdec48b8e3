"""What the tests read back from a letter."""

import io

from pypdf import PdfReader

from core.model.letter import LetterDocument


def flat(text: str) -> str:
    """One plain space between words, so that a line break in the page does not hide a sentence."""
    return " ".join(text.split())


def pages(document: LetterDocument) -> list[str]:
    """The text of each page."""
    return [flat(page.extract_text()) for page in PdfReader(io.BytesIO(document.pdf)).pages]
