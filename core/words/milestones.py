"""The words of the milestones of the trade, and of the status that follows from them."""

from core.base.i18n import _
from core.base.screen_shapes import day, moment
from core.model.milestone import Handed, MilestoneKind, TradeEvent, WhyLost

_IN_A_SENTENCE = ("Au ", "À ", "Chez ", "Autre ")
"""How the places that the form proposes begin."""


def place_words(place: str) -> str:
    """Return a place as it stands inside a sentence: « au bien », « à l’agence »; a name keeps its capital."""
    return place[0].lower() + place[1:] if place.startswith(_IN_A_SENTENCE) else place


def milestone_words(one: TradeEvent) -> str:
    """Return what a milestone says, in one sentence without its full stop."""
    if one.kind is MilestoneKind.APPOINTMENT:
        words = _("Rendez-vous le {when}").format(when=moment(one.moment))
        parts = [words, place_words(one.place), _("avec {who}").format(who=one.who) if one.who else ""]
        return ", ".join(part for part in parts if part)
    when = day(one.moment.date())
    if one.kind is MilestoneKind.ESTIMATE:
        said = _("Estimation remise le {day}, {how}").format(day=when, how=Handed(one.said).shown)
        return said if one.back is None else said + _(", y revenir le {day}").format(day=day(one.back))
    if one.kind is MilestoneKind.MANDATE:
        return _("Mandat n°\u00a0{number} signé le {day}").format(number=one.said, day=when)
    return _("Perdu le {day} ({why})").format(day=when, why=WhyLost(one.said).shown)
