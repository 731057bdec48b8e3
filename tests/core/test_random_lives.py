"""Random lives of leads: files from several suppliers, the same number in another shape, merges and joins undone or
not, batches undone, persons erased, months gone by, letters printed, rejects exported, backups restored. After each
step, whoever refused is neither callable, printable nor exportable. The seeds and what was done are printed (``-s``).
"""

from collections import Counter
from pathlib import Path

import pytest

from core.actions.keeping import verifying
from tests.core.life import Life

LIVES, STEPS, MANY = 40, 30, 15
FIRST = ("take", "take", "save", "refuse", "erase", "nobody_opposed_is_printed")
"""How every life begins: a backup of before the first refusal and the first erasure."""
LAST = ("take", "refuse_email", "erase", "restore", "nobody_opposed_is_printed", "nobody_opposed_is_exported")


@pytest.fixture(scope="module")
def lived() -> Counter[str]:
    """What all the lives together did."""
    return Counter()


@pytest.mark.parametrize("seed", range(LIVES))
def test_nobody_opposed_comes_back(seed: int, tmp_path: Path, lived: Counter[str]) -> None:
    life = Life(seed, tmp_path)
    for deed in (*FIRST, *[""] * STEPS, *LAST):
        life.do(deed or life.drawn())
        life.nobody_opposed_is_reachable()
    assert verifying.verify(life.store).problems == ()
    life.store.close()
    lived.update(life.done)
    print(f"seed {seed}: {len(life.refused)} refused; " + ", ".join(f"{n} × {what}" for what, n in life.done.items()))
    assert life.done["restore"]
    assert life.done["refusals carried over"], "no backup was of before a refusal"


def test_the_lives_went_through_everything(lived: Counter[str]) -> None:
    """A property holds of what was done: each thing was, many times, and somebody could be written to."""
    if lived["restore"] < LIVES:
        pytest.skip("only some of the lives were lived")
    print(dict(lived.most_common()))
    for what in (
        *("take", "agree", "refuse", "refuse_email", "refuse_sheet", "refuse_list", "join", "part", "undo", "erase"),
        *("retain", "save", "restore", "refusals carried over", "erased again"),
        *("open to call", "open to letter", "open to email", "letters", "rejects exported", "rows withheld"),
    ):
        assert lived[what] >= MANY, what
