"""The answer to a person on the agency's paper: head, address in the window, subject, text, mentions at the foot."""

from collections.abc import Sequence

from core.base.records import Struct
from core.notices import places
from core.notices.canvas import GREY, MM, PAGE_HEIGHT, Canvas
from core.notices.flowing import BOTTOM, LEFT, WIDTH, Running
from core.notices.fonts import Style
from core.notices.head import draw_head
from core.notices.replies import ReplyMessage
from core.notices.sheet import SheetHead
from core.notices.template import Block, Context
from core.notices.texts import text

SUBJECT = "Réponse à une demande (RGPD, art. 12)"
TEXT = Style(11, 14.3, 5.6, WIDTH, item=2)
_FOOT = Style(7.5, 9.1, 0, WIDTH)
_CLOSING = "replies/closing-1"


class AnswerLetter(Struct, frozen=True):
    """A message and the paper it is written on. ``head``: with the address of whoever it goes to; ``foot``: the other
    mentions of the agency; ``salutation``: « Madame Lefèvre », for the closing words."""

    message: ReplyMessage
    head: SheetHead
    foot: Block
    salutation: str


def render_answer(answer: AnswerLetter) -> bytes:
    """Return the PDF, with its structure for screen readers; the same values give the same bytes. Raises UserError
    LETTER_TOO_LONG when the head or the mentions find no room."""
    pen = Canvas(title=_title(answer.message), author=answer.head.name, subject=SUBJECT)
    draw_answer(pen, answer).end()
    pen.turn_page()
    return pen.finish()


def draw_answer(pen: Canvas, answer: AnswerLetter) -> Running:
    """Draw an answer and return the pages it is written on, to be gone on with."""
    draw_head(pen, answer.head)
    foot = pen.fonts.lay(answer.foot, _FOOT)
    top = PAGE_HEIGHT - 17 * MM - foot.height
    pen.column(LEFT, top, [foot], _FOOT, ink=GREY)
    running = Running(pen, answer.head.name, top=places.BODY_TOP, bottom=min(top - 4 * MM, BOTTOM))
    for block in _closed(answer.message.blocks, answer.salutation):
        running.write(block, TEXT)
    return running


def _closed(blocks: Sequence[Block], salutation: str) -> list[Block]:
    """Return the blocks of a letter with the closing words that an e-mail does without, above the signature."""
    *body, signature = blocks
    return [*body, *text(_CLOSING).fill(Context({"salutation": salutation}, {})), signature]


def _title(message: ReplyMessage) -> str:
    return message.subject[:1].upper() + message.subject[1:]
