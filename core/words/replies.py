"""The words of a coupon that came back: what was ticked."""

from collections.abc import Iterable

from core.base.screen_shapes import listed
from core.model.reply import Box


def boxes_said(boxes: str | Iterable[Box]) -> str:
    """Return boxes in words, in the order of the paper; ``boxes``: as the base keeps them, or as they are."""
    names = set(filter(None, boxes.split(","))) if isinstance(boxes, str) else {one.value for one in boxes}
    return listed([box.shown for box in Box if box.value in names])
