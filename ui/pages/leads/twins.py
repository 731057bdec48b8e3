"""The two answers to « Peut-être la même personne », each undone from the band."""

from functools import partial

from core.actions.leads import duplicates
from core.actions.leads.join_undo import disjoin
from core.actions.leads.joining import UNDO_FOR, join
from core.base.i18n import _
from core.model.joining import Joined
from ui.common.office import Office
from ui.widgets.message_band import Act


def join_leads(office: Office, keep: int, other: int) -> None:
    """Make two leads one, keeping the sheet in sight."""
    with office.trying():
        done = join(office.store, keep, other, by=office.by, at=office.now())
        act = Act(_("Annuler"), partial(split, office, done))
        if done.opposed:
            told = _("L’une des deux s’opposait\u202f: tout est fermé.")
            office.say("opposed", _("Fiches réunies."), told, act=act)
        else:
            told = _("Cela se défait pendant {days} jours.").format(days=UNDO_FOR.days)
            office.say("done", _("Fiches réunies."), told, act=act)


def tell_apart(office: Office, one: int, other: int) -> None:
    """Remember that two leads are two persons."""
    with office.trying():
        duplicates.told_apart(office.store, one, other, by=office.by, at=office.now())
        act = Act(_("Annuler"), partial(_tell_again, office, one, other))
        office.say("done", _("Deux personnes."), _("La question ne sera plus posée."), act=act)


def split(office: Office, done: Joined) -> None:
    """Take back a join."""
    with office.trying():
        disjoin(office.store, done.id, by=office.by, at=office.now())
        office.say("done", _("Réunion défaite."), _("Chaque fiche a retrouvé ce qu’elle avait."))


def _tell_again(office: Office, one: int, other: int) -> None:
    with office.trying():
        duplicates.told_again(office.store, one, other, by=office.by, at=office.now())
        office.say("done", _("Réponse retirée."), _("La question est posée de nouveau."))
