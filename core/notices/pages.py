"""The pages of one letter: front and back of its sheet, and the form of agreement when the agency sends it too."""

from core.notices.back import draw_back, draw_rest
from core.notices.faces import Style
from core.notices.front import draw_front
from core.notices.pen import GREY, MM, PAGE_HEIGHT, Pen
from core.notices.places import LEFT, RIGHT
from core.notices.sheet import Sheet
from core.notices.strip import draw_strip
from core.words.errors import error

_CONSENT_SIZES = (11.0, 10.5, 10.0, 9.5, 9.0)


def draw_letter(pen: Pen, sheet: Sheet) -> int:
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


def _consent_page(pen: Pen, sheet: Sheet) -> None:
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
    pen.words(LEFT, 17 * MM, letter.agency_name, size=10, ink=GREY)
    head = Style(13, 16, 0, RIGHT - LEFT - code - 6 * MM)
    pen.column(LEFT, 20 * MM, [pen.fonts.lay(title, head)], head, tag="H1")
    pen.rule(LEFT, RIGHT, 32 * MM)
    pen.column(LEFT, top, laid, style)
    pen.rule(LEFT, RIGHT, foot)
    small = Style(8.5, 11, 0, RIGHT - LEFT)
    pen.column(LEFT, foot + 2, [pen.fonts.lay(reserved, small)], small, ink=GREY)
