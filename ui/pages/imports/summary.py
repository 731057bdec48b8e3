"""The page of one batch: where it came from, its counts, the rows it did not take, what it changed, and its undoing."""

import json
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from core.actions.intake import batch_undo
from core.actions.intake.rejected_rows import read_as
from core.base.i18n import N_, _, n_
from core.base.moments import AGENCY_ZONE, read, read_day
from core.base.records import Struct
from core.base.screen_shapes import day, moment, number
from core.model.batch import RejectedRow, Source
from core.model.facts import NoticeFact
from core.model.undoing import Kept, Undone
from core.records.batch import Batch, Reject
from core.records.lead import Lead
from core.rules.deadlines import notice_due
from core.sources.columns.headings import FIELDS, IGNORE
from core.store import alike, batches
from core.store.port import Reader
from ui.common.office import Office
from ui.pages.imports.batch_undo import Merges, UndoPart
from ui.pages.imports.outcome import ImportOutcome
from ui.pages.imports.result_step import PriceLine, save_rejects
from ui.widgets.button import Button
from ui.widgets.equation import EquationCounts
from ui.widgets.header import PageHeader
from ui.widgets.label import paragraph, value
from ui.widgets.layouts import Fitted, Named, fill, hbox, vbox
from ui.widgets.lists.table import ListTable
from ui.widgets.lists.table_model import Cell, Column
from ui.widgets.mark import ProblemLine
from ui.widgets.pages import Pages
from ui.widgets.tabs import Tabs


class ColumnRead(Struct, frozen=True):
    """One column of the file and the field it was read as."""

    heading: str
    field: str


READ_COLUMNS: tuple[Column[ColumnRead], ...] = (
    Column("heading", N_("Colonne du fichier"), 320, lambda row: Cell(row.heading, semibold=True)),
    Column("field", N_("Lue comme"), 320,
           lambda row: Cell(_(FIELDS[row.field]), ink="muted" if row.field == IGNORE else "text")),
)  # fmt: skip


def columns_read(mapping: str, headers: Sequence[str]) -> list[ColumnRead]:
    """Return what each column of the file was read as, see :func:`core.actions.intake.rejected_rows.read_as`."""
    return [ColumnRead(*pair) for pair in read_as(mapping, headers)]


class FileFacts(Named, QWidget):
    """The facts of the file; its fingerprint can be selected and copied."""

    def __init__(self, office: Office) -> None:
        super().__init__(name="batch-file")
        theme = office.theme
        self._title = paragraph(_("Empreinte du fichier (SHA-256)"), ink="muted")
        self.sha = value("", name="batch-file-sha")
        self.table = ListTable(theme, READ_COLUMNS, name="batch-file-columns", title=_("Colonnes du fichier"))
        vbox(self._title, self.sha, 8, (self.table, 1), on=self, margins=(20, 12, 20, 12), spacing=4)

    def show_batch(self, r: Reader, batch_id: int) -> bool:
        """Show the file of a batch; return False when it has none (a page, a typed lead)."""
        row = batches.file_of(r, batch_id)
        if row is None:
            return False
        self.sha.setText(row.sha256)
        self.table.show_rows(columns_read(row.mapping, json.loads(row.headers)))
        return True


class KeptRow(Struct, frozen=True):
    """One lead that stays."""

    kept: Kept
    name: str
    town: str


def _why(row: KeptRow) -> Cell:
    why = batch_undo.why_word(row.kept.why)
    return Cell(why[:1].upper() + why[1:])


def _what(row: KeptRow) -> Cell:
    if not row.kept.merged:
        return Cell(_("Venue avec ce lot"))
    if not row.kept.line:
        return Cell(_("Complétée par ce lot"))
    return Cell(_("Complétée par la ligne {n}").format(n=number(row.kept.line)))


KEPT_COLUMNS: tuple[Column[KeptRow], ...] = (
    Column("name", N_("Personne"), 240, lambda row: Cell(row.name or _("Annonce sans nom"), semibold=True)),
    Column("town", N_("Ville"), 160, lambda row: Cell(row.town)),
    Column("why", N_("Pourquoi elle reste"), 360, _why),
    Column("what", N_("Ce que le lot y a fait"), 220, _what),
)


def kept_rows(r: Reader, kept: Sequence[Kept]) -> list[KeptRow]:
    """Return the rows of the list."""
    people = {row.id: row for row in r.of(Lead, id=[one.lead_id for one in kept])}
    nobody = Lead(0, "", "")
    names = [people.get(one.lead_id, nobody) for one in kept]
    return [KeptRow(one, who.name, who.town) for one, who in zip(kept, names, strict=True)]


class KeptList(Named, QWidget):
    """The list of leads that stay; Entrée opens the person."""

    def __init__(self, office: Office) -> None:
        super().__init__(name="batch-kept")
        theme = office.theme
        self._words = paragraph("", ink="muted", name="batch-kept-words")
        self.table = ListTable(theme, KEPT_COLUMNS, name="batch-kept-table", title=_("Fiches gardées"))
        vbox(self._words, (self.table, 1), on=self, margins=(20, 12, 20, 12), spacing=8)
        self.table.opened.connect(lambda place: office.go("leads", self.table.shown[place].kept.lead_id))

    def show_rows(self, rows: Sequence[KeptRow], total: int) -> None:
        """Show the first of ``total`` kept leads."""
        self.table.show_rows(rows)
        words = n_("{n} fiche reste.", "{n} fiches restent.", total).format(n=number(total))
        if len(rows) < total:
            words += " " + _("Les {n} premières sont ici.").format(n=number(len(rows)))
        self._words.setText(words)


BALANCE, MERGES, KEPT, FILE = range(4)
"""Places of the parts."""


class Summary(Named, Fitted, QWidget):
    """The page. ``left`` is emitted to go back to the list. A part is read when it becomes visible."""

    left = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__(name="batch")
        self._office = office
        self._name = ""
        self.batch_id = 0
        theme = office.theme
        self.header = PageHeader(theme, _("Lot"), name="batch-header")
        self.back = Button(theme, _("Reto&ur aux imports"), name="batch-back", icon="chevron-left")
        self.undo = UndoPart(office)
        self.leads = Button(theme, _("&Voir les prospects"), name="batch-leads", kind="primary")
        for button in (self.back, self.leads):
            self.header.add_button(button)
        self.note = ProblemLine(theme, name="batch-note")
        self._facts = value("", ink="muted", name="batch-facts")
        self.price = PriceLine(office, name="batch-price")
        links = ("added", "merged", "opposed")
        self.outcome = ImportOutcome(theme, name="batch-outcome", links=links)
        self.tabs = Tabs(theme, name="batch-tabs", title=_("Parties du lot"))
        self.merges = Merges(office)
        self.kept = KeptList(office)
        self.file = FileFacts(office)
        self._pages = Pages(self.outcome, self.merges, self.kept, self.file, name="batch-pages")
        for words in ("", _("Réunies"), _("Gardées"), _("Fichier")):
            self.tabs.addTab(words)
        self._lay_out()
        self._connect()

    def show_batch(self, batch_id: int, *, problem: str = "", caution: str = "") -> None:
        """Show a batch; ``problem`` says why it did not reach its end, ``caution`` what was left out of it."""
        self.batch_id = batch_id
        if problem:
            self.note.show_problem(problem)
        else:
            self.note.show_caution(caution)
        self.tabs.setCurrentIndex(BALANCE)
        self.refresh()

    def refresh(self) -> None:
        """Read the batch again."""
        with self._office.store.read() as r:
            row = batches.batch(r, self.batch_id)
            if row is None:
                self.left.emit()
                return
            rejects = r.of(Reject, limit=1000, batch_id=self.batch_id)
            stands = batch_undo.standing(r, self.batch_id, self._office.now())
            kept = kept_rows(r, stands.kept)
            has_file = self.file.show_batch(r, self.batch_id)
            twins = alike.unsettled_of_batch(r, self.batch_id)
            alone = r.row(Batch, self.batch_id).property_only
            # The words of an ad that refuses stand on a property without its person.
            people = r.count(Lead, batch_id=self.batch_id, quote="")
        self._name = row.name
        self.header.show_title(self._name)
        past = stands.undone is not None
        facts = _facts(row, past=past)
        words = _("{facts}. Bien seul : ni nom ni coordonnées gardés.")
        self._facts.setText(words.format(facts=facts) if alone else facts)
        self._fit()
        self.price.setVisible(row.source == Source.FILE.value)
        self.price.show_batch(self.batch_id)
        self.undo.show_standing(self.batch_id, stands)
        self.leads.setHidden(past)
        counts = EquationCounts(row.read, row.added, row.merged, row.opposed, row.rejected, row.blank, people)
        self.outcome.show_outcome(
            counts,
            [RejectedRow(one.line, one.code, one.reason, tuple(json.loads(one.cells))) for one in rejects],
            past=past,
        )
        self.kept.show_rows(kept, stands.kept_count)
        self.outcome.show_twins(twins)
        self._name_tabs(row.rejected if rejects else 0, row.merged, stands.kept_count, has_file=has_file)
        if self.tabs.currentIndex() == MERGES:
            self.merges.show_batch(self.batch_id)

    def _fit(self) -> None:
        """Keep the facts whole, on the lines their width asks for."""
        self._facts.setMinimumHeight(0)  # Else Qt counts it in, and shorter facts keep the height of longer ones.
        self._facts.setMinimumHeight(max(self._facts.heightForWidth(self.width() - 40), 0))

    def _name_tabs(self, rejected: int, merged: int, kept: int, *, has_file: bool) -> None:
        words = _("Rejetées ({n})").format(n=number(rejected)) if rejected else _("Bilan")
        self.tabs.setTabText(BALANCE, words)
        self.tabs.setTabText(MERGES, _("Réunies ({n})").format(n=number(merged)))
        self.tabs.setTabText(KEPT, _("Gardées ({n})").format(n=number(kept)))
        for place, shown in ((MERGES, merged), (KEPT, kept), (FILE, has_file)):
            self.tabs.setTabVisible(place, bool(shown))

    def _show_part(self, place: int) -> None:
        self._pages.setCurrentIndex(place)
        if place == MERGES:
            self.merges.show_batch(self.batch_id)

    def choose(self, part: str) -> None:
        """Show the part whose count was pressed."""
        if part == "merged":
            self.tabs.setCurrentIndex(MERGES)
            self.merges.table.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._office.go(self.outcome.place_of(part, self.batch_id))

    def _undone(self, done: Undone | None) -> None:
        self.refresh()
        # What stays is said first; a batch that is back shows its balance again.
        self.tabs.setCurrentIndex(KEPT if done is not None and done.kept_count else BALANCE)
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        top = vbox(margins=(20, 4, 20, 4), spacing=8)
        fill(top, self.note, self._facts, self.price, self.undo, self.outcome.equation)
        vbox(self.header, top, hbox((self.tabs, 1), margins=(20, 4, 20, 0)), (self._pages, 1), on=self, spacing=0)

    def _connect(self) -> None:
        office = self._office
        self.back.clicked.connect(self.left)
        self.leads.clicked.connect(lambda: self.choose("added"))
        self.outcome.chosen.connect(self.choose)
        self.outcome.equation.chosen.connect(self._to_rejects)
        self.outcome.save.clicked.connect(lambda: save_rejects(self, office, self.batch_id, self._name))
        self.tabs.currentChanged.connect(self._show_part)
        self.undo.done.connect(self._undone)

    def _to_rejects(self, part: str) -> None:
        if part == "rejected":
            self.tabs.setCurrentIndex(BALANCE)


def _facts(row: batches.BatchSeen, *, past: bool) -> str:
    """Return « Pige Ouest · vue sur PAP · obtenu le … · importé le … par … · lettres à poster au plus tard le … »;
    the last part is left out when the batch is undone."""
    begun, obtained = read(row.at), read_day(row.collected)
    parts = [
        _("acheté à {supplier}").format(supplier=row.supplier) if row.supplier else "",
        _("vu sur {site}").format(site=row.site) if row.site else "",
        _("obtenu le {day}").format(day=day(obtained)) if obtained else "",
        _("importé le {moment} par {by}").format(moment=moment(begun.astimezone(AGENCY_ZONE)), by=row.by)
        if begun
        else "",
        "" if row.ended else _("inachevé"),
        _("lettres à poster au plus tard le {day}").format(day=day(notice_due(NoticeFact(obtained))))
        if obtained and not past
        else "",
    ]
    words = " · ".join(part for part in parts if part)
    return words[:1].upper() + words[1:]
