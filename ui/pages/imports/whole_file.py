"""What is true of the whole file: who sold it, when, which site, how its accents read, what it allows."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from core.actions.intake.known_files import FileMemory
from core.base import text
from core.base.i18n import N_, _
from core.base.moments import AGENCY_ZONE
from core.base.screen_shapes import day, day_short, number
from core.model.facts import NoticeFact
from core.model.verdict import Light
from core.rules.deadlines import notice_due
from core.sources.tables.reading import SourceTable
from core.words import batches
from ui.look.theme import Theme
from ui.widgets.card import Card, MarginRows
from ui.widgets.fields import Choice, mark_wrong, offer, text_field
from ui.widgets.label import label, paragraph, set_ink
from ui.widgets.layouts import STRETCH, Named, Themed, fill, vbox
from ui.widgets.verdict import LightMark


class SideField(Named, QWidget):
    """One such field. ``above``: a sample shown between the label and the field, for the user to judge."""

    def __init__(self, title: str, shown: QWidget, *, name: str, above: QWidget | None = None) -> None:
        super().__init__(name=name)
        self.shown = shown
        head = label(title, "caption", ink="muted", semibold=True, of=shown)
        self.note = paragraph("", "caption", ink="muted", name=f"{name}-note")
        # Room for the focus ring, four pixels outside its field.
        vbox(head, *([above] if above else []), shown, self.note, on=self, margins=(5, 0, 5, 6), spacing=4)
        self.say("")

    def say(self, words: str, *, wrong: bool = False) -> None:
        """Show ``words`` under the field, as an error when ``wrong``."""
        self.note.setText(f"✕ {words}" if wrong else words)
        set_ink(self.note, "forbidden" if wrong else "muted")
        self.note.setVisible(bool(words))
        if isinstance(self.shown, QLineEdit):
            mark_wrong(self.shown, words if wrong else "")


ENCODINGS = (
    ("utf-8", N_("Unicode (UTF-8)")),
    ("cp1252", N_("Windows (cp1252)")),
    ("iso8859-15", N_("Latin-9 (ISO 8859-15)")),
    ("mac_roman", N_("Mac (Mac Roman)")),
    ("cp850", N_("DOS (cp850)")),
)
"""What a user may choose when the accents are wrong. A byte order mark leaves no doubt and no choice."""
DELIMITERS = (
    (";", N_("Point-virgule (;)")),
    (",", N_("Virgule (,)")),
    ("\t", N_("Tabulation")),
    ("|", N_("Barre verticale (|)")),
)
HEADED = frozenset({"csv", "xlsx", "xlsb", "xls", "ods", "docx", "odt", "html", "mhtml", "xml"})
"""Kinds of file whose headings stand on a line."""
HEADER_LINES = 20
"""Lines offered as that of the headings."""
SURE = 0.9
"""At least that sure, what parts the columns is not asked."""


class ReadAs(Named, QWidget):
    """The fields. ``reopen({"sheet": …})`` is emitted to read the file again with another member, sheet, line of
    headings, encoding or delimiter."""

    reopen = Signal(dict)

    def __init__(self, theme: Theme) -> None:
        super().__init__(name="import-read-as")
        self._doubted = False
        self._path = ""
        self.member = Choice(theme, (), name="import-member", title=_("Tableau de l’archive"))
        self.sheet = Choice(theme, (), name="import-sheet", title=_("Feuille"))
        self.header = Choice(theme, (), name="import-header-line", title=_("Ligne des en-têtes"))
        self.encoding = Choice(theme, (), name="import-encoding", title=_("Les accents sont-ils justes ?"))
        self.delimiter = Choice(theme, (), name="import-delimiter", title=_("Les colonnes sont séparées par"))
        self._sample = paragraph("", name="import-sample")
        self._member = SideField(_("Tableau de l’archive"), self.member, name="side-member")
        self._sheet = SideField(_("Feuille"), self.sheet, name="side-sheet")
        self._header = SideField(_("Ligne des en-têtes"), self.header, name="side-header-line")
        self._delimiter = SideField(_("Les colonnes sont séparées par"), self.delimiter, name="side-delimiter")
        self._accents = SideField(
            _("Les accents sont-ils justes ?"), self.encoding, name="side-accents", above=self._sample
        )
        column = vbox(on=self, spacing=0)
        self._sides = (self._member, self._sheet, self._header, self._delimiter, self._accents)
        for side in self._sides:
            column.addWidget(side)
        for key, choice in (
            ("member", self.member),
            ("sheet", self.sheet),
            ("encoding", self.encoding),
            ("delimiter", self.delimiter),
        ):
            choice.currentIndexChanged.connect(self._teller(key, choice))
        self.header.currentIndexChanged.connect(
            lambda _index: self.reopen.emit({"header_line": int(self.header.value())})
        )

    def show_file(self, table: SourceTable) -> None:
        """Show how ``table`` was read; the user may change again a field that was once doubtful."""
        same = self._path == str(table.path)
        self._path = str(table.path)
        _fill(self.member, _named(table.members), table.member)
        self._member.setVisible(len(table.members) > 1)
        _fill(self.sheet, [(name, name) for name in table.sheets], table.sheet)
        self._sheet.setVisible(len(table.sheets) > 1)
        self._sheet.say(batches.unread(table.unread))
        _fill(self.header, _lines(table), str(table.header_line))
        self._header.setVisible(table.kind in HEADED)
        self._doubted = (same and self._doubted) or (table.kind == "csv" and table.delimiter_confidence < SURE)
        _fill(self.delimiter, [(mark, _(words)) for mark, words in DELIMITERS], table.delimiter)
        self._delimiter.setVisible(self._doubted and table.delimiter in dict(DELIMITERS))
        _fill(self.encoding, [(codec, _(words)) for codec, words in ENCODINGS], table.encoding)
        self.encoding.setVisible(table.encoding in dict(ENCODINGS))
        self._sample.setText(table.sample)
        self._accents.setVisible(table.kind == "csv" and bool(table.sample))
        self.setVisible(any(not side.isHidden() for side in self._sides))

    def _teller(self, key: str, choice: Choice) -> Callable[[int], None]:
        return lambda _index: self.reopen.emit({key: choice.value()})


def _named(members: Sequence[str]) -> list[tuple[str, str]]:
    """Return the tables of an archive with the name to show: without its folder when that is not ambiguous."""
    last = [member.rsplit("/", 1)[-1] for member in members]
    return [(full, short if last.count(short) == 1 else full) for full, short in zip(members, last, strict=True)]


def _lines(table: SourceTable) -> list[tuple[str, str]]:
    """Return the lines that may hold the headings, that of the file among them, and « Aucune »."""
    most = min(max(table.header_line, HEADER_LINES), max(table.lines, table.header_line, 1))
    lines = [(str(line), _("Ligne {n}").format(n=number(line))) for line in range(1, most + 1)]
    return [*lines, ("0", _("Aucune"))]


def _fill(choice: Choice, options: Sequence[tuple[str, str]], chosen: str) -> None:
    with QSignalBlocker(choice):
        choice.clear()
        for value, words in options:
            choice.addItem(words, value)
    choice.choose(chosen)


PANEL = 284


class WholeFile(Themed, QWidget):
    """The panel. ``changed`` is emitted when something was typed; ``read_as.reopen`` to read the file with other
    options."""

    changed = Signal()

    def __init__(self, theme: Theme, clock: Callable[[], datetime]) -> None:
        super().__init__(theme, name="import-whole")
        self._clock = clock
        self._table: SourceTable | None = None
        self.supplier = text_field(theme, name="import-supplier", title=_("Fournisseur"), hint=_("Qui vous l’a vendu"))
        self.collected = text_field(theme, name="import-collected", title=_("Obtenu le"), hint=_("jj/mm/aaaa"))
        self.site = text_field(theme, name="import-site", title=_("Site d’origine"), hint=_("Où l’annonce a été lue"))
        self.read_as = ReadAs(theme)
        self._supplier = SideField(_("Fournisseur"), self.supplier, name="side-supplier")
        self._collected = SideField(_("Obtenu le"), self.collected, name="side-collected")
        self._site = SideField(_("Site d’origine"), self.site, name="side-site")
        self._allows = MarginRows(theme, _("Ce que ce fichier permettra"), name="import-allows", margin=44)
        self._build()
        theme.follow(self._fit)

    def show_file(
        self, table: SourceTable, suppliers: Sequence[str], sites: Sequence[str], recalled: FileMemory | None = None
    ) -> None:
        """Show what is known of another file, or remembered of the last one like it; what was typed for the same
        file stays."""
        is_fresh = self._table is None or self._table.path != table.path
        self._table = table
        offer(self.supplier, suppliers)
        offer(self.site, sites)
        if is_fresh:
            for side in (self._supplier, self._site):
                side.say("")
            self.supplier.setText(recalled.supplier if recalled else "")
            self.site.setText(recalled.site if recalled else "")
            made = datetime.fromtimestamp(table.modified / 1e9, AGENCY_ZONE).date()
            self.collected.setText(day_short(min(made, self._today())))
        self.read_as.show_file(table)
        self._show_due()

    def needs(self, *, site: bool, address: bool) -> None:
        """Ask for the site when no column gives it, and show what the file will allow with or without an address."""
        self._site.setVisible(site)
        self._allows.clear()
        if address:
            letter, words = Light.ALLOWED, _("Courrier, avec l’information")
        else:
            letter, words = Light.WAIT, _("Courrier, une fois l’adresse connue")
        for place, (light, said) in enumerate(
            ((letter, words), (Light.FORBIDDEN, _("Ni appel, ni e-mail, ni SMS sans accord prouvé")))
        ):
            self._allows.add(LightMark(self._theme, light), paragraph(said), line=place > 0)

    def values(self) -> dict[str, str]:
        """Return supplier, collected (ISO) and site; the site is empty when columns give it."""
        found = text.parse_day(self.collected.text())
        return {
            "supplier": text.clean(self.supplier.text()),
            "collected": found.isoformat() if found else "",
            "site": "" if self._site.isHidden() else text.clean(self.site.text()),
        }

    def check(self) -> bool:
        """Show under each field what is missing, give the focus to the first such field, and return whether all is
        right."""
        wrong = [
            (
                self._supplier,
                "" if text.clean(self.supplier.text()) else _("La lettre doit dire qui a vendu le fichier."),
            ),
            (self._collected, self._date_problem()),
        ]
        if not self._site.isHidden():
            lacking = _("Aucune colonne ne le dit, et sans lui aucune lettre n’est possible.")
            wrong.append((self._site, "" if text.clean(self.site.text()) else lacking))
        for side, sentence in wrong:
            side.say(sentence, wrong=bool(sentence))
        if not self._date_problem():
            self._show_due()
        first = next((side for side, sentence in wrong if sentence), None)
        if first is not None:
            first.shown.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        return True

    def _date_problem(self) -> str:
        typed = self.collected.text().strip()
        found = text.parse_day(typed)
        if found is None:
            return _("Écrivez le jour où vous l’avez reçu, par exemple {day}.").format(day=day_short(self._today()))
        if found > self._today():
            return _("Ce jour est à venir. Écrivez le jour où vous l’avez reçu.")
        return ""

    def _show_due(self) -> None:
        found = text.parse_day(self.collected.text())
        if found is None or found > self._today():
            self._collected.say("")
            return
        due = notice_due(NoticeFact(found))
        words = _("Lettres à poster au plus tard le {day}.")
        if due < self._today():
            words = _("Les lettres auraient dû partir avant le {day}.")
        self._collected.say(words.format(day=day(due)))

    def _today(self) -> date:
        return self._clock().date()

    def _build(self) -> None:
        card = Card(self._theme, _("Pour tout le fichier"), name="import-facts")
        card.body.setContentsMargins(10, 12, 10, 10)
        card.title.setContentsMargins(5, 0, 0, 2)
        fill(card.body, self._supplier, self._collected, self._site, self.read_as)
        vbox(card, self._allows, STRETCH, on=self, spacing=12)
        for field in (self.supplier, self.collected, self.site):
            field.textChanged.connect(self.changed)
        self.collected.textChanged.connect(self._show_due)
        self.supplier.textChanged.connect(lambda: self._supplier.say(""))
        self.site.textChanged.connect(lambda: self._site.say(""))

    def _fit(self) -> None:
        self.setMinimumWidth(min(self._theme.px(PANEL), 420))
