"""The property offered: the one declaration of a row of ``listing``."""

from typing import NamedTuple


class Listing(NamedTuple):
    """``price``: euro cents; ``area``: m²; ``deal``: "sale", "rent" or empty when nothing tells it; ``kind``: house,
    flat… as known; ``seen``: ISO day; ``private``: as of a draft, None when its words were not read; ``gone_…``: the
    day the ad was no longer online, when, by whom and in which call it was said. ``share_id``: the one number of the
    ads of a property that several people share, each on their own sheet; None where one person has it alone. ``role``:
    what that person has of it, of :data:`ROLES`; empty where nothing tells it.

    A default is what an unknown value is kept as."""

    id: int = 0
    lead_id: int = 0
    site: str = ""
    reference: str = ""
    url: str = ""
    title: str = ""
    kind: str = ""
    deal: str = ""
    price: int | None = None
    area: float | None = None
    rooms: int | None = None
    town: str = ""
    postcode: str = ""
    seen: str | None = None
    gone_on: str | None = None
    gone_at: str | None = None
    gone_by: str = ""
    gone_call: int | None = None
    private: int | None = None
    share_id: int | None = None
    role: str = ""

    @property
    def is_gone(self) -> bool:
        """Tell whether somebody said it is gone, and no file nor page showed it again on a later day."""
        return self.gone_on is not None and (self.seen is None or self.seen <= self.gone_on)


USUFRUCT, BARE, UNDIVIDED = ROLES = ("usufruct", "bare", "undivided")
"""Usufruct, bare ownership (Code civil, art. 578), an undivided share (art. 815)."""
_KEPT_OF_IT = ("id", "lead_id", "private", "gone_on", "gone_at", "gone_by", "gone_call", "share_id")
OFFERED = tuple(name for name in Listing._fields if name not in _KEPT_OF_IT)
"""What is told of a property, in the order in which it is shown."""
_FIXED = ("site", "reference", "deal", "town", "postcode", "role")
RENEWED = tuple(name for name in OFFERED if name not in _FIXED)
"""What a later row about the same ad changes."""
