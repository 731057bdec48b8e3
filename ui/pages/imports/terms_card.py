"""Asks once what the terms of a site say of reading by a program, and offers the lawful way where a site is closed: one
ad saved or copied by hand (SCR-04, SCR-06)."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.actions.intake import site_terms
from core.base.errors import UserError
from core.base.i18n import _
from core.model.site_standing import Terms
from ui.common.office import Office
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.fields import text_field
from ui.widgets.flow import Flow, flow
from ui.widgets.label import label, paragraph
from ui.widgets.layouts import nest

ASKED = "PAGE_TERMS_UNREAD"
BY_HAND = frozenset(
    {"PAGE_TERMS", "PAGE_TERMS_NO", "PAGE_ACCOUNT", "PAGE_RESERVED", "PAGE_ROBOTS", "PAGE_BLOCKED", "PAGE_LOGIN",
     "PAGE_CAP", "PAGE_WAIT", "PAGE_SHELL", "PAGE_CONSENT", ASKED}
)  # fmt: skip
"""Why an address was not read, where somebody may save or copy the ad."""


class TermsCard(QWidget):
    """The question about one site, and what to do instead. Signals: ``allowed``, the page may be asked for;
    ``save_asked``, to choose a saved page; ``type_asked``, to type the ad."""

    allowed = Signal()
    save_asked = Signal()
    type_asked = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._site = ""
        theme = office.theme
        self.setObjectName("terms")
        self._question = paragraph("", semibold=True, name="terms-question")
        self.page = text_field(theme, name="terms-page", title=_("Adresse de la page des conditions"), hint="https://…")
        self.yes = Button(theme, _("Oui, je les ai l&ues"), name="terms-yes")
        self.no = Button(theme, _("&Non, elles le refusent"), name="terms-no")
        self.unread = Button(theme, _("Je ne les ai pas lues"), name="terms-unread")
        self.why = Button(theme, _("Pour&quoi cette question\u202f?"), name="terms-why", kind="link")
        self._reasons = paragraph(
            _(
                "La CNIL demande de vérifier les conditions du site\u202f: si elles interdisent la lecture par un "
                "programme, les données ne doivent pas être prises ainsi. Le site peut aussi interdire la copie d’une "
                "part importante de sa base, ou la copie répétée de petites parts (CPI, art.\u00a0L342-1 et L342-2)."
            ),
            "caption",
            ink="muted",
            name="terms-reasons",
        )
        self.save = Button(theme, _("Choisir une page enregistrée…"), name="terms-save", icon="page")
        self.type = Button(theme, _("Saisir l’annonce à la &main"), name="terms-type", icon="edit")
        self._card = Card(theme, name="terms-card")
        self._hand = QWidget()
        self._build()
        self.yes.clicked.connect(lambda: self._answer(Terms.ALLOWED))
        self.no.clicked.connect(lambda: self._answer(Terms.REFUSED))
        self.unread.clicked.connect(lambda: self._answer(Terms.UNREAD))
        self.why.clicked.connect(lambda: self._reasons.setVisible(self._reasons.isHidden()))
        self.save.clicked.connect(self.save_asked)
        self.type.clicked.connect(self.type_asked)
        self.hide()

    def show_refusal(self, code: str, site: str) -> None:
        """Show what may be done about an address that was not read: ``code`` says why; nothing for another reason."""
        self._site = site
        self._card.setVisible(code == ASKED)
        self._reasons.hide()
        self.setVisible(code in BY_HAND)
        if code == ASKED:
            question = _("Les conditions de {site} permettent-elles de lire une annonce avec un programme\u202f?")
            self._question.setText(question.format(site=site))
            self._card.setAccessibleName(self._question.text())
            self.page.clear()
            self.page.setFocus(Qt.FocusReason.OtherFocusReason)
        elif code in BY_HAND:
            self.save.setFocus(Qt.FocusReason.OtherFocusReason)

    def _answer(self, terms: Terms) -> None:
        office = self._office
        try:
            site_terms.answer(office.store, self._site, terms, page=self.page.text(), by=office.by, at=office.now())
        except UserError as problem:
            office.say("warning", problem.text)
            return
        self._card.hide()
        if terms is Terms.ALLOWED:
            self.hide()
            self.allowed.emit()
            return
        self.save.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        self._card.body.setContentsMargins(16, 14, 16, 14)
        self._card.body.setSpacing(8)
        answers = flow(self.yes, self.no, self.unread, self.why, spacing=12)
        where = label(_("Adresse de la page des conditions"))
        where.setBuddy(self.page)
        for widget in (self._question, where, self.page):
            self._card.body.addWidget(widget)
        nest(self._card.body, answers)
        self._card.body.addWidget(self._reasons)
        hand = Flow(self._hand, spacing=12)
        for button in (self.save, self.type):
            hand.add_widget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._card)
        column.addWidget(self._hand)
