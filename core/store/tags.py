"""Queries about the labels of leads."""

from typing import NamedTuple

from core.store.port import Reader

BEARING = "replace('\n' || tags || '\n', '\n' || ? || '\n', '') <> '\n' || tags || '\n'"
"""The condition on ``lead`` that keeps those who bear a label."""


class Labels(NamedTuple):
    """A set of labels that some leads have, one a line, and how many have it."""

    tags: str
    leads: int


def labels(r: Reader) -> list[Labels]:
    """Return each set of labels in use."""
    return r.named(Labels, "SELECT tags, count(*) AS leads FROM lead WHERE tags <> '' GROUP BY tags")


def bearing(r: Reader, tag: str) -> list[int]:
    """Return the leads that bear a label."""
    return r.column(int, f"SELECT id FROM lead WHERE tags <> '' AND {BEARING}", tag)
