"""Decides how many rows a long job writes in one transaction, so that other writers wait only a moment."""

HELD = 0.05
"""Seconds the write lock should be held by one transaction: a call log never waits much longer."""


class Pace:
    """The number of rows for the next transaction, between ``least`` and ``most``: more after a short transaction,
    fewer after a long one."""

    def __init__(self, rows: int, least: int, most: int) -> None:
        self.rows = rows
        self._least, self._most = least, most

    def felt(self, seconds: float) -> None:
        """Adjust the number of rows to how many seconds the last transaction held the write lock."""
        self.rows = max(self._least, min(self._most, round(self.rows * (1.1 if seconds < HELD else 0.8))))
