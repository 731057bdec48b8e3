"""The back of the sheet: the notice in two columns above the back of the strip, and the mentions at its foot."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from core.notices import places
from core.notices.canvas import GREY, MM, Canvas, Ink, accent_ink
from core.notices.coupon import draw_strip_back
from core.notices.fonts import SetBlock, Style
from core.notices.places import WIDE_LEFT, WIDE_RIGHT
from core.notices.sheet import LetterSheet
from core.notices.template import Block
from core.words.errors import error

_SIZES = (
    *((size, 1.21) for size in (10.0, 9.75, 9.5, 9.25, 9.0)),
    *((size, 1.17) for size in (9.0, 8.75, 8.5)),
)
"""Size in points, and leading as a multiple of it; under 9 only what an agency that says everything needs."""
_FOOT = Style(7.5, 9.1, 0, WIDE_RIGHT - WIDE_LEFT)
_REST_BOTTOM = 280 * MM


def draw_back(pen: Canvas, sheet: LetterSheet, cut: float) -> tuple[Block, ...]:
    """Draw the back of a sheet whose strip is cut at ``cut``, and return what of the notice goes on a second sheet:
    nothing, unless many origins each have their line. Raises UserError LETTER_TOO_LONG."""
    title, joined, *blocks = sheet.letter.notice
    blocks.pop()  # the version, said at the foot with the others
    ink = accent_ink(sheet.look.accent)
    foot = pen.fonts.lay(sheet.foot, _FOOT)
    bottom = cut - 6 * MM - foot.height
    fits = _fitting(pen, blocks, bottom, _SIZES) or _first(pen, blocks, bottom)
    _draw_title(pen, sheet, title, joined, ink)
    _draw_columns(pen, fits, ink)
    pen.rule(WIDE_LEFT, WIDE_LEFT + 14 * MM, bottom + 1.6 * MM, weight=1.2, ink=ink)
    if fits.left:
        with pen.element("P"):
            pen.words_right(WIDE_RIGHT, bottom + 1.2 * MM, sheet.tongue.words["further"], size=8.5, bold=True)
    pen.column(WIDE_LEFT, bottom + 2.6 * MM, [foot], _FOOT, ink=GREY)
    draw_strip_back(pen, sheet, cut)
    return fits.left


def draw_rest(pen: Canvas, sheet: LetterSheet, blocks: Sequence[Block]) -> None:
    """Draw the rest of a notice on a second sheet. Raises UserError LETTER_TOO_LONG."""
    title, joined, *_ = sheet.letter.notice
    ink = accent_ink(sheet.look.accent)
    fits = _fitting(pen, blocks, _REST_BOTTOM, _SIZES)
    if fits is None:
        raise error("LETTER_TOO_LONG", where="deux feuilles")
    _draw_title(pen, sheet, title, Block.of(sheet.tongue.words["continued"].format(joined=joined.text)), ink)
    _draw_columns(pen, fits, ink)


class _Fit(NamedTuple):
    """Blocks laid out in two columns, the second from block ``at``. ``left``: those that found no room."""

    blocks: Sequence[Block]
    laid: Sequence[SetBlock]
    style: Style
    at: int
    left: tuple[Block, ...] = ()


def _fitting(pen: Canvas, blocks: Sequence[Block], bottom: float, sizes: Sequence[tuple[float, float]]) -> _Fit | None:
    """Return the blocks at the first size at which they all fit above ``bottom``."""
    for size, ratio in sizes:
        style = Style(size, round(size * ratio, 2), round(size * 0.55, 2), places.BACK_COLUMN, item=0.8)
        laid, _ = pen.fonts.column(blocks, style)
        at, height = _balanced(blocks, laid, style)
        if places.BACK_TOP + height <= bottom:
            return _Fit(blocks, laid, style, at)
    return None


def _first(pen: Canvas, blocks: Sequence[Block], bottom: float) -> _Fit:
    """Return as many of the first blocks as fit; a question goes with its answer. Raises UserError LETTER_TOO_LONG."""
    for count in range(len(blocks) - 1, 0, -1):
        if not is_question(blocks[count]):
            continue
        fits = _fitting(pen, blocks[:count], bottom - 3 * MM, _SIZES[-1:])
        if fits is not None:
            return fits._replace(left=tuple(blocks[count:]))
    raise error("LETTER_TOO_LONG", where="la page d’information")


def _draw_columns(pen: Canvas, fits: _Fit, ink: Ink) -> None:
    second = WIDE_LEFT + places.BACK_COLUMN + places.BACK_GAP
    for x, part in ((WIDE_LEFT, slice(fits.at)), (second, slice(fits.at, None))):
        y = places.BACK_TOP
        for at, (block, one) in enumerate(zip(fits.blocks[part], fits.laid[part], strict=True)):
            y += fits.style.before(opens=one.opens) if at else 0.0
            is_asked = is_question(block)
            y = pen.column(x, y, [one], fits.style, bold=ink if is_asked else None, tag="H2" if is_asked else "P")


def _draw_title(pen: Canvas, sheet: LetterSheet, title: Block, joined: Block, ink: Ink) -> None:
    code_left = WIDE_RIGHT - places.OPPOSE_CODE
    with pen.element("H1"):
        pen.words(WIDE_LEFT, 14 * MM, title.text.removeprefix("# "), size=14, bold=True, ink=ink)
    with pen.element("P"):
        pen.words(WIDE_LEFT, 20.7 * MM, f"{joined.text} ", size=9, ink=GREY)
        pen.words_right(code_left - 2.5 * MM, 20.7 * MM, sheet.tongue.words["scan"], size=8.5, ink=GREY)
    pen.code(sheet.oppose_at, code_left, 8.5 * MM, places.OPPOSE_CODE)
    pen.rule(WIDE_LEFT, WIDE_RIGHT, 25 * MM, weight=0.7, ink=ink)


def is_question(block: Block) -> bool:
    """Tell whether a block is a title of the notice: bold from end to end."""
    return block.opens and len(block.runs) == 1 and block.runs[0].bold


def _balanced(blocks: Sequence[Block], laid: Sequence[SetBlock], style: Style) -> tuple[int, float]:
    """Return where the second column begins, and the height of the taller column; a question is never parted from the
    first line of its answer."""
    ends = list(_running(laid, style))
    whole = ends[-1]
    best = (len(laid), whole)
    for at in range(1, len(laid)):
        if is_question(blocks[at - 1]):
            continue
        height = max(ends[at - 1], whole - ends[at - 1] - style.before(opens=laid[at].opens))
        if height < best[1]:
            best = (at, height)
    return best


def _running(laid: Sequence[SetBlock], style: Style) -> Iterator[float]:
    y = 0.0
    for at, block in enumerate(laid):
        y += block.height + (style.before(opens=block.opens) if at else 0.0)
        yield y
