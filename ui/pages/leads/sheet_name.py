"""The name at the top of a sheet, edited in place where it may be."""

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ui.common.office import Office
from ui.pages.leads.complete_form import Kept
from ui.pages.leads.living_values import name_value
from ui.pages.leads.reading import Whole
from ui.widgets.label import value
from ui.widgets.layouts import drop_all_at_once


class SheetName(QWidget):
    """The holder of the name, made again for each person."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_name(self, whole: Whole, name: str, kept: Kept, reread: Callable[[], object]) -> None:
        """Show ``name``; ``reread`` is called once its fields are closed."""
        focused = QApplication.focusWidget()
        had = focused is not None and self.isAncestorOf(focused)
        drop_all_at_once(self._column)
        if not whole.editable:
            made = value(name, semibold=True, name="sheet-name")
            made.setProperty("role", "heading")
            self._column.addWidget(made)
            return
        edited = name_value(self._office, whole.sheet, name, kept)
        edited.ended.connect(reread)
        self._column.addWidget(edited)
        if had:
            edited.rest.setFocus()
