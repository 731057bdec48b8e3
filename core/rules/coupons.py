"""What a coupon means, by the text printed on it: an opposition wins over all that would have the agency write or call
(law file, OBJ-01 and OBJ-02)."""

from collections.abc import Collection

from core.model.reply import LEFT, WELCOMING, Box

SEPARATE = "letter-1"
"""The letters whose objection and whose short reply were two coupons: a blank reply says nothing."""


def meaning(boxes: Collection[Box], version: str, *, back: bool = False) -> frozenset[Box]:
    """Return what is to be recorded of the ``boxes`` ticked. ``version``: of the text printed on the coupon; ``back``:
    other contact points to block are written.

    On a strip, a box of the left column, something written on its back, or nothing ticked at all is an opposition; only
    boxes of the right column are a reply. A letter that the post brought back says nothing of its person.
    """
    ticked = frozenset(boxes) - {Box.BLANK}
    if ticked == {Box.RETURNED} and not back:
        return ticked
    silent = not ticked and version != SEPARATE
    if back or silent or ticked & LEFT:
        return ticked - WELCOMING | {Box.OPPOSE}
    return ticked or frozenset({Box.BLANK})


def outweighed(boxes: Collection[Box], meant: Collection[Box]) -> frozenset[Box]:
    """Return what was ticked and is not recorded, since an opposition wins over it."""
    return frozenset(boxes) & WELCOMING - frozenset(meant)
