"""Works of the jobs under test, apart from what tests load: the process of a job loads the module of its work."""

import os
import sys
import time
from collections.abc import Callable

from core.base.errors import UserError
from core.base.progress import Progress


def double(number: int, progress: Progress) -> int:
    """Count to ``number`` and double it."""
    for done in range(1, number + 1):
        progress(done, number)
    return number * 2


def refuse(file: str, progress: Progress) -> None:
    """Refuse ``file``."""
    progress(0, 0)
    raise UserError("FILE_UNREADABLE", f"{file} ne s’ouvre pas.")


def trip(secret: str, _progress: Progress) -> None:
    """Fail by a bug."""
    raise ZeroDivisionError(secret)


def wait(seconds: float, progress: Progress) -> None:
    """Report until told to stop."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        progress(1, 2)
        time.sleep(0.01)


def die(number: int, progress: Progress) -> None:
    """Die as a crash would."""
    progress(1, 2)
    os.kill(os.getpid(), number)
    time.sleep(60)


def give_lambda(_argument: int, _progress: Progress) -> Callable[[], int]:
    """Return what cannot cross a pipe."""
    return lambda: 1


def name_qt(_argument: int, _progress: Progress) -> list[str]:
    """Return what is loaded of Qt here."""
    return [name for name in sys.modules if name.startswith("PySide6")]
