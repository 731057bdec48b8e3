"""What is true of the whole file: who sold it, when, which site, how its accents read, what it allows."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.actions.intake.known_files import Recalled
from core.base import text
from core.base.french import day, day_short
from core.base.i18n import _
from core.base.moments import AGENCY_ZONE
from core.model.facts import NoticeFact
from core.model.verdict import Light
from core.rules.deadlines import notice_due
from core.sources.tables.reading import Table
from ui.look.theme import Theme
from ui.pages.imports.read_as import ReadAs, SideField
from ui.widgets.card import Card, MarginRows
from ui.widgets.fields import text_field
from ui.widgets.label import paragraph
from ui.widgets.offered import offer
from ui.widgets.verdict import LightMark

PANEL = 284


class WholeFile(QWidget):
    """The panel. ``changed`` is emitted when something was typed; ``read_as.reopen`` to read the file with other
    options."""

    changed = Signal()

    def __init__(self, theme: Theme, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._theme = theme
        self._clock = clock
        self._table: Table | None = None
        self.setObjectName("import-whole")
        self.supplier = text_field(theme, name="import-supplier", title=_("Fournisseur"), hint=_("Qui vous l’a vendu"))
        self.collected = text_field(theme, name="import-collected", title=_("Obtenu le"), hint=_("jj/mm/aaaa"))
        self.site = text_field(theme, name="import-site", title=_("Site d’origine"), hint=_("Où l’annonce a été lue"))
        self.read_as = ReadAs(theme)
        self._supplier = SideField(_("Fournisseur"), self.supplier, name="side-supplier")
        self._collected = SideField(_("Obtenu le"), self.collected, name="side-collected")
        self._site = SideField(_("Site d’origine"), self.site, name="side-site")
        self._allows = MarginRows(theme, _("Ce que ce fichier permettra"), name="import-allows", margin=44)
        self._build()
        theme.changed.connect(self._fit)
        self._fit()

    def show_file(
        self, table: Table, suppliers: Sequence[str], sites: Sequence[str], recalled: Recalled | None = None
    ) -> None:
        """Show what is known of another file, or remembered of the last one like it; what was typed for the same
        file stays."""
        fresh = self._table is None or self._table.path != table.path
        self._table = table
        offer(self.supplier, suppliers)
        offer(self.site, sites)
        if fresh:
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
        for side in (self._supplier, self._collected, self._site, self.read_as):
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

    def _fit(self) -> None:
        self.setMinimumWidth(min(self._theme.px(PANEL), 420))
