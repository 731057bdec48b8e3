"""What is shown of one refusal of the register: where it comes from, what it closes, who was told of it, and whether it
may be noted as a mistake (rule OBJ-05)."""

import json
from collections import Counter
from datetime import date

from core.actions.register import mistakes
from core.actions.register.mistakes import Lifting
from core.base.errors import UserError
from core.base.moments import local
from core.base.records import Struct
from core.model.opposing import RefusalSource
from core.records.opposition import Opposition
from core.records.request import RecipientTask
from core.rules.deadlines import add_months
from core.store import registers
from core.store.port import Reader

_KEPT_MONTHS = 36
"""The least an entry is kept (rule GDPR-06); nothing ends it."""
_ADDRESSES = frozenset({"address", "read", "person", "household", "nameless"})


class EntryShown(Struct, frozen=True):
    """One refusal. ``closes``: phone, email, address, listing or a way → how many; ``told``: (recipient, the day they
    were told, None while they wait); ``kept_until``: at least; ``lifting``: what noting a mistake would do, of all
    that was read of them together, None where
    it was lifted already or ``problem`` says why it is not asked of one person."""

    source: RefusalSource
    closes: dict[str, int]
    told: tuple[tuple[str, date | None], ...]
    kept_until: date
    lifting: Lifting | None
    problem: str = ""


def entry_shown(r: Reader, gesture: int) -> EntryShown | None:
    """Return what is shown of a gesture of the register; None for an unknown one."""
    entries = r.of(Opposition, gesture=gesture)
    sources = registers.refusal_sources(r, gesture, min((entry.line for entry in entries), default=0))
    if not sources:
        return None
    [source] = sources
    closes = Counter(entry.kind for entry in entries if entry.kind not in {*_ADDRESSES, "near"})
    closes |= {"address": 1} if any(entry.kind in _ADDRESSES for entry in entries) else {}
    lifting, problem = None, ""
    if source.lifted_at is None:
        try:
            lifting = mistakes.found(r, str(gesture), together=0)
        except UserError as refused:
            problem = refused.text
    until = add_months(local(source.at).date(), _KEPT_MONTHS)
    return EntryShown(source, dict(closes), tuple(_told(r, gesture)), until, lifting, problem)


def _told(r: Reader, gesture: int) -> list[tuple[str, date | None]]:
    tasks = r.of(RecipientTask, gesture=gesture)
    return [
        (task.recipient, local(task.sent).date() if task.sent else None)
        for task in tasks
        if not json.loads(task.facts).get("mistake")
    ]
