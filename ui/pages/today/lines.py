"""What is due, as lines of the to-do list: the deadline in the margin, a sentence, a detail, a verb and the page to
open."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType

from core.actions.desk.steps_due import Due
from core.base.i18n import N_, _, n_
from core.base.moments import AGENCY_ZONE
from core.base.records import Struct
from core.base.screen_shapes import NBSP, day_month, hour, labelled, listed, number
from ui.widgets.lists.todo import ToDo

MINUS = "\u2212"
NEAR = 3
"""Days before a deadline from which it is told in the colour of waiting."""
_HEADINGS = (
    *(N_("D’abord"), N_("En retard"), N_("Aujourd’hui"), N_("Dans la semaine"), N_("Dans le mois"), N_("Plus tard")),
    N_("Pour finir"),
)
_LATE = 1
_WITHIN = ((2, 0), (3, 7), (4, 31), (5, 100_000))
"""Place of a heading, and the days left until which it holds."""
NAMED = 2
"""Missing mentions named in a line; the others are counted."""


class DueWords(Struct, frozen=True):
    """How a kind of thing to do is shown: the ``page`` where it is done, its ``sentence`` of a count, its ``detail``,
    its ``verb``; of one without a deadline, the place of its ``heading`` and what stands in the ``margin``, with its
    colour."""

    page: str
    sentence: Callable[[int], str]
    detail: str | Callable[[Due, datetime], str]
    verb: str
    heading: int = -1
    margin: tuple[str, str] = ("", "")


def lines_of(dues: Sequence[Due], now: datetime) -> list[ToDo]:
    """Return the lines, the most urgent first, under headings where they are of several urgencies."""
    ranked = sorted(dues, key=lambda due: (_urgency(due, now), due.kind != "callable"))
    groups = [_urgency(due, now) for due in ranked]
    dos: list[ToDo] = []
    for due, group, above in zip(ranked, groups, [-1, *groups], strict=False):
        if group != above and len({*groups}) > 1:
            ink = "forbidden" if group == _LATE else "muted"
            dos.append(ToDo("", "", _(_HEADINGS[group]), "", "", ink, heading=True))
        dos.append(_line(due, now))
    return dos


def late(due: Due, now: datetime) -> bool:
    """Tell whether a thing was to be done before today."""
    return _urgency(due, now) == _LATE


def _urgency(due: Due, now: datetime) -> int:
    """Return the place in :data:`_HEADINGS` of a thing to do."""
    if (place := _WORDS[due.kind].heading) >= 0:
        return place
    left = (due.day - now.date()).days
    return _LATE if left < 0 else next(place for place, days in _WITHIN if left <= days)


def page_of(due: Due) -> tuple[str, int | None]:
    """Return (the page where it is done, the person to show there or None)."""
    lead = (
        due.lead
        if due.count == 1 or due.kind in ("callbacks", "barred", "meetings", "unfinished", "agreements")
        else None
    )
    return _WORDS[due.kind].page, lead


def _line(due: Due, now: datetime) -> ToDo:
    deadline, ink = _deadline(due, now)
    words, first = _WORDS[due.kind], due.missing[0] if due.missing else ""
    values = {
        "n": number(due.count), "name": due.name or _("sans nom"), "day": day_month(due.day),
        "missing": listed(_missing(due)), "text": first, "year": first,
    }  # fmt: skip
    detail = words.detail(due, now) if callable(words.detail) else _(words.detail).format(**values)
    return ToDo(due.kind, deadline, words.sentence(due.count).format(**values), detail, _(words.verb), ink)


def _deadline(due: Due, now: datetime) -> tuple[str, str]:
    """Return (the words of the margin, their colour)."""
    words, ink = _WORDS[due.kind].margin
    if words:
        return _(words).replace(" ", NBSP), ink
    if due.at is not None and due.day == now.date():
        return hour(due.at), "wait"
    return _days(due.day, now.date())


def _days(deadline: date, today: date) -> tuple[str, str]:
    left = (deadline - today).days
    if left < 0:
        return _("En retard").replace(" ", NBSP), "forbidden"
    if left == 0:
        return _("Ce jour").replace(" ", NBSP), "wait"
    return f"J{NBSP}{MINUS}{NBSP}{left}", "wait" if left <= NEAR else "text"


def _missing(due: Due) -> list[str]:
    """Return what lacks; of the agency's mentions the first, and how many others."""
    named = due.missing[:NAMED] if due.kind == "identity" else due.missing
    more = len(due.missing) - len(named)
    others = n_("{n} autre mention", "{n} autres mentions", more).format(n=number(more))
    return [*named, others] if more else [*named]


def _sent(due: Due, _now: datetime) -> str:
    assert due.at is not None, "a run has its hour"  # noqa: S101
    return _("Tirage du {day} à {hour}").format(day=day_month(due.at.date()), hour=hour(due.at))


def _lacking(due: Due, _now: datetime) -> str:
    if due.missing:
        return _("Votre agence est incomplète\u202f: aucune lettre ne peut partir.")
    words = _("Adresse ou source à trouver. La première avant le {day}\u202f: {name}")
    return words.format(day=day_month(due.day), name=due.name or _("sans nom"))


def _promised(due: Due, now: datetime) -> str:
    assert due.at is not None, "a callback has its hour"  # noqa: S101
    when = _("à {hour}") if due.day == now.date() else _("le {day} à {hour}")
    words = "{name}, {when}" if due.count == 1 else _("D’abord {name}, {when}")
    return words.format(name=due.name or _("sans nom"), when=when.format(day=day_month(due.day), hour=hour(due.at)))


def _callable(due: Due, _now: datetime) -> str:
    names = [name or _("sans nom") for name in due.names]
    more = due.count - len(names)
    return listed([*names, n_("{n} autre", "{n} autres", more).format(n=number(more))] if more else names)


def _meeting(due: Due, _now: datetime) -> str:
    assert due.at is not None, "an appointment has its hour"  # noqa: S101
    words = _("{name}, le {day} à {hour}") if due.count == 1 else _("D’abord {name}, le {day} à {hour}")
    return words.format(name=due.name or _("sans nom"), day=day_month(due.day), hour=hour(due.at))


def _unfinished(due: Due, _now: datetime) -> str:
    assert due.at is not None, "a call has its hour"  # noqa: S101
    at = due.at.astimezone(AGENCY_ZONE)
    words, name = _("{name}, commencé le {day} à {hour}"), due.name or _("Un inconnu")
    return words.format(name=name, day=day_month(at.date()), hour=hour(at))


def _ending(due: Due, _now: datetime) -> str:
    words = _("après le {day}, cet accord ne permet plus d’appeler")
    if due.kind == "contracts":
        words = _("après le {day}, ce titre ne permet plus d’appeler")
    return labelled(due.name or _("Sans nom"), words.format(day=day_month(due.day)))


def _clear(due: Due, _now: datetime) -> str:
    words = n_(
        "Jusque-là, qui copie la base ou une sauvegarde y lit {n} prospect.",
        "Jusque-là, qui copie la base ou une sauvegarde y lit {n} prospects.",
        due.count,
    )
    return words.format(n=number(due.count))


_WORDS: Mapping[str, DueWords] = MappingProxyType({
    "identity": DueWords(
        "settings", lambda _n: _("Il manque {missing}"), N_("Aucune lettre ne peut partir."), N_("Compléter"), 0,
        (N_("D’abord"), "forbidden"),
    ),
    "letters": DueWords(
        "letters", lambda n: n_("{n} lettre d’information à préparer", "{n} lettres d’information à préparer", n),
        N_("La première avant le {day} : {name}"), N_("Préparer"),
    ),
    "lacking": DueWords(
        "leads/step=complete", lambda n: n_("{n} fiche à compléter", "{n} fiches à compléter", n), _lacking,
        N_("Compléter"),
    ),
    "answers": DueWords(
        "settings/section=claims",
        lambda n: n_("{n} lettre attend vos réponses", "{n} lettres attendent vos réponses", n),
        N_("À dire d’abord\u202f: {missing}"), N_("Répondre"),
    ),
    "page": DueWords(
        "settings/section=data-page", lambda _n: _("La page de votre site est à enregistrer de nouveau"),
        N_("Elle ne dit pas ce que disent vos lettres\u202f: {text}"), N_("Enregistrer"),
        margin=(N_("À refaire"), "wait"),
    ),
    "year": DueWords(
        "settings/section=claims", lambda _n: _("Vos réponses datent de {year}"),
        N_("Destinataires, services, honoraires, ventes citées\u202f: rien n’attend, mais vos lettres le disent."),
        N_("Relire"), 5, (N_("À relire"), "text"),
    ),
    "callable": DueWords(
        "calls", lambda n: n_("{n} personne à appeler", "{n} personnes à appeler", n), _callable, N_("Appeler"), 2,
        (N_("Maintenant"), "text"),
    ),
    "report": DueWords(
        "leads/step=report",
        lambda n: n_("{n} rendez-vous dont la suite est à noter", "{n} rendez-vous dont la suite est à noter", n),
        _meeting, N_("Noter la suite"),
    ),
    "decide": DueWords(
        "leads/step=decide", lambda n: n_("{n} personne à distinguer", "{n} personnes à distinguer", n),
        N_("Peut-être déjà connue, ou opposée\u202f: d’abord {name}"), N_("Comparer"),
    ),
    "kept": DueWords(
        "leads/step=erase", lambda n: n_("{n} fiche à effacer", "{n} fiches à effacer", n),
        N_("Annonce retirée, gardée trop longtemps ou jamais informée\u202f: d’abord {name}"), N_("Voir"), 6,
        (N_("À effacer"), "text"),
    ),
    "follow": DueWords(
        "leads/step=follow", lambda n: n_("{n} estimation dont reparler", "{n} estimations dont reparler", n),
        N_("D’abord {name}"), N_("Ouvrir"),
    ),
    "ready": DueWords(
        "letters/state=ready", lambda n: n_("{n} lettre prête à imprimer", "{n} lettres prêtes à imprimer", n),
        N_("La plus pressée\u202f: {name}, à poster avant le {day}"), N_("Imprimer"),
    ),
    "sent": DueWords(
        "letters/state=ready",
        lambda n: n_("{n} lettre donnée à l’imprimante\u202f: est-elle sortie\u202f?",
                     "{n} lettres données à l’imprimante\u202f: sont-elles sorties\u202f?", n),
        _sent, N_("Répondre"), 2, (N_("Sorties\u202f?"), "wait"),
    ),
    "printed": DueWords(
        "letters/state=printed", lambda n: n_("{n} lettre imprimée à poster", "{n} lettres imprimées à poster", n),
        N_("La plus pressée\u202f: {name}. Elle compte au jour de son envoi."), N_("Noter l’envoi"),
    ),
    "callbacks": DueWords(
        "calls", lambda n: n_("{n} rappel à faire", "{n} rappels à faire", n), _promised, N_("Appeler")
    ),
    "barred": DueWords(
        "leads", lambda n: n_("{n} rappel prévu, appel non permis", "{n} rappels prévus, appels non permis", n),
        _promised, N_("Voir la fiche"),
    ),
    "meetings": DueWords(
        "leads/step=meet", lambda n: n_("{n} rendez-vous à venir", "{n} rendez-vous à venir", n), _meeting, N_("Voir")
    ),
    "unfinished": DueWords(
        "calls", lambda n: n_("{n} appel sans issue", "{n} appels sans issue", n), _unfinished, N_("Noter l’issue"), 2,
        (N_("À clore"), "wait"),
    ),
    "agreements": DueWords(
        "calls", lambda n: n_("{n} accord prend fin", "{n} accords prennent fin", n), _ending,
        N_("Proposer un formulaire"),
    ),
    "contracts": DueWords(
        "leads", lambda n: n_("{n} contrat arrive à terme", "{n} contrats arrivent à terme", n), _ending, N_("Ouvrir")
    ),
    "erase": DueWords(
        "settings/section=retention", lambda n: n_("{n} personne à effacer", "{n} personnes à effacer", n),
        N_("Annonce retirée, ou opposition dont le fournisseur est averti"), N_("Voir"), 6, (N_("À effacer"), "text"),
    ),
    "requests": DueWords(
        "requests", lambda n: n_("{n} demande attend sa réponse", "{n} demandes attendent leur réponse", n),
        N_("La plus pressée : {name}, avant le {day}"), N_("Répondre"),
    ),
    "messages": DueWords(
        "requests", lambda n: n_("{n} message à envoyer", "{n} messages à envoyer", n),
        N_("À ceux qui ont fourni ou reçu des données : d’abord {name}"), N_("Envoyer"), 2, (N_("À dire"), "text"),
    ),
    "sheet": DueWords(
        "settings/section=register", lambda _n: _("Feuille de secours à imprimer"), _clear, N_("Imprimer"), 2,
        (N_("Chaque jour"), "wait"),
    ),
})  # fmt: skip
