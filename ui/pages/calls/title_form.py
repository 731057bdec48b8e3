"""Forms for the other titles, one each: running contract, request by the person, professional. Also two short
dialogs, to withdraw an agreement and to print a form."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import assert_never

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from core.actions.calling import calldesk, consent_forms, consenting, titles
from core.actions.common.people import Who
from core.base.errors import UserError
from core.base.i18n import _
from core.base.moments import AGENCY_ZONE
from core.base.records import Struct
from core.model.channel import TitleKind
from core.model.opposing import SAID_HOWS, RefusalHow
from ui.common.file_dialogs import ask_save, over
from ui.common.office import Office
from ui.pages.calls.consent_rows import typed_day
from ui.pages.calls.proof import ProofDialog, ask_of, check_proof
from ui.pages.calls.words_of import typed_hour
from ui.widgets.button import Button
from ui.widgets.focus import FocusRing
from ui.widgets.form import FieldRow, Form
from ui.widgets.label import paragraph
from ui.widgets.layouts import drop, nest
from ui.widgets.pages import scrolled

PDF = "PDF (*.pdf)"
OTHER_TITLES = tuple(kind for kind in TitleKind if kind is not TitleKind.CONSENT)


class KindForm(Struct, frozen=True):
    """The form of a kind of title: its name, what it opens, its primary, what is said once it is recorded, its fields,
    the first to be typed, and what records them."""

    title: str
    opens: str
    verb: str
    done: str
    rows: Callable[[], list[FieldRow]]
    first: str
    record: "Callable[[TitleForm], None]"


def open_title_form(office: Office, lead_id: int, kind: TitleKind, parent: QWidget | None = None) -> bool:
    """Ask for a title of a lead, or of the one it was joined to, and record it; return whether one was recorded."""
    return ask_of(office, lead_id, lambda now: TitleForm(office, now, kind, parent))


class TitleForm(ProofDialog):
    """One form for the three kinds, which differ in their fields and in the action called."""

    def __init__(self, office: Office, lead_id: int, kind: TitleKind, parent: QWidget | None = None) -> None:
        asked = form_of(kind)
        super().__init__(office, parent, name=kind.value, title=asked.title, verb=asked.verb)
        self._who = Who(lead_id)
        self._asked = asked
        with office.store.read() as r:
            desk = calldesk.desk(r, lead_id, office.law, at=office.now())
        self._person = desk.sheet.row.name if desk.sheet is not None else ""
        self.form = self.make_form(asked.rows())
        self.lay_out(_("{title}, {name}").format(title=asked.title, name=self._person), asked.opens, self.form)
        self.form.field(asked.first).setFocus()

    def record(self) -> None:
        """Record what is typed; when something is missing, show the sentence of the law."""
        if not self.form.check_all():
            return
        try:
            self._asked.record(self)
        except UserError as problem:
            self.refuse(problem.text)
            return
        self._office.say("done", self._asked.done, self._person)
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


def form_of(kind: TitleKind) -> KindForm:
    """Return the form of a kind; an agreement has a page of its own. Raises ValueError for it."""
    match kind:
        case TitleKind.CONTRACT:
            return KindForm(
                _("Mandat en cours"), _("Il ouvre les appels à son sujet seulement, de son début à sa fin."),
                _("Enregistrer le mandat"), _("Mandat enregistré, preuve jointe."), _contract_rows, "number",
                TitleForm.contract,
            )  # fmt: skip
        case TitleKind.REQUEST:
            return KindForm(
                _("Demande de la personne"),
                _("Vous pouvez y répondre pendant cinq jours ouvrables, sur ce qu’elle demande et rien d’autre. "
                  "Prudence."),
                _("Enregistrer la demande"), _("Demande enregistrée, copie jointe."), _request_rows, "object",
                TitleForm.request,
            )  # fmt: skip
        case TitleKind.PROFESSIONAL:
            return KindForm(
                _("Professionnel"),
                _("Vous appelez une société pour son activité. Une SCI familiale ou une indivision est un "
                  "particulier."),
                _("Enregistrer le professionnel"), _("Professionnel enregistré, preuve jointe."), _professional_rows,
                "siren", TitleForm.professional,
            )  # fmt: skip
        case TitleKind.CONSENT:
            raise ValueError(kind)
        case _:
            assert_never(kind)


class ShortDialog(QDialog):
    """A dialog with a title, a sentence, fields, a primary button and « Annuler »."""

    def __init__(
        self, office: Office, parent: QWidget | None, rows: Sequence[FieldRow], *, name: str, title: str, told: str,
        verb: str,
    ) -> None:  # fmt: skip
        super().__init__(over(parent))
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
        column.addWidget(paragraph(title, "title"))
        column.addWidget(paragraph(told, ink="muted"))
        column.addWidget(scrolled(self.form, name=f"{name}-area"), 1)
        nest(column, buttons)
        self._ring = FocusRing(office.theme, self)
        # What scrolls asks for the lines of its narrowest width.
        lines = self.form.minimumSizeHint().height() - self.form.sizeHint().height()
        wide, high = office.theme.px(620), self.sizeHint().height() + max(lines, 0)
        room = parent.window().size() if parent is not None else self.screen().availableSize()
        self.resize(min(wide, room.width()), min(high, room.height()))

    def asked(self) -> bool:
        """Show the dialog; return whether the primary button was pressed."""
        done = self.exec() == int(QDialog.DialogCode.Accepted)
        drop(self)
        return done


def take_back_dialog(office: Office, parent: QWidget | None) -> ShortDialog:
    """Return the dialog that asks which agreements are withdrawn and how the person said so (C. consom., art.
    R223-3)."""
    rows = [
        FieldRow("scope", _("Elle ne veut plus"), "choice",
                 options=(("all", _("Ni appels, ni e-mails, ni SMS")), ("calls", _("D’appels seulement")))),
        FieldRow("how", _("Elle l’a dit par"), "choice",
                 options=tuple((how.value, how.shown) for how in SAID_HOWS if how is not RefusalHow.LIST)),
    ]  # fmt: skip
    return ShortDialog(
        office, parent, rows, name="take-back", title=_("Retirer l’accord"), verb=_("Enregistrer le retrait"),
        told=_("Un mot suffit, sans raison. Si elle ne veut plus rien recevoir, lettres comprises\u202f: F8."),
    )  # fmt: skip


def take_back(office: Office, lead_id: int, parent: QWidget | None) -> bool:
    """Ask, then withdraw the person's agreements; return whether some were."""
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
    """Ask for a form and write it as PDF; return whether one was written."""
    dialog = print_dialog(office, parent)
    if not dialog.asked():
        return False
    kind, place = dialog.form.value("kind"), dialog.form.value("place")
    out = ask_save(parent, office.seat, _("Imprimer un formulaire"), f"formulaire-{kind}.pdf", PDF)
    if out is None:
        return False
    try:
        consent_forms.print_form(office.store, kind, out, by=office.by, at=office.now(), lead_id=lead_id, place=place)
    except UserError as problem:
        office.complain(problem)
        return False
    office.say("done", _("Formulaire prêt à imprimer."), out.name)
    return True
