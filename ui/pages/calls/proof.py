"""Proofs of titles: a dialog that records a title with its proof, and a proof shown again from a private temporary
copy."""

import shutil
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QScrollArea, QWidget

from core.actions.common import scratch
from core.actions.common.people import of_lead
from core.base.i18n import _
from core.records.consent import Proof
from ui.common.file_dialogs import Use, ask_open, over
from ui.common.office import Office
from ui.widgets.button import Button
from ui.widgets.focus import FocusRing
from ui.widgets.form import FieldRow, Form
from ui.widgets.label import paragraph
from ui.widgets.layouts import STRETCH, Named, drop, fill, hbox, vbox

SAFE = {".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".gif", ".bmp", ".webp", ".txt", ".eml"}
"""Kinds a viewer shows. Anything else could be a program: it is never opened from here."""


def show_proof(office: Office, proof_id: int) -> None:
    """Open the proof; show a message when its kind may not be opened, or when nothing on this computer can show it."""
    with office.store.read() as r:
        proof = r.get(Proof, proof_id)
    if proof is None:
        return
    suffix = Path(proof.name).suffix.lower()
    if suffix not in SAFE:
        office.say("caution", _("Cette preuve ne s’ouvre pas d’ici."), proof.name)
        return
    path = scratch.shown() / f"preuve{suffix}"
    path.write_bytes(proof.content)
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        shutil.rmtree(path.parent, ignore_errors=True)
        office.say("caution", _("Aucun programme de cet ordinateur n’affiche cette preuve."), proof.name)


FILES = "*.pdf *.png *.jpg *.jpeg *.tif *.tiff *.eml *.txt"


class ProofDialog(Named, QDialog):
    """The dialog. ``form``: the fields, one of them named ``proof``; the primary button calls :meth:`record`."""

    def __init__(self, office: Office, parent: QWidget | None, *, name: str, title: str, verb: str) -> None:
        super().__init__(over(parent), name=f"{name}-form", title=title)
        self._office = office
        self._name = name
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        theme = office.theme
        self._wrong = paragraph("", ink="forbidden", name=f"{name}-wrong")
        self._wrong.hide()
        self._choose = Button(theme, _("Choisir le fichier…"), name=f"{name}-choose", icon="file")
        self._cancel = Button(theme, _("Annuler"), name=f"{name}-cancel", press=self.reject)
        self.save = Button(theme, verb, name=f"{name}-save", kind="primary", press=self.record)
        self._choose.clicked.connect(self.choose_file)

    def record(self) -> None:
        """Record what is typed, or show what is missing."""
        raise NotImplementedError

    def make_form(self, rows: list[FieldRow]) -> Form:
        """Return the fields of this dialog."""
        return Form(self._office.theme, rows, name=self._name)

    def refuse(self, sentence: str) -> None:
        """Show why nothing was recorded."""
        self._wrong.setText(f"✕ {sentence}")
        self._wrong.show()
        self._area.ensureWidgetVisible(self._wrong)

    def choose_file(self) -> None:
        """Ask for the proof in the computer's own file dialog."""
        kinds = _("Preuves ({kinds})").format(kinds=FILES)
        path = ask_open(self, self._office.seat, _("Fichier de preuve"), kinds, Use.PROOF)
        if path:
            self.form.show_values({"proof": str(path)})
            self.form.show_field("proof")

    def lay_out(self, title: str, told: str, *parts: QWidget) -> None:
        """Lay ``parts`` one under the other below the title; the buttons never scroll."""
        theme = self._office.theme
        inside = QWidget()
        inside.setProperty("plain", True)
        column = vbox(
            paragraph(title, "title", name=f"{self._name}-title"),
            paragraph(told, ink="muted"),
            12,
            on=inside,
            margins=(20, 16, 20, 8),
            spacing=4,
        )
        for part in parts:
            column.addWidget(part)
        fill(column, self._wrong, STRETCH)
        self._area = QScrollArea()
        self._area.setWidget(inside)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        vbox(
            (self._area, 1),
            hbox(self._choose, STRETCH, self._cancel, self.save, margins=(20, 10, 20, 12), spacing=8),
            on=self,
            spacing=0,
        )
        self._ring = FocusRing(theme, self)
        widget = self.parentWidget()
        room = widget.window().size() if widget is not None else QSize(1320, 680)
        self.resize(min(theme.px(700), room.width()), min(theme.px(640), room.height()))

    form: Form


def ask_of(office: Office, lead_id: int, make: Callable[[int], ProofDialog]) -> bool:
    """Show the dialog that ``make`` makes for a lead, under the sheet theirs was joined to if it was; return whether
    something was recorded. A sheet that is gone is said in the band."""
    recorded = False
    with office.trying():
        with office.store.read() as r:
            now = of_lead(r, lead_id).lead_id
        form = make(lead_id if now is None else now)
        recorded = form.exec() == int(QDialog.DialogCode.Accepted)
        drop(form)
    return recorded


def check_proof(value: str) -> str:
    """Return what is wrong with the path of a proof, empty when nothing is."""
    if not value:
        return _("Joignez la preuve\u202f: sans elle, rien ne permet d’appeler.")
    return "" if Path(value).is_file() else _("Ce fichier n’existe pas.")
