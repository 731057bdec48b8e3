"""The strip at the foot of the sheet: on its front « Je m’oppose » and « Ma réponse », on its back what else to block
and where to send it."""

from core.notices import places
from core.notices.canvas import GREY, MM, PAGE_WIDTH, Canvas, Ink, accent_ink
from core.notices.codes import CouponCode, strip_code
from core.notices.fonts import Style
from core.notices.head import draw_address
from core.notices.places import WIDE_LEFT, WIDE_RIGHT
from core.notices.sheet import LetterSheet
from core.notices.template import Block
from core.words.errors import error

_SIZE, _LEADING, _TITLE = 9.0, 11.0, 11.0
_BACK_LINE = 76 * MM


def draw_strip(pen: Canvas, sheet: LetterSheet, cut: float) -> None:
    """Draw the front of the strip under ``cut``. Raises UserError LETTER_TOO_LONG."""
    top = cut + places.UNDER_CUT
    bottom = places.STRIP_BOTTOM - _LEADING - 1 * MM
    reply_left = WIDE_RIGHT - places.STRIP_RIGHT_COLUMN
    ink, words = accent_ink(sheet.look.accent), sheet.tongue.words
    of_reference = words["of_reference"].format(reference=sheet.letter.reference)
    first = top + _TITLE + 1.3 * MM
    narrow = Style(_SIZE, _LEADING, 1.5, places.STRIP_LEFT, tall=1.12)
    wide = Style(_SIZE, _LEADING, 0.5, places.STRIP_RIGHT_COLUMN, tall=1.12)
    # Each coupon is read whole before the other.
    with pen.group("Sect"):
        _title(pen, WIDE_LEFT, top, (words["oppose"], of_reference), places.STRIP_TEXT, ink)
        beside_code = places.STRIP_LEFT - places.STRIP_TEXT
        _spread(pen, sheet.strip, narrow, WIDE_LEFT, first, bottom, beside=(1, beside_code))
        code_left = WIDE_LEFT + places.STRIP_LEFT - places.STRIP_CODE
        pen.code(_code(sheet), code_left, top + 0.5 * MM, places.STRIP_CODE)
    with pen.group("Sect"):
        _title(pen, reply_left, top, (words["reply"], _sent_to(sheet)), places.STRIP_RIGHT_COLUMN, ink)
        _spread(pen, sheet.reply, wide, reply_left, first, bottom)
    pen.upright(places.STRIP_MIDDLE, top + 0.5 * MM, bottom)
    law = Style(_SIZE, _LEADING, 0, WIDE_RIGHT - WIDE_LEFT)
    laid = pen.fonts.lay(sheet.law, law)
    pen.column(WIDE_LEFT, places.STRIP_BOTTOM - laid.height, [laid], law)


def draw_cut(pen: Canvas, cut: float) -> None:
    """Draw the line to cut along, over the whole width that the printer has."""
    aside = 10 * MM if pen.inside else 0
    pen.rule(aside, PAGE_WIDTH - aside, cut, dash=(3, 3), weight=0.5)


def _title(pen: Canvas, x: float, top: float, said: tuple[str, str], room: float, ink: Ink) -> None:
    """Draw the title of a coupon and the words beside it."""
    title, beside = said
    left = pen.fonts.measure(title, True) * _TITLE + 3 * MM
    with pen.element("H2"):
        pen.words(x, top + _TITLE * 0.9, f"{title} ", size=_TITLE, bold=True, ink=ink)
        pen.words(x + left, top + _TITLE * 0.9, beside, size=_SIZE, widest=room - left)


def _sent_to(sheet: LetterSheet) -> str:
    """Return where the strip goes: the back says it, but for a sheet printed on one side."""
    if sheet.prepaid:
        return sheet.tongue.words["prepaid"]
    words = "sent_to" if sheet.look.one_sided else "overleaf"
    return sheet.tongue.words[words].format(sender=", ".join(sheet.sender))


def _code(sheet: LetterSheet) -> str:
    return strip_code(CouponCode(sheet.letter.reference, sheet.texts.letter))


def draw_strip_back(pen: Canvas, sheet: LetterSheet, cut: float) -> None:
    """Draw the back of the strip under ``cut``: the return address lies where the window of a DL shows it."""
    draw_cut(pen, cut)
    style = Style(_SIZE, _LEADING, 3.5, _BACK_LINE, tall=1.5)
    laid, _ = pen.fonts.column(sheet.strip_back, style)
    pen.column(WIDE_LEFT, cut + places.UNDER_CUT, laid, style, bold=accent_ink(sheet.look.accent))
    reference = sheet.letter.reference
    code_top = places.STRIP_BOTTOM - places.STRIP_CODE
    pen.code(_code(sheet), WIDE_LEFT, code_top, places.STRIP_CODE)
    beside = WIDE_LEFT + places.STRIP_CODE + 3 * MM
    words = sheet.tongue.words["received"].format(reference=reference)
    with pen.element("P"):
        pen.words(beside, code_top + 3.2 * MM, f"{sheet.tongue.words['reserved']} ", size=8.5, ink=GREY)
        pen.words(beside, code_top + 7.2 * MM, words, size=8.5, ink=GREY)
    pen.rule(beside + pen.fonts.measure(words, False) * 8.5 + 2 * MM, WIDE_LEFT + _BACK_LINE, code_top + 7.6 * MM)
    draw_address(pen, sheet.sender, centre=places.RETURN_TOP + 11 * MM, bold=True)


def _spread(
    pen: Canvas, blocks: tuple[Block, ...], style: Style, x: float, top: float, bottom: float,
    beside: tuple[int, float] = (0, 0.0),
) -> None:  # fmt: skip
    """Draw the lines of a column over the height it has. ``beside``: how many blocks leave how many points on their
    right. Raises UserError LETTER_TOO_LONG."""
    laid, height = pen.fonts.column(blocks, style, beside=beside)
    room = bottom - top - height
    if room < -0.01:
        raise error("LETTER_TOO_LONG", where="le coupon")
    air = min(room / max(len(laid) - 1, 1), 2.2 * MM)
    pen.column(x, top, laid, style._replace(gap=style.gap + air, item=style.item + air))
