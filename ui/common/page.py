"""What a page of the rail offers to the window: a page redefines what it does, and names the gestures it takes."""

from collections.abc import Callable, Mapping
from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from core.store.port import Changed


class Gesture(StrEnum):
    """What a key, a menu or another page asks of a page. The value is how an address says it: « leads/new_lead »."""

    CALL = "call"
    CALLBACK = "callback"
    OPPOSE = "oppose"
    PRINT = "print"
    SEARCH = "search"
    NEW_LEAD = "new_lead"
    IMPORT_FILE = "import_file"
    CAPTURE_PAGE = "capture_page"
    NEW_REQUEST = "new_request"


class Page(QWidget):
    """A page of the rail. ``gestures``: those it takes, each with what it then does."""

    def __init__(self) -> None:
        super().__init__()
        self.gestures: Mapping[Gesture, Callable[[], None]] = {}

    def refresh(self, changed: Changed) -> None:
        """Read again if ``changed`` names a table the page shows; called for the page in sight, and when it comes in
        sight with everything that changed meanwhile."""
        raise NotImplementedError

    def open_lead(self, lead_id: int) -> None:
        """Show a person; a page that shows nobody in particular does nothing."""

    def show_filters(self, values: Mapping[str, str]) -> None:
        """Show the part an address names: ``{"light": "forbidden"}`` of the leads; by default the page has no parts."""

    def take_focus(self) -> None:
        """Give the keyboard to what the page holds first; by default the page keeps it."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
