"""Sentences about letters on paper: made, sent to a printer, come out, posted."""

from collections.abc import Mapping
from types import MappingProxyType

from core.base.i18n import N_

SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "LETTER_READY": N_(
            "Une lettre est déjà prête pour cette personne (référence {reference}). Aucune autre n’a été faite."
        ),
        "LETTER_UNFINISHED": N_(
            "La lettre {reference} est enregistrée, mais n’a pas été achevée. Rien n’a été noté. Préparez-la de "
            "nouveau."
        ),
        "POST_FUTURE": N_("Ce jour est à venir\u202f: notez l’envoi une fois les lettres à la poste."),
        "POST_BEFORE": N_("La lettre {reference} a été imprimée le {date}\u202f: elle n’a pas pu partir avant."),
        "POST_BEFORE_DAY": N_("La lettre {reference} est datée du {date}\u202f: elle n’a pas pu partir avant."),
        "RUN_UNKNOWN": N_(
            "Aucun tirage ne porte le numéro «\u202f{value}\u202f». La liste est donnée par «\u202fruns\u202f»."
        ),
        "RUN_CLOSED": N_("Ce tirage est fini. Rien n’a été noté. Choisissez les lettres et imprimez-les de nouveau."),
        "RUN_NOT_IN": N_(
            "La lettre «\u202f{reference}\u202f» n’a pas été envoyée à l’imprimante dans ce tirage. Rien n’a été noté. "
            "Lisez la référence sous la date de la dernière lettre sortie."
        ),
        "PRINTER_MISSING": N_(
            "Aucune imprimante trouvée. Les lettres ne comptent pas comme envoyées. Enregistrez-les en PDF."
        ),
        "PRINTER_GONE": N_(
            "«\u202f{printer}\u202f» ne répond plus. Regardez dans l’imprimante lesquelles sont sorties\u202f: "
            "répondez, et les autres restent prêtes."
        ),
        "PRINTER_PAPER": N_(
            "«\u202f{printer}\u202f» n’a pas de papier A4. Rien n’est parti. Mettez de l’A4, ou choisissez une autre "
            "imprimante."
        ),
        "PRINTER_SLOW": N_(
            "«\u202f{printer}\u202f» met longtemps à répondre. Regardez si la dernière lettre en est sortie, puis "
            "répondez\u202f: les autres restent prêtes."
        ),
        "RUN_NO_PRINTER": N_(
            "Dites où imprimer\u202f: --printer NOM ({names}), --pdf FICHIER ou --folder DOSSIER. Rien n’est parti."
        ),
        "PRINTER_REFUSED": N_(
            "«\u202f{printer}\u202f» a refusé le tirage. Aucune lettre de plus ne compte comme imprimée. Choisissez "
            "une autre imprimante, ou le PDF."
        ),
    }
)
