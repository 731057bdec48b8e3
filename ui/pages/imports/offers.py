"""What the pages read offer, before anything is written: which ads are taken, what is corrected in the card beside the
table, then one batch."""

from array import array
from collections.abc import Collection, Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from core.actions.intake import capturing, offering
from core.actions.intake.capturing import Captured, Taking
from core.actions.intake.offering import CORRECTED, REFUSES, UNSURE, Offer, OfferFate, OfferPreview
from core.base import text
from core.base.errors import UserError
from core.base.french import number, phone_pairs
from core.base.i18n import _, n_
from core.base.phones import parse
from core.base.records import Struct
from core.words.batches import left_out
from core.words.offers import field_word, may_refuse, terms_words, to_check
from core.words.properties import area_words, price_words
from ui.common.office import Office
from ui.common.one_job import OneJob
from ui.look.theme import Theme
from ui.widgets.button import Button
from ui.widgets.card import Surface
from ui.widgets.fields import CheckBox, text_field
from ui.widgets.flow import flow
from ui.widgets.header import PageHeader
from ui.widgets.job_bar import JobBar
from ui.widgets.label import label, paragraph, set_ink
from ui.widgets.layouts import STRETCH, fill, hbox, vbox
from ui.widgets.lists.table import ENTER, TipTable
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
        Column("take", _("À prendre"), 100, _take, sortable=False),
        Column("state", _("État"), 112, _state, sortable=False),
        Column("reference", _("N° d’annonce"), 96, _reference, sortable=False),
        Column("property", _("Bien"), 156, _property, sortable=False),
        Column("town", _("Commune"), 112, _town, sortable=False),
        Column("price", _("Prix"), 90, _price, sortable=False),
        Column("phone", _("Téléphone"), 112, _phone, sortable=False),
        Column("remark", _("Remarque"), 200, _remark, sortable=False),
    )


WIDTH = 330
_DEALS = {"sale": "vente", "rent": "location"}
_SELLERS = {"private": "particulier", "pro": "professionnel"}
_ANSWERS = {"true": "oui", "false": "non"}
_NOT_SHOWN = frozenset({*CORRECTED, "text"})
_PERSONAL = frozenset({"phones", "emails", "address"})


class OfferCard(QScrollArea):
    """The card. ``corrected(rank, field, text)``: somebody wrote another value."""

    corrected = Signal(int, str, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._offer: Offer | None = None
        self.setObjectName("offer-card")
        self.setAccessibleName(_("Ce qui a été lu"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._title = label(_("Ce qui a été lu"), semibold=True, name="offer-title")
        self._said = paragraph("", ink="muted", name="offer-said")
        self._asked = paragraph("", ink="wait", name="offer-asked")
        self.is_none = Button(theme, _("Ce n’est pas un refus"), name="offer-no-refusal")
        self.is_one = Button(theme, _("C’est un refus"), name="offer-refusal")
        self._fields: dict[str, QLineEdit] = {}
        self._places = {name: paragraph("", "caption", ink="muted", name=f"offer-{name}-where") for name in CORRECTED}
        self._others = paragraph("", "caption", ink="muted", name="offer-others")
        inside = Surface(theme)
        column = inside.body
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(4)
        fill(column, self._title, self._said, self._asked, flow(self.is_none, self.is_one, spacing=12))
        self.is_none.clicked.connect(lambda: self._answer("non"))
        self.is_one.clicked.connect(lambda: self._answer("oui"))
        for name in CORRECTED:
            self._add(column, name)
        fill(column, self._others, STRETCH)
        self.setWidget(inside)

    def show_offer(self, offer: Offer | None) -> None:
        """Show an ad, or nothing."""
        self._offer = offer
        self.setVisible(offer is not None)
        if offer is None:
            return
        self._said.setText(offer.said)
        self._said.setVisible(bool(offer.said))
        self._ask(offer)
        for name, field in self._fields.items():
            found = offer.ad.fields.get(name)
            field.setText(value_of(offer, name))
            field.setReadOnly(not offer.takeable)
            doubt = name in offer.doubts
            where = _("Lu dans\u202f: {where}").format(where=found.where) if found else _("La page ne le dit pas.")
            self._places[name].setText(_("À vérifier. {where}").format(where=where) if doubt else where)
            set_ink(self._places[name], "wait" if doubt else "muted")
            field.setAccessibleDescription(self._places[name].text())
        self._others.setText("\n".join(_other_lines(offer)))

    def _ask(self, offer: Offer) -> None:
        """Show what may be a refusal, and the answers that may be given."""
        asked = offer.possible_refusal
        self._asked.setText(may_refuse(asked) if asked else "")
        self._asked.setVisible(bool(asked))
        self.is_none.setVisible(bool(asked) or offer.fate is OfferFate.REFUSES)
        self.is_one.setVisible(bool(asked) or (REFUSES in offer.doubts and offer.keeps_person))

    def enter(self) -> None:
        """Give the focus to the first field in doubt, else to the first one."""
        names = [*(self._offer.doubts if self._offer else ()), *CORRECTED]
        field = next((self._fields[name] for name in names if name in self._fields), None)
        if field is not None:
            self.ensureWidgetVisible(field)
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            field.selectAll()

    def _add(self, column: QVBoxLayout, name: str) -> None:
        words = field_word(name)
        title = words[:1].upper() + words[1:]
        field = text_field(self._theme, name=f"offer-{name}", title=title)
        field.editingFinished.connect(lambda: self._leave(name))
        self._fields[name] = field
        heading = label(title, name=f"offer-{name}-title")
        heading.setBuddy(field)
        fill(column, heading, field, self._places[name])

    def _answer(self, answer: str) -> None:
        if self._offer is not None:
            self.corrected.emit(self._offer.rank, REFUSES, answer)

    def _leave(self, name: str) -> None:
        field = self._fields[name]
        if self._offer is not None and field.isModified():
            field.setModified(False)
            self.corrected.emit(self._offer.rank, name, field.text().strip())

    def fit(self, most: int) -> None:
        """Take the width of the design, ``most`` pixels at most."""
        self.setFixedWidth(min(self._theme.px(WIDTH), most))


def _other_lines(offer: Offer) -> list[str]:
    """Return the values that are only shown, each with where it was read; of a person only where they would be kept."""
    lines = []
    hidden = _NOT_SHOWN if offer.keeps_person else _NOT_SHOWN | _PERSONAL
    for name, found in offer.ad.fields.items():
        if name not in hidden:
            value = {**_DEALS, **_SELLERS, **_ANSWERS}.get(found.value, found.value)
            sure = "" if found.sure >= UNSURE else _(" (à vérifier)")
            lines.append(
                _("{field}\u202f: {value}{sure} — {where}").format(
                    field=field_word(name), value=value, sure=sure, where=found.where
                )
            )
    return lines


def value_of(offer: Offer, name: str) -> str:
    """Return what would be written for a field that may be corrected."""
    draft = offer.draft
    values = {
        "reference": draft.reference,
        "title": draft.title,
        "kind": draft.kind,
        "price": draft.price,
        "area": draft.area,
        "rooms": draft.rooms,
        "postcode": draft.postcode,
        "town": draft.town,
        "name": draft.name if offer.keeps_person else "",
    }
    return values[name]


_SHARE = 0.42
NOTHING = OfferPreview((), (), {})


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
        self.note = ProblemLine(theme, name="offers-note")
        self.about = paragraph("", ink="muted", name="offers-about")
        stored = _("Garder les numéros vus\u202f: ils ne donnent pas le droit d’appeler")
        self.numbers = CheckBox(theme, stored, name="offers-numbers")
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

    def show_preview(self, seen: OfferPreview, *, more: bool = False) -> None:
        """Show what pages offer. ``more``: the same pages, read on: what was decided of the first ads stays."""
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
        self.note.show_problem(" ".join([*seen.changed, rest]).strip())
        self.about.setText(self._about())
        count = n_("{n} annonce", "{n} annonces", len(listed)).format(n=number(len(listed)))
        self.header.show_count(", ".join([*sorted(seen.standings), count]))
        phone = [column.key for column in self.table.rows().columns].index("phone")
        is_shown = any(offer.draft.phones for offer in self._offers.values())
        self.table.setColumnHidden(phone, not is_shown)
        self.numbers.setVisible(is_shown)
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
        """Return what is checked at first: the ads that nothing essential makes doubtful, as far as sites let them be
        taken; of a page of one that refuses, only an ad that is alone."""
        wanted = [one for rank, one in self._offers.items() if rank in ranks and one.takeable and one.is_sure]
        with self._office.store.read() as r:
            offers, _said = capturing.within(r, self._seen.pages, wanted, self._office.now())
        return {offer.rank for offer in offers}

    def _about(self) -> str:
        """Return what is said once: where the sites stand, what was left out."""
        aside = [ad.left_out for page in self._seen.pages for ad in page.left]
        aside += ["pro" for offer in self._seen.offers if offer.fate is OfferFate.PRO]
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
        before = self._offers[rank]
        self._offers[rank] = offering.corrected(before, {name: typed}, by=self._office.by)
        if self._offers[rank].is_sure and not before.is_sure:
            self._chosen.add(rank)
        self.table.reread()
        self.card.show_offer(self._offers[rank])
        self._tell()

    def _tell(self) -> None:
        """Say what the button does, or why it does nothing."""
        chosen = [one for rank, one in self._offers.items() if rank in self._chosen]
        with self._office.store.read() as r:
            offers, sentences = capturing.within(r, self._seen.pages, chosen, self._office.now())
        doubts = sum(1 for offer in self._offers.values() if offer.doubts and offer.takeable)
        fact = _("Rien n’est encore enregistré. Le lot s’annule pendant 30 jours.")
        if doubts:
            told = n_("{n} doute, F4 y mène.", "{n} doutes, F4 y mène.", doubts).format(n=number(doubts))
            fact = f"{told} {fact}"
        words = n_("Pre&ndre {n} annonce", "Pre&ndre {n} annonces", len(chosen)).format(n=number(len(chosen)))
        self.foot.show_step(" ".join(sentences) or fact, words, key=_("Ctrl+Entrée"))
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

    def _fetch(self, ids: Sequence[int]) -> list[OfferRow]:
        rows = rows_of(self._offers.values(), self._chosen)
        return [rows[row_id] for row_id in ids if row_id in rows]

    def _show_current(self, rank: int | None) -> None:
        self.card.show_offer(self._offers.get(rank) if rank is not None else None)

    def _build(self) -> None:
        vbox(
            self.header,
            vbox(self.about, self.note, self.numbers, margins=(20, 0, 20, 8), spacing=8),
            (hbox((self.table, 1), self.card, margins=(20, 4, 20, 12), spacing=12), 1),
            self.foot,
            on=self,
            spacing=0,
        )

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
