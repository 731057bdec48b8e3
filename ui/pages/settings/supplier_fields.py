"""The sheet of a supplier: its fields, and the risks of what is missing."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from types import MappingProxyType

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.actions.common.suppliers import FIELDS, Judged
from core.base import siren, text
from core.base.i18n import _
from core.model.supplier import Risk, Severity, SiteLicence, SupplierSheet
from core.words.suppliers import gaps_said, risk_change, risk_reference, risk_sentence, severity_word
from ui.common import checks
from ui.look.theme import Theme
from ui.widgets.card import Card, Hairline
from ui.widgets.form import FieldRow
from ui.widgets.label import label, paragraph
from ui.widgets.layouts import drop, nest
from ui.widgets.lists.table_model import Cell
from ui.widgets.mark import Mark

SITE = "site-"
"""What the key of a site's field begins with; its place in the sheet follows."""

AUDIENCE = "audience-"
"""The name of the field that says who can see its ads."""

MARKS: Mapping[Severity, tuple[str, str]] = MappingProxyType(
    {Severity.RED: ("warning", "forbidden"), Severity.AMBER: ("edit", "wait"), Severity.NONE: ("check", "allowed")}
)
"""Icon and ink of a severity; its word always stands beside."""


def severity_cell(severity: Severity | None) -> Cell:
    """Return the table cell that shows the severity of a supplier's gaps; a dash when nobody sold anything."""
    if severity is None:
        return Cell("—", ink="muted")
    icon, ink = MARKS[severity]
    return Cell(severity_word(severity), ink=ink, semibold=True, icon=icon)


def rows(now: Callable[[], datetime], sites: Sequence[SiteLicence]) -> list[FieldRow]:
    """Return the fields of a sheet, with one more for each site of its files; ``now``: the office's clock."""
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
        *audience_rows(sites),
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


def audience_rows(sites: Sequence[SiteLicence]) -> list[FieldRow]:
    """Return the fields that say who can see the ads, in general and on each site: the letter says it (rule
    GDPR-12)."""
    known = _("« tous », ou la condition. Vide : la lettre dit qu’il ne l’a pas précisé.")
    return [
        FieldRow("audience", _("Qui voit ses annonces"), hint=_("tous, ou : il faut un compte"), help=known),
        *(
            FieldRow(f"{AUDIENCE}{place}", _("Qui les voit sur {site}").format(site=one.site))
            for place, one in enumerate(sites)
        ),
    ]


def values_of(sheet: SupplierSheet) -> dict[str, str]:
    """Return the values of a sheet by field."""
    values = {name: str(getattr(sheet, name) or "") for name in FIELDS}
    values["notice_day"] = f"{sheet.notice_day:%d/%m/%Y}" if sheet.notice_day else ""
    licences = {f"{SITE}{place}": one.licence for place, one in enumerate(sheet.sites)}
    return values | licences | {f"{AUDIENCE}{place}": one.audience for place, one in enumerate(sheet.sites)}


def parted(
    values: Mapping[str, str], sites: Sequence[SiteLicence]
) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Return the fields of the sheet, and by site the licences and who can see the ads, as the action takes them."""
    licences, audiences = (
        {sites[int(key[len(start) :])].site: value for key, value in values.items() if key.startswith(start)}
        for start in (SITE, AUDIENCE)
    )
    return {key: value for key, value in values.items() if not key.startswith((SITE, AUDIENCE))}, licences, audiences


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


class RisksCard(Card):
    """The colour and word of the sheet, then one block per risk."""

    def __init__(self, theme: Theme, *, name: str = "supplier-risks") -> None:
        super().__init__(theme, _("Ce que la fiche laisse ouvert"), name=name)
        self._mark = Mark(theme, "check", "", ink="allowed", name=f"{name}-word")
        self._count = paragraph("", "caption", ink="muted", name=f"{name}-count")
        self.body.addWidget(self._mark)
        self.body.addWidget(self._count)
        self._holder: QWidget | None = None

    def show_risks(self, found: Judged) -> None:
        """Show the gaps of a sheet."""
        icon, ink = MARKS[found.severity]
        self._mark.show_mark(icon, severity_word(found.severity), ink=ink)
        said = gaps_said(found.risks)
        self._count.setText(said)
        self._count.setVisible(bool(said))
        if self._holder is not None:
            drop(self._holder)
        self._holder = self._blocks(found.risks)
        self.body.addWidget(self._holder)

    def _blocks(self, risks: Sequence[Risk]) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 2, 0, 0)
        column.setSpacing(10)
        for risk in risks:
            if risk.severity is not Severity.NONE:
                nest(column, self._gap(risk))
        if column.count():
            column.addWidget(Hairline(self._theme))
        column.addWidget(label(_("À savoir"), semibold=True))
        for risk in risks:
            if risk.severity is Severity.NONE:
                nest(column, _words(risk_sentence(risk), risk_reference(risk)))
        return holder

    def _gap(self, risk: Risk) -> QHBoxLayout:
        icon, ink = MARKS[risk.severity]
        mark = Mark(self._theme, icon, "", ink=ink)
        mark.setAccessibleName(severity_word(risk.severity))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        nest(row, _words(risk_sentence(risk), f"{risk_change(risk)} ({risk_reference(risk)})"), 1)
        return row


def _words(sentence: str, below: str) -> QVBoxLayout:
    words = QVBoxLayout()
    words.setSpacing(1)
    words.addWidget(paragraph(sentence))
    words.addWidget(paragraph(below, "caption", ink="muted"))
    return words
