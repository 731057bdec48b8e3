"""Two computers of an agency, each with a screen, a user and a data folder of its own, on one machine: their clocks say
a weekday morning, when calls are lawful, and so do those of all that they start."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import psutil

from core.base.moments import AGENCY_ZONE
from core.base.running_window import FOLDER as SOCKETS
from core.store.safe.homes import FOLDER as CONFIGURATION
from tests.journeys.hand import Hand
from tests.journeys.real_screen import ROOT, RealScreen, screen

FAKER = Path("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1")
"""Moves the clock of a process and of its children (package « faketime »)."""


class Desk(NamedTuple):
    """One computer, whose window is open. ``env``: of its user; ``hand``: at its mouse and keyboard."""

    folder: Path
    env: dict[str, str]
    screen: RealScreen
    hand: Hand

    def sees(self, name: str, words: str) -> bool:
        """Tell whether a line of a list in sight says some words."""
        lines = self.hand.ask("texts", name)
        return isinstance(lines, list) and any(words in line for line in lines)

    def run(self, *words: str) -> "subprocess.Popen[str]":
        """Start a verb of this user."""
        command = [sys.executable, "main.py", "--data-dir", str(self.folder), *words]
        return subprocess.Popen(command, cwd=ROOT, env=os.environ | self.env, stdout=subprocess.PIPE, text=True)

    def switch_off(self) -> None:
        """End, all at once, what serves the base: as a computer that goes to sleep, or is unplugged."""
        for process in serving(self.folder):
            for child in (*process.children(recursive=True), process):
                child.kill()
            process.wait(30)


def morning() -> dict[str, str]:
    """Return what has a process believe that it is 10:42 of a weekday in the agency's zone, from now on."""
    now = datetime.now(AGENCY_ZONE)
    then = now.replace(hour=10, minute=42)
    while then < now or then.isoweekday() > 5:
        then += timedelta(days=1)
    return {
        "LD_PRELOAD": str(FAKER),
        "FAKETIME": f"+{int((then - now).total_seconds())}",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "NO_FAKE_STAT": "1",
    }


@contextmanager
def computer(root: Path, name: str, clock: dict[str, str], out: Path) -> Iterator[Desk]:
    """Open the window of a computer; what its user started and left is ended with it."""
    folder, sockets = root / name, root / f"{name}-prises"
    sockets.mkdir(mode=0o700)
    env = clock | {
        CONFIGURATION: str(root / f"{name}-configuration"),
        SOCKETS: str(sockets),
        "XDG_CONFIG_HOME": str(root / f"{name}-session"),
    }
    with screen(**env) as shown, shown.start(folder, eyes=True, clock="system") as program:
        try:
            yield Desk(folder, env, shown, Hand(shown, program, out / name))
        finally:
            program.kill()
            for process in serving(folder):
                process.terminate()
                process.wait(30)


def serving(folder: Path) -> list[psutil.Process]:
    """Return the processes that serve the base of a folder."""
    words = ("team", "serve", str(folder))
    return [one for one in psutil.process_iter(["cmdline"]) if {*words} <= {*(one.info["cmdline"] or ())}]
