"""The listing sites in the settings: what the terms of each say of being read by a program, and what is left today."""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.actions.intake import site_terms
from core.base.i18n import N_, _
from core.base.moments import AGENCY_ZONE
from core.model.site_standing import SiteStanding, Terms
from core.words.offers import terms_words
from ui.common.office import Office
from ui.pages.settings.section import Section
from ui.widgets.card import MarginRows
from ui.widgets.fields import Choice
from ui.widgets.label import label, paragraph

_CHOICES = (
    (Terms.UNREAD.value, N_("Pas encore lues")),
    (Terms.ALLOWED.value, N_("Elles le permettent")),
    (Terms.REFUSED.value, N_("Elles le refusent")),
)


class SitesSection(Section):
    """The section; a choice is kept at once, with the name of the person and the day."""

    key = "sites"
    title = N_("Sites d’annonces")
    sentence = N_(
        "Aucune page n’est demandée à un site avant que quelqu’un ait lu ses conditions. Une page enregistrée par vous "
        "ne demande rien au site."
    )

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._shown: list[SiteStanding] = []
        self.rows = MarginRows(office.theme, _("Conditions des sites"), name="sites", margin=24)
        self.body.addWidget(self.rows)
        self.body.addStretch(1)

    def refresh(self) -> None:
        """Show where each site stands, unless it is what is shown."""
        with self.office.store.read() as r:
            every = site_terms.every(r, self.office.now().astimezone(AGENCY_ZONE).date())
        if every == self._shown:
            return
        self._shown = every
        self.rows.clear()
        for place, one in enumerate(every):
            self.rows.add(None, self._row(one, place), line=place > 0)

    def _row(self, one: SiteStanding, place: int) -> QWidget:
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(one.site, semibold=True))
        said = terms_words(one).removeprefix(f"{one.site}\u202f: ")
        column.addWidget(paragraph(f"{said[:1].upper()}{said[1:]}", "caption", ink="muted", name=f"site-{place}-said"))
        if not one.judged:
            title = _("Conditions de {site}").format(site=one.site)
            choices = [(value, _(words)) for value, words in _CHOICES]
            choice = Choice(self.office.theme, choices, name=f"site-{place}", title=title)
            choice.choose(one.terms.value)
            choice.activated.connect(partial(self._answer, one, choice))
            column.addWidget(choice)
        return held

    def _answer(self, one: SiteStanding, choice: Choice, _row: int) -> None:
        terms = Terms(choice.value())
        if terms is one.terms and one.day is not None:
            return
        with self.saving():
            office = self.office
            site_terms.answer(office.store, one.site, terms, page=one.page, by=office.by, at=office.now())
