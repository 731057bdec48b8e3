"""Leads written to a file, printed or copied: what is selected, without those who refuse, and the band says who was
left out."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from core.actions.desk.export_jobs import ExportLeads, export_leads
from core.actions.leads import exporting
from core.actions.leads.exporting import Listed
from core.base.french import number
from core.base.i18n import _, n_
from core.words.exports import exported_words, left_out_words
from ui.common.file_dialogs import ask_save
from ui.common.office import Office
from ui.common.preparing import open_file
from ui.widgets.message_band import Act

KINDS = "Classeur (*.xlsx);;CSV (*.csv)"


def ask_export(office: Office, parent: QWidget, ids: Sequence[int]) -> None:
    """Ask where the file goes, then write it."""
    if not _any(office, ids):
        return
    name = _("prospects-{day}.xlsx").format(day=office.now().date().isoformat())
    chosen = ask_save(parent, office.seat, _("Exporter des prospects"), name, _(KINDS))
    if chosen is not None:
        begin_export(office, ids, chosen if chosen.suffix else chosen.with_suffix(".xlsx"))


def ask_print(office: Office, parent: QWidget, ids: Sequence[int]) -> None:
    """Ask where the list to print goes, write it, and offer to open it."""
    if not _any(office, ids):
        return
    name = _("liste-{day}.pdf").format(day=office.now().date().isoformat())
    chosen = ask_save(parent, office.seat, _("Imprimer la liste"), name, "PDF (*.pdf)")
    if chosen is not None:
        begin_export(office, ids, chosen.with_suffix(".pdf"))


def _any(office: Office, ids: Sequence[int]) -> bool:
    """Tell whether there is somebody to write, or say that there is nobody."""
    if not ids:
        office.say("caution", _("La liste est vide\u202f: il n’y a rien à écrire."))
    return bool(ids)


def begin_export(office: Office, ids: Sequence[int], out: Path) -> None:
    """Write the file in the background, and say what is in it; a list to print is offered to be opened."""

    def done(listed: Listed) -> None:
        paper = listed.file.suffix.lower() == ".pdf"
        see = Act(_("Ouvrir"), lambda: open_file(office, str(listed.file)), key="", icon="print")
        words = _told(listed)
        office.say("done", exported_words(listed.rows, listed.file.name), words, act=see if paper else None)

    asked = ExportLeads(office.folder, tuple(ids), out, office.by, office.now())
    office.jobs.run(export_leads, asked, done=done, failed=office.complain)


def copy_leads(office: Office, ids: Sequence[int]) -> None:
    """Put leads on the clipboard as lines of cells parted by tabs."""
    with office.store.read() as r:
        text, listed = exporting.as_text(r, ids, office.law, at=office.now())
    if not text:
        office.say("caution", _("Rien n’est copié\u202f: ces personnes sont opposées."))
        return
    QGuiApplication.clipboard().setText(text)
    words = n_("{n} ligne copiée.", "{n} lignes copiées.", listed.rows).format(n=number(listed.rows))
    office.say("done", words, " ".join(left_out_words(listed.left_out)))


def _told(listed: Listed) -> str:
    words = _("Un numéro exporté n’est pas un droit d’appeler. Supprimez ce fichier dès qu’il a servi.")
    return " ".join([*left_out_words(listed.left_out), words])
