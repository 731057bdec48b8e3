"""A hand that means nothing: random keys, clicks, turns of the wheel, moves of the focus and sizes, on every page of
the real window. No crash, no exception, no warning of Qt, no control without a name, no opposition that nobody pressed
for, and a sound base.

On a real screen, at length: ``PREMIER_CONTACT_LONG=1 QT_QPA_PLATFORM=xcb xvfb-run -a python -m pytest`` and this file,
with a window manager.
"""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QAction, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QWidget

from core.actions.keeping import verifying
from core.store.port import Store
from tests.lengths import length
from tests.pause import pause
from tests.ui.chosen_files import choose
from tests.ui.test_accessible_names import controls, spoken, told, window
from ui.shell.window import RAIL, Window
from ui.widgets.big_button import OppositionButton

__all__ = ["window"]

EVENTS, SEEDS = length(200, long=10_000), range(length(1, long=5))
KEY = Qt.Key
KEYS = (
    *(KEY.Key_Tab, KEY.Key_Tab, KEY.Key_Backtab, KEY.Key_Space, KEY.Key_Return, KEY.Key_Escape, KEY.Key_Down),
    *(KEY.Key_Up, KEY.Key_Left, KEY.Key_Right, KEY.Key_Home, KEY.Key_End, KEY.Key_PageDown, KEY.Key_Delete),
    *(KEY.Key_F2, KEY.Key_F7, KEY.Key_F9, KEY.Key_1, KEY.Key_2, KEY.Key_4, KEY.Key_5, KEY.Key_9, KEY.Key_A, KEY.Key_M),
)
LETTERS = (KEY.Key_A, KEY.Key_M)
HELD = (*(KEY.Key_K, KEY.Key_F, KEY.Key_Z, KEY.Key_N, KEY.Key_A) * 3, KEY.Key_Plus, KEY.Key_Minus, KEY.Key_0)
SIZES = ((960, 540), (1366, 768), (1100, 900))
AVOIDED = ("oppose", "opposition", "refuse", "quit")
"""Controls that are pressed for an opposition: the hand leaves them alone, so that any that is recorded is a fault."""


def oppositions(store: Store) -> int:
    with store.read() as r:
        return int(r.value(int, "SELECT count(*) FROM opposition") or 0)


def avoided(*words: str) -> bool:
    return any(one in " ".join(words).lower() for one in AVOIDED)


def opposes(widget: QWidget | None) -> bool:
    """Tell whether a press there, or a key while it has the focus, is a press for an opposition."""
    while widget is not None:
        words = widget.text() if isinstance(widget, QAbstractButton) else ""
        if isinstance(widget, OppositionButton) or avoided(widget.objectName(), words):
            return True
        widget = widget.parentWidget() if isinstance(widget, QAbstractButton) else None
    return False


def opposes_by(action: QAction | None) -> bool:
    """Tell whether an action of a menu is one for an opposition."""
    return action is not None and avoided(action.objectName(), action.text())


MOST_BEATS = 5


class Impatient:
    """Closes the dialog or the menu that a press of the hand waits for, since the hand waits with it."""

    def __init__(self) -> None:
        self._beats: int | None = None
        self._timer = QTimer()
        self._timer.timeout.connect(self._beat)
        self._timer.start(20)

    @contextmanager
    def pressing(self) -> Iterator[None]:
        """Press meanwhile."""
        self._beats = 0
        yield
        self._beats = None

    def _beat(self) -> None:
        """Close what is in front when this press has not ended for a while, though events go on."""
        if self._beats is None:
            return
        self._beats += 1
        if self._beats > MOST_BEATS and (shown := QApplication.activePopupWidget() or QApplication.activeModalWidget()):
            shown.close()


def front(window: Window) -> QWidget:
    """Return what the hand reaches: the list, the dialog or the window in front."""
    return QApplication.activePopupWidget() or QApplication.activeModalWidget() or QApplication.activeWindow() or window


def press(window: Window, draw: random.Random) -> str:
    """Do one thing; return what it was."""
    shown, chance = front(window), draw.random()
    if chance < 0.55:
        return press_key(shown, draw)
    if chance < 0.63:
        page = draw.choice([key for key, *_rest in RAIL])
        if QApplication.activeModalWidget() is None:
            window.go_to(page)
        return f"to {page}"
    if chance < 0.68:
        size = draw.choice(SIZES)
        window.resize(*size)
        return f"size {size}"
    place = QPoint(draw.randrange(max(1, shown.width())), draw.randrange(max(1, shown.height())))
    target = shown.childAt(place) or shown
    if chance < 0.76:
        turn_wheel(target, target.mapFrom(shown, place), draw.choice((-120, -480, 120)))
        return f"wheel on {target.objectName()}"
    if opposes(target) or (isinstance(target, QMenu) and opposes_by(target.actionAt(target.mapFrom(shown, place)))):
        return "nothing"
    button = Qt.MouseButton.RightButton if chance < 0.79 else Qt.MouseButton.LeftButton
    QTest.mouseClick(target, button, pos=target.mapFrom(shown, place))
    return f"{button.name} on {target.objectName()}"


def press_key(shown: QWidget, draw: random.Random) -> str:
    """Press a key where the keyboard is, or give it to another control first; return what was done."""
    if draw.random() < 0.1 and (stops := [one for one in controls(shown) if one.isEnabled()]):
        draw.choice(stops).setFocus(Qt.FocusReason.OtherFocusReason)
    held = shown.focusWidget() or shown
    if draw.random() < 0.15:
        key, modifier = draw.choice(HELD), Qt.KeyboardModifier.ControlModifier
    else:
        key, modifier = draw.choice(KEYS), Qt.KeyboardModifier.NoModifier
        if opposes(held) and key in (KEY.Key_Space, KEY.Key_Return):
            key = KEY.Key_Tab
        elif isinstance(held, QMenu) and (opposes_by(held.activeAction()) or key in LETTERS):
            key = KEY.Key_Down  # A letter is a line of the menu.
    QTest.keyClick(held, key, modifier)
    return f"{modifier.name} {key.name} on {held.objectName()}"


def turn_wheel(target: QWidget, place: QPoint, turn: int) -> None:
    """Turn the wheel over a place of a control."""
    buttons, modifiers = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    event = QWheelEvent(
        QPointF(place), QPointF(target.mapToGlobal(place)), QPoint(), QPoint(0, turn), buttons, modifiers,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(target, event)


def nameless(window: Window) -> list[str]:
    """Return the controls in front that a screen reader could not name."""
    shown = front(window)
    return [told(one) for one in controls(shown) if one.isVisible() and not (one.objectName() and spoken(one).strip())]


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_breaks_and_nobody_is_opposed(
    window: Window, seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(monkeypatch)
    draw, before, done = random.Random(seed), oppositions(window.office.store), []
    impatient = Impatient()
    for count in range(EVENTS):
        with impatient.pressing():
            done.append(press(window, draw))
        if count % 10 == 0:
            pause(1)
        if not window.isVisible():
            window.show()
        if count % 100 == 0:
            found = oppositions(window.office.store)
            assert found == before, f"seed {seed}: somebody was opposed by {done[-101:]}"
            assert not nameless(window), f"seed {seed}: after {done[-20:]}"
    while (left := QApplication.activePopupWidget() or QApplication.activeModalWidget()) is not None:
        left.close()
    assert oppositions(window.office.store) == before
    assert not window.office.store.regained()
    assert verifying.verify(window.office.store).problems == ()
