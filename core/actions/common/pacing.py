"""How much a long job writes in one transaction: as much as keeps the others waiting for a moment, no longer."""

HELD = 0.05
"""Seconds the write lock should be held by one transaction: a call log never waits much longer."""


class Pace:
    """Rows for the next transaction, ``least`` to ``most``: a little more after a short one, less after a long one."""

    def __init__(self, rows: int, least: int, most: int) -> None:
        self.rows = rows
        self._least, self._most = least, most

    def felt(self, seconds: float) -> None:
        """Hear how long the last transaction held the write lock."""
        self.rows = max(self._least, min(self._most, round(self.rows * (1.1 if seconds < HELD else 0.8))))
