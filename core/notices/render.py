"""Makes the PDF of letters from their facts: refuses an incomplete letter, then draws each on two sheets of one
document."""

import hashlib
from collections.abc import Sequence

from core.base.french import listed
from core.base.progress import Progress, silent
from core.model.letter import LetterDocument, LetterFacts
from core.notices.content import Letter, compose, missing, origin_missing, recipient_missing
from core.notices.fields import VERSIONS
from core.notices.pages import consent_page, letter_page, notice_page
from core.notices.pen import Pen, fonts
from core.words.errors import error

STRIDE = 4
"""A letter has three pages; in a batch the next one begins on a new sheet, four pages further: printed on both sides, a
stranger's letter never falls on the back of someone's coupon."""


def render(facts: LetterFacts) -> LetterDocument:
    """Return one letter: page 1 letter and coupons, page 2 notice, page 3 consent coupon. The same facts give the same
    bytes.

    Raises :class:`UserError`: AGENCY_INCOMPLETE, ORIGIN_MISSING, ADDRESS_MISSING, FONT_MISSING, LETTER_TOO_LONG.
    """
    return render_batch([facts])


def render_batch(letters: Sequence[LetterFacts], progress: Progress = silent) -> LetterDocument:
    """Return all the letters in one PDF; letter ``i`` begins on page ``STRIDE * i``, both counted from 0.

    Raises what :func:`render` raises, for the first letter refused, and ``Cancelled`` when ``progress`` does.
    """
    if not letters:
        raise ValueError("a batch holds at least one letter")
    first = letters[0]
    title = (
        f"Courrier {first.reference}" if len(letters) == 1 else f"{len(letters)} courriers du {first.day.isoformat()}"
    )
    pen = Pen(title=title, author=first.agency.name)
    for at, facts in enumerate(letters):
        progress(at, len(letters))
        if at:
            pen.turn_page()
        draw(pen, checked(facts))
    progress(len(letters), len(letters))
    pdf = pen.finish()
    return LetterDocument(pdf, hashlib.sha256(pdf).hexdigest(), VERSIONS, STRIDE * len(letters) - 1)


def checked(facts: LetterFacts) -> Letter:
    """Return the text of the letter. Raises :class:`UserError` when something is missing or a letter has no glyph."""
    if lacking := missing(facts):
        raise error("AGENCY_INCOMPLETE", missing=listed(lacking))
    if lacking := origin_missing(facts):
        raise error("ORIGIN_MISSING", missing=listed(lacking))
    if lacking := recipient_missing(facts):
        raise error("ADDRESS_MISSING", missing=listed(lacking))
    letter = compose(facts)
    for value in letter.typed:
        if fonts().lacks(value):
            raise error("FONT_MISSING", name=value)
    return letter


def draw(pen: Pen, letter: Letter) -> None:
    """Draw one letter on three pages. Raises :class:`UserError` LETTER_TOO_LONG."""
    cut = letter_page(pen, letter)
    pen.turn_page()
    notice_page(pen, letter, cut=cut)
    pen.turn_page()
    consent_page(pen, letter)
    pen.turn_page()
