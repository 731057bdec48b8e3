"""The page of the register: check a number, add an opposition, verify the chain."""

from datetime import datetime
from functools import partial

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QWidget

from core.actions.common import people
from core.actions.common.judging import judged_who
from core.actions.keeping import verifying
from core.actions.keeping.verifying import Verification
from core.actions.register import entries, opposing
from core.actions.register.entries import Registered
from core.actions.register.mistakes import MISTAKE
from core.actions.register.opposing import Opposed
from core.base.errors import UserError
from core.base.i18n import _, n_
from core.base.moments import AGENCY_ZONE, read
from core.base.records import Struct
from core.base.screen_shapes import day, day_month_short, hour, number
from core.model.channel import Channel
from core.model.opposing import SAID_HOWS, RefusalAuthor, RefusalHow
from core.model.verdict import Light
from core.store import registers
from core.store.port import Changed, Reader
from core.store.registers import RefusalSummary
from core.words.verdicts import sentence
from ui.common.lead_messages import tell, tell_again, undo
from ui.common.office import Office
from ui.common.page import Page, PageGesture
from ui.pages.oppositions.entry import WIDE, EntryPanel
from ui.pages.oppositions.lists import ListStrip, export
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import Choice, text_field
from ui.widgets.flow import Turning
from ui.widgets.header import PageHeader
from ui.widgets.label import label, paragraph, set_ink
from ui.widgets.layouts import STRETCH, Fitted, fill, hbox, vbox
from ui.widgets.lists.table import ListTable
from ui.widgets.lists.table_model import Cell, Column
from ui.widgets.pages import MOST, Pages, scrolled
from ui.widgets.speech import announce
from ui.widgets.verdict import LightMark

SHOWN = 2000
"""Newest gestures listed; older ones answer through « Vérifier »."""


class RegisterLine(Struct, frozen=True):
    """An opposition of the register. ``lead_name``: empty for an unknown person, or when the sheet has no name."""

    id: int
    at: datetime
    how: str
    by: str
    author: str
    where: str
    lead_name: str
    lead_id: int | None
    lifted: bool
    mistaken: bool


def read_entries(r: Reader) -> dict[int, RegisterLine]:
    """Return the newest oppositions by id, newest first."""
    found: dict[int, RegisterLine] = {}
    for gesture in registers.entries(r, SHOWN):
        moment = read(gesture.at)
        if moment is None:
            continue
        found[gesture.gesture] = RegisterLine(
            id=gesture.gesture,
            at=moment,
            how=gesture.how,
            by=gesture.by,
            author=gesture.author,
            where=_short_where(gesture),
            lead_name=gesture.name,
            lead_id=gesture.lead_id,
            lifted=gesture.lifted_at is not None,
            mistaken=gesture.lifted_why == MISTAKE,
        )
    return found


def _short_where(gesture: RefusalSummary) -> str:
    line = _("l. {line}").format(line=gesture.line) if gesture.line else ""
    return ", ".join(filter(None, (gesture.file, line)))


def columns() -> tuple[Column[RegisterLine], ...]:
    """Return the columns of the register, in order."""
    return (
        Column("at", _("Recueillie le"), 142, _at, right=True),
        Column("state", _("État"), 126, _state),
        Column("person", _("Personne"), 220, _person),
        Column("how", _("Comment"), 130, _how),
        Column("where", _("Où"), 210, _where),
        Column("by", _("Notée par"), 170, _by),
    )


def _at(entry: RegisterLine) -> Cell:
    local = entry.at.astimezone(AGENCY_ZONE)
    return Cell(f"{day_month_short(local.date())}, {hour(local)}", "text")


def _state(entry: RegisterLine) -> Cell:
    if entry.lifted:
        return Cell(_("Erreur") if entry.mistaken else _("Annulée"), "muted")
    return Cell(_("Opposé"), "opposed", semibold=True, light=Light.OPPOSED)


def _person(entry: RegisterLine) -> Cell:
    if entry.lead_name:
        return Cell(entry.lead_name, semibold=True)
    is_read = entry.author == RefusalAuthor.READ
    return Cell(_("Annonce sans nom gardé") if entry.lead_id or is_read else _("Inconnue"), "muted")


def _how(entry: RegisterLine) -> Cell:
    return Cell((RefusalHow.known(entry.how) or RefusalHow.LIST).shown)


def _where(entry: RegisterLine) -> Cell:
    return Cell(entry.where, "muted")


def _by(entry: RegisterLine) -> Cell:
    return Cell(entry.by)


class JournalCard(Card):
    """The card, with « Vérifier »."""

    def __init__(self, office: Office) -> None:
        super().__init__(office.theme, _("Journal"), name="journal")
        self._office = office
        self._verifying = False
        verify = Button(office.theme, _("Vérifier"), name="verify", kind="link", press=self.verify)
        self.add_action(verify)
        self._chain = paragraph(
            _("Chaque geste y est scellé\u202f: vérifiez qu’il est entier."), ink="muted", name="journal-told"
        )
        fill(self.body, self._chain, STRETCH)

    def verify(self) -> None:
        """Verify the base and its journal, unless it is being done."""
        if self._verifying:
            return
        self._verifying = True
        self._chain.setText(_("Vérification en cours…"))
        self._office.jobs.run(verifying.check, self._office.folder, done=self._verified, failed=self._failed)

    def _failed(self, problem: UserError) -> None:
        self._verifying = False
        self._chain.setText("")
        self._office.complain(problem)

    def _verified(self, found: Verification) -> None:
        self._verifying = False
        rows = n_("{n} événement", "{n} événements", found.rows).format(n=number(found.rows))
        full_text = _("{rows}, rien n’a été touché après coup.").format(rows=rows)
        self._chain.setText(" ".join((full_text, *found.notes)) if found.ok else found.problems[0])
        set_ink(self._chain, "allowed" if found.ok else "forbidden")


FIELD = 250
"""Width of the field at 100 %: its whole hint."""
NARROW = 560
"""Width of the window, at 100 %, under which the field has no label beside it."""
COLUMN = 520
"""Width of the list, at 100 %, under which the refusal shown takes its place instead of standing beside it."""
HEARS = frozenset({"opposition", "lead", "*"})


class OppositionsPage(Fitted, Page):
    """A page of the rail."""

    def __init__(self, office: Office) -> None:
        super().__init__(name="oppositions-page", title=_("Oppositions"))
        self.gestures = {
            PageGesture.OPPOSE: self.oppose,
            PageGesture.SEARCH: self.focus_search,
        }
        self._office = office
        self.entries: dict[int, RegisterLine] = {}
        self._unfolded = False
        theme = office.theme
        self._header = PageHeader(theme, _("Oppositions"), name="oppositions-header")
        title = _("Registre des oppositions")
        self._table = ListTable(theme, columns(), name="oppositions-table", title=title, leaving=("by", "where", "how"))
        self._table.opened.connect(self.open_entry)
        self._empty = EmptyState(
            theme,
            _("Aucune opposition enregistrée."),
            _("Celles reçues au comptoir ou par lettre s’ajoutent ici."),
            name="oppositions-empty",
        )
        self._stack = Pages(self._table, self._empty, name="oppositions-stack")
        self.entry = EntryPanel(office)
        self.entry.left.connect(self._leave_entry)
        self.entry.changed.connect(lambda: self.refresh(frozenset({"opposition"})))
        self._beside = scrolled(self.entry, name="entry-area")
        self._beside.hide()
        self.list = ListStrip(office)
        self.list.done.connect(lambda: self.refresh(frozenset({"opposition"})))
        self._fold = Button(theme, "", name="oppositions-fold", kind="link", press=self._turn_fold)
        self._header.add_button(self._fold)
        self._add_buttons()
        self._cards = Turning(theme, self._build_check(), JournalCard(office), share=0.75)
        self._column = QWidget()
        vbox(
            self._header,
            hbox(self._cards, margins=(20, 0, 20, 16)),
            hbox(self.list, margins=(20, 0, 20, 16)),
            (self._stack, 1),
            on=self._column,
            spacing=0,
        )
        self._row = hbox((self._column, 1), self._beside, on=self)
        theme.follow(self._fit)
        self._check()

    def refresh(self, changed: Changed) -> None:
        """Read the register again when it changed."""
        if not changed & HEARS:
            return
        with self._office.store.read() as r:
            self.entries = read_entries(r)
            held = registers.count_gestures(r)
        self._header.show_count(n_("{n} au registre", "{n} au registre", held).format(n=number(held)))
        self._show_lines()
        self._stack.setCurrentWidget(self._table if self.entries else self._empty)
        if self.entry.gesture and not self.entry.show_entry(self.entry.gesture):
            self._beside.hide()
            self._fit()
        self._check()

    def _show_lines(self) -> None:
        """Show the refusals; those taken back at once as a slip are folded away, and unfold by a button."""
        taken_back = [row_id for row_id, entry in self.entries.items() if entry.lifted and not entry.mistaken]
        words = n_("Voir {n} annulée", "Voir les {n} annulées", len(taken_back)).format(n=number(len(taken_back)))
        self._fold.reword(_("Replier les annulées") if self._unfolded else words)
        self._fold.setVisible(bool(taken_back))
        hidden = set() if self._unfolded else set(taken_back) - {self.entry.gesture}
        self._table.show_rows({row_id: entry for row_id, entry in self.entries.items() if row_id not in hidden})

    def _turn_fold(self) -> None:
        self._unfolded = not self._unfolded
        self._show_lines()

    def take_focus(self) -> None:
        """Give the keyboard to the number to check."""
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        """Keep the cards whole when what they show, or the size of their text, changes."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._grow()
        return super().event(event)

    def focus_search(self) -> None:
        """Put the keyboard in the number to check (Ctrl+F)."""
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()

    def oppose(self) -> None:
        """Add what is typed to the register (F8)."""
        typed = self._field.text().strip()
        if not typed:
            self.focus_search()
            return
        office = self._office
        with office.trying():
            done = opposing.oppose_typed(
                office.store, typed, how=self._how.value(), by=office.by, at=office.now(), note=""
            )
            self._told(done)

    def _add_buttons(self) -> None:
        theme = self._office.theme
        take = Button(theme, _("Importer une liste"), name="oppositions-import", icon="imports")
        give = Button(theme, _("Exporter"), name="oppositions-export", icon="save")
        take.clicked.connect(partial(self.list.choose, self))
        give.clicked.connect(partial(export, self, self._office))
        for button in (take, give):
            self._header.add_button(button)

    def _told(self, done: Opposed) -> None:
        if done.already:
            tell_again(self._office, None)
        else:
            tell(self._office, done, partial(undo, self._office, done), points=1)
        self._check()

    def _build_check(self) -> QWidget:
        theme = self._office.theme
        card = Card(theme, name="check")
        self._field = text_field(
            theme,
            name="check-number",
            title=_("Vérifier un numéro, un e-mail ou une adresse"),
            hint=_("Numéro, e-mail ou adresse"),
        )
        self._field.textChanged.connect(self._check)
        self._field.returnPressed.connect(self._check)
        self._mark = LightMark(theme, Light.OPPOSED)
        self._answer = paragraph("", semibold=True, name="check-answer")
        self._more = paragraph("", "caption", ink="muted", name="check-more")
        self._how = Choice(
            theme,
            [(how.value, how.shown) for how in SAID_HOWS],
            name="check-how",
            title=_("Opposition reçue par"),
        )
        self._how.choose("counter")
        self._add = Button(theme, _("Ajouter au registre"), name="add-opposition", key="F8", press=self.oppose)
        widget, adding = QWidget(), QWidget()
        self._asked = label(_("Vérifier un numéro"), semibold=True, of=self._field)
        hbox(self._asked, (self._field, 1), on=widget, spacing=10)
        hbox(self._how, self._add, on=adding, spacing=10)
        fill(card.body, Turning(theme, widget, adding), hbox(self._mark, (self._answer, 1), spacing=8), self._more)
        return card

    def _fit(self) -> None:
        """Give the field the room of its hint: the buttons go below it where there is not enough, then its label is
        left out."""
        self._asked.setVisible(self.window().width() >= self._office.theme.px(NARROW))
        theme = self._office.theme
        self._field.setMinimumWidth(theme.px(FIELD))
        wide, alone = theme.px(WIDE), self.width() < theme.px(WIDE + COLUMN)
        self._beside.setMinimumWidth(0 if alone else wide)
        self._beside.setMaximumWidth(MOST if alone else wide)
        self._column.setVisible(not alone or self._beside.isHidden())
        self._grow()

    def _grow(self) -> None:
        """Keep the cards whole above the list, on however many lines."""
        self._cards.setMinimumHeight(self._cards.heightForWidth(max(1, self._column.width() - 40)))

    def _check(self) -> None:
        """Show whether what is typed is in the register, even when no sheet is left."""
        typed = self._field.text().strip()
        self._mark.setVisible(False)
        if not typed:
            self._say_answer("", _("Répond même après l’effacement d’une fiche : l’empreinte du numéro suffit."))
            return
        office = self._office
        with office.store.read() as r:
            who = people.find_or_none(r, typed)
            if who is None:
                self._check_address(entries.registered(r, typed))
                return
            verdict = judged_who(r, who, office.law, channel=Channel.CALL, at=office.now())
            found = entries.registered(r, typed)
        if verdict.light is Light.OPPOSED:
            self._mark.setVisible(True)
            more = "" if who.lead_id else _("Aucune fiche : l’empreinte reste, pour que ce numéro ne revienne jamais.")
            self._say_answer(sentence(verdict.reasons[0]), more, ink="opposed")
            return
        if found is not None and found.at is not None:
            since = day(found.at.astimezone(AGENCY_ZONE).date())
            self._mark.setVisible(True)
            self._say_answer(
                _("Au registre d’opposition depuis le {date}.").format(date=since),
                _("Un accord plus récent répond à ce refus\u202f: la fiche dit pour quels moyens."),
                ink="opposed",
            )
            return
        self._say_answer(
            _("Ce numéro n’est pas dans le registre d’opposition."), _("Cela ne donne pas le droit de l’appeler.")
        )

    def _check_address(self, found: Registered | None) -> None:
        """Show the answer for an address, whose keyed hash the register holds with or without a name."""
        if found is None:
            self._say_answer(_("Numéro, e-mail ou adresse incomplets"), "", ink="muted")
            return
        if found.at is None:
            self._say_answer(
                _("Cette adresse n’est pas dans le registre d’opposition."), _("Un nom peut y être refusé seul.")
            )
            return
        since = day(found.at.astimezone(AGENCY_ZONE).date())
        self._mark.setVisible(True)
        self._say_answer(
            _("Quelqu’un a refusé à cette adresse le {date}.").format(date=since),
            _("Sans nom, l’adresse entière compte : l’empreinte ne dit pas qui."),
            ink="opposed",
        )

    def _say_answer(self, words: str, more: str, *, ink: str = "text") -> None:
        if words != self._answer.text() and self._field.hasFocus():
            announce(self._field, words)
        self._answer.setText(words)
        self._answer.setVisible(bool(words))
        set_ink(self._answer, ink)
        self._more.setText(more)
        self._grow()

    def open_entry(self, entry_id: int) -> None:
        """Show one refusal beside the list."""
        if self.entry.show_entry(entry_id):
            self._beside.show()
            self._fit()
            self.entry.take_focus()

    def _leave_entry(self) -> None:
        self._beside.hide()
        self._fit()
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)
