"""Pictures of the paper, logo, signature and photo: read from any file, refused with a reason, kept small."""

import base64
import binascii
from functools import lru_cache
from io import BytesIO

from core.base import lazy_imports

_FORMATS = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")
_DOTS = 300 / 72
"""Dots to the point: what a printer shows of a picture."""
_ORIENTATION = 0x0112
_TURNS = {3: 180, 6: 270, 8: 90}
"""How a camera was held, as Exif says it → degrees to turn its picture back."""
_MOST_PIXELS = 60_000_000
_WHITE = 250


def picture_from(content: bytes, widest: float, tallest: float, *, photo: bool = False) -> str:
    """Return a picture of any usual format as it is kept: a PNG, a JPEG for a ``photo``, in base64, its white edges
    cut, no finer than what ``widest`` × ``tallest`` points show. Raises ValueError when the bytes are no picture, or
    one too large to open."""
    library = lazy_imports.pillow()
    try:
        with library.open(BytesIO(content), formats=_FORMATS) as found:
            if found.width * found.height > _MOST_PIXELS:
                raise ValueError("too many pixels")
            found.draft("RGB", (int(widest * _DOTS) * 2, int(tallest * _DOTS) * 2))
            turned = _TURNS.get(found.getexif().get(_ORIENTATION), 0)
            picture = found.convert("RGBA").rotate(turned, expand=True)
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
    flat.save(out, format="JPEG" if photo else "PNG", optimize=True)
    return base64.b64encode(out.getvalue()).decode("ascii")


def _ink(level: int) -> int:
    return 255 if level < _WHITE else 0


@lru_cache(8)
def picture_of(kept: str) -> bytes:
    """Return the PNG or JPEG kept as base64, empty when there is none or it is damaged: the letter then does without
    it."""
    try:
        content = base64.b64decode(kept, validate=True)
        return content if content and all(_size(content)) else b""
    except (binascii.Error, OSError, ValueError):
        return b""


def sized(picture: bytes, widest: float, tallest: float) -> tuple[float, float]:
    """Return the (width, height) in points at which a picture fits a place, its proportions kept."""
    wide, high = _size(picture)
    scale = min(widest / wide, tallest / high)
    return wide * scale, high * scale


@lru_cache(8)
def _size(picture: bytes) -> tuple[int, int]:
    with lazy_imports.pillow().open(BytesIO(picture), formats=("PNG", "JPEG")) as shown:
        return shown.width, shown.height
