"""Every page and dialog where there is little room: no text cut, no control squeezed, nothing out of reach."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QScrollArea,
    QWidget,
)

from tests.lengths import length
from tests.ui.near_jobs import near_jobs
from tests.ui.page_states import STATES
from tests.ui.test_accessible_names import told, window
from ui.shell.window import Window
from ui.widgets.label import ElidedLabel

__all__ = ["near_jobs", "window"]

ROOMS = (
    *((1366, 768, 100), (960, 540, 100), (1366, 768, 200)),
    # A screen of 1366 × 768 scaled by the system at 125 and 150 %, less its task bar.
    *((1093, 574, 100), (911, 472, 100), (1366, 768, 150)),
)
"""Width and height of the window, text size in percent."""
TIGHTEST = (960, 540, 200)
SIDEWAYS = frozenset({"imports", "columns", "check", "cells", "result", "capture", "terms", "batch", "letters",
                      *(f"settings-{key}" for key in ("letters", "suppliers", "papers", "backups"))})  # fmt: skip
"""States that are scrolled sideways in the tightest room; every other is whole even there."""
USUAL = 4
SETTLED_MS = 120
HAIR = 2
"""Pixels that roundings may cost."""


def settle() -> None:
    """Let the layouts find their places, which takes them some turns."""
    QTest.qWait(SETTLED_MS)
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


def looked_at(root: QWidget) -> list[QWidget]:
    kinds = (QLabel, QAbstractButton, QLineEdit, QComboBox)
    return [
        one
        for one in root.findChildren(QWidget)
        if isinstance(one, kinds) and one.isVisible() and one.window() is root.window()
        and not one.objectName().startswith("qt_") and not isinstance(one.parentWidget(), QComboBox)
    ]  # fmt: skip


def found(root: QWidget) -> list[str]:
    """Return what is cut or out of reach, in words."""
    said = []
    for one in looked_at(root):
        for why in (cut(one), lost(one, root)):
            if why:
                text = str(one.property("text") or "")[:40]
                said.append(f"{told(one)} « {text} » {one.width()}×{one.height()}: {why}")
    return said


@pytest.mark.parametrize("state", STATES)
def test_nothing_is_cut_or_out_of_reach(window: Window, state: str) -> None:
    window.setWindowState(Qt.WindowState.WindowNoState)
    root: QWidget | None = None
    said = []
    rooms = [*ROOMS[: length(USUAL, long=len(ROOMS))], *(() if state in SIDEWAYS else (TIGHTEST,))]
    for wide, high, scale in rooms:
        window.office.theme.choose("light", scale)
        window.resize(wide, high)
        settle()
        if root is not None and isinstance(root.window(), QDialog):
            # A dialog takes its size from the window it opens in: another is made.
            root.setObjectName("closed")
            root.close()
            root = None
        if root is None:
            root = STATES[state](window)
            settle()
        assert (window.width(), window.height()) == (wide, high), "the window is as small as that"
        assert root.width() <= wide and root.height() <= high, f"{wide}×{high} at {scale} %"
        assert looked_at(root) or state == "help", "there is something to look at"
        if found(root):  # A word that changed just now has its room a moment later.
            settle()
        said += [f"{wide}×{high} at {scale} %: {one}" for one in found(root)]
    assert not said, "\n".join(said)
