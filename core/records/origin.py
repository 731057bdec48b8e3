"""Where a lead comes from: each row as its table has it."""

from typing import NamedTuple


class Stated(NamedTuple):
    """An origin gave the value of ``field`` in row ``row_id`` of ``table`` (field empty: the whole row); ``fresh``:
    none gave it before. ``table`` « * »: it may have given any."""

    id: int = 0
    lead_id: int = 0
    origin_id: int | None = None
    table: str = ""
    row_id: int = 0
    field: str = ""
    fresh: bool = False


class SiteTerms(NamedTuple):
    """What the agency answered about the terms of a site: ``verdict`` allowed, refused or unread; ``page``: where they
    stand."""

    id: int = 0
    site: str = ""
    verdict: str = ""
    page: str = ""
    at: str = ""
    by: str = ""
