"""Turns counts into what the charts show: findings, bars and tables of figures."""

from collections.abc import Mapping, Sequence

from core.actions.desk.today import CallDay, Lights, Replies
from core.base.french import day_month, number, weekday
from core.base.i18n import N_, _, n_
from core.model.trade import FunnelStage
from ui.pages.today.chart_card import Finding
from ui.pages.today.charts import Bar

FUNNEL_HEADINGS = (N_("Étape"), N_("Personnes"))
LIGHTS = (N_("Feu"), N_("Prospects"))
REPLIES = (N_("Réponse"), N_("Personnes"))
CALLS = (N_("Jour"), N_("Appels"), N_("Rendez-vous"))
"""Headings of the tables behind the charts."""


def of_lights(lights: Lights) -> Finding:
    """Return the finding on how many people may be called now, and why the others may not."""
    title = n_("Appel permis pour {n} personne", "Appel permis pour {n} personnes", lights.allowed)
    if not lights.allowed:
        title = _("Appel permis pour personne en ce moment")
    scope = n_("{n} prospect par feu", "{n} prospects par feu", lights.total).format(n=number(lights.total))
    shown = (
        ("leads/light=allowed", _("Appel permis"), lights.allowed, "allowed", False),
        ("leads/light=wait", _("Attendre"), lights.wait, "wait", True),
        ("leads/light=forbidden", _("Ne pas appeler"), lights.forbidden, "forbidden", True),
        ("oppositions", _("Opposés"), lights.opposed, "opposed", False),
    )
    return _finding(title.format(n=number(lights.allowed)), scope, shown)


def of_funnel(stages: Mapping[str, int]) -> Finding:
    """Return the finding on how far the leads of letters went: each stage counts who ever reached it."""
    letters, mandates = stages["letter"], stages["mandate"]
    title = _("{mandates} pour {letters}").format(
        mandates=n_("{n} mandat", "{n} mandats", mandates).format(n=number(mandates)),
        letters=n_("{n} lettre", "{n} lettres", letters).format(n=number(letters)),
    )
    shown = [
        (
            f"leads/reached={stage}",
            FunnelStage(stage).shown,
            count,
            "accent-fill" if stage == "mandate" else "chart-soft",
            False,
        )
        for stage, count in stages.items()
    ]
    return _finding(title, _("De la lettre au mandat, chaque personne comptée une fois par étape"), shown)


def of_replies(replies: Replies) -> Finding:
    """Return the finding on the answers to the letters."""
    agreed = n_("{n} accord", "{n} accords", replies.agreed).format(n=number(replies.agreed))
    people = n_("{n} personne informée", "{n} personnes informées", replies.written)
    title = _("{agreed} pour {people}").format(agreed=agreed, people=people.format(n=number(replies.written)))
    shown = (
        ("calls", _("Accord"), replies.agreed, "allowed", False),
        ("oppositions", _("Opposition"), replies.opposed, "opposed", False),
        ("letters", _("Autre réponse"), replies.otherwise, "accent-fill", False),
        ("letters", _("Retour à l’envoyeur"), replies.returned, "border", False),
        ("letters", _("Sans réponse"), replies.silent, "chart-soft", False),
    )
    return _finding(title, _("Réponses aux lettres postées"), shown)


def of_calls(days: Sequence[CallDay]) -> Finding:
    """Return the finding on the calls of the last two weeks, day by day."""
    calls, met = sum(day.calls for day in days), sum(day.appointments for day in days)
    appointments = n_("{n} rendez-vous", "{n} rendez-vous", met).format(n=number(met))
    total = n_("{n} appel", "{n} appels", calls).format(n=number(calls))
    title = _("{appointments} sur {calls}").format(appointments=appointments, calls=total)
    bars = [
        Bar(
            "calls",
            str(one.day.day),
            one.calls,
            "chart-soft",
            _spoken_day(one),
            part=one.appointments,
            part_ink="accent",
        )
        for one in days
    ]
    rows = [(_day(one), number(one.calls), number(one.appointments)) for one in days]
    return Finding(title, _("Appels par jour sur deux semaines, rendez-vous en foncé"), bars, rows)


def _finding(title: str, scope: str, shown: Sequence[tuple[str, str, int, str, bool]]) -> Finding:
    bars = [
        Bar(page, words, count, ink, _("{words} : {n}").format(words=words, n=number(count)), hollow=hollow)
        for page, words, count, ink, hollow in shown
    ]
    return Finding(title, scope, bars, [(words, number(count)) for _page, words, count, _ink, _hollow in shown])


def _day(one: CallDay) -> str:
    return f"{weekday(one.day.isoweekday())} {day_month(one.day)}"


def _spoken_day(one: CallDay) -> str:
    calls = n_("{n} appel", "{n} appels", one.calls).format(n=number(one.calls))
    met = n_("{n} rendez-vous", "{n} rendez-vous", one.appointments).format(n=number(one.appointments))
    return _("{day} : {calls}, {met}").format(day=_day(one), calls=calls, met=met)
