"""« Enregistrer un accord »: the fields of the coupon, filled as it is written, and the scanned coupon as proof."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from PySide6.QtWidgets import QWidget

from core.actions.calling import calldesk, consent_forms, consenting, proof_copies
from core.actions.common.people import Who
from core.base import text
from core.base.errors import UserError
from core.base.french import day
from core.base.i18n import _
from core.base.moments import AGENCY_ZONE
from core.model.channel import Channel
from core.model.consent import Given
from core.words.errors import error
from core.words.verdicts import sentence
from ui.common.office import Office
from ui.pages.calls import consent_rows
from ui.pages.calls.consent_rows import COUPONS, OTHER, SlotBoxes, typed_day
from ui.pages.calls.proof import ProofDialog, ask_of
from ui.pages.calls.words_of import typed_hour
from ui.widgets.fields import Choice
from ui.widgets.form import Form

__all__ = ["ConsentForm", "open_consent_form"]

CHANNELS = {"call": Channel.CALL, "email": Channel.EMAIL, "sms": Channel.SMS}
FACE_TO_FACE = ("counter", "visit")


def open_consent_form(office: Office, lead_id: int, parent: QWidget | None = None) -> bool:
    """Ask for an agreement of a lead, or of the one it was joined to, and record it; return whether one was
    recorded."""
    return ask_of(office, lead_id, lambda now: ConsentForm(office, now, parent))


class ConsentForm(ProofDialog):
    """The fields of the coupon (C. consom., art. R223-1 and R223-2). Nothing is ticked or filled beforehand."""

    def __init__(self, office: Office, lead_id: int, parent: QWidget | None = None) -> None:
        super().__init__(
            office, parent, name="consent", title=_("Enregistrer un accord"), verb=_("Enregistrer l’accord")
        )
        self._lead_id = lead_id
        with office.store.read() as r:
            self._desk = calldesk.desk(r, lead_id, office.law, at=office.now())
            printed = consent_forms.wordings(r)
        self._printed = {one.sha256: one.version for one in printed}
        checks = {
            "way": self._check_way,
            "day": self._check_day,
            "channels": self._check_channels,
            "phone": self._check_phone,
            "until": self._check_until,
            "signature": self._lacking("signature"),
            "tick": self._lacking("tick"),
            "place": self._check_place,
        }
        # Fields are also checked while the form is being built, before the other fields exist.
        self._built = False
        self.form = self.make_form(consent_rows.rows(self._desk.phones, printed, checks))
        self._built = True
        self.hours = SlotBoxes(office.theme)
        self.mentions = Form(office.theme, consent_rows.mention_rows(self._lacking), name="consent-mention")
        self.mentions.hide()
        wording = self.form.field("wording")
        assert isinstance(wording, Choice), "made as a choice"  # noqa: S101
        wording.currentIndexChanged.connect(lambda _at: self.mentions.setVisible(wording.value() == OTHER))
        name = self._desk.sheet.row.name if self._desk.sheet is not None else ""
        told = _("Recopiez le coupon tel qu’il est écrit. Un accord donné de vive voix ne s’enregistre pas.")
        self.lay_out(_("Accord de {name}").format(name=name), told, self.form, self.mentions, self.hours)
        self.form.field("way").setFocus()

    def record(self) -> None:
        """Record the agreement, or show what is missing; nothing incomplete is recorded."""
        other = self.form.value("wording") == OTHER
        checked = [self.form.check_all(), not other or self.mentions.check_all()]
        if not all(checked):
            return
        try:
            made = consenting.record(
                self._office.store,
                self._who(),
                channels=[channel for key, channel in CHANNELS.items() if self.form.value(key)],
                collected=self._collected(),
                wording=self._wording(),
                proof=Path(self.form.value("proof")),
                by=self._office.by,
                at=self._office.now(),
                until=typed_day(self.form.value("until")),
                object_=self.form.value("object"),
                given=self._given(),
            )
        except UserError as problem:
            self.refuse(problem.text)
            return
        name = self._desk.sheet.row.name if self._desk.sheet is not None else ""
        with self._office.store.read() as r:
            until = _("Jusqu’au {day}").format(day=day(proof_copies.last_day_of(r, made)))
        self._office.say("done", _("Accord enregistré, preuve jointe."), f"{name}. {until}." if name else f"{until}.")
        self.accept()

    def _given(self) -> Given:
        exact = text.parse_moment(self.form.value("exact")) if self.form.value("exact") else None
        chosen = self.form.value("wording")
        return Given(
            way=self.form.value("way"),
            place=self.form.value("place"),
            collector=self.form.value("collector"),
            slots=self.hours.slots(),
            exact=(exact.replace(tzinfo=None),) if exact is not None else (),
            sha256="" if chosen in (*COUPONS, OTHER) else chosen,
        )

    def _wording(self) -> str:
        chosen = self.form.value("wording")
        if chosen == OTHER:
            return _("Autre texte, les cinq mentions vérifiées par {who}").format(who=self._office.by)
        return self._printed.get(chosen, chosen)

    def _who(self) -> Who:
        phone = self.form.value("phone")
        if not self.form.value("call") or not phone:
            return Who(self._lead_id)
        with self._office.store.read() as r:
            return calldesk.telephone(r, self._lead_id, phone)

    def _collected(self) -> datetime:
        written, clock = typed_day(self.form.value("day")), typed_hour(self.form.value("hour"))
        if written is None or clock is None:
            raise error("CONSENT_HOUR", value=self.form.value("day"))
        return datetime.combine(written, clock, AGENCY_ZONE)

    def _check_way(self, value: str) -> str:
        if not value:
            return _("Choisissez comment l’accord a été donné.")
        return self._refused(Given(way=value))

    def _lacking(self, key: str) -> Callable[[str], str]:
        return lambda value: "" if value else self._refused(Given(missing=(key,)))

    def _refused(self, given: Given) -> str:
        with self._office.store.read() as r:
            wrong = consenting.refusal(r, given, at=self._office.now())
        return sentence(wrong) if wrong is not None else ""

    def _check_place(self, value: str) -> str:
        if value or not self._built or self.form.value("way") not in FACE_TO_FACE:
            return ""
        return _("Écrivez où l’accord a été recueilli.")

    def _check_day(self, value: str) -> str:
        found = typed_day(value)
        if found is None:
            return _("Écrivez la date comme ceci\u202f: 24/11/2026.")
        if found > self._office.now().date():
            return _("Cette date est à venir\u202f: vérifiez-la sur la preuve.")
        return ""

    def _check_until(self, value: str) -> str:
        if not value:
            known = not self._built or self._undated() or self._printed_end() is not None
            return "" if known else _("Écrivez la fin que dit ce texte.")
        found, given = typed_day(value), typed_day(self.form.value("day"))
        if found is None:
            return _("Écrivez la date comme ceci\u202f: 24/05/2027.")
        if given is not None and found < given:
            return _("La fin est avant la date du coupon.")
        last = self._printed_end()
        late = _("Ce coupon prend fin le {day} au plus tard.")
        return late.format(day=day(last)) if last is not None and found > last else ""

    def _printed_end(self) -> date | None:
        """Return the last day according to the words of the paper, once its date is typed; None for words that are
        not ours."""
        if self.form.value("wording") == OTHER or self._undated():
            return None
        with self._office.store.read() as r:
            sha256 = self._given().sha256
            return consenting.stated_end(r, self._lead_id, self._wording(), self._collected(), sha256=sha256)

    def _undated(self) -> bool:
        return typed_day(self.form.value("day")) is None or typed_hour(self.form.value("hour")) is None

    def _check_channels(self, _value: str) -> str:
        if not self._built or any(self.form.value(key) for key in CHANNELS):
            return ""
        return _("Cochez au moins un moyen, comme sur le coupon.")

    def _check_phone(self, value: str) -> str:
        if value or not self._built or not self.form.value("call"):
            return ""
        return _("Choisissez le numéro écrit sur le coupon\u202f: l’accord ne vaut que pour lui.")
