"""What the open window does for another process: it comes in front, reads a file or a page, shows who calls."""

import re
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from core.actions.calling import calldesk
from core.actions.calling.calldesk import Desk
from core.base.errors import UserError
from core.base.french import phone_pairs
from core.base.i18n import _
from core.base.running_window import HANDED, Answer, Ask
from core.model.verdict import Light
from ui.common.office import Office
from ui.shell.frame import Frame, bring_in_front
from ui.widgets.message_band import Act

KNOWN, UNKNOWN, OPPOSED = "known", "unknown", "opposed"
_ADDRESS = re.compile(r"(?:tel|sips?):(?P<user>[^@;?]*)", re.IGNORECASE)
"""How softphones write a number (RFC 3966, RFC 3261)."""


def answers(window: Frame, office: Office) -> Mapping[Ask, Callable[[str], Answer]]:
    """Return what answers each ask."""
    return {
        Ask.HELLO: lambda _value: {},
        Ask.SHOW: partial(show, window),
        Ask.OPEN_FILE: partial(open_file, window, office),
        Ask.INCOMING: partial(show_caller, window, office),
    }


def show(window: Frame, _value: str = "") -> Answer:
    """Put the window in front of the others."""
    bring_in_front(window)
    return {"shown": True}


def open_file(window: Frame, office: Office, path: str) -> Answer:
    """Read a file in Imports as if it were dropped on the window, or a page that a browser handed over as if it were
    pasted, unless somebody is on the telephone, a dialog waits or nothing has begun. A file is answered first: a page
    shown for the first time may be longer than the patience of whoever asks, who would open another window."""
    show(window)
    if not _is_free(office) or not office.settings.started:
        return {"opened": False}
    if path.endswith(HANDED):
        # Read at once: it may not be taken, and its browser is told.
        office.go(f"imports/file={path}")
        return {"opened": not Path(path).exists()}
    QTimer.singleShot(0, window, partial(office.go, f"imports/file={path}"))
    return {"opened": True}


def show_caller(window: Frame, office: Office, typed: str) -> Answer:
    """Show the sheet of who calls from a number, or offer to note the call of an unknown one; a call that goes on, or a
    dialog, keeps its place, and the band alone says who calls. Answers ``lead``, its id or None, and ``state``: known,
    unknown, or opposed where the sheet or the register says so."""
    at = office.now()
    try:
        with office.store.read() as r:
            address = _ADDRESS.match(typed)
            who = calldesk.caller(r, address["user"] if address else typed)
            if who.lead_id is None:
                desk = calldesk.stranger(r, who, office.law, at=at)
            else:
                desk = calldesk.desk(r, who.lead_id, office.law, at=at, phone=who.phone)
    except UserError:
        return {"lead": None, "state": UNKNOWN}
    opposed = desk.verdict.light is Light.OPPOSED
    show(window)
    if office.settings.started:
        QTimer.singleShot(0, window, partial(_tell_caller, office, desk, opposed=opposed))
    return {"lead": who.lead_id, "state": OPPOSED if opposed else UNKNOWN if who.lead_id is None else KNOWN}


def _tell_caller(office: Office, desk: Desk, *, opposed: bool) -> None:
    """Show the sheet, or what asks who calls, unless somebody is on the telephone; say it in the band."""
    lead, phone = desk.lead_id, desk.who.phone
    if _is_free(office):
        office.go("leads" if lead is not None else f"calls/caller={phone}", lead)
    name = (desk.sheet.row.name if desk.sheet else "") or phone_pairs(phone)
    rest = _("Opposition notée.") if opposed else _("Ni fiche, ni opposition.") if lead is None else ""
    act = Act(_("Noter l’appel"), run=partial(office.go, f"calls/received={phone}"), key="", icon="phone")
    office.say("caution" if opposed else "note", _("{name} vous appelle.").format(name=name), rest, act=act)


def _is_free(office: Office) -> bool:
    """Tell whether another page may take the place of what is shown."""
    return not office.on_call and QApplication.activeModalWidget() is None
