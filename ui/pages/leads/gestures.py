"""A refusal recorded in one gesture, from the list, the sheet or the palette, and what the band says of it."""

from functools import partial

from core.actions import opposing, people
from core.actions.opposing import Opposed
from core.actions.typing import opposed_since
from core.french import day, hour
from core.i18n import _, n_
from core.moments import AGENCY_ZONE
from core.store import leads
from ui.office import Office
from ui.widgets.message_band import Act


def oppose(office: Office, lead_id: int) -> None:
    """Record that a person refuses canvassing: every channel, no question, undone from the band."""
    at = office.now()
    with office.trying():
        with office.store.read() as r:
            who = people.of_lead(r, lead_id)
            since = opposed_since(r, who)
            points = len(leads.contacts(r, lead_id))
            [row] = leads.rows(r, [lead_id])
        done = opposing.oppose(office.store, who, how="call", by=office.by, at=at)
        if since is not None and done.already:
            told = day(since.astimezone(AGENCY_ZONE).date())
            office.say("note", _("Déjà opposé."), _("L’opposition date du {day}.").format(day=told))
            return
        undo = Act(_("Annuler"), partial(_undo, office, done, str(row[1])))
        office.say(
            "opposed", _("Opposition enregistrée à {hour}.").format(hour=hour(at)), _effects(points, done), act=undo
        )


def _undo(office: Office, done: Opposed, name: str) -> None:
    with office.trying():
        opposing.undo(office.store, done.gesture, by=office.by, at=office.now())
        office.say("done", _("Opposition annulée."), name)


def _effects(points: int, done: Opposed) -> str:
    """Return « Tous les canaux, 2 coordonnées, 1 rappel annulé. »"""
    parts = [_("Tous les canaux")]
    if points:
        parts.append(n_("{n} coordonnée", "{n} coordonnées", points).format(n=points))
    if done.callbacks:
        parts.append(n_("{n} rappel annulé", "{n} rappels annulés", done.callbacks).format(n=done.callbacks))
    return ", ".join(parts) + "."
