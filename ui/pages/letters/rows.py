"""One line of the queue of letters: its deadline, to whom, and where it stands."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from core.french import day_month_short
from core.i18n import N_, _
from core.moments import AGENCY_ZONE, read, read_day
from core.store import notices
from core.store.port import Reader
from ui.widgets.table_model import Cell, Column

STATES = {
    "due": (N_("À préparer"), "muted"),
    "ready": (N_("Prête"), "accent"),
    "posted": (N_("Postée"), "allowed"),
    "returned": (N_("Retour"), "forbidden"),
}
"""State → word and ink, in the order of a letter's life."""
Today = Callable[[], date]
NEAR = 3
"""Days before the deadline from which it is told in the colour of waiting."""


@dataclass(frozen=True, slots=True)
class Letter:
    """``id`` is the lead's: one line a person. ``notice`` is the last letter made, None before the first."""

    id: int
    name: str
    town: str
    due: date | None
    notice: int | None
    reference: str
    posted: date | None
    state: str


def read_letters(r: Reader) -> dict[int, Letter]:
    """Return the queue by lead, the most pressing first."""
    found = {}
    for lead, name, town, due, notice, _day, posted, returned, reference, _printed in notices.queue(r):
        state = "returned" if returned else "posted" if posted else "ready" if notice else "due"
        moment = read(posted)
        found[int(lead)] = Letter(
            id=int(lead),
            name=str(name),
            town=str(town),
            due=read_day(due),
            notice=int(notice) if notice else None,
            reference=str(reference or ""),
            posted=moment.astimezone(AGENCY_ZONE).date() if moment else None,
            state=state,
        )
    return found


def columns(today: Today) -> tuple[Column[Letter], ...]:
    """Return the columns of the queue."""
    return (
        Column("due", _("Échéance"), 78, partial(_due, today), sortable=False, right=True),
        Column("name", _("Destinataire"), 148, _name, sortable=False),
        Column("town", _("Commune"), 130, _town, sortable=False),
        Column("state", _("État"), 104, _state, sortable=False),
    )


def _due(today: Today, letter: Letter) -> Cell:
    if letter.posted:
        return Cell(day_month_short(letter.posted), "muted", spoken=_("postée le {day}").format(day=letter.posted))
    if letter.due is None:
        return Cell("")
    left = (letter.due - today()).days
    if left < 0:
        return Cell(_("En retard"), "forbidden", semibold=True)
    return Cell(
        _("J − {days}").format(days=left),
        "wait" if left <= NEAR else "text",
        semibold=True,
        spoken=_("dans {days} jours").format(days=left),
    )


def _name(letter: Letter) -> Cell:
    return Cell(letter.name or _("Madame, Monsieur"), semibold=True)


def _town(letter: Letter) -> Cell:
    return Cell(letter.town)


def _state(letter: Letter) -> Cell:
    words, ink = STATES[letter.state]
    return Cell(_(words), ink, pill=True)
