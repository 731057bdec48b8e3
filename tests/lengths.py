"""Tests that could go on for hours: a little of them each time, all of them when PREMIER_CONTACT_LONG=1 asks."""

import os
from collections.abc import Sequence
from typing import TypeVar

RowT = TypeVar("RowT")
LONG = os.environ.get("PREMIER_CONTACT_LONG") == "1"


def length(usual: int, *, long: int) -> int:
    """Return how many kills, lives or cases to go through: ``usual`` in the suite, ``long`` when it is asked for."""
    return long if LONG else usual


def some(rows: Sequence[RowT], *, of: int) -> Sequence[RowT]:
    """Return one row of every ``of``, the first one among them, in the suite; all of them when it is asked for."""
    return rows if LONG else rows[::of]
