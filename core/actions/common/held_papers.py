"""What holds a paper addressed to a person, whoever asks for it and wherever: their refusal, a request that waits, a
freeze, an erasure. The letters of contact ask the whole verdict instead (:mod:`core.actions.letters.noticing`)."""

from datetime import datetime
from enum import Enum

from core.actions.common.agency import settings
from core.actions.common.judging import law_of, verdict
from core.model.channel import Channel
from core.records.lead import Lead
from core.rules.conditions import OPPOSITIONS
from core.store.port import Reader
from core.words.errors import error
from core.words.verdicts import sentence

_GONE = frozenset({"ERASED"})
_WAITS = frozenset(
    {"RESTRICTED", "STOP_ASKED", "REFUSAL_IN_DOUBT", "ADDRESS_NEAR_OPPOSED", "REGISTER_CLOSED", "REGISTER_AWAY"}
)


class Purpose(Enum):
    """What a paper is for, and the reasons that hold it: to go on with what the person asked for, which a refusal said
    since ends; or to inform them, or to correct a mistake, which only an erasure prevents."""

    GO_ON = _GONE | _WAITS | frozenset(OPPOSITIONS)
    INFORM = _GONE


def check_paper(r: Reader, lead_id: int, purpose: Purpose, *, at: datetime) -> None:
    """Raise UserError LEAD_UNKNOWN, or PAPER_HELD with every reason, where a paper may not be addressed to a person."""
    if r.get(Lead, lead_id) is None:
        raise error("LEAD_UNKNOWN")
    reasons = verdict(r, lead_id, law_of(settings(r)), channel=Channel.LETTER, at=at).reasons
    holding = [sentence(reason) for reason in reasons if reason.blocks and reason.code in purpose.value]
    if holding:
        raise error("PAPER_HELD", reasons=" ".join(holding))
