"""The agency's identity as a list of fields: what a letter must say comes first (décret 72-678, art. 92; RGPD, art.
14)."""

from dataclasses import dataclass

from core.base.i18n import N_, _
from ui.common import checks
from ui.widgets.form import FieldRow


@dataclass(frozen=True, slots=True)
class Section:
    """Some fields under a title; ``key`` names it. A title is translated when it is shown."""

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
