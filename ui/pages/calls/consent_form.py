"""« Enregistrer un accord »: what the coupon says, as written on it, and the scanned coupon itself as proof."""

from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from core import text
from core.actions import calldesk, consenting
from core.actions.people import Who
from core.errors import UserError
from core.i18n import _
from core.model.channel import Channel
from core.moments import AGENCY_ZONE
from core.wording import error
from ui.office import Office
from ui.pages.calls.words_of import shown_phone, typed_hour
from ui.widgets.button import Button
from ui.widgets.focus import FocusRing
from ui.widgets.form import FieldRow, Form
from ui.widgets.label import label, paragraph

WORDING = "consent-1"
CHANNELS = {"call": Channel.CALL, "email": Channel.EMAIL, "sms": Channel.SMS}
FOLDER = "proof-folder"
FILES = "*.pdf *.png *.jpg *.jpeg *.tif *.tiff"


def open_consent_form(office: Office, lead_id: int, parent: QWidget | None = None) -> bool:
    """Ask for an agreement of a lead and record it; True when one was recorded."""
    form = ConsentForm(office, lead_id, parent)
    recorded = form.exec() == int(QDialog.DialogCode.Accepted)
    form.deleteLater()
    return recorded


class ConsentForm(QDialog):
    """The fields of the coupon (C. consom., art. R223-1 and R223-2). Nothing is ticked or filled beforehand."""

    def __init__(self, office: Office, lead_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._lead_id = lead_id
        with office.store.read() as r:
            self._desk = calldesk.desk(r, lead_id, office.law, at=office.now())
        self.setObjectName("consent-form")
        self.setWindowTitle(_("Enregistrer un accord"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        theme = office.theme
        self.form = Form(theme, self._rows(), name="consent")
        self._wrong = paragraph("", ink="forbidden", name="consent-wrong")
        self._wrong.hide()
        self._choose = Button(theme, _("Choisir le fichier…"), name="consent-choose", icon="file")
        self._cancel = Button(theme, _("Annuler"), name="consent-cancel")
        self.save = Button(theme, _("Enregistrer l’accord"), name="consent-save", kind="primary")
        self._choose.clicked.connect(self._choose_file)
        self._cancel.clicked.connect(self.reject)
        self.save.clicked.connect(self.record)
        self._lay_out()
        self._ring = FocusRing(theme, self)
        self.resize(theme.px(680), min(theme.px(620), 700))
        self.form.field("day").setFocus()

    def record(self) -> None:
        """Record what is written, or say what is missing; nothing is kept half."""
        if not self.form.check_all():
            return
        channels = [channel for key, channel in CHANNELS.items() if self.form.value(key)]
        try:
            consenting.record(
                self._office.store,
                self._who(),
                channels=channels,
                collected=self._collected(),
                wording=WORDING,
                proof=Path(self.form.value("proof")),
                by=self._office.by,
                at=self._office.now(),
                until=_day(self.form.value("until")),
                object_=self.form.value("object"),
            )
        except UserError as problem:
            self._wrong.setText(problem.text)
            self._wrong.show()
            return
        name = self._desk.sheet.row.name if self._desk.sheet is not None else ""
        self._office.say("done", _("Accord enregistré, preuve jointe."), name)
        self.accept()

    def _who(self) -> Who:
        phone = self.form.value("phone")
        if not self.form.value("call") or not phone:
            return Who(self._lead_id)
        with self._office.store.read() as r:
            return calldesk.telephone(r, self._lead_id, phone)

    def _collected(self) -> datetime:
        written, clock = _day(self.form.value("day")), typed_hour(self.form.value("hour"))
        if written is None or clock is None:
            raise error("CONSENT_HOUR", value=self.form.value("day"))
        return datetime.combine(written, clock, AGENCY_ZONE)

    def _rows(self) -> list[FieldRow]:
        phones = tuple((phone, shown_phone(phone)) for phone in self._desk.phones)
        return [
            FieldRow("day", _("Date du coupon"), hint=_("ex. 24/11/2026"), narrow=True, check=self._check_day),
            FieldRow(
                "hour",
                _("Heure du coupon"),
                hint=_("ex. 14:30"),
                narrow=True,
                help=_("Écrites par la personne. Sans date ni heure, l’accord ne vaut rien."),
                check=_check_hour,
            ),
            FieldRow("call", _("Oui à"), "check", text=_("Appel téléphonique"), check=self._check_channels),
            FieldRow("email", "", "check", text=_("E-mail")),
            FieldRow("sms", "", "check", text=_("SMS")),
            FieldRow("phone", _("Au numéro"), "choice", options=(("", _("Choisir le numéro écrit")), *phones),
                     check=self._check_phone),
            FieldRow(
                "until",
                _("Fin choisie"),
                hint=_("ex. 24/05/2027"),
                narrow=True,
                help=_("Vide si aucune date n’est écrite : l’accord vaut un an au plus."),
                check=self._check_until,
            ),
            FieldRow("object", _("Objet"), help=_("Seulement si la personne l’a restreint.")),
            FieldRow(
                "wording",
                _("Texte signé"),
                "choice",
                options=((WORDING, _("Coupon d’accord, version {n}").format(n=WORDING.rpartition("-")[2])),),
            ),
            FieldRow("proof", _("Coupon numérisé"), help=_("PDF ou image, 20 Mo au plus."), check=_check_proof),
        ]  # fmt: skip

    def _check_day(self, value: str) -> str:
        found = _day(value)
        if found is None:
            return _("Écrivez la date comme ceci : 24/11/2026.")
        if found > self._office.now().date():
            return _("Cette date est à venir : vérifiez-la sur la preuve.")
        return ""

    def _check_until(self, value: str) -> str:
        if not value:
            return ""
        found, given = _day(value), _day(self.form.value("day"))
        if found is None:
            return _("Écrivez la date comme ceci : 24/05/2027.")
        return _("La fin est avant la date du coupon.") if given is not None and found < given else ""

    def _check_channels(self, _value: str) -> str:
        # Asked while the form is being built too, before its other boxes exist.
        if not hasattr(self, "form") or any(self.form.value(key) for key in CHANNELS):
            return ""
        return _("Cochez au moins un moyen, comme sur le coupon.")

    def _check_phone(self, value: str) -> str:
        if value or not hasattr(self, "form") or not self.form.value("call"):
            return ""
        return _("Choisissez le numéro écrit sur le coupon : l’accord ne vaut que pour lui.")

    def _choose_file(self) -> None:
        folder = self._office.seat.text(FOLDER)
        path, _kind = QFileDialog.getOpenFileName(
            self, _("Coupon numérisé"), folder, _("Coupons ({kinds})").format(kinds=FILES)
        )
        if path:
            self._office.seat.save_text(FOLDER, str(Path(path).parent))
            self.form.show_values({"proof": path})

    def _lay_out(self) -> None:
        name = self._desk.sheet.row.name if self._desk.sheet is not None else ""
        told = _("Recopiez le coupon tel qu’il est écrit. Un accord donné de vive voix ne s’enregistre pas.")
        inside = QWidget()
        inside.setProperty("plain", True)
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 16, 20, 8)
        column.setSpacing(4)
        column.addWidget(label(_("Accord de {name}").format(name=name), "title", name="consent-title"))
        column.addWidget(paragraph(told, ink="muted"))
        column.addSpacing(12)
        column.addWidget(self.form)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(20, 10, 20, 12)
        buttons.setSpacing(8)
        buttons.addWidget(self._choose)
        buttons.addWidget(self._wrong, 1)
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self.save)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(area, 1)
        whole.addLayout(buttons)


def _day(value: str) -> date | None:
    return text.day(value) if value.strip() else None


def _check_hour(value: str) -> str:
    return "" if typed_hour(value) is not None else _("Écrivez l’heure comme ceci : 14:30.")


def _check_proof(value: str) -> str:
    if not value:
        return _("Joignez le coupon numérisé : sans preuve, l’accord ne vaut rien.")
    return "" if Path(value).is_file() else _("Ce fichier n’existe pas.")
