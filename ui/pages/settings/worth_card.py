"""What the files of a supplier are worth: what became of its leads, for a hundred, and what each cost."""

from PySide6.QtWidgets import QGridLayout, QWidget

from core.base.i18n import _
from core.store.lists.worth import worth
from core.words.suppliers import worth_pairs
from ui.common.office import Office
from ui.widgets.card import Card
from ui.widgets.label import label, value
from ui.widgets.layouts import drop

COLUMNS = 4
"""Figures beside one another."""


class WorthCard(Card):
    """The figures, in a few columns."""

    def __init__(self, office: Office) -> None:
        super().__init__(office.theme, _("Ce que valent ses fichiers"), name="supplier-worth")
        self._office = office
        self._held: QWidget | None = None

    def show_supplier(self, supplier_id: int) -> None:
        """Show the figures of a supplier."""
        with self._office.store.read() as r:
            found = next((one for one in worth(r) if one.id == supplier_id), None)
        before, self._held = self._held, QWidget()
        if before is not None:
            drop(before)
        grid = QGridLayout(self._held)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(2)
        for place, (words, told) in enumerate(worth_pairs(found) if found is not None else ()):
            line, column = divmod(place, COLUMNS)
            grid.addWidget(label(words, "caption", ink="muted"), 2 * line, column)
            grid.addWidget(value(told, name=f"worth-{place}"), 2 * line + 1, column)
        self.body.addWidget(self._held)
