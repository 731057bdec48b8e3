"""Where each part of the letter goes on paper.

Sheet 1: page 1 is the letter, whose foot is cut into two coupons; page 2 is the notice, kept above the back of the coupons so
that cutting them takes nothing of it. Sheet 2 is the consent coupon, alone, so that one reply never cuts the other.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from core.errors import UserError
from core.notices.content import Letter
from core.notices.pen import GREY, MM, PAGE_HEIGHT, PAGE_WIDTH, Pen, Set, Style
from core.notices.template import Block

LEFT, RIGHT = 17 * MM, PAGE_WIDTH - 17 * MM
WIDTH = RIGHT - LEFT
WINDOW_LEFT, WINDOW_TOP, WINDOW_BOTTOM = 110 * MM, 55 * MM, 79 * MM
"""What the window of a French DL envelope (35 × 100 mm, 20 mm from the right and the bottom) shows wherever the sheet slides."""

BODY_TOP = 93 * MM
BOTTOM = PAGE_HEIGHT - 8 * MM
GUTTER = 12 * MM
PAD = 2.6 * MM
CODE = 11 * MM
_FOOTER = Style(6.5, 7.7, 0, WIDTH)


class _Sizes(NamedTuple):
    """Sizes of page 1: letter and frame, air between their paragraphs, coupons."""

    body: float
    leading: float
    gap: float
    coupon: float
    coupon_gap: float


_LADDER = tuple(
    _Sizes(body, round(body * ratio, 2), gap, coupon, coupon_gap)
    for body, coupon in ((10.5, 8.5), (10, 8.5), (9.75, 8.25), (9.5, 8.0), (9.25, 8.0), (9.0, 8.0), (8.75, 7.75), (8.5, 7.5), (8.25, 7.5), (8, 7.25))
    for ratio, gap, coupon_gap in ((1.25, 5.5, 3.5), (1.2, 4.0, 2.5))
)
_NOTICE_SIZES = (9.75, 9.5, 9.25, 9.0, 8.75, 8.5)
_CONSENT_SIZES = (10.5, 10.0, 9.5, 9.0)


def too_long(where: str) -> UserError:
    """Return the error of a letter that does not fit its page."""
    return UserError(
        "LETTER_TOO_LONG",
        f"Cette lettre ne tient pas sur {where}\u202f: un nom, une adresse ou une mention est trop long. "
        "Elle est retenue. Raccourcissez-le dans la fiche ou dans Réglages, Agence.",
    )


def letter_page(pen: Pen, letter: Letter) -> float:
    """Draw page 1 and return how far down its cut line is."""
    _letterhead(pen, letter)
    _recipient(pen, letter)
    for sizes in _LADDER:
        plan = _Plan.of(pen, letter, sizes)
        if plan.spare >= 0:
            plan.draw(pen, letter)
            return plan.cut
    raise too_long("sa page")


def notice_page(pen: Pen, letter: Letter, *, cut: float) -> None:
    """Draw page 2, above the back of the coupons when the words allow it."""
    for bottom in (cut - 5 * MM, BOTTOM):
        for size in _NOTICE_SIZES:
            if _notice(pen, letter.notice, size=size, bottom=bottom):
                return
    raise too_long("la page d’information")


def consent_page(pen: Pen, letter: Letter) -> None:
    """Draw the consent coupon on its own sheet."""
    for size in _CONSENT_SIZES:
        style = Style(size, size * 1.32, size * 0.9, WIDTH)
        laid, height = pen.fonts.column(letter.consent[1:], style)
        top = 40 * MM
        if top + height <= BOTTOM - 4 * MM:
            break
    else:
        raise too_long("le coupon d’accord")
    pen.code(letter.reference, RIGHT - 14 * MM, 16 * MM, 14 * MM)
    pen.words(LEFT, 19 * MM, letter.agency_name, size=10, bold=True)
    title = Style(13, 16, 0, WIDTH - 22 * MM)
    pen.column(LEFT, 23 * MM, [pen.fonts.lay(letter.consent[0], title)], title)
    pen.rule(LEFT, RIGHT, 35 * MM)
    pen.column(LEFT, top, laid, style)


def _letterhead(pen: Pen, letter: Letter) -> None:
    size = next((size for size in (16, 14, 12, 10) if pen.fonts.measure(letter.agency_name, True) * size <= 130 * MM), 9)
    title = Style(size, size * 1.15, 0, 130 * MM)
    name = pen.fonts.lay(_bold(letter.agency_name), title)
    bottom = pen.column(LEFT, 12 * MM, [name], title)
    small = Style(9, 12, 0, 130 * MM)
    laid, _ = pen.fonts.column([_plain(line) for line in letter.agency_lines], small)
    pen.column(LEFT, bottom + 2, laid, small, grey=GREY)
    pen.code(letter.reference, RIGHT - CODE, 13 * MM, CODE)
    pen.words_right(RIGHT, 28.5 * MM, letter.reference, size=9, bold=True)


def _recipient(pen: Pen, letter: Letter) -> None:
    width = PAGE_WIDTH - WINDOW_LEFT - 12 * MM
    for size in (11.0, 10.0, 9.0):
        style = Style(size, size * 1.22, 0, width)
        laid, height = pen.fonts.column([_plain(line) for line in letter.recipient], style)
        if height <= WINDOW_BOTTOM - WINDOW_TOP:
            pen.column(WINDOW_LEFT, WINDOW_TOP + (WINDOW_BOTTOM - WINDOW_TOP - height) / 2, laid, style)
            break
    else:
        raise too_long("l’enveloppe à fenêtre")
    pen.words(LEFT, 82 * MM, letter.date_line, size=10)


class _Plan(NamedTuple):
    """Page 1 set at given sizes. ``spare``: points left over, negative when it does not fit. ``cut``: the cut line."""

    sizes: _Sizes
    body: list[Set]
    frame: list[Set]
    pointer: list[Set]
    coupons: tuple[tuple[list[Set], Style], tuple[list[Set], Style]]
    footer: Set
    heights: tuple[float, float, float]
    cut: float
    spare: float

    @classmethod
    def of(cls, pen: Pen, letter: Letter, sizes: _Sizes) -> "_Plan":
        """Return the plan of page 1 at these sizes."""
        style = _body_style(sizes)
        body, body_height = pen.fonts.column(letter.body, style)
        frame, frame_height = pen.fonts.column(letter.frame, _frame_style(sizes))
        pointer, pointer_height = pen.fonts.column(letter.pointer, style)
        coupons, coupon_height = _coupons(pen, letter, sizes)
        footer = pen.fonts.lay(letter.footer, _FOOTER)
        cut = BOTTOM - coupon_height - 3 * MM
        signature = sizes.leading * 2.2
        used = body_height + signature + frame_height + 2 * PAD + pointer_height + footer.height + 3 * sizes.gap + 4.5 * MM
        heights = (body_height, frame_height, pointer_height)
        return cls(sizes, body, frame, pointer, coupons, footer, heights, cut, cut - BODY_TOP - used)

    def draw(self, pen: Pen, letter: Letter) -> None:
        """Draw everything below the address; what room is left goes around the frame."""
        style, sizes = _body_style(self.sizes), self.sizes
        air = min(self.spare / 4, 4 * MM)
        y = pen.column(LEFT, BODY_TOP, self.body, style) + sizes.leading * 1.2 + air
        signature = Style(sizes.body, sizes.leading, 0, RIGHT - WINDOW_LEFT)
        y = pen.column(WINDOW_LEFT, y, [pen.fonts.lay(letter.signature, signature)], signature) + sizes.gap + air
        y = pen.column(LEFT, y, self.pointer, style) + sizes.gap + air
        pen.frame(LEFT, y, WIDTH, self.heights[1] + 2 * PAD)
        pen.column(LEFT + PAD, y + PAD, self.frame, _frame_style(sizes))
        pen.column(LEFT, self.cut - 1.5 * MM - self.footer.height, [self.footer], _FOOTER, grey=GREY)
        pen.rule(0, PAGE_WIDTH, self.cut, dash=(3, 3))
        middle = PAGE_WIDTH / 2
        pen.upright(middle, self.cut, PAGE_HEIGHT, dash=(3, 3))
        for (laid, coupon), x in zip(self.coupons, (LEFT, middle + GUTTER / 2), strict=True):
            _coupon(pen, laid, coupon, x=x, top=self.cut + 3 * MM, code=letter.reference)


def _body_style(sizes: _Sizes) -> Style:
    return Style(sizes.body, sizes.leading, sizes.gap, WIDTH)


def _frame_style(sizes: _Sizes) -> Style:
    return Style(sizes.body, sizes.leading, sizes.gap * 0.6, WIDTH - 2 * PAD)


def _coupons(
    pen: Pen, letter: Letter, sizes: _Sizes
) -> tuple[tuple[tuple[list[Set], Style], tuple[list[Set], Style]], float]:
    style = Style(sizes.coupon, round(sizes.coupon * 1.18, 2), sizes.coupon_gap, (WIDTH - GUTTER) / 2)
    left, left_height = pen.fonts.column(letter.opposition, style)
    right, right_height = pen.fonts.column(letter.reply, style)
    return ((left, style), (right, style)), max(left_height, right_height)


def _coupon(pen: Pen, laid: list[Set], style: Style, *, x: float, top: float, code: str) -> None:
    pen.column(x, top, laid, style)


def _notice(pen: Pen, blocks: Sequence[Block], *, size: float, bottom: float) -> bool:
    """Draw the notice in two columns and return True, or draw nothing when it does not fit above ``bottom``."""
    title, joined, *rest = blocks
    version = rest.pop()
    style = Style(size, round(size * 1.2, 2), size * 0.55, (WIDTH - 8 * MM) / 2)
    laid, _ = pen.fonts.column(rest, style)
    top = 33 * MM
    cut, height = _balanced(rest, laid, style)
    if top + height + 8 * MM > bottom:
        return False
    head = Style(14, 17, 0, WIDTH)
    y = pen.column(LEFT, 14 * MM, [pen.fonts.lay(_bold(title.text.removeprefix("# ")), head)], head)
    small = Style(9, 12, 0, WIDTH)
    pen.column(LEFT, y + 2, [pen.fonts.lay(joined, small)], small, grey=GREY)
    pen.rule(LEFT, RIGHT, 29 * MM)
    pen.column(LEFT, top, laid[:cut], style)
    pen.column(LEFT + style.width + 8 * MM, top, laid[cut:], style)
    pen.words(LEFT, top + height + 7 * MM, version.text, size=7, grey=GREY)
    return True


def _balanced(blocks: Sequence[Block], laid: Sequence[Set], style: Style) -> tuple[int, float]:
    """Return where the second column begins and the height of the taller; a question is never parted from its answer."""
    ends = list(_running(laid, style))
    whole = ends[-1]
    best = (len(laid), whole)
    for at in range(1, len(laid)):
        if blocks[at - 1].opens and blocks[at - 1].runs[0].bold:
            continue
        height = max(ends[at - 1], whole - ends[at - 1] - (style.gap if laid[at].opens else 0.0))
        if height < best[1]:
            best = (at, height)
    return best


def _running(laid: Sequence[Set], style: Style) -> Iterator[float]:
    y = 0.0
    for at, one in enumerate(laid):
        y += one.height + (style.gap if at and one.opens else 0.0)
        yield y


def _plain(text: str) -> Block:
    return Block.of(text)


def _bold(text: str) -> Block:
    return Block.of(text, bold=True)
