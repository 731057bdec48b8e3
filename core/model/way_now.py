"""What may be done now with a lead: the one word of a list, derived and never typed."""

from core.base.i18n import N_
from core.base.worded import WordedEnum


class WayNow(WordedEnum):
    """What may be done now, the freest first. ``meaning``: what it says in the legend."""

    meaning: str

    CALL = "call", N_("Appelable"), N_("Accord, contrat ou demande\u202f: la preuve est sur la fiche.")
    WAIT = "wait", N_("Attendre"), N_("Permis, mais pas à cette heure.")
    LETTER = "letter", N_("Lettre d’abord"), N_("Écrivez, avec l’information. Pas d’appel\u202f: aucun accord prouvé.")
    SENT = "sent", N_("Lettre partie"), N_("Lettre postée, sans réponse à ce jour.")
    LACK = "lack", N_("À compléter"), N_("Il manque une mention\u202f: la lettre ne peut pas partir.")
    DECIDE = "decide", N_("À décider"), N_("Peut-être déjà connue, ou opposée\u202f: comparez d’abord.")
    OPPOSED = "opposed", N_("Opposé"), N_("La personne refuse\u202f: ni appel, ni lettre.")
