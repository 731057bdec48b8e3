"""The card beside the ads offered: what was read of one, where, and what is corrected before it is taken."""

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QScrollArea, QWidget

from core.actions.intake.offering import CORRECTED, REFUSES, UNSURE, Offer, OfferFate
from core.base.i18n import _
from core.words.offers import field_word, may_refuse
from core.words.origins import read_place
from ui.look.theme import Theme
from ui.pages.imports.copied import PageAddress
from ui.widgets.button import Button
from ui.widgets.card import Surface
from ui.widgets.fields import mark_wrong, text_field
from ui.widgets.flow import flow
from ui.widgets.label import label, paragraph, set_ink
from ui.widgets.layouts import STRETCH, Themed, fill, nest, take_out, vbox, widget_of
from ui.widgets.pages import bare_area

WIDTH = 330
WIDEST = 16_777_215
"""Qt's own bound of a width (QWIDGETSIZE_MAX)."""
_DEALS = {"sale": "vente", "rent": "location"}
_SELLERS = {"private": "particulier", "pro": "professionnel"}
_ANSWERS = {"true": "oui", "false": "non"}
_NOT_SHOWN = frozenset({*CORRECTED, "text"})
_PERSONAL = frozenset({"phones", "emails"})
_WANTED = ("price", "kind", "area", "town", "postcode", "address")
"""What is asked for first of a page that does not say it: the letter goes to the address."""


class OfferCard(Themed, QScrollArea):
    """The card. ``corrected(rank, field, text)``: somebody wrote another value."""

    corrected = Signal(int, str, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, name="offer-card", title=_("Ce qui a été lu"))
        self._offer: Offer | None = None
        self._title = label(_("Ce qui a été lu"), semibold=True, name="offer-title")
        self._said = paragraph("", ink="muted", name="offer-said")
        self._asked = paragraph("", ink="wait", name="offer-asked")
        self.is_none = Button(theme, _("Ce n’est pas un refus"), name="offer-no-refusal")
        self.is_one = Button(theme, _("C’est un refus"), name="offer-refusal", press=lambda: self._answer("oui"))
        # Of words that the register holds already: lifting them has a reason.
        self.why = text_field(
            theme,
            name="offer-why",
            title=_("En une phrase, pour qui relira"),
            hint=_("En une phrase, pour qui relira"),
        )
        self.why.returnPressed.connect(lambda: self._answer("non"))
        self._columns = 0
        self._fields: dict[str, QLineEdit] = {}
        self._places = {name: paragraph("", "caption", ink="muted", name=f"offer-{name}-where") for name in CORRECTED}
        self._others = paragraph("", "caption", ink="muted", name="offer-others")
        inside = Surface(theme)
        column = inside.body
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(4)
        self.address = PageAddress(theme)
        fill(column, self.address, self._title, self._said, self._asked, self.why)
        fill(column, flow(self.is_none, self.is_one, spacing=12))
        self.is_none.clicked.connect(lambda: self._answer("non"))
        self._blocks = [self._block(name) for name in CORRECTED]
        self._grid = QGridLayout()
        self._grid.setSpacing(12)
        nest(column, self._grid)
        self._lay(1)
        fill(column, self._others, STRETCH)
        bare_area(self, inside)

    def show_offer(self, offer: Offer | None) -> None:
        """Show an ad, or nothing."""
        if offer is None or self._offer is None or offer.rank != self._offer.rank:
            self.why.clear()
            mark_wrong(self.why, "")
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
            read = read_place(found.where) if found else ""
            where = _("Lu dans\u202f: {where}").format(where=read) if read else _unsaid(name)
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
        self.why.setVisible(offer.fate is OfferFate.REFUSES and offer.earlier > 0)
        self.is_one.setVisible(bool(asked) or (REFUSES in offer.doubts and offer.keeps_person))

    def enter(self, *, missing: bool = False) -> None:
        """Give the focus to the first field in doubt, else to the first that is ``missing``, else to the first one."""
        empty = [name for name in (*_WANTED, *CORRECTED) if missing and not self._fields[name].text()]
        names = [*(self._offer.doubts if self._offer else ()), *empty, *CORRECTED]
        field = next((self._fields[name] for name in names if name in self._fields), None)
        if field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            field.selectAll()
            # Once the card has its size: it may have been shown only now.
            QTimer.singleShot(0, self, partial(self.ensureWidgetVisible, field, 0, self._theme.px(32)))

    def _block(self, name: str) -> QWidget:
        """Return a field with its title above it and, below, where its value was read."""
        words = field_word(name)
        title = words[:1].upper() + words[1:]
        field = text_field(self._theme, name=f"offer-{name}", title=title)
        field.editingFinished.connect(lambda: self._leave(name))
        self._fields[name] = field
        heading = label(title, name=f"offer-{name}-title", of=field)
        return widget_of(vbox(heading, field, self._places[name], spacing=4))

    def _lay(self, columns: int) -> None:
        """Put the fields side by side, so many in a row."""
        if columns == self._columns:
            return
        self._columns = columns
        for rank, block in enumerate(self._blocks):
            take_out(block)
            self._grid.addWidget(block, rank // columns, rank % columns, Qt.AlignmentFlag.AlignTop)
        for column in range(2):
            self._grid.setColumnStretch(column, int(column < columns))

    def _answer(self, answer: str) -> None:
        if self._offer is None:
            return
        if answer == "non" and self.why.isVisibleTo(self) and not self.why.text().strip():
            mark_wrong(self.why, _("Dites pourquoi, en une phrase."))
            self.why.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.corrected.emit(self._offer.rank, REFUSES, answer)

    def _leave(self, name: str) -> None:
        field = self._fields[name]
        if self._offer is not None and field.isModified():
            field.setModified(False)
            self.corrected.emit(self._offer.rank, name, field.text().strip())

    def fit(self, most: int, *, whole: bool) -> None:
        """Take the width of the design, ``most`` pixels at most; all there is when ``whole``."""
        self._lay(2 if whole and most > self._theme.px(WIDTH) else 1)
        self.setMinimumWidth(0 if whole else min(self._theme.px(WIDTH), most))
        self.setMaximumWidth(WIDEST if whole else min(self._theme.px(WIDTH), most))


def _unsaid(name: str) -> str:
    """Return what is said below a field that the page does not fill."""
    if name == "address":
        return _("Rue et numéro, si vous les avez\u202f: pour la lettre. Sinon, à compléter plus tard.")
    return _("La page ne le dit pas.")


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
                    field=field_word(name), value=value, sure=sure, where=read_place(found.where)
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
        "address": (offer.street or draft.address) if offer.keeps_person else "",
        "postcode": draft.postcode,
        "town": draft.town,
        "name": draft.name if offer.keeps_person else "",
    }
    return values[name]
