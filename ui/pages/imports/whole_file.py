"""What holds for the whole file: who sold it, when, which site, how its accents read, what it allows."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit, QVBoxLayout, QWidget

from core import text
from core.french import day, day_short
from core.i18n import N_, _
from core.model.facts import NoticeFact
from core.model.verdict import Light
from core.moments import AGENCY_ZONE
from core.rules.deadlines import notice_due
from core.sources.tables.reading import Table
from ui.theme import Theme
from ui.widgets.card import Card, MarginRows
from ui.widgets.fields import Choice, mark_wrong, text_field
from ui.widgets.label import label, paragraph, set_ink
from ui.widgets.verdict import LightMark

ENCODINGS = (
    ("utf-8", N_("Unicode (UTF-8)")),
    ("cp1252", N_("Windows (cp1252)")),
    ("iso8859-15", N_("Latin-9 (ISO 8859-15)")),
    ("mac_roman", N_("Mac (Mac Roman)")),
    ("cp850", N_("DOS (cp850)")),
)
"""What a user may choose when the accents are wrong. A byte order mark leaves no doubt and no choice."""
PANEL = 284


class SideField(QWidget):
    """A label over a field and a note under it, for a narrow column."""

    def __init__(self, title: str, shown: QWidget, *, name: str) -> None:
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
        for widget in (head, shown, self.note):
            column.addWidget(widget)
        self.say("")

    def say(self, words: str, *, wrong: bool = False) -> None:
        """Say ``words`` under the field, as an error when ``wrong``."""
        self.note.setText(f"✕ {words}" if wrong else words)
        set_ink(self.note, "forbidden" if wrong else "muted")
        self.note.setVisible(bool(words))
        if isinstance(self.shown, QLineEdit):
            mark_wrong(self.shown, words if wrong else "")


class WholeFile(QWidget):
    """``changed``: something was typed. ``reopen(sheet, encoding)``: read the file again, otherwise."""

    changed = Signal()
    reopen = Signal(str, str)

    def __init__(self, theme: Theme, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._theme = theme
        self._clock = clock
        self._table: Table | None = None
        self.setObjectName("import-whole")
        self.supplier = text_field(theme, name="import-supplier", title=_("Fournisseur"), hint=_("Qui vous l’a vendu"))
        self.collected = text_field(theme, name="import-collected", title=_("Obtenu le"), hint=_("jj/mm/aaaa"))
        self.site = text_field(theme, name="import-site", title=_("Site d’origine"), hint=_("Où l’annonce a été lue"))
        self.sheet = Choice(theme, (), name="import-sheet", title=_("Feuille"))
        self.encoding = Choice(theme, (), name="import-encoding", title=_("Les accents sont-ils justes ?"))
        self._supplier = SideField(_("Fournisseur"), self.supplier, name="side-supplier")
        self._collected = SideField(_("Obtenu le"), self.collected, name="side-collected")
        self._site = SideField(_("Site d’origine"), self.site, name="side-site")
        self._sheet = SideField(_("Feuille"), self.sheet, name="side-sheet")
        self._accents = SideField(_("Les accents sont-ils justes ?"), self.encoding, name="side-accents")
        self._sample = paragraph("", name="import-sample")
        accents = self._accents.layout()
        assert isinstance(accents, QVBoxLayout)  # noqa: S101 - set in SideField
        accents.insertWidget(1, self._sample)
        self._allows = MarginRows(theme, _("Ce que ce fichier permettra"), name="import-allows", margin=44)
        self._build()
        theme.changed.connect(self._fit)
        self._fit()

    def show_file(self, table: Table, suppliers: Sequence[str], sites: Sequence[str]) -> None:
        """Show what is known of another file; what was typed for the same file stays."""
        fresh = self._table is None or self._table.path != table.path
        self._table = table
        _complete(self.supplier, suppliers)
        _complete(self.site, sites)
        if fresh:
            self.supplier.clear()
            self.site.clear()
            made = datetime.fromtimestamp(table.modified / 1e9, AGENCY_ZONE).date()
            self.collected.setText(day_short(min(made, self._today())))
        self._show_sheets(table)
        self._show_accents(table)
        self._show_due()

    def needs(self, *, site: bool, address: bool) -> None:
        """Ask for the site when no column tells it, and say what the file will allow with or without an address."""
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
        """Return supplier, collected (ISO) and site; the site is empty where columns tell it."""
        found = text.day(self.collected.text())
        return {
            "supplier": text.clean(self.supplier.text()),
            "collected": found.isoformat() if found else "",
            "site": "" if self._site.isHidden() else text.clean(self.site.text()),
        }

    def check(self) -> bool:
        """Say under each field what lacks, put the keyboard on the first, and tell whether all is well."""
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
        found = text.day(typed)
        if found is None:
            return _("Écrivez le jour où vous l’avez reçu, par exemple {day}.").format(day=day_short(self._today()))
        if found > self._today():
            return _("Ce jour est à venir. Écrivez le jour où vous l’avez reçu.")
        return ""

    def _show_due(self) -> None:
        found = text.day(self.collected.text())
        if found is None or found > self._today():
            self._collected.say("")
            return
        due = notice_due(NoticeFact(found))
        words = _("Lettres à poster au plus tard le {day}.")
        if due < self._today():
            words = _("Les lettres auraient dû partir avant le {day}.")
        self._collected.say(words.format(day=day(due)))

    def _show_sheets(self, table: Table) -> None:
        _fill(self.sheet, [(name, name) for name in table.sheets], table.sheet)
        self._sheet.setVisible(len(table.sheets) > 1)

    def _show_accents(self, table: Table) -> None:
        _fill(self.encoding, [(codec, _(words)) for codec, words in ENCODINGS], table.encoding)
        self.encoding.setVisible(table.encoding in dict(ENCODINGS))
        self._sample.setText(table.sample)
        self._accents.setVisible(table.kind == "csv" and bool(table.sample))

    def _today(self) -> date:
        return self._clock().date()

    def _build(self) -> None:
        card = Card(self._theme, _("Pour tout le fichier"), name="import-facts")
        card.body.setContentsMargins(10, 12, 10, 10)
        card.title.setContentsMargins(5, 0, 0, 2)
        for side in (self._supplier, self._collected, self._site, self._sheet, self._accents):
            card.body.addWidget(side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(card)
        column.addWidget(self._allows)
        column.addStretch(1)
        for field in (self.supplier, self.collected, self.site):
            field.textChanged.connect(self.changed)
        self.collected.textChanged.connect(self._show_due)
        self.supplier.textChanged.connect(lambda: self._supplier.say(""))
        self.site.textChanged.connect(lambda: self._site.say(""))
        self.sheet.currentIndexChanged.connect(lambda _index: self.reopen.emit(self.sheet.value(), ""))
        self.encoding.currentIndexChanged.connect(lambda _index: self.reopen.emit("", self.encoding.value()))

    def _fit(self) -> None:
        self.setMinimumWidth(min(self._theme.px(PANEL), 420))


def _complete(field: QLineEdit, known: Sequence[str]) -> None:
    completer = QCompleter(list(known), field)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    field.setCompleter(completer)


def _fill(choice: Choice, options: Sequence[tuple[str, str]], chosen: str) -> None:
    choice.blockSignals(True)
    choice.clear()
    for value, words in options:
        choice.addItem(words, value)
    choice.blockSignals(False)
    choice.choose(chosen)
