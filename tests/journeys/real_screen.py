"""A real screen without one: Xvfb, a window manager, an AZERTY keyboard; the program in a process of its own, and keys
pressed by xdotool as a hand would."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

TOOLS = ("Xvfb", "openbox", "xdotool", "setxkbmap", "import")
ROOT = Path(__file__).resolve().parents[2]
SIZE = "1366x768x24"
WAIT_S = 30.0
SEEN_S, STILL_S = 0.3, 4.0
LATER_S = 30
TOP_ROW = {str(digit): str(digit + 9) for digit in range(1, 10)}
"""Digit → the code of the key that bears it: a hand presses a key, whatever letter it gives without Shift."""


def missing_tools() -> list[str]:
    """Return the programs this machine lacks for a real screen."""
    return [tool for tool in TOOLS if shutil.which(tool) is None]


@contextmanager
def screen(**env: str) -> Iterator["RealScreen"]:
    """A screen of our own, taken away at the end; ``env`` is added to what the programs started on it are told."""
    read, write = os.pipe()
    # Without -noreset the keyboard would be forgotten as soon as the first client has gone.
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", SIZE, "-nolisten", "tcp", "-noreset"]
    with subprocess.Popen(command, pass_fds=(write,), stderr=subprocess.DEVNULL) as server:
        os.close(write)
        with os.fdopen(read) as told:
            number = told.readline().strip()
        try:
            with desk(f":{number}", **env) as made:
                yield made
        finally:
            server.terminate()


@contextmanager
def desk(display: str, **more: str) -> Iterator["RealScreen"]:
    """The screen ``display`` with a window manager and a French keyboard."""
    env = os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"} | more
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    # First of all: xdotool reads once which key bears which letter.
    subprocess.run(["setxkbmap", "fr"], env=env, check=True)
    with (
        subprocess.Popen(["openbox"], env=env, **quiet) as manager,  # type: ignore[call-overload]
        subprocess.Popen(["xdotool", "-"], env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as hand,
    ):
        try:
            yield RealScreen(env, hand)
        finally:
            hand.terminate()
            manager.terminate()


class RealScreen:
    """Starts the program, presses keys, looks at the screen."""

    def __init__(self, env: dict[str, str], hand: "subprocess.Popen[str]") -> None:
        self._env = env
        self._hand = hand
        self._shots = self._starts = 0

    @property
    def display(self) -> str:
        """The name of the screen."""
        return self._env["DISPLAY"]

    def start(self, folder: Path, *, eyes: bool = False, clock: str = "") -> "subprocess.Popen[bytes]":
        """Start the program on the base of ``folder``, and wait for its window to have the keyboard. Its clock never
        goes back: each start is a little later in the morning. ``eyes``: it answers where things are, see
        :mod:`tests.journeys.eyes`; ``clock``: "system", to go by that of the machine."""
        command = [sys.executable, "-m", "tests.journeys.program", str(folder), clock or str(self._starts * LATER_S)]
        self._starts += 1
        pipe = subprocess.PIPE if eyes else None
        command += ["eyes"] if eyes else []
        program = subprocess.Popen(command, cwd=ROOT, env=self._env, stdin=pipe, stdout=pipe)
        try:
            reach(lambda: self._ask("getwindowpid") == str(program.pid), f"the window of {folder} never came")
        except AssertionError:
            program.kill()
            raise
        # The manager says so before the keyboard has come.
        time.sleep(SEEN_S)
        return program

    def run(self, command: Sequence[str]) -> "subprocess.Popen[bytes]":
        """Start a program of which nobody reads the output."""
        return subprocess.Popen(command, cwd=ROOT, env=self._env, stderr=subprocess.PIPE)

    def click(self, x: int, y: int) -> None:
        """Click at a place of the screen, in pixels."""
        self._do(f"mousemove {x} {y} click 1")

    def wheel(self, x: int, y: int, *, down: bool) -> None:
        """Turn the wheel one notch over a place of the screen."""
        self._do(f"mousemove {x} {y} click {5 if down else 4}")

    def front(self) -> str:
        """Return the title of the window that has the keyboard."""
        return self._ask("getwindowname")

    def picture(self) -> bytes:
        """Return the screen as it is now, as a PNG file."""
        asked = ["import", "-window", "root", "-define", "png:exclude-chunks=date,time", "png:-"]
        return subprocess.run(asked, env=self._env, capture_output=True, check=True).stdout

    def key(self, *keys: str) -> None:
        """Press keys one after the other, each as X names it: ``F8``, ``ctrl+z``, ``Return``."""
        for one in keys:
            self._do(f"key --clearmodifiers {TOP_ROW.get(one, one)}")

    def press(self, key: str) -> None:
        """Press a key and do not wait for it."""
        assert self._hand.stdin is not None
        self._hand.stdin.write(f"key {key}\n")
        self._hand.stdin.flush()

    def type(self, text: str) -> None:
        """Type ``text`` on the keyboard."""
        self._do(f'type --delay 8 "{text}"')

    def shot(self, folder: Path, name: str) -> None:
        """Keep a picture of the whole screen."""
        self._shots += 1
        target = folder / f"{self._shots:02d}-{name}.png"
        target.write_bytes(self._still())

    def _do(self, line: str) -> None:
        """Give a line to xdotool and wait until it is done: it answers the question that follows."""
        assert self._hand.stdin is not None
        assert self._hand.stdout is not None
        self._hand.stdin.write(f"{line}\ngetmouselocation\n")
        self._hand.stdin.flush()
        assert self._hand.stdout.readline(), "xdotool is gone"

    def _ask(self, what: str) -> str:
        """Return a fact of the window that has the keyboard."""
        asked = ["xdotool", "getactivewindow", what]
        return subprocess.run(asked, env=self._env, capture_output=True, text=True).stdout.strip()

    def _still(self) -> bytes:
        """Return the screen once nothing moves on it any more."""
        before, end = b"", time.monotonic() + STILL_S
        while time.monotonic() < end:
            time.sleep(SEEN_S)
            now = self.picture()
            if now == before:
                break
            before = now
        return before


def reach(reached: Callable[[], bool], otherwise: str) -> None:
    """Wait until ``reached()``. AssertionError with ``otherwise`` after half a minute."""
    end = time.monotonic() + WAIT_S
    while not reached():
        assert time.monotonic() < end, otherwise
        time.sleep(0.02)
