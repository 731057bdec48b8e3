"""What is done with several leads at once: a bar at the bottom of the list, so that no row moves under the pointer."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from core.actions.leads import lead_views
from core.actions.register import opposing
from core.base.french import number
from core.base.i18n import _, n_
from core.model.lead import LeadRow
from core.model.step import Step
from core.model.verdict import Light
from ui.common.office import Office
from ui.common.preparing import Preparing
from ui.widgets.button import Button
from ui.widgets.job_bar import JobBar
from ui.widgets.label import label
from ui.widgets.message_band import Act

LEAST = 2
"""Leads from which the bar is shown."""
HEIGHT = 56


class SelectionBar(QFrame):
    """The bar, hidden for one lead or none. ``closed``: the selection is to be dropped."""

    closed = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._rows: list[LeadRow] = []
        theme = office.theme
        self.setObjectName("selection")
        self.setProperty("ground", "accent-tint")
        self._said = label("", semibold=True, name="selection-count")
        self._without = label("", "caption", ink="muted", name="selection-without")
        self._write = Button(theme, "", name="selection-write", kind="primary", key="Ctrl+P")
        self._oppose = Button(theme, "", name="selection-oppose", kind="refusal", key="F8")
        self._close = Button(theme, _("Ne plus choisir"), name="selection-close", kind="link")
        self._job = JobBar(theme, name="selection-job")
        self._preparing = Preparing(office, self._job)
        self._write.clicked.connect(self.write)
        self._oppose.clicked.connect(self.oppose)
        self._close.clicked.connect(self.closed)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 6, 20, 6)
        row.setSpacing(12)
        parts: tuple[QWidget, ...] = (self._said, self._without, self._job)
        for part in parts:
            row.addWidget(part)
        row.addStretch(1)
        for button in (self._write, self._oppose, self._close):
            row.addWidget(button)
        theme.changed.connect(self.updateGeometry)
        self.hide()

    @property
    def several(self) -> bool:
        """Tell whether a gesture is for those selected."""
        return len(self._rows) >= LEAST

    def show_selection(self, ids: Sequence[int]) -> None:
        """Show what can be done with these leads."""
        office = self._office
        if len(ids) < LEAST:
            self._rows = []
            self.hide()
            return
        with office.store.read() as r:
            self._rows = lead_views.lead_rows(r, ids, office.law, at=office.now())
        count, opposed, writable = len(self._rows), len(self._opposed()), len(self._writable())
        said = n_("{n} prospect choisi", "{n} prospects choisis", count).format(n=number(count))
        without = n_("dont {n} opposé", "dont {n} opposés", opposed).format(n=number(opposed)) if opposed else ""
        self._said.setText(said)
        self._without.setText(without)
        self.setAccessibleName(", ".join(part for part in (said, without) if part))
        words = n_("Préparer {n} lettre", "Préparer {n} lettres", writable).format(n=number(writable))
        self._write.dress(words, icon="", key="Ctrl+P")
        left = count - opposed
        self._oppose.dress(n_("{n} s’oppose", "Les {n} s’opposent", left).format(n=number(left)), icon="", key="F8")
        self._write.setEnabled(bool(writable))
        self._oppose.setEnabled(bool(left))
        self.show()

    def write(self) -> None:
        """Prepare the letter of each who may be written to."""
        self._preparing.begin([row.id for row in self._writable()])

    def oppose(self) -> None:
        """Record that each refuses canvassing, in one gesture that one other takes back."""
        office = self._office
        asked = [row.id for row in self._rows if row.light is not Light.OPPOSED]
        with office.trying():
            done = opposing.oppose_all(office.store, asked, how="call", by=office.by, at=office.now())
            words = n_("{n} opposition enregistrée.", "{n} oppositions enregistrées.", len(asked))
            undo = Act(_("Annuler"), partial(self._undo, done))
            office.say(
                "opposed", words.format(n=number(len(asked))), _("Tous les canaux, toutes les coordonnées."), act=undo
            )
        self.closed.emit()

    def sizeHint(self) -> QSize:
        """Return the height of the bar, whatever it says."""
        return QSize(super().sizeHint().width(), max(self._office.theme.height(HEIGHT), super().sizeHint().height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the line above it."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._office.theme.color("accent-tint"))
        painter.fillRect(0, 0, self.width(), 1, self._office.theme.color("margin"))

    def _undo(self, gestures: Sequence[int]) -> None:
        office = self._office
        with office.trying():
            opposing.undo_all(office.store, gestures, by=office.by, at=office.now())
            count = len(gestures)
            words = n_("{n} opposition annulée.", "{n} oppositions annulées.", count).format(n=number(count))
            office.say("done", words, _("Les deux gestes restent au journal."))

    def _opposed(self) -> list[LeadRow]:
        return [row for row in self._rows if row.light is Light.OPPOSED]

    def _writable(self) -> list[LeadRow]:
        return [row for row in self._rows if row.step.step is Step.WRITE]
