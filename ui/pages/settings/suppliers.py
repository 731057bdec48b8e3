"""Where leads come from: the suppliers of files with their risks, their worth, and the sheet the agency fills once; and
what the terms of each listing site say of being read by a program."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from core.actions.common import suppliers
from core.actions.common.suppliers import FIELDS, Judged
from core.actions.intake import site_terms
from core.base import siren, text
from core.base.i18n import N_, _
from core.base.moments import AGENCY_ZONE
from core.base.screen_shapes import labelled
from core.model.site_standing import SiteStanding, Terms
from core.model.supplier import Risk, Severity, SiteLicence, SupplierSheet
from core.store.suppliers import worth
from core.words.offers import terms_words
from core.words.suppliers import gaps_said, risk_change, risk_reference, risk_sentence, worth_pairs
from ui.common import checks
from ui.common.office import Office
from ui.look.theme import Theme
from ui.pages.settings.browser_card import BrowserCard
from ui.pages.settings.section import SettingsSection
from ui.widgets.button import Button
from ui.widgets.card import Card, Hairline, MarginRows
from ui.widgets.fields import Choice
from ui.widgets.form import FieldRow, Form
from ui.widgets.label import label, paragraph, value
from ui.widgets.layouts import STRETCH, Fitted, drop, fill, hbox, nest, vbox
from ui.widgets.lists.table import ListTable
from ui.widgets.lists.table_model import Cell, Column
from ui.widgets.mark import IconLabel

SITE = "site-"
"""What the key of a site's field begins with; its place in the sheet follows."""

AUDIENCE = "audience-"
"""The name of the field that says who can see its ads."""


def severity_cell(severity: Severity | None) -> Cell:
    """Return the table cell that shows the severity of a supplier's gaps; a dash when nobody sold anything."""
    if severity is None:
        return Cell("—", ink="muted")
    return Cell(severity.shown, ink=severity.ink, semibold=True, icon=severity.icon)


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
        self._mark = IconLabel(theme, "check", "", ink="allowed", name=f"{name}-word")
        self._count = paragraph("", "caption", ink="muted", name=f"{name}-count")
        fill(self.body, self._mark, self._count)
        self._holder: QWidget | None = None

    def show_risks(self, found: Judged) -> None:
        """Show the gaps of a sheet."""
        icon, ink = found.severity.icon, found.severity.ink
        self._mark.show_mark(icon, found.severity.shown, ink=ink)
        words = gaps_said(found.risks)
        self._count.setText(words)
        self._count.setVisible(bool(words))
        if self._holder is not None:
            drop(self._holder)
        self._holder = self._blocks(found.risks)
        self.body.addWidget(self._holder)

    def _blocks(self, risks: Sequence[Risk]) -> QWidget:
        holder = QWidget()
        column = vbox(on=holder, margins=(0, 2, 0, 0), spacing=10)
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
        icon, ink = risk.severity.icon, risk.severity.ink
        mark = IconLabel(self._theme, icon, "", ink=ink)
        mark.setAccessibleName(risk.severity.shown)
        return hbox(
            (mark, 0, Qt.AlignmentFlag.AlignTop),
            (_words(risk_sentence(risk), f"{risk_change(risk)} ({risk_reference(risk)})"), 1),
            spacing=8,
        )


def _words(sentence: str, below: str) -> QVBoxLayout:
    return vbox(paragraph(sentence), paragraph(below, "caption", ink="muted"), spacing=1)


WORTH_COLUMNS = 4
"""Figures beside one another."""


class WorthCard(Card):
    """The figures, in a few columns."""

    def __init__(self, office: Office) -> None:
        super().__init__(office.theme, _("Ce que valent ses fichiers"), name="supplier-worth")
        self._office = office
        self._held: QWidget | None = None

    def show_supplier(self, supplier_id: int) -> None:
        """Show the figures of a supplier."""
        with self._office.store.read() as r:
            found = next((one for one in worth(r) if one.id == supplier_id), None)
        before, self._held = self._held, QWidget()
        if before is not None:
            drop(before)
        grid = QGridLayout(self._held)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(2)
        for place, (words, told) in enumerate(worth_pairs(found) if found is not None else ()):
            line, column = divmod(place, WORTH_COLUMNS)
            grid.addWidget(label(words, "caption", ink="muted"), 2 * line, column)
            grid.addWidget(value(told, name=f"worth-{place}"), 2 * line + 1, column)
        self.body.addWidget(self._held)


_CHOICES = (
    (Terms.UNREAD.value, N_("Pas encore lues")),
    (Terms.ALLOWED.value, N_("Elles le permettent")),
    (Terms.REFUSED.value, N_("Elles le refusent")),
)


class SitesSection(SettingsSection):
    """The section; a choice is kept at once, with the name of the person and the day."""

    key = "sites"
    title = N_("Sites d’annonces")
    sentence = N_(
        "Aucune page n’est demandée à un site avant que quelqu’un ait lu ses conditions. Une page enregistrée par vous "
        "ne demande rien au site."
    )

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._shown: list[SiteStanding] = []
        self.rows = MarginRows(office.theme, _("Conditions des sites"), name="sites", margin=24)
        self.browser = BrowserCard(office)
        fill(self.body, self.browser, self.rows, STRETCH)

    def refresh(self) -> None:
        """Show where each site stands, unless it is what is shown."""
        with self.office.store.read() as r:
            every = site_terms.every(r, self.office.now().astimezone(AGENCY_ZONE).date())
        if every == self._shown:
            return
        self._shown = every
        self.rows.clear()
        for place, one in enumerate(every):
            self.rows.add(None, self._row(one, place), line=place > 0)

    def _row(self, one: SiteStanding, place: int) -> QWidget:
        widget = QWidget()
        column = vbox(label(one.site, semibold=True), on=widget, spacing=4)
        said = terms_words(one).removeprefix(labelled(one.site, ""))
        column.addWidget(paragraph(f"{said[:1].upper()}{said[1:]}", "caption", ink="muted", name=f"site-{place}-said"))
        if not one.judged:
            title = _("Conditions de {site}").format(site=one.site)
            choices = [(value, _(words)) for value, words in _CHOICES]
            choice = Choice(self.office.theme, choices, name=f"site-{place}", title=title)
            choice.choose(one.terms.value)
            choice.activated.connect(partial(self._answer, one, choice))
            column.addWidget(choice)
        return widget

    def _answer(self, one: SiteStanding, choice: Choice, _row: int) -> None:
        terms = Terms(choice.value())
        if terms is one.terms and one.day is not None:
            return
        with self.saving():
            office = self.office
            site_terms.answer(office.store, one.site, terms, page=one.page, by=office.by, at=office.now())


BESIDE = 312
"""Width of the risks at 100 %."""
STACKED = 860
"""Below that width, at 100 %, the risks stand under the form."""
LISTED = 6
"""Suppliers in sight without scrolling the list."""


COLUMNS: tuple[Column[Judged], ...] = (
    Column("name", N_("Fournisseur"), 250, lambda one: Cell(one.sheet.name, semibold=True)),
    Column("sheet", N_("Fiche"), 150, lambda one: severity_cell(one.severity)),
    Column("gaps", N_("Ce qui manque"), 260, lambda one: Cell(gaps_said(one.risks) or _("rien"), ink="muted")),
    Column("sites", N_("Sites"), 240,
           lambda one: Cell(", ".join(site.site for site in one.sheet.sites) or "—", ink="muted")),
)  # fmt: skip
GAPS = 2
"""Place of what is missing: the last column in sight when there is little room."""


class SuppliersSection(Fitted, SettingsSection):
    """The section. A supplier is added by the import of its first file."""

    key = "suppliers"
    title = N_("Fournisseurs")
    sentence = N_("La lettre nomme qui a vendu les coordonnées : vous répondez de ce qu’il en a fait avant vous.")

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._form: Form | None = None
        self._asked: tuple[int, tuple[str, ...]] | None = None
        self._none = paragraph(
            _("Aucun fournisseur. Le premier fichier importé demandera qui vous l’a vendu."), name="suppliers-none"
        )
        self._import = Button(office.theme, _("Importer un fichier"), name="suppliers-import", icon="imports")
        self._table = ListTable(office.theme, COLUMNS, name="suppliers", title=_("Fournisseurs"))
        self._table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._heading = label("", "heading", name="supplier-name")
        self._worth = WorthCard(office)
        self._risks = RisksCard(office.theme)
        self._row = hbox((self._risks, 0, Qt.AlignmentFlag.AlignTop), spacing=24)
        fill(self.body, self._none, self._import, self._table, self._heading, self._worth, self._row, STRETCH)
        self._import.clicked.connect(lambda: office.go("imports"))
        self._table.current_changed.connect(lambda _supplier: self._show())
        office.theme.changed.connect(self._fit)

    def refresh(self) -> None:
        """Show the suppliers again; the one selected stays selected."""
        with self.office.store.read() as r:
            found = suppliers.judged(r)
        for one in (self._none, self._import):
            one.setVisible(not found)
        for part in (self._table, self._heading, self._worth, self._risks):
            part.setVisible(bool(found))
        self._table.show_rows({one.sheet.id: one for one in found})
        if found and self._table.current_id() is None:
            self._table.go_to(0)
        self._show()
        self._fit()

    def _show(self) -> None:
        """Show the sheet of the supplier chosen; what is being typed stays."""
        supplier = self._table.current()
        if supplier is None:
            self._ask(None)
            return
        self._heading.setText(supplier.sheet.name)
        self._worth.show_supplier(supplier.sheet.id)
        self._risks.show_risks(supplier)
        form = self._ask(supplier)
        if form is not None:
            self.show_kept(form, values_of(supplier.sheet))

    def _ask(self, found: Judged | None) -> Form | None:
        """Return the form of a sheet, made again for another supplier or another site."""
        asked = None if found is None else (found.sheet.id, tuple(site.site for site in found.sheet.sites))
        if asked == self._asked:
            return self._form
        before, self._form, self._asked = self._form, None, asked
        if before is not None:
            # This makes the focus leave a field being edited, which saves it; the sheet is then read again.
            drop(before)
        if found is not None:
            self._form = Form(self.office.theme, rows(self.office.now, found.sheet.sites), name="supplier-form")
            self._form.changed.connect(partial(self._save, found.sheet))
            self._row.insertWidget(0, self._form, 1)
        self._fit()
        return self._form

    def _save(self, sheet: SupplierSheet, key: str, value: str) -> None:
        office = self.office
        values, licences, seen = parted({key: value}, sheet.sites)
        with self.saving():
            suppliers.save(
                office.store, sheet.id, values, licences=licences, audiences=seen, by=office.by, at=office.now()
            )
        self.refresh()

    def _fit(self) -> None:
        """Put the risks beside the form, or under it when there is no room."""
        theme = self.office.theme
        stacked = self.width() < theme.px(STACKED)
        self._row.setDirection(QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight)
        # Only the columns that fit the window are shown; the card shows the rest.
        self._table.setColumnHidden(len(COLUMNS) - 1, stacked)
        room = self._table.width() - self._table.columnWidth(0) - self._table.columnWidth(1)
        self._table.setColumnWidth(GAPS, room if stacked else theme.px(COLUMNS[GAPS].width))
        self._risks.setMaximumWidth(_ANY if stacked else theme.px(BESIDE))
        self._risks.setMinimumWidth(0 if stacked else theme.px(BESIDE))
        lines = min(max(len(self._table.shown), 1), LISTED)
        self._table.setFixedHeight(theme.height(30) * lines + theme.height(28) + 3)


_ANY = 16_777_215
"""Qt's word for no widest width."""
