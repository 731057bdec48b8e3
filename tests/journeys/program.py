"""The real program with its clock set: a weekday morning, when calls are lawful, whatever the hour of the machine.

``python -m tests.journeys.program FOLDER SECONDS``: ``main.py --data-dir FOLDER`` whose clock starts so long after
10:42, and runs.
"""

import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

from core.base.i18n import choose
from core.base.moments import AGENCY_ZONE
from ui.app import run

MORNING = datetime(2026, 11, 24, 10, 42, tzinfo=AGENCY_ZONE)


def main() -> int:
    """Open the window and return the program's exit code."""
    choose("fr")
    start, began = MORNING + timedelta(seconds=float(sys.argv[2])), time.monotonic()
    return run(Path(sys.argv[1]), demo=False, clock=lambda: start + timedelta(seconds=time.monotonic() - began))


if __name__ == "__main__":
    sys.exit(main())
