"""Qt's print system: a letter painted page by page, and printers that are not there."""

from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat
from pypdf import PdfReader

from core.base.errors import UserError
from core.notices.binding import pictures
from core.notices.render import render
from tests.core.notices.samples import FACTS
from ui.common import printing

WIDE = 620


def _page(pdf: bytes, place: int) -> Image.Image:
    wide, high, pixels = pictures(pdf, width=WIDE)[place]
    return Image.frombytes("RGB", (wide, high), pixels, "raw", "BGRX").convert("L").reduce(3)


def test_what_is_painted_is_the_letter(tmp_path: Path, qapp: object) -> None:
    letter = render(FACTS)
    out = tmp_path / "paper.pdf"
    printing.paint("", True, letter.pdf, "Courrier", file=str(out))
    pages = PdfReader(out).pages
    assert len(pages) == letter.pages == 2
    assert [round(float(one)) for one in pages[0].mediabox[2:]] == [595, 842]
    for place in range(2):
        before, after = _page(letter.pdf, place), _page(out.read_bytes(), place)
        apart = ImageStat.Stat(ImageChops.difference(before, after.resize(before.size))).mean[0]
        other = ImageStat.Stat(ImageChops.difference(before, _page(letter.pdf, 1 - place))).mean[0]
        assert apart < other / 4, "nothing is moved, cut or scaled"


def test_a_printer_that_is_gone(qapp: object) -> None:
    with pytest.raises(UserError) as refused:
        printing.paint("Une imprimante partie", True, render(FACTS).pdf, "Courrier")
    assert refused.value.code == "PRINTER_REFUSED"


def test_printers_are_found_without_the_window(qapp: object) -> None:
    assert all(one.name for one in printing.find_printers(None))
