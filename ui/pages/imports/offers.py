"""What the pages read offer, before anything is written: which ads are taken, what is corrected in the card beside the
table, then one batch."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from core.actions.desk import captures
from core.actions.intake import capturing, offering, site_terms
from core.actions.intake.capturing import Captured, Taking
from core.actions.intake.offering import Offer, OfferFate, OfferPreview
from core.base import text
from core.base.errors import UserError
from core.base.i18n import _, n_
from core.base.phones import parse
from core.base.records import Struct, replace
from core.base.screen_shapes import labelled, number, phone_pairs
from core.model.site_standing import Terms
from core.words.batches import left_out
from core.words.offers import terms_words, to_check
from core.words.properties import area_words, price_words
from ui.common.office import Office
from ui.common.one_job import OneJob
from ui.pages.imports.copied import PastedTerms, PastedWords
from ui.pages.imports.offer_card import OfferCard
from ui.widgets.button import ENTER, Button
from ui.widgets.fields import CheckBox
from ui.widgets.header import PageHeader
from ui.widgets.job_bar import JobBar
from ui.widgets.label import paragraph
from ui.widgets.layouts import Fitted, Named, hbox, vbox
from ui.widgets.lists.table import ListTable
from ui.widgets.lists.table_model import Cell, Column
from ui.widgets.mark import ProblemLine
from ui.widgets.speech import announce
from ui.widgets.wizard import WizardFooter

NONE = Cell("—", "muted", spoken="")


class OfferRow(Struct, frozen=True):
    """One ad as listed. ``id``: its rank; ``chosen``: it would be taken."""

    id: int
    offer: Offer
    chosen: bool


def rows_of(offers: Collection[Offer], chosen: Collection[int]) -> dict[int, OfferRow]:
    """Return the rows by the rank of their ad."""
    return {offer.rank: OfferRow(offer.rank, offer, offer.rank in chosen) for offer in offers}


def _take(row: OfferRow) -> Cell:
    if not row.offer.takeable:
        return Cell(_("Laissée"), "muted", spoken=_("N’est pas à prendre"))
    if row.chosen:
        return Cell(_("Prendre"), "accent", semibold=True, icon="check", spoken=_("Prendre, cochée"))
    return Cell(_("Laisser"), "muted", spoken=_("Laisser, non cochée"))


def _state(row: OfferRow) -> Cell:
    if row.offer.doubts and row.offer.takeable:
        return Cell(_("Doute"), "wait", semibold=True, icon="warning")
    fate = row.offer.fate
    return Cell(fate.shown, fate.ink, semibold=fate.ink not in {"muted", "text"}, icon=fate.icon)


def _reference(row: OfferRow) -> Cell:
    return Cell(row.offer.draft.reference) if row.offer.draft.reference else NONE


def _property(row: OfferRow) -> Cell:
    draft = row.offer.draft
    rooms = text.parse_number(draft.rooms)
    parts = [
        draft.kind or draft.title,
        _("{n} p.").format(n=int(rooms)) if rooms else "",
        area_words(text.parse_number(draft.area)),
    ]
    words = ", ".join(part for part in parts if part)
    return Cell(words, semibold=row.chosen) if words else NONE


def _town(row: OfferRow) -> Cell:
    draft = row.offer.draft
    words = " ".join(part for part in (draft.postcode, draft.town) if part)
    return Cell(words) if words else NONE


def _price(row: OfferRow) -> Cell:
    draft = row.offer.draft
    words = price_words(text.cents(draft.price), draft.deal)
    if not words:
        return Cell(_("non dit"), "muted")
    return Cell(words, "wait" if "price" in row.offer.doubts else "text")


def _phone(row: OfferRow) -> Cell:
    if not row.offer.keeps_person:
        return NONE
    phone = next((found for raw in row.offer.draft.phones if (found := parse(raw))), None)
    return Cell(phone_pairs(phone.e164)) if phone else NONE


def _remark(row: OfferRow) -> Cell:
    doubt = to_check(row.offer.doubts) if row.offer.takeable else ""
    return Cell(" ".join(part for part in (doubt, row.offer.said) if part), "wait" if doubt else "text")


def offer_columns() -> tuple[Column[OfferRow], ...]:
    """Return the columns, in order."""
    return (
        Column("take", _("À prendre"), 100, _take),
        Column("state", _("État"), 112, _state),
        Column("reference", _("N° d’annonce"), 96, _reference),
        Column("property", _("Bien"), 156, _property),
        Column("town", _("Commune"), 112, _town),
        Column("price", _("Prix"), 90, _price),
        Column("phone", _("Téléphone"), 112, _phone),
        Column("remark", _("Remarque"), 200, _remark),
    )


_SHARE = 0.42
NOTHING = OfferPreview((), (), {})


class OfferTable(ListTable[OfferRow]):
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


class OffersPanel(Named, Fitted, QWidget):
    """The preview. Signals: ``left``, nothing is taken; ``taken(Captured)``; ``resume_asked``, to read what is left;
    ``paste_asked``, to read another page copied."""

    left = Signal()
    taken = Signal(object)
    resume_asked = Signal()
    paste_asked = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__(name="offers", title=_("Annonces lues"))
        self._office = office
        self._seen = NOTHING
        self._offers: dict[int, Offer] = {}
        self._chosen: set[int] = set()
        self._is_alone = False
        theme = office.theme
        self.header = PageHeader(theme, _("Annonces lues"), name="offers-header")
        self.every = Button(theme, _("Tout prendre"), name="offers-all")
        self.none = Button(theme, _("Ne rien coc&her"), name="offers-none")
        self.resume = Button(theme, _("Reprendre la lecture"), name="offers-resume", icon="undo")
        self.paste = Button(theme, _("Coller une autre page"), name="offers-paste", icon="copy", key="Ctrl+V")
        for button in (self.resume, self.every, self.none, self.paste):
            self.header.add_button(button)
        self.note = ProblemLine(theme, name="offers-note")
        self.about = paragraph("", ink="muted", name="offers-about")
        stored = _("Garder les numéros vus\u202f: ils ne donnent pas le droit d’appeler")
        self.numbers = CheckBox(theme, stored, name="offers-numbers")
        self.numbers.setChecked(True)
        self.table = OfferTable(theme, offer_columns(), name="offers-table", title=_("Annonces lues"))
        self.table.opens_by_click = False
        self.card = OfferCard(theme)
        self.address = self.card.address
        self.pasted = PastedWords(theme)
        self.terms = PastedTerms(theme)
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

    def show_preview(self, seen: OfferPreview, *, more: bool = False, copied: str = "") -> None:
        """Show what pages offer. ``more``: the same pages, read on: what was decided of the first ads stays;
        ``copied``: the words of the page, when it was copied."""
        before = dict(self._offers) if more else {}
        chosen = set(self._chosen)
        self._seen = seen
        # Those of professionals are one line, with their count, above.
        listed = [offer for offer in seen.offers if offer.fate is not OfferFate.PRO]
        self._offers = {offer.rank: before.get(offer.rank, offer) for offer in listed}
        fresh_ids = {rank for rank in self._offers if rank not in before}
        self._chosen = (chosen & before.keys()) | self._first_choice(fresh_ids)
        self.resume.setVisible(bool(seen.rest))
        rest = n_("Lecture arrêtée\u202f: {n} page reste à lire.", "Lecture arrêtée\u202f: {n} pages restent à lire.",
                  len(seen.rest)).format(n=number(len(seen.rest))) if seen.rest else ""  # fmt: skip
        self.note.show_caution(" ".join([*seen.changed, rest]).strip())
        self.about.setText(self._about())
        count = n_("{n} annonce", "{n} annonces", len(listed)).format(n=number(len(listed)))
        self.header.show_count(", ".join([*sorted(seen.standings), count]))
        phone = [column.key for column in self.table.rows().columns].index("phone")
        is_shown = any(offer.draft.phones for offer in self._offers.values())
        self.table.setColumnHidden(phone, not is_shown)
        self.numbers.setVisible(is_shown)
        self.table.show_rows(rows_of(self._offers.values(), self._chosen))
        self._is_alone = bool(copied) and len(self._offers) == 1
        self._tell()
        if self._offers:
            self.table.go_to(0)
        self._show_copied(copied)
        if self._offers and not copied:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_copied(self, words: str) -> None:
        """Show a page copied as one: its words beside its ad when it has one, its address when it is to be given."""
        is_alone = self._is_alone
        self.header.show_title(_("Page collée") if words else _("Annonces lues"))
        self.paste.setVisible(bool(words))
        for widget in (self.table, self.every, self.none):
            widget.setVisible(not is_alone)
        self.pasted.hide()
        if is_alone:
            self.pasted.show_words(words, next(iter(self._offers.values())))
        self._fit()
        self.foot.back_button.dress(_("Ne rien garder") if words else _("Reto&ur"), icon="", key="")
        self.terms.ask(next(iter(self._seen.standings.values()), None) if words else None)
        unaddressed = next((page for page in self._seen.pages if page.unaddressed), None)
        self.address.hide()
        if unaddressed is not None:
            self.address.ask(unaddressed)
            self.address.field.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if words and (proof := self._seen.pages[0].proof):
            self.address.show_known(proof.url)
        if is_alone:
            self.card.enter(missing=True)
        elif words:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit(self) -> None:
        """Leave the table more than half of the width, whatever the size of the text."""
        share = round(self.width() * _SHARE)
        self.card.fit(share, whole=self._is_alone)
        self.pasted.fit(share)

    def take(self) -> None:
        """Write what is checked, as one batch."""
        chosen = [one for rank, one in self._offers.items() if rank in self._chosen]
        if not chosen or self.taking:
            return
        office = self._office
        numbers = self.numbers.isChecked()
        asked = Taking(office.folder, self._seen.pages, tuple(chosen), office.by, office.now(), numbers)
        self._job.run(
            captures.take_pages, asked, text=_("Enregistrement…"), done=self._done, failed=self._failed, lane="process"
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
        """Return what is checked at first: the ads that nothing essential makes doubtful, as far as sites let them be
        taken; of a page of one that refuses, only an ad that is alone."""
        wanted = [one for rank, one in self._offers.items() if rank in ranks and one.takeable and one.is_sure]
        with self._office.store.read() as r:
            offers, _said = capturing.within(r, self._seen.pages, wanted, self._office.now())
        return {offer.rank for offer in offers}

    def _say_terms(self, site: str, terms: Terms) -> None:
        """Keep what somebody knows of the terms of a site; what is taken of its pages bears that answer."""
        office = self._office
        with office.trying():
            answered = site_terms.answer(office.store, site, terms, by=office.by, at=office.now())
            proofs = [
                replace(page.proof, terms=answered.terms.value, answer=answered.answer)
                if page.proof and page.proof.site == answered.site
                else page.proof
                for page in self._seen.pages
            ]
            pages = tuple(replace(page, proof=proof) for page, proof in zip(self._seen.pages, proofs, strict=True))
            self._seen = replace(self._seen, pages=pages, standings={**self._seen.standings, answered.site: answered})
        self.terms.hide()
        self.about.setText(self._about())
        self._tell()
        if self._is_alone:
            self.card.enter(missing=True)
        else:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _about(self) -> str:
        """Return what is said once: where the sites stand, what was left out."""
        aside = [ad.left_out for page in self._seen.pages for ad in page.left]
        aside += ["pro" for offer in self._seen.offers if offer.fate is OfferFate.PRO]
        unread = [
            labelled(page.site or page.page, page.said)
            for page in self._seen.pages
            if page.said and not page.unaddressed
        ]
        parts = [*map(terms_words, self._seen.standings.values()), left_out(aside), *unread]
        return " ".join(part for part in parts if part)

    def _toggle(self, rank: int) -> None:
        if not self._offers[rank].takeable:
            return
        self._chosen ^= {rank}
        state = _("Prendre, cochée") if rank in self._chosen else _("Laisser, non cochée")
        announce(self.table, state)
        self._reread()

    def _choose(self, ranks: Sequence[int]) -> None:
        self._chosen = {rank for rank in ranks if self._offers[rank].takeable}
        self._reread()

    def _correct(self, rank: int, name: str, typed: str) -> None:
        before = self._offers[rank]
        self._offers[rank] = offering.corrected(before, {name: typed}, by=self._office.by, why=self.card.why.text())
        if self._offers[rank].is_sure and not before.is_sure:
            self._chosen.add(rank)
        self.card.show_offer(self._offers[rank])
        self._reread()

    def _tell(self) -> None:
        """Say what the button does, or why it does nothing."""
        chosen = [one for rank, one in self._offers.items() if rank in self._chosen]
        with self._office.store.read() as r:
            offers, sentences = capturing.within(r, self._seen.pages, chosen, self._office.now())
        doubts = sum(1 for offer in self._offers.values() if offer.doubts and offer.takeable)
        fact = _("Rien n’est encore enregistré. Le lot s’annule pendant 30\u00a0jours.")
        if doubts:
            told = n_("{n} doute, F4 y mène.", "{n} doutes, F4 y mène.", doubts).format(n=number(doubts))
            fact = f"{told} {fact}"
        words = n_("Pre&ndre {n} annonce", "Pre&ndre {n} annonces", len(chosen)).format(n=number(len(chosen)))
        words = _("Garder cette a&nnonce") if self._is_alone else words
        on_card = {page.said for page in self._seen.pages if page.unaddressed}
        limits = " ".join(sentence for sentence in sentences if sentence not in on_card)
        self.foot.show_step(limits or fact, words, key=_("Ctrl+Entrée"))
        if not chosen:
            self.foot.forward_button.refuse(_("Aucune annonce n’est cochée."))
        elif len(offers) < len(chosen):
            self.foot.forward_button.refuse(" ".join(sentences))
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

    def _reread(self) -> None:
        self.table.shown = rows_of(self._offers.values(), self._chosen)
        self.table.reread()
        self._tell()

    def _show_current(self, rank: int | None) -> None:
        self.card.show_offer(self._offers.get(rank) if rank is not None else None)

    def _build(self) -> None:
        vbox(
            self.header,
            vbox(self.about, self.note, self.numbers, self.terms, margins=(20, 0, 20, 8), spacing=8),
            (hbox((self.table, 1), self.card, self.pasted, margins=(20, 4, 20, 12), spacing=12), 1),
            self.foot,
            on=self,
            spacing=0,
        )

    def _connect(self) -> None:
        self.every.clicked.connect(lambda: self._choose(list(self._offers)))
        self.none.clicked.connect(lambda: self._choose([]))
        self.resume.clicked.connect(self.resume_asked)
        self.paste.clicked.connect(self.paste_asked)
        self.table.toggled.connect(self._toggle)
        self.table.clicked.connect(self._clicked)
        self.table.entered_row.connect(self.card.enter)
        self.table.current_changed.connect(self._show_current)
        self.card.corrected.connect(self._correct)
        self.terms.answered.connect(self._say_terms)
        self.foot.forward.connect(self.take)
        self.foot.back.connect(self.left)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.take)
        doubt = QShortcut(QKeySequence(Qt.Key.Key_F4), self)
        doubt.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        doubt.activated.connect(self.next_doubt)
