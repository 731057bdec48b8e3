"""What is due, as lines of the to-do list: the deadline in the margin, a sentence, a detail, a verb and the page to
open."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType

from core.actions.desk.steps_due import Due
from core.base.i18n import N_, _, n_
from core.base.moments import AGENCY_ZONE
from core.base.screen_shapes import NBSP, day_month, hour, labelled, listed, number
from ui.widgets.lists.todo import ToDo

MINUS = "\u2212"
NEAR = 3
"""Days before a deadline from which it is told in the colour of waiting."""
Words = Callable[[Due, datetime], tuple[str, str, str]]
"""Sentence, detail and verb of a thing to do."""
_HEADINGS = (
    *(N_("D’abord"), N_("En retard"), N_("Aujourd’hui"), N_("Dans la semaine"), N_("Dans le mois"), N_("Plus tard")),
    N_("Pour finir"),
)
_LATE = 1
_WITHIN = ((2, 0), (3, 7), (4, 31), (5, 100_000))
"""Place of a heading, and the days left until which it holds."""
_PLACES: Mapping[str, int] = MappingProxyType(
    {
        "identity": 0,
        "callable": 2,
        "sent": 2,
        "messages": 2,
        "unfinished": 2,
        "sheet": 2,
        "year": 5,
        "kept": 6,
        "erase": 6,
    }
)
"""Place of the heading of what has no deadline."""
_MARGINS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "identity": (N_("D’abord"), "forbidden"),
        "unfinished": (N_("À clore"), "wait"),
        "sent": (N_("Sorties\u202f?"), "wait"),
        "messages": (N_("À dire"), "text"),
        "callable": (N_("Maintenant"), "text"),
        "sheet": (N_("Chaque jour"), "wait"),
        "page": (N_("À refaire"), "wait"),
        "year": (N_("À relire"), "text"),
        "kept": (N_("À effacer"), "text"),
        "erase": (N_("À effacer"), "text"),
    }
)
"""What stands in the margin of what has no deadline, and its colour."""
NAMED = 2
"""Missing mentions named in a line; the others are counted."""


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
    if due.kind in _PLACES:
        return _PLACES[due.kind]
    left = (due.day - now.date()).days
    return _LATE if left < 0 else next(place for place, days in _WITHIN if left <= days)


def page_of(due: Due) -> tuple[str, int | None]:
    """Return (the page where it is done, the person to show there or None)."""
    lead = (
        due.lead
        if due.count == 1 or due.kind in ("callbacks", "barred", "meetings", "unfinished", "agreements")
        else None
    )
    return _PAGES[due.kind], lead


def _line(due: Due, now: datetime) -> ToDo:
    deadline, ink = _deadline(due, now)
    sentence, detail, verb = _WORDS[due.kind](due, now)
    return ToDo(due.kind, deadline, sentence, detail, verb, ink)


def _deadline(due: Due, now: datetime) -> tuple[str, str]:
    """Return (the words of the margin, their colour)."""
    if due.kind in _MARGINS:
        words, ink = _MARGINS[due.kind]
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


def _identity(due: Due, _now: datetime) -> tuple[str, str, str]:
    names = list(due.missing[:NAMED])
    more = len(due.missing) - len(names)
    if more:
        names.append(n_("{n} autre mention", "{n} autres mentions", more).format(n=number(more)))
    sentence = _("Il manque {missing}").format(missing=listed(names))
    return sentence, _("Aucune lettre ne peut partir."), _("Compléter")


def _letters(due: Due, _now: datetime) -> tuple[str, str, str]:
    sentence = n_("{n} lettre d’information à préparer", "{n} lettres d’information à préparer", due.count)
    detail = _("La première avant le {day} : {name}").format(day=day_month(due.day), name=due.name or _("sans nom"))
    return sentence.format(n=number(due.count)), detail, _("Préparer")


def _ready(due: Due, _now: datetime) -> tuple[str, str, str]:
    sentence = n_("{n} lettre prête à imprimer", "{n} lettres prêtes à imprimer", due.count).format(n=number(due.count))
    detail = _("La plus pressée\u202f: {name}, à poster avant le {day}").format(
        name=due.name or _("sans nom"), day=day_month(due.day)
    )
    return sentence, detail, _("Imprimer")


def _sent(due: Due, _now: datetime) -> tuple[str, str, str]:
    sentence = n_(
        "{n} lettre donnée à l’imprimante\u202f: est-elle sortie\u202f?",
        "{n} lettres données à l’imprimante\u202f: sont-elles sorties\u202f?",
        due.count,
    )
    assert due.at is not None, "a run has its hour"  # noqa: S101
    detail = _("Tirage du {day} à {hour}").format(day=day_month(due.at.date()), hour=hour(due.at))
    return sentence.format(n=number(due.count)), detail, _("Répondre")


def _printed(due: Due, _now: datetime) -> tuple[str, str, str]:
    sentence = n_("{n} lettre imprimée à poster", "{n} lettres imprimées à poster", due.count).format(
        n=number(due.count)
    )
    detail = _("La plus pressée\u202f: {name}. Elle compte au jour de son envoi.").format(
        name=due.name or _("sans nom")
    )
    return sentence, detail, _("Noter l’envoi")


def _lacking(due: Due, _now: datetime) -> tuple[str, str, str]:
    sentence = n_("{n} fiche à compléter", "{n} fiches à compléter", due.count).format(n=number(due.count))
    detail = _("Adresse ou source à trouver. La première avant le {day}\u202f: {name}")
    if due.missing:
        detail = _("Votre agence est incomplète\u202f: aucune lettre ne peut partir.")
    return sentence, detail.format(day=day_month(due.day), name=due.name or _("sans nom")), _("Compléter")


def _answers(due: Due, _now: datetime) -> tuple[str, str, str]:
    sentence = n_("{n} lettre attend vos réponses", "{n} lettres attendent vos réponses", due.count)
    detail = _("À dire d’abord\u202f: {missing}").format(missing=listed(list(due.missing)))
    return sentence.format(n=number(due.count)), detail, _("Répondre")


def _page(due: Due, _now: datetime) -> tuple[str, str, str]:
    detail = _("Elle ne dit pas ce que disent vos lettres\u202f: {text}").format(text=due.missing[0])
    return _("La page de votre site est à enregistrer de nouveau"), detail, _("Enregistrer")


def _year(due: Due, _now: datetime) -> tuple[str, str, str]:
    detail = _("Destinataires, services, honoraires, ventes citées\u202f: rien n’attend, mais vos lettres le disent.")
    return _("Vos réponses datent de {year}").format(year=due.missing[0]), detail, _("Relire")


def _callbacks(due: Due, now: datetime) -> tuple[str, str, str]:
    sentence = n_("{n} rappel à faire", "{n} rappels à faire", due.count).format(n=number(due.count))
    return sentence, _promised(due, now), _("Appeler")


def _barred(due: Due, now: datetime) -> tuple[str, str, str]:
    sentence = n_("{n} rappel prévu, appel non permis", "{n} rappels prévus, appels non permis", due.count)
    return sentence.format(n=number(due.count)), _promised(due, now), _("Voir la fiche")


def _promised(due: Due, now: datetime) -> str:
    assert due.at is not None, "a callback has its hour"  # noqa: S101
    when = _("à {hour}") if due.day == now.date() else _("le {day} à {hour}")
    words = "{name}, {when}" if due.count == 1 else _("D’abord {name}, {when}")
    return words.format(name=due.name or _("sans nom"), when=when.format(day=day_month(due.day), hour=hour(due.at)))


def _callable(due: Due, _now: datetime) -> tuple[str, str, str]:
    sentence = n_("{n} personne à appeler", "{n} personnes à appeler", due.count).format(n=number(due.count))
    names = [name or _("sans nom") for name in due.names]
    more = due.count - len(names)
    if more:
        names.append(n_("{n} autre", "{n} autres", more).format(n=number(more)))
    return sentence, listed(names), _("Appeler")


def _report(due: Due, _now: datetime) -> tuple[str, str, str]:
    sentence = n_("{n} rendez-vous dont la suite est à noter", "{n} rendez-vous dont la suite est à noter", due.count)
    return sentence.format(n=number(due.count)), _meeting(due), _("Noter la suite")


def _meetings(due: Due, _now: datetime) -> tuple[str, str, str]:
    sentence = n_("{n} rendez-vous à venir", "{n} rendez-vous à venir", due.count).format(n=number(due.count))
    return sentence, _meeting(due), _("Voir")


def _meeting(due: Due) -> str:
    assert due.at is not None, "an appointment has its hour"  # noqa: S101
    words = _("{name}, le {day} à {hour}") if due.count == 1 else _("D’abord {name}, le {day} à {hour}")
    return words.format(name=due.name or _("sans nom"), day=day_month(due.day), hour=hour(due.at))


def _decide(due: Due, _now: datetime) -> tuple[str, str, str]:
    sentence = n_("{n} personne à distinguer", "{n} personnes à distinguer", due.count).format(n=number(due.count))
    return sentence, _("Peut-être déjà connue, ou opposée\u202f: d’abord {name}").format(name=due.name), _("Comparer")


def _kept(due: Due, _now: datetime) -> tuple[str, str, str]:
    sentence = n_("{n} fiche à effacer", "{n} fiches à effacer", due.count).format(n=number(due.count))
    detail = _("Annonce retirée, gardée trop longtemps ou jamais informée\u202f: d’abord {name}")
    return sentence, detail.format(name=due.name or _("sans nom")), _("Voir")


def _follow(due: Due, _now: datetime) -> tuple[str, str, str]:
    sentence = n_("{n} estimation dont reparler", "{n} estimations dont reparler", due.count)
    detail = _("D’abord {name}").format(name=due.name or _("sans nom"))
    return sentence.format(n=number(due.count)), detail, _("Ouvrir")


def _unfinished(due: Due, _now: datetime) -> tuple[str, str, str]:
    sentence = n_("{n} appel sans issue", "{n} appels sans issue", due.count).format(n=number(due.count))
    assert due.at is not None, "a call has its hour"  # noqa: S101
    at = due.at.astimezone(AGENCY_ZONE)
    detail = _("{name}, commencé le {day} à {hour}").format(
        name=due.name or _("Un inconnu"), day=day_month(at.date()), hour=hour(at)
    )
    return sentence, detail, _("Noter l’issue")


def _agreements(due: Due, _now: datetime) -> tuple[str, str, str]:
    sentence = n_("{n} accord prend fin", "{n} accords prennent fin", due.count).format(n=number(due.count))
    return sentence, _after(due, _("après le {day}, cet accord ne permet plus d’appeler")), _("Proposer un formulaire")


def _contracts(due: Due, _now: datetime) -> tuple[str, str, str]:
    sentence = n_("{n} contrat arrive à terme", "{n} contrats arrivent à terme", due.count).format(n=number(due.count))
    return sentence, _after(due, _("après le {day}, ce titre ne permet plus d’appeler")), _("Ouvrir")


def _after(due: Due, words: str) -> str:
    detail = words.format(day=day_month(due.day))
    name = due.name or _("Sans nom")
    return labelled(name, detail)


def _erase(due: Due, _now: datetime) -> tuple[str, str, str]:
    sentence = n_("{n} personne à effacer", "{n} personnes à effacer", due.count).format(n=number(due.count))
    return sentence, _("Annonce retirée, ou opposition dont le fournisseur est averti"), _("Voir")


def _requests(due: Due, _now: datetime) -> tuple[str, str, str]:
    sentence = n_("{n} demande attend sa réponse", "{n} demandes attendent leur réponse", due.count)
    detail = _("La plus pressée : {name}, avant le {day}").format(
        name=due.name or _("sans nom"), day=day_month(due.day)
    )
    return sentence.format(n=number(due.count)), detail, _("Répondre")


def _messages(due: Due, _now: datetime) -> tuple[str, str, str]:
    sentence = n_("{n} message à envoyer", "{n} messages à envoyer", due.count).format(n=number(due.count))
    return sentence, _("À ceux qui ont fourni ou reçu des données : d’abord {name}").format(name=due.name), _("Envoyer")


def _sheet(due: Due, _now: datetime) -> tuple[str, str, str]:
    words = n_(
        "Jusque-là, qui copie la base ou une sauvegarde y lit {n} prospect.",
        "Jusque-là, qui copie la base ou une sauvegarde y lit {n} prospects.",
        due.count,
    )
    return _("Feuille de secours à imprimer"), words.format(n=number(due.count)), _("Imprimer")


_WORDS: Mapping[str, Words] = MappingProxyType(
    {
        "identity": _identity,
        "letters": _letters,
        "lacking": _lacking,
        "answers": _answers,
        "page": _page,
        "year": _year,
        "ready": _ready,
        "sent": _sent,
        "printed": _printed,
        "callable": _callable,
        "report": _report,
        "decide": _decide,
        "kept": _kept,
        "follow": _follow,
        "callbacks": _callbacks,
        "barred": _barred,
        "meetings": _meetings,
        "unfinished": _unfinished,
        "agreements": _agreements,
        "contracts": _contracts,
        "erase": _erase,
        "requests": _requests,
        "messages": _messages,
        "sheet": _sheet,
    }
)
_PAGES: Mapping[str, str] = MappingProxyType(
    {
        "identity": "settings",
        "letters": "letters",
        "lacking": "leads/step=complete",
        "answers": "settings/section=claims",
        "page": "settings/section=data-page",
        "year": "settings/section=claims",
        "callable": "calls",
        "report": "leads/step=report",
        "decide": "leads/step=decide",
        "kept": "leads/step=erase",
        "follow": "leads/step=follow",
        "ready": "letters/state=ready",
        "sent": "letters/state=ready",
        "printed": "letters/state=printed",
        "callbacks": "calls",
        "barred": "leads",
        "meetings": "leads/step=meet",
        "unfinished": "calls",
        "agreements": "calls",
        "contracts": "leads",
        "erase": "settings/section=retention",
        "requests": "requests",
        "messages": "requests",
        "sheet": "settings/section=register",
    }
)
