"""An appointment written for the agent's own calendar: where the file goes is asked, and the band offers to open it."""

from PySide6.QtWidgets import QWidget

from core.actions.common.files import write_whole
from core.actions.leads import milestones
from core.base.i18n import _
from core.base.moments import AGENCY_ZONE
from core.base.text import fold
from core.model.milestone import Milestone
from ui.common.file_dialogs import ask_save
from ui.common.office import Office
from ui.common.preparing import open_file
from ui.widgets.message_band import Act

KINDS = "iCalendar (*.ics)"


def ask_calendar(office: Office, parent: QWidget, one: Milestone, name: str) -> None:
    """Ask where an appointment goes, then write it (iCalendar, RFC 5545). ``name``: whom it is with."""
    day = f"{one.moment.astimezone(AGENCY_ZONE):%Y-%m-%d}"
    named = "-".join(part for part in (_("rendez-vous"), day, fold(name).replace(" ", "-")) if part)
    chosen = ask_save(parent, office.seat, _("Écrire pour mon agenda"), f"{named}.ics", KINDS)
    if chosen is None:
        return
    with office.trying():
        write_whole(chosen, milestones.calendar(one, name, at=office.now()))
        said = _("Rendez-vous écrit dans «\u202f{file}\u202f».").format(file=chosen.name)
        see = Act(_("Ouvrir"), lambda: open_file(office, str(chosen)), key="", icon="calendar")
        office.say("done", said, _("Votre agenda le prend en l’ouvrant."), act=see)
