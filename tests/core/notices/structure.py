"""What a screen reader is given of a PDF: its elements in reading order, and what is wrong with them."""

import io
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from pypdf import PdfReader
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, NumberObject

CHILDREN = {"L": {"LI"}, "LI": {"LBody"}, "Table": {"TR"}, "TR": {"TH", "TD"}}
"""What stands in a group, and nothing else."""
BLOCKS = {"H1", "H2", "P", "LBody", "TH", "TD", "Figure"}
_SHOWS = (b"Tj", b"TJ", b"'", b'"')


class Element(NamedTuple):
    """One element: its tag, its depth, and how many marks it has on its pages."""

    tag: str
    depth: int
    marks: int


class Read(NamedTuple):
    """What a document gives: its elements in order, the faults of its structure, the identifier of its metadata."""

    elements: list[Element]
    faults: list[str]
    claimed: bool


def read(pdf: bytes) -> Read:
    """Return what a screen reader is given."""
    reader = PdfReader(io.BytesIO(pdf))
    root: Any = reader.root_object
    faults: list[str] = []
    metadata = root["/Metadata"].get_object().get_data().decode() if "/Metadata" in root else ""
    elements: list[Element] = []
    marks: list[tuple[int, int]] = []
    numbers = {page.indirect_reference.idnum: at for at, page in enumerate(reader.pages) if page.indirect_reference}
    for node, depth in _nodes(root["/StructTreeRoot"]["/K"], 0):
        own = [kid for kid in _kids(node) if isinstance(kid, NumberObject)]
        marks += [(numbers[node.raw_get("/Pg").idnum], int(mark)) for mark in own]
        elements.append(Element(str(node["/S"])[1:], depth, len(own)))
        faults += _of_element(node)
    drawn = [(at, mark) for at, page in enumerate(reader.pages) for mark in _drawn(reader, page, at, faults)]
    if sorted(drawn) != sorted(marks):
        faults.append("what is drawn is not what the tree holds")
    levels = [int(one.tag[1]) for one in elements if one.tag[0] == "H"]
    if levels[:1] != [1] or any(level > before + 1 for before, level in pairwise(levels)):
        faults.append(f"titles out of order: {levels}")
    faults += _of_fonts(reader)
    title = reader.metadata.title if reader.metadata else ""
    if metadata and f">{title}<" not in metadata.replace("&amp;", "&"):
        faults.append("the title of its metadata is another")
    return Read(elements, faults, "<pdfuaid:part>1</pdfuaid:part>" in metadata)


def _nodes(node: Any, depth: int) -> Iterator[tuple[DictionaryObject, int]]:
    """Yield each element in reading order."""
    for one in node.get_object() if isinstance(node.get_object(), ArrayObject) else [node]:
        held = one.get_object()
        if isinstance(held, DictionaryObject):
            yield held, depth
            yield from _nodes(held["/K"], depth + 1)


def _kids(node: DictionaryObject) -> list[Any]:
    kids = node["/K"].get_object()
    return [kid.get_object() for kid in kids] if isinstance(kids, ArrayObject) else [kids]


def _of_element(node: DictionaryObject) -> Iterator[str]:
    tag = str(node["/S"])[1:]
    inside = {str(kid["/S"])[1:] for kid in _kids(node) if isinstance(kid, DictionaryObject)}
    if tag in CHILDREN and not (inside and inside <= CHILDREN[tag]):
        yield f"{tag} holds {sorted(inside)}"
    if tag not in CHILDREN and inside & {"LI", "LBody", "TR", "TH", "TD"}:
        yield f"{sorted(inside)} outside its group"
    if tag == "Figure" and not node.get("/Alt"):
        yield "a picture says nothing"
    if tag == "TH" and node["/A"]["/Scope"] != "/Column":  # type: ignore[index]
        yield "a heading of nothing"
    if tag in BLOCKS and not inside and not _kids(node):
        yield f"an empty {tag}"


def _drawn(reader: PdfReader, page: Any, at: int, faults: list[str]) -> Iterator[int]:
    """Yield each mark of a page; words shown outside an element are a fault, but for the foot of a page."""
    marks: list[str | int] = []
    low = False
    for operands, operator in ContentStream(page["/Contents"].get_object(), reader).operations:
        if operator in (b"BMC", b"BDC"):
            marks.append(int(operands[1]["/MCID"]) if operator == b"BDC" else str(operands[0]))
            if operator == b"BDC":
                yield int(operands[1]["/MCID"])
        elif operator == b"EMC":
            marks.pop()
        elif operator == b"Tm":
            low = float(operands[5]) < 40
        elif operator in _SHOWS and (len(marks) != 1 or (marks == ["/Artifact"] and not low)):
            faults.append(f"page {at + 1}: words outside an element")


def _of_fonts(reader: PdfReader) -> Iterator[str]:
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():  # type: ignore[attr-defined]
            held = font.get_object()
            if "/ToUnicode" not in held or "/FontFile2" not in held["/FontDescriptor"]:
                yield f"{held['/BaseFont']} is not whole"
