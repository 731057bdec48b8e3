"""What the pages read offer, before anything is written: which ads are taken, what is corrected, then one batch."""

from array import array
from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.actions.intake import capturing, offering
from core.actions.intake.capturing import Captured, Taking
from core.actions.intake.offering import Fate, Offer, Preview
from core.base.errors import UserError
from core.base.french import number
from core.base.i18n import _, n_
from core.words.batches import left_out
from core.words.offers import terms_words
from ui.common.office import Office
from ui.common.one_job import OneJob
from ui.pages.imports.offer_card import OfferCard
from ui.pages.imports.offer_rows import OfferRow, offer_columns, rows_of
from ui.widgets.button import Button
from ui.widgets.fields import CheckBox
from ui.widgets.header import PageHeader
from ui.widgets.job_bar import JobBar
from ui.widgets.label import paragraph
from ui.widgets.layouts import nest
from ui.widgets.lists.table import ENTER
from ui.widgets.lists.tip_table import TipTable
from ui.widgets.problem import Problem
from ui.widgets.speech import announce
from ui.widgets.wizard import WizardFooter

_SHARE = 0.42
NOTHING = Preview((), (), {})


class OfferTable(TipTable[OfferRow]):
    """The ads. ``toggled(rank)``: Espace, or a click in the first column; ``entered_row``: Entrée."""

    toggled = Signal(int)
    entered_row = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Check or uncheck the current ad on Espace, go to its values on Entrée."""
        current = self.current_id()
        if current is not None and event.key() == Qt.Key.Key_Space:
            self.toggled.emit(current)
            return
        if current is not None and Qt.Key(event.key()) in ENTER:
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                event.ignore()
            else:
                self.entered_row.emit()
            return
        super().keyPressEvent(event)


class OffersPanel(QWidget):
    """The preview. Signals: ``left``, nothing is taken; ``taken(Captured)``; ``resume_asked``, to read what is left."""

    left = Signal()
    taken = Signal(object)
    resume_asked = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._seen = NOTHING
        self._offers: dict[int, Offer] = {}
        self._chosen: set[int] = set()
        theme = office.theme
        self.setObjectName("offers")
        self.setAccessibleName(_("Annonces lues"))
        self.header = PageHeader(theme, _("Annonces lues"), name="offers-header")
        self.every = Button(theme, _("Tout prendre"), name="offers-all")
        self.none = Button(theme, _("Ne rien coc&her"), name="offers-none")
        self.resume = Button(theme, _("Reprendre la lecture"), name="offers-resume", icon="undo")
        for button in (self.resume, self.every, self.none):
            self.header.add_button(button)
        self.note = Problem(theme, name="offers-note")
        self.about = paragraph("", ink="muted", name="offers-about")
        kept = _("Garder les numéros vus\u202f: ils ne donnent pas le droit d’appeler")
        self.numbers = CheckBox(theme, kept, name="offers-numbers")
        self.numbers.setChecked(True)
        self.table = OfferTable(theme, offer_columns(), self._fetch, name="offers-table", title=_("Annonces lues"))
        self.table.opens_by_click = False
        self.card = OfferCard(theme)
        self.foot = WizardFooter(theme, cancel="", name="offers-footer")
        self.bar = JobBar(theme, name="offers-job")
        self.foot.hold(self.bar)
        self.foot.cancel_button.hide()
        self._job = OneJob(office.jobs, self.bar)
        self._build()
        self._connect()

    @property
    def taking(self) -> bool:
        """Tell whether ads are being written."""
        return self._job.running

    def show_preview(self, seen: Preview, *, more: bool = False) -> None:
        """Show what pages offer. ``more``: the same pages, read on: what was decided of the first ads stays."""
        before = dict(self._offers) if more else {}
        chosen = set(self._chosen)
        self._seen = seen
        self._offers = {one.rank: before.get(one.rank, one) for one in seen.offers}
        fresh = {one.rank for one in seen.offers if one.rank not in before}
        self._chosen = (chosen & before.keys()) | self._first_choice(fresh)
        self.resume.setVisible(bool(seen.rest))
        rest = n_("Lecture arrêtée\u202f: {n} page reste à lire.", "Lecture arrêtée\u202f: {n} pages restent à lire.",
                  len(seen.rest)).format(n=number(len(seen.rest))) if seen.rest else ""  # fmt: skip
        self.note.show_problem(" ".join([*seen.changed, rest]).strip())
        self.about.setText(self._about())
        count = n_("{n} annonce", "{n} annonces", len(seen.offers)).format(n=number(len(seen.offers)))
        self.header.show_count(", ".join([*sorted(seen.standings), count]))
        phone = [column.key for column in self.table.rows().columns].index("phone")
        shown = any(one.draft.phones for one in self._offers.values())
        self.table.setColumnHidden(phone, not shown)
        self.numbers.setVisible(shown)
        self.table.show_ids(array("q", list(self._offers)))
        self._tell()
        if self._offers:
            self.table.go_to(0)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the table more than half of the width, whatever the size of the text."""
        super().resizeEvent(event)
        self.card.fit(round(self.width() * _SHARE))

    def take(self) -> None:
        """Write what is checked, as one batch."""
        chosen = [one for rank, one in self._offers.items() if rank in self._chosen]
        if not chosen or self.taking:
            return
        office = self._office
        numbers = self.numbers.isChecked()
        asked = Taking(office.folder, self._seen.pages, tuple(chosen), office.by, office.now(), numbers)
        self._job.run(
            capturing.take_pages, asked, text=_("Enregistrement…"), done=self._done, failed=self._failed, lane="process"
        )
        self.foot.forward_button.refuse(_("Le travail en cours n’est pas terminé."))

    def next_doubt(self) -> None:
        """Go to the next ad to look at (F4), and to its first doubtful value."""
        ids = list(self._offers)
        current = self.table.current_id()
        place = ids.index(current) + 1 if current in self._offers else 0
        doubtful = [one for one in (*ids[place:], *ids[:place]) if self._offers[one].doubts]
        doubtful = [one for one in doubtful if self._offers[one].takeable]
        if doubtful:
            self.table.go_to(ids.index(doubtful[0]))
            self.card.enter()

    def _first_choice(self, ranks: set[int]) -> set[int]:
        """Return what is checked at first: what sites let be taken; of one that refuses, only an ad that is alone."""
        wanted = [one for rank, one in self._offers.items() if rank in ranks and one.takeable]
        with self._office.store.read() as r:
            kept, _said = capturing.within(r, self._seen.pages, wanted, self._office.now())
        return {one.rank for one in kept}

    def _about(self) -> str:
        """Return what is said once: where the sites stand, what was left out."""
        aside = [ad.left_out for page in self._seen.pages for ad in page.left]
        aside += ["pro" for one in self._seen.offers if one.fate is Fate.PRO]
        unread = [f"{page.site or page.page}\u202f: {page.said}" for page in self._seen.pages if page.said]
        parts = [*map(terms_words, self._seen.standings.values()), left_out(aside), *unread]
        return " ".join(part for part in parts if part)

    def _toggle(self, rank: int) -> None:
        if not self._offers[rank].takeable:
            return
        self._chosen ^= {rank}
        state = _("Prendre, cochée") if rank in self._chosen else _("Laisser, non cochée")
        announce(self.table, state)
        self.table.reread()
        self._tell()

    def _choose(self, ranks: Sequence[int]) -> None:
        self._chosen = {rank for rank in ranks if self._offers[rank].takeable}
        self.table.reread()
        self._tell()

    def _correct(self, rank: int, name: str, typed: str) -> None:
        self._offers[rank] = offering.corrected(self._offers[rank], {name: typed}, by=self._office.by)
        self.table.reread()
        self.card.show_offer(self._offers[rank])
        self._tell()

    def _tell(self) -> None:
        """Say what the button does, or why it does nothing."""
        chosen = [one for rank, one in self._offers.items() if rank in self._chosen]
        with self._office.store.read() as r:
            kept, said = capturing.within(r, self._seen.pages, chosen, self._office.now())
        doubts = sum(1 for one in self._offers.values() if one.doubts and one.takeable)
        fact = _("Rien n’est encore enregistré. Le lot s’annule pendant 30 jours.")
        if doubts:
            told = n_("{n} doute, F4 y mène.", "{n} doutes, F4 y mène.", doubts).format(n=number(doubts))
            fact = f"{told} {fact}"
        words = n_("Pre&ndre {n} annonce", "Pre&ndre {n} annonces", len(chosen)).format(n=number(len(chosen)))
        self.foot.show_step(" ".join(said) or fact, words, key=_("Ctrl+Entrée"))
        if not chosen:
            self.foot.forward_button.refuse(_("Aucune annonce n’est cochée."))
        elif len(kept) < len(chosen):
            self.foot.forward_button.refuse(" ".join(said))
        else:
            self.foot.forward_button.allow()

    def _done(self, captured: Captured) -> None:
        self._tell()
        self.taken.emit(captured)

    def _failed(self, problem: UserError) -> None:
        self._tell()
        self.note.show_problem(problem.text)

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == 0:
            self._toggle(self.table.rows().ids[index.row()])

    def _fetch(self, ids: Sequence[int]) -> list[OfferRow]:
        rows = rows_of(self._offers.values(), self._chosen)
        return [rows[one] for one in ids if one in rows]

    def _show_current(self, rank: int | None) -> None:
        self.card.show_offer(self._offers.get(rank) if rank is not None else None)

    def _build(self) -> None:
        middle = QHBoxLayout()
        middle.setContentsMargins(20, 4, 20, 12)
        middle.setSpacing(12)
        middle.addWidget(self.table, 1)
        middle.addWidget(self.card)
        above = QVBoxLayout()
        above.setContentsMargins(20, 0, 20, 8)
        above.setSpacing(8)
        above.addWidget(self.about)
        above.addWidget(self.note)
        above.addWidget(self.numbers)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        nest(column, above)
        nest(column, middle, 1)
        column.addWidget(self.foot)

    def _connect(self) -> None:
        self.every.clicked.connect(lambda: self._choose(list(self._offers)))
        self.none.clicked.connect(lambda: self._choose([]))
        self.resume.clicked.connect(self.resume_asked)
        self.table.toggled.connect(self._toggle)
        self.table.clicked.connect(self._clicked)
        self.table.entered_row.connect(self.card.enter)
        self.table.current_changed.connect(self._show_current)
        self.card.corrected.connect(self._correct)
        self.foot.forward.connect(self.take)
        self.foot.back.connect(self.left)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.take)
        doubt = QShortcut(QKeySequence(Qt.Key.Key_F4), self)
        doubt.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        doubt.activated.connect(self.next_doubt)
