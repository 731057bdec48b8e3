"""Every page and dialog where there is little room: no text cut, no control squeezed, nothing out of reach; and, in the
usual room, a name and a place for a finger for each control, and Tab going to all of them."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from core.notices.call_script import POINTS
from tests.lengths import LONG
from tests.pause import pause
from tests.tables import each
from tests.ui.finding import page_in
from tests.ui.page_states import STATES
from tests.ui.sight import in_sight
from tests.ui.test_accessible_names import named_and_reached, told, window
from tests.ui.walks import IN_ORDER, show_state
from ui.common.page import PageGesture
from ui.pages.calls.page import CallsPage
from ui.shell.window import Window
from ui.widgets.label import ElidedLabel
from ui.widgets.speech import speak_choices

__all__ = ["window"]

TIGHT = (960, 540)
ROOMS: dict[int, tuple[tuple[int, int], ...]] = {
    # 1093 × 574: a screen of 1366 × 768 scaled by the system at 125 %, less its task bar; 911 × 472: at 150 %.
    100: (TIGHT, (1366, 768), (1093, 574), (911, 472)),
    200: (TIGHT, (1366, 768)),
    150: ((1366, 768),),
}
"""Text size in percent → width and height of the window, where a state is opened first."""
USUAL = (1366, 768)
WALKS = (
    [(scale, (room,)) for scale, rooms in ROOMS.items() for room in rooms]
    if LONG
    else [(100, (TIGHT, USUAL)), (200, (TIGHT,))]
)
"""Each window goes through every state once, and is made larger there at 100 %; when asked, each room has its own
window."""
WHOLE = ("lead-table", "letters-table", "batches", "requests-table", "requests-messages")
"""Lists that never scroll sideways: what they leave out is shown beside, or behind a click."""
SETTLED_MS = 40
HAIR = 2
"""Pixels that roundings may cost."""


def settle() -> None:
    """Let the layouts find their places, which takes them some turns."""
    pause(SETTLED_MS)
    for _turn in range(3):
        QApplication.processEvents()


def cut(one: QWidget) -> str:
    """Return how the text of a label or a control is cut, empty when it is not."""
    width, high = one.width() + HAIR, one.height() + HAIR
    if isinstance(one, ElidedLabel):
        least = min(one.fontMetrics().horizontalAdvance(words) for words in (one.text(), one.short or one.text()))
        return "elided" if least > width else ""
    if isinstance(one, QLabel):
        if not one.text() or not one.pixmap().isNull():
            return ""
        if one.wordWrap():
            return f"{one.heightForWidth(one.width())} high" if one.heightForWidth(one.width()) > high else ""
        wanted = one.sizeHint()
        return f"wants {wanted.width()}×{wanted.height()}" if wanted.width() > width or wanted.height() > high else ""
    if isinstance(one, QLineEdit):
        hint = one.placeholderText()
        return "hint cut" if not one.text() and one.fontMetrics().horizontalAdvance(hint) + 12 > width else ""
    if isinstance(one, QComboBox):
        return "value cut" if one.fontMetrics().horizontalAdvance(one.currentText()) + 30 > width else ""
    if one.hasHeightForWidth():
        return f"{one.heightForWidth(one.width())} high" if one.heightForWidth(one.width()) > high else ""
    wanted = one.sizeHint()
    return f"wants {wanted.width()}×{wanted.height()}" if wanted.width() > width or wanted.height() > high else ""


def lost(one: QWidget, root: QWidget) -> str:
    """Return why a control cannot be seen whole, wherever its page is scrolled up or down; empty when it can."""
    rect, inside = QRect(QPoint(0, 0), one.size()), one
    while (parent := inside.parentWidget()) is not None and inside is not root:
        rect.translate(inside.pos())
        area = parent.parentWidget()
        if isinstance(area, QAbstractScrollArea) and area.viewport() is parent:
            if not isinstance(area, QScrollArea):
                return ""
            # What scrolls down is reached; what lies beside the page is not looked for.
            if rect.left() < -HAIR or rect.right() > parent.width() + HAIR:
                return f"beside {area.objectName()}"
            if area.verticalScrollBar().maximum():
                rect = QRect(rect.left(), 0, rect.width(), min(rect.height(), parent.height()))
        if rect.left() < -HAIR or rect.right() > parent.width() + HAIR:
            return f"beside {parent.objectName() or type(parent).__name__}"
        if rect.top() < -HAIR or rect.bottom() > parent.height() + HAIR:
            return f"under {parent.objectName() or type(parent).__name__}"
        inside = parent
    return ""


def looked_at(shown: list[QWidget]) -> list[QWidget]:
    kinds = (QLabel, QAbstractButton, QLineEdit, QComboBox)
    return [
        one
        for one in shown
        if isinstance(one, kinds)
        and not one.objectName().startswith("qt_")
        and not isinstance(one.parentWidget(), QComboBox)
    ]


def found(root: QWidget) -> list[str]:
    """Return what is cut or out of reach, in words."""
    return found_of(root, [*in_sight(root)])


def found_of(root: QWidget, shown: list[QWidget]) -> list[str]:
    """Return the same of what is known to be in sight."""
    said = []
    for one in looked_at(shown):
        for why in (cut(one), lost(one, root)):
            if why:
                text = str(one.property("text") or "")[:40]
                said.append(f"{told(one)} « {text} » {one.width()}×{one.height()}: {why}")
    lists = [one for one in shown if isinstance(one, QAbstractItemView) and one.objectName() in WHOLE]
    return said + [f"{told(one)} scrolls sideways" for one in lists if one.horizontalScrollBar().maximum()]


def opened_for(state: str, window: Window) -> QWidget:
    """Show a state, and return what is looked at once it has found its place."""
    root = show_state(state, window)
    settle()
    return root


def close_dialog(root: QWidget) -> bool:
    """Close a dialog, so that the next state finds the window alone; tell whether it was one."""
    dialog = root.window()
    if not isinstance(dialog, QDialog):
        return False
    dialog.close()
    dialog.deleteLater()
    QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete))
    return True


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
@pytest.mark.parametrize(("scale", "rooms"), WALKS)
def test_nothing_is_cut_or_out_of_reach_and_each_control_has_a_name(
    window: Window, qtbot: QtBot, scale: int, rooms: tuple[tuple[int, int], ...]
) -> None:
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.office.theme.choose("light", scale)
    window.setUpdatesEnabled(False)  # Places are looked at, which painting does not move.
    speak_choices()

    def walked(state: str) -> None:
        root, said = None, []
        for room in rooms:
            window.resize(*room)
            if root is None:
                root = opened_for(state, window)
            else:
                settle()
            said += [f"at {room}: {one}" for one in wrong(state, root, window, room)]
            if (scale, room) == (100, USUAL):
                root.window().activateWindow()  # The pretended screen may have given it to nobody.
                named_and_reached(state, root, window, qtbot)
            if close_dialog(root):  # The next one takes the room that it finds.
                root = None
        assert not said, "\n".join(said)

    each(IN_ORDER, walked)


def wrong(state: str, root: QWidget, window: Window, room: tuple[int, int]) -> list[str]:
    """Return what is cut or out of reach in a room."""
    assert (window.width(), window.height()) == room, "the window is as small as that"
    assert root.width() <= room[0] and root.height() <= room[1], f"{state} is larger than the window"
    shown = [*in_sight(root)]
    assert looked_at(shown) or state == "help", "there is something to look at"
    if said := found_of(root, shown):  # A word that changed just now has its room a moment later.
        settle()
        said = found(root)
    return said


def test_what_a_call_needs_is_in_sight(window: Window) -> None:
    """At 1366 × 768: all that is to be said at 100 %, at 200 % the first of it, always with the number, the time, the
    outcomes and the button that ends the call; of somebody who may not be called, the letter to prepare."""
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.resize(1366, 768)

    def seen(*names: str) -> None:
        settle()
        shown = [one for one in window.page_of("calls").findChildren(QWidget) if one.objectName() in names]
        assert {one.objectName() for one in shown} == set(names)
        assert not [told(one) for one in shown if one.visibleRegion().boundingRect() != one.rect()]

    always = ("number", "timer", "call", "outcome-voicemail", "oppose")
    STATES["forbidden"](window)
    window.office.theme.choose("light", 200)
    seen("prepare-letter", "verdict", "oppose")
    page = page_in(window, CallsPage)
    page.open_lead(page.talk.read.queue.now[0].id)
    window.do(PageGesture.CALL)
    seen(*always, "say-who", "note")
    window.office.theme.choose("light", 100)
    seen(*always, *(f"say-{point}" for point in (*POINTS, "asked")), "note")
