"""Starts the installed program as ``python main.py`` does in the repository."""

import sys
from pathlib import Path

_APP = Path(__file__).resolve().parent / "app"
"""Where a wheel holds the repository's ``main.py``, ``core``, ``ui`` and ``resources``; an editable install has none,
and finds them in the repository."""


def main() -> int:
    """Run the program and return its exit code."""
    if _APP.is_dir():
        sys.path.insert(0, str(_APP))
    from main import quiet_end  # noqa: PLC0415 - found once the path is set

    return quiet_end()
