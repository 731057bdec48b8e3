"""From the command line to the window: a screen or not, Qt's libraries there or not, the real base or a throw-away
one."""

import builtins
import ctypes
import gc
import os
import shutil
import socket
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

from core.base import moments
from core.base.errors import UserError
from core.base.i18n import choose_as_seat
from core.base.lazy_imports import subprocess
from core.store.engine.opening import opened
from core.words.errors import error, user_text

PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
"""Library Qt needs on Linux → the Debian package that has it."""

_TITLE = "Premier Contact"
_THROWN, _DAY = "premier-contact-essai-", 24 * 3600
"""How the folder of a base of invented leads begins; in seconds."""
_X_SOCKETS = "/tmp/.X11-unix/X"  # noqa: S108 - where every X server listens


def has_display() -> bool:
    """Tell whether a screen answers: always on Windows and macOS, an X or Wayland server on Linux."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    if os.environ.get("WAYLAND_DISPLAY"):
        return True
    return _x_answers(os.environ.get("DISPLAY", ""))


def missing_packages(libraries: Mapping[str, str] = PACKAGES) -> list[str]:
    """Return the Debian packages of ``libraries`` (library → package) this machine misses; empty when Qt can start."""
    if not sys.platform.startswith("linux"):
        return []
    return sorted({package for library, package in libraries.items() if not _loads(library)})


def plugin_problem() -> str:
    """Return what the X11 plug-in of Qt fails to load, empty when it loads or is not the one to be used."""
    spec = find_spec("PySide6")
    wanted = os.environ.get("QT_QPA_PLATFORM", "xcb").partition(":")[0]
    if spec is None or spec.origin is None or not sys.platform.startswith("linux") or wanted != "xcb":
        return ""
    plugin = Path(spec.origin).parent / "Qt" / "plugins" / "platforms" / "libqxcb.so"
    try:
        ctypes.CDLL(str(plugin))
    except OSError as problem:
        return str(problem).partition(":")[0]
    return ""


def tell(sentence: str) -> bool:
    """Show a sentence in a window without Qt, which may be what is missing; False when the system has no way to."""
    if sys.platform == "win32":
        ctypes.windll.user32.MessageBoxW(0, sentence, _TITLE, 0x10)
        return True
    command = next((teller for teller in tellers(sentence) if shutil.which(teller[0])), None)
    if command is None or not has_display():
        return False
    subprocess().run(command, capture_output=True, check=False)
    return True


def tellers(sentence: str) -> list[list[str]]:
    """Return the commands that show a sentence in a window, the best first."""
    return [
        ["zenity", "--error", "--no-markup", f"--title={_TITLE}", f"--text={sentence}"],
        ["kdialog", "--title", _TITLE, "--error", sentence],
        ["xmessage", "-center", "-title", _TITLE, sentence],
        ["osascript", "-e", "on run argv", "-e", f'display alert "{_TITLE}" message (item 1 of argv)', "-e", "end run",
         sentence],
    ]  # fmt: skip


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _x_answers(display: str) -> bool:
    """Tell whether the X server named by DISPLAY (``host:number.screen``) takes a connection."""
    host, colon, rest = display.rpartition(":")
    number = rest.partition(".")[0]
    if not colon or not number.isdecimal():
        return False
    if host in ("", "unix"):
        place = f"{_X_SOCKETS}{number}"
        return any(_connects(socket.AF_UNIX, name) for name in (place, f"\0{place}"))
    return _connects(socket.AF_INET, (host, 6000 + int(number)))


def _connects(family: socket.AddressFamily, address: str | tuple[str, int]) -> bool:
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.settimeout(3.0)
        try:
            probe.connect(address)
        except OSError:
            return False
    return True


def start(folder: Path, *, demo: bool, file: Path | None = None) -> int:
    """Open the window on the base of ``folder``, or on invented leads, and ``file`` in it. Returns the exit code: 2
    with a sentence on stderr, and in a window where there is a screen, when Qt cannot use it. Without a screen the
    demonstration is played in the terminal."""
    choose_as_seat(folder)
    try:
        return _start(folder, demo=demo, file=file)
    except UserError as problem:
        sys.stderr.write(problem.text + "\n")
        tell(problem.text)
        return 2
    except Exception:
        # A windowed program has nobody to read a traceback.
        tell(user_text("UNEXPECTED"))
        raise


def _start(folder: Path, *, demo: bool, file: Path | None) -> int:
    if not has_display():
        if not demo:
            raise error("NO_DISPLAY")
        return _play(throw_away())
    missing = missing_packages()
    problem = plugin_problem() if not missing else ""
    if missing or problem:
        name = problem or ", ".join(missing)
        raise error("QT_LIBRARY", library=f"apt install {' '.join(missing)}" if missing else name)
    if demo:
        sweep_throw_away()
        folder = _filled(throw_away())
    # A start makes much and drops nothing: looking for what could be dropped costs it one part in seven.
    gc.disable()
    load_qt()
    from ui.app import run  # noqa: PLC0415 - Qt is loaded once it is known to be able to start

    try:
        return run(folder, demo=demo, file=file)
    finally:
        if demo:
            shutil.rmtree(folder, ignore_errors=True)


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
    return Path(tempfile.mkdtemp(prefix=_THROWN))


def sweep_throw_away() -> None:
    """Delete the bases of invented leads that a killed program left: those of a day ago that no window answers for."""
    from core.base.running_window import Ask, ask  # noqa: PLC0415 - as above

    for folder in Path(tempfile.gettempdir()).glob(f"{_THROWN}*"):
        with suppress(OSError):
            if time.time() - folder.stat().st_mtime > _DAY and ask(folder, Ask.HELLO) is None:
                shutil.rmtree(folder, ignore_errors=True)


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
