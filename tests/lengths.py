"""Tests that could go on for hours: a little of them each time, all of them when PREMIER_CONTACT_LONG=1 asks."""

import os

LONG = os.environ.get("PREMIER_CONTACT_LONG") == "1"


def length(usual: int, *, long: int) -> int:
    """Return how many kills, lives or cases to go through: ``usual`` in the suite, ``long`` when it is asked for."""
    return long if LONG else usual
