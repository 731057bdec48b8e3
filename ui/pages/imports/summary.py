"""One batch looked at again: where it came from, its count, and the rows it did not take."""

import json

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.french import day, moment
from core.i18n import _
from core.model.facts import NoticeFact
from core.moments import AGENCY_ZONE, read, read_day
from core.rules.deadlines import notice_due
from core.store import batches
from core.store.port import Row
from ui.office import Office
from ui.pages.imports.outcome import Outcome, RejectRow
from ui.pages.imports.problem import Problem
from ui.widgets.button import Button
from ui.widgets.equation import Counts
from ui.widgets.header import PageHeader
from ui.widgets.label import value


class Summary(QWidget):
    """``left``: back to the list."""

    left = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self.batch_id = 0
        theme = office.theme
        self.setObjectName("batch")
        self.header = PageHeader(theme, _("Lot"), name="batch-header")
        self.back = Button(theme, _("Reto&ur aux imports"), name="batch-back", icon="chevron-left")
        self.leads = Button(theme, _("&Voir les prospects"), name="batch-leads", kind="primary")
        self.header.add_button(self.back)
        self.header.add_button(self.leads)
        self.note = Problem(theme, name="batch-note")
        self._facts = value("", ink="muted", name="batch-facts")
        self.outcome = Outcome(theme, name="batch-outcome", links=("added", "merged", "opposed"))
        top = QVBoxLayout()
        top.setContentsMargins(20, 4, 20, 4)
        top.setSpacing(8)
        top.addWidget(self.note)
        top.addWidget(self._facts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addLayout(top)
        column.addWidget(self.outcome, 1)
        self.back.clicked.connect(self.left)
        self.leads.clicked.connect(lambda: office.go("leads"))
        self.outcome.chosen.connect(lambda part: office.go("oppositions" if part == "opposed" else "leads"))

    def show_batch(self, batch_id: int, *, note: str = "") -> None:
        """Show a batch; ``note`` says why it did not reach its end."""
        with self._office.store.read() as r:
            row = batches.batch(r, batch_id)
            rejects = batches.rejects(r, batch_id)
        if row is None:
            self.left.emit()
            return
        self.batch_id = batch_id
        self.note.show_problem(note)
        self.header.show_title(str(row[1]))
        self._facts.setText(_facts(row))
        added, merged, opposed, rejected, blank = (int(str(count)) for count in row[8:13])
        counts = Counts(added + merged + opposed + rejected + blank, added, merged, opposed, rejected, blank)
        self.outcome.show_outcome(counts, [_reject(rank, one) for rank, one in enumerate(rejects, start=1)])


def _facts(row: Row) -> str:
    """Return « Pige Ouest · vue sur PAP · obtenu le … · importé le … par … · lettres à poster au plus tard le … »."""
    _source, _name, supplier, site, collected, at, by, ended, *_counts = row
    begun, obtained = read(at), read_day(collected)
    parts = [
        _("acheté à {supplier}").format(supplier=supplier) if supplier else "",
        _("vu sur {site}").format(site=site) if site else "",
        _("obtenu le {day}").format(day=day(obtained)) if obtained else "",
        _("importé le {moment} par {by}").format(moment=moment(begun.astimezone(AGENCY_ZONE)), by=by) if begun else "",
        "" if ended else _("inachevé"),
        _("lettres à poster au plus tard le {day}").format(day=day(notice_due(NoticeFact(obtained))))
        if obtained
        else "",
    ]
    said = " · ".join(part for part in parts if part)
    return said[:1].upper() + said[1:]


def _reject(rank: int, row: Row) -> RejectRow:
    line, code, reason, cells = row
    return RejectRow(rank, int(str(line)), str(code), str(reason), tuple(json.loads(str(cells))))
