"""The lines of both lists: a request with its deadline, a message with its recipient."""

from datetime import date

from core.base.french import NBSP, day_month_short, day_short
from core.base.i18n import _
from core.model.request import KINDS, OUTCOMES, WAYS, PersonRequest, RecipientMessage
from ui.widgets.lists.table_model import Cell, Column

NEAR = 7
"""Days before a deadline from which it is told in the colour of waiting."""


def request_columns(today: date) -> tuple[Column[PersonRequest], ...]:
    """Return the columns of the requests, in order."""
    return (
        Column("due", _("Réponse avant le"), 160, lambda one: deadline(one, today), sortable=False, right=True),
        Column("state", _("État"), 220, lambda one: state(one, today), sortable=False),
        Column("person", _("Personne"), 250, _person, sortable=False),
        Column("kind", _("Demande"), 170, lambda one: Cell(_(KINDS[one.kind])), sortable=False),
        Column("received", _("Reçue le"), 120, lambda one: Cell(day_short(one.received)), sortable=False, right=True),
        Column("how", _("Par"), 120, lambda one: Cell(_(WAYS[one.how])), sortable=False),
        Column("by", _("Notée par"), 160, lambda one: Cell(one.by, "muted"), sortable=False),
    )


def task_columns() -> tuple[Column[RecipientMessage], ...]:
    """Return the columns of the messages to send, in order."""
    return (
        Column("day", _("Depuis le"), 160, lambda one: Cell(day_short(one.day)), sortable=False, right=True),
        Column("state", _("État"), 220, _sent, sortable=False),
        Column("recipient", _("Destinataire"), 250, lambda one: Cell(one.recipient, semibold=True), sortable=False),
        Column("kind", _("À propos de"), 170, lambda one: Cell(_(KINDS[one.kind])), sortable=False),
        Column("shown", _("Annonce"), 240, lambda one: Cell(announced(one)), sortable=False),
    )


def deadline(one: PersonRequest, today: date) -> Cell:
    """Return the last day to answer, in red when it is past; :func:`state` gives the word."""
    if not one.open:
        return Cell(day_short(one.due), "muted")
    return Cell(day_short(one.due), _ink(one, today), semibold=one.late(today))


def state(one: PersonRequest, today: date) -> Cell:
    """Return the state of a request, in one word."""
    if one.answered is not None and one.outcome is not None:
        return Cell(
            f"{_(OUTCOMES[one.outcome])}, {day_month_short(one.answered)}", "muted", icon="check"
        )  # fmt: skip
    words = left_words(one, today)
    icon = "warning" if one.late(today) else "clock"
    return Cell(words, _ink(one, today), semibold=one.late(today), icon=icon)


def left_words(one: PersonRequest, today: date) -> str:
    """Return « En retard de 3 jours », « Dernier jour », « Reste 12 jours »."""
    left = (one.due - today).days
    if left < 0:
        words = _("En retard de {n} jour") if left == -1 else _("En retard de {n} jours")
        return words.format(n=-left).replace(" ", NBSP)
    if left == 0:
        return _("Dernier jour").replace(" ", NBSP)
    words = _("Reste {n} jour") if left == 1 else _("Reste {n} jours")
    return words.format(n=left).replace(" ", NBSP)


def announced(one: RecipientMessage) -> str:
    """Return the listing a message is about."""
    if one.shown is None:
        return _("effacée")
    return ", ".join(filter(None, (one.shown.reference, one.shown.site)))


def named(one: PersonRequest) -> str:
    """Return who asks: a name, the words typed, or that the sheet is erased."""
    return one.name or one.person or (_("Fiche sans nom") if one.lead_id is not None else _("Personne inconnue"))


def _person(one: PersonRequest) -> Cell:
    if one.name:
        return Cell(one.name, semibold=True)
    if one.lead_id is None and one.person:
        return Cell(one.person, spoken=_("{who}, inconnue de la base").format(who=one.person))
    return Cell(named(one), "muted")


def _sent(one: RecipientMessage) -> Cell:
    if one.sent is None:
        return Cell(_("À envoyer"), "wait", icon="clock")
    return Cell(_("Parti le {day}").format(day=day_short(one.sent)), "muted", icon="check")


def _ink(one: PersonRequest, today: date) -> str:
    if one.late(today):
        return "forbidden"
    return "wait" if (one.due - today).days <= NEAR else "text"
