"""The agency's identity as a form; each field is saved as soon as it is left."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.actions.common import agency
from core.base import siren
from core.base.french import listed, number
from core.base.i18n import N_, _, n_
from core.notices.gaps import agency_missing
from core.store.port import Changed
from ui.common import checks
from ui.common.office import Office
from ui.widgets.form import FieldRow, Form
from ui.widgets.label import label, paragraph, set_ink
from ui.widgets.mark import Mark


@dataclass(frozen=True, slots=True)
class Section:
    """Some fields under a title; ``key`` names it. The title is translated when it is shown."""

    key: str
    title: str
    rows: tuple[FieldRow, ...]


SECTIONS = (
    Section(
        "identity",
        N_("Identité"),
        (
            FieldRow("name", N_("Nom de l’agence"), help=N_("Celui de votre enseigne.")),
            FieldRow("legal_name", N_("Dénomination sociale"), help=N_("Celle du Kbis.")),
            FieldRow("legal_form", N_("Forme juridique"), narrow=True, hint="SARL, SAS, EI…"),
            FieldRow("capital", N_("Capital social"), narrow=True, help=N_("En euros. Vide pour un entrepreneur.")),
            FieldRow("siren", N_("SIREN"), narrow=True, check=checks.siren),
            FieldRow("rcs_town", N_("Ville du RCS"), narrow=True),
            FieldRow("vat", N_("TVA intracommunautaire"), narrow=True),
        ),
    ),
    Section(
        "contact",
        N_("Adresse et contact"),
        (
            FieldRow("address", N_("Adresse"), hint=N_("Numéro et voie")),
            FieldRow("postcode", N_("Code postal"), narrow=True, check=checks.postcode),
            FieldRow("town", N_("Commune"), narrow=True),
            FieldRow("phone", N_("Téléphone"), narrow=True, help=N_("Où l’on peut vous rappeler."), check=checks.phone),
            FieldRow("email", N_("E-mail"), check=checks.email),
        ),
    ),
    Section(
        "card",
        N_("Carte professionnelle"),
        (
            FieldRow("card_number", N_("Numéro de carte"), hint="CPI 0000 0000 000 000 000"),
            FieldRow("card_cci", N_("CCI qui l’a délivrée"), hint=N_("Nîmes, Gard…")),
            FieldRow("card_cci_address", N_("Adresse de la CCI")),
            FieldRow("holds_funds", N_("Maniement de fonds"), "switch", N_("L’agence reçoit des fonds")),
            FieldRow("guarantor_name", N_("Garant financier"), help=N_("Si l’agence reçoit des fonds.")),
            FieldRow("guarantor_address", N_("Adresse du garant")),
            FieldRow("insurer_name", N_("Assureur")),
            FieldRow("insurer_address", N_("Adresse de l’assureur")),
            FieldRow("insurer_area", N_("Zone couverte"), narrow=True, hint=N_("France")),
            FieldRow("mediator_name", N_("Médiateur de la consommation")),
            FieldRow("mediator_address", N_("Adresse du médiateur")),
            FieldRow("mediator_url", N_("Site du médiateur")),
        ),
    ),
    Section(
        "letters",
        N_("Lettres et données"),
        (
            FieldRow("signer_name", N_("Qui signe"), narrow=True),
            FieldRow("signer_role", N_("Sa fonction"), narrow=True, hint=N_("négociatrice, gérant…")),
            FieldRow(
                "privacy_contact",
                N_("Contact pour les données"),
                help=N_("Imprimé sur chaque lettre : c’est là qu’une personne exerce ses droits."),
            ),
            FieldRow("fee_place", N_("Où lire le barème"), hint=N_("dans notre vitrine, sur notre site…")),
            FieldRow("services", N_("Services proposés")),
            FieldRow("consent_months", N_("Durée d’un accord"), narrow=True, help=N_("En mois."), check=checks.months),
        ),
    ),
)


def shown(row: FieldRow) -> FieldRow:
    """Return ``row`` in the language of the screen."""
    return FieldRow(
        row.key,
        _(row.title),
        row.kind,
        _(row.text) if row.text else "",
        _(row.help) if row.help else "",
        _(row.hint) if row.hint else "",
        row.narrow,
        row.options,
        row.check,
    )


NAMED = 3
"""Missing mentions named one by one; beyond, the rest is counted."""
TIDY: dict[str, Callable[[str], str]] = {"siren": siren.bare}


def missing_words(missing: tuple[str, ...]) -> str:
    """Return « Il manque le numéro SIREN et la ville du RCS : aucune lettre ne peut partir. », or that nothing is
    missing."""
    if not missing:
        return _("Rien ne manque : les lettres peuvent partir.")
    named = list(missing[:NAMED])
    others = len(missing) - len(named)
    if others:
        named.append(n_("{n} autre mention", "{n} autres mentions", others).format(n=number(others)))
    return _("Il manque {missing} : aucune lettre ne peut partir.").format(missing=listed(named))


class AgencyForm(QWidget):
    """The form. ``saved`` is emitted when a field was saved. :meth:`refresh` shows what another seat changed."""

    saved = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self.setObjectName("agency-form")
        self.setAccessibleName(_("Agence"))
        self._missing = paragraph("", name="agency-missing")
        self._mark = Mark(office.theme, "check", _("Enregistré"), ink="allowed", name="agency-saved")
        policy = self._mark.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._mark.setSizePolicy(policy)
        self._mark.hide()
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(self._missing, 1)
        top.addWidget(self._mark)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(top)
        self._forms: list[Form] = []
        for section in SECTIONS:
            title = label(_(section.title), "heading")
            title.setContentsMargins(0, 12, 0, 2)
            column.addWidget(title)
            form = Form(office.theme, [shown(row) for row in section.rows], name=f"agency-{section.key}")
            form.setAccessibleName(_(section.title))
            form.changed.connect(self._save)
            self._forms.append(form)
            column.addWidget(form)
        column.addStretch(1)
        self.refresh(frozenset({"setting"}))

    def refresh(self, changed: Changed) -> None:
        """Show the saved identity again when the settings changed; the field being edited is left alone."""
        if not changed & {"setting", "*"}:
            return
        kept = self._office.settings.agency
        for section, form in zip(SECTIONS, self._forms, strict=True):
            left = [row.key for row in section.rows if not form.field(row.key).hasFocus()]
            form.show_values({key: _shown(getattr(kept, key)) for key in left})
        self._show_missing()

    def missing(self) -> tuple[str, ...]:
        """Return what a letter still lacks, in the user's words."""
        return agency_missing(self._office.settings.agency)

    def field(self, key: str) -> QWidget:
        """Return the control of a field. Raises KeyError when there is none."""
        return self._form(key).field(key)

    def value(self, key: str) -> str:
        """Return the value shown in a field."""
        return self._form(key).value(key)

    def _form(self, key: str) -> Form:
        for section, form in zip(SECTIONS, self._forms, strict=True):
            if any(row.key == key for row in section.rows):
                return form
        raise KeyError(key)

    def _save(self, key: str, value: str) -> None:
        office = self._office
        self._mark.hide()
        with office.trying():
            tidied = TIDY.get(key, str)(value)
            agency.save_agency(office.store, {key: tidied}, by=office.by, at=office.now())
            # The window is told of the change a little later; what is missing is shown now.
            office.forget(frozenset({"setting"}))
            self._mark.show()
            self._show_missing()
            self.saved.emit()

    def _show_missing(self) -> None:
        missing = self.missing()
        self._missing.setText(missing_words(missing))
        set_ink(self._missing, "wait" if missing else "allowed")


def _shown(value: str | bool | int) -> str:
    if isinstance(value, bool):
        return "1" if value else ""
    return str(value)
