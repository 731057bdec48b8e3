"""One line of the register: an opposition, what it covers, who recorded it, and its keyed hash."""

from array import array
from datetime import datetime

from core.base.french import day_month_short, hour
from core.base.i18n import _
from core.base.moments import AGENCY_ZONE, read
from core.base.records import Struct
from core.model.opposing import RefusalHow
from core.model.verdict import Light
from core.store import registers
from core.store.port import Reader
from ui.widgets.lists.table_model import Cell, Column

SHOWN = 2000
"""Newest gestures listed; older ones answer through « Vérifier »."""


class Entry(Struct, frozen=True):
    """An opposition of the register. ``lead_name``: empty for an unknown person, or when the sheet has no name."""

    id: int
    at: datetime
    how: str
    by: str
    contacts: int
    fingerprint: str
    lead_name: str
    lead_id: int | None
    lifted: bool


def read_entries(r: Reader) -> dict[int, Entry]:
    """Return the newest oppositions by id, newest first."""
    found: dict[int, Entry] = {}
    for gesture in registers.entries(r, SHOWN):
        moment = read(gesture.at)
        if moment is None:
            continue
        found[gesture.gesture] = Entry(
            id=gesture.gesture,
            at=moment,
            how=gesture.how,
            by=gesture.by,
            contacts=gesture.entries,
            fingerprint=f"{gesture.hash[:4]} {gesture.hash[4:8]}",
            lead_name=gesture.name,
            lead_id=gesture.lead_id,
            lifted=gesture.lifted_at is not None,
        )
    return found


def ids_of(entries: dict[int, Entry]) -> "array[int]":
    """Return the ids of the lines, in order."""
    return array("q", entries)


def columns() -> tuple[Column[Entry], ...]:
    """Return the columns of the register, in order."""
    return (
        Column("at", _("Recueillie le"), 142, _at, sortable=False, right=True),
        Column("state", _("État"), 126, _state, sortable=False),
        Column("person", _("Personne"), 220, _person, sortable=False),
        Column("how", _("Par"), 130, _how, sortable=False),
        Column("scope", _("Portée"), 190, _scope, sortable=False),
        Column("by", _("Enregistrée par"), 170, _by, sortable=False),
        Column("fingerprint", _("Empreinte"), 120, _fingerprint, sortable=False),
    )


def _at(entry: Entry) -> Cell:
    local = entry.at.astimezone(AGENCY_ZONE)
    return Cell(f"{day_month_short(local.date())}, {hour(local)}", "text")


def _state(entry: Entry) -> Cell:
    if entry.lifted:
        return Cell(_("Annulée"), "muted")
    return Cell(_("Opposé"), "opposed", semibold=True, light=Light.OPPOSED)


def _person(entry: Entry) -> Cell:
    if entry.lead_name:
        return Cell(entry.lead_name, semibold=True)
    return Cell(_("Annonce sans nom gardé") if entry.lead_id else _("Inconnue"), "muted")


def _how(entry: Entry) -> Cell:
    return Cell((RefusalHow.known(entry.how) or RefusalHow.LIST).shown)


def _scope(entry: Entry) -> Cell:
    words = _("{n} empreinte") if entry.contacts < 2 else _("{n} empreintes")
    return Cell(_("Tous canaux") + ", " + words.format(n=entry.contacts))


def _by(entry: Entry) -> Cell:
    return Cell(entry.by)


def _fingerprint(entry: Entry) -> Cell:
    return Cell(entry.fingerprint, "muted")
