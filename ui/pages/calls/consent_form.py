"""« Enregistrer un accord »: the fields of the coupon (what the paper says, how it was given, which mentions it has,
its days and hours), filled as it is written, and the scanned coupon as proof."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path

from PySide6.QtWidgets import QGridLayout, QWidget

from core.actions.calling import calldesk, consent_forms, consenting, proof_copies
from core.actions.common.people import Who
from core.base import text
from core.base.errors import UserError
from core.base.i18n import _
from core.base.moments import AGENCY_ZONE, local
from core.base.screen_shapes import day, day_short, hour
from core.model.channel import Channel
from core.model.consent import ConsentGap, ConsentTerms, ConsentWay, Slot
from core.notices import texts
from core.records.consent import Wording
from core.words.errors import error
from core.words.verdicts import sentence
from ui.common.office import Office
from ui.look.theme import Theme
from ui.pages.calls.proof import ProofDialog, ask_of, check_proof
from ui.pages.calls.reading import shown_phone, typed_hour
from ui.widgets.fields import CheckBox, Choice
from ui.widgets.form import FieldRow, Form
from ui.widgets.label import label
from ui.widgets.layouts import Named

DAYS = (1, 2, 3, 4, 5)
PARTS = (("10:00", "13:00"), ("14:00", "17:00"), ("17:00", "20:00"))


class SlotBoxes(Named, QWidget):
    """The eight boxes of the coupon, none ticked beforehand."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(name="consent-slots", title=_("Heures choisies par la personne"))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 12)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        grid.addWidget(label(_("Heures choisies, si la personne en a coché"), semibold=True), 0, 0, 1, 6)
        words = (_("lundi"), _("mardi"), _("mercredi"), _("jeudi"), _("vendredi"))
        parts = (_("10\u00a0h à 13\u00a0h"), _("14\u00a0h à 17\u00a0h"), _("17\u00a0h à 20\u00a0h"))
        self.days = [CheckBox(theme, word, name=f"slot-day-{day}") for day, word in zip(DAYS, words, strict=True)]
        self.parts = [CheckBox(theme, word, name=f"slot-part-{place}") for place, word in enumerate(parts)]
        for place, mark in enumerate((*self.days, *self.parts)):
            mark.setAccessibleName(mark.text())
            # Three a line: a line of five would be cut at 200 % text.
            line, column = (3, place - len(DAYS)) if place >= len(DAYS) else (1 + place // 3, place % 3)
            grid.addWidget(mark, line, column)
        grid.setColumnStretch(5, 1)

    def slots(self) -> tuple[Slot, ...]:
        """Return the hours agreed, empty for all lawful hours."""
        days = [day for day, mark in zip(DAYS, self.days, strict=True) if mark.isChecked()]
        parts = [part for part, mark in zip(PARTS, self.parts, strict=True) if mark.isChecked()]
        if not days and not parts:
            return ()
        return tuple((day, start, end) for day in days or DAYS for start, end in parts or PARTS)


COUPONS = tuple(sorted(texts.CONSENTS, reverse=True))
"""The versions of the agreement on the coupon of a letter, today's first."""
OTHER = "other"

Check = Callable[[str], str]


def rows(phones: tuple[str, ...], printed: list[Wording], checks: Mapping[str, Check]) -> list[FieldRow]:
    """Return the fields. ``printed``: the forms printed so far; ``checks``: by field, the checks only the dialog can
    make."""
    return [
        FieldRow(
            "way",
            _("Donné comment"),
            "choice",
            options=(("", _("Choisir")), *_ways()),
            help=_("Ce qui n’est pas un accord est refusé, avec la raison."),
            check=checks["way"],
        ),
        FieldRow("day", _("Date du coupon"), hint=_("ex. 24/11/2026"), narrow=True, check=checks["day"]),
        FieldRow(
            "hour",
            _("Heure du coupon"),
            hint=_("ex. 14:30"),
            narrow=True,
            help=_("Écrites par la personne. Sans date ni heure, l’accord ne vaut rien."),
            check=_check_hour,
        ),
        FieldRow("call", _("Oui à"), "check", text=_("Appel téléphonique"), check=checks["channels"]),
        FieldRow("email", "", "check", text=_("E-mail")),
        FieldRow("sms", "", "check", text=_("SMS")),
        FieldRow("phone", _("Au numéro"), "choice",
                 options=(("", _("Choisir le numéro écrit")), *((phone, shown_phone(phone)) for phone in phones)),
                 check=checks["phone"]),
        FieldRow(
            "until",
            _("Fin choisie"),
            hint=_("ex. 24/05/2027"),
            narrow=True,
            help=_("Vide si aucune date n’est écrite\u202f: l’accord vaut les mois imprimés, un an au plus."),
            check=checks["until"],
        ),
        FieldRow(
            "exact",
            _("Hors horaires, le"),
            hint=_("ex. 28/11/2026 19:30"),
            narrow=True,
            help=_("Une seule fois, à cette date et à cette heure précises."),
            check=check_exact,
        ),
        FieldRow("object", _("Objet"), help=_("Seulement si la personne l’a restreint.")),
        FieldRow("signature", _("Le papier porte"), "check", text=_("La signature de la personne"),
                 check=checks["signature"]),
        FieldRow("tick", "", "check", text=_("La case OUI, cochée par elle"), check=checks["tick"]),
        FieldRow("place", _("Lieu du recueil"), check=checks["place"]),
        FieldRow("collector", _("Recueilli par")),
        FieldRow("wording", _("Texte signé"), "choice", options=_wordings(printed)),
        FieldRow("proof", _("Coupon numérisé"), help=_("PDF ou image, 20 Mo au plus."), check=check_proof),
    ]  # fmt: skip


def mention_rows(check: Callable[[str], Check]) -> list[FieldRow]:
    """Return a box for each of the five mentions."""
    first = _("Ce texte dit")
    return [
        FieldRow(gap.value, "" if place else first, "check", text=_(gap.mention), check=check(gap.value))
        for place, gap in enumerate(gap for gap in ConsentGap if gap.mention)
    ]


def check_exact(value: str) -> str:
    """Return what is wrong with an appointment outside lawful hours, empty when nothing is."""
    if not value:
        return ""
    moment = text.parse_moment(value)
    words = _("Un accord général «\u202fhors horaires\u202f» ne suffit pas\u202f: écrivez une date et une heure.")
    return words if moment is None or not any(sign in value for sign in ":hT") else ""


def typed_day(value: str) -> date | None:
    """Return the day written, or None when it is not one."""
    return text.parse_day(value) if value.strip() else None


def _ways() -> list[tuple[str, str]]:
    wrong = _("Pas un accord\u202f: {way}")
    return [
        (way.value, way.shown if way.counts else wrong.format(way=way.shown[:1].lower() + way.shown[1:]))
        for way in ConsentWay
    ]


def _wordings(printed: list[Wording]) -> tuple[tuple[str, str], ...]:
    coupon = _("Coupon de la lettre, version {n}")
    coupons = ((one, coupon.format(n=one.rpartition("-")[2])) for one in COUPONS)
    form = _("Formulaire imprimé le {day} à {hour}, empreinte {mark}")
    forms = (
        (
            wording.sha256,
            form.format(day=day_short(moment.date()), hour=hour(moment), mark=wording.sha256[:8]),
        )
        for wording in printed
        for moment in (local(wording.at),)
    )
    return (*coupons, *forms, (OTHER, _("Un autre texte")))


def _check_hour(value: str) -> str:
    return "" if typed_hour(value) is not None else _("Écrivez l’heure comme ceci\u202f: 14:30.")


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
        self.form = self.make_form(rows(self._desk.phones, printed, checks))
        self._built = True
        self.hours = SlotBoxes(office.theme)
        self.mentions = Form(office.theme, mention_rows(self._lacking), name="consent-mention")
        self.mentions.hide()
        wording = self.form.field("wording")
        assert isinstance(wording, Choice), "made as a choice"  # noqa: S101
        wording.currentIndexChanged.connect(lambda _at: self.mentions.setVisible(wording.value() == OTHER))
        name = self._desk.sheet.row.name if self._desk.sheet is not None else ""
        words = _("Recopiez le coupon tel qu’il est écrit. Un accord donné de vive voix ne s’enregistre pas.")
        self.lay_out(_("Accord de {name}").format(name=name), words, self.form, self.mentions, self.hours)
        self.form.field("way").setFocus()

    def record(self) -> None:
        """Record the agreement, or show what is missing; nothing incomplete is recorded."""
        other = self.form.value("wording") == OTHER
        checked = [self.form.check_all(), not other or self.mentions.check_all()]
        if not all(checked):
            return
        try:
            made_count = consenting.record(
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
            until = _("Jusqu’au {day}").format(day=day(proof_copies.last_day_of(r, made_count)))
        self._office.say("done", _("Accord enregistré, preuve jointe."), f"{name}. {until}." if name else f"{until}.")
        self.accept()

    def _given(self) -> ConsentTerms:
        exact = text.parse_moment(self.form.value("exact")) if self.form.value("exact") else None
        chosen = self.form.value("wording")
        return ConsentTerms(
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
        return self._refused(ConsentTerms(way=value))

    def _lacking(self, key: str) -> Callable[[str], str]:
        return lambda value: "" if value else self._refused(ConsentTerms(missing=(key,)))

    def _refused(self, given: ConsentTerms) -> str:
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
            is_known = not self._built or self._undated() or self._printed_end() is not None
            return "" if is_known else _("Écrivez la fin que dit ce texte.")
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
