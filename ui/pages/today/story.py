"""The latest gestures on the first page: those of yesterday and today, or since the last visit of this seat when it is
older; the whole journal on request."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from core.actions.desk import recent
from core.actions.desk.recent import Told
from core.base.french import day_month, hour, long_day, number
from core.base.i18n import _
from core.base.moments import read
from core.store.port import Reader
from ui.common.office import Office
from ui.widgets.button import Button
from ui.widgets.card import Card, Hairline
from ui.widgets.label import label
from ui.widgets.layouts import nest
from ui.widgets.lists.timeline import Entry, Timeline
from ui.widgets.lists.todo import MARGIN

SINCE_VISIT, WHOLE = 40, 300
"""Gestures shown since the last visit, and of the whole journal."""
VISIT = "last-visit"
"""The choice of the seat that holds the moment when this page was last read."""


class Story(Card):
    """The card. ``resized`` is emitted when it shows more or fewer lines."""

    resized = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__(office.theme, name="today-story")
        self._office = office
        self._whole = False
        found = read(office.seat.text(VISIT))
        self._visit = found.astimezone(office.now().tzinfo) if found else None
        self.list = Timeline(office.theme, name="today-journal", title="", margin=MARGIN)
        self.list.setStyleSheet("background: transparent")
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._title = label("", semibold=True, name="today-story-title")
        self._more = Button(office.theme, "", name="today-story-more", kind="link")
        self._more.clicked.connect(self._turn)
        self._quiet = label(_("Aucun geste."), ink="muted", name="today-quiet")
        self._quiet.setContentsMargins(16, 0, 16, 8)
        head = QHBoxLayout()
        head.setContentsMargins(16, 0, 12, 0)
        head.addWidget(self._title, 1)
        head.addWidget(self._more)
        self.body.setContentsMargins(1, 8, 1, 1)
        self.body.setSpacing(4)
        nest(self.body, head)
        self.body.addWidget(Hairline(office.theme))
        self.body.addWidget(self._quiet)
        self.body.addWidget(self.list, 1)

    def refresh(self, r: Reader, now: datetime) -> None:
        """Read the gestures again."""
        yesterday = (now - timedelta(days=1)).date()
        visit = self._visit if self._visit and self._visit.date() < yesterday else None
        if self._whole:
            told, title = recent.recent(r, at=now, limit=WHOLE, since=date.min), _("Tout le journal")
            if len(told) == WHOLE:
                title = _("Tout le journal\u202f: les {n} derniers gestes").format(n=number(WHOLE))
        elif visit:
            told = recent.recent(r, at=now, limit=SINCE_VISIT, since=visit.date())
            title = _("Depuis votre dernière visite, le {day}").format(day=day_month(visit.date()))
        else:
            told, title = recent.recent(r, at=now), _("Hier et aujourd’hui")
        self._title.setText(title)
        for named in (self, self.list):
            named.setAccessibleName(title)
        self._more.setText(_("Revenir aux derniers gestes") if self._whole else _("Tout le journal"))
        self.list.show_entries(_entries(told, now))
        self._quiet.setVisible(not told)
        self._office.seat.save_text(VISIT, now.isoformat())

    def _turn(self) -> None:
        self._whole = not self._whole
        with self._office.store.read() as r:
            self.refresh(r, self._office.now())
        self.resized.emit()


def _entries(told: Sequence[Told], now: datetime) -> list[Entry]:
    """Return the lines of the latest gestures, with the day above those of an earlier one."""
    entries: list[Entry] = []
    above = now.date()
    for one in told:
        day = one.at.date()
        if day != above:
            yesterday = day == now.date() - timedelta(days=1)
            entries.append(Entry("", _("Hier") if yesterday else long_day(day), heading=True))
            above = day
        entries.append(Entry(hour(one.at), one.text, one.by))
    return entries
