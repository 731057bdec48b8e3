"""Whatever a damaged base answers to a verb, it is an answer or a sentence: never the trace of a bug."""

import contextlib
import io
import shutil
from pathlib import Path
from random import Random

import pytest

from core.actions.register import key_phrase
from core.base.moments import now
from core.cli import demo
from core.cli.run import run
from core.store.engine.opening import NAME, opened
from core.store.port import Store
from tests.bases import put_base
from tests.day import BY
from tests.faults.damage import KINDS
from tests.lengths import LONG, length
from tests.tables import each

EACH = length(2, long=40)
KIND = ("flipped bits", "swapped pages", "zeroed sectors", "zeroed pages", "noise", "cut")
CALLED = "06 39 98 77 01"
VERBS = (
    ("leads",), ("verify",), ("doctor",), ("next",), ("requests",), ("register", "check", CALLED), ("retention",),
    ("duplicates",), ("suppliers",), ("agency",), ("messages",), ("funnel",), ("runs",),
    ("oppose", CALLED, "--how", "call"),
)  # fmt: skip
"""One of each family that reads the base, and one that writes. Each time, the damages share them out."""


def office(store: Store) -> None:
    demo.build(store, now=now())


@pytest.mark.parametrize("sealed", [False, True], ids=["plain", "sealed"])
def test_a_damaged_base_is_spoken_of(tmp_path: Path, *, sealed: bool) -> None:
    put_base(tmp_path / "whole", office)
    if sealed:
        with opened(tmp_path / "whole") as store:
            key_phrase.set_apart(store, by=BY, at=now())
    whole = (tmp_path / "whole" / NAME).read_bytes()
    codes: list[int] = []
    for verb in VERBS:
        with contextlib.redirect_stdout(io.StringIO()):
            assert run([*verb, "--data-dir", str(tmp_path / "whole")]) in (0, 1), verb

    def check(row: tuple[str, int]) -> None:
        kind, seed = row
        share = (KIND.index(kind) + seed) % 4
        folder = tmp_path / f"{kind} {seed}"
        shutil.copytree(tmp_path / "whole", folder)
        damaged = KINDS[kind](whole, b"", Random(f"spoken {kind} {seed}"))[0]
        for verb in VERBS if LONG else VERBS[share :: 8 if sealed else 4]:
            (folder / NAME).write_bytes(damaged)
            for log in folder.glob(f"{NAME}-*"):
                log.unlink()
            with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()) as told:
                codes.append(run([*verb, "--data-dir", str(folder)]))
            assert codes[-1] in (0, 1) or told.getvalue().strip(), verb
            assert "Traceback" not in told.getvalue(), verb

    each([(kind, seed) for kind in KIND for seed in range(EACH)], check)
    assert {0, 2} <= set(codes), "some damages are in the way of a verb, others are not"


def test_a_bug_on_a_sound_base_is_still_told_as_one(tmp_path: Path) -> None:
    put_base(tmp_path / "base", office)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("core.cli.run.verbs.main", lambda *_asked, **_more: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            run(["list", "--data-dir", str(tmp_path / "base")])
