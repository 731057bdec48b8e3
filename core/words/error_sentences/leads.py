"""Sentences about leads, batches, merges and joins, calls and callbacks."""

from collections.abc import Mapping
from types import MappingProxyType

from core.base.i18n import N_

SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "PERIOD_BACKWARDS": N_(
            "La période finit avant de commencer ({first} au {last}). Rien n’a été relu. Inversez les deux dates."
        ),
        "STALE": N_(
            "{user} a modifié cette fiche pendant que vous l’aviez ouverte. Vos changements sont à l’écran : relisez, "
            "puis validez."
        ),
        "LEAD_UNKNOWN": N_(
            "Cette fiche n’existe pas, ou n’existe plus. Rien n’a été changé. Cherchez la personne dans la liste."
        ),
        "REFUSAL_UNREAD": N_(
            "Ce refus n’est pas gardé\u202f: «\u202f{typed}\u202f» n’est ni un numéro, ni un e-mail, ni une adresse "
            "avec son code postal. Demandez à la personne un numéro ou une adresse, et écrivez-les en entier."
        ),
        "CALLBACK_HOURS": N_(
            "Personne ne peut être appelé à ce moment. Rien n’a été prévu. Les moments permis les plus proches\u202f: "
            "{moments}."
        ),
        "MILESTONE_TO_COME": N_(
            "Ce jour est à venir\u202f: seul un rendez-vous se note d’avance. Rien n’a été noté. Écrivez le jour où "
            "c’est arrivé."
        ),
        "MANDATE_NUMBER": N_("Un mandat a un numéro, celui du registre des mandats. Rien n’a été noté. Écrivez-le."),
        "PRICE_BAD": N_(
            "Ce prix n’est pas compris : « {value} ». Rien n’a été changé. Écrivez des euros, comme ceci : 120,50."
        ),
        "TAG_LONG": N_("Une étiquette a 24 caractères au plus. Rien n’a été changé. Choisissez un mot plus court."),
        "TAG_MANY": N_("Une fiche porte {n} étiquettes au plus. Rien n’a été changé. Retirez-en une d’abord."),
        "TAG_UNKNOWN": N_("Aucune fiche ne porte l’étiquette « {tag} ». Rien n’a été changé."),
        "AGENT_NAME": N_("Écrivez un nom : sans lui, le journal ne dirait pas qui a agi. Rien n’a été changé."),
        "AGENT_KNOWN": N_("{name} est déjà parmi les personnes de l’agence. Rien n’a été changé."),
        "AGENT_UNKNOWN": N_("Personne de l’agence ne s’appelle « {name} ». Rien n’a été changé. Connus : {known}."),
        "AGENT_LEFT": N_(
            "{name} ne travaille plus ici. Rien n’a été changé. Choisissez quelqu’un d’autre, ou dites dans Réglages "
            "que cette personne est revenue."
        ),
        "CALLER_OPPOSED": N_(
            "Ce numéro est au registre d’opposition. Aucune fiche n’a été créée, l’appel reste noté. Répondez à la "
            "personne, sans rien proposer."
        ),
        "BAD_MOMENT": N_(
            "La date ou l’heure « {value} » n’est pas comprise. Rien n’a été changé. Écrivez-la comme ceci : "
            "24/11/2026 14:30."
        ),
        "CALL_FORBIDDEN": N_("Cet appel n’est pas permis. Rien n’a été composé. {reason}"),
        "BATCH_UNKNOWN": N_(
            "Ce lot n’existe pas. Rien n’a été changé. « main.py batches » donne la liste des lots et leurs numéros."
        ),
        "BATCH_RUNNING": N_(
            "L’import de « {file} » n’est pas fini. Rien n’a été annulé. Attendez sa fin, ou arrêtez-le d’abord."
        ),
        "BATCH_UNDO_LATE": N_(
            "Ce lot ne s’annule plus : le délai de 30 jours a pris fin le {day}. Rien n’a été changé. Opposez les "
            "personnes qui le demandent."
        ),
        "BATCH_BACK_LATE": N_(
            "Ce lot ne revient plus\u202f: son annulation n’a pas été faite dans l’heure, ou quelqu’un a été effacé "
            "depuis. Rien n’a été changé. Importez le fichier de nouveau."
        ),
        "BACK_DONE": N_("Lot rendu. {back}."),
        "BACK_PARTIAL": N_("Lot rendu. {back}, {left}."),
        "MERGE_UNKNOWN": N_(
            "Cette réunion n’existe pas, ou a déjà été défaite. Rien n’a été changé. Relisez la liste du lot."
        ),
        "MERGE_KEPT": N_("Cette réunion reste : {reason}. Rien n’a été changé."),
        "JOIN_ITSELF": N_("Ces deux fiches n’en font qu’une. Rien n’a été changé. Choisissez deux prospects."),
        "JOIN_OPENS": N_(
            "Réunir ces deux fiches rouvrirait ce qui est fermé sur l’une d’elles : {what} Rien n’a été changé. "
            "Gardez les deux fiches."
        ),
        "JOIN_UNKNOWN": N_("Cette réunion n’existe pas, ou a déjà été défaite. Rien n’a été changé. Relisez la fiche."),
        "JOIN_UNDO_LATE": N_(
            "Cette réunion ne se défait plus : le délai de 30 jours a pris fin le {day}. Rien n’a été changé."
        ),
        "JOIN_UNDO_FIRST": N_(
            "Cette fiche a été réunie à une autre depuis. Rien n’a été changé. Défaites d’abord la dernière réunion."
        ),
        "EXPORT_NONE": N_("Aucune ligne à écrire\u202f: personne ne reste, une fois les opposés laissés de côté."),
        "EXPORT_FORMAT": N_("«\u202f{file}\u202f» n’est ni un fichier .xlsx, ni .csv, ni .pdf. Rien n’a été écrit."),
        "REJECTS_NONE": N_("Ce lot n’a aucune ligne rejetée. Aucun fichier n’a été écrit."),
        "UNDO_EXPECTED": N_("Annuler ce lot donnerait : {removed}, {unmerged}, {kept}."),
        "UNDO_DONE": N_("Lot annulé. {removed}, {unmerged}."),
        "UNDO_PARTIAL": N_("Lot annulé. {kept}."),
        "LISTING_NONE": N_("Cette fiche n’a pas d’annonce. Rien n’a été changé. Vous pouvez effacer la personne."),
        "GONE_DAY": N_(
            "Ce jour ne convient pas. Rien n’a été changé. Donnez un jour entre celui où l’annonce a été vue en ligne "
            "pour la dernière fois et aujourd’hui."
        ),
        "CALL_FUTURE": N_("Cet appel porte une date à venir, le {at}. Il n’a pas été noté. Vérifiez la date."),
        "CALLBACK_PAST": N_("Ce rappel est dans le passé. Il n’a pas été enregistré. Choisissez un moment à venir."),
        "CONFLICT": N_(
            "{user} a changé «\u202f{column}\u202f» à {hour}\u202f: «\u202f{theirs}\u202f». Vous aviez écrit "
            "«\u202f{mine}\u202f». Rien n’a été enregistré. Gardez l’autre, ou enregistrez de nouveau la vôtre."
        ),
        "UNDO_SINCE": N_("{user} a changé cette fiche depuis\u202f: annulez d’abord son geste. Rien n’a été changé."),
        "TOLD_MISSING": N_(
            "Dites d’où vient cette valeur ({field})\u202f: la lettre doit pouvoir l’écrire. Rien n’a été enregistré."
        ),
        "TOLD_DAY": N_("Ce jour est à venir. Rien n’a été enregistré. Écrivez le jour où vous l’avez relevée."),
        "TOLD_WAY": N_("Écrivez par quel moyen vous l’avez trouvée\u202f: la lettre le dira. Rien n’a été enregistré."),
        "ADDRESS_DIRECTORY": N_(
            "Pas d’annuaire, même inversé\u202f: qui est sur liste orange y refuse d’être démarché, par courrier aussi "
            "(CPCE, art.\u00a0R10). Rien n’a été enregistré."
        ),
        "PHONE_IMPOSSIBLE": N_(
            "{value} n’est le numéro de personne. Rien n’a été enregistré. Vérifiez ses chiffres, ou laissez le champ "
            "vide."
        ),
        "TYPED_NUMBER_OPPOSED": N_("Cette coordonnée est bloquée depuis le {date}\u202f: elle n’a pas été ajoutée."),
        "CORRECTION_NONE": N_("Rien ne change sur cette fiche. Rien n’a été enregistré."),
    }
)

COUNTED: Mapping[str, Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "UNDO_EXPECTED": {
            "removed": (N_("{n} fiche retirée"), N_("{n} fiches retirées")),
            "unmerged": (N_("{n} réunion défaite"), N_("{n} réunions défaites")),
            "kept": (N_("{n} fiche gardée"), N_("{n} fiches gardées")),
        },
        "UNDO_DONE": {
            "removed": (N_("{n} fiche retirée"), N_("{n} fiches retirées")),
            "unmerged": (N_("{n} réunion défaite"), N_("{n} réunions défaites")),
        },
        "BACK_DONE": {"back": (N_("{n} fiche est revenue"), N_("{n} fiches sont revenues"))},
        "BACK_PARTIAL": {
            "back": (N_("{n} fiche est revenue"), N_("{n} fiches sont revenues")),
            "left": (N_("{n} a changé depuis et reste ainsi"), N_("{n} ont changé depuis et restent ainsi")),
        },
        "UNDO_PARTIAL": {
            "kept": (
                N_(
                    "{n} fiche reste, car vous lui avez écrit, vous l’avez appelée, elle s’est opposée ou un autre lot "
                    "l’a complétée"
                ),
                N_(
                    "{n} fiches restent, car vous leur avez écrit, vous les avez appelées, elles se sont opposées ou "
                    "un autre lot les a complétées"
                ),
            ),
        },
    }
)
