"""Another text size or another theme, and back: what each page shows stands where it would if nothing had been changed,
whether the page was in sight or not."""

from collections import Counter

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.ui.near_jobs import near_jobs
from tests.ui.test_accessible_names import window
from ui.shell.window import RAIL, Window

__all__ = ["near_jobs", "window"]

KEYS = [key for key, *_rest in RAIL]
SETTLED_MS = 250
Places = dict[str, tuple[object, object, str]]


def places(window: Window, key: str) -> Places:
    """Return where each named widget of a page stands, its size and its font."""
    window.showNormal()  # The pretended screen is small, and a small screen is filled.
    window.resize(1366, 768)
    window.go_to(key)
    QTest.qWait(SETTLED_MS)
    seen: Places = {}
    now = standing(window, key)
    while seen != now:  # The page may still be reading what it shows.
        QTest.qWait(SETTLED_MS)
        seen, now = now, standing(window, key)
    assert len(now) > 4, "there is something to look at"
    return now


def standing(window: Window, key: str) -> Places:
    """Return the same at once."""
    shown = [one for one in window.page_of(key).findChildren(QWidget) if named(one) and one.isVisible()]
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


@pytest.mark.parametrize("key", KEYS)
def test_a_page_comes_back_from_another_size(window: Window, key: str) -> None:
    before, theme = places(window, key), window.office.theme
    for scale in (200, 150, 100):
        theme.choose("dark", scale)
        QTest.qWait(SETTLED_MS)
    assert not moved(before, places(window, key))


@pytest.mark.parametrize("key", KEYS)
def test_a_page_out_of_sight_is_dressed_when_it_is_shown(window: Window, key: str) -> None:
    theme, elsewhere = window.office.theme, "settings" if key != "settings" else "today"
    places(window, key)
    theme.choose("dark", 150)
    seen = places(window, key)
    theme.choose("light", 100)
    places(window, key)
    window.go_to(elsewhere)
    theme.choose("dark", 150)
    QTest.qWait(SETTLED_MS)
    assert not moved(seen, places(window, key))
