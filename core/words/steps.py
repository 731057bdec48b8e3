"""The words of the next step: its sentence, the button that leads to it, and where it is done."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from core.base.french import appointment
from core.base.i18n import N_, _
from core.model.milestone import WHY_LOST
from core.model.request import KINDS, RequestKind
from core.model.step import NextStep, Step
from core.words.values import said

WORDS: Mapping[Step, str] = MappingProxyType(
    {
        Step.ANSWER: N_("Demande à répondre"),
        Step.END_CALL: N_("Appel sans issue"),
        Step.OPPOSED: N_("Opposé"),
        Step.DECIDE: N_("À décider"),
        Step.REPORT: N_("Rendez-vous passé"),
        Step.MEET: N_("Rendez-vous"),
        Step.CALL_PROMISED: N_("Rappel promis"),
        Step.ERASE: N_("À effacer"),
        Step.COMPLETE: N_("À compléter"),
        Step.WRITE: N_("À écrire"),
        Step.PRINT: N_("À imprimer"),
        Step.POST: N_("À poster"),
        Step.CALL: N_("À appeler"),
        Step.FOLLOW: N_("À suivre"),
        Step.WAIT: N_("En attente"),
        Step.NOTHING: N_("Rien à faire"),
    }
)
"""What a step is called in a list."""

STEP_FILTERS: Mapping[str, str] = MappingProxyType(
    {
        "late": N_("en retard"),
        "complete": N_("à compléter"),
        "write": N_("à écrire"),
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
)
"""Value of the list's filter ``step`` → its words, in the order of the work."""

WHERE: Mapping[Step, str] = MappingProxyType(
    {
        Step.ANSWER: "requests",
        Step.END_CALL: "calls",
        Step.OPPOSED: "oppositions",
        Step.DECIDE: "compare",
        Step.REPORT: "lead",
        Step.MEET: "lead",
        Step.CALL_PROMISED: "calls",
        Step.ERASE: "erase",
        Step.COMPLETE: "lead",
        Step.WRITE: "letters",
        Step.PRINT: "letters",
        Step.POST: "letters",
        Step.CALL: "calls",
        Step.FOLLOW: "lead",
    }
)
"""The place a step is done at; a step without one is only waited for."""

SENTENCES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "NEXT_ANSWER": (
            N_("Répondez à sa demande ({kind}) au plus tard le {date}\u202f: il reste {days} jours."),
            N_("Répondre"),
        ),
        "NEXT_ANSWER_ONE": (
            N_("Répondez à sa demande ({kind}) au plus tard le {date}\u202f: il reste 1 jour."),
            N_("Répondre"),
        ),
        "NEXT_ANSWER_TODAY": (N_("Dernier jour pour répondre à sa demande ({kind})."), N_("Répondre")),
        "NEXT_ANSWER_LATE": (
            N_("Répondez aujourd’hui\u202f: le délai de sa demande ({kind}) a pris fin le {date}."),
            N_("Répondre"),
        ),
        "NEXT_ANSWER_LONGER": (
            N_("Délai prolongé\u202f: répondez à sa demande ({kind}) au plus tard le {date}."),
            N_("Répondre"),
        ),
        "NEXT_CALL_OPEN": (N_("Appel du {when} sans issue\u202f: notez comment il a fini."), N_("Noter l’issue")),
        "NEXT_OPPOSED": (N_("Cette personne s’oppose à votre prospection\u202f: ne la contactez plus."), ""),
        "NEXT_OPPOSED_AD": (N_("L’annonce refuse les agences\u202f: ne contactez pas cette personne."), ""),
        "NEXT_OPPOSED_TELL": (
            N_("Opposition reçue\u202f: prévenez {supplier} au plus tard le {date}."),
            N_("Voir le message"),
        ),
        "NEXT_HELD_OPPOSED": (
            N_("Ressemble à une personne opposée\u202f: comparez avant d’écrire ou d’appeler."),
            N_("Comparer"),
        ),
        "NEXT_HELD_KNOWN": (
            N_("Peut-être déjà connue\u202f: {name}, {property_town}. Est-ce la même personne\u202f?"),
            N_("Comparer"),
        ),
        "NEXT_REPORT": (N_("Rendez-vous du {date} passé\u202f: notez la suite."), N_("Noter la suite")),
        "NEXT_MEET": (N_("Rendez-vous {next}, {place}."), N_("Voir le rendez-vous")),
        "NEXT_MEET_TODAY": (N_("Rendez-vous aujourd’hui à {hour}, {place}."), N_("Voir le rendez-vous")),
        "NEXT_FOLLOW": (
            N_("Estimation remise le {date}. Vous avez choisi d’y revenir le {end}."),
            N_("Ouvrir la fiche"),
        ),
        "NEXT_FOLLOW_CALL": (
            N_("C’est le jour choisi pour reparler de l’estimation\u202f: vous pouvez l’appeler."),
            N_("Appeler"),
        ),
        "NEXT_FOLLOW_WRITE": (
            N_("C’est le jour choisi pour l’estimation\u202f: écrivez, l’appel demande son accord."),
            N_("Écrire"),
        ),
        "NEXT_ESTIMATE_ASKED": (
            N_("Estimation demandée le {date}\u202f: répondez par écrit, n’appelez pas pour cela."),
            N_("Ouvrir la fiche"),
        ),
        "NEXT_FORM_ASKED": (
            N_("Formulaire d’accord demandé le {date}\u202f: imprimez-le et postez-le."),
            N_("Ouvrir la fiche"),
        ),
        "NEXT_DONE_MANDATE": (N_("Mandat n°\u00a0{mandate} signé le {date}\u202f: rien à faire ici."), ""),
        "NEXT_DONE_LOST": (N_("Perdu ({why})."), ""),
        "NEXT_CALL_BACK": (N_("Rappel prévu à {hour}\u202f: vous pouvez l’appeler."), N_("Appeler")),
        "NEXT_CALL_BACK_LATE": (
            N_("Rappel prévu {when}, pas encore fait\u202f: vous pouvez l’appeler."),
            N_("Appeler"),
        ),
        "NEXT_CALL_REQUEST": (
            N_("Rappel demandé par la personne, à faire au plus tard le {date}."),
            N_("Appeler"),
        ),
        "NEXT_ERASE_GONE": (
            N_("Annonce retirée\u202f: effacez le nom et les coordonnées, gardez le bien."),
            N_("Voir ce qui part"),
        ),
        "NEXT_ERASE_KEPT": (
            N_("Gardée depuis douze mois, sans réponse\u202f: effacez la personne, gardez le bien."),
            N_("Voir ce qui part"),
        ),
        "NEXT_ERASE_OLD": (N_("Trois ans sans signe de la personne\u202f: effacez la fiche."), N_("Voir ce qui part")),
        "NEXT_ERASE_LATE": (
            N_("Non informée à temps, et la lettre ne peut pas partir\u202f: effacez la personne."),
            N_("Voir ce qui part"),
        ),
        "NEXT_ADDRESS": (
            N_("Il manque l’adresse\u202f: la lettre, due au plus tard le {date}, ne peut pas partir."),
            N_("Compléter l’adresse"),
        ),
        "NEXT_ADDRESS_PART": (
            N_("Il manque {missing}\u202f: la lettre, due au plus tard le {date}, attend."),
            N_("Compléter l’adresse"),
        ),
        "NEXT_TOWN": (
            N_("Il manque la commune du bien\u202f: la lettre doit dire de quel bien elle parle."),
            N_("Indiquer la commune"),
        ),
        "NEXT_DAY": (
            N_("Il manque le jour où l’annonce a été vue\u202f: la lettre doit le dire."),
            N_("Indiquer le jour"),
        ),
        "NEXT_SITE": (
            N_("Il manque le site où l’annonce a paru\u202f: la lettre doit le nommer."),
            N_("Indiquer le site"),
        ),
        "NEXT_SUPPLIER": (
            N_("Il manque qui vous a vendu ces coordonnées\u202f: la lettre doit le nommer."),
            N_("Indiquer le fournisseur"),
        ),
        "NEXT_RETURNED": (
            N_("Lettre revenue le {date}\u202f: corrigez l’adresse, ou effacez la personne."),
            N_("Corriger l’adresse"),
        ),
        "NEXT_AGENCY": (
            N_("Votre agence est incomplète\u202f: aucune lettre ne peut partir."),
            N_("Compléter l’agence"),
        ),
        "NEXT_WRITE": (
            N_("Lettre d’information due au plus tard le {date}\u202f: il reste {days} jours."),
            N_("Préparer la lettre"),
        ),
        "NEXT_WRITE_ONE": (
            N_("Lettre d’information due au plus tard le {date}\u202f: il reste 1 jour."),
            N_("Préparer la lettre"),
        ),
        "NEXT_WRITE_TODAY": (N_("Dernier jour pour poster la lettre d’information."), N_("Préparer la lettre")),
        "NEXT_WRITE_LATE": (
            N_("En retard depuis le {date}\u202f: écrivez aujourd’hui, ou effacez la personne."),
            N_("Préparer la lettre"),
        ),
        "NEXT_PRINT": (N_("Lettre prête\u202f: à imprimer, puis à poster au plus tard le {date}."), N_("Imprimer")),
        "NEXT_PRINTED_ASK": (N_("Lettre envoyée à l’imprimante\u202f: est-elle sortie\u202f?"), N_("Répondre")),
        "NEXT_POST": (
            N_("Lettre imprimée\u202f: postez-la au plus tard le {date}, puis notez le jour."),
            N_("Noter l’envoi"),
        ),
        "NEXT_POST_LATE": (
            N_("Lettre imprimée, en retard depuis le {date}\u202f: postez-la, puis notez le jour."),
            N_("Noter l’envoi"),
        ),
        "NEXT_PRINT_LATE": (
            N_("Lettre prête, en retard depuis le {date}\u202f: imprimez-la et postez-la."),
            N_("Imprimer"),
        ),
        "NEXT_CALL_CONSENT": (
            N_("Vous pouvez l’appeler, jusqu’à {hour} aujourd’hui\u202f: accord du {date}."),
            N_("Appeler"),
        ),
        "NEXT_CALL_AGREED": (N_("Vous pouvez l’appeler\u202f: accord du {date}."), N_("Appeler")),
        "NEXT_CALL_CONTRACT": (
            N_("Vous pouvez l’appeler au sujet du mandat n°\u00a0{mandate}, et de rien d’autre."),
            N_("Appeler"),
        ),
        "NEXT_CALL_NOW": (N_("Vous pouvez l’appeler maintenant."), N_("Appeler")),
        "NEXT_CALL_COMPANY": (N_("Vous pouvez appeler cette société pour son activité."), N_("Appeler")),
        "NEXT_WAIT_HOURS": (N_("Appel possible {next}."), ""),
        "NEXT_WAIT_BACK": (N_("Rappel prévu {next}\u202f: le feu sera redemandé à ce moment."), ""),
        "NEXT_WAIT_RETRY": (N_("Sans réponse {when}. Essai proposé\u202f: {next}."), ""),
        "NEXT_WAIT_FOUR": (N_("Quatre essais en 30\u00a0jours\u202f: plus d’appel avant le {date}."), ""),
        "NEXT_WAIT_REPLY": (N_("Lettre postée le {date}\u202f: c’est à la personne de répondre."), ""),
        "NEXT_WAIT_LAST": (N_("Deux lettres postées\u202f: n’écrivez plus pour cette annonce."), ""),
        "NEXT_FROZEN": (N_("Données gelées depuis le {date}\u202f: elles ne servent plus à rien d’autre."), ""),
        "NEXT_DONE_ERASED": (N_("Personne effacée le {date}\u202f: il ne reste que le bien."), ""),
        "NEXT_DONE_OPEN": (N_("Rien à faire pour le moment."), ""),
    }
)
"""Code → its sentence, and the words of its button, empty for none."""
_MISSING: Mapping[str, str] = MappingProxyType({"postcode": N_("le code postal"), "town": N_("la commune")})
"""What an address lacks."""


def step_word(step: Step) -> str:
    """Return what a step is called in a list."""
    return _(WORDS[step])


def step_sentence(step: NextStep) -> str:
    """Return the sentence of a step, its fields filled; moments are said at the clock of its values."""
    values = dict(step.values)
    if "kind" in values:
        values["kind"] = _(KINDS[RequestKind(str(values["kind"]))]).lower()
    if "missing" in values:
        values["missing"] = _(_MISSING[str(values["missing"])])
    if "why" in values:
        values["why"] = _(WHY_LOST[str(values["why"])]) if str(values["why"]) in WHY_LOST else ""
    when = values.get("when")
    if isinstance(when, datetime):
        values["when"] = appointment(when)
    return _(SENTENCES[step.code][0]).format(**said(values))


SHORT: Mapping[Step, str] = MappingProxyType(
    {
        Step.ANSWER: N_("Répondre avant le {day}"),
        Step.END_CALL: N_("Noter l’issue"),
        Step.DECIDE: N_("Comparer"),
        Step.REPORT: N_("Noter la suite"),
        Step.MEET: N_("Rendez-vous le {day}"),
        Step.FOLLOW: N_("Y revenir le {day}"),
        Step.CALL_PROMISED: N_("Rappeler le {day}"),
        Step.ERASE: N_("Effacer"),
        Step.WRITE: N_("Écrire avant le {day}"),
        Step.PRINT: N_("Imprimer avant le {day}"),
        Step.POST: N_("Poster avant le {day}"),
        Step.CALL: N_("Appeler"),
        Step.NOTHING: N_("Rien"),
    }
)
"""A step in a column of a list; the others have words of their own."""


def step_short(step: NextStep) -> str:
    """Return the step in a few words, for a column: « Écrire avant le 14/12 »."""
    day = f"{step.day:%d/%m}" if step.day else ""
    if step.step is Step.WAIT:
        return _("Attendre le {day}").format(day=day) if day else _("Attendre une réponse")
    if step.step is Step.OPPOSED:
        return _("Prévenir avant le {day}").format(day=day) if day else _("Rien")
    if step.step is Step.COMPLETE:
        return step_button(step)
    return _(SHORT[step.step]).format(day=day)


def step_button(step: NextStep) -> str:
    """Return the words of the button that leads to the step, empty when there is nothing to press."""
    words = SENTENCES[step.code][1]
    return _(words) if words else ""
