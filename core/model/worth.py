"""What a supplier's files are worth: what became of their leads, and what they cost."""

from typing import NamedTuple


class Worth(NamedTuple):
    """The figures of a supplier. ``leads``: it gave something of; the others: how many of them ever reached a stage, or
    refuse; ``price``: euro cents paid for its batches, None when no price was said."""

    id: int
    name: str
    leads: int
    letters: int
    agreements: int
    appointments: int
    mandates: int
    opposed: int
    price: int | None

    def per_hundred(self, count: int) -> float:
        """Return ``count`` for a hundred leads, to one decimal."""
        return round(100 * count / self.leads, 1) if self.leads else 0.0

    def price_of(self, count: int) -> int | None:
        """Return the euro cents paid for each of ``count``, None without a price or when there is none of them."""
        return round(self.price / count) if self.price is not None and count else None
