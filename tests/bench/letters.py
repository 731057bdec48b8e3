"""How long the file of 1 000 letters takes that the program prints, against a bare canvas that draws the same strings.

Run by name: ``python -m tests.bench.letters [count]``. Nothing here is asserted.
"""

import resource
import sys
import time
from collections.abc import Callable, Sequence
from io import BytesIO
from statistics import median

from reportlab.pdfgen import canvas as reportlab_canvas

from core.base.records import replace
from core.model.letter import LetterFacts
from core.notices.canvas import BLACK, PAGE_HEIGHT, Canvas, Ink
from core.notices.fonts import BOLD, PLAIN, SetBlock, Style, fonts
from core.notices.render import checked, draw_letter, write_batch
from tests.core.notices.samples import FACTS

RUNS = 5
Drawn = tuple[float, float, str, float, bool]


def main() -> None:
    """Print both times and their ratio, medians of five runs taken in turn, and the memory."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    letters = [
        replace(
            FACTS,
            reference=f"K{at % 7 + 2}P-{at:03d}",
            last_name=f"Lefèvre{at}",
            address=f"{at} rue des Mûriers",
        )
        for at in range(count)
    ]
    pages = _strings(letters[0])
    strings = sum(map(len, pages))
    ours, bare = [], []
    for _ in range(RUNS):
        ours.append(_timed(lambda: _written(letters)))
        bare.append(_timed(lambda: _bare(pages, count)))
    size = len(_written(letters))
    print(
        f"{count} letters, {strings} strings each: {median(ours):.2f} s, bare canvas {median(bare):.2f} s, "
        f"ratio {median(ours) / median(bare):.2f}; {size / count / 1024:.1f} KiB a letter; "
        f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB"
    )


def _written(letters: list[LetterFacts]) -> bytes:
    out = BytesIO()
    write_batch(letters, out)
    return out.getvalue()


class Spy(Canvas):
    """A pen that remembers each string of each page."""

    def __init__(self) -> None:
        super().__init__(title="", author="")
        self.pages: list[list[Drawn]] = [[]]

    def words(
        self, x: float, baseline: float, text: str, *, size: float, bold: bool = False, ink: Ink = BLACK,
        widest: float = 0.0,
    ) -> None:  # fmt: skip
        """Remember one string."""
        self.pages[-1].append((x, PAGE_HEIGHT - baseline, text, size, bold))

    def column(
        self, x: float, top: float, laid: Sequence[SetBlock], style: Style, *, ink: Ink = BLACK,
        bold: Ink | None = None, tag: str = "P",
    ) -> float:  # fmt: skip
        """Remember the strings of a column."""
        for one in laid:
            for line, offset in zip(one.lines, one.tops, strict=True):
                for piece in line:
                    if piece.text:
                        self.words(x + piece.x, top + offset, piece.text, size=style.size, bold=piece.bold)
        return super().column(x, top, laid, style, ink=ink, bold=bold, tag=tag)

    def turn_page(self) -> None:
        """Begin the next page."""
        super().turn_page()
        self.pages.append([])


def _strings(letter: LetterFacts) -> list[list[Drawn]]:
    spy = Spy()
    draw_letter(spy, checked(letter))
    return spy.pages[:-1]


def _bare(pages: list[list[Drawn]], count: int) -> bytes:
    fonts()
    buffer = BytesIO()
    canvas = reportlab_canvas.Canvas(buffer, invariant=1, pageCompression=1)
    for _ in range(count):
        for page in pages:
            for x, y, text, size, bold in page:
                canvas.setFont(BOLD if bold else PLAIN, size)
                canvas.drawString(x, y, text)
            canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _timed(work: Callable[[], bytes]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
