"""A hand that means nothing: random keys and clicks on the real window. No crash, no warning of Qt, and no opposition
that nobody pressed for."""

import random
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from core.store.port import Store
from tests.lengths import length
from tests.ui.chosen_files import choose
from tests.ui.near_jobs import near_jobs
from tests.ui.test_accessible_names import window
from ui.shell.window import RAIL, Window
from ui.widgets.big_button import OppositionButton

__all__ = ["near_jobs", "window"]

EVENTS, SEEDS = length(200, long=10_000), range(length(1, long=5))
KEY = Qt.Key
KEYS = (
    *(KEY.Key_Tab, KEY.Key_Tab, KEY.Key_Backtab, KEY.Key_Space, KEY.Key_Return, KEY.Key_Escape, KEY.Key_Down),
    *(KEY.Key_Up, KEY.Key_Left, KEY.Key_Right, KEY.Key_Home, KEY.Key_End, KEY.Key_PageDown, KEY.Key_Delete),
    *(KEY.Key_F2, KEY.Key_F7, KEY.Key_F9, KEY.Key_1, KEY.Key_2, KEY.Key_4, KEY.Key_5, KEY.Key_9, KEY.Key_A, KEY.Key_M),
)
HELD = (KEY.Key_K, KEY.Key_F, KEY.Key_Z, KEY.Key_N, KEY.Key_Plus, KEY.Key_Minus, KEY.Key_0, KEY.Key_A)
AVOIDED = ("oppose", "opposition", "refuse", "quit")
"""Controls that are pressed for an opposition: the hand leaves them alone, so that any that is recorded is a fault."""


def oppositions(store: Store) -> int:
    with store.read() as r:
        return int(r.value(int, "SELECT count(*) FROM opposition") or 0)


def opposes(widget: QWidget | None) -> bool:
    """Tell whether a press there, or a key while it has the focus, is a press for an opposition."""
    while widget is not None:
        words = f"{widget.objectName()} {widget.text() if isinstance(widget, QAbstractButton) else ''}".lower()
        if isinstance(widget, OppositionButton) or any(one in words for one in AVOIDED):
            return True
        widget = widget.parentWidget() if isinstance(widget, QAbstractButton) else None
    return False


def press(window: Window, draw: random.Random) -> str:
    """Do one thing; return what it was."""
    shown = (
        QApplication.activePopupWidget() or QApplication.activeModalWidget() or QApplication.activeWindow() or window
    )
    held = shown.focusWidget() or shown
    chance = draw.random()
    if chance < 0.55:
        key = draw.choice(KEYS)
        if opposes(held) and key in (KEY.Key_Space, KEY.Key_Return):
            key = KEY.Key_Tab
        QTest.keyClick(held, key)
        return f"{key.name} on {held.objectName()}"
    if chance < 0.65:
        key = draw.choice(HELD)
        QTest.keyClick(held, key, Qt.KeyboardModifier.ControlModifier)
        return f"Ctrl+{key.name} on {held.objectName()}"
    if chance < 0.75:
        page = draw.choice([key for key, *_rest in RAIL])
        if QApplication.activeModalWidget() is None:
            window.go_to(page)
        return f"to {page}"
    place = QPoint(draw.randrange(max(1, shown.width())), draw.randrange(max(1, shown.height())))
    target = shown.childAt(place) or shown
    if opposes(target):
        return "nothing"
    QTest.mouseClick(target, Qt.MouseButton.LeftButton, pos=target.mapFrom(shown, place))
    return f"click on {target.objectName()}"


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_breaks_and_nobody_is_opposed(
    window: Window, seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(monkeypatch)
    draw, before, done = random.Random(seed), oppositions(window.office.store), []
    for count in range(EVENTS):
        done.append(press(window, draw))
        if count % 10 == 0:
            QTest.qWait(1)
        if not window.isVisible():
            window.show()
        if count % 100 == 0:
            found = oppositions(window.office.store)
            assert found == before, f"seed {seed}: somebody was opposed by {done[-101:]}"
    while (left := QApplication.activePopupWidget() or QApplication.activeModalWidget()) is not None:
        left.close()
    assert oppositions(window.office.store) == before
    assert not window.office.store.regained()
