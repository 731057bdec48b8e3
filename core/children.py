"""Processes of our own started for one piece of work, where ``multiprocessing`` may not be: the window's workers are
daemons, which may have no children there."""

import os
import subprocess
import sys
from pathlib import Path


def start(module: str, verb: str) -> "subprocess.Popen[bytes]":
    """Start ``python -m module`` with pipes on its input and output, or this program with ``verb`` when it is
    frozen."""
    frozen = getattr(sys, "frozen", False)
    command = [sys.executable, verb] if frozen else [sys.executable, "-P", "-m", module]
    # Parents of any kind (a script, a test, a worker) may have changed where modules are found.
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(entry or str(Path.cwd()) for entry in sys.path)}
    return subprocess.Popen(  # noqa: S603 - our own program, nothing of a file in its arguments
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
