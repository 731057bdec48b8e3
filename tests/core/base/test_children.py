"""Processes of our own: frames whole or nothing, and none that keeps the machine from its user."""

import io
import os
import subprocess
import sys

import pytest

from core.base import children


def test_a_frame_cut_short_is_no_frame() -> None:
    whole = b"R\x04\0\0\0rows" + b"Z\0\0\0\0"
    pipe = io.BytesIO(whole)
    assert [children.heard(pipe) for _ in range(3)] == [(b"R", b"rows"), (b"Z", b""), (b"", b"")]
    assert [children.heard(io.BytesIO(whole[:size]))[0] for size in range(10)] == [b""] * 9 + [b"R"]


@pytest.mark.skipif(sys.platform == "win32", reason="priorities are named otherwise there")
def test_a_child_gives_way() -> None:
    program = "from core.base import children; import os; children.give_way(); print(os.nice(0))"
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    assert int(said.stdout) == max(10, os.nice(0))
