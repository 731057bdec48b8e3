"""The views of the list: one for each step of the work, with how many leads it holds, then those that the user saved:
filters, order and columns, kept for this seat."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from PySide6.QtCore import QByteArray, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QWidget

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
from ui.widgets.tabs import Tabs

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
        self.tabs = Tabs(theme, name="views-tabs", title=_("Vues"))
        self.save = Button(theme, _("Enregistrer la vue"), name="views-save", kind="link")
        self.name = QLineEdit()
        self.name.setObjectName("views-name")
        self.name.setAccessibleName(_("Nom de la vue"))
        self.name.setPlaceholderText(_("Nom de la vue"))
        self.name.setMaxLength(LONGEST)
        self.name.hide()
        self.more = Button(theme, _("Autres"), name="views-more", kind="link", icon="chevron-down")
        self.more.hide()
        self._folding = False
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 0, 20, 0)
        row.setSpacing(8)
        row.addWidget(self.tabs, 1)
        row.addWidget(self.more)
        row.addWidget(self.name)
        row.addWidget(self.save)
        self.more.clicked.connect(self._open_more)
        theme.changed.connect(self._fold)
        self._fill()
        self.tabs.currentChanged.connect(self._changed)
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
            self._go(place)
        return place >= 0

    def tell(self, lit: Lit) -> None:
        """Show beside each name how many leads its view holds."""
        office, now = self._office, self._office.now()
        self._alone(self.tabs.currentIndex())
        with office.store.read() as r:
            told = standing(r, office.law, at=now)
            for place, view in enumerate(self._own, start=len(BUILT)):
                filters = filters_of(view.step, view.filters, now.date())
                self._word(place, view.name, len(lead_views.find(r, office.law, at=now, filters=filters, lit=lit)))
            held = count_leads(r)
        for place, (step, name) in enumerate(BUILT):
            self._word(place, _(name), count_built(told, step, now.date().isoformat(), held))
        self._fold()

    def keep(self, view: View) -> None:
        """Save a view under its name, instead of the one that has it already, and make it the current one."""
        self._own = [one for one in self._own if one.name.casefold() != view.name.casefold()] + [view]
        self._write()
        self._fill()
        self._go(self.tabs.count() - 1)

    def remove(self) -> str:
        """Remove the current view if it is the user's, and return its name; empty when it is not."""
        place = self.tabs.currentIndex() - len(BUILT)
        if place < 0:
            return ""
        name = self._own.pop(place).name
        self._write()
        self._fill()
        self._go(0)
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put under « Autres » the views that have no room."""
        super().resizeEvent(event)
        self._fold()

    def minimumSizeHint(self) -> QSize:
        """Return a width that never widens the page."""
        return QSize(self._office.theme.px(200), super().minimumSizeHint().height())

    def _ask(self) -> None:
        self.name.setText(self.view.name)
        self.name.show()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.save.hide()
        self._fold()

    def _named(self) -> None:
        name = " ".join(self.name.text().split())
        if name:
            self._leave()
            self.save_asked.emit(name)

    def _leave(self) -> None:
        self.name.hide()
        self.save.show()
        self._fold()
        self.tabs.setFocus(Qt.FocusReason.OtherFocusReason)

    def _changed(self, _place: int) -> None:
        if not self._folding:
            self._fold()
            self.chosen.emit()

    def _again(self, place: int) -> None:
        """Show the current view again as it is, without the filters added since."""
        if place == self.tabs.currentIndex():
            self.chosen.emit()

    def _fold(self, chosen: int = -1) -> None:
        """Show the tabs that have room, ``chosen`` or the current one always; the others are under « Autres »."""
        tabs, beside = self.tabs, [one for one in (self.name, self.save) if not one.isHidden()]
        chosen = tabs.currentIndex() if chosen < 0 else chosen
        wide = [tabs.tabSizeHint(place).width() for place in range(tabs.count())]
        room = self.width() - 26 - sum(one.sizeHint().width() + 8 for one in beside)
        folds = sum(wide) > room
        room -= self.more.sizeHint().width() + 8 if folds else 0
        self._alone(chosen)
        for place in sorted(range(len(wide)), key=lambda place: (place != chosen, place)):
            room -= wide[place]
            if room < 0 and place != chosen:
                break
            self._show_tab(place, shown=True)
        self.more.setVisible(folds)

    def _alone(self, chosen: int) -> None:
        """Hide the other tabs: Qt scrolls a bar that is too narrow for a moment, and leaves it so."""
        self._show_tab(chosen, shown=True)
        for place in range(self.tabs.count()):
            if place != chosen:
                self._show_tab(place, shown=False)

    def _show_tab(self, place: int, *, shown: bool) -> None:
        self._folding = True
        self.tabs.setTabVisible(place, shown)
        self._folding = False

    def _open_more(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setObjectName("views-menu")
        for place in range(self.tabs.count()):
            if not self.tabs.isTabVisible(place):
                menu.addAction(self.tabs.tabText(place)).triggered.connect(partial(self._take, place))
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _take(self, place: int, _checked: bool = False) -> None:
        self._go(place)
        self.chosen.emit()
        self.tabs.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go(self, place: int) -> None:
        self.tabs.blockSignals(True)
        self._fold(place)
        self.tabs.setCurrentIndex(place)
        self.tabs.blockSignals(False)
        self.tabs.update()

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
        self.tabs.setTabText(place, told.replace("&", "&&"))

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
