"""Pictures of the paper, logo and signature: read from any file, refused with a reason, kept small."""

import struct


def sized(png: bytes, widest: float, tallest: float) -> tuple[float, float]:
    """Return the (width, height) in points at which a PNG fits a place, its proportions kept."""
    wide, high = struct.unpack(">II", png[16:24])
    scale = min(widest / wide, tallest / high)
    return wide * scale, high * scale
