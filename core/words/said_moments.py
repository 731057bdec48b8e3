"""Says what was understood of a moment that was typed, or asks what it leaves open."""

from datetime import date, datetime, time

from core.base.i18n import _
from core.base.records import Struct, replace
from core.base.said_moments import MomentDoubt, SaidMoment, is_in, read_moment
from core.base.screen_shapes import appointment, day_month, weekday
from core.base.text import parse_day


class TypedMoment(Struct, frozen=True):
    """A moment typed in two fields, a day and an hour. ``moment``: aware, None while it is not sure; ``words``: it in
    words, or what must be asked."""

    moment: datetime | None
    words: str


def typed_moment(day: str, hour: str, now: datetime) -> TypedMoment:
    """Return the moment to come that a day and an hour say at ``now`` (aware); the hour may stand with the day: « jeudi
    15 h »."""
    spoken = read_moment(day, now)
    if spoken.doubt is None and spoken.day is None:
        spoken = replace(spoken, doubt=MomentDoubt.UNREAD)
    clock = spoken.hour or read_moment(hour, now).hour
    if spoken.doubt is None and (clock is None or not is_in(clock, spoken.part)):
        spoken = replace(spoken, doubt=MomentDoubt.HOUR)
    if spoken.doubt is not None or spoken.day is None or clock is None:
        return TypedMoment(None, doubt_words(spoken))
    moment = datetime.combine(spoken.day, clock, now.tzinfo)
    if moment <= now:
        return TypedMoment(None, doubt_words(SaidMoment(doubt=MomentDoubt.PAST)))
    words = appointment(moment)
    return TypedMoment(moment, f"{words[:1].upper()}{words[1:]}.")


def doubt_words(said: SaidMoment) -> str:
    """Return the question that a doubt asks."""
    days = [f"{weekday(day.isoweekday())} {day_month(day)}" for day in said.days]
    match said.doubt:
        case MomentDoubt.PAST:
            return _("Ce moment est passé.")
        case MomentDoubt.HOUR:
            return _("À quelle heure\u202f? Écrivez-la sur 24 heures, par exemple 15\u00a0h.")
        case MomentDoubt.WEEKDAY:
            return _("C’est un {day}. Écrivez la date seule.").format(day=days[0])
        case MomentDoubt.DAY if len(days) > 1:
            return _("{day} ou {other}\u202f? Écrivez la date.").format(day=days[0].capitalize(), other=days[1])
        case MomentDoubt.DAY:
            return _("Quel jour\u202f? Écrivez la date, par exemple 3/12.")
    return _("Écrivez-le comme vous le dites\u202f: jeudi 15\u00a0h, demain 10\u00a0h, le 3/12 à 14\u00a0h.")


def day_said(typed: str, now: datetime) -> date | None:
    """Return a day typed in figures or as it is said, to come or over (« hier »); None for one that is not sure."""
    spoken = read_moment(typed, now)
    over = spoken.days[0] if spoken.doubt is MomentDoubt.PAST and spoken.days else None
    return parse_day(typed) or spoken.day or over


def hour_said(day: str, now: datetime) -> time | None:
    """Return the hour that stands with a day."""
    return read_moment(day, now).hour
