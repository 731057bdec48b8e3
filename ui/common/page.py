"""What every page offers to the window: a page overrides the methods it needs, and names the gestures it handles."""

from collections.abc import Callable, Collection, Mapping
from enum import StrEnum

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QWidget

from core.store.port import Changed
from ui.widgets.focus import one_move
from ui.widgets.layouts import Named

Still = Callable[[Callable[..., None]], Callable[..., None]]
"""Makes one gesture of what it is given: see :meth:`Page.still`."""


class PageGesture(StrEnum):
    """What a key, a menu or another page asks of a page. Its value is how an address writes it: « leads/new_lead »."""

    CALL = "call"
    CALLER = "caller"
    CALLBACK = "callback"
    OPPOSE = "oppose"
    PRINT = "print"
    SEARCH = "search"
    NEW_LEAD = "new_lead"
    PRINT_LIST = "print_list"
    EXPORT_LIST = "export_list"
    IMPORT_FILE = "import_file"
    CAPTURE_PAGE = "capture_page"
    NEW_REQUEST = "new_request"


class Page(Named, QWidget):
    """A page of the rail. ``gestures``: those it handles, each with the function to call."""

    def __init__(self, *, name: str, title: str) -> None:
        super().__init__(name=name, title=title)
        self.gestures: Mapping[PageGesture, Callable[[], None]] = {}

    def refresh(self, changed: Changed) -> None:
        """Read again if ``changed`` names a table the page shows. It is called for the visible page, and when a page
        becomes visible, with everything that changed meanwhile."""
        raise NotImplementedError

    def in_sight(self) -> Collection[int]:
        """Return the ids of the people shown; by default a page shows no person in particular."""
        return ()

    def open_lead(self, lead_id: int) -> None:
        """Show a person; does nothing on a page that shows no person in particular."""

    def show_filters(self, values: Mapping[str, str]) -> None:
        """Show the part named by an address: ``{"light": "forbidden"}`` for the leads. By default a page has no
        parts."""

    def width_wanted(self) -> int:
        """Return the least width, in pixels, at which nothing shown covers the rest; 0 where that cannot happen."""
        return 0

    def take_drop(self, mime: QMimeData) -> None:
        """Read what was dropped on the window; does nothing on a page that reads no file."""

    def still(self, run: Callable[..., None]) -> Callable[..., None]:
        """Return a function that calls ``run`` as one gesture: the keyboard focus moves once at most meanwhile."""

        def once(*given: object) -> None:
            with one_move(self, self.take_focus):
                run(*given)

        return once

    def take_focus(self) -> None:
        """Give the focus to the first control; by default the page itself keeps it."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
