"""The sheet at the right of the list: the person, then the cards, then the actions, which are always visible."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QSizePolicy, QWidget

from core.actions.keeping.uninformed import is_locked
from core.base.i18n import _, n_
from core.base.screen_shapes import listed
from core.model.agent import SeatCall
from core.model.editing import Change, ValueSource
from core.model.step import Place, Step
from core.words.steps import called_words, step_button, taken_words
from core.words.verdicts import sentence
from ui.common.office import Office
from ui.look.theme import Theme
from ui.pages.calls.titles_card import TitlesCard
from ui.pages.leads import cards
from ui.pages.leads.both_values import BothCard, UnsavedEdit
from ui.pages.leads.bulk_actions import BulkActions
from ui.pages.leads.cards import NotesCard, name_value, property_card
from ui.pages.leads.complete_form import CompleteForm, Kept, SavedValue, UnsavedEntry, keep
from ui.pages.leads.decision_cards import (
    OverdueCard,
    StepCard,
    WithdrawnCard,
    doubt_card,
    gone_link,
    held_letter_card,
    joined_card,
    step_card,
    twin_card,
)
from ui.pages.leads.reading import SheetContent, property_line
from ui.pages.leads.trade_card import TradeCard
from ui.widgets.button import Button, IconButton
from ui.widgets.edit_value import EditValue
from ui.widgets.focus import before_in_tab_order, tab_after
from ui.widgets.label import paragraph, value
from ui.widgets.layouts import STRETCH, Named, drop_all_at_once, fill, hbox, nest, vbox
from ui.widgets.mark import IconLabel
from ui.widgets.message_band import Act
from ui.widgets.pages import scrolled


class SheetName(QWidget):
    """The holder of the name, made again for each person."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._column = vbox(on=self)

    def show_name(self, whole: SheetContent, name: str, kept: Kept, reread: Callable[[], object]) -> None:
        """Show ``name``; ``reread`` is called once its fields are closed."""
        focused = QApplication.focusWidget()
        had = focused is not None and self.isAncestorOf(focused)
        drop_all_at_once(self._column)
        if not whole.editable:
            label = value(name, semibold=True, name="sheet-name")
            label.setProperty("role", "heading")
            self._column.addWidget(label)
            return
        edited = name_value(self._office, whole.sheet, name, kept)
        edited.ended.connect(reread)
        self._column.addWidget(edited)
        if had:
            edited.rest.setFocus()


class SheetFoot(Named, QWidget):
    """The letter, the call and the opposition. The primary button is that of the next step, in its card."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(name="sheet-foot")
        self.letter = Button(theme, _("Préparer la lettre"), name="sheet-letter", icon="mail")
        self.call = Button(theme, _("Appeler"), name="sheet-call", icon="phone", key="F9")
        self.oppose = Button(theme, _("S’oppose"), name="sheet-oppose", kind="refusal", key="F8")
        rows = vbox(self.call, on=self, margins=(15, 12, 15, 12), spacing=8)
        buttons = hbox(spacing=8)
        nest(rows, buttons)
        fill(buttons, (self.letter, 1), (self.oppose, 0, Qt.AlignmentFlag.AlignRight))
        self._why = paragraph("", "caption", ink="muted", name="sheet-why")
        rows.addWidget(self._why)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def give_keys(self, given: bool) -> None:
        """Show the keys of the buttons, unless they act on several people chosen in the list."""
        self.call.dress(_("Appeler"), icon="phone", key="F9" if given else "")
        self.oppose.dress(_("S’oppose"), icon="", key="F8" if given else "")

    def show_whole(self, whole: SheetContent) -> None:
        """Show what may be done for a person, and beneath the buttons why the rest may not."""
        why, call = [], whole.sheet.row.called
        self.call.setVisible(cards.may_call(whole))
        if call is not None:
            self.call.refuse(taken_words(call))
        else:
            self.call.allow()
        self.letter.setVisible(step_button(whole.step) != self.letter.text())
        verdict = cards.may_write(whole)
        if verdict.allowed:
            self.letter.allow()
        else:
            why.append(sentence(verdict.reasons[0]))
            self.letter.refuse(why[-1])
        if cards.is_opposed(whole):
            why.append(_("L’opposition est déjà enregistrée."))
            self.oppose.refuse(why[-1])
        else:
            self.oppose.allow()
        self._why.setText(" ".join(text if text.endswith(".") else f"{text}." for text in why))
        self._why.setVisible(bool(why))


class Drafts:
    """The texts put aside, by lead, until the program is closed."""

    def __init__(self) -> None:
        self._forms: dict[int, UnsavedEntry] = {}
        self._notes: dict[int, str] = {}

    def leave(self, lead_id: int, cards: QWidget) -> None:
        """Keep the notes of a person whose cards are about to go, and put aside what cannot be kept yet."""
        form, notes = cards.findChild(CompleteForm), cards.findChild(NotesCard)
        if form is not None and (unkept := form.unkept()) is not None:
            self._forms[lead_id] = unkept
        if notes is not None:
            notes.save()
            if notes.typing():  # It was refused: the reason stands beside it, and goes with the card.
                self._notes[lead_id] = notes.field.toPlainText()

    def give_back(self, lead_id: int, cards: QWidget) -> None:
        """Show again in the cards of a person what was put aside."""
        form, notes = cards.findChild(CompleteForm), cards.findChild(NotesCard)
        if form is not None and (unkept := self._forms.pop(lead_id, None)) is not None:
            form.take_up(unkept)
        if notes is not None and (text := self._notes.pop(lead_id, None)) is not None:
            notes.take_up(text)


WIDTH = 400
QUESTIONS = ("sheet-doubt", "sheet-near", "sheet-twin-0", "sheet-gone")
"""The cards that ask a question, the first to be answered first."""


class PersonSheet(Named, QFrame):
    """The sheet. Signals: ``closed``, the cross; ``letter_asked``, ``opposed``, ``call_asked``, for the person
    shown; ``join_asked``, ``apart_asked``, about another lead (its id); ``split_asked``, to undo a join;
    ``forget_asked``, to erase a person (its id, why); ``withdraw_asked``, ``online_asked``, about the ad;
    ``reread_asked``, once what was typed is kept or given up; ``next_asked``, once it is kept and the
    next to complete is wanted."""

    closed = Signal()
    letter_asked = Signal()
    opposed = Signal()
    call_asked = Signal()
    join_asked = Signal(object)
    apart_asked = Signal(object)
    split_asked = Signal(object)
    forget_asked = Signal(object, str)
    withdraw_asked = Signal(object)
    online_asked = Signal(object)
    reread_asked = Signal()
    next_asked = Signal()

    def __init__(self, office: Office, together: BulkActions) -> None:
        super().__init__(name="sheet")
        self._office, self._together = office, together
        self._theme = theme = office.theme
        self._whole: SheetContent | None = None
        self._called: SeatCall | None = None
        self._shown: tuple[SheetContent, int] | None = None  # With the size of text.
        self._all_events = False
        self._step: StepCard | None = None
        self._keeping = False
        self._saved = ""
        self._aside = Drafts()
        self._unsaved: dict[int, UnsavedEdit] = {}
        self._asks = False
        self.setProperty("ground", "paper")
        self._name = SheetName(office)
        self._property = paragraph("", ink="muted", name="sheet-property")
        self._live = IconLabel(theme, "phone", "", ink="accent", name="sheet-live")
        self._close = IconButton(theme, "close", _("Fermer la fiche"), name="sheet-close", press=self.closed)
        self._scroll = scrolled(None, name="sheet-scroll", across=False)
        # A tab stop, so that the arrow keys scroll the cards, whose texts hold no control.
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._scroll.setAccessibleName(_("Contenu de la fiche"))
        self.foot = SheetFoot(theme)
        self.letter, self.call, self.oppose = self.foot.letter, self.foot.call, self.foot.oppose
        self.letter.clicked.connect(self.letter_asked)
        self.call.clicked.connect(self.call_asked)
        self.oppose.clicked.connect(self.opposed)
        self._lay_out()

    def show_whole(self, whole: SheetContent, now: datetime) -> None:
        """Show a person in their state at ``now``; for the same one the scroll position is kept, and what is typed."""
        same = self._whole is not None and self._whole.sheet.row.id == whole.sheet.row.id
        call, users = whole.sheet.row.called, whole.lookers
        self._called = call or (self._called if same else None)
        words = n_("{user} regarde aussi cette fiche", "{user} regardent aussi cette fiche", len(users))
        live = (words.format(user=listed(users)), "leads", "muted")
        if self._called:
            live = (taken_words(call) if call else called_words(self._called), "phone", "accent" if call else "muted")
        self._live.show_mark(live[1], live[0], ink=live[2])
        self._live.setVisible(bool(self._called or users))
        if same and self.typing():
            self.foot.show_whole(whole)
            return
        if (whole, self._theme.scale) == self._shown:
            return
        if self._whole is not None:
            self._aside.leave(self._whole.sheet.row.id, self._scroll)
        place = self._scroll.verticalScrollBar().value() if same else 0
        self._all_events = self._all_events and same
        self._saved = self._saved if same else ""
        self._whole, self._shown = whole, (whole, self._theme.scale)
        row, listings = whole.sheet.row, whole.sheet.listings
        name = _("Annonce sans coordonnées") if whole.bare else row.name or _("Sans nom")
        self._name.show_name(whole, name, self._kept(row.id), self._again)
        self.setAccessibleName(_("Fiche de {name}").format(name=name))
        self._property.setText(property_line(listings[0]) if listings else row.town)
        self._property.setVisible(bool(self._property.text()))
        held, seen = self._focused(), self._sees_focus()
        self._show_cards(whole, now)
        self.foot.show_whole(whole)
        self._scroll.verticalScrollBar().setValue(place)
        if self._asks and (card := self._scroll.findChild(BothCard)) is not None:
            self._asks = False
            card.keep.setFocus(Qt.FocusReason.OtherFocusReason)
            self._scroll.ensureWidgetVisible(card)
        elif held is not None:
            self._focus_again(held)
            if not seen:
                # Whoever scrolled away from what has the keyboard reads on.
                QTimer.singleShot(0, self, partial(self._scroll.verticalScrollBar().setValue, place))

    def take_focus(self) -> None:
        """Give the focus to the sheet when it is alone: Entrée goes back to the list."""
        self._close.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_step(self) -> None:
        """Give the focus to what the next step asks for: its first empty field, or its button."""
        form, card = self._scroll.findChild(CompleteForm), self._step
        target: QWidget = form.first() if form else card.button if card and card.button else self._scroll
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def lacks(self) -> bool:
        """Tell whether the sheet shown asks for something to be typed."""
        return self._scroll.findChild(CompleteForm) is not None

    def focus_cards(self) -> None:
        """Give the focus to the cards, when the card that was answered is gone."""
        self._scroll.setFocus(Qt.FocusReason.OtherFocusReason)

    def lead_id(self) -> int | None:
        """Return the id of the person shown."""
        return self._whole.sheet.row.id if self._whole else None

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        QPainter(self).fillRect(0, 0, 1, self.height(), self._theme.color("line"))

    def _show_cards(self, whole: SheetContent, now: datetime) -> None:
        held = cards.Cards()
        held.setObjectName("sheet-cards")
        held.setProperty("plain", True)
        column = vbox(on=held, margins=(15, 0, 15, 12), spacing=11)
        for part in self._parts(whole, now):
            column.addWidget(part)
        column.addStretch(1)
        for one in held.findChildren(EditValue):
            one.ended.connect(self._again)
            one.kept.connect(self._remember)
            if one.rest.objectName() == self._saved:
                one.show_saved()
        for form in held.findChildren(CompleteForm):
            form.given_up.connect(self._again)
        self._aside.give_back(whole.sheet.row.id, held)
        self._scroll.setWidget(held)
        tab_after(before_in_tab_order(self._close), self._name)
        tab_after(self._scroll, held)

    def _parts(self, whole: SheetContent, now: datetime) -> Iterator[QWidget]:
        """Yield the cards, in the order of the questions people ask."""
        row, kept = whole.sheet.row, self._kept(whole.sheet.row.id)
        yield from self._first(whole, now)
        if whole.doubt is not None:
            yield doubt_card(self._office, row.id, whole.doubt)
        if whole.near is not None:
            yield held_letter_card(self._office, row.id, whole.near)
        yield from self._closed(whole, now)
        yield cards.origin_card(self._theme, whole, now)
        if not whole.bare:
            trade = TradeCard(self._together, row, whole.last, whole.agents, kept, editable=whole.editable)
            trade.done.connect(self._again)
            yield trade
        yield from self._open(whole)
        if whole.sheet.contacts or whole.editable:
            yield cards.ContactsCard(self._office, whole, kept)
        if whole.sheet.contacts and not cards.is_opposed(whole):
            titles = TitlesCard(self._office, name="sheet-titles")
            titles.show_titles(row.id, whole.titles)
            yield titles
        for place, twin in enumerate(whole.twins):
            answers = {"joined": self.join_asked.emit, "apart": self.apart_asked.emit}
            yield twin_card(self._theme, twin, place=place, **answers)
        if whole.joined is not None:
            yield joined_card(self._theme, whole.joined, undo=self.split_asked.emit)
        yield from self._offered(whole, kept)
        events = whole.sheet.events
        yield cards.story_card(self._theme, events, now, whole=self._all_events, more=self._show_all)

    def _first(self, whole: SheetContent, now: datetime) -> Iterator[QWidget]:
        """Yield the card of both values, if one waits, and that of the next step: a call that another seat is making
        has no outcome to note yet."""
        row, self._step = whole.sheet.row, None
        if row.id in self._unsaved and whole.editable:
            yield BothCard(self._office, self._unsaved[row.id], partial(self._settle, row.id))
        if row.called is None or whole.step.step is not Step.END_CALL:
            self._step = step_card(
                self._office, whole, now, kept=self._kept(row.id), kept_on=self._kept(row.id, self.next_asked.emit),
                forget=partial(self.forget_asked.emit, row.id), show=self._show_part,
            )  # fmt: skip
            if row.id in self._unsaved and self._step.button is not None:
                self._step.button.kind = "secondary"  # One filled button in sight.
            yield self._step

    def _offered(self, whole: SheetContent, kept: Kept) -> Iterator[QWidget]:
        """Yield the property and the notes, edited in place, who shares it, then the other ads."""
        if whole.editable:
            for listing in whole.sheet.listings[:1]:
                yield property_card(self._office, listing, kept)
            yield NotesCard(self._office, whole.sheet, kept)
        more = (cards.owners_card(self._theme, whole.sheet), cards.listing_card(self._theme, whole.sheet.listings))
        yield from filter(None, more)

    def _closed(self, whole: SheetContent, now: datetime) -> Iterator[QWidget]:
        """Yield the card of a person who can only be erased: the ad is gone, or the month is over."""
        row = whole.sheet.row
        if not whole.sheet.contacts:
            return
        if whole.gone is not None:
            forget = partial(self.forget_asked.emit, row.id, "sold")
            yield WithdrawnCard(self._theme, whole.gone, forget=forget, back=partial(self.online_asked.emit, row.id))
        elif is_locked(row, now.date()) and whole.step.step is not Step.ERASE:
            forget = partial(self.forget_asked.emit, row.id, "notice")
            yield OverdueCard(self._theme, forget=forget)

    def _open(self, whole: SheetContent) -> Iterator[QWidget]:
        """Yield the link that records that the ad, still online as far as is known, is gone."""
        if whole.sheet.contacts and whole.sheet.listings and whole.gone is None:
            yield gone_link(self._theme, withdraw=partial(self.withdraw_asked.emit, whole.sheet.row.id))

    def _kept(self, lead_id: int, then: Callable[[], object] | None = None) -> Kept:
        """Return what keeps values typed on the sheet, which is not made again meanwhile, and what is done ``then``: by
        default the sheet is read again."""

        def kept(changes: Sequence[Change], told: ValueSource | None) -> SavedValue:
            self._keeping = True
            try:
                answer = keep(self._office, lead_id, changes, told)
            finally:
                self._keeping = False
            if answer.both is not None:
                self._unsaved[lead_id] = UnsavedEdit(tuple(changes), told, answer.both)
                # Later: the field that asks is still open.
                QTimer.singleShot(0, self, partial(self._put_aside, lead_id))
            if not answer.problem:
                self._shown = None
                (then or self.reread_asked.emit)()
            return answer

        return kept

    def _put_aside(self, lead_id: int) -> None:
        """Close the fields of a value that somebody else set meanwhile: a card asks which of both stays."""
        if lead_id == self.lead_id():
            for edited in self.findChildren(EditValue):
                edited.give_up()
            self._asks = True
            self._again()
        elif lead_id in self._unsaved:
            see = Act(_("Voir la fiche"), partial(self._office.go, "leads", lead_id), key="", icon="leads")
            self._office.say("caution", f"{self._unsaved[lead_id].title}.", _("Rien n’est perdu."), act=see)

    def _settle(self, lead_id: int, changes: Sequence[Change]) -> None:
        """Save what is left of what was typed, once one of both values is chosen."""
        unsaved = self._unsaved.pop(lead_id)
        answer = self._kept(lead_id)(changes, unsaved.source) if changes else SavedValue()
        if answer.problem and answer.both is None:
            self._unsaved[lead_id] = unsaved
            self._office.say("error", answer.problem)
        self._again()

    def _again(self) -> None:
        """Ask for the cards to be made again, changed or not: fields were closed."""
        self._shown = None
        self.reread_asked.emit()

    def _remember(self, name: str) -> None:
        """Remember which value was just kept, to say so beside it once the sheet is made again."""
        self._saved = name

    def typing(self) -> bool:
        """Tell whether something is being typed, or kept."""
        form, notes = self._scroll.findChild(CompleteForm), self._scroll.findChild(NotesCard)
        trade = self._scroll.findChild(TradeCard)
        typed = (form is not None and form.typed()) or (notes is not None and notes.typing())
        typed = typed or (trade is not None and trade.typing())
        return self._keeping or typed or any(one.is_open() for one in self.findChildren(EditValue))

    def _focused(self) -> str | None:
        """Return the name of what holds the focus among the cards, None when it is elsewhere."""
        widget = QApplication.focusWidget()
        return widget.objectName() if widget is not None and self._scroll.isAncestorOf(widget) else None

    @staticmethod
    def _sees_focus() -> bool:
        widget = QApplication.focusWidget()
        return widget is not None and not widget.visibleRegion().isEmpty()

    def _focus_again(self, name: str) -> None:
        """Give the focus back after the cards were made again: never to the gestures below, which come next."""
        widget = self._scroll.findChild(QWidget, name) if name else None
        if widget is not None and widget.isEnabled() and not widget.isHidden():
            widget.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.focus_step()

    def _show_part(self, place: Place) -> None:
        """Bring into sight what the button of the step leads to. The card that asks a question is shown, and no answer
        gets the focus."""
        if place is Place.FORM and (titles := self._scroll.findChild(TitlesCard)) is not None:
            titles.print_form()
        elif place is Place.TRADE and (trade := self._scroll.findChild(TradeCard)) is not None:
            self._scroll.ensureWidgetVisible(trade)
            trade.take_focus()
        else:
            asking = (self._scroll.findChild(QWidget, name) for name in QUESTIONS)
            if (card := next(filter(None, asking), None)) is not None:
                self._scroll.ensureWidgetVisible(card)
            self.focus_cards()

    def _show_all(self) -> None:
        self._all_events = True
        self._again()

    def _lay_out(self) -> None:
        vbox(
            hbox((self._name, 1), (self._close, 0, Qt.AlignmentFlag.AlignTop), margins=(15, 11, 10, 0), spacing=8),
            hbox(self._property, margins=(15, 0, 15, 10)),
            hbox(self._live, STRETCH, margins=(15, 0, 15, 10)),
            (self._scroll, 1),
            self.foot,
            on=self,
            margins=(1, 0, 0, 0),
            spacing=0,
        )
