"""What the preview shows of a page copied in a browser: its address, asked where the browser left none, and the words
pasted, with what was read of them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QTextEdit, QWidget

from core.actions.intake.offering import Offer
from core.actions.intake.pages_given import GivenPage
from core.base.i18n import _
from core.model.site_standing import SiteStanding, Terms
from core.sources.copied_page import page_address
from core.words.errors import user_text
from ui.look.theme import Theme
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.fields import mark_wrong, text_field
from ui.widgets.flow import Turning, flow
from ui.widgets.label import label, paragraph, value
from ui.widgets.layouts import Named, Themed, fill, hbox, vbox

WIDTH = 466
"""Of the words pasted, at 100 %."""
MOST_WORDS = 60_000
"""Characters shown of what was pasted."""
_MARKED = ("title", "kind", "price", "area", "rooms", "postcode", "town", "name", "reference", "phones", "emails")
_ROOMS = r"\s*(?:pi[èe]ces?\b|p\.)"
_UNITS = {"price": r"\s*(?:€|euros?\b|EUR\b)", "area": r"\s*m(?:²|2\b|ètres? carrés?\b)", "rooms": _ROOMS}
"""What follows a figure: a bare « 5 » is found everywhere."""


def read_spans(words: str, values: Mapping[str, str]) -> list[tuple[int, int]]:
    """Return (start, end) of each value read, field → text, in the words of a page, in order; the first two places of
    each. Figures are found however they are spaced."""
    spans = set[tuple[int, int]]()
    for name in _MARKED:
        shape = _shape(name, values.get(name, "").strip())
        if shape:
            found = re.finditer(shape, words, re.I)
            spans |= {match.span() for _place, match in zip(range(2), found, strict=False)}
    return sorted(spans)


def _shape(name: str, told: str) -> str:
    if name == "phones":
        digits = re.sub(r"\D", "", told)[-9:]
        return r"(?:\+33|0)[\s.]*" + r"[\s.\-]*".join(digits) if len(digits) == 9 else ""
    if name in _UNITS:
        whole, _point, cents = told.partition(".")
        if not whole.isdigit():
            return ""
        rest = rf"(?:[.,]{cents}0*)" if cents.strip("0") else r"(?:[.,]0+)?"
        return r"(?<![\d.,])" + r"[\s.]*".join(whole) + rest + _UNITS[name]
    words = map(re.escape, told.split())
    return r"(?<!\w)" + r"\s+".join(words) + r"(?!\w)" if len(told) > 1 else ""


class PageAddress(Named, QWidget):
    """The address of the page copied: where it came with the copy, it is shown; else it is asked, and nothing is taken
    without it. ``given(address)``: somebody gave it."""

    given = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(name="copied-page")
        self.field = text_field(theme, name="copied-address", title=_("Page"), hint="https://…")
        self.use = Button(theme, _("Donner cette adresse"), name="copied-use", icon="link", press=self._give)
        self._heading = label(_("Page"), semibold=True, of=self.field)
        self._said = paragraph("", "caption", ink="muted", name="copied-said")
        self._known = value("", name="copied-known")
        self._asked = Turning(theme, self.field, self.use)
        vbox(self._heading, self._known, self._asked, self._said, on=self, spacing=4)
        self.field.returnPressed.connect(self._give)
        self.hide()

    def show_known(self, address: str) -> None:
        """Show the address that came with the copy."""
        for widget in (self._heading, self._asked):
            widget.hide()
        self._known.setText(address)
        self._known.show()
        self._said.setText(_("Venue avec la copie. La provenance du prospect."))
        self.show()

    def ask(self, page: GivenPage) -> None:
        """Ask for the address of a page."""
        for widget in (self._heading, self._asked):
            widget.show()
        self._known.hide()
        self.field.clear()
        mark_wrong(self.field, "")
        self._said.setText(page.said)
        self.field.setAccessibleDescription(page.said)
        self.show()

    def _give(self) -> None:
        address = page_address(self.field.text())
        if address:
            self.given.emit(address)
            return
        sentence = user_text("PAGE_ADDRESS_BAD")
        self._said.setText(sentence)
        mark_wrong(self.field, sentence)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)


class PastedTerms(Card):
    """Whether the site of a page copied lets its ads be read, asked once. ``answered(site, terms)``: somebody says."""

    answered = Signal(str, Terms)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, name="pasted-terms")
        self._site = ""
        self._question = paragraph("", semibold=True, name="pasted-terms-question")
        careful = _("Vous la copiez vous-même, une par une. Prudence tout de même.")
        self.yes = Button(theme, _("Oui"), name="pasted-terms-yes")
        self.no = Button(theme, _("Non"), name="pasted-terms-no")
        self.unread = Button(theme, _("Je ne sais pas"), name="pasted-terms-unread")
        words, answers = QWidget(), QWidget()
        vbox(self._question, paragraph(careful, "caption", ink="muted"), on=words, spacing=2)
        hbox(self.yes, self.no, self.unread, on=answers, spacing=8)
        fill(self.body, Turning(theme, words, answers))
        for button, terms in ((self.yes, Terms.ALLOWED), (self.no, Terms.REFUSED), (self.unread, Terms.UNREAD)):
            button.clicked.connect(partial(self._answer, terms))
        self.hide()

    def ask(self, standing: SiteStanding | None) -> None:
        """Ask about a site, unless its sheet or somebody said already; None: nothing is asked."""
        is_open = (
            standing is not None and standing.terms is Terms.UNREAD and standing.day is None and not standing.judged
        )
        if standing is not None and is_open:
            self._site = standing.site
            question = _("{site} permet-il de relever ses annonces\u202f?").format(site=standing.site)
            self._question.setText(question)
            self.setAccessibleName(question)
        self.setVisible(is_open)

    def _answer(self, terms: Terms) -> None:
        self.answered.emit(self._site, terms)


class PastedWords(Themed, QFrame):
    """The words of the page as they were pasted, those that were read marked; they are never kept."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, name="pasted")
        self.setProperty("ground", "rail")
        self.text = QPlainTextEdit()
        self.text.setObjectName("pasted-text")
        self.text.setAccessibleName(_("Ce que vous avez collé"))
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        heads = flow(
            label(_("Ce que vous avez collé"), semibold=True),
            label(_("Rien de plus n’est gardé"), "caption", ink="muted"),
            spacing=12,
        )
        marked = paragraph(_("Surligné\u202f: ce qui a été lu."), "caption", ink="muted")
        column = vbox(on=self, margins=(14, 10, 14, 10), spacing=8)
        fill(column, heads, (self.text, 1), marked)
        self.hide()

    def show_words(self, words: str, offer: Offer) -> None:
        """Show what was pasted, and what was read of it."""
        self.text.setPlainText(words[:MOST_WORDS])
        shown = self.text.toPlainText()
        values = {name: found.value for name, found in offer.ad.fields.items()}
        self.text.setExtraSelections(list(self._marks(read_spans(shown, values))))
        self.show()

    def _marks(self, spans: Iterable[tuple[int, int]]) -> Iterator[QTextEdit.ExtraSelection]:
        for start, end in spans:
            mark = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.text.document())
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            mark.cursor = cursor
            mark.format.setBackground(self._theme.color("accent-tint"))
            yield mark

    def fit(self, most: int) -> None:
        """Take the width of the design, ``most`` pixels at most."""
        self.setFixedWidth(min(self._theme.px(WIDTH), most))
