"""The cards of the sheet, in the order of the questions people ask: where the data come from, how they may be
reached, the property, the history."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from core.base.french import phone_pairs
from core.base.i18n import _, n_
from core.model.channel import Channel
from core.model.lead import ContactShown, Event
from core.model.verdict import Light, Verdict
from core.records.listing import Listing
from ui.common.office import Office
from ui.look.theme import Theme
from ui.pages.leads import words
from ui.pages.leads.complete_form import Kept
from ui.pages.leads.living_values import new_way, way_value
from ui.pages.leads.reading import Whole
from ui.widgets.button import Button
from ui.widgets.card import Card, MarginRows
from ui.widgets.label import label, paragraph, set_tip
from ui.widgets.paint import box, hairline
from ui.widgets.verdict import VerdictLine

MOBILE = ("+336", "+337")
FIRST_EVENTS = 6
OTHER_ORIGINS = 3
LONG_WORD = 22


class Cards(QWidget):
    """The cards, as high as their text at their width; Qt's own minimum would be the height at the narrowest width."""

    def minimumSizeHint(self) -> QSize:
        """Return no height, which is left to ``heightForWidth``."""
        return QSize(super().minimumSizeHint().width(), 0)


def origin_card(theme: Theme, whole: Whole, now: datetime) -> Card:
    """Return the card « D’où vient cette donnée ? », with the sentence to answer with below its line."""
    card = Card(theme, _("D’où vient cette donnée\u202f?"), name="sheet-origin")
    origins = whole.sheet.origins
    notice, ink = words.notice_words(whole.sheet.row, now.date())
    title = _("Information")
    kept = list(origins[0].extra) if origins else []
    pairs = words.origin_pairs(origins[0], whole.received) if origins else [(_("Vue sur"), _("origine inconnue"))]
    _let_shrink(card.add_pairs([*pairs, *kept, *([(title, notice)] if notice else [])], inks={title: ink}))
    for other in origins[1 : 1 + OTHER_ORIGINS]:
        told = words.other_origin(other)
        said = f"{told[:1].upper()}{told[1:]}" if other.how else _("Aussi\u202f: {origin}").format(origin=told)
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
    kept = _("Le nom et les coordonnées ne sont pas gardés.")
    if not quote:
        return _("L’annonce refuse les agences. {kept}").format(kept=kept)
    return _("L’annonce dit\u202f: «\u202f{quote}\u202f». {kept}").format(quote=quote, kept=kept)


class ContactsCard(QFrame):
    """The card of each telephone, e-mail and address, with its own light and one reason."""

    def __init__(self, office: Office, whole: Whole, kept: Kept) -> None:
        super().__init__()
        self._theme = office.theme
        self._lines: list[QWidget] = []
        self.setObjectName("sheet-contacts")
        self.setAccessibleName(_("Coordonnées"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)
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
        """Paint the surface, and a hairline between two lines."""
        painter = QPainter(self)
        box(painter, self._theme, self.rect(), ground="surface", edge="line", radius=8)
        for line in self._lines[1:]:
            hairline(painter, self._theme, left=1, right=self.width() - 1, y=line.y())

    def _add_new(self, office: Office, whole: Whole, kept: Kept) -> None:
        """Add what adds a way to reach the person; a sheet has one address."""
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(56, 6, 12, 8)
        column.setSpacing(2)
        placed = any(point.kind == "address" for point in whole.points)
        for kind in ("phone", "email", *(() if placed else ("address",))):
            adds = new_way(office, kind, (whole.sheet.postcode, whole.sheet.row.town), kept)
            adds.rest.ink = "accent"
            column.addWidget(adds)
        self._lines.append(held)
        self._column.addWidget(held)

    def _add(self, contact: str, verdict: Verdict, *, name: str, edited: QWidget | None = None) -> VerdictLine:
        line = VerdictLine(self._theme, contact, verdict, name=name, edited=edited)
        self._lines.append(line)
        self._column.addWidget(line)
        return line


def shown(contact: ContactShown) -> str:
    """Return a contact point as it is shown: a telephone in pairs."""
    return phone_pairs(contact.value) if contact.kind == "phone" else contact.value


def listing_card(theme: Theme, listings: Sequence[Listing]) -> Card | None:
    """Return the card of the listings when there are several, else None: the top of the sheet shows a single one."""
    if len(listings) < 2:
        return None
    card = Card(theme, _("Annonces"), name="sheet-listings")
    for place, one in enumerate(listings):
        if place:
            card.add_line()
        pairs = [
            (_("Bien"), words.property_line(one)),
            (_("Site"), words.with_reference(one.site, one.reference)),
            (_("Adresse"), one.url),
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
        when = label(words.event_day(event, now), "caption", ink="muted")
        said = _("{what}, {by}").format(what=event.text, by=event.by) if event.by else event.text
        card.add(when, paragraph(said, "caption"))
    if len(events) > len(told):
        rest = len(events) - len(told)
        button = Button(
            theme, n_("{n} plus ancien", "{n} plus anciens", rest).format(n=rest), name="sheet-more", kind="link"
        )
        button.clicked.connect(lambda: more())
        card.add(None, button)
    return card


def may_write(whole: Whole) -> Verdict:
    """Return the verdict on a letter."""
    return whole.sheet.verdicts[Channel.LETTER.value]


def may_call(whole: Whole) -> bool:
    """Tell whether one of the telephones may be called now."""
    return any(one.kind == "phone" and whole.contacts[one.id].allowed for one in whole.sheet.contacts)


def is_opposed(whole: Whole) -> bool:
    """Tell whether the person refuses canvassing."""
    return whole.sheet.row.opposed_at is not None or whole.sheet.row.light is Light.OPPOSED
