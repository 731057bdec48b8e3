"""Two short dialogs of « Ce qui permet d’appeler »: taking an agreement back, and printing a form."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from core.actions.calling import consent_forms, consenting
from core.base.errors import UserError
from core.base.i18n import _
from core.model.opposing import HOWS
from ui.common.office import Office
from ui.widgets.button import Button
from ui.widgets.focus import FocusRing
from ui.widgets.form import FieldRow, Form
from ui.widgets.label import label, paragraph

SAID_BY = ("call", "letter", "email", "counter")


class ShortDialog(QDialog):
    """A title, a sentence, fields, a primary and « Annuler »."""

    def __init__(
        self, office: Office, parent: QWidget | None, rows: Sequence[FieldRow], *, name: str, title: str, told: str,
        verb: str,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._office = office
        self.setObjectName(f"{name}-dialog")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.form = Form(office.theme, rows, name=name)
        cancel = Button(office.theme, _("Annuler"), name=f"{name}-cancel")
        self.keep = Button(office.theme, verb, name=f"{name}-keep", kind="primary")
        cancel.clicked.connect(self.reject)
        self.keep.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 12)
        column.addWidget(label(title, "title"))
        column.addWidget(paragraph(told, ink="muted"))
        column.addWidget(self.form)
        column.addStretch(1)
        column.addLayout(buttons)
        self._ring = FocusRing(office.theme, self)
        self.resize(office.theme.px(620), self.sizeHint().height())

    def asked(self) -> bool:
        """Show the dialog; True when the primary was pressed."""
        done = self.exec() == int(QDialog.DialogCode.Accepted)
        self.deleteLater()
        return done


def take_back_dialog(office: Office, parent: QWidget | None) -> ShortDialog:
    """Return the dialog that asks what is taken back and how it was said (C. consom., art. R223-3)."""
    rows = [
        FieldRow("scope", _("Elle ne veut plus"), "choice",
                 options=(("all", _("Ni appels, ni e-mails, ni SMS")), ("calls", _("D’appels seulement")))),
        FieldRow("how", _("Elle l’a dit par"), "choice", options=tuple((key, _(HOWS[key])) for key in SAID_BY)),
    ]  # fmt: skip
    return ShortDialog(
        office, parent, rows, name="take-back", title=_("Retirer l’accord"), verb=_("Enregistrer le retrait"),
        told=_("Un mot suffit, sans raison. Si elle ne veut plus rien recevoir, lettres comprises\u202f: F8."),
    )  # fmt: skip


def take_back(office: Office, lead_id: int, parent: QWidget | None) -> bool:
    """Ask and withdraw the person's agreements; True when some were."""
    dialog = take_back_dialog(office, parent)
    if not dialog.asked():
        return False
    calls_only = dialog.form.value("scope") == "calls"
    how = dialog.form.value("how")
    count = 0
    with office.trying():
        count = consenting.withdraw_all(
            office.store, lead_id, by=office.by, at=office.now(), how=how, calls_only=calls_only
        )
        said = _("Plus aucun appel.") if calls_only else _("Ni appels, ni e-mails, ni SMS.")
        office.say("done", _("Accord retiré."), said)
    return bool(count)


def print_dialog(office: Office, parent: QWidget | None) -> ShortDialog:
    """Return the dialog that asks which form and where it will be signed."""
    rows = [
        FieldRow("kind", _("Formulaire"), "choice",
                 options=tuple((key, _(name)) for key, name in consent_forms.NAMES.items())),
        FieldRow("place", _("Lieu"), help=_("Vide pour l’écrire à la main.")),
    ]  # fmt: skip
    return ShortDialog(
        office, parent, rows, name="print-form", title=_("Imprimer un formulaire"), verb=_("Choisir où l’écrire…"),
        told=_("L’accord est une feuille à part, sans rien de coché. Aucun service n’en dépend."),
    )  # fmt: skip


def print_form(office: Office, lead_id: int | None, parent: QWidget | None) -> bool:
    """Ask for a form and write it as PDF; True when one was written."""
    dialog = print_dialog(office, parent)
    if not dialog.asked():
        return False
    kind, place = dialog.form.value("kind"), dialog.form.value("place")
    out = save_path(parent, _("Imprimer un formulaire"), f"formulaire-{kind}.pdf")
    if out is None:
        return False
    try:
        consent_forms.print_form(office.store, kind, out, by=office.by, at=office.now(), lead_id=lead_id, place=place)
    except UserError as problem:
        office.complain(problem)
        return False
    office.say("done", _("Formulaire prêt à imprimer."), out.name)
    return True


def save_path(parent: QWidget | None, title: str, name: str) -> Path | None:
    """Ask where to write a PDF; None when given up."""
    chosen, _kind = QFileDialog.getSaveFileName(parent, title, str(Path.home() / name), "PDF (*.pdf)")
    return Path(chosen) if chosen else None
