"""Pictures of the paper, logo and signature: read from any file, refused with a reason, kept small."""

import base64
import binascii
import struct
from functools import lru_cache
from io import BytesIO

from core.base import lazy_imports

PNG = b"\x89PNG\r\n\x1a\n"
_FORMATS = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")
_DOTS = 300 / 72
"""Dots to the point: what a printer shows of a picture."""
_MOST_PIXELS = 60_000_000
_WHITE = 250


def picture_from(content: bytes, widest: float, tallest: float) -> str:
    """Return a picture of any usual format as it is kept: a PNG in base64, its white edges cut, no finer than what
    ``widest`` × ``tallest`` points show. Raises ValueError when the bytes are no picture, or one too large to open."""
    library = lazy_imports.pillow()
    try:
        with library.open(BytesIO(content), formats=_FORMATS) as found:
            if found.width * found.height > _MOST_PIXELS:
                raise ValueError("too many pixels")
            found.draft("RGB", (int(widest * _DOTS) * 2, int(tallest * _DOTS) * 2))
            picture = found.convert("RGBA")
    except ValueError:
        raise
    except Exception as problem:  # Pillow's decoders raise errors of their own kinds for a file that is damaged.
        raise ValueError("no picture") from problem
    ground = library.new("RGBA", picture.size, "white")
    flat = library.alpha_composite(ground, picture).convert("RGB")
    ink = flat.convert("L").point(_ink).getbbox()
    if ink is None:
        raise ValueError("blank")
    flat = flat.crop(ink)
    flat.thumbnail((int(widest * _DOTS), int(tallest * _DOTS)))
    out = BytesIO()
    flat.save(out, format="PNG", optimize=True)
    return base64.b64encode(out.getvalue()).decode("ascii")


def _ink(level: int) -> int:
    return 255 if level < _WHITE else 0


@lru_cache(8)
def picture_of(kept: str) -> bytes:
    """Return the PNG kept as base64, empty when there is none or it is damaged: the letter then does without it."""
    try:
        content = base64.b64decode(kept, validate=True)
        width, height = _size(content)
    except (binascii.Error, struct.error, ValueError):
        return b""
    return content if content.startswith(PNG) and width and height else b""


def sized(png: bytes, widest: float, tallest: float) -> tuple[float, float]:
    """Return the (width, height) in points at which a PNG fits a place, its proportions kept."""
    wide, high = _size(png)
    scale = min(widest / wide, tallest / high)
    return wide * scale, high * scale


def _size(png: bytes) -> tuple[int, int]:
    wide, high = struct.unpack(">II", png[16:24])
    return wide, high
