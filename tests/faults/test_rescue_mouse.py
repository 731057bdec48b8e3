"""The rescue played by mouse: the real program on a real screen, a damaged base, three clicks on what is seen.

Asks for a machine with Xvfb, openbox and xdotool, and for PREMIER_CONTACT_REAL_WINDOW=1. Its output is read by nobody,
as that of a program started from a menu: one that complained without end would stop there.
"""

import os
import sys
import time
from pathlib import Path
from random import Random

import pytest
from PySide6.QtGui import QColor, QImage

from core.actions.common.people import find
from core.actions.keeping import backing_up
from core.actions.keeping.verifying import verify
from core.actions.register import opposing
from core.base import moments
from core.cli import demo
from core.store import registers
from core.store.engine.opening import NAME, opened
from core.store.engine.soundness import Soundness, state_of
from core.store.port import Store
from tests.bases import put_base
from tests.faults.damage import KINDS
from tests.journeys.real_screen import ROOT, RealScreen, missing_tools, reach, screen
from tests.tables import each
from ui.look.theme import Theme

ASKED = os.environ.get("PREMIER_CONTACT_REAL_WINDOW") == "1"
LACKING = missing_tools()
TYPED = "06 39 98 77 01"
PICTURES = os.environ.get("PREMIER_CONTACT_PICTURES", "")
FLAT, HIGH = 60, 6
"""Pixels of one colour, in a row and in as many rows, that make it a button: a letter is smaller, an edge thinner."""
TURNS = 90
WHILE_BUILT = ("zeroed pages", "5")
"""Damage that the start does not see, and that the first picture of the window meets."""

pytestmark = [
    pytest.mark.skipif(not ASKED, reason="a real window, for minutes: set PREMIER_CONTACT_REAL_WINDOW=1"),
    pytest.mark.skipif(bool(LACKING), reason=f"a real screen needs {', '.join(LACKING)}"),
]


def office(store: Store) -> None:
    """A copy, then a refusal that only the base has."""
    demo.build(store, now=moments.now())
    backing_up.automatic_copy(store, at=moments.now())
    with store.read() as r:
        who = find(r, TYPED)
    opposing.oppose(store, who, how="call", by="Claire", at=moments.now())


def damaged(kind: str, folder: Path) -> bytes:
    """Damage the base of ``folder``, so that the start sees it, and return what it became."""
    base = folder / NAME
    whole = base.read_bytes()
    if kind == "another file":
        base.write_bytes(b"Bonjour, ceci est un texte. " * 500)
        return base.read_bytes()
    for seed in range(50):
        draw = Random(WHILE_BUILT[1] if kind == WHILE_BUILT[0] else f"{kind} {seed}")
        base.write_bytes(KINDS[kind](whole, b"", draw)[0])
        if kind == WHILE_BUILT[0] or state_of(folder, whole=False) is not Soundness.SOUND:
            break
    return base.read_bytes()


def lowest(shown: RealScreen, colour: QColor) -> tuple[int, int] | None:
    """Return a place in the lowest button filled with a colour, in pixels; None when there is none."""
    image = QImage.fromData(shown.picture()).convertToFormat(QImage.Format.Format_RGB32)
    flat, pixels, line = colour.rgb().to_bytes(4, "little") * FLAT, bytes(image.constBits()), image.bytesPerLine()
    rows = [pixels[y * line : (y + 1) * line] for y in range(image.height())]
    for y in range(len(rows) - 1, HIGH, -1):
        at = rows[y].find(flat)
        if at >= 0 and all(flat in rows[y - up] for up in range(HIGH)):
            return at // 4 + FLAT // 2, y - HIGH // 2
    return None


def play(shown: RealScreen, kind: str) -> None:
    """Click on the lowest button that is filled, whatever it is, until the base is open."""
    fill, before = Theme("light", 100).color("accent-fill"), None
    for _turn in range(TURNS):
        where = lowest(shown, fill)
        if shown.front() not in ("", "Premier Contact"):
            return
        if where and where != before and PICTURES:
            shown.shot(Path(PICTURES), kind.replace(" ", "-").replace(",", ""))
        if where:
            shown.click(*where)
        before = where
        time.sleep(1)
    pytest.fail("the base was not opened again")


@pytest.mark.parametrize("kind", [WHILE_BUILT[0], "random head", "zeroed sectors", "flipped bits", "cut",
                                  "swapped pages", "empty", "empty, no log", "noise", "another file"])  # fmt: skip
def test_three_clicks_bring_the_base_back(kind: str, tmp_path: Path) -> None:
    folder = tmp_path / "base"
    put_base(folder, office)
    content = damaged(kind, folder)
    command = [sys.executable, str(ROOT / "main.py"), "--data-dir", str(folder)]
    with screen() as shown, shown.run(command) as program:
        try:
            play(shown, kind)
            if PICTURES:
                shown.shot(Path(PICTURES), f"{kind}-opened")
        finally:
            program.terminate()
            program.wait()
    with opened(folder) as store, store.read() as r:
        row = f"{find(r, TYPED).hash}phonecall".encode()
    asides = [path.read_bytes() for path in folder.glob("premier-contact-abimee-*.db")]
    assert asides == [content], "the damaged file is set aside as it was"
    with opened(folder) as store:
        assert verify(store).ok
        with store.read() as r:
            kept = len(registers.opposed(r, [find(r, TYPED).hash]))
    assert kept or row not in content, "a refusal that could be read is lost"


def test_a_careless_harness_would_be_seen(tmp_path: Path) -> None:
    """A click where nothing is brings nothing back."""
    put_base(tmp_path / "base", office)
    damaged("random head", tmp_path / "base")
    command = [sys.executable, str(ROOT / "main.py"), "--data-dir", str(tmp_path / "base")]
    with screen() as shown, shown.run(command) as program:
        reach(lambda: lowest(shown, Theme("light", 100).color("accent-fill")) is not None, "no window came")
        shown.click(700, 600)
        shown.shot(tmp_path, "nothing")
        program.terminate()
        program.wait()
    each([tmp_path / "base"], lambda folder: state_of(folder) is not Soundness.SOUND or pytest.fail("mended alone"))
    assert not list((tmp_path / "base").glob("premier-contact-abimee-*"))
