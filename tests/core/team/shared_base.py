"""A base shared for real: the server, the door and each seat are processes, as in an agency."""

import io
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from core.actions.register import recovery_sheet
from core.actions.register.recovery_sheet import code_of
from core.base.errors import Cancelled
from core.base.records import replace
from core.cli import run as terminal
from core.store import safe
from core.store.engine.opening import opened
from core.store.postgres.address import keep_team_address, team_address
from core.store.safe import homes
from tests.bases import put_base
from tests.core.actions.conftest import BY, NOW
from tests.core.conftest import one_person
from tests.once import copy_all, made_once, named
from tests.tree import ROOT

Answer = tuple[int, Any]
LOOK_S = 0.01
"""Between two looks at what a process does: who looks without rest takes its processor."""


class SeatProcess(NamedTuple):
    """A computer of the agency: its data folder, and the configuration of its user."""

    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        """What the programs of this computer are told."""
        return os.environ | {homes.FOLDER: str(self.folder.with_name(f"{self.folder.name}.configuration"))}

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Have this process be that computer, until the end."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv(homes.FOLDER, self.environment[homes.FOLDER])
            yield

    def start(self, *words: str) -> "subprocess.Popen[str]":
        """Start a verb."""
        return subprocess.Popen(
            [sys.executable, "main.py", "--data-dir", str(self.folder), *words, "--json"],
            cwd=ROOT,
            env=self.environment,
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
        with self.at_work(), redirect_stdout(out), redirect_stderr(err):
            code = terminal.run([*words, "--data-dir", str(self.folder), "--json"])
        return code, json.loads(out.getvalue()) if out.getvalue() else err.getvalue()


Prepare = Callable[[SeatProcess], object]
"""Makes the base of a computer that will share it, as its user; a function of a module, so that it is known again."""


def one_person_s_base(seat: SeatProcess) -> None:
    """Make a base that holds one person; its copies are in the clear."""
    put_base(seat.folder, one_person)


def sealed_base(seat: SeatProcess) -> None:
    """Make that base with its sheet on paper, and a sealed copy of it in « avant »."""
    put_base(seat.folder, one_person)
    with opened(seat.folder) as store:
        with store.read() as r:
            key = bytes.fromhex(safe.key(r))
        recovery_sheet.confirm(store, code_of(key), by=BY, at=NOW)
    code, made = seat.here("backup", "--out", str(seat.folder.with_name("avant")))
    assert (code, made["sealed"]) == (0, True)


class SharingSeat(NamedTuple):
    """The computer that shares a base. ``port``: of its door; ``said``: what the verb said that shared it."""

    seat: SeatProcess
    port: int
    said: dict[str, Any]

    def join(self, seat: SeatProcess, name: str, *words: str) -> None:
        """Make ``seat`` one of the team, by a code that is asked for with ``words``."""
        code, given = self.seat.here("team", "code", *words)
        assert code == 0, given
        at = ("--at", f"127.0.0.1:{self.port}", "--seat", name)
        assert seat.here("team", "join", *given["code"].split(), *at)[0] == 0


def put_shared(root: Path, prepare: Prepare) -> SharingSeat:
    """Put in ``root`` the computer « accueil », which shares the base that ``prepare`` made, served by nobody yet, with
    all that stood beside it. Sharing one takes ten times as long as copying it."""
    copy_all(made_once(f"partage-{named(prepare)}", partial(_share, prepare)), root)
    seat, port = SeatProcess(root / "accueil"), free_port()
    address = team_address(seat.folder)
    assert address is not None
    keep_team_address(seat.folder, replace(address, port=port))
    return SharingSeat(seat, port, json.loads((root / "partage.json").read_text("utf-8")))


def _share(prepare: Prepare, root: Path) -> None:
    seat = SeatProcess(root / "accueil")
    with seat.at_work():
        prepare(seat)
    code, said = seat.here("team", "share", "--port", str(free_port()), "--clear-disk")
    assert code == 0, said
    (root / "partage.json").write_text(json.dumps(said), "utf-8")


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def stop_at(step: int, done: int, _total: int) -> None:
    """Stop a work that reports a step."""
    if done == step:
        raise Cancelled


def wait_until(is_so: Callable[[], object]) -> None:
    """Wait for what comes by itself: a server lists a session for a moment after its client closed it."""
    end = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < end
        time.sleep(LOOK_S)


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
        assert json.loads(line).get("serving"), line
        yield process
    finally:
        process.terminate()
        process.communicate(timeout=60)
