"""Who refused and agreed since, for what the agreement is about: the refusal stands, and is answered while the
agreement is in force (rule OBJ-02). What such a person then gives of their own, a new number, is theirs to give: it is
kept, and the refusal covers it too, so that it closes with the rest when the agreement ends.
"""

from datetime import datetime

from core.actions.common.agency import settings
from core.actions.common.judging import facts, law_of
from core.model.channel import Channel
from core.model.verdict import Light
from core.records.consent import Consent
from core.rules.channels import judge
from core.store.port import Reader

_AGREED_TO = (Channel.CALL, Channel.EMAIL, Channel.SMS)
"""What an agreement may be about: a letter needs none."""


def agreed_since(r: Reader, lead_id: int, *, at: datetime) -> bool:
    """Tell whether an agreement in force answers the refusal of a lead, for a way at least."""
    if not r.of(Consent, lead_id=lead_id):
        return False
    law = law_of(settings(r))
    known = facts(r, [lead_id], law, near=False)[lead_id]
    return any(judge(channel, known, at, law.books).light is not Light.OPPOSED for channel in _AGREED_TO)
