"""Random lives of leads: files from several suppliers, the same number in another shape, merges and joins undone or
not, batches undone, persons erased, months gone by, letters printed, rejects exported, backups restored. After each
step, whoever refused is neither callable, printable nor exportable. The seeds and what was done are printed (``-s``).
"""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from core.actions.keeping import verifying
from tests.core.life import Life
from tests.lengths import LONG, length

SEEDS: Sequence[int] = range(40) if LONG else (1, 5, 15)
"""In the usual ones, each thing asked for below is done at least once."""
STEPS = length(14, long=30)
OFTEN = length(3, long=1)
"""After how many steps the step and the day of each person are asked, and what is kept is made again: half the time of
a life where it is each time. That nobody who refused is reached is asked after each."""
MANY = length(1, long=10)
FIRST = ("take", "take", "save", "refuse", "erase", "nobody_opposed_is_printed")
"""How every life begins: a backup of before the first refusal and the first erasure."""
LAST = ("take", "refuse_email", "erase", "restore", "nobody_opposed_is_printed", "nobody_opposed_is_exported", "retain")


def live(seed: int, folder: Path) -> Counter[str]:
    """Live a life, its property looked at after each step; return what was done."""
    life = Life(seed, folder)
    for turn, deed in enumerate((*FIRST, *[""] * STEPS, *LAST)):
        life.do(deed or life.drawn())
        life.call()
        life.edit()
        life.nobody_opposed_is_reachable()
        if turn % OFTEN == 0:
            life.everyone_has_a_step_that_is_allowed()
            life.everyone_has_one_day_to_be_informed()
            life.steps_kept_are_those_that_are_made()
    assert verifying.verify(life.store).problems == ()
    life.store.close()
    print(f"seed {seed}: {len(life.refused)} refused; " + ", ".join(f"{n} × {what}" for what, n in life.done.items()))
    assert life.done["restore"]
    assert life.done["refusals carried over"], "no backup was of before a refusal"
    return life.done


def test_nobody_opposed_comes_back(tmp_path: Path) -> None:
    """A property holds of what was done: each thing was, many times, and somebody could be written to."""
    lived: Counter[str] = Counter()
    for seed in SEEDS:
        lived += live(seed, tmp_path / str(seed))
    print(dict(lived.most_common()))
    for what in (
        *("take", "agree", "refuse", "refuse_email", "refuse_sheet", "refuse_list", "join", "part", "undo", "erase"),
        *("retain", "save", "restore", "refusals carried over", "erased again"),
        *("open to call", "open to letter", "open to email", "letters", "rejects exported", "rows withheld"),
        *("edit", "edit closed", "edit undone"),
        *("call", "correct", "days told", "days brought forward"),
        *("steps kept", "steps made again", "first pages looked at"),
        *("step opposed", "step write", "step print", "step call", "step complete"),
    ):
        assert lived[what] >= MANY, what
