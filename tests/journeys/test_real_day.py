"""A day at the desk in the real window, by mouse and by the keyboard alone, light, dark and at 200 %: what was done is
in the base, once, and nothing else.

Asks for a machine with Xvfb, openbox and xdotool, and for PREMIER_CONTACT_REAL_WINDOW=1. The pictures go to
PREMIER_CONTACT_PICTURES, to be looked at; what each act took is printed.
"""

import os
from pathlib import Path

import pytest

from core.actions.keeping.verifying import verify
from core.store.engine.opening import opened
from tests.journeys.desk_day import Plan
from tests.journeys.hand import Hand
from tests.journeys.keys_day import KeysDay
from tests.journeys.mouse_day import MouseDay
from tests.journeys.real_day import RealDay, check, make_base
from tests.journeys.real_screen import missing_tools, screen

ASKED = os.environ.get("PREMIER_CONTACT_REAL_WINDOW") == "1"
LACKING = missing_tools()
PICTURES = os.environ.get("PREMIER_CONTACT_PICTURES", "")
QUIT_S = 30

pytestmark = [
    pytest.mark.skipif(not ASKED, reason="a real window, for minutes: set PREMIER_CONTACT_REAL_WINDOW=1"),
    pytest.mark.skipif(bool(LACKING), reason=f"a real screen needs {', '.join(LACKING)}"),
]


@pytest.mark.parametrize(("by", "scheme", "scale"), [
    (MouseDay, "light", 100), (KeysDay, "light", 100), (MouseDay, "dark", 100), (MouseDay, "light", 200),
])  # fmt: skip
def test_a_day_in_the_real_window(by: type[RealDay], scheme: str, scale: int, tmp_path: Path) -> None:
    base, plan = make_base(tmp_path, Plan(), scheme=scheme, scale=scale), Plan()
    out = Path(PICTURES or tmp_path / "pictures") / f"{by.__name__}-{scheme}-{scale}"
    with screen() as shown, shown.start(base, eyes=True) as program:
        day = by(Hand(shown, program, out), plan, tmp_path)
        try:
            day.live()
            shown.key("ctrl+q")
            assert program.wait(timeout=QUIT_S) == 0
        except AssertionError:
            day.hand.shot("ici")
            raise
        finally:
            print(day.hand.told())
            program.kill()
    check(day, base)
    with opened(base) as store:
        assert verify(store).ok
