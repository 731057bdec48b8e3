"""What came in together: each row as its table has it."""

from typing import NamedTuple


class Batch(NamedTuple):
    """``collected``: ISO day; ``mapping``, ``headers``, ``fixes``: JSON; ``price``: euro cents; ``ended``: moment."""

    id: int = 0
    source: str = ""
    name: str = ""
    supplier_id: int | None = None
    site: str = ""
    collected: str = ""
    sha256: str = ""
    mapping: str = ""
    at: str = ""
    by: str = ""
    ended: str | None = None
    added: int = 0
    merged: int = 0
    opposed: int = 0
    rejected: int = 0
    blank: int = 0
    fixes: str = ""
    undone_at: str | None = None
    undone_by: str = ""
    headers: str = "[]"
    property_only: bool = False
    price: int | None = None

    @property
    def counts(self) -> dict[str, int]:
        """What became of its rows so far."""
        fates = {"added": self.added, "merged": self.merged, "opposed": self.opposed, "rejected": self.rejected}
        return {**fates, "blank": self.blank}

    @property
    def total(self) -> int:
        """The rows read."""
        return sum(self.counts.values())


class Reject(NamedTuple):
    """A row that was not taken: ``cells``: JSON."""

    id: int = 0
    batch_id: int = 0
    line: int = 0
    code: str = ""
    reason: str = ""
    cells: str = ""


class Merging(NamedTuple):
    """What a row changed on a known lead: ``changes``, ``row``: JSON."""

    id: int = 0
    batch_id: int = 0
    lead_id: int = 0
    line: int = 0
    changes: str = ""
    undone_at: str | None = None
    undone_by: str = ""
    row: str = ""
