"""The words of a coupon that came back: what was ticked, what was recorded of it, and what it does not open."""

from collections.abc import Iterable, Mapping

from core.base.i18n import N_, _
from core.base.screen_shapes import listed
from core.model.reply import Box
from core.words.values import said

NOTED: Mapping[str, str] = {
    "REPLY_OPPOSED": N_("Opposition enregistrée, tous les canaux."),
    "REPLY_BLANK_OPPOSED": N_("Coupon renvoyé sans case cochée\u202f: il compte comme une opposition."),
    "REPLY_BACK_OPPOSED": N_("Le dos du coupon est rempli\u202f: il compte comme une opposition."),
    "REPLY_OPPOSITE": N_(
        "Deux réponses contraires\u202f: l’opposition l’emporte. Le reste ({boxes}) n’est pas enregistré."
    ),
    "REPLY_BLOCKED_MORE": N_("Bloqué aussi\u202f: ce qui est écrit au dos du coupon."),
    "REPLY_CONFIRM": N_("Confirmation à envoyer à l’adresse écrite, au plus tard le {end}."),
    "REPLY_ESTIMATE": N_("Demande d’estimation du {date} notée. Répondez par écrit, à l’adresse donnée."),
    "REPLY_RECALL": N_("Rappel demandé, au sujet de l’estimation seulement\u202f: {when}."),
    "REPLY_RECALL_OPEN": N_("Rappel demandé, au sujet de l’estimation seulement\u202f: à faire au plus tard le {end}."),
    "REPLY_RECALL_LATE": N_("Le jour demandé est à plus de cinq jours ouvrables\u202f: répondez par lettre. Prudence."),
    "REPLY_RECALL_OLD": N_("Coupon reçu depuis plus de cinq jours ouvrables\u202f: répondez par lettre. Prudence."),
    "REPLY_RECALL_HOURS": N_("{when} est hors des heures permises. Au plus près\u202f: {moments}."),
    "REPLY_RECALL_PAST": N_("Le jour demandé est passé. Appelez dans les heures permises jusqu’au {end}, ou écrivez."),
    "REPLY_RECALL_ANSWERED": N_("Cette demande a déjà sa réponse\u202f: la page est ajoutée, rien n’est rouvert."),
    "REPLY_RECALL_BLANK": N_("Il manque le numéro\u202f: répondez par lettre, n’appelez pas pour compléter."),
    "REPLY_RECALL_UNPROVEN": N_(
        "Sans la page numérisée, cette demande n’ouvre aucun appel\u202f: numérisez le coupon, ou répondez par lettre."
    ),
    "REPLY_RECALL_REFUSED": N_(
        "Le numéro écrit est au registre d’opposition\u202f: la fiche est close, n’appelez pas."
    ),
    "REPLY_FORM": N_("Formulaire d’accord à envoyer. Cette case n’est pas un accord\u202f: n’appelez pas."),
    "REPLY_SOLD": N_("Bien vendu ou loué\u202f; effacement demandé le {date}. Plus de lettre ni d’appel."),
    "REPLY_SOLD_ALSO": N_(
        "Sans opposition, un prochain fichier peut ramener cette personne. La bloquer aussi, si elle le demande\u202f?"
    ),
    "REPLY_NOT_ME": N_(
        "Mauvais destinataire noté\u202f: cette adresse est retirée de la fiche et ne servira plus pour elle."
    ),
    "REPLY_WRONG_ALSO": N_(
        "Qui a répondu n’a pas dit non à vos propositions\u202f: bloquez son adresse seulement s’il le demande."
    ),
    "REPLY_CONSENT": N_("Accord enregistré, preuve jointe, jusqu’au {end}."),
    "REPLY_REFUSE_CALLS": N_("Refus d’être appelé enregistré\u202f: plus aucun appel."),
    "REPLY_REFUSE_ELECTRONIC": N_("Refus noté\u202f: ni e-mail ni SMS."),
    "REPLY_RETURNED": N_("Retour du {date} noté\u202f: cette adresse ne sert plus."),
    "REPLY_BLANK": N_("Coupon reçu sans réponse\u202f: rien ne change. Il est gardé au dossier."),
    "REPLY_ERASED_DONE": N_("Refus gardé\u202f: les coordonnées de cette lettre sont bloquées, sans nom."),
    "REPLY_ERASED_GONE": N_("La fiche de cette lettre est déjà effacée\u202f: il n’y a rien d’autre à faire."),
    "REPLY_ARRIVED": N_("Cette lettre n’était pas notée postée\u202f: la réponse montre qu’elle est arrivée."),
    "REPLY_ALREADY": N_("Réponse déjà notée le {date} par {user}. Rien n’a été ajouté."),
    "REPLY_DIFFERENT": N_(
        "Une autre réponse est déjà notée pour cette lettre. Les deux sont gardées, la plus prudente s’applique."
    ),
    "SCAN_READ": N_("Page {n}\u202f: {reference}, {name}. Cochez ce que dit le papier."),
    "SCAN_UNREADABLE": N_("Page {n}\u202f: aucun code lisible. Tapez la référence imprimée à côté du code."),
    "SCAN_UNKNOWN": N_("Page {n}\u202f: «\u202f{reference}\u202f» n’est pas une de vos lettres."),
    "SCAN_ERASED": N_("Page {n}\u202f: la fiche est effacée. Un refus est gardé quand même."),
}
"""What is said once a coupon is recorded, and before its button is pressed."""


def noted(code: str, **values: object) -> str:
    """Return the sentence of :data:`NOTED`, its fields filled: days, moments (local), words."""
    return _(NOTED[code]).format(**said(values))


def boxes_said(boxes: str | Iterable[Box]) -> str:
    """Return boxes in words, in the order of the paper; ``boxes``: as the base keeps them, or as they are."""
    names = set(filter(None, boxes.split(","))) if isinstance(boxes, str) else {one.value for one in boxes}
    return listed([box.shown for box in Box if box.value in names])
