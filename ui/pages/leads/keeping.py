"""Keeps what is typed on a sheet: the register is asked first, what happened is said in the band, and Ctrl+Z takes it
back."""

from collections.abc import Sequence
from functools import partial

from core.actions.leads import editing
from core.actions.leads.edit_undo import undo_edit
from core.base.errors import UserError
from core.base.french import day
from core.base.i18n import _
from core.base.moments import AGENCY_ZONE
from core.base.records import Struct
from core.model.editing import Change, Edited, Told
from ui.common.office import Office
from ui.widgets.message_band import Act


class Answer(Struct, frozen=True):
    """What became of what was typed: ``problem`` is empty when it is kept, else the sentence to show beside the field,
    in the colour ``ink``; ``code`` names it."""

    problem: str = ""
    ink: str = "forbidden"
    code: str = ""


def keep(office: Office, lead_id: int, changes: Sequence[Change], told: Told | None) -> Answer:
    """Keep values of a sheet and return what to show beside the field."""
    try:
        done = editing.edit(office.store, lead_id, changes, told=told, by=office.by, at=office.now())
    except UserError as problem:
        return Answer() if problem.code == "CORRECTION_NONE" else Answer(problem.text, code=problem.code)
    act = Act(_("Annuler"), partial(_take_back, office, done))
    if done.opposed is not None:
        since = day(done.opposed.astimezone(AGENCY_ZONE).date())
        said = _("Cette personne s’oppose depuis le {day}.").format(day=since)
        office.say("opposed", said, _("Rien n’est gardé."), act=act)
        return Answer(f"{said} {_('Rien n’est gardé.')}", "opposed", "OPPOSED")
    _say(office, done, act)
    return Answer()


def _say(office: Office, done: Edited, act: Act) -> None:
    if done.held:
        office.say("caution", _("Cette adresse ressemble à une adresse bloquée."), _("La lettre est retenue."), act=act)
    elif done.known:
        name = _("Déjà sur la fiche de {name}.").format(name=done.known)
        office.say("caution", name, _("Est-ce la même personne\u202f?"), act=act)
    elif any(one.field == "address" for one in done.changed):
        office.say("done", _("Adresse complétée."), _("La lettre dira d’où elle vient."), act=act)
    else:
        said = ", ".join(one.said for one in done.changed)
        office.say("done", _("Enregistré."), said[:1].upper() + said[1:], act=act)


def _take_back(office: Office, done: Edited) -> None:
    with office.trying():
        undo_edit(office.store, done, by=office.by, at=office.now())
        column = ", ".join(one.label for one in done.changed) or _("opposition")
        back = _("{column}\u202f: la valeur d’avant est revenue.").format(column=column)
        office.say("done", _("Changement annulé."), back[:1].upper() + back[1:])
