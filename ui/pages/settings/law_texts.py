"""The texts of law behind the lights: grade, dates, sources, and the references the agency's counsel corrected."""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from core.actions.papers import references
from core.actions.papers.references import Period, RuleText, shown_as
from core.base.french import day, day_short
from core.base.i18n import N_, _
from core.base.records import Struct
from ui.common.office import Office
from ui.pages.settings.section import Section
from ui.widgets.card import Card
from ui.widgets.form import FieldRow, Form
from ui.widgets.label import label, paragraph
from ui.widgets.lists.table import Table
from ui.widgets.lists.table_model import Cell, Column

GRADES: Mapping[str, str] = MappingProxyType(
    {
        "A": N_("A : lu dans le texte officiel"),
        "B": N_("B : cité entre guillemets par une source"),
        "C": N_("C : résumé par une source"),
        "D": N_("D : prudence du programme, aucun texte trouvé"),
    }
)
COLUMNS: tuple[tuple[str, str, int], ...] = (
    ("rule", N_("Règle"), 110),
    ("grade", N_("Note"), 60),
    ("reference", N_("Référence affichée"), 400),
    ("since", N_("En vigueur"), 240),
    ("changed", N_("Corrigée"), 150),
)
LISTED = 9
"""Rules in sight without scrolling the list."""


class TextRow(Struct, frozen=True):
    """One reference as listed. ``id``: its place."""

    id: int
    found: RuleText


class LawTextsSection(Section):
    """The section. Rules never change here: only the article shown for one does."""

    key = "law-texts"
    title = N_("Textes de loi")
    sentence = N_("Votre avocat peut corriger une référence affichée. La règle reste ; le journal garde qui et quand.")

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._rows: dict[int, TextRow] = {}
        self._table = self._build_table()
        self._heading = label("", "heading", name="law-text-rule")
        row = FieldRow(
            "reference",
            _("Référence affichée"),
            help=_("Vide : la référence du programme revient."),
            check=_not_too_long,
        )
        self._form = Form(office.theme, (row,), name="law-text-form")
        self._card = Card(office.theme, _("D’où vient cette règle"), name="law-text-card")
        self._about = paragraph("", name="law-text-about")
        self._card.body.addWidget(self._about)
        for widget in (self._table, self._heading, self._form, self._card):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self._form.changed.connect(self._save)
        self._table.current_changed.connect(self._show)
        office.theme.changed.connect(self._fit)
        self._fit()

    def refresh(self) -> None:
        """Show the references again; the one selected stays selected."""
        with self.office.store.read() as r:
            found = references.listed(r)
        self._rows = {place: TextRow(place, one) for place, one in enumerate(found)}
        self._table.show_ids(array("q", list(self._rows)))
        if self._table.current_id() is None:
            self._table.go_to(0)
        self._show(self._table.current_id())

    def _show(self, place: int | None) -> None:
        if place is None:
            return
        one = self._rows[place].found
        self._heading.setText(one.rule)
        self.show_kept(self._form, {"reference": shown_as(one)})
        self._form.field("reference").setEnabled(not one.prudent)
        self._about.setText("\n".join(_about(one)))

    def _save(self, _key: str, value: str) -> None:
        place = self._table.current_id()
        if place is None:
            return
        office = self.office
        with self.saving():
            references.correct(office.store, self._rows[place].found, value, by=office.by, at=office.now())
            self.refresh()

    def _build_table(self) -> Table[TextRow]:
        cells = (_rule, _grade, _reference, _since, _changed)
        columns = [
            Column(key, _(title), width, cell, sortable=False)
            for (key, title, width), cell in zip(COLUMNS, cells, strict=True)
        ]
        return Table(
            self.office.theme, columns, lambda ids: self._fetch(ids), name="law-texts", title=_("Textes de loi")
        )

    def _fetch(self, ids: Sequence[int]) -> list[TextRow]:
        return [self._rows[one] for one in ids]

    def _fit(self) -> None:
        self._table.setFixedHeight(self.office.theme.height(30) * LISTED + self.office.theme.height(28) + 20)


def _not_too_long(typed: str) -> str:
    if len(typed) <= references.LONGEST:
        return ""
    return _("Trop long : {n} caractères au plus.").format(n=references.LONGEST)


def _rule(row: TextRow) -> Cell:
    return Cell(row.found.rule, semibold=True)


def _grade(row: TextRow) -> Cell:
    return Cell(row.found.grade, spoken=_(GRADES[row.found.grade]))


def _reference(row: TextRow) -> Cell:
    return Cell(shown_as(row.found), ink="muted" if row.found.prudent else "text")


def _since(row: TextRow) -> Cell:
    first, last = row.found.periods[0], row.found.periods[-1]
    if last.end is not None:
        return Cell(_("jusqu’au {day}").format(day=day_short(last.end)), ink="muted")
    return Cell(_("depuis le {day}").format(day=day_short(first.start)))


def _changed(row: TextRow) -> Cell:
    one = row.found
    return Cell(day_short(one.at.date()), icon="edit") if one.at is not None else Cell("")


def _about(one: RuleText) -> Iterator[str]:
    yield _(GRADES[one.grade])
    if one.changed and one.at is not None:
        yield _("Référence du programme : {original}").format(original=one.original)
        yield _("Corrigée par {by} le {day}").format(by=one.by, day=day(one.at.date()))
    for period in one.periods:
        yield _law(period)


def _law(period: Period) -> str:
    return _("{title}. Sources : {sources}").format(title=period.title, sources=" ; ".join(period.sources))
