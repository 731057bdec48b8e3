"""The cards of the sheet, in the order of the questions people ask: where the data come from, how the person may be
reached, the property, the history; and the values edited in place in them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPlainTextEdit, QSizePolicy, QWidget

from core.actions.leads.sheet_values import CIVILITIES
from core.actions.leads.value_changes import HIDDEN
from core.base.i18n import _, n_
from core.base.moments import AGENCY_ZONE
from core.base.screen_shapes import day_short, phone_pairs
from core.model.channel import Channel
from core.model.editing import DEALS, LABELS, Change, ValueSource
from core.model.joining import Difference
from core.model.lead import ContactShown, Event, LeadSheet
from core.model.verdict import Light, Verdict
from core.records.contact import Contact
from core.records.listing import Listing
from core.words.owners import owner_lines
from core.words.properties import area_words, place_shown, price_words, value_shown
from ui.common.checks import watch
from ui.common.office import Office
from ui.look.theme import Theme
from ui.pages.leads.complete_form import Kept, SourceField
from ui.pages.leads.reading import (
    SheetContent,
    event_day,
    notice_words,
    origin_pairs,
    other_origin,
    property_line,
    with_reference,
)
from ui.widgets.button import Button
from ui.widgets.card import Card, MarginRows
from ui.widgets.edit_value import EditValue, ValuePart
from ui.widgets.fields import fit_height
from ui.widgets.label import BeforeAfter, label, paragraph, set_ink, set_tip
from ui.widgets.layouts import Named, fill, nest, vbox, widget_of
from ui.widgets.paint import box, hairline
from ui.widgets.verdict import VerdictLine

Changes = Callable[[Mapping[str, str]], Sequence[Change]]
"""Makes the changes to keep of the texts typed, by part."""


class InlineValue(EditValue):
    """A value kept on the sheet. ``told``: the letter must say where it was read, unless it is only spelled
    otherwise."""

    def __init__(
        self, office: Office, title: str, shown: str, parts: Sequence[ValuePart], *, changes: Changes, kept: Kept,
        name: str, told: bool = False, semibold: bool = False, style: str = "body",
    ) -> None:  # fmt: skip
        self._office, self._changes, self._kept, self._asks = office, changes, kept, told
        self._told: SourceField | None = None
        super().__init__(
            office.theme, title, shown, parts, keep=self._keep_typed, name=name, semibold=semibold, style=style
        )

    def extra(self) -> QWidget | None:
        """Return the question « Où l’avez-vous lue ? »."""
        self._told = self._ask() if self._asks else None
        return self._told

    def _ask(self) -> SourceField:
        return SourceField(self._office.theme, name=self.rest.objectName(), today=self._office.now().date())

    def _keep_typed(self, typed: Mapping[str, str]) -> tuple[str, str]:
        source: ValueSource | None = self._told.told() if self._told else None
        answer = self._kept(self._changes(typed), source)
        if self._told is not None:
            self._told.point(answer.code, answer.problem)
        return answer.problem, answer.ink


def name_value(office: Office, sheet: LeadSheet, shown: str, kept: Kept) -> InlineValue:
    """Return the name: civility, last name and first name, one value."""
    last = sheet.last_name or ("" if sheet.first_name else sheet.row.name)
    civilities = tuple((fromkey, fromkey or _("Non dite")) for fromkey in dict.fromkeys((*CIVILITIES, sheet.civility)))
    parts = (
        ValuePart("civility", _("Civilité"), sheet.civility, civilities),
        ValuePart("last_name", _("Nom"), last, stretch=0),
        ValuePart("first_name", _("Prénom"), sheet.first_name),
    )
    before = {"civility": sheet.civility, "last_name": sheet.last_name, "first_name": sheet.first_name}

    def changes(typed: Mapping[str, str]) -> list[Change]:
        return [
            Change(part.key, typed[part.key], was=before[part.key]) for part in parts if typed[part.key] != part.text
        ]

    return InlineValue(
        office, _("Nom"), shown, parts, changes=changes, kept=kept, name="sheet-name", told=True, semibold=True,
        style="heading",
    )  # fmt: skip


def way_value(office: Office, point: Contact, kept: Kept, *, name: str) -> InlineValue:
    """Return a telephone, an e-mail or an address; emptied, it is removed."""
    title = _(LABELS[point.kind]).capitalize()
    if point.kind == "address":
        text = place_shown(point.value, point.postcode, point.town)
        return _address(office, title, text, point, kept, name=name)
    text = value_shown(point.kind, point.value)

    def changes(typed: Mapping[str, str]) -> list[Change]:
        return [Change(point.kind, typed["value"], point.id, was=text)]

    parts = (ValuePart("value", title, text),)
    return InlineValue(
        office, title, text, parts, changes=changes, kept=kept, name=name, told=True, semibold=True
    )  # fmt: skip


def new_way(office: Office, kind: str, place: tuple[str, str], kept: Kept) -> InlineValue:
    """Return what adds a telephone, an e-mail or an address; ``place``: the postcode and town of the lead."""
    adds = {
        "phone": _("Ajouter un téléphone"), "email": _("Ajouter un e-mail"), "address": _("Ajouter une adresse"),
    }  # fmt: skip
    title, name = _(LABELS[kind]).capitalize(), f"contact-new-{kind}"
    if kind == "address":
        return _address(office, title, adds[kind], Contact(0, 0, kind, "", *place), kept, name=name)

    def changes(typed: Mapping[str, str]) -> list[Change]:
        return [Change(kind, typed["value"])]

    return InlineValue(
        office, title, adds[kind], (ValuePart("value", title, ""),), changes=changes, kept=kept, name=name, told=True
    )


def _address(office: Office, title: str, shown: str, point: Contact, kept: Kept, *, name: str) -> InlineValue:
    parts = (
        ValuePart("address", title, point.value, stretch=0),
        ValuePart("postcode", _("Code postal"), point.postcode, stretch=0),
        ValuePart("town", _("Commune"), point.town, stretch=2),
    )
    was = shown if point.id else ""

    def changes(typed: Mapping[str, str]) -> list[Change]:
        return [Change("address", typed["address"], point.id, typed["postcode"], typed["town"], was)]

    return InlineValue(
        office, title, shown, parts, changes=changes, kept=kept, name=name, told=True, semibold=point.id != 0
    )


def property_card(office: Office, listing: Listing, kept: Kept) -> Card:
    """Return the card of the property, each of its values edited in place."""
    card = Card(office.theme, _("Bien"), name="sheet-property-card")
    grid = QGridLayout()
    grid.setHorizontalSpacing(10)
    grid.setVerticalSpacing(2)
    grid.setColumnStretch(1, 1)
    rows = (
        ("kind", _("Type"), listing.kind, listing.kind, ()),
        ("deal", _("Projet"), _(DEALS.get(listing.deal, listing.deal)).capitalize(), listing.deal, _deals()),
        ("price", _("Prix"), price_words(listing.price, listing.deal), value_shown("price", listing.price), ()),
        ("area", _("Surface"), area_words(listing.area), value_shown("area", listing.area), ()),
        ("rooms", _("Pièces"), value_shown("rooms", listing.rooms), value_shown("rooms", listing.rooms), ()),
        ("property_town", _("Commune"), listing.town, listing.town, ()),
    )
    for line, (key, title, shown, text, options) in enumerate(rows):
        was = _(DEALS[text]) if key == "deal" and text else text
        made = InlineValue(
            office, title, shown or "–", (ValuePart(key, title, text, options),), changes=partial(_one, key, was),
            kept=kept, name=f"property-{key}",
        )  # fmt: skip
        grid.addWidget(label(title, ink="muted"), line, 0)
        grid.addWidget(made, line, 1)
    nest(card.body, grid)
    return card


def _deals() -> tuple[tuple[str, str], ...]:
    return tuple((key, _(words_).capitalize()) for key, words_ in DEALS.items())


def _one(key: str, was: str, typed: Mapping[str, str]) -> list[Change]:
    return [Change(key, typed[key], was=was)]


class Notes(QPlainTextEdit):
    """The notes of a sheet, kept on leaving. Signal: ``left``."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the field is left, for another control of the window."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            QTimer.singleShot(0, self, self.left.emit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give the former notes back on Échap, when they were changed."""
        if event.key() == Qt.Key.Key_Escape and self.document().isModified():
            self.setPlainText(self.former)
            return
        super().keyPressEvent(event)

    former = ""


class NotesCard(Card):
    """The notes, with the name of the last who wrote them."""

    def __init__(self, office: Office, sheet: LeadSheet, kept: Kept) -> None:
        written = day_short(sheet.notes_at.astimezone(AGENCY_ZONE).date()) if sheet.notes_at else ""
        by = ", ".join(filter(None, (sheet.notes_by, written)))
        super().__init__(office.theme, _("Notes"), name="sheet-notes", note=by)
        self._kept = kept
        self.field = Notes()
        self.field.setObjectName("notes-field")
        self.field.setAccessibleName(_("Notes"))
        self.field.setTabChangesFocus(True)
        fit_height(office.theme, self.field, 3 * 20 + 18, lines=3)
        self.field.former = sheet.notes
        self.field.setPlainText(sheet.notes)
        self.field.left.connect(self.save)
        self._problem = paragraph("", "caption", name="notes-problem")
        self._problem.hide()
        fill(self.body, self.field, watch(self.field, name="notes-caution"), self._problem)

    def typing(self) -> bool:
        """Tell whether something was typed that is not kept yet."""
        return self.field.document().isModified()

    def take_up(self, text: str) -> None:
        """Show again what was typed before another person was looked at."""
        self.field.setPlainText(text)
        self.field.document().setModified(True)

    def save(self) -> None:
        """Keep the notes, when they were changed."""
        if not self.typing():
            return
        answer = self._kept([Change("notes", self.field.toPlainText(), was=self.field.former)], None)
        is_settled = not answer.problem or answer.both is not None
        self._problem.setText(answer.problem)
        set_ink(self._problem, answer.ink)
        self._problem.setVisible(not is_settled)
        if is_settled:
            self.field.document().setModified(False)


MOBILE = ("+336", "+337")
FIRST_EVENTS = 6
OTHER_ORIGINS = 3
LONG_WORD = 22


class Cards(QWidget):
    """The cards, as high as their text at their width; Qt's own minimum would be the height at the narrowest width."""

    def minimumSizeHint(self) -> QSize:
        """Return no height, which is left to ``heightForWidth``."""
        return QSize(super().minimumSizeHint().width(), 0)


def origin_card(theme: Theme, whole: SheetContent, now: datetime) -> Card:
    """Return the card « D’où vient cette donnée ? », with the sentence to answer with below its line."""
    card = Card(theme, _("D’où vient cette donnée\u202f?"), name="sheet-origin")
    origins = whole.sheet.origins
    notice, ink = notice_words(whole.sheet.row, now.date())
    title = _("Information")
    kept = list(origins[0].extra) if origins else []
    pairs = origin_pairs(origins[0], whole.received) if origins else [(_("Vue sur"), _("origine inconnue"))]
    _let_shrink(card.add_pairs([*pairs, *kept, *([(title, notice)] if notice else [])], inks={title: ink}))
    for other in origins[1 : 1 + OTHER_ORIGINS]:
        words = other_origin(other)
        said = f"{words[:1].upper()}{words[1:]}" if other.how else _("Aussi\u202f: {origin}").format(origin=words)
        card.add_value(said, ink="muted")
    more = len(origins) - 1 - OTHER_ORIGINS
    if more > 0:
        card.add_value(n_("et {n} autre provenance", "et {n} autres provenances", more).format(n=more), ink="muted")
    card.add_line()
    if whole.bare:
        card.add_value(_quote(whole.quote), name="sheet-quote")
    else:
        said = _("À répondre\u202f: {sentence}").format(sentence=whole.answer.sentence)
        card.add_value(said, name="sheet-answer")
    return card


def _let_shrink(values: Sequence[QLabel]) -> None:
    """Let a long word (a file, an address) be cut rather than widen the sheet; its tooltip shows all of it."""
    for shown in values:
        shown.setMinimumWidth(1)
        if any(len(word) > LONG_WORD for word in shown.text().split()):
            set_tip(shown, shown.text())


def _quote(quote: str) -> str:
    stored = _("Le nom et les coordonnées ne sont pas gardés.")
    if not quote:
        return _("L’annonce refuse les agences. {kept}").format(kept=stored)
    return _("L’annonce dit\u202f: «\u202f{quote}\u202f». {kept}").format(quote=quote, kept=stored)


class ContactsCard(Named, QFrame):
    """The card of each telephone, e-mail and address, with its own light and one reason."""

    def __init__(self, office: Office, whole: SheetContent, kept: Kept) -> None:
        super().__init__(name="sheet-contacts", title=_("Coordonnées"))
        self._theme = office.theme
        self._lines: list[QWidget] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._column = vbox(on=self, margins=1, spacing=0)
        points = {point.id: point for point in whole.points}
        for contact in whole.sheet.contacts:
            name = f"contact-{len(self._lines)}"
            edited = way_value(office, points[contact.id], kept, name=f"{name}-value") if whole.editable else None
            self._add(shown(contact), whole.contacts[contact.id], name=name, edited=edited)
        if any(contact.value.startswith(MOBILE) for contact in whole.sheet.contacts):
            self._add(_("SMS"), whole.sheet.verdicts[Channel.SMS.value], name="contact-sms")
        if whole.editable:
            self._add_new(office, whole, kept)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        box(painter, self._theme, self.rect(), ground="surface", edge="line", radius=8)
        for line in self._lines[1:]:
            hairline(painter, self._theme, left=1, right=self.width() - 1, y=line.y())

    def _add_new(self, office: Office, whole: SheetContent, kept: Kept) -> None:
        """Add what adds a way to reach the person; a sheet has one address."""
        widget = QWidget()
        column = vbox(on=widget, margins=(56, 6, 12, 8), spacing=2)
        placed = any(point.kind == "address" for point in whole.points)
        for kind in ("phone", "email", *(() if placed else ("address",))):
            adds = new_way(office, kind, (whole.sheet.postcode, whole.sheet.row.town), kept)
            adds.rest.ink = "accent"
            column.addWidget(adds)
        self._lines.append(widget)
        self._column.addWidget(widget)

    def _add(self, contact: str, verdict: Verdict, *, name: str, edited: QWidget | None = None) -> VerdictLine:
        line = VerdictLine(self._theme, contact, verdict, name=name, edited=edited)
        self._lines.append(line)
        self._column.addWidget(line)
        return line


def shown(contact: ContactShown) -> str:
    """Return a contact point as it is shown: a telephone in pairs."""
    return phone_pairs(contact.value) if contact.kind == "phone" else contact.value


def owners_card(theme: Theme, sheet: LeadSheet) -> Card | None:
    """Return the card of the other people of the property; None where nothing is known of any."""
    sentences = [*owner_lines(sheet)]
    if not sentences:
        return None
    card = Card(theme, _("Copropriétaires"), name="sheet-owners")
    for sentence in sentences:
        card.add_value(sentence)
    return card


def listing_card(theme: Theme, listings: Sequence[Listing]) -> Card | None:
    """Return the card of the listings when there are several, else None: the top of the sheet shows a single one."""
    if len(listings) < 2:
        return None
    card = Card(theme, _("Annonces"), name="sheet-listings")
    for place, listing in enumerate(listings):
        if place:
            card.add_line()
        pairs = [
            (_("Bien"), property_line(listing)),
            (_("Site"), with_reference(listing.site, listing.reference)),
            (_("Adresse"), listing.url),
        ]
        _let_shrink(card.add_pairs([(title, text) for title, text in pairs if text]))
    return card


def story_card(
    theme: Theme, events: Sequence[Event], now: datetime, *, whole: bool, more: Callable[[], object]
) -> QWidget:
    """Return the card « Chronologie », newest first; ``whole`` shows every event, otherwise a button that calls
    ``more`` is shown."""
    card = MarginRows(theme, _("Chronologie"), name="sheet-story", margin=64)
    told = events if whole else events[:FIRST_EVENTS]
    for event in told:
        when = label(event_day(event, now), "caption", ink="muted")
        if event.change is not None:
            card.add(when, _changed(theme, event, event.change))
            continue
        words = _("{what}, {by}").format(what=event.text, by=event.by) if event.by else event.text
        card.add(when, paragraph(words, "caption"))
    if len(events) > len(told):
        rest = len(events) - len(told)
        button = Button(
            theme, n_("{n} plus ancien", "{n} plus anciens", rest).format(n=rest), name="sheet-more", kind="link"
        )
        button.clicked.connect(lambda: more())
        card.add(None, button)
    return card


def _changed(theme: Theme, event: Event, change: Difference) -> QWidget:
    """Return a value that changed, on three lines: its name, before and after, who or where from."""
    after = change.after or _("retiré")
    line: QLabel = paragraph(after, "caption", semibold=True)
    if change.before:
        line = BeforeAfter(theme, change.before, after)
        words = _("{column}\u202f: avant {old}, maintenant {new}")
        line.setAccessibleName(words.format(column=change.what, old=change.before, new=after))
    elif not change.after:
        line = paragraph(_(HIDDEN), "caption", ink="muted")
    name, where = paragraph(change.what, "caption"), paragraph(event.where, "caption", ink="muted")
    return widget_of(vbox(name, line, where, spacing=0))


def may_write(whole: SheetContent) -> Verdict:
    """Return the verdict on a letter."""
    return whole.sheet.verdicts[Channel.LETTER.value]


def may_call(whole: SheetContent) -> bool:
    """Tell whether one of the telephones may be called now."""
    return any(contact.kind == "phone" and whole.contacts[contact.id].allowed for contact in whole.sheet.contacts)


def is_opposed(whole: SheetContent) -> bool:
    """Tell whether the person refuses canvassing, and not only who shares their telephone."""
    lights = {whole.sheet.row.light, whole.sheet.verdicts[Channel.LETTER.value].light}
    return whole.sheet.row.opposed_at is not None or lights == {Light.OPPOSED}
