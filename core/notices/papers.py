"""The controller's documents as PDF and as plain text: a title, sections, and tables that continue from page to page,
with page numbers."""

from collections.abc import Iterator, Sequence

from core.base.french import day
from core.model.paper import Grid, Paper, Section
from core.notices.canvas import BLACK, GREY, MM, PAGE_HEIGHT, PAGE_WIDTH, Canvas, Ink
from core.notices.fonts import Fonts, SetBlock, Style, fonts
from core.notices.template import Block
from core.notices.typed import one_line
from core.notices.unprinted import MARK, printable, told_of

LEFT, RIGHT = 18 * MM, PAGE_WIDTH - 18 * MM
TOP, BOTTOM = 20 * MM, PAGE_HEIGHT - 20 * MM
WIDTH = RIGHT - LEFT
_TITLE = Style(17, 21, 0, WIDTH)
_NOTICE = Style(9, 12, 3, WIDTH)
_HEAD = Style(12, 15, 0, WIDTH)
_TEXT = Style(9.5, 12.5, 3.5, WIDTH, item=2)
_CELL = Style(8, 10, 0, WIDTH)
_PAD = 1.2 * MM
_GAP = 4 * MM
_SUBJECT = "Document du responsable de traitement"


def render_paper(paper: Paper) -> bytes:
    """Return the PDF; the same paper gives the same bytes. It says where words that the font lacks are read."""
    pen = Canvas(title=paper.title, author=paper.agency, subject=_SUBJECT)
    _PaperPages(pen, paper).draw()
    return pen.finish()


def as_text(paper: Paper) -> str:
    """Return the same content as plain text, each row of a table on one line."""
    return "\n".join(_text(paper)) + "\n"


def _text(paper: Paper) -> Iterator[str]:
    yield paper.title.upper()
    yield f"{paper.agency}, {day(paper.day)}"
    if paper.notice:
        yield paper.notice
    for section in paper.sections:
        yield ""
        yield section.title
        yield "-" * len(section.title)
        yield from section.lines
        if section.grid is not None:
            yield from (_row_text(section.grid.headings, row) for row in section.grid.rows)


def _row_text(headings: Sequence[str], row: Sequence[str]) -> str:
    """Return a row with the heading before each cell, so that it can be read alone: « Règle : GDPR-02 | Référence :
    RGPD, art. 14 »."""
    sentences = [
        f"{heading}\u202f: {one_line(cell)}" for heading, cell in zip(headings, row, strict=True) if cell.strip()
    ]
    return "– " + " | ".join(sentences)


class _PaperPages:
    """The pages of one paper, filled from the top."""

    def __init__(self, pen: Canvas, paper: Paper) -> None:
        self._pen, self._paper = pen, paper
        self._fonts: Fonts = fonts()
        self._page, self._y = 1, TOP
        self._unprinted = False

    def draw(self) -> None:
        """Draw every page."""
        paper = self._paper
        self._words(paper.title, _TITLE, bold=True, tag="H1")
        self._words(f"{paper.agency}, {day(paper.day)}", _NOTICE, ink=GREY)
        if paper.notice:
            self._y += 2
            self._words(paper.notice, _NOTICE, ink=GREY)
        for section in paper.sections:
            self._section(section)
        if self._unprinted:
            self._y += _GAP
            self._words(told_of("L’écran les montre."), _NOTICE, ink=GREY)
        self._foot()
        self._pen.turn_page()

    def _section(self, section: Section) -> None:
        # A heading is never left alone at the foot of a page.
        self._need(_GAP + _HEAD.leading + 3 * _TEXT.leading)
        self._y += _GAP
        self._words(section.title, _HEAD, bold=True, tag="H2")
        self._pen.rule(LEFT, RIGHT, self._y + 1)
        self._y += 3
        for line in section.lines:
            self._y += _TEXT.gap
            self._words(line, _TEXT)
        if section.grid is not None:
            with self._pen.group("Table"):
                self._grid(section.grid)

    def _grid(self, grid: Grid) -> None:
        self._y += _GAP / 2
        self._row(grid, grid.headings, bold=True)
        for row in grid.rows:
            if self._row(grid, row):
                continue
            self._turn()
            self._row(grid, grid.headings, bold=True)
            self._row(grid, row, forced=True)

    def _row(self, grid: Grid, row: Sequence[str], *, bold: bool = False, forced: bool = False) -> bool:
        """Draw a row and return True, or draw nothing and return False when the page has no room for it; a row taller
        than a page is cut."""
        styles = [_CELL._replace(width=WIDTH * share - 2 * _PAD) for share in grid.shares]
        cells = [self._lay(cell, style, bold=bold) for cell, style in zip(row, styles, strict=True)]
        height = max(sum(block.height for block in cell) for cell in cells) + 2 * _PAD
        if not forced and not bold and self._y + height > BOTTOM:
            return False
        if bold:
            self._need(height + 3 * _CELL.leading)
        x = LEFT
        with self._pen.group("TR"):
            for cell, style, share in zip(cells, styles, grid.shares, strict=True):
                with self._pen.element("TH" if bold else "TD"):
                    self._pen.column(x + _PAD, self._y + _PAD, _fitting(cell, BOTTOM - self._y), style)
                x += WIDTH * share
        self._y = min(self._y + height, BOTTOM)
        self._pen.rule(LEFT, RIGHT, self._y, weight=0.8 if bold else 0.3)
        return True

    def _words(self, words: str, style: Style, *, bold: bool = False, ink: Ink = BLACK, tag: str = "P") -> None:
        for block in self._lay(words, style, bold=bold):
            # A paragraph may continue on the next page from any of its lines.
            for part in [block] if self._y + block.height <= BOTTOM else _rows_of(block):
                self._need(part.height)
                self._y = self._pen.column(LEFT, self._y, [part], style, ink=ink, tag=tag)

    def _lay(self, words: str, style: Style, *, bold: bool = False) -> list[SetBlock]:
        lines = words.split("\n") if words.strip() else [" "]
        return [self._fonts.lay(Block.of(self._told(line) or " ", bold=bold), style) for line in lines]

    def _told(self, line: str) -> str:
        words = printable(one_line(line))
        self._unprinted = self._unprinted or MARK in words
        return words

    def _need(self, height: float) -> None:
        if self._y + height > BOTTOM:
            self._turn()

    def _turn(self) -> None:
        self._foot()
        self._pen.turn_page()
        self._page += 1
        self._y = TOP

    def _foot(self) -> None:
        y = PAGE_HEIGHT - 10 * MM
        self._pen.words(LEFT, y, printable(f"{self._paper.agency} · {self._paper.title}"), size=7.5, ink=GREY)
        self._pen.words_right(RIGHT, y, f"Page {self._page}", size=7.5, ink=GREY)


def _rows_of(one: SetBlock) -> list[SetBlock]:
    """Return a block as several blocks of one line each."""
    leading = one.style.leading
    return [SetBlock((row,), (0.0,), leading, False, one.style, one.measure) for row in one.rows]


def _fitting(cell: Sequence[SetBlock], room: float) -> list[SetBlock]:
    """Return the lines of a cell that fit in ``room`` points."""
    rows = [row for block in cell for row in _rows_of(block)]
    return rows[: max(int((room - 2 * _PAD) / _CELL.leading), 1)]
