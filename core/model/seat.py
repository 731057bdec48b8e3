"""What a seat of a team may do."""

from core.base.i18n import N_
from core.base.worded import WordedEnum


class Rights(WordedEnum):
    """What whoever works at a seat may do. Recording a refusal is nobody's privilege."""

    AGENT = "agent", N_("Négociateur")
    MANAGER = "manager", N_("Responsable")
