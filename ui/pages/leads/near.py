"""The card of a letter held because somebody refuses with nearly the same name and address, or with the same telephone
or e-mail: both people side by side, and the two answers."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from core.actions.register import near_people
from core.actions.register.near_people import Facing
from core.base.french import day
from core.base.i18n import _
from core.base.moments import AGENCY_ZONE
from core.model.opposing import HOWS
from core.words.register import LIKE
from ui.common.office import Office
from ui.common.opposing import oppose, opposed_meanwhile
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.label import paragraph
from ui.widgets.layouts import nest
from ui.widgets.message_band import Act


def near_card(office: Office, lead_id: int, shown: Facing) -> Card:
    """Return the card of a lead that waits for the decision."""
    card = Card(office.theme, _("Est-ce la personne qui s’oppose\u202f?"), name="sheet-near")
    since, how = day(shown.at.astimezone(AGENCY_ZONE).date()), _(HOWS[shown.how]).lower()
    card.add_value(_("Sa lettre attend votre réponse."), ink="muted", name="near-waits")
    both = QHBoxLayout()
    both.setSpacing(16)
    nest(both, _column(_("Ce prospect"), shown.mine, name="near-mine"), 1)
    theirs = shown.theirs or (_("Fiche effacée\u202f: seules ses empreintes restent."),)
    refused = _("Opposition du {date} ({how})\u202f: {like}.").format(date=since, how=how, like=_(LIKE[shown.shared]))
    nest(both, _column(_("La personne opposée"), (*theirs, refused), name="near-theirs"), 1)
    nest(card.body, both)
    answers = QVBoxLayout()
    answers.setSpacing(6)
    same = Button(office.theme, _("C’est la même personne"), name="near-same", kind="secondary")
    same.clicked.connect(lambda _checked=False: oppose(office, lead_id, how=shown.how))
    another = Button(office.theme, _("C’est une autre personne"), name="near-another", kind="secondary")
    another.clicked.connect(lambda _checked=False: _tell_another(office, lead_id))
    answers.addWidget(same)
    answers.addWidget(another)
    nest(card.body, answers)
    return card


def _column(title: str, lines: Sequence[str], *, name: str) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(2)
    column.addWidget(paragraph(title, "caption", ink="muted"))
    column.addWidget(paragraph("\n".join(lines), name=name))
    column.addStretch(1)
    return column


def _tell_another(office: Office, lead_id: int) -> None:
    if opposed_meanwhile(office, lead_id):
        return
    with office.trying():
        near_people.another_person(office.store, lead_id, by=office.by, at=office.now())
        act = Act(_("Annuler"), partial(_ask_again, office, lead_id))
        office.say("done", _("Une autre personne."), _("Sa lettre peut partir."), act=act)


def _ask_again(office: Office, lead_id: int) -> None:
    with office.trying():
        near_people.ask_again(office.store, lead_id, by=office.by, at=office.now())
        office.say("done", _("Réponse retirée."), _("La lettre attend de nouveau."))
