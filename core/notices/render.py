"""Makes the PDF of letters from their facts: refuses an incomplete letter, then draws each on its own sheet, front and
back, and the form of agreement when the agency sends it too."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from core.base.progress import Progress, silent
from core.base.records import replace
from core.model.letter import TODAY, LetterDocument, LetterFacts
from core.notices.agency_answers import serves_lettings
from core.notices.back import draw_back, draw_rest
from core.notices.canvas import GREY, MM, PAGE_HEIGHT, Canvas
from core.notices.claims_asked import refuse_unanswered
from core.notices.coupon import draw_strip
from core.notices.fonts import Style, fonts
from core.notices.front import draw_front, fits
from core.notices.language import tongue_of
from core.notices.letter_text import asked, missing, origin_missing, recipient_missing
from core.notices.places import LEFT, RIGHT
from core.notices.sheet import LetterSheet, text_of
from core.notices.texts import FORMER
from core.words.errors import error

_CONSENT_SIZES = (11.0, 10.5, 10.0, 9.5, 9.0)


def render(facts: LetterFacts, *, inside: bool = False) -> LetterDocument:
    """Return one letter, front and back of one sheet, with its structure for screen readers. The same facts give the
    same bytes. ``inside``: nothing within 8 mm of an edge, without marks there, as a posting service prints it.

    Raises :class:`UserError`: AGENCY_INCOMPLETE, ORIGIN_MISSING, ADDRESS_MISSING, ADDRESS_TOO_LONG, FONT_MISSING,
    LETTER_TOO_LONG.
    """
    tongue = tongue_of(facts.english)
    title = tongue.words["title"].format(reference=facts.reference)
    pen = Canvas(
        title=title, author=facts.agency.name, subject=tongue.words["subject"], lang=tongue.lang, inside=inside
    )
    sheet = checked(facts)
    pages = draw_letter(pen, sheet)
    pdf = pen.finish()
    return LetterDocument(pdf, hashlib.sha256(pdf).hexdigest(), sheet.versions, pages)


def write_batch(
    letters: Sequence[LetterFacts], out: BinaryIO, progress: Progress = silent, *, inside: bool = False
) -> int:
    """Write all the letters to ``out`` as one PDF that holds each font once, to print at once, and return its pages.
    Each letter begins on a sheet of its own: printed on both sides, a stranger's letter never falls on the back of
    someone's strip. Pages are written as they are drawn: a run of any length takes the same memory.

    Raises what :func:`render` raises, for the first letter refused, and ``Cancelled`` when ``progress`` does.
    """
    if not letters:
        raise ValueError("a batch holds at least one letter")
    title = f"{len(letters)} courriers du {letters[0].day.isoformat()}"
    pen, pages = Canvas(title=title, author=letters[0].agency.name, out=out, inside=inside), 0
    for at, facts in enumerate(letters):
        progress(at, len(letters))
        if pages % 2 and not facts.look.one_sided:
            pen.turn_page()
            pages += 1
        pages += draw_letter(pen, checked(facts))
    progress(len(letters), len(letters))
    pen.finish()
    return pages


def checked(facts: LetterFacts) -> LetterSheet:
    """Return the text of the sheet; a text of another day asked less of the agency. Raises :class:`UserError` when
    something is missing or a letter has no glyph."""
    _refuse_incomplete(facts)
    check_claims(facts)
    sheet = text_of(facts)
    for value in _typed(sheet, facts):
        if fonts().lacks(value):
            raise error("FONT_MISSING", name=value)
    # The notice is due, what the agency adds is not: a letter that has no room for it leaves without.
    for less in _lighter(facts):
        if fits(sheet):
            break
        sheet = text_of(less)
    return sheet


def _refuse_incomplete(facts: LetterFacts) -> None:
    """Raise UserError for what a letter lacks of the agency, of the origins, of the address, or must not say."""
    today = facts.texts == TODAY
    if today and (lacking := missing(facts)):
        raise error("AGENCY_INCOMPLETE", missing=tuple(lacking))
    if today and facts.private_note:
        raise error("NOTE_PRIVATE", said=facts.private_note)
    if lacking := origin_missing(facts):
        raise error("ORIGIN_MISSING", missing=tuple(lacking))
    if lacking := recipient_missing(facts):
        raise error("ADDRESS_MISSING", missing=tuple(lacking))


def _lighter(facts: LetterFacts) -> Iterator[LetterFacts]:
    """Yield the letter without the photo of whoever signs, then without what the agency says of itself, then without
    its own words, where it has any."""
    agency, look = facts.agency, replace(facts.look, photo="")
    bare = replace(facts, look=replace(look, proofs=""), agency=replace(agency, method=""))
    if facts.look.photo:
        yield replace(facts, look=look)
    if look.proofs or agency.method:
        yield bare
    if look.paragraph:
        yield replace(bare, look=replace(bare.look, paragraph=""))


def check_claims(facts: LetterFacts) -> None:
    """Raise UserError CLAIM_UNANSWERED for a letter that states what the agency did not answer, RENT_NOT_SERVED for one
    about letting where it offers nothing."""
    if facts.texts.letter in FORMER:
        return
    refuse_unanswered(*asked(facts))
    if facts.deal == "rent" and serves_lettings(facts.agency) is False:
        raise error("RENT_NOT_SERVED")


def _typed(found: LetterSheet, facts: LetterFacts) -> Iterable[str]:
    """Return the words that came from a keyboard or a file: the lines of the address lose what is no letter of ours,
    so what was typed for them is looked at too."""
    own = (found.own.text,) if found.own is not None else ()
    return (*found.letter.typed, facts.address, facts.town, *own)


def draw_letter(pen: Canvas, sheet: LetterSheet) -> int:
    """Draw one letter and return how many pages it took. Raises UserError LETTER_TOO_LONG."""
    cut = draw_front(pen, sheet)
    draw_strip(pen, sheet, cut)
    pen.turn_page()
    rest = draw_back(pen, sheet, cut)
    pen.turn_page()
    pages = 2
    if rest:
        draw_rest(pen, sheet, rest)
        pen.turn_page()
        pages += 1
    if sheet.look.consent_form:
        _consent_page(pen, sheet)
        pen.turn_page()
        pages += 1
    return pages


def _consent_page(pen: Canvas, sheet: LetterSheet) -> None:
    """Draw the form of agreement on its own sheet, with the line reserved for the agency at the foot."""
    letter = sheet.letter
    title, *blocks, reserved = letter.consent
    top, foot, signature = 38 * MM, PAGE_HEIGHT - 20 * MM, 16 * MM
    for size in _CONSENT_SIZES:
        style = Style(size, round(size * 1.28, 2), round(size * 0.85, 2), RIGHT - LEFT, item=1.5)
        laid, height = pen.fonts.column(blocks, style)
        if top + height + signature <= foot:
            break
    else:
        raise error("LETTER_TOO_LONG", where="le coupon d’accord")
    code = 11 * MM
    pen.code(letter.reference, RIGHT - code, 14 * MM, code)
    with pen.element("P"):
        pen.words(LEFT, 17 * MM, letter.agency_name, size=10, ink=GREY)
    head = Style(13, 16, 0, RIGHT - LEFT - code - 6 * MM)
    pen.column(LEFT, 20 * MM, [pen.fonts.lay(title, head)], head, tag="H1")
    pen.rule(LEFT, RIGHT, 32 * MM)
    pen.column(LEFT, top, laid, style)
    pen.rule(LEFT, RIGHT, foot)
    small = Style(8.5, 11, 0, RIGHT - LEFT)
    pen.column(LEFT, foot + 2, [pen.fonts.lay(reserved, small)], small, ink=GREY)
