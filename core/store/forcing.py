"""The log forced to the disk by a thread: what is confirmed is there, and a disk slow to answer freezes nobody."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

SLICE_S = 0.03
"""What one waits for the disk at a stretch: two frames of a window."""
sync = getattr(os, "fdatasync", os.fsync)
"""Forces what was written to a file number, as SQLite does: its content and its length, not its date."""


class Forcing:
    """Forces the file ``log``, which is there; ``meanwhile`` is called between two slices of waiting."""

    def __init__(self, log: Path, meanwhile: Callable[[], None]) -> None:
        self._file = log.open("rb+")
        self._meanwhile = meanwhile
        self._pool = ThreadPoolExecutor(1, "forcing")

    def force(self) -> None:
        """Return once all that was written before is on the disk. Raises OSError."""
        asked = self._pool.submit(sync, self._file.fileno())
        while wait([asked], SLICE_S).not_done:
            self._meanwhile()
        asked.result()

    def close(self) -> None:
        """Let the thread and the file go."""
        self._pool.shutdown()
        self._file.close()
