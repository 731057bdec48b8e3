"""The second step of the assistant: what each column of the file is, as values that the user confirms."""

import collections.abc as shapes
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.actions.desk import jobs
from core.actions.intake.known_files import FileMemory
from core.base.errors import UserError
from core.base.i18n import N_, _, n_
from core.base.records import Struct, field, replace
from core.base.screen_shapes import number
from core.model.checking import Fixes
from core.records.supplier import Supplier
from core.sources.columns import contact_cell
from core.sources.columns.guessed import SURE, TAKEN, ColumnGuess
from core.sources.columns.headings import FIELDS, IGNORE, SEVERAL
from core.sources.tables.reading import SourceTable, check_sellers, fields_of
from core.sources.tables.table import NAMED
from core.store import batches
from ui.common.office import Office
from ui.look.theme import Theme
from ui.pages.imports.whole_file import WholeFile
from ui.widgets.card import Surface
from ui.widgets.fields import Choice
from ui.widgets.label import ElidedLabel, label
from ui.widgets.layouts import Fitted, Named, fill, hbox, vbox, widget_of
from ui.widgets.lists.table import ListTable
from ui.widgets.lists.table_model import Cell, Column
from ui.widgets.mark import ProblemLine
from ui.widgets.pages import scrolled, stand_beside
from ui.widgets.paint import text_width

SURELY, DOUBT, KEPT, IGNORED = "sure", "doubt", "kept", "ignored"
EXTRA = "extra"
Fields = shapes.Mapping[str, str]
ASKS = 0.7
"""At most that sure, a remark says what leaves the doubt."""
READINGS = {SURELY: N_("Sûr"), DOUBT: N_("À confirmer"), KEPT: N_("Gardée"), IGNORED: N_("Ignorée")}


class ColumnRow(Struct, frozen=True):
    """One column of the file: ``id`` is its rank from 1; ``reading``: sure, doubt, kept or ignored; ``field``: what it
    becomes, a key of FIELDS; ``asks``: the remark is a question to the user; ``confidence``: 0 to 1, of the guess."""

    id: int
    header: str
    samples: tuple[str, ...]
    field: str
    reading: str
    remark: str
    asks: bool = False
    confidence: float = 0.0


class Mapping(Struct):
    """The columns of ``table`` and what the user chose for them. ``recalled``: « #3 » → field, from the last file
    like it."""

    table: SourceTable
    recalled: Fields = field(default_factory=dict)
    rows: list[ColumnRow] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.rows = [_as_before(_row(guess), self.recalled) for guess in self.table.guesses]

    def choose(self, column: int, wanted: str) -> None:
        """Make ``column`` (from 1) become ``wanted``; a field that only one column may have is removed from the
        other."""
        for row in self.rows:
            if row.id != column and row.field == wanted and wanted not in SEVERAL | {IGNORE}:
                header = self.rows[column - 1].header
                remark = _("Remplacée par « {header} »").format(header=header)
                self.rows[row.id - 1] = replace(row, field=IGNORE, reading=IGNORED, remark=remark, asks=False)
        reading = _reading(wanted)
        self.rows[column - 1] = replace(self.rows[column - 1], field=wanted, reading=reading, remark="", asks=False)

    def has(self, wanted: str) -> bool:
        """Tell whether a column becomes ``wanted``."""
        return any(row.field == wanted for row in self.rows)

    def gives(self, wanted: str) -> bool:
        """Tell whether a column that becomes ``wanted`` holds something, as far as was looked."""
        return any(row.field == wanted and row.samples for row in self.rows)

    @property
    def tells_address(self) -> bool:
        """Whether an address is told, as far as was looked: in a column of its own, or beside a telephone."""
        beside = [sample for row in self.rows if row.field == "phone" for sample in row.samples]
        return self.gives("address") or any(contact_cell.apart(sample).address.postcode for sample in beside)

    def overrides(self) -> dict[str, str]:
        """Return the field of every column by its rank (« #3 », so that two equal headings stay distinct)."""
        return {f"#{row.id}": row.field for row in self.rows}

    def problem(self) -> UserError | None:
        """Return why nothing could be imported with these columns (NO_SELLERS, POLIRIS_STOCK), or None."""
        try:
            check_sellers(self.table, fields_of(self.table, self.overrides()))
        except UserError as problem:
            return problem
        return None

    def summary(self) -> str:
        """Return « 14 colonnes, 10 reconnues, 2 à confirmer »."""
        sure = sum(row.reading == SURELY for row in self.rows)
        doubt = sum(row.reading == DOUBT for row in self.rows)
        parts = [
            n_("{n} colonne", "{n} colonnes", len(self.rows)).format(n=number(len(self.rows))),
            n_("{n} reconnue", "{n} reconnues", sure).format(n=number(sure)),
        ]
        if doubt:
            parts.append(_("{n} à confirmer").format(n=number(doubt)))
        return ", ".join(parts)


def options() -> tuple[tuple[str, str], ...]:
    """Return what a column may become, with its words, « Ne pas garder » first and « Garder avec l’origine » next."""
    keys = (IGNORE, EXTRA, *(key for key in FIELDS if key not in (IGNORE, EXTRA)))
    return tuple((key, _(FIELDS[key])) for key in keys)


def _row(guess: ColumnGuess) -> ColumnRow:
    if guess.confidence < TAKEN:
        # Not applied, because a heading whose cells disagree must still be looked at.
        reading = DOUBT if guess.field != IGNORE else IGNORED
        asks = reading == DOUBT
        return ColumnRow(guess.index + 1, guess.header, guess.samples, IGNORE, reading, guess.remark, asks)
    reading = IGNORED if guess.field == IGNORE else SURELY if guess.confidence >= SURE else DOUBT
    # The first column already shows « À confirmer ».
    remark = "" if guess.remark == _(READINGS[DOUBT]) else guess.remark
    asks, sure = guess.confidence <= ASKS, guess.confidence
    return ColumnRow(guess.index + 1, guess.header, guess.samples, guess.field, reading, remark, asks, sure)


def _as_before(row: ColumnRow, recalled: Fields) -> ColumnRow:
    """Return ``row`` as the user confirmed it in the last file of the same shape."""
    wanted = recalled.get(f"#{row.id}")
    if wanted is None:
        return row
    remark = row.remark if wanted == row.field and not row.asks else ""
    return replace(row, field=wanted, reading=_reading(wanted), remark=remark, asks=False)


def _reading(wanted: str) -> str:
    return IGNORED if wanted == IGNORE else KEPT if wanted == EXTRA else SURELY


BECOMES = 3
SAMPLES = 250
"""Width of the three examples at 100 %: three telephones by pairs."""
LONGEST, SHORTEST = 40, 6
"""Characters of one example."""


def reading_cell(row: ColumnRow) -> Cell:
    """Return « ✓ Sûr », « ⚠ À confirmer », « Gardée » or « Ignorée »."""
    words = _(READINGS[row.reading])
    sure = _("{reading} à {percent} %").format(reading=words, percent=round(100 * row.confidence))
    match row.reading:
        case "sure":
            return Cell(words, ink="allowed", semibold=True, icon="check", spoken=sure if row.confidence else "")
        case "doubt":
            return Cell(words, ink="wait", semibold=True, icon="warning", spoken=sure if row.confidence else "")
        case "kept":
            return Cell(words, ink="accent", semibold=True, icon="save")
    return Cell(words, ink="muted")


def remark_cell(row: ColumnRow) -> Cell:
    """Return the remark, in semibold when it asks something."""
    if row.asks and row.reading == DOUBT:
        return Cell(row.remark, ink="wait", semibold=True)
    return Cell(row.remark, ink="muted")


def samples_cell(row: ColumnRow, fits: Callable[[str], bool]) -> Cell:
    """Return the three examples; the longest is cut first so that all three are visible."""
    full_text = " · ".join(row.samples)
    text, room = full_text, LONGEST
    while not fits(text) and room > SHORTEST:
        text = " · ".join(
            sample if len(sample) <= room else f"{sample[: room - 1].rstrip()}…" for sample in row.samples
        )
        room -= 1
    return Cell(text or "—", ink="muted", spoken=full_text if text != full_text else "")


TALL = 130
"""Height of the columns, at 100 %, where what holds for the whole file stands under them."""


class ColumnsTable(ListTable[ColumnRow]):
    """The table of columns. ``mapped`` is emitted when the user says what a column becomes."""

    mapped = Signal()

    def __init__(self, theme: Theme) -> None:
        columns: tuple[Column[ColumnRow], ...] = (
            Column("reading", _("Lecture"), 124, reading_cell),
            Column("header", _("Colonne du fichier"), 138, lambda row: Cell(row.header, semibold=True)),
            Column("samples", _("Trois exemples"), SAMPLES, self._samples),
            Column("field", _("Devient"), 214, lambda _row: Cell("")),
            Column("remark", _("Remarque"), 200, remark_cell),
        )
        super().__init__(theme, columns, name="import-columns", title=_("Colonnes du fichier"))
        self._mapping: Mapping | None = None
        self._choices: list[RowChoice] = []

    def show_mapping(self, mapping: Mapping) -> None:
        """Show the columns of another file."""
        self._mapping = mapping
        self.show_rows({row.id: row for row in mapping.rows})
        self._choices = []
        for line, row in enumerate(mapping.rows):
            choice = RowChoice(self._theme, row, self)
            choice.currentIndexChanged.connect(lambda _index, line=line: self.choose(line))
            self.setIndexWidget(self.rows().index(line, BECOMES), _held(choice))
            # In the tab order the lists follow the table; new widgets would otherwise come last in the window.
            QWidget.setTabOrder(self._choices[-1] if self._choices else self, choice)
            self._choices.append(choice)

    def choice(self, column: int) -> "RowChoice":
        """Return the list of choices of a column, counted from 1."""
        return self._choices[column - 1]

    def choose(self, line: int) -> None:
        """Apply the choice made in the list of ``line``."""
        if self._mapping is None:
            return
        self._mapping.choose(line + 1, self._choices[line].value())
        for row, choice in zip(self._mapping.rows, self._choices, strict=True):
            choice.choose(row.field)
        self.shown = {row.id: row for row in self._mapping.rows}
        self.reread()
        self.mapped.emit()

    def _samples(self, row: ColumnRow) -> Cell:
        font, room = self._theme.font("body"), self._theme.px(SAMPLES) - 18
        return samples_cell(row, lambda words: text_width(font, words) <= room)


class RowChoice(Choice):
    """The list of choices of one line; when it gets the focus, its line is scrolled into view."""

    def __init__(self, theme: Theme, row: ColumnRow, table: ColumnsTable) -> None:
        title = _("{header} devient").format(header=row.header)
        super().__init__(theme, options(), name=f"column-{row.id}", title=title, compact=True)
        self._line = row.id - 1
        self._table = table
        self.choose(row.field)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Scroll the line into view."""
        super().focusInEvent(event)
        self._table.scrollTo(self._table.rows().index(self._line, BECOMES))


def _held(choice: Choice) -> QWidget:
    return widget_of(hbox(choice, margins=(8, 1, 8, 2)))


class ColumnsStep(Named, Fitted, QWidget):
    """The step. ``changed`` is emitted at each change; the owner then reads :attr:`problem` again."""

    changed = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__(name="import-mapping", title=_("Colonnes"))
        self._office = office
        self.mapping: Mapping | None = None
        self.note = ProblemLine(office.theme, name="import-columns-problem")
        self.table = ColumnsTable(office.theme)
        self.whole = WholeFile(office.theme, office.now)
        self._summary = label("", semibold=True, name="import-summary")
        self._heading = ElidedLabel("", "caption", ink="muted", name="import-heading")
        self._heading.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head = widget_of(hbox(self._summary, (self._heading, 1), margins=(18, 8, 16, 8)))
        card = Surface(office.theme)
        card.body.setContentsMargins(1, 1, 1, 8)
        fill(card.body, head, (self.table, 1))
        layout = vbox(self.note, (card, 1), spacing=12)
        self.whole.setProperty("plain", True)
        self._side = scrolled(self.whole, name="import-whole-scroll", across=False)
        self._row = hbox((layout, 1), self._side, on=self, margins=(20, 4, 12, 12), spacing=12)
        office.theme.follow(self._fit)
        self.table.mapped.connect(self._mapped)
        self.whole.changed.connect(self.changed)

    def show_file(self, table: SourceTable, recalled: FileMemory | None = None) -> None:
        """Show another file, or the same one read with other options; ``recalled``: how the last file like it was
        read."""
        self.mapping = Mapping(table, recalled.fields if recalled else {})
        with self._office.store.read() as r:
            names = [row.name for row in r.of(Supplier, "name_key")]
            sites = batches.batch_sites(r)
        self.table.show_mapping(self.mapping)
        self.whole.show_file(table, names, sites, recalled)
        self._heading.setText(_heading(table))
        self._mapped()
        self.whole.supplier.setFocus(Qt.FocusReason.OtherFocusReason)

    def asked(self, reading: jobs.OpenFile, fixes: Fixes) -> jobs.ImportFile:
        """Return the import of the file shown, read as ``reading`` says, with ``fixes`` applied."""
        assert self.mapping is not None  # noqa: S101 - asked once a file is shown
        office, values = self._office, self.whole.values()
        return jobs.ImportFile(
            office.folder,
            self.mapping.table.path,
            values["supplier"],
            values["collected"],
            office.by,
            office.now(),
            values["site"],
            self.mapping.overrides(),
            sheet=self.mapping.table.sheet,
            encoding=reading.encoding,
            delimiter=reading.delimiter,
            header_line=reading.header_line,
            fixes=fixes,
            member=self.mapping.table.member,
        )

    def sites(self) -> list[str]:
        """Return the sites of the file, as far as they are known: the one typed, or the examples of its column."""
        typed = self.whole.values()["site"]
        rows = self.mapping.rows if self.mapping else []
        return [typed] if typed else [site for row in rows if row.field == "site" for site in row.samples]

    @property
    def problem(self) -> UserError | None:
        """Return what prevents going on with these columns, or None."""
        return self.mapping.problem() if self.mapping else None

    def _mapped(self) -> None:
        mapping = self.mapping
        if mapping is None:
            return
        problem = mapping.problem()
        self.note.show_problem(problem.text if problem else "")
        self._summary.setText(mapping.summary())
        self.whole.needs(site=not mapping.has("site"), address=mapping.tells_address)
        self.changed.emit()

    def _fit(self) -> None:
        """Stand what holds for the whole file under the columns, where both have no room side by side."""
        theme, side, policy = self._office.theme, self._side, QSizePolicy.Policy
        wide, tall = self.whole.minimumWidth() + 16, self.whole.sizeHint().height()
        under = stand_beside(theme, side, self._row, wide=wide, tall=tall)
        # A scroll area asks for the height of its content: the page would be as tall as this panel.
        side.setSizePolicy(policy.Ignored if under else policy.Fixed, policy.Fixed if under else policy.Ignored)
        self.table.setMinimumHeight(theme.px(TALL) if under else 0)


def _heading(table: SourceTable) -> str:
    """Return where the names of the columns come from; empty when the format itself names them."""
    if table.kind in NAMED:
        return ""
    if not table.header_line:
        return _("Sans en-tête : colonnes numérotées")
    return _("En-tête trouvé à la ligne {n}").format(n=table.header_line)
