"""The numbers on the rail and at the foot of the window. They are counted once what changed has been painted: among
100 000 leads the count takes longer than a key may."""

from PySide6.QtCore import QObject, QTimer

from core.base.french import number
from core.base.i18n import n_
from core.model.step import Step
from core.store import leads, requests
from core.store.port import Changed
from ui.common.office import Office
from ui.shell.frame import Frame

HELD: Changed = frozenset({"lead", "*"})
"""What changes how many leads there are."""


class Counts(QObject):
    """Call :meth:`look` when something changed or time has passed."""

    def __init__(self, window: Frame, office: Office) -> None:
        super().__init__(window)
        self.setObjectName("counts")
        self._window = window
        self._office = office
        self._changed: Changed = frozenset()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.show)

    def look(self, changed: Changed) -> None:
        """Count soon."""
        self._changed |= changed
        self._soon.start()

    def stop(self) -> None:
        """Count nothing more, because the window closes."""
        self._soon.stop()

    def show(self) -> None:
        """Count, and show the numbers."""
        self._soon.stop()
        window, office = self._window, self._office
        changed, self._changed = self._changed, frozenset()
        with office.store.read() as r:
            held = leads.count_leads(r) if changed & HELD else None
            told = office.standing(r, at=office.now())
            asked = len(requests.open_requests(r))
        if held is not None:
            window.status.item("leads").show_text(n_("{n} prospect", "{n} prospects", held).format(n=number(held)))
        due = told.count(Step.WRITE) + told.count(Step.WRITE_AGAIN)
        people = told.count(Step.CALL) + told.count(Step.CALL_PROMISED)
        window.badge("letters", due, n_("{n} à préparer", "{n} à préparer", due).format(n=number(due)))
        window.badge("calls", people, n_("{n} à appeler", "{n} à appeler", people).format(n=number(people)))
        window.badge("requests", asked, n_("{n} en cours", "{n} en cours", asked).format(n=number(asked)))
