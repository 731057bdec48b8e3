"""Hands a number to the telephone of this computer, once the call was allowed and noted: never otherwise."""

import re

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from core.base.i18n import N_, _
from core.model.verdict import Verdict
from ui.common.office import Office

CHOICE = "softphone"
"""Where the seat keeps how it dials."""
WAYS = (
    ("", N_("Je compose moi-même")),
    ("tel", N_("Le téléphone de ce poste (TEL)")),
    ("sip", N_("Un téléphone logiciel (SIP)")),
)
"""Scheme of the address handed over (RFC 3966, RFC 3261) → the words of the choice."""
_E164 = re.compile(r"\+\d{6,15}")


def dial_allowed(office: Office, phone: str, verdict: Verdict) -> None:
    """Dial ``phone`` (E.164) as the seat chose, if ``verdict``, given when the call was noted, allows it. Where no
    telephone takes it, the number is copied, which the band says."""
    scheme = office.seat.text(CHOICE)
    if not verdict.allowed or scheme not in ("tel", "sip") or _E164.fullmatch(phone) is None:
        return
    if not QDesktopServices.openUrl(QUrl(f"{scheme}:{phone}")):
        QGuiApplication.clipboard().setText(phone)
        office.say("caution", _("Aucun téléphone ne répond sur ce poste."), _("Le numéro est copié\u202f: collez-le."))
