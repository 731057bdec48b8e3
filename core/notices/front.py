"""The front of the sheet: the letter, its signature, and the frame that says how to object.

One ladder of sizes: the first that fits is taken, and all that the person must read stays at 10.5 points or more.
"""

from typing import NamedTuple

from core.base.errors import UserError
from core.notices import places
from core.notices.canvas import BLACK, HAIR, MM, Canvas, Ink, accent_ink
from core.notices.coupon import draw_cut
from core.notices.fonts import SetBlock, Style, fonts
from core.notices.head import draw_head
from core.notices.pictures import picture_of, sized
from core.notices.places import ASIDE, LEFT, RIGHT
from core.notices.sheet import LetterSheet
from core.notices.template import Block, Run
from core.notices.texts import FORMER
from core.words.errors import error


class Rung(NamedTuple):
    """One size of the letter in points, with the height of the signature in mm, and size and leading of « Au dos »."""

    size: float
    leading: float
    gap: float
    signature: float = 13.0
    pointer: tuple[float, float] = (9.5, 12)

    @property
    def pointer_style(self) -> Style:
        """How « Au dos » is set."""
        return Style(*self.pointer, 0, (places.POINTER_RIGHT if self.pointer[0] > 9 else 105 * MM) - LEFT)


LADDER = (
    Rung(11, 14.3, 5.6),
    Rung(11, 13.8, 4.8),
    Rung(10.75, 13.6, 4.6),
    Rung(10.5, 13.4, 4.6),
    Rung(10.5, 13, 4),
    Rung(10.5, 12.8, 3.4),
    Rung(10.5, 12.5, 2.8, 10.5, (9, 10.8)),
    Rung(10.5, 12.4, 2.2, 10.5, (9, 10.8)),
    Rung(10.5, 12.2, 1.4, 8.5, (9, 10.8)),
)
_PAD = 1.5 * MM
_SCISSORS = (
    "0.6 w 0.3 G 1 0 0 1 17 0 cm -9 2.6 m -4 0 l 6 -3 l S -9 -2.6 m -4 0 l 6 3 l S "
    "-9 3.6 2.4 1.8 re S -9 -5.4 2.4 1.8 re S"
)


class Front(NamedTuple):
    """The front laid out at one rung, not yet drawn. ``cut``: the height of the cut line."""

    rung: Rung
    body: list[SetBlock]
    pointer: list[SetBlock]
    name: SetBlock
    frame: list[SetBlock]
    frame_style: Style
    pointer_height: float
    body_height: float
    cut: float


def draw_front(pen: Canvas, sheet: LetterSheet) -> float:
    """Draw the front down to the cut line, and return its height. Raises UserError LETTER_TOO_LONG."""
    draw_head(pen, sheet.top)
    laid = fitted(sheet)
    ink = accent_ink(sheet.look.accent)
    _draw_body(pen, sheet, laid)
    _draw_frame(pen, laid, ink)
    draw_cut(pen, laid.cut)
    if not pen.inside:
        _draw_marks(pen)
        pen.drawing(_SCISSORS, 4 * MM, laid.cut)
    return laid.cut


def fits(sheet: LetterSheet) -> bool:
    """Tell whether the front has room for all that a letter says."""
    try:
        fitted(sheet)
    except UserError:
        return False
    return True


def fitted(sheet: LetterSheet) -> Front:
    """Return the front at the first rung where all of it fits. Raises UserError LETTER_TOO_LONG."""
    for run_in in (False, True):
        for rung in LADDER:
            laid = _laid(sheet, rung, run_in=run_in)
            if laid.cut <= places.CUT_LOWEST + 0.01 and _body_fits(sheet, laid):
                return laid
    raise error("LETTER_TOO_LONG", where="sa page")


def _laid(sheet: LetterSheet, rung: Rung, *, run_in: bool) -> Front:
    known, style = fonts(), _style(rung)
    body, height = known.column(_blocks(sheet), style)
    pointer, pointer_height = known.column(sheet.letter.pointer, rung.pointer_style)
    right = places.BESIDE_PHOTO if sheet.photo else RIGHT
    name = known.lay(_signer(sheet), Style(rung.size, rung.leading, 0, right - ASIDE))
    frame, frame_style, cut = _frame(_framed(sheet, run_in=run_in), rung)
    return Front(rung, body, pointer, name, frame, frame_style, pointer_height, height, cut)


def _frame(blocks: list[Block], rung: Rung) -> tuple[list[SetBlock], Style, float]:
    """Return the frame laid out at the size of the letter, its lines as far apart as there is room for, and the height
    of the cut under it."""
    for wider in (one for one in LADDER if one.size == rung.size and one.leading >= rung.leading):
        style = _frame_style(wider)
        laid, height = fonts().column(blocks, style)
        cut = places.FRAME_TOP + height + 2 * _PAD + places.UNDER_FRAME
        if cut <= places.CUT_LOWEST:
            break
    return laid, style, cut


def _body_fits(sheet: LetterSheet, laid: Front) -> bool:
    """Tell whether the letter ends above its signature. A short closing line may stand beside it."""
    end = places.BODY_TOP + laid.body_height
    closing = laid.body[-1]
    signature = places.BODY_BOTTOM - _signature_height(sheet, laid)
    pointer = places.BODY_BOTTOM - laid.pointer_height
    beside = len(closing.rows) == 1 and _width(closing) <= places.CLOSING
    above = end - closing.height if beside else end
    return above <= signature + 0.01 and end <= pointer + 0.01


def _signature_height(sheet: LetterSheet, laid: Front) -> float:
    signed = laid.rung.signature * MM if picture_of(sheet.look.signature) else laid.rung.leading * 0.8
    return max(laid.name.height + signed, sized(sheet.photo, *places.PHOTO)[1] if sheet.photo else 0)


def _width(one: SetBlock) -> float:
    return max(line[-1].x + line[-1].width for line in one.lines)


def _blocks(sheet: LetterSheet) -> list[Block]:
    """Return the paragraphs of the letter; in former texts, the agency's own stood after what it proposes."""
    body = list(sheet.letter.body)
    if sheet.own is not None and sheet.texts.letter in FORMER:
        body.insert(min(4, len(body) - 1), sheet.own)
    return body


def _signer(sheet: LetterSheet) -> Block:
    return Block((Run(sheet.signer, bold=True), Run(f", {sheet.role}")))


def _framed(sheet: LetterSheet, *, run_in: bool) -> list[Block]:
    title, first, *rest = sheet.letter.frame
    if run_in:
        return [Block((*title.runs, Run(" "), *first.runs)), *rest]
    return [title, first, *rest]


def _draw_body(pen: Canvas, sheet: LetterSheet, laid: Front) -> None:
    rung = laid.rung
    pen.column(LEFT, places.BODY_TOP, laid.body, _style(rung))
    top = places.BODY_BOTTOM - laid.name.height
    if png := picture_of(sheet.look.signature):
        width, height = sized(png, places.SIGNATURE[0], rung.signature * MM)
        pen.picture(png, f"signature-{len(png)}", ASIDE, top - height, width, height, alt=sheet.signer)
    pen.column(ASIDE, top, [laid.name], laid.name.style)
    if photo := sheet.photo:
        width, height = sized(photo, *places.PHOTO)
        words = f"{sheet.signer}, photo"  # so in English too
        pen.picture(photo, f"photo-{len(photo)}", RIGHT - width, places.BODY_BOTTOM - height, width, height, alt=words)
    pen.column(LEFT, places.BODY_BOTTOM - laid.pointer_height, laid.pointer, rung.pointer_style)


def _draw_frame(pen: Canvas, laid: Front, ink: Ink) -> None:
    height = laid.cut - places.UNDER_FRAME - places.FRAME_TOP
    width = places.WIDE_RIGHT - places.WIDE_LEFT
    pen.frame(places.WIDE_LEFT, places.FRAME_TOP, width, height, ink=ink, weight=1.3, radius=2 * MM)
    title, *rest = laid.frame
    style = laid.frame_style
    own_line = len(title.rows) == 1
    y = pen.column(LEFT, places.FRAME_TOP + _PAD, [title], style, bold=ink, tag="H2" if own_line else "P")
    pen.column(LEFT, y + style.gap, rest, style, ink=BLACK, bold=ink)


def _draw_marks(pen: Canvas) -> None:
    for y in places.FOLDS:
        pen.rule(places.MARK_X, places.MARK_X + places.MARK, y, ink=HAIR)
    pen.rule(places.MARK_X, places.MARK_X + places.HALF_MARK, places.HALF, ink=HAIR)


def _style(rung: Rung) -> Style:
    return Style(rung.size, rung.leading, rung.gap, RIGHT - LEFT)


def _frame_style(rung: Rung) -> Style:
    return Style(rung.size, rung.leading - 0.3, min(rung.gap * 0.5, 2.0), RIGHT - LEFT)
