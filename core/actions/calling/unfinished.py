"""The calls a program that stopped left without an outcome: each counts among the attempts until it has one."""

from datetime import datetime, timedelta

from core.base.moments import local
from core.base.records import Struct
from core.records.call import Call
from core.records.lead import Lead
from core.store.port import Reader

LONGEST = timedelta(hours=12)
"""No call lasts longer: one still open after that was left so by a program that stopped."""


class Unfinished(Struct, frozen=True):
    """A call found open when the program starts. ``lead``: its person, None if unknown; ``phone`` in E.164;
    ``started``: local."""

    call: int
    lead: int | None
    name: str
    phone: str
    direction: str
    started: datetime


def unfinished(r: Reader, *, by: str, at: datetime) -> list[Unfinished]:
    """Return the calls that were never closed, oldest first: those of ``by``, and those of anybody once nobody can
    still be talking. A call another seat may be making now is left out."""
    found = []
    for call in r.of(Call, "started", ended=None):
        began = local(call.started)
        if call.by != by and at - began < LONGEST:
            continue
        name = r.row(Lead, call.lead_id).name
        found.append(Unfinished(call.id, call.lead_id, name, call.phone, call.direction, began))
    return found
