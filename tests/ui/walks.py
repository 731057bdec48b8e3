"""States of the real window that one window shows one after the other, as its user goes from page to page: making a
window for each takes longer than looking at it."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget

from tests.tables import each
from tests.ui.page_states import STATES
from ui.shell.window import RAIL, Window

Look = Callable[[str, QWidget], object]
"""Judges a state by its name and the widget it shows."""

PAGES = tuple(key for key, *_rest in RAIL)
_TOGETHER = {
    "pages": (*PAGES, "sheet", "leads-form", "batch", "capture"),
    "settings": tuple(state for state in STATES if state.startswith("settings-")),
    "forms": (
        *(state for state in STATES if state.startswith("title-")),
        *("consent", "take-back", "print-form", "palette", "help"),
    ),
    "file": ("columns", "check", "cells"),
}
_ALONE = STATES.keys() - {state for states in _TOGETHER.values() for state in states}
WALKS: dict[str, tuple[str, ...]] = {**_TOGETHER, **{state: (state,) for state in STATES if state in _ALONE}}
"""Every state, in the walks of a window; one that leaves the base or its page otherwise than it was has its own."""


def walk_states(window: Window, walk: str, look: Look) -> None:
    """Show each state of a walk and look at it; what is wrong is told for all of them together."""

    def shown(state: str) -> None:
        window.activateWindow()
        root = STATES[state](window)
        try:
            look(state, root)
        finally:
            if root.window() is not window:
                root.window().close()
                root.window().deleteLater()
                QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete))

    each(WALKS[walk], shown)
