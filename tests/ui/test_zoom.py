"""Another text size or another theme, and back: what each page shows stands where it would if nothing had been changed,
whether the page was in sight or not."""

from collections import Counter

from PySide6.QtWidgets import QWidget

from tests.lengths import LONG
from tests.pause import pause
from tests.tables import each
from tests.ui.sight import in_sight
from tests.ui.test_accessible_names import window
from tests.ui.walks import PAGES
from ui.shell.window import Window

__all__ = ["window"]

SETTLED_MS = 60
STILL = 3
"""Times that a page must be found alike, one after the other, before it is believed."""
SIZES = (200, 100, 150) if LONG else (100, 150)
Places = dict[str, tuple[object, object, str]]


def places(window: Window, key: str) -> Places:
    """Return where each named widget of a page stands, its size and its font, once nothing moves any more."""
    window.showNormal()  # The pretended screen is small, and a small screen is filled.
    window.resize(1366, 768)
    window.go_to(key)
    seen = [settled(window, key)]
    while seen != [seen[-1]] * STILL:  # The page may still be reading what it shows.
        seen = [*seen[1 - STILL :], settled(window, key)]
    assert len(seen[-1]) > 4, "there is something to look at"
    return seen[-1]


def settled(window: Window, key: str) -> Places:
    """Return the same after a moment in which no job was at work."""
    pause(SETTLED_MS)
    while window.office.jobs.busy:
        pause(SETTLED_MS)
    return standing(window, key)


def standing(window: Window, key: str) -> Places:
    """Return the same at once."""
    shown = [one for one in in_sight(window.page_of(key)) if named(one)]
    alike = Counter(one.objectName() for one in shown)
    return {
        one.objectName(): (one.mapTo(window, one.rect().topLeft()), one.size(), one.font().toString())
        for one in shown
        if alike[one.objectName()] == 1
    }


def named(one: QWidget) -> bool:
    """Leave out the parts Qt makes, and the preview, which is drawn beside."""
    return bool(one.objectName()) and not one.objectName().startswith(("qt_", "preview"))


def moved(before: Places, after: Places) -> list[str]:
    common = before.keys() & after.keys()
    assert len(common) > len(before) / 2
    return [f"{one}: {before[one]} {after[one]}" for one in sorted(common) if before[one] != after[one]]


def test_a_page_comes_back_from_another_size(window: Window) -> None:
    """Each page at 150 %, then shown at 100 %: it stands as it did when 150 % is chosen while it is out of sight, then
    when it comes back from other sizes in sight. What is in sight at the end is out of it in its turn."""
    theme, away = window.office.theme, [key for key in PAGES if key != "settings"]
    window.setUpdatesEnabled(False)  # Places are looked at, which painting does not move.
    theme.choose("dark", 150)
    seen = {key: places(window, key) for key in PAGES}

    def dressed(key: str) -> None:
        assert not moved(seen[key], places(window, key))

    def resized(key: str) -> None:
        dressed(key)
        for scale in SIZES:
            theme.choose("dark", scale)
            settled(window, key)
        dressed(key)

    theme.choose("light", 100)
    for key in (*away, "settings"):
        places(window, key)
    theme.choose("dark", 150)
    each(away, resized)
    theme.choose("light", 100)
    places(window, "settings")
    window.go_to("today")
    theme.choose("dark", 150)
    resized("settings")
