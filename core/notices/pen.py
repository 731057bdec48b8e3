"""The two fonts and the PDF being written: lays blocks out, then draws them, in points from the top of the page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from io import BytesIO
from typing import Any, NamedTuple

from core.base import heavy
from core.base.resources import resource
from core.notices.flow import BOX, BOX_SCALE, Measure, Piece, Row, Word, pieces, words_of, wrap
from core.notices.template import Block

MM = 72 / 25.4
PAGE_WIDTH, PAGE_HEIGHT = 210 * MM, 297 * MM
GREY = 0.35
HAIR = 0.55
"""Grey of secondary words (7:1 on white) and of rules."""

SUBJECT = "Courrier de premier contact et information sur les données (RGPD, art. 14)"

_PLAIN, _BOLD = "SourceSans3-Regular", "SourceSans3-Semibold"


class Style(NamedTuple):
    """How blocks are laid out, in points. ``gap``: space before a paragraph. ``item``: space before a line that does
    not begin one. ``tall``: line height of a line to write on or to tick, as a multiple of the usual one."""

    size: float
    leading: float
    gap: float
    width: float
    item: float = 0.0
    tall: float = 1.6

    def before(self, *, opens: bool) -> float:
        """Return the space above a block."""
        return self.gap if opens else self.item


@dataclass(eq=False)
class Set:
    """A block broken in rows. ``tops``: distance from the top of the block to the top of each row; ``height``: of the
    whole block."""

    rows: tuple[Row, ...]
    tops: tuple[float, ...]
    height: float
    opens: bool
    style: Style
    measure: Measure

    @cached_property
    def lines(self) -> tuple[tuple[Piece, ...], ...]:
        """What to draw, computed when first drawn: most layouts are only tried and never drawn."""
        size, width = self.style.size, self.style.width
        return tuple(pieces(row, size=size, width=width, measure=self.measure) for row in self.rows)


class Fonts:
    """The two weights of the font, loaded once per process: widths and glyphs."""

    def __init__(self) -> None:
        module = heavy.reportlab_fonts()
        registry = module.pdfmetrics
        self._fonts = []
        for name in (_PLAIN, _BOLD):
            registry.registerFont(module.TTFont(name, str(resource("fonts", f"{name}.ttf"))))
            self._fonts.append(registry.getFont(name))
        self._glyphs = frozenset(self._fonts[0].face.charToGlyph) & frozenset(self._fonts[1].face.charToGlyph)
        self.measure = lru_cache(8192)(self._measure)
        self.words = lru_cache(1024)(self._words)
        self.lay = lru_cache(4096)(self._lay)

    def lacks(self, text: str) -> bool:
        """Tell whether a letter of ``text`` has no glyph, or cannot be printed."""
        return (
            not self._glyphs.issuperset(map(ord, text))
            or not text.replace("\u202f", " ").replace("\u00a0", " ").isprintable()
        )

    def _measure(self, text: str, bold: bool) -> float:
        return float(self._fonts[bold].stringWidth(text, 1))

    def _words(self, block: Block) -> tuple[Word, ...]:
        return words_of(block, self.measure)

    def _lay(self, block: Block, style: Style) -> Set:
        rows = wrap(self.words(block), size=style.size, width=style.width, measure=self.measure)
        tops, height = [], 0.0
        for row in rows:
            air = style.leading * (style.tall - 1) if row.tall else 0.0
            tops.append(height + air * 0.75)
            height += style.leading + air
        return Set(rows, tuple(tops), height, block.opens, style, self.measure)

    def column(
        self, blocks: Iterable[Block], style: Style, *, beside: tuple[int, float] = (0, 0.0)
    ) -> tuple[list[Set], float]:
        """Return the blocks laid out one under the other, and their whole height.

        ``beside``: (how many blocks, points): the first blocks leave that width free on the right, for a code drawn
        beside them.
        """
        count, room = beside
        narrow = style._replace(width=style.width - room)
        laid = [self.lay(block, narrow if at < count else style) for at, block in enumerate(blocks)]
        return laid, sum(one.height for one in laid) + sum(style.before(opens=one.opens) for one in laid[1:])


@cache
def fonts() -> Fonts:
    """Return the fonts of this process."""
    return Fonts()


class Pen:
    """Writes one PDF document."""

    def __init__(self, *, title: str, author: str, subject: str = SUBJECT) -> None:
        self._buffer = BytesIO()
        self.fonts = fonts()
        library = heavy.reportlab_canvas()
        library.rl_config.useA85 = 0  # binary streams: a fifth smaller and faster
        size = (PAGE_WIDTH, PAGE_HEIGHT)
        # Invariant: no clock and no random identifier, so the same facts give the same bytes and the hash is proof.
        self._canvas: Any = library.Canvas(
            self._buffer, pagesize=size, invariant=1, pageCompression=1, lang="fr-FR", initialFontName=_PLAIN
        )
        self._canvas.setTitle(title)
        self._canvas.setAuthor(author)
        self._canvas.setSubject(subject)
        self._canvas.setCreator("Premier Contact")
        self._text: Any = self._canvas.beginText()
        self._font: tuple[bool, float] | None = None
        self._grey = -1.0

    def words(
        self, x: float, baseline: float, text: str, *, size: float, bold: bool = False, grey: float = 0.0
    ) -> None:
        """Write ``text`` starting at ``x``; ``baseline``: distance from the top of the page."""
        if self._font != (bold, size):
            self._font = (bold, size)
            self._text.setFont(_BOLD if bold else _PLAIN, size)
        if self._grey != grey:
            self._grey = grey
            self._text.setFillGray(grey)
        self._text.setTextOrigin(x, PAGE_HEIGHT - baseline)
        self._text.textOut(text)

    def words_right(
        self, right: float, baseline: float, text: str, *, size: float, bold: bool = False, grey: float = 0.0
    ) -> None:
        """Write ``text`` ending at ``right``."""
        self.words(right - self.fonts.measure(text, bold) * size, baseline, text, size=size, bold=bold, grey=grey)

    def column(self, x: float, top: float, laid: Sequence[Set], style: Style, *, grey: float = 0.0) -> float:
        """Write blocks one under the other from ``top`` and return where the last one ends."""
        for at, one in enumerate(laid):
            top += style.before(opens=one.opens) if at else 0.0
            for line, offset in zip(one.lines, one.tops, strict=True):
                self._line(x, top + offset + style.leading * 0.5 + style.size * 0.33, line, style, grey)
            top += one.height
        return top

    def _line(self, x: float, baseline: float, line: tuple[Piece, ...], style: Style, grey: float) -> None:
        for piece in line:
            if piece.text == BOX:
                self.words(x + piece.x, baseline + style.size * 0.06, BOX, size=style.size * BOX_SCALE)
            elif piece.text:
                self.words(x + piece.x, baseline, piece.text, size=style.size, bold=piece.bold, grey=grey)
            else:
                self.rule(x + piece.x + 1, x + piece.x + piece.width - 1, baseline + 1.5)

    def rule(self, left: float, right: float, y: float, *, dash: tuple[float, ...] = (), weight: float = 0.4) -> None:
        """Draw a horizontal line."""
        self._stroke(weight, dash)
        self._canvas.line(left, PAGE_HEIGHT - y, right, PAGE_HEIGHT - y)

    def upright(self, x: float, top: float, bottom: float, *, dash: tuple[float, ...] = ()) -> None:
        """Draw a vertical line."""
        self._stroke(0.4, dash)
        self._canvas.line(x, PAGE_HEIGHT - top, x, PAGE_HEIGHT - bottom)

    def frame(self, x: float, top: float, width: float, height: float) -> None:
        """Draw a rectangle."""
        self._stroke(0.9, ())
        self._canvas.setStrokeGray(0.15)
        self._canvas.rect(x, PAGE_HEIGHT - top - height, width, height)

    def code(self, text: str, x: float, top: float, side: float) -> None:
        """Draw the QR code of ``text``, ``side`` points wide, without a quiet zone: the caller leaves four modules
        around it."""
        rows, name = _modules(text), f"code-{text}"
        if not self._canvas.hasForm(name):
            self._canvas.beginForm(name, 0, 0, len(rows), len(rows))
            path = self._canvas.beginPath()
            for at, row in enumerate(rows, start=1):
                for start, length in row:
                    path.rect(start, len(rows) - at, length, 1)
            self._canvas.drawPath(path, stroke=0, fill=1)
            self._canvas.endForm()
        self._canvas.saveState()
        self._canvas.transform(side / len(rows), 0, 0, side / len(rows), x, PAGE_HEIGHT - top - side)
        self._canvas.doForm(name)
        self._canvas.restoreState()

    def turn_page(self) -> None:
        """End this page and begin the next."""
        self._canvas.drawText(self._text)
        self._canvas.showPage()
        self._text, self._font, self._grey = self._canvas.beginText(), None, -1.0

    def finish(self) -> bytes:
        """Return the bytes of the document; nothing can be written after it."""
        self._canvas.save()
        return self._buffer.getvalue()

    def _stroke(self, weight: float, dash: tuple[float, ...]) -> None:
        self._canvas.setLineWidth(weight)
        self._canvas.setStrokeGray(HAIR)
        self._canvas.setDash(list(dash))


@lru_cache(64)
def _modules(text: str) -> tuple[tuple[tuple[int, int], ...], ...]:
    """Return, for each row of the QR code, its dark runs as (start, length)."""
    matrix = heavy.segno().make_qr(text, error="m", mask=2, boost_error=False).matrix
    return tuple(tuple(_dark_runs(row)) for row in matrix)


def _dark_runs(row: Iterable[int]) -> Iterable[tuple[int, int]]:
    start = length = 0
    for at, dark in enumerate(row):
        if dark:
            start, length = (start, length + 1) if length else (at, 1)
        elif length:
            yield start, length
            length = 0
    if length:
        yield start, length
