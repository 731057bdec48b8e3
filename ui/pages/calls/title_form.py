"""The other titles, one form each: running contract, request by the person, professional. Complete with its proof, or
refused in the words of the law."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from PySide6.QtWidgets import QDialog, QWidget

from core.actions.calling import calldesk, titles
from core.actions.common.people import Who
from core.base.errors import UserError
from core.base.i18n import N_, _
from core.base.moments import AGENCY_ZONE
from core.model.channel import TitleKind
from ui.common.office import Office
from ui.pages.calls.consent_rows import typed_day
from ui.pages.calls.proof_dialog import ProofDialog, check_proof
from ui.pages.calls.words_of import typed_hour
from ui.widgets.form import FieldRow

WORDS = {
    TitleKind.CONTRACT: (
        N_("Mandat en cours"),
        N_("Il ouvre les appels à son sujet seulement, de son début à sa fin."),
        N_("Enregistrer le mandat"),
        N_("Mandat enregistré, preuve jointe."),
    ),
    TitleKind.REQUEST: (
        N_("Demande de la personne"),
        N_("Vous pouvez y répondre pendant cinq jours ouvrables, sur ce qu’elle demande et rien d’autre. Prudence."),
        N_("Enregistrer la demande"),
        N_("Demande enregistrée, copie jointe."),
    ),
    TitleKind.PROFESSIONAL: (
        N_("Professionnel"),
        N_("Vous appelez une société pour son activité. Une SCI familiale ou une indivision est un particulier."),
        N_("Enregistrer le professionnel"),
        N_("Professionnel enregistré, preuve jointe."),
    ),
}
"""Kind → name, what it opens, the primary, what is said once done."""


FIRST = {TitleKind.CONTRACT: "number", TitleKind.REQUEST: "object", TitleKind.PROFESSIONAL: "siren"}


def open_title_form(office: Office, lead_id: int, kind: TitleKind, parent: QWidget | None = None) -> bool:
    """Ask for a title of a lead and record it; True when one was recorded."""
    form = TitleForm(office, lead_id, kind, parent)
    recorded = form.exec() == int(QDialog.DialogCode.Accepted)
    form.deleteLater()
    return recorded


class TitleForm(ProofDialog):
    """One form for the three kinds: what differs is its fields and the action it calls."""

    def __init__(self, office: Office, lead_id: int, kind: TitleKind, parent: QWidget | None = None) -> None:
        title, told, verb, _done = WORDS[kind]
        super().__init__(office, parent, name=kind.value, title=_(title), verb=_(verb))
        self._who = Who(lead_id)
        self._kind = kind
        with office.store.read() as r:
            desk = calldesk.desk(r, lead_id, office.law, at=office.now())
        self._person = desk.sheet.row.name if desk.sheet is not None else ""
        self.form = self.make_form(_ROWS[kind]())
        self.lay_out(_("{title}, {name}").format(title=_(title), name=self._person), _(told), self.form)
        self.form.field(FIRST[kind]).setFocus()

    def record(self) -> None:
        """Record what is written; the law's own sentence says what is missing."""
        if not self.form.check_all():
            return
        try:
            _ACTIONS[self._kind](self)
        except UserError as problem:
            self.refuse(problem.text)
            return
        self._office.say("done", _(WORDS[self._kind][3]), self._person)
        self.accept()

    def contract(self) -> None:
        """Record a running contract."""
        titles.contract(
            self._office.store, self._who, number=self.form.value("number"), object_=self.form.value("object"),
            start=self._day("start"), end=self._day("end"), proof=self._proof(), by=self._office.by,
            at=self._office.now(),
        )  # fmt: skip

    def request(self) -> None:
        """Record a request by the person."""
        titles.request(
            self._office.store, self._who, object_=self.form.value("object"), received=self._received(),
            how=self.form.value("how"), asker=self.form.value("asker"), proof=self._proof(), by=self._office.by,
            at=self._office.now(),
        )  # fmt: skip

    def professional(self) -> None:
        """Record a professional."""
        titles.professional(
            self._office.store, self._who, number=self.form.value("siren"), company=self.form.value("company"),
            object_=self.form.value("object"), end=self._day("end"), proof=self._proof(), by=self._office.by,
            at=self._office.now(),
        )  # fmt: skip

    def _proof(self) -> Path | None:
        return Path(self.form.value("proof")) if self.form.value("proof") else None

    def _day(self, key: str) -> date | None:
        return typed_day(self.form.value(key))

    def _received(self) -> datetime | None:
        day, clock = self._day("day"), typed_hour(self.form.value("hour"))
        return datetime.combine(day, clock, AGENCY_ZONE) if day and clock else None


def _contract_rows() -> list[FieldRow]:
    return [
        FieldRow("number", _("Numéro du mandat"), narrow=True),
        FieldRow("object", _("Objet"), help=_("Ce que le mandat confie\u202f: «\u202fvente de la maison\u202f».")),
        FieldRow("start", _("Début"), hint=_("ex. 01/10/2026"), narrow=True, check=_check_day),
        FieldRow("end", _("Fin"), hint=_("ex. 31/03/2027"), narrow=True, check=_check_day),
        _proof_row(_("Mandat numérisé")),
    ]


def _request_rows() -> list[FieldRow]:
    return [
        FieldRow("object", _("Ce qu’elle demande"), help=_("Vous vous en tiendrez là.")),
        FieldRow("day", _("Reçue le"), hint=_("ex. 24/11/2026"), narrow=True, check=_check_day),
        FieldRow("hour", _("À"), hint=_("ex. 14:30"), narrow=True, check=_check_hour),
        FieldRow("how", _("Comment"), help=_("E-mail, courrier, formulaire de votre site, comptoir…")),
        FieldRow("asker", _("De qui"), help=_("Si ce n’est pas la personne de la fiche.")),
        _proof_row(_("Copie de la demande")),
    ]


def _professional_rows() -> list[FieldRow]:
    return [
        FieldRow("siren", _("SIREN"), hint=_("neuf chiffres"), narrow=True),
        FieldRow("company", _("Société")),
        FieldRow("object", _("Activité"), help=_("Ce pour quoi vous l’appelez\u202f: «\u202fvente de lots\u202f».")),
        FieldRow("end", _("Jusqu’au"), hint=_("ex. 31/12/2027"), narrow=True, help=_("Vide si rien ne le dit."),
                 check=_check_day),
        _proof_row(_("Preuve")),
    ]  # fmt: skip


def _proof_row(title: str) -> FieldRow:
    return FieldRow("proof", title, help=_("PDF, image ou e-mail, 20 Mo au plus."), check=check_proof)


def _check_day(value: str) -> str:
    return "" if not value or typed_day(value) else _("Écrivez la date comme ceci\u202f: 24/11/2026.")


def _check_hour(value: str) -> str:
    return "" if not value or typed_hour(value) is not None else _("Écrivez l’heure comme ceci\u202f: 14:30.")


_ROWS: dict[TitleKind, Callable[[], list[FieldRow]]] = {
    TitleKind.CONTRACT: _contract_rows,
    TitleKind.REQUEST: _request_rows,
    TitleKind.PROFESSIONAL: _professional_rows,
}
_ACTIONS: dict[TitleKind, Callable[[TitleForm], None]] = {
    TitleKind.CONTRACT: TitleForm.contract,
    TitleKind.REQUEST: TitleForm.request,
    TitleKind.PROFESSIONAL: TitleForm.professional,
}
