"""Qt's print system: a letter painted page by page, and printers that are not there."""

from pathlib import Path

from PIL import Image, ImageChops, ImageStat
from pypdf import PdfReader

from core.notices.binding import pictures
from core.notices.render import render
from tests.core.notices.samples import FACTS
from tests.failing import fails_with
from ui.common import printing

WIDE = 620


def _pages(pdf: bytes) -> list[Image.Image]:
    return [
        Image.frombytes("RGB", (wide, high), pixels, "raw", "BGRX").convert("L").reduce(3)
        for wide, high, pixels in pictures(pdf, width=WIDE)
    ]


def test_what_is_painted_is_the_letter(tmp_path: Path, qapp: object) -> None:
    letter = render(FACTS)
    out = tmp_path / "paper.pdf"
    printing.paint("", True, letter.pdf, "Courrier", file=str(out))
    pages = PdfReader(out).pages
    assert len(pages) == letter.pages == 2
    assert [round(float(one)) for one in pages[0].mediabox[2:]] == [595, 842]
    given, painted = _pages(letter.pdf), _pages(out.read_bytes())
    other = ImageStat.Stat(ImageChops.difference(*given)).mean[0]
    for before, after in zip(given, painted, strict=True):
        apart = ImageStat.Stat(ImageChops.difference(before, after.resize(before.size))).mean[0]
        assert apart < other / 4, "nothing is moved, cut or scaled"


def test_a_printer_that_is_gone(qapp: object) -> None:
    with fails_with("PRINTER_REFUSED"):
        printing.paint("Une imprimante partie", True, render(FACTS).pdf, "Courrier")


def test_printers_are_found_without_the_window(qapp: object) -> None:
    assert all(one.name for one in printing.find_printers(None))
