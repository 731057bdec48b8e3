"""Several leads chosen in the list, and what may be done with them: what the bar counts and the gestures act on.

A few are judged one by one; of many, which would take a second a thousand, the steps that the base keeps are read.
"""

from collections.abc import Sequence
from datetime import datetime

from core.actions.common.judging import Law
from core.actions.leads import lead_views
from core.base import text
from core.base.records import Struct
from core.model.lead import LeadRow
from core.model.step import Step
from core.model.trade import TradeStatus
from core.model.verdict import Light
from core.records.lead import Lead
from core.store import leads
from core.store.port import Reader

FEW = 60
"""Leads judged one by one (50 ms)."""
_TITLED = (Light.ALLOWED, Light.WAIT)


class LeadSelection(Struct, frozen=True):
    """The leads chosen, in the order of the list. ``opposed``: who refuses all; ``refused``: they, and who refused by a
    call; ``writable``: whose letter may be made; ``online``: who has an ad online as far as is known; ``erasable``: who
    may be erased, so nobody who waits for an answer nor who agreed to be called; ``tags``: their labels, folded;
    ``followed``: one of them is assigned; ``alone``: the line of the only one."""

    ids: tuple[int, ...] = ()
    opposed: frozenset[int] = frozenset()
    refused: frozenset[int] = frozenset()
    writable: tuple[int, ...] = ()
    online: tuple[int, ...] = ()
    erasable: tuple[int, ...] = ()
    erased: frozenset[int] = frozenset()
    tags: frozenset[str] = frozenset()
    followed: bool = False
    alone: LeadRow | None = None

    @property
    def listed(self) -> list[int]:
        """The leads that may be copied, exported and printed, as far as the list tells."""
        return [row_id for row_id in self.ids if row_id not in self.refused and row_id not in self.erased]

    @property
    def opposable(self) -> list[int]:
        """The leads that can still be opposed: they do not refuse everything yet."""
        return [row_id for row_id in self.ids if row_id not in self.opposed]


def opposed_among(r: Reader, ids: Sequence[int]) -> frozenset[int]:
    """Return which of these leads refuse everything."""
    return frozenset(leads.search(r, filters={"opposition": "yes"}, sort="newest", among=ids))


def chosen(r: Reader, ids: Sequence[int], law: Law, *, at: datetime) -> LeadSelection:
    """Return what may be done with these leads at ``at`` (aware)."""
    rows = lead_views.lead_rows(r, ids, law, at=at) if len(ids) <= FEW else []
    refused, erased, writable, held_ids = _of_few(rows) if rows else _of_many(r, law, at)
    found = r.of(Lead, id=ids, erased_at=None)
    standing, kept_ids = leads.online(r, ids) - erased, erased | held_ids
    return LeadSelection(
        ids=tuple(ids),
        opposed=opposed_among(r, ids),
        refused=frozenset(refused.intersection(ids)),
        writable=tuple(row_id for row_id in ids if row_id in writable),
        online=tuple(row_id for row_id in ids if row_id in standing),
        erasable=tuple(row_id for row_id in ids if row_id not in kept_ids),
        erased=frozenset(erased.intersection(ids)),
        tags=frozenset(text.fold(tag) for lead in found for tag in lead.tags.splitlines()),
        followed=any(lead.agent_id is not None for lead in found),
        alone=rows[0] if len(rows) == 1 else None,
    )


def _of_few(rows: Sequence[LeadRow]) -> tuple[set[int], set[int], set[int], set[int]]:
    """Return who refuses, who was erased, who may be written to, who may not be erased."""
    return (
        {row.id for row in rows if row.light is Light.OPPOSED},
        {row.id for row in rows if row.status is TradeStatus.ERASED},
        {row.id for row in rows if row.step.step in (Step.WRITE, Step.WRITE_AGAIN)},
        {row.id for row in rows if row.light in _TITLED or row.step.step is Step.ANSWER},
    )


def _of_many(r: Reader, law: Law, at: datetime) -> tuple[set[int], set[int], set[int], set[int]]:
    """Return the same of all the leads of the base."""

    def found(**filters: str) -> set[int]:
        return set(lead_views.find(r, law, at=at, filters=filters, sort="newest"))

    held_ids = found(step=Step.ANSWER.value).union(*(found(light=light.value) for light in _TITLED))
    return (
        found(light=Light.OPPOSED.value),
        found(status=TradeStatus.ERASED.value),
        found(step=f"{Step.WRITE.value},{Step.WRITE_AGAIN.value}"),
        held_ids,
    )
