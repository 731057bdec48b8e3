"""From the command line to the window: a screen or not, Qt's libraries there or not, the real base or a throw-away
one."""

import builtins
import gc
import sys
import tempfile
from pathlib import Path

from core.base import moments
from core.base.errors import UserError
from core.base.i18n import choose
from core.store.engine.opening import opened
from core.words.errors import error, user_text
from ui import display


def start(folder: Path, *, demo: bool) -> int:
    """Open the window on the base of ``folder``, or on invented leads. Returns the exit code: 2 with a sentence on
    stderr, and in a window where there is a screen, when Qt cannot use it. Without a screen the demonstration is
    played in the terminal."""
    choose("fr")
    try:
        return _start(folder, demo=demo)
    except UserError as problem:
        sys.stderr.write(problem.text + "\n")
        display.tell(problem.text)
        return 2
    except Exception:
        # A windowed program has nobody to read a traceback.
        display.tell(user_text("UNEXPECTED"))
        raise


def _start(folder: Path, *, demo: bool) -> int:
    if not display.has_display():
        if not demo:
            raise error("NO_DISPLAY")
        return _play(throw_away())
    missing = display.missing_packages()
    problem = display.plugin_problem() if not missing else ""
    if missing or problem:
        named = problem or ", ".join(missing)
        raise error("QT_LIBRARY", library=f"apt install {' '.join(missing)}" if missing else named)
    if demo:
        folder = _filled(throw_away())
    # A start makes much and drops nothing: looking for what could be dropped costs it one part in seven.
    gc.disable()
    load_qt()
    from ui.app import run  # noqa: PLC0415 - Qt is loaded once it is known to be able to start

    return run(folder, demo=demo)


def load_qt() -> None:
    """Load Qt, but for the ``import`` it puts in the place of Python's: that one reads again the source of whatever is
    loaded after it, 300 of our files and 50 ms at each start, in case it asks for a ``__feature__`` of PySide. Raises
    ImportError."""
    own = builtins.__import__
    try:
        from PySide6 import QtCore  # noqa: F401, PLC0415 - as above
    finally:
        vars(builtins)["__import__"] = own


def throw_away() -> Path:
    """Return a fresh temporary folder for a base of invented leads."""
    return Path(tempfile.mkdtemp(prefix="premier-contact-essai-"))


def _filled(folder: Path) -> Path:
    """Fill the base of ``folder`` with invented leads."""
    from core.cli import demo  # noqa: PLC0415 - 150 ms that a real day does not pay

    with opened(folder) as store:
        demo.build(store, now=moments.now())
    return folder


def _play(folder: Path) -> int:
    from core.cli import demo  # noqa: PLC0415 - as above

    with opened(folder) as store:
        demo.play(store, lambda line: print(line), now=moments.now())  # noqa: T201 - the terminal is the screen here
    return 0
