"""The top of the front: head of the agency, address in the window, and beside it date, subject and mentions."""

import hashlib
from functools import lru_cache

from core.notices import places
from core.notices.canvas import GREY, MM, Canvas, Ink, accent_ink
from core.notices.fonts import Style
from core.notices.pictures import picture_of, sized
from core.notices.places import ASIDE, LEFT, RIGHT
from core.notices.sheet import SheetHead
from core.notices.template import Block
from core.words.errors import error

_NAME_SIZES = (22.0, 20.0, 18.0, 16.0, 14.5, 13.0)
_CONTACT_SIZES = (9.0, 8.5, 8.0, 7.5)
_ADDRESS = {5: (10.5, 12.0, 68.6), 6: (10.0, 10.25, 68.2)}
"""Lines of an address → size, leading, and the height in mm where its ink is centred; four or less: the usual one."""
_USUAL = (11.0, 13.4, 68.6)
_UNDER_NAME, _SUBJECT_GAP, _BAR = 2.5 * MM, 5.0, 2.2 * MM
_CAPITAL = 0.66
"""Height of capitals above the line, in sizes."""


def draw_head(pen: Canvas, head: SheetHead) -> None:
    """Draw all that stands above the letter. Raises UserError LETTER_TOO_LONG."""
    ink = accent_ink(head.look.accent)
    bottom = _name(pen, head, ink)
    _contact(pen, head)
    draw_address(pen, head.recipient)
    _side(pen, head, ink, highest=bottom + _UNDER_NAME)


def draw_address(pen: Canvas, lines: tuple[str, ...], *, centre: float = 0.0, bold: bool = False) -> None:
    """Draw the lines of an address where the window shows them, or with its ink centred at ``centre`` points."""
    size, leading, middle = _ADDRESS.get(len(lines), _USUAL)
    height = (len(lines) - 1) * leading + _CAPITAL * size
    baseline = (centre or middle * MM) - height / 2 + _CAPITAL * size
    with pen.element("P"):
        for at, line in enumerate(lines):
            # A space at the end of a line: read aloud or copied, the lines stay apart.
            words = line if at + 1 == len(lines) else f"{line} "
            pen.words(
                ASIDE, baseline + at * leading, words, size=size, bold=bold and not at, widest=places.ADDRESS_WIDTH
            )


def _name(pen: Canvas, head: SheetHead, ink: Ink) -> float:
    """Draw the logo, else the name, and return where it ends."""
    if png := picture_of(head.look.logo):
        width, height = sized(png, *places.LOGO)
        name = f"logo-{_digest(head.look.logo)}"
        pen.picture(png, name, LEFT, places.HEAD_TOP, width, height, alt=head.name)
        return places.HEAD_TOP + height
    for size in _NAME_SIZES:
        style = Style(size, size * 1.14, 0, places.NAME_RIGHT - LEFT)
        laid = pen.fonts.lay(Block.of(head.name, bold=True), style)
        if laid.height <= places.HEAD_BOTTOM - places.HEAD_TOP and len(laid.rows) <= 2:
            break
    else:
        raise error("LETTER_TOO_LONG", where="l’en-tête")
    return pen.column(LEFT, places.HEAD_TOP, [laid], style, ink=ink)


def _contact(pen: Canvas, head: SheetHead) -> None:
    """Draw the lines of contact at one size; the address of the web page, which the letter says too, goes when there
    is no room."""
    room = places.CONTACT_BOTTOM - places.CONTACT_TOP
    for lines in (head.contact, head.contact[:-1]):
        for size in _CONTACT_SIZES:
            style = Style(size, size * 1.22, 0, RIGHT - ASIDE)
            laid, height = pen.fonts.column([Block.of(line) for line in lines], style)
            if height <= room:
                pen.column(ASIDE, places.CONTACT_TOP, laid, style, ink=GREY)
                return
    raise error("LETTER_TOO_LONG", where="l’en-tête")


def _side(pen: Canvas, head: SheetHead, ink: Ink, *, highest: float) -> None:
    """Draw date, reference, subject and mentions; they rise when the mentions are long, and the subject leaves out the
    town, which the letter says, rather than rise above ``highest``."""
    width = places.SIDE_RIGHT - LEFT
    style, small = Style(10, 13, 0, width), Style(7, 8.5, 0, width - 1 * MM)
    dated, dated_height = pen.fonts.column([Block.of(line) for line in head.date_lines], style)
    mentions = pen.fonts.lay(head.mentions, small)
    for words in head.subjects:
        subject = pen.fonts.lay(words, style)
        whole = dated_height + _SUBJECT_GAP + subject.height + 2 * _BAR + mentions.height
        top = min(places.SIDE_TOP, places.MENTIONS_BOTTOM - whole)
        if top >= highest:
            break
    else:
        raise error("LETTER_TOO_LONG", where="la colonne des mentions")
    y = pen.column(LEFT, top, dated, style)
    pen.column(LEFT, y + _SUBJECT_GAP, [subject], style, ink=ink, tag="H1")
    start = places.MENTIONS_BOTTOM - mentions.height
    pen.rule(LEFT, LEFT + 14 * MM, start - _BAR, weight=1.2, ink=ink)
    pen.column(LEFT, start, [mentions], small, ink=GREY)


@lru_cache(8)
def _digest(kept: str) -> str:
    return hashlib.sha256(kept.encode()).hexdigest()[:16]
