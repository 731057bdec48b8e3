"""States of the real window that one window shows one after the other, as its user goes from page to page: making a
window for each takes longer than looking at it."""

from PySide6.QtWidgets import QWidget

from tests.ui.page_states import ON, STATES
from ui.shell.window import RAIL, Window

PAGES = tuple(key for key, *_rest in RAIL)
LAST = ("calling", "opposed")
"""States that keep the page Appels busy, in their order: the others are walked before."""
IN_ORDER = tuple(sorted(STATES, key=lambda state: state in LAST))
"""Every state, so that one window may show them one after the other."""


def show_state(state: str, window: Window) -> QWidget:
    """Show a state, those before it in :data:`IN_ORDER` having been shown; return the window or the dialog that has
    it."""
    return ON[state](window) if state in ON else STATES[state](window)
