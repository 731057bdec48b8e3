"""The proof behind an agreement, opened with the computer's own viewer from a private temporary copy."""

import shutil
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from core.actions.common import scratch
from core.base.i18n import _
from core.store import registers
from ui.common.office import Office

SAFE = {".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".gif", ".bmp", ".webp", ".txt", ".eml"}
"""Kinds a viewer shows. Anything else could be a program: it is never opened from here."""


def show_proof(office: Office, proof_id: int) -> None:
    """Open the proof; say so when its kind is not one to open, or when nothing on this computer shows it."""
    with office.store.read() as r:
        found = registers.proof(r, proof_id)
    if found is None or not isinstance(found[2], bytes):
        return
    suffix = Path(str(found[0])).suffix.lower()
    if suffix not in SAFE:
        office.say("caution", _("Cette preuve ne s’ouvre pas d’ici."), str(found[0]))
        return
    path = scratch.shown() / f"preuve{suffix}"
    path.write_bytes(found[2])
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        shutil.rmtree(path.parent, ignore_errors=True)
        office.say("caution", _("Aucun programme de cet ordinateur n’affiche cette preuve."), str(found[0]))
