"""The readable copy of a person's data: the letter first, then the data, then the rules, on as many pages as needed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from core.model.letter import LetterFacts
from core.notices.faces import Set, Style, fonts
from core.notices.fields import context
from core.notices.pen import GREY, MM, PAGE_HEIGHT, PAGE_WIDTH, Pen
from core.notices.replies import Message
from core.notices.template import Block, Run
from core.notices.texts import text

LEFT, TOP, BOTTOM = 20 * MM, 20 * MM, PAGE_HEIGHT - 20 * MM
WIDTH = PAGE_WIDTH - 2 * LEFT
HEAD = Style(14, 18, 14, WIDTH)
TITLE = Style(11.5, 15, 10, WIDTH)
TEXT = Style(9.5, 12.5, 4.5, WIDTH, item=2)
SUBJECT = "Copie des données d’une personne (RGPD, art. 15)"
_WHO, _WHENCE, _WHY = "1. ", "2. ", "4. "
"""Questions of the notice: what lies between the second and the fourth is said by the data themselves."""
_ELSEWHERE = "\u202f: voir l’encadré de la page 1"


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A heading and the lines under it."""

    title: str
    lines: tuple[str, ...]


def render_access_sheet(letter: Message, parts: Sequence[SheetPart], rules: Sequence[Block], *, author: str) -> bytes:
    """Return the PDF; the same values give the same bytes. Characters the font lacks print as « ? »; the JSON given
    with it has them."""
    pen = Pen(title=letter.subject, author=author, subject=SUBJECT)
    sheet = _Sheet(pen, author)
    sheet.write(Block.of(letter.subject[:1].upper() + letter.subject[1:], bold=True), HEAD)
    for block in letter.blocks:
        sheet.write(block, TEXT)
    sheet.turn()
    for part in parts:
        sheet.heading(part.title)
        for line in part.lines:
            sheet.write(Block.of(line), TEXT)
    for block in rules:
        if block.opens and block.runs[0].bold and len(block.runs) == 1:
            sheet.heading(block.text)
        else:
            sheet.write(block, TEXT)
    sheet.end()
    pen.turn_page()
    return pen.finish()


def rules(facts: LetterFacts) -> list[Block]:
    """Return the parts of the notice that hold for every person: why, on what ground, who sees the data, how long,
    which rights."""
    said_elsewhere = replace(context(facts), lines={"origins": (), "audiences": ()})
    *blocks, _version = text("notice-2/whole").fill(said_elsewhere)
    who, whence, why = (
        next(at for at, block in enumerate(blocks) if block.text.startswith(question))
        for question in (_WHO, _WHENCE, _WHY)
    )
    return [_here(block) for block in (*blocks[who:whence], *blocks[why:])]


def _here(block: Block) -> Block:
    """Return a line of the notice without its number and without the reference to another page, which this copy does
    not have."""
    runs = [Run(run.text.replace(_ELSEWHERE, ""), run.bold) for run in block.runs]
    if runs[0].bold and runs[0].text[:1].isdigit():
        runs[0] = Run(runs[0].text.partition(". ")[2], bold=True)
    return Block(tuple(runs), block.opens)


class _Sheet:
    """Writes blocks down the pages and starts a new page when one is full; a heading stays with the line after it."""

    def __init__(self, pen: Pen, agency: str) -> None:
        self._pen = pen
        self._agency = agency
        self._page = 1
        self._y = TOP
        self._waiting: Set | None = None

    def heading(self, title: str) -> None:
        """Keep a heading to be written with the next line."""
        self._waiting = self._pen.fonts.lay(_printable(Block.of(title, bold=True)), TITLE)

    def write(self, block: Block, style: Style) -> None:
        """Write one block, on several pages when it is too long for one."""
        laid = self._pen.fonts.lay(_printable(block), style)
        head = self._waiting
        first = laid.style.leading + (TITLE.gap + head.height if head is not None else 0.0)
        if self._y + style.before(opens=block.opens) + first > BOTTOM:
            self.turn()
        if head is not None:
            self._put(head, TITLE, opens=True)
            self._waiting = None
        if self._y + laid.height > BOTTOM:
            self._put_long(laid, style)
        else:
            self._put(laid, style, opens=block.opens)

    def turn(self) -> None:
        """End this page and begin the next."""
        self.end()
        self._pen.turn_page()
        self._page += 1
        self._y = TOP

    def end(self) -> None:
        """Write the foot of this page and end it."""
        self._pen.words(LEFT, BOTTOM + 9 * MM, self._agency, size=8, ink=GREY)
        self._pen.words_right(LEFT + WIDTH, BOTTOM + 9 * MM, f"Page {self._page}", size=8, ink=GREY)

    def _put(self, laid: Set, style: Style, *, opens: bool) -> None:
        self._y += style.before(opens=opens) if self._y > TOP else 0.0
        self._y = self._pen.column(LEFT, self._y, [laid], style)

    def _put_long(self, laid: Set, style: Style) -> None:
        for rows in _slices(laid, BOTTOM - self._y - style.gap, BOTTOM - TOP):
            if rows is not laid and self._y > TOP and self._y + rows.height > BOTTOM:
                self.turn()
            self._put(rows, style, opens=True)


def _slices(laid: Set, first: float, rest: float) -> Iterator[Set]:
    """Yield the rows of a long block in parts that each fit a page: ``first`` points for the first, ``rest`` for the
    others."""
    leading, start, room = laid.style.leading, 0, first
    while start < len(laid.rows):
        count = max(1, int(room // leading))
        rows = laid.rows[start : start + count]
        tops = tuple(top * leading for top in range(len(rows)))
        yield Set(rows, tops, len(rows) * leading, laid.opens, laid.style, laid.measure)
        start, room = start + count, rest


def _printable(block: Block) -> Block:
    known = fonts()
    runs = tuple(
        Run("".join("?" if known.lacks(letter) else letter for letter in run.text), run.bold)
        if known.lacks(run.text)
        else run
        for run in block.runs
    )
    return Block(runs, block.opens)
