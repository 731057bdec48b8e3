"""The messages of the page in the band: an outcome, a callback, an opposition, a refusal."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QWidget

from core.actions.calling.calling import Refused
from core.base.french import hour
from core.base.i18n import _
from core.model.opposing import OUTCOMES
from core.records.lead import Lead
from core.store.port import PRESENT
from core.words.register import unrecorded_refusal
from ui.common.office import Office
from ui.common.what_next import next_sentence
from ui.widgets.message_band import Act
from ui.widgets.speech import announce


def finished(
    office: Office, outcome: str, name: str, fix: Callable[[], None], *, heard: str, note: str, lead_id: int | None
) -> None:
    """Show which outcome was recorded and what comes next for that person, or that the note says a refusal (``heard``)
    which it does not; it can be corrected at once. ``note``: as it was typed; it is not kept of somebody erased during
    the call."""
    act = Act(_("Corriger"), run=fix, icon="edit")
    if heard:
        office.say("caution", unrecorded_refusal(heard), name, act=act)
        return
    words = _("{outcome} : noté à {hour}.").format(outcome=_(OUTCOMES[outcome]), hour=hour(office.now()))
    follows = next_sentence(office, lead_id) if lead_id is not None else ""
    with office.store.read() as r:
        dropped = bool(note) and lead_id is not None and bool(r.count(Lead, id=lead_id, erased_at=PRESENT))
    lost = _("La note n’est pas gardée.") if dropped else ""
    said = ". ".join(part for part in (name, follows) if part)
    office.say("done", words, f"{said} {lost}".strip(), act=act)


def planned(office: Office, due: datetime, name: str) -> None:
    """Show when the callback is planned."""
    office.say("done", _("Rappel prévu le {day} à {hour}.").format(day=f"{due:%d/%m}", hour=hour(due)), name)


def began(office: Office, page: QWidget, name: str) -> None:
    """Say that a call began, which only the timer shows; what was said of the last one is gone, and Ctrl+Z with it."""
    office.quiet()
    announce(page, _("Appel en cours\u202f: {who}.").format(who=name))


def open_again(office: Office, page: QWidget) -> None:
    """Show the call desk, wherever Ctrl+Z was pressed: a call that is open again is ended there."""
    if not page.isVisible():
        office.go("calls")


def none_to_oppose(office: Office, page: QWidget, *, shown: bool) -> None:
    """Say that F8 changed nothing for the person shown, opposed already: the band still offers to undo the first one;
    with nobody shown, go where anybody can be opposed."""
    if shown:
        announce(page, _("Déjà opposé. Rien n’a changé."))
    else:
        office.go("oppositions")


def refused(office: Office, problem: Refused) -> None:
    """Show why the call did not start."""
    office.say("caution", _("L’appel n’a pas commencé."), problem.text)


def busy(office: Office, name: str) -> None:
    """Show that a call is still going on."""
    who = _("Un appel est en cours avec {name}.").format(name=name)
    office.say("caution", who, _("Choisissez son issue avant de passer à une autre personne."))


def no_callback(office: Office) -> None:
    """Show why no callback can be planned."""
    office.say("note", _("Aucun rappel n’est possible ici."), _("Il faut une fiche, et aucune opposition."))


def sheet_made(office: Office) -> None:
    """Show that the caller has a sheet, with the call and the note."""
    words = _("Numéro donné par la personne, au téléphone. L’appel y est rattaché.")
    office.say("done", _("Fiche créée."), words)
