"""How the letter lies on paper: nothing overlaps or leaves the sheet, no thin space opens a line, codes read back."""

import pypdfium2
import zxingcpp

from core.notices.content import compose
from core.notices.flow import pieces, words_of, wrap
from core.notices.pen import MM, PAGE_HEIGHT, PAGE_WIDTH, Pen, fonts
from core.notices.render import checked, draw, render
from tests.core.notices.samples import FACTS, SAMPLES
from tests.tables import table

Box = tuple[float, float, float, float, str]


class Spy(Pen):
    """A pen that remembers where the letters went, page by page."""

    def __init__(self) -> None:
        super().__init__(title="", author="")
        self.sheets: list[list[Box]] = [[]]

    def words(
        self, x: float, baseline: float, text: str, *, size: float, bold: bool = False, grey: float = 0.0
    ) -> None:
        width = self.fonts.measure(text.rstrip(" "), bold) * size
        self.sheets[-1].append((x, baseline - 0.68 * size, x + width, baseline + 0.1 * size, text))
        super().words(x, baseline, text, size=size, bold=bold, grey=grey)

    def turn_page(self) -> None:
        super().turn_page()
        self.sheets.append([])


@table("name", SAMPLES)
def test_nothing_overlaps_and_nothing_leaves_the_sheet(name: str) -> None:
    spy = Spy()
    draw(spy, checked(SAMPLES[name]))
    for sheet in spy.sheets:
        for at, (left, top, right, bottom, text) in enumerate(sheet):
            assert left >= 15 * MM and right <= PAGE_WIDTH - 10 * MM, text
            assert top >= 10 * MM and bottom <= PAGE_HEIGHT - 6 * MM, text
            for other in sheet[:at]:
                assert right <= other[0] + 0.1 or other[2] <= left + 0.1 or bottom <= other[1] or other[3] <= top, (
                    text,
                    other,
                )


@table("name", SAMPLES)
def test_a_thin_space_never_opens_a_line(name: str) -> None:
    letter = compose(SAMPLES[name])
    for block in (*letter.body, *letter.frame, *letter.notice, *letter.consent):
        words = words_of(block, fonts().measure)
        for width in (120.0, 240.0, 480.0):
            rows = wrap(words, size=9, width=width, measure=fonts().measure)
            lines = [pieces(row, size=9, width=width, measure=fonts().measure) for row in rows]
            assert all(line[0].text[:1] not in " \u00a0\u202f:;!?»" or not line[0].text for line in lines)
            assert all(piece.x + piece.width <= width + 0.1 + 3 for line in lines for piece in line)
            joined = "".join(piece.text for line in lines for piece in line)
            assert joined.count("\u202f") == block.text.count("\u202f")


@table("page, count", [(0, 3), (2, 1)])
def test_the_codes_read_back(page: int, count: int) -> None:
    image = pypdfium2.PdfDocument(render(FACTS).pdf)[page].render(scale=200 / 72, grayscale=True)
    lines = memoryview(bytes(memoryview(image.buffer).cast("B"))).cast("B", (image.height, image.stride))
    assert [code.text for code in zxingcpp.read_barcodes(lines)] == ["K7P-4MD"] * count
