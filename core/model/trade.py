"""Where a lead stands in the trade: derived from what happened, never typed."""

from core.base.i18n import N_
from core.base.worded import WordedEnum


class TradeStatus(WordedEnum):
    """In the order of the work; the last three are its ends. Nobody is called informed: a letter was posted, which is
    all that is known."""

    TO_COMPLETE = "to_complete", N_("À compléter")
    TO_INFORM = "to_inform", N_("À informer")
    POSTED = "posted", N_("Lettre postée")
    ANSWERED = "answered", N_("A répondu")
    APPOINTMENT = "appointment", N_("Rendez-vous pris")
    ESTIMATE = "estimate", N_("Estimation remise")
    MANDATE = "mandate", N_("Mandat signé")
    LOST = "lost", N_("Perdu")
    OPPOSED = "opposed", N_("Opposé")
    ERASED = "erased", N_("Effacé")


class FunnelStage(WordedEnum):
    """What was reached at some time, whatever came of it since."""

    LETTER = "letter", N_("Lettres")
    AGREEMENT = "agreement", N_("Accords, demandes")
    APPOINTMENT = "appointment", N_("Rendez-vous")
    ESTIMATE = "estimate", N_("Estimations")
    MANDATE = "mandate", N_("Mandats")
