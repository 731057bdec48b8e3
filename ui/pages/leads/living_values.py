"""The values of a sheet that are edited in place: the name, the ways to reach the person, the property, the notes."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QPlainTextEdit, QWidget

from core.actions.leads.sheet_values import CIVILITIES, place_shown, value_shown
from core.base.french import day_short
from core.base.i18n import _
from core.base.moments import AGENCY_ZONE
from core.model.editing import DEALS, LABELS, Change, Told
from core.model.lead import LeadSheet
from core.records.contact import Contact
from core.records.listing import Listing
from core.words.properties import area_words, price_words
from ui.common.office import Office
from ui.common.private_words import watch
from ui.pages.leads.complete_form import Kept
from ui.pages.leads.told_field import ToldField
from ui.widgets.card import Card
from ui.widgets.edit_value import EditValue, Part
from ui.widgets.fields import fit_height
from ui.widgets.label import label, paragraph, set_ink
from ui.widgets.layouts import nest

Changes = Callable[[Mapping[str, str]], Sequence[Change]]
"""Makes the changes to keep of the texts typed, by part."""


class LivingValue(EditValue):
    """A value kept on the sheet. ``told``: the letter must say where it was read, unless it is only spelled
    otherwise."""

    def __init__(
        self, office: Office, title: str, shown: str, parts: Sequence[Part], *, changes: Changes, kept: Kept,
        name: str, told: bool = False, semibold: bool = False, style: str = "body",
    ) -> None:  # fmt: skip
        self._office, self._changes, self._kept, self._asks = office, changes, kept, told
        self._told: ToldField | None = None
        super().__init__(
            office.theme, title, shown, parts, keep=self._keep_typed, name=name, semibold=semibold, style=style
        )

    def extra(self) -> QWidget | None:
        """Return the question « Où l’avez-vous lue ? »."""
        self._told = self._ask() if self._asks else None
        return self._told

    def _ask(self) -> ToldField:
        return ToldField(self._office.theme, name=self.rest.objectName(), today=self._office.now().date())

    def _keep_typed(self, typed: Mapping[str, str]) -> tuple[str, str]:
        told: Told | None = self._told.told() if self._told else None
        answer = self._kept(self._changes(typed), told)
        if self._told is not None:
            self._told.point(answer.code, answer.problem)
        return answer.problem, answer.ink


def name_value(office: Office, sheet: LeadSheet, shown: str, kept: Kept) -> LivingValue:
    """Return the name: civility, last name and first name, one value."""
    last = sheet.last_name or ("" if sheet.first_name else sheet.row.name)
    civilities = tuple((one, one or _("Non dite")) for one in dict.fromkeys((*CIVILITIES, sheet.civility)))
    parts = (
        Part("civility", _("Civilité"), sheet.civility, civilities),
        Part("last_name", _("Nom"), last, stretch=0),
        Part("first_name", _("Prénom"), sheet.first_name),
    )
    before = {"civility": sheet.civility, "last_name": sheet.last_name, "first_name": sheet.first_name}

    def changes(typed: Mapping[str, str]) -> list[Change]:
        return [
            Change(part.key, typed[part.key], was=before[part.key]) for part in parts if typed[part.key] != part.text
        ]

    return LivingValue(
        office, _("Nom"), shown, parts, changes=changes, kept=kept, name="sheet-name", told=True, semibold=True,
        style="heading",
    )  # fmt: skip


def way_value(office: Office, point: Contact, kept: Kept, *, name: str) -> LivingValue:
    """Return a telephone, an e-mail or an address; emptied, it is removed."""
    title = _(LABELS[point.kind]).capitalize()
    if point.kind == "address":
        shown = place_shown(point.value, point.postcode, point.town)
        return _address(office, title, shown, point, kept, name=name)
    shown = value_shown(point.kind, point.value)

    def changes(typed: Mapping[str, str]) -> list[Change]:
        return [Change(point.kind, typed["value"], point.id, was=shown)]

    parts = (Part("value", title, shown),)
    return LivingValue(
        office, title, shown, parts, changes=changes, kept=kept, name=name, told=True, semibold=True
    )  # fmt: skip


def new_way(office: Office, kind: str, place: tuple[str, str], kept: Kept) -> LivingValue:
    """Return what adds a telephone, an e-mail or an address; ``place``: the postcode and town of the lead."""
    adds = {
        "phone": _("Ajouter un téléphone"), "email": _("Ajouter un e-mail"), "address": _("Ajouter une adresse"),
    }  # fmt: skip
    title, name = _(LABELS[kind]).capitalize(), f"contact-new-{kind}"
    if kind == "address":
        return _address(office, title, adds[kind], Contact(0, 0, kind, "", *place), kept, name=name)

    def changes(typed: Mapping[str, str]) -> list[Change]:
        return [Change(kind, typed["value"])]

    return LivingValue(
        office, title, adds[kind], (Part("value", title, ""),), changes=changes, kept=kept, name=name, told=True
    )


def _address(office: Office, title: str, shown: str, point: Contact, kept: Kept, *, name: str) -> LivingValue:
    parts = (
        Part("address", title, point.value, stretch=0),
        Part("postcode", _("Code postal"), point.postcode, stretch=0),
        Part("town", _("Commune"), point.town, stretch=2),
    )
    was = shown if point.id else ""

    def changes(typed: Mapping[str, str]) -> list[Change]:
        return [Change("address", typed["address"], point.id, typed["postcode"], typed["town"], was)]

    return LivingValue(
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
        made = LivingValue(
            office, title, shown or "–", (Part(key, title, text, options),), changes=partial(_one, key, was), kept=kept,
            name=f"property-{key}",
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
        self.body.addWidget(self.field)
        self.body.addWidget(watch(self.field, name="notes-caution"))
        self.body.addWidget(self._problem)

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
        self._problem.setText(answer.problem)
        set_ink(self._problem, answer.ink)
        self._problem.setVisible(bool(answer.problem))
        if not answer.problem:
            self.field.document().setModified(False)
