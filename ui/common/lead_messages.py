"""What every page says of a person alike: that another sheet takes the place of theirs, what is to be done next, and
that their opposition was recorded, which one action does from any page."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial

from core.actions.common import people
from core.actions.common.next_step_facts import next_steps
from core.actions.register import opposing
from core.actions.register.opposing import Opposed
from core.base.errors import UserError
from core.base.i18n import _, n_
from core.base.moments import AGENCY_ZONE, read
from core.base.screen_shapes import day, hour
from core.model.opposing import RefusalHow
from core.records.contact import Contact
from core.records.lead import Lead
from core.words.away import kept_here
from core.words.steps import step_sentence
from ui.common.office import Office
from ui.widgets.message_band import Act


def say_joined(office: Office) -> None:
    """Say that the sheet shown was joined to another by another window, whose sheet takes its place."""
    office.say("note", _("Cette fiche vient d’être réunie à une autre."), _("Voici celle qui reste."))


def next_sentence(office: Office, lead_id: int) -> str:
    """Return the sentence of a person's next step."""
    with office.store.read() as r:
        found = next_steps(r, [lead_id], office.law, at=office.now())
    return step_sentence(found[lead_id])


def oppose(office: Office, lead_id: int, *, how: str = RefusalHow.UNSAID) -> None:
    """Record that a person refuses canvassing, on every channel and without a question; it can be undone from the
    band. ``how``: by itself the program does not know."""
    with office.trying():
        who, since, points, name = people.Who(lead_id), None, 0, ""
        # A server that falls silent here keeps nobody from refusing.
        with suppress(UserError), office.store.read() as r:
            who, person = people.of_lead(r, lead_id), r.row(Lead, lead_id)
            since, points, name = person.opposed_at, len(r.of(Contact, lead_id=lead_id)), person.name
        done = opposing.oppose(office.store, who, how=how, by=office.by, at=office.now())
        if done.already:
            tell_again(office, since)
        else:
            tell(office, done, partial(undo, office, done, name=name), points=points, name=name)


def undo(office: Office, done: Opposed, *, name: str = "") -> None:
    """Undo an opposition recorded by mistake, and say so in the band."""
    with office.trying():
        opposing.undo(office.store, done.gesture, by=office.by, at=office.now())
        tell_undone(office, name)


def tell(office: Office, done: Opposed, undo_it: Callable[[], object], *, points: int = 0, name: str = "") -> None:
    """Show in the band whose opposition was recorded and what it covers: « Moreau Hélène. Tous les canaux, 2
    coordonnées, 1 rappel annulé. »; it can be undone for ten minutes."""
    if done.waiting:
        office.say("opposed", kept_here(), name)
        return
    parts = [_("Tous les canaux")]
    if points:
        parts.append(n_("{n} coordonnée", "{n} coordonnées", points).format(n=points))
    if done.callbacks:
        parts.append(n_("{n} rappel annulé", "{n} rappels annulés", done.callbacks).format(n=done.callbacks))
    bold = _("Opposition enregistrée à {hour}.").format(hour=hour(office.now()))
    covers = ", ".join(parts) + "."
    office.say("opposed", bold, f"{name}. {covers}" if name else covers, act=Act(_("Annuler"), undo_it))


def tell_again(office: Office, since: str | None) -> None:
    """Show that the person was already in the register, and since when (a stored moment)."""
    moment = read(since)
    more = _("Rien n’a changé.")
    if moment is not None:
        more = _("L’opposition date du {day}.").format(day=day(moment.astimezone(AGENCY_ZONE).date()))
    office.say("note", _("Déjà opposé."), more)


def opposed_meanwhile(office: Office, lead_id: int) -> bool:
    """Tell whether a person is opposed since their sheet was shown, and say so."""
    with office.store.read() as r:
        since = r.row(Lead, lead_id).opposed_at
    if since is not None:
        tell_again(office, since)
    return since is not None


def tell_strayed(office: Office) -> None:
    """Say that nobody was marked, since who was chosen left the list and another took the place."""
    todo = _("Sa lettre a quitté cette liste. Retrouvez la personne (Ctrl+K), puis refaites S’oppose.")
    office.say("caution", _("Personne n’a été marqué."), todo)


def tell_undone(office: Office, name: str = "") -> None:
    """Show that the opposition was undone."""
    stored = _("Les deux gestes restent au journal.")
    office.say("done", _("Opposition annulée."), f"{name}. {stored}" if name else stored)
