"""The PDF being written: draws blocks, rules, frames, codes and pictures, in points from the top left of the page.

A block is turned into operators once per document, wherever it is drawn: most blocks of a thousand letters are the
same. The pages of a run go to its file as they are made, and are forgotten, so that thousands of letters take no more
memory than a few (ISO 32000-1, 7.5: objects stand anywhere, the last table says where). The structure for screen
readers (14.7 and 14.8: titles, paragraphs, lists, tables, figures) is built of the objects of reportlab, which writes
none; what is drawn outside an element is an artifact: rules, frames, page numbers. A document with its structure says
that it is made for them (PDF/UA-1, ISO 14289-1, 5).
"""

import re
import zlib
from array import array
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from functools import lru_cache
from html import escape
from io import BytesIO
from typing import Any, BinaryIO

from core.base import lazy_imports
from core.notices.codes import modules
from core.notices.flow import BOX, BOX_SCALE
from core.notices.fonts import BOLD, PLAIN, SetBlock, Style, fonts

MM = 72 / 25.4
PAGE_WIDTH, PAGE_HEIGHT = 210 * MM, 297 * MM
Ink = tuple[float, float, float]
"""Red, green and blue, 0 to 1."""
BLACK, GREY, HAIR = (0.0, 0.0, 0.0), (0.35, 0.35, 0.35), (0.55, 0.55, 0.55)
"""Of words, of secondary words (7:1 on white), of rules."""
SUBJECT = "Courrier de premier contact et information sur les données (RGPD, art. 14)"
ITEM = "LBody"
"""The tag of an item of a list: its list is made around it."""
_VERSION = (1, 7)
"""Of PDF, as PDF/UA-1 asks."""
_XMP = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part>'
    '<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>'
    '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
)
_INSIDE, _LIFT = 0.99, 2.4 * MM
"""How much smaller the pages of another's printer are, and how much higher they then begin."""
_KEPT = 600
"""Blocks whose operators are kept: a run of any length takes the same memory."""


class Canvas:
    """Writes one PDF document, in memory with its structure, for who reads it on a screen; or page by page to ``out``,
    for a document of any length, without structure. ``accessible``: it says that it is made for screen readers, which
    the pages of others would make untrue; ``inside``: pages a little smaller, so that nothing stands within 8 mm of an
    edge, for a printer that prints no closer."""

    def __init__(
        self, *, title: str, author: str, subject: str = SUBJECT, lang: str = "fr-FR",
        out: BinaryIO | None = None, accessible: bool = True, inside: bool = False,
    ) -> None:  # fmt: skip
        self._buffer = BytesIO()
        self.fonts = fonts()
        library = lazy_imports.reportlab_canvas()
        library.rl_config.useA85 = 0  # binary streams: a fifth smaller and faster
        size = (PAGE_WIDTH, PAGE_HEIGHT)
        # Invariant: no clock and no random identifier, so the same facts give the same bytes and the hash is proof.
        self._canvas: Any = library.Canvas(
            self._buffer, pagesize=size, invariant=1, pageCompression=1, lang=lang, initialFontName=PLAIN,
            pdfVersion=_VERSION,
        )  # fmt: skip
        self._canvas.setTitle(title)
        self._canvas.setAuthor(author)
        self._canvas.setSubject(subject)
        self._canvas.setCreator("Premier Contact")
        self._canvas.setViewerPreference("DisplayDocTitle", "true")
        self.inside = inside
        self._known: dict[tuple[SetBlock, Ink, Ink], str] = {}
        self._tags = Tags(self._canvas, title if accessible else "") if out is None else None
        self._streamed = StreamedPages(self._canvas._doc, out) if out is not None else None
        self._mark = ""
        self._held = False

    @contextmanager
    def element(self, tag: str, alt: str = "") -> Iterator[None]:
        """Make one element of all that is drawn inside."""
        self._begin(tag, alt)
        is_held, self._held = self._held, True
        yield
        self._held = is_held
        self._end()

    @contextmanager
    def group(self, tag: str) -> Iterator[None]:
        """Put the elements drawn inside under one of this tag: Table, TR."""
        with self._tags.group(tag) if self._tags is not None else nullcontext():
            yield

    def words(
        self, x: float, baseline: float, text: str, *, size: float, bold: bool = False, ink: Ink = BLACK,
        widest: float = 0.0,
    ) -> None:  # fmt: skip
        """Write ``text`` starting at ``x``; ``baseline``: distance from the top of the page; ``widest``: points it may
        take, its letters then being narrowed."""
        line = self._canvas.beginText()
        line.setFont(BOLD if bold else PLAIN, size)
        line.setFillColorRGB(*ink)
        width = self.fonts.measure(text, bold) * size
        if widest and width > widest:
            line.setHorizScale(100 * widest / width)
        line.setTextOrigin(x, PAGE_HEIGHT - baseline)
        line._textOut(text)
        self._add(f"q {line.getCode()} Q")

    def words_right(
        self, right: float, baseline: float, text: str, *, size: float, bold: bool = False, ink: Ink = BLACK
    ) -> None:
        """Write ``text`` ending at ``right``."""
        self.words(right - self.fonts.measure(text, bold) * size, baseline, text, size=size, bold=bold, ink=ink)

    def column(
        self, x: float, top: float, laid: Sequence[SetBlock], style: Style, *, ink: Ink = BLACK,
        bold: Ink | None = None, tag: str = "P",
    ) -> float:  # fmt: skip
        """Write blocks one under the other from ``top`` and return where the last one ends. ``bold``: the colour of
        the words in bold; ``tag``: of each block, for screen readers."""
        for at, block in enumerate(laid):
            top += style.before(opens=block.opens) if at else 0.0
            self._begin(ITEM if block.is_item and tag == "P" else tag)
            code = self._code(block, ink, ink if bold is None else bold)
            self._add(f"q 1 0 0 1 {x:.3f} {PAGE_HEIGHT - top:.3f} cm {code} Q")
            top += block.height
        self._end()
        return top

    def rule(
        self, left: float, right: float, y: float, *, dash: tuple[float, ...] = (), weight: float = 0.4, ink: Ink = HAIR
    ) -> None:
        """Draw a horizontal line."""
        self._add(_line(left, PAGE_HEIGHT - y, right, PAGE_HEIGHT - y, weight, ink, dash))

    def upright(
        self, x: float, top: float, bottom: float, *, dash: tuple[float, ...] = (), weight: float = 0.4
    ) -> None:
        """Draw a vertical line."""
        self._add(_line(x, PAGE_HEIGHT - top, x, PAGE_HEIGHT - bottom, weight, HAIR, dash))

    def frame(
        self, x: float, top: float, width: float, height: float, *, ink: Ink, weight: float, radius: float
    ) -> None:
        """Draw a rectangle with round corners."""
        path = self._canvas.beginPath()
        path.roundRect(x, PAGE_HEIGHT - top - height, width, height, radius)
        self._add(f"q {weight} w {_rgb(ink)} RG {path.getCode()} S Q")

    def drawing(self, operators: str, x: float, y: float) -> None:
        """Draw a small picture given as path operators, its origin at (``x``, ``y``)."""
        self._add(f"q 1 0 0 1 {x:.3f} {PAGE_HEIGHT - y:.3f} cm {operators} Q")

    def code(self, text: str, x: float, top: float, side: float) -> None:
        """Draw the QR code of ``text``, ``side`` points wide, without a quiet zone: the caller leaves four modules
        around it."""
        rows = modules(text)
        dark = " ".join(
            f"{start} {len(rows) - at} {length} 1 re" for at, row in enumerate(rows, start=1) for start, length in row
        )
        scale = f"{side / len(rows):.4f}"
        self._begin("Figure", f"Code\u202f: {text}")
        self._add(f"q {scale} 0 0 {scale} {x:.3f} {PAGE_HEIGHT - top - side:.3f} cm 0 g {dark} f Q")
        self._end()

    def picture(self, png: bytes, name: str, x: float, top: float, width: float, height: float, *, alt: str) -> None:
        """Draw a picture; ``name``: the same for the same picture, which the document then holds once."""
        if not self._canvas.hasForm(name):
            reader = lazy_imports.reportlab_pictures().ImageReader(BytesIO(png))
            self._canvas.beginForm(name, 0, 0, 1, 1)
            self._canvas.drawImage(reader, 0, 0, 1, 1, mask="auto")
            self._canvas.endForm()
        self._begin("Figure", alt)
        self._canvas.saveState()
        self._canvas.transform(width, 0, 0, height, x, PAGE_HEIGHT - top - height)
        self._canvas.doForm(name)
        self._canvas.restoreState()
        self._end()

    def turn_page(self) -> None:
        """End this page and begin the next."""
        self._close()
        if self.inside:
            aside = (1 - _INSIDE) / 2 * PAGE_WIDTH
            self._canvas._code.insert(0, f"{_INSIDE} 0 0 {_INSIDE} {aside:.3f} {_LIFT:.3f} cm")
        self._canvas.showPage()
        self._pack()
        if self._tags is not None:
            self._tags.turn_page()
        if self._streamed is not None:
            self._streamed.write_page()

    def finish(self) -> bytes:
        """Return the bytes of the document, none when they went elsewhere; nothing can be written after it."""
        if self._tags is not None:
            self._tags.finish()
            self._canvas.save()
        if self._streamed is not None:
            self._streamed.finish(self._canvas)
            return b""
        return self._buffer.getvalue()

    def _pack(self) -> None:
        """Compress the page just written: reportlab keeps all of them as text until the end, eight times larger."""
        library = lazy_imports.reportlab_document()
        page = self._canvas._doc.Pages.pages[-1]
        packed = library.PDFStream(content=zlib.compress(page.stream.encode("utf-8")))
        packed.dictionary["Filter"] = library.PDFName("FlateDecode")
        page.Contents, page.stream = packed, None

    def _code(self, one: SetBlock, ink: Ink, bold: Ink) -> str:
        """Return the operators of a block whose top left corner is the origin."""
        key = (one, ink, bold)
        text = self._known.get(key)
        if text is None:
            if len(self._known) >= _KEPT:
                self._known.clear()
            text = self._known[key] = self._operators(one, ink, bold)
        return text

    def _operators(self, one: SetBlock, ink: Ink, bold: Ink) -> str:
        style, rules = one.style, []
        text = self._canvas.beginText()
        font: tuple[str, float] | None = None
        colour: Ink | None = None
        for at, (line, offset) in enumerate(zip(one.lines, one.tops, strict=True)):
            base = -(offset + style.leading * 0.5 + style.size * 0.33)
            for piece in line:
                if not piece.text:
                    left, right = piece.x + 1, piece.x + piece.width - 1
                    rules.append(_line(left, base - 1.5, right, base - 1.5, 0.4, HAIR, ()))
                    continue
                box = piece.text == BOX
                wanted = (BOLD if piece.bold else PLAIN, style.size * BOX_SCALE if box else style.size)
                tint = BLACK if box else bold if piece.bold else ink
                if font != wanted:
                    font = wanted
                    text.setFont(*wanted)
                if colour != tint:
                    colour = tint
                    text.setFillColorRGB(*tint)
                text.setTextOrigin(piece.x, base - style.size * 0.06 if box else base)
                # A space at the end of a line: text that is copied keeps its words apart.
                text._textOut(piece.text + " " if piece is line[-1] and at + 1 < len(one.lines) else piece.text)
        return " ".join([*rules, text.getCode()])

    def _begin(self, tag: str, alt: str = "") -> None:
        if self._tags is not None and not self._held:
            self._close()
            self._canvas.addLiteral(self._tags.open(tag, alt))
            self._mark = "element"

    def _end(self) -> None:
        if not self._held:
            self._close()

    def _add(self, operators: str) -> None:
        """Add operators to the page; outside an element they are an artifact."""
        if self._tags is not None and not self._mark:
            self._canvas.addLiteral("/Artifact BMC")
            self._mark = "artifact"
        self._canvas.addLiteral(operators)

    def _close(self) -> None:
        if self._mark:
            self._canvas.addLiteral("EMC")
            self._mark = ""


class StreamedPages:
    """Writes the pages of one reportlab document to ``out``, and at the end all that they share."""

    def __init__(self, document: Any, out: BinaryIO) -> None:
        self._document, self._out = document, out
        self._pdf = lazy_imports.reportlab_document()
        self._offsets = array("Q", [0])
        """Where each object stands in the file, by its number; 0: it is not written yet."""
        self._kids = array("Q")
        self._at = 0
        self._put(b"%%PDF-%d.%d\n%%\xe2\xe3\xcf\xd3\n" % _VERSION)

    def write_page(self) -> None:
        """Write the last page of the document, and forget it."""
        page = self._document.Pages.pages.pop()
        contents = self._document.Reference(page.Contents)
        for name in (page.__InternalName__, contents.name):
            number, _version = self._document.idToObjectNumberAndVersion[name]
            if name == page.__InternalName__:
                self._kids.append(number)
            self._write(number)
        for name in (page.__InternalName__, contents.name):
            number, _version = self._document.idToObjectNumberAndVersion.pop(name)
            del self._document.numberToId[number], self._document.idToObject[name]

    def finish(self, canvas: Any) -> None:
        """Write what the pages share, and where everything stands."""
        document = self._document
        for font in document.delayedFonts:
            font.addObjects(document)
        document.info.invariant = document.invariant
        document.info.digest(document.signature)
        root, info = document.Reference(document.Catalog), document.Reference(document.info)
        document.Outlines.prepare(document, canvas)
        if document.Outlines.ready < 0:
            document.Catalog.Outlines = None
        document.Pages.pages = [f"{number} 0 R" for number in self._kids]
        number = 1
        while number <= document.objectcounter:  # an object may name another one while it is written
            if number in document.numberToId:
                self._write(number)
            number += 1
        self._end(root, info)

    def _end(self, root: Any, info: Any) -> None:
        start, size = self._at, len(self._offsets)
        self._put(b"xref\n0 %d\n0000000000 65535 f \n" % size)
        for offset in self._offsets[1:]:
            self._put(b"%010d 00000 n \n" % offset)
        trailer = self._pdf.PDFTrailer(startxref=start, Size=size, Root=root, Info=info, ID=self._document.ID())
        self._put(trailer.format(self._document))

    def _write(self, number: int) -> None:
        name = self._document.numberToId[number]
        written = self._pdf.PDFIndirectObject(name, self._document.idToObject[name]).format(self._document)
        self._offsets.extend([0] * (number + 1 - len(self._offsets)))
        self._offsets[number] = self._at
        self._put(written)

    def _put(self, content: bytes) -> None:
        self._out.write(content)
        self._at += len(content)


class Tags:
    """The tree of one document; with a ``title``, the document says that it has one. Elements are opened one after the
    other; a group holds those opened inside it."""

    def __init__(self, canvas: Any, title: str) -> None:
        self._title = title
        self._pdf = lazy_imports.reportlab_document()
        self._document: Any = canvas._doc
        self._tree = self._dictionary(Type="StructTreeRoot")
        self._groups = [(self._element("Document", self._tree, []), list[Any]())]
        self._kids: list[tuple[Any, list[Any]]] = [*self._groups]
        self._list: tuple[Any, tuple[Any, list[Any]]] | None = None
        """The list made last: what its parent holds of it, and its items."""
        self._page: list[Any] = []
        self._pages: list[list[Any]] = []

    def open(self, tag: str, alt: str = "") -> str:
        """Return the operator that opens an element of this page: H1, H2, P, LBody, Figure, TH, TD, Lbl."""
        parent, kids = self._item() if tag == ITEM else self._groups[-1]
        number = len(self._page)
        element = self._element(tag, parent, number)
        if alt:
            element.dict["Alt"] = self._pdf.PDFString(alt)
        if tag == "TH":
            element.dict["A"] = self._dictionary(O="Table", Scope="Column")
        kids.append(self._document.Reference(element))
        self._page.append(element)
        return f"/{tag} <</MCID {number}>> BDC"

    @contextmanager
    def group(self, tag: str) -> Iterator[None]:
        """Make one group of all that is opened inside: Sect, Table, TR."""
        self._groups.append(self._grouped(tag, self._groups[-1]))
        yield
        self._groups.pop()

    def _item(self) -> tuple[Any, list[Any]]:
        """Return the item that comes next, of the list just before it or of a new one."""
        _parent, kids = self._groups[-1]
        if not (self._list and kids and kids[-1] is self._list[0]):
            listed = self._grouped("L", self._groups[-1])
            self._list = kids[-1], listed
        return self._grouped("LI", self._list[1])

    def _grouped(self, tag: str, within: tuple[Any, list[Any]]) -> tuple[Any, list[Any]]:
        element = self._element(tag, within[0], [])
        within[1].append(self._document.Reference(element))
        self._kids.append((element, []))
        return self._kids[-1]

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
        if self._title:
            packet = _XMP.format(title=escape(self._title)).encode()
            self._document.Catalog.Metadata = self._pdf.XMP(creator=lambda _document: packet)

    def _element(self, tag: str, parent: Any, kids: int | list[Any]) -> Any:
        element = self._dictionary(Type="StructElem", S=tag)
        element.dict["P"] = self._document.Reference(parent)
        element.dict["K"] = kids
        return element

    def _dictionary(self, **names: str) -> Any:
        return self._pdf.PDFDictionary({key: self._pdf.PDFName(name) for key, name in names.items()})


READABLE = 4.5
_STEP = 0.97


def _line(x: float, y: float, to_x: float, to_y: float, weight: float, ink: Ink, dash: tuple[float, ...]) -> str:
    dashes = f"[{' '.join(map(str, dash))}] 0 d " if dash else ""
    return f"q {weight} w {_rgb(ink)} RG {dashes}{x:.3f} {y:.3f} m {to_x:.3f} {to_y:.3f} l S Q"


def _rgb(ink: Ink) -> str:
    return " ".join(f"{part:.3f}" for part in ink)


@lru_cache(64)
def accent_ink(colour: str) -> Ink:
    """Return a colour written #rrggbb, darkened where it is too light for words on white; black for another
    spelling."""
    if not is_colour(colour):
        return BLACK
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    ink = (red, green, blue)
    while contrast(ink) < READABLE:
        ink = (ink[0] * _STEP, ink[1] * _STEP, ink[2] * _STEP)
    return ink


def is_colour(colour: str) -> bool:
    """Tell whether a colour is written #rrggbb."""
    return bool(re.fullmatch("#[0-9a-fA-F]{6}", colour))


def contrast(ink: Ink) -> float:
    """Return the contrast of a colour with white, 1 to 21."""
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in ink)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
