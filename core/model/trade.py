"""Where a lead stands in the trade: derived from what happened, never typed."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from core.base.i18n import N_


class TradeStatus(StrEnum):
    """In the order of the work; the last three are its ends."""

    TO_COMPLETE = "to_complete"
    TO_INFORM = "to_inform"
    POSTED = "posted"
    ANSWERED = "answered"
    APPOINTMENT = "appointment"
    ESTIMATE = "estimate"
    MANDATE = "mandate"
    LOST = "lost"
    OPPOSED = "opposed"
    ERASED = "erased"


STATUSES_TOLD: Mapping[TradeStatus, str] = MappingProxyType(
    {
        TradeStatus.TO_COMPLETE: N_("À compléter"),
        TradeStatus.TO_INFORM: N_("À informer"),
        TradeStatus.POSTED: N_("Lettre postée"),
        TradeStatus.ANSWERED: N_("A répondu"),
        TradeStatus.APPOINTMENT: N_("Rendez-vous pris"),
        TradeStatus.ESTIMATE: N_("Estimation remise"),
        TradeStatus.MANDATE: N_("Mandat signé"),
        TradeStatus.LOST: N_("Perdu"),
        TradeStatus.OPPOSED: N_("Opposé"),
        TradeStatus.ERASED: N_("Effacé"),
    }
)
"""Nobody is called informed: a letter was posted, which is all that is known."""

FUNNEL: Mapping[str, str] = MappingProxyType(
    {
        "letter": N_("Lettres"),
        "agreement": N_("Accords, demandes"),
        "appointment": N_("Rendez-vous"),
        "estimate": N_("Estimations"),
        "mandate": N_("Mandats"),
    }
)
"""What was reached at some time, whatever came of it since."""
