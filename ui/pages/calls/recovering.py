"""Offers, at the start, the calls that a crash cut short: an attempt without an outcome still counts among the four."""

from core.actions.calling.unfinished import Unfinished, unfinished
from core.base.i18n import _, n_
from core.base.screen_shapes import hour
from ui.common.office import Office
from ui.widgets.message_band import Act


def recover(office: Office) -> tuple[Unfinished, ...]:
    """Offer in the band the calls without an outcome, the oldest first, and return them. The window calls it once."""
    with office.store.read() as r:
        found = tuple(unfinished(r, by=office.by, at=office.now()))
    if not found:
        return ()
    first, others = found[0], len(found) - 1
    bold = _("Un appel du {day} à {hour} n’a pas d’issue.").format(
        day=f"{first.started:%d/%m}", hour=hour(first.started)
    )
    more = n_("{n} autre attend aussi la sienne.", "{n} autres attendent aussi la leur.", others)
    sentence = more.format(n=others) if others else _("Le programme s’était arrêté pendant cet appel.")
    office.say(
        "caution",
        bold,
        sentence,
        act=Act(_("Choisir l’issue"), run=lambda: office.go("calls", first.lead), key="", icon="phone"),
    )
    return found
