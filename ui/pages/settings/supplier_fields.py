"""The fields of a supplier's sheet, asked alike by the settings and by the first import; and its risk as shown."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from types import MappingProxyType

from core.actions.common.suppliers import FIELDS
from core.base import siren, text
from core.base.i18n import _
from core.model.supplier import Severity, SiteLicence, SupplierSheet
from core.words.suppliers import severity_word
from ui.common import checks
from ui.widgets.form import FieldRow
from ui.widgets.table_model import Cell

SITE = "site-"
"""What the key of a site's field begins with; its place in the sheet follows."""

MARKS: Mapping[Severity, tuple[str, str]] = MappingProxyType(
    {Severity.RED: ("warning", "forbidden"), Severity.AMBER: ("edit", "wait"), Severity.NONE: ("check", "allowed")}
)
"""Icon and ink of a severity; its word always stands beside."""


def severity_cell(severity: Severity | None) -> Cell:
    """Return the cell of a table that says how a supplier's sheet stands; a dash when nobody sold anything."""
    if severity is None:
        return Cell("—", ink="muted")
    icon, ink = MARKS[severity]
    return Cell(severity_word(severity), ink=ink, semibold=True, icon=icon)


def rows(now: Callable[[], datetime], sites: Sequence[SiteLicence]) -> list[FieldRow]:
    """Return the fields of a sheet, one more for each site its files name; ``now``: the office's clock."""
    return [
        FieldRow("legal_name", _("Raison sociale"), hint=_("Comme sur le contrat")),
        FieldRow("siren", _("SIREN"), narrow=True, check=_siren),
        FieldRow(
            "address",
            _("Adresse postale"),
            hint=_("12 rue des Mûriers, 30700 Uzès"),
            help=_("Imprimée dans la lettre. Vide : la lettre donne le nom seul."),
        ),
        FieldRow(
            "email",
            _("E-mail"),
            check=checks.email,
            help=_("Là où vous lui transmettez les oppositions."),
        ),
        FieldRow("contract", _("Contrat"), hint=_("Référence et date")),
        *site_rows(sites),
        FieldRow("method", _("Mode de collecte"), hint=_("Comment les annonces sont-elles relevées ?")),
        FieldRow(
            "notice_day",
            _("Information donnée le"),
            narrow=True,
            hint=_("18/11/2026"),
            check=partial(_day, now),
            help=_("Le jour où le fournisseur a informé les personnes."),
        ),
        FieldRow("notice_text", _("Texte de l’information"), "area"),
        FieldRow("objections", _("Oppositions"), hint=_("Comment applique-t-il un refus ?")),
        FieldRow(
            "property_only",
            _("Bien seul"),
            "switch",
            text=_("Ne garder ni nom ni coordonnées"),
            help=_(
                "Prudence : sans titre pour appeler, moins de données suffisent. Ses prochains fichiers donneront les "
                "biens sans leurs propriétaires ; le registre d’opposition est consulté comme avant."
            ),
        ),
    ]


def site_rows(sites: Sequence[SiteLicence]) -> list[FieldRow]:
    """Return a field for the licence of each site."""
    return [
        FieldRow(
            f"{SITE}{place}",
            _("Licence pour {site}").format(site=one.site),
            hint=_("Licence ou autorisation, référence et date"),
        )
        for place, one in enumerate(sites)
    ]


def values_of(sheet: SupplierSheet) -> dict[str, str]:
    """Return what the fields show of a sheet."""
    values = {name: str(getattr(sheet, name) or "") for name in FIELDS}
    values["notice_day"] = f"{sheet.notice_day:%d/%m/%Y}" if sheet.notice_day else ""
    return values | {f"{SITE}{place}": one.licence for place, one in enumerate(sheet.sites)}


def parted(values: Mapping[str, str], sites: Sequence[SiteLicence]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the fields of the sheet, and the licences by site, as the action takes them."""
    licences = {sites[int(key[len(SITE) :])].site: value for key, value in values.items() if key.startswith(SITE)}
    return {key: value for key, value in values.items() if not key.startswith(SITE)}, licences


def _siren(typed: str) -> str:
    digits = siren.bare(typed)
    if not digits or (siren.is_whole(digits) and siren.is_keyed(digits)):
        return ""
    return _("Un SIREN a neuf chiffres, le dernier étant une clé : recopiez-le du contrat.")


def _day(now: Callable[[], datetime], typed: str) -> str:
    if not typed:
        return ""
    day: date | None = text.parse_day(typed)
    if day is None:
        return _("Écrivez la date comme ceci : 18/11/2026.")
    return _("Cette date est à venir.") if day > now().date() else ""
