"""The price paid for a batch, said once it is imported or later: with it, what a file is worth can be told."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.actions.common.prices import set_price
from core.base.errors import UserError
from core.base.i18n import _
from core.records.batch import Batch
from core.words.worth import euros
from ui.common.office import Office
from ui.widgets.edit_value import EditValue, Part
from ui.widgets.label import label
from ui.widgets.layouts import drop

WIDE = 260


class PriceLine(QWidget):
    """The line, one value edited in place."""

    def __init__(self, office: Office, *, name: str) -> None:
        super().__init__()
        self._office, self._name = office, name
        self._shown: tuple[int, int | None] | None = None
        self.value: EditValue | None = None
        self.setObjectName(name)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(10)
        self._row.addWidget(label(_("Prix payé"), ink="muted"))
        self._row.addStretch(1)

    def show_batch(self, batch_id: int) -> None:
        """Show the price of a batch, unless it is being typed."""
        with self._office.store.read() as r:
            price = r.row(Batch, batch_id).price
        if (batch_id, price) == self._shown or (self.value is not None and self.value.is_open()):
            return
        self._shown = (batch_id, price)
        if self.value is not None:
            drop(self.value)
        typed = "" if price is None else euros(price).rpartition("\u00a0")[0].replace("\u202f", "")
        shown = _("Non dit. L’ajouter") if price is None else euros(price)
        part = Part("price", _("Prix payé, en euros"), typed)
        self.value = EditValue(
            self._office.theme, _("Prix payé"), shown, [part], keep=self._keep, name=f"{self._name}-value"
        )
        self.value.setMinimumWidth(self._office.theme.px(WIDE))
        # Queued: the line is made again, and the field that is closing is in it.
        self.value.ended.connect(self._read_again, Qt.ConnectionType.QueuedConnection)
        self._row.insertWidget(1, self.value)

    def _read_again(self) -> None:
        if self._shown is not None:
            self.show_batch(self._shown[0])

    def _keep(self, typed: Mapping[str, str]) -> tuple[str, str]:
        office, shown = self._office, self._shown
        if shown is None:
            return "", ""
        try:
            set_price(office.store, shown[0], typed["price"], by=office.by, at=office.now())
        except UserError as problem:
            return problem.text, "forbidden"
        return "", ""
