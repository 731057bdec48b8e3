"""Sentences about the requests of persons, and the messages sent to the recipients of their data."""

from collections.abc import Mapping
from types import MappingProxyType

from core.base.i18n import N_

SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "REQUEST_UNKNOWN": N_("Cette demande n’existe pas. Rien n’a été changé. Relisez la liste des demandes."),
        "REQUEST_WHO": N_(
            "Il manque qui demande. Rien n’a été noté. Écrivez un nom, un numéro, un e-mail ou la référence d’une "
            "lettre."
        ),
        "REQUEST_FUTURE": N_("Cette demande porte une date à venir, le {day}. Rien n’a été noté. Vérifiez la date."),
        "REQUEST_ANSWERED": N_("Cette demande a déjà sa réponse, du {day}. Rien n’a été changé."),
        "REQUEST_BEFORE": N_(
            "Cette réponse serait du {day}, avant la demande ou après aujourd’hui. Rien n’a été changé. Vérifiez la "
            "date."
        ),
        "REQUEST_IDENTITY": N_(
            "Notez d’abord à quoi vous avez reconnu la personne. Rien n’a été changé. Une pièce d’identité n’est "
            "demandée qu’en cas de doute."
        ),
        "REQUEST_REASON": N_("Il manque la raison à donner à la personne. Rien n’a été changé. Écrivez-la."),
        "REQUEST_EXTEND_LATE": N_(
            "Le délai d’un mois a pris fin le {day} : il ne se prolonge plus. Rien n’a été changé. Répondez au plus "
            "vite."
        ),
        "REQUEST_EXTENDED": N_("Ce délai a déjà été prolongé jusqu’au {day}. Rien n’a été changé."),
        "REQUEST_KNOWN": N_(
            "Une fiche répond à cette demande : « nous n’avons rien » serait faux. Rien n’a été changé. Répondez avec "
            "la fiche."
        ),
        "REQUEST_CHOOSE": N_(
            "Une ou plusieurs fiches répondent à cette demande, et aucune n’est encore dite la sienne. Rien n’a été "
            "changé. Dites laquelle\u202f: «\u202fC’est elle\u202f» sur la demande, ou "
            "«\u202frequests choose\u202f»\u202f; si ce n’est aucune, refusez avec la raison."
        ),
        "REQUEST_NOT_THERE": N_(
            "Cette fiche n’est pas de celles qui répondent à la demande. Rien n’a été changé. Choisissez parmi elles."
        ),
        "CORRECTION_FIRST": N_(
            "Rien n’a encore été corrigé sur cette fiche. La lettre s’écrit une fois la correction faite."
        ),
        "REQUEST_NOT_ERASED": N_(
            "Cette personne n’est pas encore effacée. Rien n’a été noté. Effacez-la d’abord : sa lettre s’écrit à ce "
            "moment."
        ),
        "REQUEST_NO_SHEET": N_(
            "Aucune fiche ne répond à cette demande. Rien n’a été changé. La réponse est « nous n’avons rien »."
        ),
        "TASK_UNKNOWN": N_("Ce message n’existe pas, ou n’existe plus. Rien n’a été changé. Relisez la liste."),
        "TASK_SENT": N_("Ce message est déjà parti, le {day}. Rien n’a été changé."),
        "TASK_PROOF": N_(
            "Il manque comment ce message est parti. Rien n’a été noté. Écrivez par exemple « e-mail » ou le numéro du "
            "recommandé."
        ),
        "TASK_EMPTIED": N_(
            "La personne est effacée et ce message est parti : son texte n’est plus gardé. Son empreinte et sa date le "
            "sont."
        ),
    }
)
