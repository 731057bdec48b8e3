"""The letters of a tab, or what an empty one means."""

from array import array
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.base.i18n import _
from ui.common.office import Office
from ui.pages.letters.head import EMPTY, Head
from ui.pages.letters.rows import Letter, columns
from ui.widgets.empty_state import EmptyState
from ui.widgets.lists.table import Table


class LetterList(QWidget):
    """The list; ``read(ids)`` gives its lines. ``head`` stands above it, in ``column``, until the page puts it
    elsewhere."""

    def __init__(self, office: Office, head: Head, read: Callable[[Sequence[int]], list[Letter]]) -> None:
        super().__init__()
        self.table: Table[Letter] = Table(
            office.theme, columns(lambda: office.now().date()), read, name="letters-table", title=_("Lettres"),
            leaving=("town", "state"),
        )  # fmt: skip
        self.table.opened.connect(partial(office.go, "leads"))
        self.table.opens_by_click = False
        self.empty = EmptyState(office.theme, "", "", name="letters-empty")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addWidget(head)
        self.column.addWidget(self.table, 1)
        self.column.addWidget(self.empty, 1)

    def show_letters(self, tab: str, ids: Sequence[int], why_none: str) -> bool:
        """List these letters of a tab, or say ``why_none`` is to be prepared. Return True when the one chosen left, and
        nobody chose the one that takes its place."""
        chosen = self.table.current_id()
        self.table.show_ids(array("q", ids))
        self.table.reread()
        replaced = bool(ids) and self.table.current_id() is None
        if replaced:
            self.table.go_to(0, alone=not self.table.selected_ids())
        self.table.setVisible(bool(ids))
        self.empty.setVisible(not ids)
        title, sentence = EMPTY[tab]
        self.empty.reword(_(title), why_none if tab == "due" and why_none else _(sentence))
        return replaced and chosen is not None
