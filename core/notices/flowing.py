"""Blocks written down the pages, one after the other, for documents of any length: a heading stays with the line after
it, and each page says whose document it is and its number."""

from collections.abc import Iterator

from core.notices.canvas import GREY, MM, PAGE_HEIGHT, PAGE_WIDTH, Canvas
from core.notices.fonts import SetBlock, Style
from core.notices.template import Block
from core.notices.unprinted import printable, printable_block

LEFT, TOP, BOTTOM = 20 * MM, 20 * MM, PAGE_HEIGHT - 20 * MM
WIDTH = PAGE_WIDTH - 2 * LEFT
TITLE = Style(11.5, 15, 10, WIDTH)


class Running:
    """Writes from ``top`` of the present page to ``bottom``, then on new pages, with what stands for the words that the
    font lacks (:mod:`core.notices.unprinted`)."""

    def __init__(self, pen: Canvas, agency: str, *, top: float = TOP, bottom: float = BOTTOM) -> None:
        self._pen = pen
        self._agency = agency
        self._page = 1
        self._y = self._top = top
        self._bottom = bottom
        self._waiting: SetBlock | None = None

    def heading(self, title: str) -> None:
        """Keep a heading to be written with the next line."""
        self._waiting = self._pen.fonts.lay(printable_block(Block.of(title, bold=True)), TITLE)

    def write(self, block: Block, style: Style, *, tag: str = "P") -> None:
        """Write one block, on several pages when it is too long for one."""
        laid = self._pen.fonts.lay(printable_block(block), style)
        head = self._waiting
        first = laid.style.leading + (TITLE.gap + head.height if head is not None else 0.0)
        if self._y + style.before(opens=block.opens) + first > self._bottom:
            self.turn()
        if head is not None:
            self._put(head, TITLE, opens=True, tag="H2")
            self._waiting = None
        if self._y + laid.height > self._bottom:
            self._put_long(laid, style, tag)
        else:
            self._put(laid, style, opens=block.opens, tag=tag)

    def turn(self) -> None:
        """End this page and begin the next."""
        self.end()
        self._pen.turn_page()
        self._page += 1
        self._y = self._top = TOP
        self._bottom = BOTTOM

    def end(self) -> None:
        """Write the foot of this page and end it."""
        self._pen.words(LEFT, BOTTOM + 9 * MM, printable(self._agency), size=8, ink=GREY)
        self._pen.words_right(LEFT + WIDTH, BOTTOM + 9 * MM, f"Page {self._page}", size=8, ink=GREY)

    def _put(self, laid: SetBlock, style: Style, *, opens: bool, tag: str) -> None:
        self._y += style.before(opens=opens) if self._y > self._top else 0.0
        self._y = self._pen.column(LEFT, self._y, [laid], style, tag=tag)

    def _put_long(self, laid: SetBlock, style: Style, tag: str) -> None:
        for rows in _slices(laid, self._bottom - self._y - style.gap, BOTTOM - TOP):
            if rows is not laid and self._y > self._top and self._y + rows.height > self._bottom:
                self.turn()
            self._put(rows, style, opens=True, tag=tag)


def _slices(laid: SetBlock, first: float, rest: float) -> Iterator[SetBlock]:
    """Yield the rows of a long block in parts that each fit a page: ``first`` points for the first, ``rest`` for the
    others."""
    leading, start, room = laid.style.leading, 0, first
    while start < len(laid.rows):
        count = max(1, int(room // leading))
        rows = laid.rows[start : start + count]
        tops = tuple(top * leading for top in range(len(rows)))
        yield SetBlock(rows, tops, len(rows) * leading, laid.opens, laid.style, laid.measure)
        start, room = start + count, rest
