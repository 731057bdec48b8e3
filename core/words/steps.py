"""The words of the next step: its sentence, the button that leads to it, and where it is done."""

from collections.abc import Mapping
from datetime import datetime

from core.base.i18n import N_, _
from core.base.moments import AGENCY_ZONE
from core.base.records import Struct
from core.base.screen_shapes import appointment, hour
from core.model.agent import SeatCall
from core.model.milestone import WhyLost
from core.model.request import RequestKind
from core.model.step import NextStep, Place, Step
from core.words.milestones import place_words
from core.words.values import said

STEP_FILTERS: Mapping[str, str] = {
    "late": N_("en retard"),
    "complete": N_("à compléter"),
    "write": N_("à écrire"),
    "write_again": N_("seconde lettre"),
    "print": N_("à imprimer"),
    "post": N_("à poster"),
    "call_promised,call": N_("à appeler"),
    "meet": N_("rendez-vous"),
    "report": N_("rendez-vous passé"),
    "decide": N_("à décider"),
    "erase": N_("à effacer"),
    "answer": N_("demande à répondre"),
    "end_call": N_("appel sans issue"),
    "follow": N_("à suivre"),
    "wait": N_("en attente"),
    "opposed": N_("opposé"),
    "nothing": N_("rien à faire"),
}
"""Value of the list's filter ``step`` → its words, in the order of the work."""
_MISSING: Mapping[str, str] = {"postcode": N_("le code postal"), "town": N_("la commune")}
"""What an address lacks."""


class StepButton(Struct, frozen=True):
    """The button of a step: its words, and where it leads."""

    words: str
    place: Place


_REQUEST = StepButton(N_("Répondre"), Place.REQUESTS)
_OUTCOME = StepButton(N_("Noter l’issue"), Place.CALLS)
_MESSAGE = StepButton(N_("Voir le message"), Place.REQUESTS)
_DOUBT = StepButton(N_("Répondre"), Place.COMPARE)
_COMPARE = StepButton(N_("Comparer"), Place.COMPARE)
_REPORT = StepButton(N_("Noter la suite"), Place.TRADE)
_MEETING = StepButton(N_("Voir le rendez-vous"), Place.TRADE)
_FOLLOW_UP = StepButton(N_("Voir le suivi"), Place.TRADE)
_CALL = StepButton(N_("Appeler"), Place.CALLS)
_WRITE = StepButton(N_("Écrire"), Place.LETTERS)
_FORM = StepButton(N_("Imprimer le formulaire"), Place.FORM)
_LEAVING = StepButton(N_("Voir ce qui part"), Place.COMPARE)
_ERASED = StepButton(N_("Voir ce qui part"), Place.ERASE)
_ADDRESS = StepButton(N_("Compléter l’adresse"), Place.LEAD)
_TOWN = StepButton(N_("Indiquer la commune"), Place.LEAD)
_DAY = StepButton(N_("Indiquer le jour"), Place.LEAD)
_SITE = StepButton(N_("Indiquer le site"), Place.LEAD)
_SUPPLIER = StepButton(N_("Indiquer le fournisseur"), Place.SUPPLIERS)
_CORRECTION = StepButton(N_("Corriger l’adresse"), Place.LEAD)
_AGENCY = StepButton(N_("Compléter l’agence"), Place.AGENCY)
_CLAIMS = StepButton(N_("Répondre"), Place.CLAIMS)
_REVIEW = StepButton(N_("Revoir vos réponses"), Place.CLAIMS)
_LETTER = StepButton(N_("Préparer la lettre"), Place.LETTERS)
_PRINT = StepButton(N_("Imprimer"), Place.LETTERS)
_PRINTED = StepButton(N_("Répondre"), Place.LETTERS)
_INFORM = StepButton(N_("Donner l’information"), Place.LETTERS)
_POSTED = StepButton(N_("Noter l’envoi"), Place.LETTERS)
_SECOND = StepButton(N_("Préparer la seconde"), Place.LETTERS)

SENTENCES: Mapping[str, tuple[str, StepButton | None]] = {
    "NEXT_ANSWER": (
        N_("Répondez à sa demande ({kind}) au plus tard le {date}\u202f: il reste {days} jours."),
        _REQUEST,
    ),
    "NEXT_ANSWER_ONE": (
        N_("Répondez à sa demande ({kind}) au plus tard le {date}\u202f: il reste 1 jour."),
        _REQUEST,
    ),
    "NEXT_ANSWER_TODAY": (N_("Dernier jour pour répondre à sa demande ({kind})."), _REQUEST),
    "NEXT_ANSWER_LATE": (
        N_("Répondez aujourd’hui\u202f: le délai de sa demande ({kind}) a pris fin le {date}."),
        _REQUEST,
    ),
    "NEXT_ANSWER_LONGER": (
        N_("Délai prolongé\u202f: répondez à sa demande ({kind}) au plus tard le {date}."),
        _REQUEST,
    ),
    "NEXT_CALL_OPEN": (N_("Appel du {when} sans issue\u202f: notez comment il a fini."), _OUTCOME),
    "NEXT_OPPOSED": (N_("Cette personne s’oppose à votre prospection\u202f: ne la contactez plus."), None),
    "NEXT_OPPOSED_AD": (N_("L’annonce refuse les agences\u202f: ne contactez pas cette personne."), None),
    "NEXT_OPPOSED_TELL": (N_("Opposition reçue\u202f: prévenez {supplier} au plus tard le {date}."), _MESSAGE),
    "NEXT_DOUBT": (N_("Une phrase ressemble à un refus\u202f: répondez d’abord."), _DOUBT),
    "NEXT_HELD_OPPOSED": (
        N_("Ressemble à une personne opposée\u202f: comparez avant d’écrire ou d’appeler."),
        _COMPARE,
    ),
    "NEXT_HELD_KNOWN": (
        N_("Peut-être déjà connue\u202f: {name}, {property_town}. Est-ce la même personne\u202f?"),
        _COMPARE,
    ),
    "NEXT_REPORT": (N_("Rendez-vous du {date} passé\u202f: notez la suite."), _REPORT),
    "NEXT_MEET": (N_("Rendez-vous {next}, {place}."), _MEETING),
    "NEXT_MEET_TODAY": (N_("Rendez-vous aujourd’hui à {hour}, {place}."), _MEETING),
    "NEXT_FOLLOW": (N_("Estimation remise le {date}. Vous avez choisi d’y revenir le {end}."), _FOLLOW_UP),
    "NEXT_FOLLOW_CALL": (
        N_("C’est le jour choisi pour reparler de l’estimation\u202f: vous pouvez l’appeler."),
        _CALL,
    ),
    "NEXT_FOLLOW_WRITE": (
        N_("C’est le jour choisi pour l’estimation\u202f: écrivez, l’appel demande son accord."),
        _WRITE,
    ),
    "NEXT_ESTIMATE_ASKED": (
        N_("Estimation demandée le {date}\u202f: répondez par écrit, n’appelez pas pour cela."),
        _REPORT,
    ),
    "NEXT_FORM_ASKED": (N_("Formulaire d’accord demandé le {date}\u202f: imprimez-le et postez-le."), _FORM),
    "NEXT_DONE_MANDATE": (N_("Mandat n°\u00a0{mandate} signé le {date}\u202f: rien à faire ici."), None),
    "NEXT_DONE_LOST": (N_("Perdu ({why})."), None),
    "NEXT_CALL_BACK": (N_("Rappel prévu à {hour}\u202f: vous pouvez l’appeler."), _CALL),
    "NEXT_CALL_BACK_LATE": (N_("Rappel prévu {when}, pas encore fait\u202f: vous pouvez l’appeler."), _CALL),
    "NEXT_CALL_REQUEST": (N_("Rappel demandé par la personne, à faire au plus tard le {date}."), _CALL),
    "NEXT_ERASE_GONE": (N_("Annonce retirée\u202f: effacez le nom et les coordonnées, gardez le bien."), _LEAVING),
    "NEXT_ERASE_KEPT": (
        N_("Gardée depuis douze mois, sans réponse\u202f: effacez la personne, gardez le bien."),
        _ERASED,
    ),
    "NEXT_ERASE_OLD": (N_("Trois ans sans signe de la personne\u202f: effacez la fiche."), _ERASED),
    "NEXT_ERASE_LATE": (
        N_("Non informée à temps, et la lettre ne peut pas partir\u202f: effacez la personne."),
        _ERASED,
    ),
    "NEXT_ADDRESS": (
        N_("Il manque l’adresse\u202f: la lettre, due au plus tard le {date}, ne peut pas partir."),
        _ADDRESS,
    ),
    "NEXT_ADDRESS_PART": (
        N_("Il manque {missing}\u202f: la lettre, due au plus tard le {date}, attend."),
        _ADDRESS,
    ),
    "NEXT_TOWN": (N_("Il manque la commune du bien\u202f: la lettre doit dire de quel bien elle parle."), _TOWN),
    "NEXT_DAY": (N_("Il manque le jour où l’annonce a été vue\u202f: la lettre doit le dire."), _DAY),
    "NEXT_SITE": (N_("Il manque le site où l’annonce a paru\u202f: la lettre doit le nommer."), _SITE),
    "NEXT_SUPPLIER": (N_("Il manque qui vous a vendu ces coordonnées\u202f: la lettre doit le nommer."), _SUPPLIER),
    "NEXT_RETURNED": (
        N_("Lettre revenue le {date}\u202f: corrigez l’adresse, ou effacez la personne."),
        _CORRECTION,
    ),
    "NEXT_AGENCY": (N_("Votre agence est incomplète\u202f: aucune lettre ne peut partir."), _AGENCY),
    "NEXT_ANSWERS": (N_("Vos lettres attendent vos réponses\u202f: aucune ne peut partir."), _CLAIMS),
    "NEXT_RENT": (N_("Votre agence n’offre rien pour une location\u202f: aucune lettre ne part."), _REVIEW),
    "NEXT_WRITE": (N_("Lettre d’information due au plus tard le {date}\u202f: il reste {days} jours."), _LETTER),
    "NEXT_WRITE_ONE": (N_("Lettre d’information due au plus tard le {date}\u202f: il reste 1 jour."), _LETTER),
    "NEXT_WRITE_TODAY": (N_("Dernier jour pour poster la lettre d’information."), _LETTER),
    "NEXT_WRITE_LATE": (
        N_("En retard depuis le {date}\u202f: écrivez aujourd’hui, ou effacez la personne."),
        _LETTER,
    ),
    "NEXT_PRINT": (N_("Lettre prête\u202f: à imprimer, puis à poster au plus tard le {date}."), _PRINT),
    "NEXT_PRINTED_ASK": (N_("Lettre envoyée à l’imprimante\u202f: est-elle sortie\u202f?"), _PRINTED),
    "NEXT_INFORM": (N_("La personne vous a donné ses coordonnées le {date}\u202f: informez-la."), _INFORM),
    "NEXT_POST": (N_("Lettre imprimée\u202f: postez-la au plus tard le {date}, puis notez le jour."), _POSTED),
    "NEXT_POST_LATE": (
        N_("Lettre imprimée, en retard depuis le {date}\u202f: postez-la, puis notez le jour."),
        _POSTED,
    ),
    "NEXT_PRINT_LATE": (N_("Lettre prête, en retard depuis le {date}\u202f: imprimez-la et postez-la."), _PRINT),
    "NEXT_CALL_CONSENT": (N_("Vous pouvez l’appeler, jusqu’à {hour} aujourd’hui\u202f: accord du {date}."), _CALL),
    "NEXT_CALL_AGREED": (N_("Vous pouvez l’appeler\u202f: accord du {date}."), _CALL),
    "NEXT_CALL_CONTRACT": (
        N_("Vous pouvez l’appeler au sujet du mandat n°\u00a0{mandate}, et de rien d’autre."),
        _CALL,
    ),
    "NEXT_CALL_NOW": (N_("Vous pouvez l’appeler maintenant."), _CALL),
    "NEXT_CALL_COMPANY": (N_("Vous pouvez appeler cette société pour son activité."), _CALL),
    "NEXT_WAIT_HOURS": (N_("Appel possible {next}."), None),
    "NEXT_WAIT_BACK": (N_("Rappel prévu {next}\u202f: nous revérifierons alors si l’appel est permis."), None),
    "NEXT_WAIT_RETRY": (N_("Sans réponse {when}. Essai proposé\u202f: {next}."), None),
    "NEXT_WAIT_FOUR": (N_("Quatre essais en 30\u00a0jours\u202f: plus d’appel avant le {date}."), None),
    "NEXT_WAIT_REPLY": (N_("Lettre postée le {date}\u202f: c’est à la personne de répondre."), None),
    "NEXT_WAIT_SECOND": (N_("Lettre postée le {date}. Une seconde sera possible à partir du {end}."), None),
    "NEXT_SECOND": (
        N_("Sans réponse depuis {days} jours\u202f: une seconde et dernière lettre est possible."),
        _SECOND,
    ),
    "NEXT_PRINT_SECOND": (N_("Seconde lettre prête\u202f: à imprimer, puis à poster."), _PRINT),
    "NEXT_WAIT_LAST": (N_("Deux lettres postées\u202f: n’écrivez plus pour cette annonce."), None),
    "NEXT_FROZEN": (N_("Données gelées depuis le {date}\u202f: elles ne servent plus à rien d’autre."), None),
    "NEXT_DONE_ERASED": (N_("Personne effacée le {date}\u202f: il ne reste que le bien."), None),
    "NEXT_AWAY": (N_("Attendez\u202f: le poste qui partage la base ne répond pas."), None),
    "NEXT_KEYLESS": (N_("Attendez\u202f: la clé du registre manque."), None),
    "NEXT_DONE_OPEN": (N_("Rien à faire pour le moment."), None),
}
"""Code → its sentence, and its button, None when there is nothing to press."""


def step_word(step: Step) -> str:
    """Return what a step is called in a list."""
    return _(step.word)


def step_sentence(step: NextStep) -> str:
    """Return the sentence of a step, its fields filled; moments are said at the clock of its values."""
    values = dict(step.values)
    if "kind" in values:
        values["kind"] = RequestKind(str(values["kind"])).shown.lower()
    if "missing" in values:
        values["missing"] = _(_MISSING[str(values["missing"])])
    if "why" in values:
        values["why"] = WhyLost.shown_of(str(values["why"]))
    if "place" in values:
        values["place"] = place_words(str(values["place"])) or _("lieu à préciser")
    when = values.get("when")
    if isinstance(when, datetime):
        values["when"] = appointment(when)
    return _(SENTENCES[step.code][0]).format(**said(values))


def step_short(step: NextStep) -> str:
    """Return the step in a few words, for a column: « Écrire avant le 14/12 »."""
    words = step.step.short if step.day else step.step.undated
    return _(words).format(day=f"{step.day:%d/%m}" if step.day else "") if words else step_button(step)


def step_button(step: NextStep) -> str:
    """Return the words of the button that leads to the step, empty when there is nothing to press."""
    button = SENTENCES[step.code][1]
    return _(button.words) if button else ""


def step_place(step: NextStep) -> Place | None:
    """Return where the button of the step leads, None without one."""
    button = SENTENCES[step.code][1]
    return button.place if button else None


def caller_words(call: SeatCall) -> str:
    """Return who of the team is calling a person: « Claire appelle »."""
    return (_("{first} note un appel") if call.noting else _("{first} appelle")).format(first=call.first)


def calling_words(call: SeatCall, now: datetime) -> str:
    """Return who is calling, and for how long once it is a minute: « Claire appelle, 2 min »."""
    minutes = int((now - call.since).total_seconds()) // 60
    return (
        _("{first} appelle, {min}\u00a0min").format(first=call.first, min=minutes)
        if minutes > 0 and not call.noting
        else caller_words(call)
    )


def taken_words(call: SeatCall) -> str:
    """Return why nobody else calls a person now."""
    words = _("{first} est au téléphone avec cette personne.").format(first=call.first)
    return f"{caller_words(call)}." if call.noting else words


def called_words(call: SeatCall) -> str:
    """Return who of the team was calling a person: « Claire appelait, à 10 h 41 »."""
    return _("{first} appelait, à {hour}").format(first=call.first, hour=hour(call.since.astimezone(AGENCY_ZONE)))
