"""The two fonts of the paper, and blocks laid out with them: broken in rows, with the height they take."""

from collections.abc import Iterable
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

from core.base import lazy_imports
from core.base.records import Struct
from core.base.resources import resource
from core.notices.flow import Measure, Row, TextPiece, Word, pieces, words_of, wrap
from core.notices.template import Block

PLAIN, BOLD = "SourceSans3-Regular", "SourceSans3-Semibold"


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


class SetBlock(Struct, eq=False, dict=True):
    """A block broken in rows. ``tops``: distance from the top of the block to the top of each row; ``height``: of the
    whole block."""

    rows: tuple[Row, ...]
    tops: tuple[float, ...]
    height: float
    opens: bool
    style: Style
    measure: Measure

    @property
    def is_item(self) -> bool:
        """Tell whether it is an item of a list: it begins with « – »."""
        return bool(self.rows[0].words) and self.rows[0].words[0].atoms[0].text == "–"

    @cached_property
    def lines(self) -> tuple[tuple[TextPiece, ...], ...]:
        """What to draw, computed when first drawn: most layouts are only tried and never drawn."""
        size, width = self.style.size, self.style.width
        return tuple(pieces(row, size=size, width=width, measure=self.measure) for row in self.rows)


class Fonts:
    """The two weights of the font, loaded once per process: widths and glyphs."""

    def __init__(self) -> None:
        module = lazy_imports.reportlab_fonts()
        registry = module.pdfmetrics
        self._fonts = []
        for name in (PLAIN, BOLD):
            registry.registerFont(module.TTFont(name, str(resource("fonts", f"{name}.ttf"))))
            self._fonts.append(registry.getFont(name))
        self._glyphs = frozenset(self._fonts[0].face.charToGlyph) & frozenset(self._fonts[1].face.charToGlyph)
        self.measure = lru_cache(8192)(self._measure)
        self.words = lru_cache(512)(self._words)
        self.lay = lru_cache(1024)(self._lay)

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

    def _lay(self, block: Block, style: Style) -> SetBlock:
        rows = wrap(self.words(block), size=style.size, width=style.width, measure=self.measure)
        tops, height = [], 0.0
        for row in rows:
            air = style.leading * (style.tall - 1) if row.tall else 0.0
            tops.append(height + air * 0.75)
            height += style.leading + air
        return SetBlock(rows, tuple(tops), height, block.opens, style, self.measure)

    def column(
        self, blocks: Iterable[Block], style: Style, *, beside: tuple[int, float] = (0, 0.0)
    ) -> tuple[list[SetBlock], float]:
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
