"""Queries about the labels of leads."""

from collections.abc import Sequence
from typing import NamedTuple

from core.store.port import AMONG, Reader, several

BEARING = "replace('\n' || tags || '\n', '\n' || ? || '\n', '') <> '\n' || tags || '\n'"
"""The condition on ``lead`` that keeps those who bear a label."""


class Tagged(NamedTuple):
    """A lead that was not erased, its labels, one a line, and who follows it."""

    id: int
    tags: str
    agent_id: int | None


class Labels(NamedTuple):
    """A set of labels that some leads have, one a line, and how many have it."""

    tags: str
    leads: int


def labels(r: Reader) -> list[Labels]:
    """Return each set of labels in use."""
    return r.named(Labels, "SELECT tags, count(*) AS leads FROM lead WHERE tags <> '' GROUP BY tags")


def labelled(r: Reader, ids: Sequence[int]) -> list[Tagged]:
    """Return the labels of these leads, and who follows them; who was erased is left out."""
    sql = f"""SELECT id, tags, agent_id FROM lead WHERE erased_at IS NULL
             AND id {AMONG} ORDER BY id"""
    return r.named(Tagged, sql, several(ids))


def bearing(r: Reader, tag: str) -> list[int]:
    """Return the leads that bear a label."""
    return r.column(int, f"SELECT id FROM lead WHERE tags <> '' AND {BEARING}", tag)
