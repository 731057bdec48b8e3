"""Sentences about the requests of persons, and the messages sent to the recipients of their data."""

from collections.abc import Mapping
from types import MappingProxyType

from core.base.i18n import N_

SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "SCAN_KIND": N_("«\u202f{file}\u202f» n’est ni un PDF ni une image PNG, JPEG ou TIFF. Rien n’a été lu."),
        "SCAN_BROKEN": N_(
            "«\u202f{file}\u202f» est abîmé\u202f: cette page ne peut pas être lue. Numérisez-la de nouveau."
        ),
        "SCAN_LOCKED": N_(
            "«\u202f{file}\u202f» demande un mot de passe. Rien n’a été lu. Enregistrez-le sans mot de passe."
        ),
        "SCAN_LARGE": N_(
            "«\u202f{file}\u202f» dépasse 300\u00a0Mo. Rien n’a été lu. Partagez la pile en plusieurs fichiers."
        ),
        "SCAN_LONG": N_(
            "«\u202f{file}\u202f» a {count}\u00a0pages, plus que les {most} qui se lisent à la fois. Rien n’a été lu. "
            "Partagez la pile."
        ),
        "SCAN_PIXELS": N_(
            "Une image de «\u202f{file}\u202f» est trop grande ({width} × {height} points). Numérisez à 200 ou 300 "
            "points par pouce."
        ),
        "SCAN_UNREAD": N_(
            "«\u202f{file}\u202f» ne peut pas être ouvert. Rien n’a été lu. Vérifiez qu’il est toujours là."
        ),
        "VERB_RENAMED": N_(
            "«\u202f{old}\u202f» s’appelle maintenant «\u202f{new}\u202f»\u202f: les demandes des personnes sont dans "
            "«\u202frequests\u202f». Rien n’a été fait. Tapez «\u202fmain.py {new}\u202f»."
        ),
        "REPLY_NO_BOX": N_(
            "Aucune case n’est cochée. Rien n’a été noté. Cochez ce que dit le papier\u202f; s’il ne dit rien, "
            "«\u202fRien de coché\u202f»."
        ),
        "REPLY_FUTURE": N_("Une réponse ne peut pas être reçue le {day}, un jour à venir. Rien n’a été noté."),
        "REPLY_BEFORE_LETTER": N_(
            "Cette réponse serait arrivée le {day}, avant la lettre qui la portait ({date}). Rien n’a été noté. "
            "Vérifiez la date."
        ),
        "REPLY_ERASED_AGREES": N_(
            "La fiche de cette lettre est effacée\u202f: cette réponse ne peut pas y être rattachée. Recréez la fiche "
            "avec la personne, qui vous a écrit."
        ),
        "REPLY_CONSENT_WORDS": N_(
            "Il manque la date et l’heure écrites sur le coupon, ou son texte. L’accord n’a pas été enregistré. "
            "Renvoyez un formulaire, n’appelez pas pour compléter."
        ),
        "REPLY_CONSENT_PAGE": N_(
            "Il manque la page numérisée. L’accord n’a pas été enregistré\u202f: il ne vaut qu’avec sa preuve. "
            "Numérisez le coupon."
        ),
        "REPLY_UNDO_LATE": N_(
            "Cette réponse ne s’annule plus\u202f: elle date de plus de dix minutes, ou la suite a commencé. Corrigez "
            "la fiche."
        ),
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
        "REQUEST_NOT_OPPOSED": N_(
            "Le refus de cette personne n’est pas au registre. Enregistrez-le d’abord : page Oppositions, avec un "
            "numéro, un e-mail ou son adresse."
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
