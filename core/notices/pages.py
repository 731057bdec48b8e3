"""The layout of the letter on paper.

Sheet 1: page 1 is the letter, whose foot is cut into two coupons; page 2 is the notice, printed above the back of the
coupons so that cutting them removes none of it. Sheet 2 is the consent coupon, alone, so that sending one reply does
not cut into the other.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from core.notices.content import Letter
from core.notices.pen import GREY, MM, PAGE_HEIGHT, PAGE_WIDTH, Pen, Set, Style
from core.notices.template import Block
from core.words.errors import error

LEFT, RIGHT = 17 * MM, PAGE_WIDTH - 17 * MM
WIDTH = RIGHT - LEFT
WINDOW_LEFT, WINDOW_TOP, WINDOW_BOTTOM, WINDOW_UPPER = 110 * MM, 55 * MM, 79 * MM, 44 * MM
"""From top to bottom, what the window of a French DL envelope (35 × 100 mm, 20 mm from the right and the bottom) shows
wherever the sheet slides; upper: above it nothing is ever seen."""

BODY_TOP = 91 * MM
BOTTOM = PAGE_HEIGHT - 8 * MM
GUTTER = 12 * MM
PAD = 2.6 * MM
CODE, COUPON_CODE = 11 * MM, 9 * MM
_SHARES = (0.5, 0.53, 0.56)
"""Part of the width the objection coupon may take, its text being the longer."""

_FOOTER = Style(6.5, 7.7, 0, WIDTH)


class _Sizes(NamedTuple):
    """Sizes of page 1: text of the letter and of the frame, space between their paragraphs, text of the coupons."""

    body: float
    leading: float
    gap: float
    coupon: float
    coupon_gap: float


_LADDER = tuple(
    _Sizes(body, round(body * ratio, 2), gap, coupon, coupon_gap)
    for body, coupon in (
        (10.5, 8.5),
        (10, 8.5),
        (9.75, 8.25),
        (9.5, 8.0),
        (9.25, 8.0),
        (9.0, 8.0),
        (8.75, 7.75),
        (8.5, 7.5),
        (8.25, 7.5),
        (8, 7.25),
    )
    for ratio, gap, coupon_gap in ((1.25, 5.5, 3.5), (1.2, 4.0, 2.5))
)
_NOTICE_SIZES = (10.0, 9.75, 9.5, 9.25, 9.0, 8.75, 8.5)
_CONSENT_SIZES = (11.0, 10.5, 10.0, 9.5, 9.0)


def letter_page(pen: Pen, letter: Letter) -> float:
    """Draw page 1 and return the distance of its cut line from the top."""
    _letterhead(pen, letter)
    _recipient(pen, letter)
    for sizes in _LADDER:
        plan = _Plan.of(pen, letter, sizes)
        if plan.spare >= 0:
            plan.draw(pen, letter)
            return plan.cut
    raise error("LETTER_TOO_LONG", where="sa page")


def notice_page(pen: Pen, letter: Letter, *, cut: float) -> None:
    """Draw page 2, above the back of the coupons when the text fits there."""
    for bottom in (cut - 5 * MM, BOTTOM):
        for size in _NOTICE_SIZES:
            if _notice(pen, letter.notice, size=size, bottom=bottom):
                return
    raise error("LETTER_TOO_LONG", where="la page d’information")


def consent_page(pen: Pen, letter: Letter) -> None:
    """Draw the consent coupon on its own sheet, with the line reserved for the agency at the foot."""
    title, *blocks, reserved = letter.consent
    top, foot, signature = 38 * MM, PAGE_HEIGHT - 20 * MM, 16 * MM
    for size in _CONSENT_SIZES:
        style = Style(size, round(size * 1.28, 2), round(size * 0.85, 2), WIDTH, item=1.5)
        laid, height = pen.fonts.column(blocks, style)
        if top + height + signature <= foot:
            break
    else:
        raise error("LETTER_TOO_LONG", where="le coupon d’accord")
    pen.code(letter.reference, RIGHT - CODE, 14 * MM, CODE)
    pen.words(LEFT, 17 * MM, letter.agency_name, size=10, grey=GREY)
    head = Style(13, 16, 0, WIDTH - CODE - 6 * MM)
    pen.column(LEFT, 20 * MM, [pen.fonts.lay(title, head)], head)
    pen.rule(LEFT, RIGHT, 32 * MM)
    pen.column(LEFT, top, laid, style)
    pen.rule(LEFT, RIGHT, foot)
    small = Style(8.5, 11, 0, WIDTH)
    pen.column(LEFT, foot + 2, [pen.fonts.lay(reserved, small)], small, grey=GREY)


def _letterhead(pen: Pen, letter: Letter) -> None:
    size = next(
        (size for size in (16, 14, 12, 10) if pen.fonts.measure(letter.agency_name, True) * size <= 130 * MM), 9
    )
    title = Style(size, size * 1.15, 0, 130 * MM)
    name = pen.fonts.lay(_bold(letter.agency_name), title)
    bottom = pen.column(LEFT, 12 * MM, [name], title)
    small = Style(9, 12, 0, 130 * MM)
    laid, _ = pen.fonts.column([_plain(line) for line in letter.agency_lines], small)
    if pen.column(LEFT, bottom + 2, laid, small, grey=GREY) > WINDOW_UPPER:
        raise error("LETTER_TOO_LONG", where="l’en-tête")
    pen.code(letter.reference, RIGHT - CODE, 13 * MM, CODE)
    pen.words_right(RIGHT, 28.5 * MM, f"Référence {letter.reference}", size=9)


def _recipient(pen: Pen, letter: Letter) -> None:
    width = PAGE_WIDTH - WINDOW_LEFT - 12 * MM
    for size in (11.0, 10.0, 9.0):
        style = Style(size, size * 1.22, 0, width)
        laid, height = pen.fonts.column([_plain(line) for line in letter.recipient], style)
        if height <= WINDOW_BOTTOM - WINDOW_TOP:
            pen.column(WINDOW_LEFT, WINDOW_TOP + (WINDOW_BOTTOM - WINDOW_TOP - height) / 2, laid, style)
            break
    else:
        raise error("LETTER_TOO_LONG", where="l’enveloppe à fenêtre")
    pen.words(LEFT, 82 * MM, letter.date_line, size=10)


class _Plan(NamedTuple):
    """Page 1 laid out with given sizes. ``spare``: points left over, negative when it does not fit. ``cut``: the cut
    line."""

    sizes: _Sizes
    body: list[Set]
    frame: list[Set]
    pointer: list[Set]
    coupons: "_Coupons"
    footer: Set
    heights: tuple[float, float]
    cut: float
    spare: float

    @classmethod
    def of(cls, pen: Pen, letter: Letter, sizes: _Sizes) -> "_Plan":
        """Return the layout of page 1 with these sizes."""
        style = _body_style(sizes)
        body, body_height = pen.fonts.column(letter.body, style)
        frame, frame_height = pen.fonts.column(letter.frame, _frame_style(sizes))
        pointer, pointer_height = pen.fonts.column(letter.pointer, _pointer_style(sizes))
        coupons = min((_Coupons.of(pen, letter, sizes, share) for share in _SHARES), key=lambda coupons: coupons.height)
        footer = pen.fonts.lay(letter.footer, _FOOTER)
        cut = BOTTOM - coupons.height - 3 * MM
        signed = max(pointer_height, sizes.leading * 3.4)
        used = body_height + signed + frame_height + 2 * PAD + footer.height + 3 * sizes.gap + 4.5 * MM
        heights = (signed, frame_height)
        return cls(sizes, body, frame, pointer, coupons, footer, heights, cut, cut - BODY_TOP - used)

    def draw(self, pen: Pen, letter: Letter) -> None:
        """Draw everything below the address; the room left is shared between the parts."""
        style, sizes = _body_style(self.sizes), self.sizes
        signed, framed = self.heights
        air = min(self.spare / 3, 4 * MM)
        y = pen.column(LEFT, BODY_TOP, self.body, style) + sizes.gap * 1.5 + air
        signature = Style(sizes.body, sizes.leading, 0, RIGHT - WINDOW_LEFT)
        name = pen.fonts.lay(letter.signature, signature)
        pen.column(LEFT, y, self.pointer, _pointer_style(sizes))
        pen.column(WINDOW_LEFT, y + signed - name.height, [name], signature)
        y += signed + sizes.gap * 1.5 + air
        pen.frame(LEFT, y, WIDTH, framed + 2 * PAD)
        pen.column(LEFT + PAD, y + PAD, self.frame, _frame_style(sizes))
        pen.column(LEFT, self.cut - 1.5 * MM - self.footer.height, [self.footer], _FOOTER, grey=GREY)
        pen.rule(0, PAGE_WIDTH, self.cut, dash=(3, 3))
        self.coupons.draw(pen, self.cut, letter.reference)


class _Coupons(NamedTuple):
    """Both coupons laid out side by side; the right one begins at ``middle`` and is stretched to the height of the left
    one."""

    left: list[Set]
    right: list[Set]
    styles: tuple[Style, Style]
    middle: float
    height: float

    @classmethod
    def of(cls, pen: Pen, letter: Letter, sizes: _Sizes, share: float) -> "_Coupons":
        """Return the coupons, the left one taking ``share`` of the width."""
        width = (WIDTH - GUTTER) * share
        beside = COUPON_CODE + 3 * MM
        style = Style(sizes.coupon, round(sizes.coupon * 1.18, 2), sizes.coupon_gap, width, tall=1.5)
        left, left_height = pen.fonts.column(letter.opposition, style, beside=(2, beside))
        other = style._replace(width=WIDTH - GUTTER - width)
        right, right_height = pen.fonts.column(letter.reply, other, beside=(1, beside))
        air = max(left_height - right_height, 0.0) / len(right)
        spread = other._replace(gap=other.gap + air, item=other.item + air)
        return cls(left, right, (style, spread), LEFT + width + GUTTER / 2, max(left_height, right_height))

    def draw(self, pen: Pen, cut: float, reference: str) -> None:
        """Draw both coupons under the cut line."""
        pen.upright(self.middle, cut, PAGE_HEIGHT, dash=(3, 3))
        top = cut + 3 * MM
        for laid, style, x in zip((self.left, self.right), self.styles, (LEFT, self.middle + GUTTER / 2), strict=True):
            pen.column(x, top, laid, style)
            pen.code(reference, x + style.width - COUPON_CODE, top + 1, COUPON_CODE)


def _body_style(sizes: _Sizes) -> Style:
    return Style(sizes.body, sizes.leading, sizes.gap, WIDTH)


def _frame_style(sizes: _Sizes) -> Style:
    return Style(sizes.body, sizes.leading, sizes.gap * 0.6, WIDTH - 2 * PAD)


def _pointer_style(sizes: _Sizes) -> Style:
    return Style(sizes.body, sizes.leading, 0, WINDOW_LEFT - LEFT - 10 * MM)


def _notice(pen: Pen, blocks: Sequence[Block], *, size: float, bottom: float) -> bool:
    """Draw the notice in two columns and return True, or draw nothing when it does not fit above ``bottom``."""
    title, joined, *rest = blocks
    version = rest.pop()
    style = Style(size, round(size * 1.22, 2), round(size * 0.6, 2), (WIDTH - 8 * MM) / 2, item=1.5)
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
    """Return where the second column begins, and the height of the taller column; a question is never parted from its
    answer."""
    ends = list(_running(laid, style))
    whole = ends[-1]
    best = (len(laid), whole)
    for at in range(1, len(laid)):
        if blocks[at - 1].opens and blocks[at - 1].runs[0].bold:
            continue
        height = max(ends[at - 1], whole - ends[at - 1] - style.before(opens=laid[at].opens))
        if height < best[1]:
            best = (at, height)
    return best


def _running(laid: Sequence[Set], style: Style) -> Iterator[float]:
    y = 0.0
    for at, one in enumerate(laid):
        y += one.height + (style.before(opens=one.opens) if at else 0.0)
        yield y


def _plain(text: str) -> Block:
    return Block.of(text)


def _bold(text: str) -> Block:
    return Block.of(text, bold=True)
