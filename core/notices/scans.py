"""Reads scanned coupons: which letter each page answers, by the code printed on its strip, and a picture of it to show
and to keep. Nobody's ink is interpreted: a person says what is ticked.

A page is read upside down or skewed; two coupons on one page give a picture each, since the page of one is no proof for
the other.
"""

import struct
from collections.abc import Iterator, Sequence
from io import BytesIO
from math import hypot, sqrt
from pathlib import Path
from typing import Any, NamedTuple

from core.base import lazy_imports
from core.base.disk import size_of
from core.notices import places
from core.notices.canvas import MM, PAGE_WIDTH
from core.notices.codes import CouponCode, read_code
from core.words.errors import error

LARGEST_FILE = 300 * 1024 * 1024
"""Bytes: some 500 pages in colour at 300 dots an inch."""
MOST_PAGES = 500
MOST_PIXELS = 40_000_000
"""A sheet of A4 at 600 dots an inch has 35 million; a decoded picture takes up to four bytes for each."""
_LOOKED_AT = 5_000
"""Dots of the longer side of a page as it is looked at: A3 at 300 an inch; A4 at 600 is made half as large."""
_LOOKED_LARGER = 36_000_000
"""Dots of a page looked at larger than it is: twice A4 at 300 an inch."""
_DPI = 200
_LARGEST_SHEET = 24 * 72.0
"""Points: a larger page of a PDF is drawn smaller."""
_KEPT_SIDE, _QUALITY = 1900, 72
_FORMATS = ("PNG", "JPEG", "TIFF")
_PDF = b"%PDF-"
_STRIP = (places.STRIP_BOTTOM + 4 * MM - places.CUT_LOWEST) / places.STRIP_CODE
_WIDE = PAGE_WIDTH / places.STRIP_CODE
"""Height and width of a strip, in sides of its code."""
_FRONT_LEFT = (places.WIDE_LEFT + places.STRIP_LEFT - places.STRIP_CODE) / places.STRIP_CODE
_FRONT_TOP = (places.UNDER_CUT + 0.5 * MM) / places.STRIP_CODE
_BACK_LEFT = places.WIDE_LEFT / places.STRIP_CODE
_BACK_TOP = (places.STRIP_BOTTOM - places.STRIP_CODE - places.CUT_LOWEST) / places.STRIP_CODE
"""Where the code stands on either side of a strip, in sides of the code from its left and from its cut."""
_BESIDE = 4
"""Sides of the code to its left that are still on the page: only on the front of a strip."""
_Point = tuple[float, float]


class Seen(NamedTuple):
    """One coupon of a page. ``picture``: a JPEG of it, upright."""

    coupon: CouponCode
    picture: bytes


class ScannedPage(NamedTuple):
    """One page. ``number``: from 1; ``picture``: a JPEG of it whole, upright where a code says so; ``seen``: its
    coupons, none when no code can be read."""

    number: int
    picture: bytes
    seen: tuple[Seen, ...]


def pages_of(path: Path) -> Iterator[tuple[int, ScannedPage]]:
    """Yield (how many pages the file has, each page). PDF, PNG, JPEG and TIFF are read by what the file holds, not by
    its name. Raises UserError SCAN_KIND, SCAN_BROKEN, SCAN_LOCKED, SCAN_LARGE, SCAN_LONG, FILE_UNREADABLE."""
    try:
        if size_of(path) > LARGEST_FILE:
            raise error("SCAN_LARGE", file=path.name)
        content = path.read_bytes()
    except OSError as problem:
        raise error("SCAN_UNREAD", file=path.name) from problem
    found = _pdf(path, content) if _PDF in content[:1024] else _pictures(path, content)
    for number, (count, picture) in enumerate(found, start=1):
        yield count, read_page(number, picture)


def read_page(number: int, picture: Any) -> ScannedPage:
    """Return what one page shows. ``picture``: a Pillow image in grey."""
    codes = _codes(picture)
    quarter = round(codes[0].turned / 90) * 90 % 360 if codes else 0
    data = _jpeg(picture.rotate(quarter, expand=True) if quarter else picture)
    if len(codes) < 2:
        return ScannedPage(number, data, tuple(Seen(code.coupon, data) for code in codes))
    return ScannedPage(number, data, tuple(Seen(code.coupon, _jpeg(_around(picture, code))) for code in codes))


def one_under_the_other(pictures: Sequence[bytes]) -> bytes:
    """Return one JPEG of several."""
    library = lazy_imports.pillow()
    opened = [library.open(BytesIO(picture)).convert("L") for picture in pictures]
    page = library.new("L", (max(one.width for one in opened), sum(one.height for one in opened)), 255)
    y = 0
    for one in opened:
        page.paste(one, (0, y))
        y += one.height
    return _jpeg(page, _KEPT_SIDE * len(pictures))


def _pdf(path: Path, content: bytes) -> Iterator[tuple[int, Any]]:
    library = lazy_imports.pdfium()
    try:
        document = library.PdfDocument(content)
    except library.PdfiumError as problem:
        locked = "password" in str(problem).lower()
        raise error("SCAN_LOCKED" if locked else "SCAN_BROKEN", file=path.name) from problem
    try:
        count = len(document)
        _not_long(path, count)
        for at in range(count):
            try:
                page = document[at]
                for held in page.get_objects(filter=[library.raw.FPDF_PAGEOBJ_IMAGE]):
                    _not_wide(path, *held.get_px_size())
                scale = _DPI / 72 * min(1.0, _LARGEST_SHEET / max(*page.get_size(), 1.0))
                picture = page.render(scale=scale, grayscale=True).to_pil().convert("L")
                page.close()
            except (library.PdfiumError, MemoryError, ValueError) as problem:
                raise error("SCAN_BROKEN", file=path.name) from problem
            yield count, picture
    finally:
        document.close()


def _pictures(path: Path, content: bytes) -> Iterator[tuple[int, Any]]:
    library = lazy_imports.pillow()
    library.MAX_IMAGE_PIXELS = None  # type: ignore[attr-defined]  # Judged below, with a sentence of ours.
    try:
        opened = library.open(BytesIO(content), formats=_FORMATS)
    except Exception as problem:  # Pillow's decoders raise errors of their own kinds for a file that is damaged.
        raise error("SCAN_KIND", file=path.name) from problem
    with opened as found:
        count = _frames(path, found)
        _not_long(path, count)
        for at in range(count):
            picture = _frame(path, found, at)
            if at + 1 == count:
                found.close()  # Its dots are no longer needed, and may be four times those of the picture.
            yield count, picture


def _frames(path: Path, found: Any) -> int:
    try:
        return int(found.n_frames) if found.format == "TIFF" else 1
    except Exception as problem:  # As above.
        raise error("SCAN_BROKEN", file=path.name) from problem


def _frame(path: Path, found: Any, at: int) -> Any:
    """Return one picture of a file, in grey."""
    try:
        if at:
            found.seek(at)
        _not_wide(path, found.width, found.height)
        smaller = -(-max(found.size) // _LOOKED_AT)
        if smaller > 1:
            found.draft("L", (found.width // smaller, found.height // smaller))  # A JPEG alone is decoded smaller.
        grey = _smaller(found.convert("L"))
        return _on_paper(grey, _smaller(found.getchannel("A"))) if found.mode == "RGBA" else grey
    except (OSError, SyntaxError, ValueError, EOFError, MemoryError, struct.error) as problem:
        raise error("SCAN_BROKEN", file=path.name) from problem


def _not_wide(path: Path, width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise error("SCAN_PIXELS", file=path.name, width=width, height=height)


def _not_long(path: Path, count: int) -> None:
    if count > MOST_PAGES:
        raise error("SCAN_LONG", file=path.name, count=count, most=MOST_PAGES)


class _Code(NamedTuple):
    """A code of ours on a page. ``corners``: top left, top right, bottom left, as the code is read, in dots of the
    page; ``turned``: degrees."""

    coupon: CouponCode
    corners: tuple[_Point, _Point, _Point]
    turned: float


def _codes(picture: Any) -> list[_Code]:
    """Return the code of each coupon of a page, one for a letter. While none is read, or a code is seen that cannot be
    read, the page is looked at larger, then softened."""
    library = lazy_imports.zxingcpp()
    found: dict[str, _Code] = {}
    for scale, looked in _looks(picture):
        unread = False
        for barcode in library.read_barcodes(looked, formats=library.BarcodeFormat.QRCode, return_errors=True):
            coupon = read_code(barcode.text) if barcode.valid else None
            unread = unread or not barcode.valid
            if coupon is not None and coupon.reference not in found:
                at = barcode.position
                ends = (at.top_left, at.top_right, at.bottom_left)
                corners = tuple((end.x / scale, end.y / scale) for end in ends)
                found[coupon.reference] = _Code(coupon, corners, float(barcode.orientation))  # type: ignore[arg-type]
        if found and not unread:
            break
    return list(found.values())


def _looks(picture: Any) -> Iterator[tuple[float, Any]]:
    """Yield (scale, a page as it is looked at): as it is and twice as large, or less for a large one, then both
    softened against the grain of a bad scan."""
    larger = min(2.0, max(1.0, sqrt(_LOOKED_LARGER / (picture.width * picture.height))))
    size = (round(picture.width * larger), round(picture.height * larger))
    yield 1.0, picture
    yield larger, picture.resize(size)
    softened = picture.filter(lazy_imports.pillow_filters().MedianFilter(3))
    yield 1.0, softened
    yield larger, softened.resize(size)


def _around(picture: Any, code: _Code) -> Any:
    """Return the strip of one code alone, upright: what another coupon of the page says is no proof for this one."""
    (x, y), (right_x, right_y), (down_x, down_y) = code.corners
    across, down = (right_x - x, right_y - y), (down_x - x, down_y - y)

    def place(units: float, lines: float) -> _Point:
        return x + units * across[0] + lines * down[0], y + units * across[1] + lines * down[1]

    edge_x, edge_y = place(-_BESIDE, 0.5)
    front = 0 <= edge_x < picture.width and 0 <= edge_y < picture.height
    left, top = (_FRONT_LEFT, _FRONT_TOP) if front else (_BACK_LEFT, _BACK_TOP)
    corners = [place(-left, -top), place(-left, _STRIP - top), place(_WIDE - left, _STRIP - top)]
    corners.append(place(_WIDE - left, -top))
    side = max(hypot(*across), 1.0)
    size = (int(_WIDE * side), int(_STRIP * side))
    shape = lazy_imports.pillow().Transform.QUAD
    return picture.transform(size, shape, [part for corner in corners for part in corner], fillcolor=255)


def _smaller(picture: Any) -> Any:
    """Return a picture in grey, at most as large as it is looked at."""
    times = -(-max(picture.size) // _LOOKED_AT)
    return picture.reduce(times) if times > 1 else picture


def _on_paper(grey: Any, seen: Any) -> Any:
    """Return a picture with see-through parts as it looks on white paper. ``seen``: how much of each dot is seen."""
    library = lazy_imports.pillow()
    return library.composite(grey, library.new("L", grey.size, 255), seen)


def _jpeg(picture: Any, side: int = _KEPT_SIDE) -> bytes:
    kept = picture.copy()
    kept.thumbnail((side, side))
    out = BytesIO()
    kept.save(out, format="JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue()
