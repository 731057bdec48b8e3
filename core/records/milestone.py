"""What happened in the trade: each row as its table has it."""

from typing import NamedTuple


class Milestone(NamedTuple):
    """A milestone as it is kept: see :class:`core.model.milestone.TradeEventShown`, which is made of it."""

    id: int = 0
    lead_id: int = 0
    kind: str = ""
    moment: str = ""
    place: str = ""
    who: str = ""
    said: str = ""
    back: str | None = None
    at: str = ""
    by: str = ""
    undone_at: str | None = None
    undone_by: str = ""
    title_id: int | None = None
