"""The log forced to the disk by a thread: what is confirmed is there, and a disk slow to answer freezes nobody."""

import os
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

from core.store.waiting import Waiting
from core.wording import error

sync = getattr(os, "fdatasync", os.fsync)
"""Forces what was written to a file number, as SQLite does: its content and its length, not its date."""


class Forcing:
    """Forces the file ``log``, which is there."""

    def __init__(self, log: Path, waiting: Waiting) -> None:
        self._file = log.open("rb+")
        self._waiting = waiting
        self._pool = ThreadPoolExecutor(1, "forcing")

    def force(self) -> None:
        """Return once all that was written before is on the disk. Raises UserError when the disk
        fails: it was written, and may not last."""
        asked = self._pool.submit(sync, self._file.fileno())
        while wait([asked], self._waiting.stretch()).not_done:
            self._waiting.pause()
        try:
            asked.result()
        except OSError as problem:
            raise error("DISK_UNSURE") from problem

    def close(self) -> None:
        """Let the thread and the file go."""
        self._pool.shutdown()
        self._file.close()
