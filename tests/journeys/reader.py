"""A screen reader without a voice: a session bus and an accessibility bus of our own, and what is told on them."""

import json
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from core.base.records import Struct

SYSTEM_PYTHON = "/usr/bin/python3"
LAUNCHER = "/usr/libexec/at-spi-bus-launcher"
SCRIPT = Path(__file__).with_name("heard_by.py")
STILL_S = 12.0
QUIET = subprocess.DEVNULL


class Told(Struct, frozen=True):
    """A control as a screen reader is told of it. ``path``: places of the children from the program; ``acts``: what can
    be done; ``key``: that does it; ``text``: of a field."""

    path: tuple[int, ...]
    role: str
    name: str
    states: frozenset[str]
    acts: tuple[str, ...]
    key: str
    text: str

    @property
    def focusable(self) -> bool:
        """Tell whether the keyboard goes there."""
        return "focusable" in self.states


def missing_reader() -> list[str]:
    """Return what this machine lacks to listen to a program."""
    lacking = [] if shutil.which("dbus-daemon") else ["dbus-daemon"]
    lacking += [] if Path(LAUNCHER).exists() else ["at-spi2-core"]
    found = Path(SYSTEM_PYTHON).exists() and subprocess.run([SYSTEM_PYTHON, "-c", "import pyatspi"], stderr=QUIET)
    return lacking if found and found.returncode == 0 else [*lacking, "python3-pyatspi"]


@contextmanager
def buses() -> Iterator[dict[str, str]]:
    """The buses, and what a program on them is told in its environment."""
    asked = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
    with subprocess.Popen(asked, stdout=subprocess.PIPE, stderr=QUIET, text=True) as bus:
        assert bus.stdout is not None
        env = {"DBUS_SESSION_BUS_ADDRESS": bus.stdout.readline().strip(), "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
        with subprocess.Popen([LAUNCHER, "--launch-immediately"], env=env, stderr=QUIET, stdout=QUIET) as launcher:
            try:
                yield env
            finally:
                launcher.terminate()
                bus.terminate()


class Reader:
    """What is told of the program ``pid``."""

    def __init__(self, pid: int, env: Mapping[str, str]) -> None:
        command = [SYSTEM_PYTHON, str(SCRIPT), str(pid)]
        pipe = subprocess.PIPE
        self._asked = subprocess.Popen(command, env=dict(env), stdin=pipe, stdout=pipe, stderr=QUIET, text=True)

    def close(self) -> None:
        """Listen no more."""
        self._asked.terminate()
        self._asked.communicate()

    def heard(self) -> list[Told]:
        """Return what is shown, once it no longer changes."""
        before: list[Told] = []
        end = time.monotonic() + STILL_S
        while time.monotonic() < end:
            now = self._now()
            if now and now == before:
                break
            before = now
        return before

    def act(self, one: Told, name: str) -> None:
        """Do what a control offers."""
        self._ask(f"act {'.'.join(str(place) for place in one.path)} {name}")

    def _now(self) -> list[Told]:
        return [
            Told(tuple(node["path"]), node["role"], node["name"], frozenset(node["states"]), tuple(node["acts"]),
                 node["key"], node["text"])
            for node in json.loads(self._ask("tree"))
        ]  # fmt: skip

    def _ask(self, line: str) -> str:
        assert self._asked.stdin is not None
        assert self._asked.stdout is not None
        self._asked.stdin.write(f"{line}\n")
        self._asked.stdin.flush()
        return self._asked.stdout.readline()
