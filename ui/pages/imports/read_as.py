"""How a text file is read: encoding and delimiter, each a field with its label above and a note below."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from core.base.french import number
from core.base.i18n import N_, _
from core.sources.tables.reading import Table
from core.words import batches
from ui.look.theme import Theme
from ui.widgets.fields import Choice, mark_wrong
from ui.widgets.label import label, paragraph, set_ink


class SideField(QWidget):
    """One such field. ``above``: a sample shown between the label and the field, for the user to judge."""

    def __init__(self, title: str, shown: QWidget, *, name: str, above: QWidget | None = None) -> None:
        super().__init__()
        self.setObjectName(name)
        self.shown = shown
        head = label(title, "caption", ink="muted", semibold=True)
        head.setBuddy(shown)
        self.note = paragraph("", "caption", ink="muted", name=f"{name}-note")
        column = QVBoxLayout(self)
        # Room for the focus ring, four pixels outside its field.
        column.setContentsMargins(5, 0, 5, 6)
        column.setSpacing(4)
        for widget in (head, above, shown, self.note):
            if widget is not None:
                column.addWidget(widget)
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
HEADED = frozenset({"csv", "xlsx", "xlsb", "xls", "ods", "html", "mhtml", "xml"})
"""Kinds of file whose headings stand on a line."""
HEADER_LINES = 20
"""Lines offered as that of the headings."""
SURE = 0.9
"""At least that sure, what parts the columns is not asked."""


class ReadAs(QWidget):
    """The fields. ``reopen({"sheet": …})`` is emitted to read the file again with another member, sheet, line of
    headings, encoding or delimiter."""

    reopen = Signal(dict)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._doubted = False
        self._path = ""
        self.setObjectName("import-read-as")
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
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
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

    def show_file(self, table: Table) -> None:
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


def _lines(table: Table) -> list[tuple[str, str]]:
    """Return the lines that may hold the headings, that of the file among them, and « Aucune »."""
    most = min(max(table.header_line, HEADER_LINES), max(table.lines, table.header_line, 1))
    lines = [(str(line), _("Ligne {n}").format(n=number(line))) for line in range(1, most + 1)]
    return [*lines, ("0", _("Aucune"))]


def _fill(choice: Choice, options: Sequence[tuple[str, str]], chosen: str) -> None:
    choice.blockSignals(True)
    choice.clear()
    for value, words in options:
        choice.addItem(words, value)
    choice.blockSignals(False)
    choice.choose(chosen)
