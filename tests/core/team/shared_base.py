"""A base shared for real: the server, the door and each seat are processes, as in an agency."""

import io
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple

from core.base.errors import Cancelled
from core.cli import run as terminal
from core.store.safe import homes
from tests.tree import ROOT

Answer = tuple[int, Any]
LOOK_S = 0.01
"""Between two looks at what a process does: who looks without rest takes its processor."""


class SeatProcess(NamedTuple):
    """A computer of the agency: its data folder, and the configuration of its user."""

    folder: Path

    def start(self, *words: str) -> "subprocess.Popen[str]":
        """Start a verb."""
        env = os.environ | {homes.FOLDER: str(self.folder.with_name(f"{self.folder.name}.configuration"))}
        return subprocess.Popen(
            [sys.executable, "main.py", "--data-dir", str(self.folder), *words, "--json"],
            cwd=ROOT,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *words: str) -> Answer:
        """Run a verb to its end, and return (exit code, what it printed)."""
        process = self.start(*words)
        out, err = process.communicate(timeout=120)
        assert "Traceback" not in err, err
        return process.returncode, json.loads(out) if out else err

    def here(self, *words: str) -> Answer:
        """Run a verb in this process: in a fifth of the time."""
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            code = terminal.run([*words, "--data-dir", str(self.folder), "--json"])
        return code, json.loads(out.getvalue()) if out.getvalue() else err.getvalue()


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def stop_at(step: int, done: int, _total: int) -> None:
    """Stop a work that reports a step."""
    if done == step:
        raise Cancelled


@contextmanager
def served(seat: SeatProcess) -> Iterator["subprocess.Popen[str]"]:
    """Serve the base that a seat shares, until the end."""
    process = seat.start("team", "serve")
    try:
        assert process.stdout is not None
        line = ""
        while not line.rstrip().endswith("}"):
            piece = process.stdout.readline()
            assert piece, process.communicate()[1]
            line += piece
        assert json.loads(line)["serving"]
        yield process
    finally:
        process.terminate()
        process.communicate(timeout=60)
