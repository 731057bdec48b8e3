"""The views of the list: one for each step of the work, with how many leads it holds, then those that the user saved:
filters, order and columns, kept for this seat."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from core.actions.common.kept_steps import LATE, Standing, standing
from core.actions.leads import lead_views
from core.actions.leads.lead_views import Lit
from core.base.french import number
from core.base.i18n import N_, _
from core.model.step import Step
from core.store.leads import count_leads
from ui.common.office import Office
from ui.pages.leads.filters import asked
from ui.widgets.button import Button
from ui.widgets.folding_tabs import FoldingTabs

BUILT = (
    *(("", N_("Tous")), (LATE, N_("En retard")), ("complete", N_("À compléter")), ("write", N_("À écrire"))),
    *(
        ("print", N_("À imprimer")),
        ("post", N_("À poster")),
        ("call_promised,call", N_("À appeler")),
        ("meet", N_("Rendez-vous")),
    ),
    *(("decide", N_("À décider")), ("erase", N_("À effacer"))),
)
"""Value of the list's filter ``step`` → the name of the view, in the order of the work."""
KEPT = "views"
LONGEST = 30
"""Letters of the name of a view."""


@dataclass(frozen=True, slots=True)
class View:
    """What a view asks. ``step``: of its tab, or of the one it was made from; ``columns``: as Qt saves them, in
    base64."""

    name: str = ""
    step: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)
    sort: str = "name"
    descending: bool = False
    columns: str = ""


def count_built(told: Standing, step: str, today: str, held: int) -> int | None:
    """Return how many of ``held`` leads the built-in view of a step holds, the first one all of them; None while the
    steps of some are still to be counted, which takes some seconds after a large import."""
    if not step:
        return held
    if sum(told.counts.values()) < held:
        return None
    return told.late(today) if step == LATE else sum(told.count(Step(name)) for name in step.split(","))


class ViewsRow(QWidget):
    """The row. ``chosen``: another view is asked for, see :attr:`view`; ``save_asked(name)``: keep what is shown."""

    chosen = Signal()
    save_asked = Signal(str)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._own = _read(office)
        theme = office.theme
        self.setObjectName("leads-views")
        self.row = FoldingTabs(theme, name="views", title=_("Vues"))
        self.tabs, self.more = self.row.bar, self.row.more
        self.save = Button(theme, _("Enregistrer la vue"), name="views-save", kind="link")
        self.name = QLineEdit()
        self.name.setObjectName("views-name")
        self.name.setAccessibleName(_("Nom de la vue"))
        self.name.setPlaceholderText(_("Nom de la vue"))
        self.name.setMaxLength(LONGEST)
        self.name.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 0, 20, 0)
        row.setSpacing(8)
        row.addWidget(self.row, 1)
        row.addWidget(self.name)
        row.addWidget(self.save)
        self._fill()
        self.row.chosen.connect(self.chosen)
        self.tabs.tabBarClicked.connect(self._again)
        self.save.clicked.connect(self._ask)
        self.name.returnPressed.connect(self._named)

    @property
    def view(self) -> View:
        """The view of the current tab."""
        place = max(self.tabs.currentIndex(), 0)
        return View(step=BUILT[place][0]) if place < len(BUILT) else self._own[place - len(BUILT)]

    def show_step(self, step: str) -> bool:
        """Make the view of a step the current one, without ``chosen``; False when there is none."""
        place = next((place for place, (one, _name) in enumerate(BUILT) if one == step), -1)
        if place >= 0:
            self.row.go(place)
        return place >= 0

    def tell(self, lit: Lit) -> None:
        """Show beside each name how many leads its view holds."""
        office, now = self._office, self._office.now()
        with office.store.read() as r:
            told = standing(r, office.law, at=now)
            for place, view in enumerate(self._own, start=len(BUILT)):
                filters = filters_of(view.step, view.filters, now.date())
                self._word(place, view.name, len(lead_views.find(r, office.law, at=now, filters=filters, lit=lit)))
            held = count_leads(r)
        for place, (step, name) in enumerate(BUILT):
            self._word(place, _(name), count_built(told, step, now.date().isoformat(), held))
        self.row.fold()

    def keep(self, view: View) -> None:
        """Save a view under its name, instead of the one that has it already, and make it the current one."""
        self._own = [one for one in self._own if one.name.casefold() != view.name.casefold()] + [view]
        self._write()
        self._fill()
        self.row.go(self.tabs.count() - 1)

    def remove(self) -> str:
        """Remove the current view if it is the user's, and return its name; empty when it is not."""
        place = self.tabs.currentIndex() - len(BUILT)
        if place < 0:
            return ""
        name = self._own.pop(place).name
        self._write()
        self._fill()
        self.row.go(0)
        self.chosen.emit()
        return name

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the name on Échap; remove the user's view on Suppr."""
        if event.key() == Qt.Key.Key_Escape and not self.name.isHidden():
            self._leave()
        elif event.key() == Qt.Key.Key_Delete and self.tabs.hasFocus() and (name := self.remove()):
            words = _("Vue «\u202f{name}\u202f» supprimée. Les prospects n’ont pas changé.")
            self._office.say("done", words.format(name=name))
        else:
            super().keyPressEvent(event)

    def _ask(self) -> None:
        self.name.setText(self.view.name)
        self.name.show()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.save.hide()

    def _named(self) -> None:
        name = " ".join(self.name.text().split())
        if name:
            self._leave()
            self.save_asked.emit(name)

    def _leave(self) -> None:
        self.name.hide()
        self.save.show()
        self.tabs.setFocus(Qt.FocusReason.OtherFocusReason)

    def _again(self, place: int) -> None:
        """Show the current view again as it is, without the filters added since."""
        if place == self.tabs.currentIndex():
            self.chosen.emit()

    def _fill(self) -> None:
        self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        for _step, name in BUILT:
            self.tabs.addTab(_(name))
        for view in self._own:
            self.tabs.addTab(view.name.replace("&", "&&"))
        self.tabs.blockSignals(False)

    def _word(self, place: int, name: str, count: int | None) -> None:
        told = name if count is None else f"{name} {number(count)}"
        self.row.word(place, told.replace("&", "&&"))

    def _write(self) -> None:
        kept = [
            {"name": one.name, "step": one.step, "filters": dict(one.filters), "sort": one.sort,
             "descending": one.descending, "columns": one.columns}
            for one in self._own
        ]  # fmt: skip
        self._office.seat.save_text(KEPT, json.dumps(kept, ensure_ascii=False))


def filters_of(step: str, values: Mapping[str, str], today: date) -> dict[str, str]:
    """Return the filters of :func:`core.actions.leads.lead_views.find` for a view's step and values of chips."""
    return ({"step": step} if step else {}) | asked(values, today)


def packed(columns: QByteArray) -> str:
    """Return saved columns as a text."""
    return bytes(columns.toBase64().data()).decode("ascii")


def unpacked(columns: str) -> QByteArray:
    """Return saved columns from their text."""
    return QByteArray.fromBase64(columns.encode("ascii"))


def _read(office: Office) -> list[View]:
    """Return the views kept; what was damaged by hand is left out."""
    try:
        kept = json.loads(office.seat.text(KEPT, "[]"))
        return [View(**{**one, "filters": dict(one["filters"])}) for one in kept]
    except (ValueError, TypeError, KeyError):
        return []
