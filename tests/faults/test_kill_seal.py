"""A base whose sealing is killed anywhere is plain or sealed, whole, with all that was confirmed in it; a later opening
seals it where its key is out, and nothing clear then stays beside it."""

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from core.actions.keeping.verifying import verify
from core.actions.register import opposing
from core.store import registers
from core.store.engine.opening import NAME, opened
from core.store.engine.soundness import Soundness, state_of
from tests.bases import new_base
from tests.core.actions.conftest import BY, NOW, add
from tests.lengths import LONG

ROOT = Path(__file__).resolve().parents[2]
NAMED, NUMBER = "Zwingelbert", "0639987701"
MOST = 60
"""More than there are things done to the files."""
EACH = 1 if LONG else 6
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a POSIX signal")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with closing(new_base(tmp_path / "base")) as store:
        add(store, last_name=NAMED)
        opposing.oppose_typed(store, NUMBER, how="call", by=BY, at=NOW)
    return tmp_path / "base"


def sealing(folder: Path, stop: int) -> bool:
    """Seal a base, killed at that place; tell whether it came to the end before."""
    command = [sys.executable, "-m", "tests.faults.seal_worker", str(folder), str(stop)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout == "done\n"


@pytest.mark.parametrize("begin", range(EACH) if not LONG else [0])
def test_a_sealing_killed_anywhere_leaves_one_side_whole(folder: Path, tmp_path: Path, begin: int) -> None:
    stops = range(begin, MOST, EACH) if LONG else [begin * 4]
    for stop in stops:
        copy = tmp_path / f"at-{stop}"
        copy.mkdir()
        (copy / NAME).write_bytes((folder / NAME).read_bytes())
        done = sealing(copy, stop)
        assert state_of(copy) is Soundness.SOUND
        for _again in range(2):
            with opened(copy) as store:
                assert verify(store).problems == ()
                with store.read() as r:
                    assert registers.opposed(r, [r.keyed_hash("phone", NUMBER)])
                was_apart = store.is_sealed()
        content = b"".join(path.read_bytes() for path in copy.iterdir())
        assert (NAMED.encode() in content) is not was_apart
        if done:
            assert was_apart
            break
    assert done or not LONG
