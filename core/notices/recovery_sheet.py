"""The recovery sheet: one page that holds the words of the register's key, a code that stands nowhere else, what to do
on a new computer, where to keep it and where not."""

from datetime import date
from functools import cache

from core.base.french import day as day_words
from core.base.records import Struct
from core.base.resources import resource
from core.notices.back import is_question
from core.notices.canvas import GREY, MM, PAGE_HEIGHT, Canvas
from core.notices.fonts import Style
from core.notices.places import LEFT, RIGHT, WIDE_LEFT, WIDE_RIGHT
from core.notices.template import Block, Context, Template, Vocabulary, parse
from core.notices.typed import one_line
from core.notices.unprinted import printable
from core.words.register import key_id_words

_VOCABULARY = Vocabulary(frozenset(("agency", "day", "key")), frozenset(("team",)), frozenset())
_SUBJECT = "Feuille de secours"
_COLUMNS = 4
_WORD_TOP, _WORD_STEP, _WORD_SIZE = 51 * MM, 8 * MM, 13.0
_CODE_TOP, _CODE_HEIGHT, _CODE_WIDTH = 107 * MM, 19 * MM, 66 * MM
_BODY_TOP, _FOOT = 133 * MM, PAGE_HEIGHT - 25 * MM
_TEXT = Style(11, 14.25, 9.5, RIGHT - LEFT, item=3)
_FINE = Style(8, 10.5, 0, RIGHT - LEFT)


class RecoverySheet(Struct, frozen=True):
    """What the sheet holds. ``words``: of the key, in order; ``known_by``: its fingerprint, 16 hex digits; ``code``: to
    type back; ``agency``: whose base it is; ``day``: when it is printed; ``team``: the key is that of a team's copies
    alone."""

    words: tuple[str, ...]
    known_by: str
    code: str
    agency: str
    day: date
    team: bool = False


def render_recovery_sheet(sheet: RecoverySheet) -> bytes:
    """Return the PDF of one page, with its structure for screen readers; the same sheet gives the same bytes."""
    agency = printable(one_line(sheet.agency)) or "Premier Contact"
    values = {"agency": agency, "day": day_words(sheet.day), "key": key_id_words(sheet.known_by)}
    title, joined, opening, code, typed, *body, fine = _text().fill(Context(values, {"team": sheet.team}))
    pen = Canvas(title=_SUBJECT, author=agency, subject=_SUBJECT)
    with pen.element("H1"):
        pen.words(LEFT, 22 * MM, title.text.removeprefix("# "), size=20, bold=True)
    with pen.element("P"):
        pen.words(LEFT, 28.5 * MM, joined.text, size=9.5, ink=GREY, widest=RIGHT - LEFT)
    pen.column(LEFT, 33 * MM, [pen.fonts.lay(opening, _TEXT)], _TEXT)
    _draw_words(pen, sheet.words)
    _draw_code(pen, sheet.code, code, typed)
    y = _BODY_TOP
    for at, block in enumerate(body):
        y += _TEXT.before(opens=block.opens) if at else 0.0
        y = pen.column(LEFT, y, [pen.fonts.lay(block, _TEXT)], _TEXT, tag="H2" if is_question(block) else "P")
    pen.column(LEFT, _FOOT, [pen.fonts.lay(fine, _FINE)], _FINE, ink=GREY)
    pen.turn_page()
    return pen.finish()


def _draw_words(pen: Canvas, words: tuple[str, ...]) -> None:
    """Draw the words in a frame, numbered from top to bottom, then to the right."""
    rows = -(-len(words) // _COLUMNS)
    width = (WIDE_RIGHT - WIDE_LEFT) / _COLUMNS
    pen.frame(
        WIDE_LEFT, _WORD_TOP, WIDE_RIGHT - WIDE_LEFT, rows * _WORD_STEP + 4 * MM, ink=GREY, weight=0.8, radius=2 * MM
    )
    for at, word in enumerate(words):
        x = LEFT + at // rows * width
        baseline = _WORD_TOP + 2 * MM + (at % rows + 0.68) * _WORD_STEP
        with pen.element("P"):
            pen.words_right(x + 5 * MM, baseline, f"{at + 1}.", size=10, ink=GREY)
            pen.words(x + 7 * MM, baseline, word, size=_WORD_SIZE, bold=True)


def _draw_code(pen: Canvas, code: str, title: Block, typed: Block) -> None:
    """Draw the code in a frame of its own, and beside it what it is for."""
    pen.frame(WIDE_LEFT, _CODE_TOP, _CODE_WIDTH, _CODE_HEIGHT, ink=GREY, weight=0.8, radius=2 * MM)
    with pen.element("H2"):
        pen.words(LEFT, _CODE_TOP + 6 * MM, title.text, size=10, bold=True)
    with pen.element("P"):
        pen.words(LEFT, _CODE_TOP + 14.5 * MM, code, size=20, bold=True)
    x = WIDE_LEFT + _CODE_WIDTH + 6 * MM
    style = _TEXT._replace(width=RIGHT - x)
    pen.column(x, _CODE_TOP + 2 * MM, [pen.fonts.lay(typed, style)], style)


@cache
def _text() -> Template:
    return parse(resource("papers", "recovery-sheet.txt").read_text(encoding="utf-8"), _VOCABULARY)
