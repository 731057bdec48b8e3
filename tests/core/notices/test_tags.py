"""What is written here of the structure of a PDF is, to the byte, what reportlab would write of it: a letter made by an
older program is drawn again the same."""

import re
from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from core.notices.tags import Element, Tags, array
from tests.tables import table


@table("count", [0, 1, 10, 11, 20, 23])
def test_a_list_of_any_length(count: int) -> None:
    parts = [f"{one} 0 R" for one in range(count)]
    assert array(parts).encode() == pdfdoc.PDFArray(parts).format(pdfdoc.PDFDocument())


@table("alt, page", [("", ""), ("(Logo \\351)", ""), ("", "7 0 R"), ("(Logo)", "7 0 R")])
def test_an_element(alt: str, page: str) -> None:
    asked = {"Type": "/StructElem", "S": "/TD", "P": "3 0 R", "K": "[ 4 ]", "Alt": alt, "Pg": page}
    library = pdfdoc.PDFDictionary({key: value for key, value in asked.items() if value})
    assert Element("TD", "3 0 R", ["4"], alt, page).told() == library.format(pdfdoc.PDFDocument())


def test_a_tree_is_tied_to_its_pages_and_groups() -> None:
    canvas: Any = Canvas("", invariant=1)
    tags = Tags(canvas)
    drawn = [tags.open("H1")]
    with tags.group("Table"), tags.group("TR"):
        drawn.append(tags.open("TD", alt="Plan « é »"))
    for more in (True, False):
        canvas.showPage()
        tags.turn_page()
        drawn += [tags.open("P")] if more else []
    tags.finish()
    assert drawn == ["/H1 <</MCID 0>> BDC", "/TD <</MCID 1>> BDC", "/P <</MCID 0>> BDC"]
    written = re.findall(rb"(\d+) 0 obj\n(?:<<\n)?(.*)\n", canvas.getpdfdata())
    pages = {9, 11}
    assert [(int(at), one.decode()) for at, one in written if 3 <= int(at) <= 14 and int(at) not in pages] == [
        (3, "/K [ 4 0 R ] /ParentTree 14 0 R /ParentTreeNextKey 2 /Type /StructTreeRoot"),
        (4, "/K [ 5 0 R 6 0 R 10 0 R ] /P 3 0 R /S /Document /Type /StructElem"),
        (5, "/K [ 0 ] /P 4 0 R /Pg 9 0 R /S /H1 /Type /StructElem"),
        (6, "/K [ 7 0 R ] /P 4 0 R /S /Table /Type /StructElem"),
        (7, "/K [ 8 0 R ] /P 6 0 R /S /TR /Type /StructElem"),
        (8, "/Alt (Plan \\253 \\351 \\273) /K [ 1 ] /P 7 0 R /Pg 9 0 R /S /TD /Type /StructElem"),
        (10, "/K [ 0 ] /P 4 0 R /Pg 11 0 R /S /P /Type /StructElem"),
        (12, "[ 5 0 R 8 0 R ]"), (13, "[ 10 0 R ]"), (14, "/Nums [ 0 12 0 R 1 13 0 R ]"),
    ]  # fmt: skip
