"""How long 1 000 letters take, against a bare canvas that draws the same number of strings in the same font.

Run by name: ``python -m tests.bench.letters [count]``. Nothing here is asserted.
"""

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from statistics import median

from reportlab.pdfgen.canvas import Canvas

from core.model.letter import LetterFacts
from core.notices.pen import Pen, fonts
from core.notices.render import checked, draw, render_batch
from tests.core.notices.samples import FACTS


def main() -> None:
    """Print both times and their ratio, medians of three runs."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    letters = [
        replace(
            FACTS,
            reference=f"K{at:04d}",
            last_name=f"Lefèvre{at}",
            address=f"{at} rue des Mûriers",
            origins=tuple(replace(one, reference=f"R{at}") for one in FACTS.origins),
        )
        for at in range(count)
    ]
    strings = _strings(letters[0])
    ours = median(_timed(lambda: render_batch(letters).pdf) for _ in range(3))
    bare = median(_timed(lambda: _bare(strings, count)) for _ in range(3))
    print(
        f"{count} letters, {len(strings)} strings each: {ours:.2f} s, bare canvas {bare:.2f} s, ratio {ours / bare:.2f}"
    )


def _strings(letter: LetterFacts) -> list[tuple[float, float, str, float]]:
    found: list[tuple[float, float, str, float]] = []

    class Spy(Pen):
        def words(
            self, x: float, baseline: float, text: str, *, size: float, bold: bool = False, grey: float = 0.0
        ) -> None:
            found.append((x, baseline, text, size))

    draw(Spy(title="", author=""), checked(letter))
    return found


def _bare(strings: list[tuple[float, float, str, float]], count: int) -> bytes:
    fonts()
    buffer = BytesIO()
    canvas = Canvas(buffer, invariant=1, pageCompression=1)
    third = len(strings) // 3
    for _ in range(count):
        for page in range(3):
            for x, y, text, size in strings[page * third : (page + 1) * third]:
                canvas.setFont("SourceSans3-Regular", size)
                canvas.drawString(x, 842 - y, text)
            canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _timed(work: Callable[[], bytes]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
