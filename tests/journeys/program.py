"""The real program with its clock set: a weekday morning, when calls are lawful, whatever the hour of the machine.

``python -m tests.journeys.program FOLDER SECONDS [eyes]``: ``main.py --data-dir FOLDER`` whose clock starts so long
after 10:42, and runs; « system » is the clock of the machine, as all who share a base have; with ``eyes`` it says where
things are to whoever asks on its standard input.
"""

import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtWidgets import QApplication

from core.base import moments
from core.base.i18n import choose
from core.base.moments import AGENCY_ZONE
from tests.journeys.eyes import Eyes
from ui.app import Clock, run

MORNING = datetime(2026, 11, 24, 10, 42, tzinfo=AGENCY_ZONE)


def main() -> int:
    """Open the window and return the program's exit code."""
    choose("fr")
    app = QApplication(sys.argv[:1])
    app.setCursorFlashTime(0)
    eyes = Eyes() if "eyes" in sys.argv[3:] else None
    code = run(Path(sys.argv[1]), demo=False, clock=moments.now if sys.argv[2] == "system" else _clock())
    del eyes
    return code


def _clock() -> Clock:
    start, began = MORNING + timedelta(seconds=float(sys.argv[2])), time.monotonic()
    return lambda: start + timedelta(seconds=time.monotonic() - began)


if __name__ == "__main__":
    sys.exit(main())
