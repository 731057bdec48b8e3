"""The structure of a PDF for screen readers (ISO 32000-1, 14.7 and 14.8): titles, paragraphs, tables, figures.

reportlab writes none, so the tree is built here of its objects. What is drawn outside an element is an artifact: rules,
frames, page numbers.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from core.base import heavy
from core.base.records import Struct


class Element(Struct):
    """One element, or a group of them. ``kids``: the number in its page of what it holds, or how those inside it are
    named; ``name``: its own among the objects of the file; ``named``: how the others name it, « 12 0 R »."""

    tag: str
    parent: str
    kids: list[str]
    alt: str = ""
    page: str = ""
    name: str = ""
    named: str = ""

    def told(self) -> bytes:
        """Return what the file says of it."""
        alt, page = self.alt and f"/Alt {self.alt} ", self.page and f"/Pg {self.page} "
        said = f"{alt}/K {array(self.kids)} /P {self.parent} {page}/S /{self.tag} /Type /StructElem"
        return f"<<\n{said}\n>>".encode("latin-1")


def array(parts: Sequence[str]) -> str:
    """Return a list of the format, ten parts on a line."""
    lines = (" ".join(parts[at : at + 10]) for at in range(0, len(parts), 10))
    return "[ " + " \n  ".join(lines) + " ]"


class Tags:
    """The tree of one document. Elements are opened one after the other; a group holds those opened inside it.

    They are written here: reportlab took for them a quarter of the time of a letter."""

    def __init__(self, canvas: Any) -> None:
        self._canvas = canvas
        self._pdf = heavy.reportlab_document()
        self._document: Any = canvas._doc
        self._tree = self._pdf.PDFDictionary({"Type": self._pdf.PDFName("StructTreeRoot")})
        self._elements: list[Element] = []
        self._groups = [self._element("Document", self._said(self._document.Reference(self._tree)))]
        self._page: list[Element] = []
        self._pages: list[list[Element]] = []

    def open(self, tag: str, alt: str = "") -> str:
        """Return the operator that opens an element of this page: H1, H2, P, Figure, TH, TD, Lbl."""
        number = len(self._page)
        element = self._inside(tag)
        element.kids.append(str(number))
        if alt:
            element.alt = self._said(self._pdf.PDFString(alt))
        self._page.append(element)
        return f"/{tag} <</MCID {number}>> BDC"

    @contextmanager
    def group(self, tag: str) -> Iterator[None]:
        """Make one group of all that is opened inside: Table, TR."""
        self._groups.append(self._inside(tag))
        yield
        self._groups.pop()

    def turn_page(self) -> None:
        """Tie the elements of the page just written to it."""
        page = self._document.Pages.pages[-1]
        for element in self._page:
            element.page = self._said(self._document.Reference(page))
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents"]
        page.StructParents = len(self._pages)
        page.Tabs = self._pdf.PDFName("S")
        self._pages.append(self._page)
        self._page = []

    def finish(self) -> None:
        """Tie the tree to the document."""
        numbers: list[Any] = []
        for at, elements in enumerate(self._pages):
            told = array([self._named(one) for one in elements]).encode()
            numbers += [at, self._document.Reference(told, f"Tags{at}")]
        self._tree.dict["K"] = self._pdf.PDFArray([self._named(self._elements[0])])
        parents = self._pdf.PDFDictionary({"Nums": self._pdf.PDFArray(numbers)})
        self._tree.dict["ParentTree"] = self._document.Reference(parents)
        self._tree.dict["ParentTreeNextKey"] = len(self._pages)
        self._document.Catalog.StructTreeRoot = self._tree
        self._document.Catalog.MarkInfo = self._pdf.PDFDictionary({"Marked": "true"})
        for element in self._elements:
            self._document.idToObject[element.name] = element.told()

    def _inside(self, tag: str) -> Element:
        """Make an element of the group that is open."""
        group = self._groups[-1]
        element = self._element(tag, self._named(group))
        group.kids.append(self._named(element))
        return element

    def _element(self, tag: str, parent: str) -> Element:
        self._elements.append(Element(tag, parent, []))
        return self._elements[-1]

    def _named(self, element: Element) -> str:
        """Return how an element is named, numbered when it is first asked; what it says is known at the end."""
        if not element.named:
            element.name = f"Tag{len(self._document.idToObject)}"
            element.named = self._said(self._document.Reference(b"", element.name))
        return element.named

    def _said(self, thing: Any) -> str:
        said: bytes = thing.format(self._document)
        return said.decode("latin-1")
