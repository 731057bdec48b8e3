"""Counts for the controller's documents; no name and no contact point is read."""

from typing import NamedTuple

from core.store.port import Reader


class BaseCounts(NamedTuple):
    """How many of each the base holds. ``notes``: calls and sheets with a note or a label; ``property_only``: suppliers
    of whose rows only the property is kept; ``opposed``: refusals in force, ``fingerprints``: their entries;
    ``letters``: posted; ``overdue``: persons not informed in time; ``merged``: rows joined to a lead already known."""

    leads: int
    erased: int
    phones: int
    emails: int
    addresses: int
    notes: int
    suppliers: int
    property_only: int
    opposed: int
    fingerprints: int
    letters: int
    overdue: int
    consents: int
    titles: int
    calls: int
    requests: int
    batches: int
    merged: int


def counts(r: Reader, today: str) -> BaseCounts:
    """Return how many of each the base holds; ``today``: ISO day, for what is overdue."""
    [found] = r.named(
        BaseCounts,
        """SELECT
            (SELECT count(*) FROM lead WHERE erased_at IS NULL) AS leads,
            (SELECT count(*) FROM lead WHERE erased_at IS NOT NULL) AS erased,
            (SELECT count(*) FROM contact WHERE kind = 'phone') AS phones,
            (SELECT count(*) FROM contact WHERE kind = 'email') AS emails,
            (SELECT count(*) FROM contact WHERE kind = 'address') AS addresses,
            (SELECT count(*) FROM call WHERE note <> '') + (SELECT count(*) FROM lead WHERE notes <> '' OR tags <> '')
                AS notes,
            (SELECT count(*) FROM supplier) AS suppliers,
            (SELECT count(*) FROM supplier WHERE property_only <> '') AS property_only,
            (SELECT count(DISTINCT gesture) FROM opposition WHERE lifted_at IS NULL) AS opposed,
            (SELECT count(*) FROM opposition WHERE lifted_at IS NULL) AS fingerprints,
            (SELECT count(*) FROM notice WHERE posted_at IS NOT NULL) AS letters,
            (SELECT count(*) FROM lead WHERE notice_due < ? AND notice_sent IS NULL AND opposed_at IS NULL
                AND erased_at IS NULL) AS overdue,
            (SELECT count(*) FROM consent) AS consents,
            (SELECT count(*) FROM title) AS titles,
            (SELECT count(*) FROM call WHERE direction = 'out') AS calls,
            (SELECT count(*) FROM request) AS requests,
            (SELECT count(*) FROM batch WHERE undone_at IS NULL) AS batches,
            (SELECT count(*) FROM merging WHERE undone_at IS NULL) AS merged""",
        today,
    )
    return found


def origin_sites(r: Reader) -> list[str]:
    """Return the original sites the data come from, by name."""
    return r.column(str, "SELECT DISTINCT site FROM origin WHERE site <> '' ORDER BY site")
