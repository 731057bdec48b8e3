"""The square codes of the paper: what they say, and their modules.

The code of a strip says the reference of its letter and the version of its text: the version printed on a strip, not
the one of the day it comes back, says what a strip without a tick means.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from core.base import lazy_imports

_GROUP = 3
_BETWEEN = re.compile(r"[^0-9A-Z]+")
_CODE = re.compile(r"([A-HJ-NP-Z2-9]{3}-[A-HJ-NP-Z2-9]{3})(?:/(\d{1,3}))?")


class CouponCode(NamedTuple):
    """What the code of a coupon says: the reference of its letter, and the version of its text."""

    reference: str
    version: str


def strip_code(coupon: CouponCode) -> str:
    """Return the text of the code of a strip, « K7P-4MD/3 »: capitals and figures only make the smallest code."""
    return f"{coupon.reference}/{coupon.version.rpartition('-')[2]}"


def read_code(text: str) -> CouponCode | None:
    """Return what a code read from paper says, None when it is not one of ours. The first letters printed their
    reference alone."""
    match = _CODE.fullmatch(text.strip())
    return CouponCode(match[1], f"letter-{match[2] or 1}") if match else None


def reference_typed(typed: str) -> str:
    """Return a reference as letters bear it, however it was typed: any case, with or without its hyphen, with the
    version its code adds."""
    bare = _BETWEEN.sub("", typed.upper().partition("/")[0])
    return f"{bare[:3]}-{bare[3:]}" if len(bare) == 2 * _GROUP else typed.strip().upper()


@lru_cache(64)
def modules(text: str) -> tuple[tuple[tuple[int, int], ...], ...]:
    """Return, for each row of the QR code of ``text``, its dark runs as (start, length). Error correction M; the mask
    is fixed, so that the same text gives the same code."""
    library = lazy_imports.zxingcpp()
    code = library.create_barcode(text, library.BarcodeFormat.QRCode, ec_level="M", data_mask=2)
    image = memoryview(code.to_image(scale=1, add_quiet_zones=False))
    height, width = image.shape or (0, 0)
    flat = bytes(image)
    rows = (flat[at * width : (at + 1) * width] for at in range(height))
    return tuple(tuple((match.start(), len(match[0])) for match in re.finditer(b"\x00+", row)) for row in rows)
