"""The card of somebody held because words of theirs sound like a refusal: the words, and the two answers."""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout

from core.actions.register import doubted, opposing
from core.actions.register.doubted import InDoubt
from core.base.french import day
from core.base.i18n import _, n_
from core.base.moments import AGENCY_ZONE
from ui.common.office import Office
from ui.common.opposing import opposed_meanwhile
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.label import paragraph
from ui.widgets.layouts import nest
from ui.widgets.message_band import Act


def doubt_card(office: Office, lead_id: int, shown: InDoubt) -> Card:
    """Return the card of a lead that waits for the answer."""
    card = Card(office.theme, _("Est-ce un refus\u202f?"), name="sheet-doubt")
    since = day(shown.since.astimezone(AGENCY_ZONE).date())
    waits = _("Ni lettre ni appel avant votre réponse. Reçu le {day}.").format(day=since)
    card.add_value(waits, ink="muted", name="doubt-waits")
    quotes = [_("«\u202f{words}\u202f»").format(words=words) for words in shown.quotes]
    gone = _("Une phrase ressemblait à un refus. Son texte n’est plus gardé.")
    card.body.addWidget(paragraph("\n".join(quotes) or gone, name="doubt-words"))
    answers = QVBoxLayout()
    answers.setSpacing(6)
    count = max(1, len(quotes))
    yes = Button(office.theme, _("Oui, c’est un refus"), name="doubt-yes", kind="secondary")
    yes.clicked.connect(lambda _checked=False: _refuses(office, lead_id))
    said_no = n_("Non, ce n’est pas un refus", "Non, aucune n’est un refus", count)
    no = Button(office.theme, said_no, name="doubt-no", kind="secondary")
    no.clicked.connect(lambda _checked=False: _is_free(office, lead_id))
    answers.addWidget(yes)
    answers.addWidget(no)
    nest(card.body, answers)
    return card


def _refuses(office: Office, lead_id: int) -> None:
    with office.trying():
        gesture = doubted.is_refusal(office.store, lead_id, by=office.by, at=office.now())
        act = Act(_("Annuler"), partial(_undo, office, gesture)) if gesture else None
        office.say("done", _("Opposition enregistrée."), _("Ni lettre ni appel."), act=act)


def _undo(office: Office, gesture: int) -> None:
    with office.trying():
        opposing.undo(office.store, gesture, by=office.by, at=office.now())
        office.say("done", _("Réponse retirée."), _("La question est posée de nouveau."))


def _is_free(office: Office, lead_id: int) -> None:
    if opposed_meanwhile(office, lead_id):
        return
    with office.trying():
        doubted.is_none(office.store, lead_id, by=office.by, at=office.now())
        office.say("done", _("Ce n’est pas un refus."), _("La fiche est libre."))
