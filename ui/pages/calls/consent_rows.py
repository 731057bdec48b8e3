"""The fields of « Enregistrer un accord »: what the paper says, how it was given, which mentions it has, its days
and hours."""

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtWidgets import QGridLayout, QWidget

from core.actions.calling.consent_forms import FormWording
from core.base import text
from core.base.french import day_short, hour
from core.base.i18n import N_, _
from core.model.consent import WAYS, WRONG_WAYS, Slot
from core.notices import texts
from ui.look.theme import Theme
from ui.pages.calls.proof import check_proof
from ui.pages.calls.words_of import shown_phone, typed_hour
from ui.widgets.fields import CheckBox
from ui.widgets.form import FieldRow
from ui.widgets.label import label

DAYS = (1, 2, 3, 4, 5)
PARTS = (("10:00", "13:00"), ("14:00", "17:00"), ("17:00", "20:00"))


class SlotBoxes(QWidget):
    """The eight boxes of the coupon, none ticked beforehand."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("consent-slots")
        self.setAccessibleName(_("Heures choisies par la personne"))
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
MENTIONS: Mapping[str, str] = {
    "identity": N_("Qui appelle, pour quels services"),
    "object": N_("Le choix d’accepter ou non, pour cet objet"),
    "duration": N_("La durée, un an au plus"),
    "withdrawal": N_("Le droit de retirer l’accord, et comment"),
    "proof": N_("Le droit d’obtenir la preuve"),
}
"""The five mentions of C. consom., art. R223-1, I, asked of a text that is not ours."""

Check = Callable[[str], str]


def rows(phones: tuple[str, ...], printed: list[FormWording], checks: Mapping[str, Check]) -> list[FieldRow]:
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
                 options=(("", _("Choisir le numéro écrit")), *((one, shown_phone(one)) for one in phones)),
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
        FieldRow(key, first if not place else "", "check", text=_(words), check=check(key))
        for place, (key, words) in enumerate(MENTIONS.items())
    ]


def check_exact(value: str) -> str:
    """Return what is wrong with an appointment outside lawful hours, empty when nothing is."""
    if not value:
        return ""
    found = text.parse_moment(value)
    said = _("Un accord général «\u202fhors horaires\u202f» ne suffit pas\u202f: écrivez une date et une heure.")
    return said if found is None or not any(sign in value for sign in ":hT") else ""


def typed_day(value: str) -> date | None:
    """Return the day written, or None when it is not one."""
    return text.parse_day(value) if value.strip() else None


def _ways() -> list[tuple[str, str]]:
    wrong = _("Pas un accord\u202f: {way}")
    return [
        *((key, _(words)) for key, words in WAYS.items()),
        *((key, wrong.format(way=_(words)[:1].lower() + _(words)[1:])) for key, words in WRONG_WAYS.items()),
    ]


def _wordings(printed: list[FormWording]) -> tuple[tuple[str, str], ...]:
    coupon = _("Coupon de la lettre, version {n}")
    coupons = ((one, coupon.format(n=one.rpartition("-")[2])) for one in COUPONS)
    form = _("Formulaire imprimé le {day} à {hour}, empreinte {mark}")
    forms = (
        (
            one.sha256,
            form.format(day=day_short(one.printed.date()), hour=hour(one.printed), mark=one.sha256[:8]),
        )
        for one in printed
    )
    return (*coupons, *forms, (OTHER, _("Un autre texte")))


def _check_hour(value: str) -> str:
    return "" if typed_hour(value) is not None else _("Écrivez l’heure comme ceci\u202f: 14:30.")
