"""The sheets that answer to a request which is of none yet: by every telephone, e-mail or address that came with it,
then by the name (rule GDPR-17)."""

from core.actions.common.named_people import bearing_name, name_hash
from core.actions.common.people import find_every
from core.actions.register.refused_marks import bearing
from core.model.request import PersonRequest
from core.store.port import Reader


def candidates(r: Reader, asked: PersonRequest) -> list[int]:
    """Return the sheets that answer to a request, oldest first, one of which may be chosen; none once it is of one, or
    answered."""
    if asked.lead_id is not None or not asked.open:
        return []
    return sorted({*bearing_contact(r, asked), *named_alone(r, asked)})


def named_alone(r: Reader, asked: PersonRequest) -> list[int]:
    """Return the sheets that answer to a request by its name and by nothing else it came with, oldest first: the
    register holds nothing of theirs."""
    if asked.lead_id is not None or not asked.open:
        return []
    beside = {*bearing_contact(r, asked), *asked.aside}
    return [lead_id for lead_id in bearing_name(r, asked.person) if lead_id not in beside]


def bearing_contact(r: Reader, asked: PersonRequest) -> list[int]:
    """Return the sheets that bear a telephone, an e-mail or an address that a request came with, oldest first."""
    hashes = {asked.hash, *(key for who in find_every(r, asked.person) for key in who.hashes)} - {""}
    return bearing(r, sorted(hashes))


def by_contact(r: Reader, asked: PersonRequest) -> bool:
    """Tell whether a request came with something that the register can look for, beside a name."""
    return bool(asked.hash) and asked.hash != name_hash(r, asked.person)
