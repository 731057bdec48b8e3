"""What each file built to take hours or to fill the memory costs before it is refused or read, and its innocent twin.

``python -m tests.bench.oversized [word]``: only the kinds whose label holds the word. Prints seconds of the clock and
the most memory (MiB) of the program and of the processes it starts; ends with 1 beyond 5 s or 300 MiB.
"""

import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from core.store.engine.opening import open_store
from tests.bases import put_base
from tests.faults.oversized import KINDS, opened

SECONDS, MEMORY, PATIENCE = 5, 300, 40


def measured(door: str, path: Path, base: Path) -> tuple[float, float, str]:
    """Return (seconds, MiB, what was said) of a file opened in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.oversized", "--one", door, str(path), str(base)]
    began = time.monotonic()
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        return PATIENCE, 0, "no end"
    if done.returncode:
        return (
            time.monotonic() - began,
            0,
            done.stderr.strip().splitlines()[-1] if done.stderr else f"{done.returncode}",
        )
    seconds, memory, said = json.loads(done.stdout.splitlines()[-1])
    return seconds, memory, said


def one(door: str, path: Path, base: Path) -> None:
    """Open one file and print what it cost."""
    store = open_store(base) if door == "page" else None
    began = time.monotonic()
    said = opened(door, path, store)
    spent = time.monotonic() - began
    # What a program counts as its own most begins with that of the program it was forked from.
    own = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())
    assert own is not None
    most = max(int(own[1]), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / 1024
    print(json.dumps([spent, most, said]))


def main(word: str = "") -> int:
    """Measure every kind, and return the exit code."""
    beyond = 0
    with tempfile.TemporaryDirectory() as there:
        base = Path(there) / "base"
        put_base(base)
        for kind in KINDS:
            for size in (kind.full, kind.innocent) if word in kind.label else ():
                path = Path(there) / kind.file
                path.write_bytes(kind.make(size))
                seconds, memory, said = measured(kind.door, path, base)
                over = seconds > SECONDS or memory > MEMORY or (not said.startswith("read") and ": " not in said)
                over = over or (size == kind.innocent and not said.startswith("read"))
                beyond += over
                print(
                    f"{'!' if over else ' '} {kind.label:34} {size:>13} {seconds:7.1f} s {memory:6.0f} MiB  {said[:90]}"
                )
                sys.stdout.flush()
                path.unlink()
    return int(beyond > 0)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]))
        sys.exit(0)
    sys.exit(main(*sys.argv[1:2]))
