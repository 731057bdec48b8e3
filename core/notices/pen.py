"""The PDF being written: draws blocks, rules, frames, codes and pictures, in points from the top left of the page.

A block is turned into operators once per document, wherever it is drawn: most blocks of a thousand letters are the
same.
"""

import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from io import BytesIO
from typing import Any, BinaryIO

from core.base import lazy_imports
from core.notices.codes import modules
from core.notices.faces import BOLD, PLAIN, Set, Style, fonts
from core.notices.flow import BOX, BOX_SCALE
from core.notices.streamed import StreamedPages
from core.notices.tags import Tags

MM = 72 / 25.4
PAGE_WIDTH, PAGE_HEIGHT = 210 * MM, 297 * MM

Ink = tuple[float, float, float]
"""Red, green and blue, 0 to 1."""
BLACK, GREY, HAIR = (0.0, 0.0, 0.0), (0.35, 0.35, 0.35), (0.55, 0.55, 0.55)
"""Of words, of secondary words (7:1 on white), of rules."""

SUBJECT = "Courrier de premier contact et information sur les données (RGPD, art. 14)"
_KEPT = 600
"""Blocks whose operators are kept: a run of any length takes the same memory."""


class Pen:
    """Writes one PDF document, in memory with its structure, for who reads it on a screen; or page by page to ``out``,
    for a document of any length, without structure."""

    def __init__(
        self, *, title: str, author: str, subject: str = SUBJECT, lang: str = "fr-FR",
        out: BinaryIO | None = None,
    ) -> None:  # fmt: skip
        self._buffer = BytesIO()
        self.fonts = fonts()
        library = lazy_imports.reportlab_canvas()
        library.rl_config.useA85 = 0  # binary streams: a fifth smaller and faster
        size = (PAGE_WIDTH, PAGE_HEIGHT)
        # Invariant: no clock and no random identifier, so the same facts give the same bytes and the hash is proof.
        self._canvas: Any = library.Canvas(
            self._buffer, pagesize=size, invariant=1, pageCompression=1, lang=lang, initialFontName=PLAIN
        )
        self._canvas.setTitle(title)
        self._canvas.setAuthor(author)
        self._canvas.setSubject(subject)
        self._canvas.setCreator("Premier Contact")
        self._canvas.setViewerPreference("DisplayDocTitle", "true")
        self._known: dict[tuple[Set, Ink, Ink], str] = {}
        self._tags = Tags(self._canvas) if out is None else None
        self._streamed = StreamedPages(self._canvas._doc, out) if out is not None else None
        self._mark = ""
        self._held = False

    @contextmanager
    def element(self, tag: str, alt: str = "") -> Iterator[None]:
        """Make one element of all that is drawn inside."""
        self._begin(tag, alt)
        held, self._held = self._held, True
        yield
        self._held = held
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
        self, x: float, top: float, laid: Sequence[Set], style: Style, *, ink: Ink = BLACK, bold: Ink | None = None,
        tag: str = "P",
    ) -> float:  # fmt: skip
        """Write blocks one under the other from ``top`` and return where the last one ends. ``bold``: the colour of
        the words in bold; ``tag``: of each block, for screen readers."""
        for at, one in enumerate(laid):
            top += style.before(opens=one.opens) if at else 0.0
            self._begin(tag)
            code = self._code(one, ink, ink if bold is None else bold)
            self._add(f"q 1 0 0 1 {x:.3f} {PAGE_HEIGHT - top:.3f} cm {code} Q")
            top += one.height
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

    def _code(self, one: Set, ink: Ink, bold: Ink) -> str:
        """Return the operators of a block whose top left corner is the origin."""
        key = (one, ink, bold)
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= _KEPT:
                self._known.clear()
            found = self._known[key] = self._operators(one, ink, bold)
        return found

    def _operators(self, one: Set, ink: Ink, bold: Ink) -> str:
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


def _line(x: float, y: float, to_x: float, to_y: float, weight: float, ink: Ink, dash: tuple[float, ...]) -> str:
    dashes = f"[{' '.join(map(str, dash))}] 0 d " if dash else ""
    return f"q {weight} w {_rgb(ink)} RG {dashes}{x:.3f} {y:.3f} m {to_x:.3f} {to_y:.3f} l S Q"


def _rgb(ink: Ink) -> str:
    return " ".join(f"{part:.3f}" for part in ink)
