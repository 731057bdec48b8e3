"""What happens with a lead in the trade, each with its date; the trade status follows from it."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from core.base.i18n import N_
from core.base.records import Struct


class MilestoneKind(StrEnum):
    """An appointment, an estimate handed over, a mandate signed, or a sale lost."""

    APPOINTMENT = "appointment"
    ESTIMATE = "estimate"
    MANDATE = "mandate"
    LOST = "lost"


WHY_LOST: Mapping[str, str] = MappingProxyType(
    {
        "alone": N_("vend ou loue sans agence"),
        "other": N_("a choisi une autre agence"),
        "sold": N_("bien déjà vendu ou loué"),
        "dropped": N_("projet abandonné"),
        "price": N_("désaccord sur le prix"),
        "fees": N_("désaccord sur les honoraires"),
        "silent": N_("sans réponse après deux lettres"),
        "not_them": N_("pas la personne concernée"),
    }
)
"""A closed list about the project: nothing on the life of the person (law file, GDPR-08, SCR-09)."""

HANDED: Mapping[str, str] = MappingProxyType(
    {"hand": N_("en main propre"), "letter": N_("par courrier"), "email": N_("par e-mail, à sa demande")}
)
"""How an estimate was handed over."""


class Milestone(Struct, frozen=True):
    """One of them. ``moment``: aware; only its day counts but for an appointment. ``place``, ``who``: of an
    appointment. ``said``: a key of :data:`WHY_LOST` or :data:`HANDED`, or the number of a mandate. ``back``: the day
    chosen to come back to an estimate, or the last one of a mandate."""

    kind: MilestoneKind
    moment: datetime
    place: str = ""
    who: str = ""
    said: str = ""
    back: date | None = None
    id: int = 0
    by: str = ""
