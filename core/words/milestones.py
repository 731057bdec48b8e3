"""The words of the milestones of the trade, and of the status that follows from them."""

from core.base.french import day, moment
from core.base.i18n import _
from core.model.milestone import Handed, MilestoneKind, TradeEvent, WhyLost


def milestone_words(one: TradeEvent) -> str:
    """Return what a milestone says, in one sentence without its full stop."""
    if one.kind is MilestoneKind.APPOINTMENT:
        words = _("Rendez-vous le {when}").format(when=moment(one.moment))
        parts = [words, one.place, _("avec {who}").format(who=one.who) if one.who else ""]
        return ", ".join(part for part in parts if part)
    when = day(one.moment.date())
    if one.kind is MilestoneKind.ESTIMATE:
        said = _("Estimation remise le {day}, {how}").format(day=when, how=Handed(one.said).shown)
        return said if one.back is None else said + _(", y revenir le {day}").format(day=day(one.back))
    if one.kind is MilestoneKind.MANDATE:
        return _("Mandat n°\u00a0{number} signé le {day}").format(number=one.said, day=when)
    return _("Perdu le {day} ({why})").format(day=when, why=WhyLost(one.said).shown)
