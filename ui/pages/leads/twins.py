"""Leads that may be the same person as the one shown: their cards, and the actions of the buttons."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QVBoxLayout

from core.actions.leads import duplicates
from core.actions.leads.duplicates import Proposal
from core.actions.leads.join_undo import disjoin
from core.actions.leads.joining import UNDO_FOR, join
from core.base.french import day
from core.base.i18n import _
from core.base.moments import AGENCY_ZONE
from core.model.joining import Difference, Joined
from core.words.printing import joined_letters
from ui.common.office import Office
from ui.look.theme import Theme
from ui.pages.leads.reading import Twin
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.label import set_tip
from ui.widgets.layouts import nest
from ui.widgets.message_band import Act


def join_leads(office: Office, keep: int, other: int) -> None:
    """Join two leads and keep the sheet shown."""
    with office.trying():
        done = join(office.store, keep, other, by=office.by, at=office.now())
        act = Act(_("Annuler"), partial(split, office, done))
        if done.opposed:
            told = _("L’une des deux s’opposait\u202f: tout est fermé.")
            office.say("opposed", _("Fiches réunies."), told, act=act)
        elif done.letters:
            office.say("caution", _("Fiches réunies."), joined_letters(done.letters), act=act)
        else:
            told = _("Cela se défait pendant {days} jours.").format(days=UNDO_FOR.days)
            office.say("done", _("Fiches réunies."), told, act=act)


def tell_apart(office: Office, one: int, other: int) -> None:
    """Remember that two leads are two persons."""
    with office.trying():
        duplicates.told_apart(office.store, one, other, by=office.by, at=office.now())
        act = Act(_("Annuler"), partial(_tell_again, office, one, other))
        office.say("done", _("Deux personnes."), _("La question ne sera plus posée."), act=act)


def split(office: Office, done: Joined) -> None:
    """Undo a join."""
    with office.trying():
        disjoin(office.store, done.id, by=office.by, at=office.now())
        office.say("done", _("Réunion défaite."), _("Chaque fiche a retrouvé ce qu’elle avait."))


def _tell_again(office: Office, one: int, other: int) -> None:
    with office.trying():
        duplicates.told_again(office.store, one, other, by=office.by, at=office.now())
        office.say("done", _("Réponse retirée."), _("La question est posée de nouveau."))


Answer = Callable[[int], object]


def twin_card(theme: Theme, twin: Twin, *, place: int, joined: Answer, apart: Answer) -> Card:
    """Return the card of one proposal, the ``place``-th of the sheet; ``joined`` and ``apart`` are called with the
    other lead."""
    proposal = twin.proposal
    title = _("À distinguer") if proposal.apart else _("Peut-être la même personne")
    card = Card(theme, title, name=f"sheet-twin-{place}")
    card.add_value(_who(proposal), name=f"twin-who-{place}")
    reasons = ", ".join(proposal.reasons)
    card.add_value(reasons[:1].upper() + reasons[1:] + ".", ink="muted", name=f"twin-why-{place}")
    if twin.changes:
        card.add_line()
        # On two lines: before and after are often as long as the card is wide.
        for change in twin.changes:
            shown = card.add_value(_change(change), name=f"twin-change-{change.what}")
            shown.setMinimumWidth(1)
            set_tip(shown, _change(change))
    answers = QVBoxLayout()
    answers.setSpacing(6)
    name = proposal.name or _("cette personne")
    join = Button(theme, _("Réunir"), name=f"twin-join-{place}", kind="secondary")
    join.setAccessibleName(_("Réunir avec {name}").format(name=name))
    join.clicked.connect(partial(_told, joined, proposal.lead_id))
    other = Button(theme, _("Pas la même personne"), name=f"twin-apart-{place}", kind="link")
    other.setAccessibleName(_("Pas la même personne que {name}").format(name=name))
    other.clicked.connect(partial(_told, apart, proposal.lead_id))
    answers.addWidget(join)
    answers.addWidget(other)
    nest(card.body, answers)
    return card


def joined_card(theme: Theme, joined: Joined, *, undo: Callable[[Joined], object]) -> Card:
    """Return the card that says that the sheet is made of two, with the button that undoes the join."""
    card = Card(theme, _("Deux fiches réunies"), name="sheet-joined")
    until = day(joined.until.astimezone(AGENCY_ZONE).date())
    card.add_value(_("Cela se défait jusqu’au {day}.").format(day=until), ink="muted", name="joined-until")
    if joined.letters:
        card.add_value(joined_letters(joined.letters), name="joined-letters")
    back = Button(theme, _("Défaire la réunion"), name="joined-undo", kind="link")
    back.clicked.connect(lambda: undo(joined))
    card.body.addWidget(back)
    return card


def _told(answer: Answer, lead_id: int, *_clicked: bool) -> None:
    answer(lead_id)


def _who(proposal: Proposal) -> str:
    if proposal.hidden:
        return _("Une personne opposée. Réunir ferme aussi cette fiche.")
    return ", ".join(filter(None, (proposal.name or _("Sans nom"), proposal.town)))


def _change(change: Difference) -> str:
    return _("{what}\u202f: {before} → {after}").format(what=change.what, before=change.before, after=change.after)
