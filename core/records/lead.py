"""Private sellers: each row as its table has it."""

from typing import NamedTuple


class Lead(NamedTuple):
    """Who a lead is. ``obtained``, ``notice_due``: ISO days; ``sort_key``, ``town_key``: folded; ``quote``: the words
    by which the ad refuses agencies; ``batch_id``: the batch that made it; ``notes``: what the agency wrote of it, last
    by ``notes_by``; ``tags``: its labels, one a line; ``agent_id``: the colleague who follows it."""

    id: int = 0
    name: str = ""
    first_name: str = ""
    last_name: str = ""
    civility: str = ""
    sort_key: str = ""
    town: str = ""
    town_key: str = ""
    postcode: str = ""
    obtained: str = ""
    notice_due: str = ""
    notice_sent: str | None = None
    source: str = ""
    opposed_at: str | None = None
    opposed_how: str = ""
    quote: str = ""
    erased_at: str | None = None
    batch_id: int | None = None
    version: int = 0
    restricted_at: str | None = None
    notes: str = ""
    notes_at: str | None = None
    notes_by: str = ""
    agent_id: int | None = None
    tags: str = ""


class Joining(NamedTuple):
    """A join: the lead kept, the other one, and what was changed (JSON), so that it can be taken back."""

    id: int = 0
    lead_id: int = 0
    other_id: int = 0
    at: str = ""
    by: str = ""
    changes: str = ""
    undone_at: str | None = None
    undone_by: str = ""


class Alike(NamedTuple):
    """Two leads that may be one: ``apart_at``: when somebody said that they are two."""

    id: int = 0
    lead_a: int = 0
    lead_b: int = 0
    score: int = 0
    apart_at: str | None = None
    apart_by: str = ""

    def beside(self, lead_id: int) -> int:
        """Return the other lead of the pair."""
        return self.lead_b if self.lead_a == lead_id else self.lead_a
