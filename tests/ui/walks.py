"""States of the real window that one window shows one after the other, as its user goes from page to page: making a
window for each takes longer than looking at it."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget

from tests.tables import each
from tests.ui.page_states import ON, STATES
from ui.shell.window import RAIL, Window

Look = Callable[[str, QWidget], object]
"""Judges a state by its name and the widget it shows."""

PAGES = tuple(key for key, *_rest in RAIL)
LAST = ("calling", "opposed")
"""States that keep the page Appels busy, in their order: the others are walked before."""
IN_ORDER = tuple(sorted(STATES, key=lambda state: state in LAST))
"""Every state, so that one window may show them one after the other."""
_FIRST = (*PAGES, "sheet", "leads-form", "batch", "capture")
_SETTINGS = tuple(state for state in STATES if state.startswith("settings-"))
WALKS: dict[str, tuple[str, ...]] = {
    "pages": _FIRST,
    "settings": _SETTINGS,
    "others": tuple(state for state in IN_ORDER if state not in {*_FIRST, *_SETTINGS}),
}
"""Every state, in the walks of a window each."""


def show_state(state: str, window: Window) -> QWidget:
    """Show a state, those before it in :data:`IN_ORDER` having been shown; return the window or the dialog that has
    it."""
    return ON[state](window) if state in ON else STATES[state](window)


def walk_states(window: Window, walk: str, look: Look) -> None:
    """Show each state of a walk and look at it; what is wrong is told for all of them together."""

    def shown(state: str) -> None:
        window.activateWindow()
        root = show_state(state, window)
        try:
            look(state, root)
        finally:
            if root.window() is not window:
                root.window().close()
                root.window().deleteLater()
                QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete))

    each(WALKS[walk], shown)
