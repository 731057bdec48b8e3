"""The structure of a PDF for screen readers (ISO 32000-1, 14.7 and 14.8): titles, paragraphs, tables, figures.

reportlab writes none, so the tree is built here of its objects. What is drawn outside an element is an artifact: rules,
frames, page numbers.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from core.base import lazy_imports


class Tags:
    """The tree of one document. Elements are opened one after the other; a group holds those opened inside it."""

    def __init__(self, canvas: Any) -> None:
        self._canvas = canvas
        self._pdf = lazy_imports.reportlab_document()
        self._document: Any = canvas._doc
        self._tree = self._dictionary(Type="StructTreeRoot")
        self._groups = [(self._element("Document", self._tree, []), list[Any]())]
        self._kids: list[tuple[Any, list[Any]]] = [*self._groups]
        self._page: list[Any] = []
        self._pages: list[list[Any]] = []

    def open(self, tag: str, alt: str = "") -> str:
        """Return the operator that opens an element of this page: H1, H2, P, Figure, TH, TD, Lbl."""
        parent, kids = self._groups[-1]
        number = len(self._page)
        element = self._element(tag, parent, [number])
        if alt:
            element.dict["Alt"] = self._pdf.PDFString(alt)
        kids.append(self._document.Reference(element))
        self._page.append(element)
        return f"/{tag} <</MCID {number}>> BDC"

    @contextmanager
    def group(self, tag: str) -> Iterator[None]:
        """Make one group of all that is opened inside: Table, TR."""
        parent, kids = self._groups[-1]
        element = self._element(tag, parent, [])
        kids.append(self._document.Reference(element))
        self._groups.append((element, []))
        self._kids.append(self._groups[-1])
        yield
        self._groups.pop()

    def turn_page(self) -> None:
        """Tie the elements of the page just written to it."""
        page = self._document.Pages.pages[-1]
        for element in self._page:
            element.dict["Pg"] = self._document.Reference(page)
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents"]
        page.StructParents = len(self._pages)
        page.Tabs = self._pdf.PDFName("S")
        self._pages.append(self._page)
        self._page = []

    def finish(self) -> None:
        """Tie the tree to the document."""
        for element, kids in self._kids:
            element.dict["K"] = self._pdf.PDFArray(kids)
        numbers: list[Any] = []
        for at, elements in enumerate(self._pages):
            told = self._pdf.PDFArray([self._document.Reference(one) for one in elements])
            numbers += [at, self._document.Reference(told)]
        self._tree.dict["K"] = self._pdf.PDFArray([self._document.Reference(self._kids[0][0])])
        parents = self._pdf.PDFDictionary({"Nums": self._pdf.PDFArray(numbers)})
        self._tree.dict["ParentTree"] = self._document.Reference(parents)
        self._tree.dict["ParentTreeNextKey"] = len(self._pages)
        self._document.Catalog.StructTreeRoot = self._tree
        self._document.Catalog.MarkInfo = self._pdf.PDFDictionary({"Marked": "true"})

    def _element(self, tag: str, parent: Any, kids: list[Any]) -> Any:
        element = self._dictionary(Type="StructElem", S=tag)
        element.dict["P"] = self._document.Reference(parent)
        element.dict["K"] = self._pdf.PDFArray(kids)
        return element

    def _dictionary(self, **names: str) -> Any:
        return self._pdf.PDFDictionary({key: self._pdf.PDFName(name) for key, name in names.items()})
