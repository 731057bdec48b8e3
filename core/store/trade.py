"""Where leads stand in the trade: one rule, as SQL over ``l``, a row of ``lead``, that the list, its filter, the sheet
and the figures read. The first line that holds decides; the last milestone noted tells more than what came before."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from core.store.complete import ADDRESS_GAP, ORIGIN_GAP, READDRESSED
from core.store.port import Reader

_LAST_MILESTONE = """SELECT m.kind FROM milestone m WHERE m.lead_id = l.id AND m.undone_at IS NULL
    ORDER BY m.id DESC LIMIT 1"""
AGREED = """SELECT lead_id FROM consent WHERE withdrawn IS NULL
    UNION SELECT lead_id FROM title WHERE kind IN ('request', 'contract')"""
"""Who agreed to something, or asked for something."""
MET = "SELECT lead_id FROM call WHERE outcome = 'appointment' AND lead_id IS NOT NULL"
"""Whose call gave an appointment, noted as a milestone or not."""
_SPOKEN = """SELECT c.lead_id FROM oral_notice o CROSS JOIN call c
    WHERE c.id = o.call_id AND o.complete = 1 AND c.lead_id IS NOT NULL"""
"""Who was told all of the information in a conversation."""
_ARRIVED = "SELECT 1 FROM notice n WHERE n.lead_id = l.id AND n.posted_at IS NOT NULL AND n.returned_at IS NULL"
_CAME_BACK = f"""SELECT 1 FROM notice WHERE notice.lead_id = l.id AND notice.returned_at IS NOT NULL
    AND notice.withdrawn_at IS NULL AND NOT {READDRESSED}"""

STATUS = f"""CASE WHEN l.erased_at IS NOT NULL THEN 'erased' WHEN l.opposed_at IS NOT NULL THEN 'opposed'
    ELSE coalesce(({_LAST_MILESTONE}),
        CASE WHEN l.id IN ({MET}) THEN 'appointment' WHEN l.id IN ({AGREED}) OR l.id IN ({_SPOKEN}) THEN 'answered'
             WHEN l.notice_sent IS NOT NULL AND EXISTS ({_ARRIVED}) THEN 'posted'
             WHEN l.notice_sent IS NOT NULL AND EXISTS ({_CAME_BACK}) THEN 'to_complete'
             WHEN {ADDRESS_GAP} <> '' OR {ORIGIN_GAP} <> '' THEN 'to_complete'
             ELSE 'to_inform' END) END"""
"""One of :class:`core.model.trade.TradeStatus`. A letter that came back asks for another address."""

_NOTED = "SELECT lead_id FROM milestone WHERE undone_at IS NULL"
_MAY = {
    "erased": "l.erased_at IS NOT NULL",
    "opposed": "l.opposed_at IS NOT NULL",
    "answered": f"l.id IN ({AGREED} UNION {_SPOKEN})",
    "posted": "l.notice_sent IS NOT NULL",
    "appointment": f"l.id IN ({_NOTED} UNION {MET})",
    **dict.fromkeys(
        ("estimate", "mandate", "lost"),
        f"l.id IN ({_NOTED})",
    ),
}
"""What whoever stands at a status has in any case: the rule is then asked of few."""


def standing_at(status: str) -> str:
    """Return the condition on ``lead`` that keeps those who stand at a status. Most are to be informed: they are told
    by leaving the others out, as the other filters do."""
    if status == "to_inform":
        return f"id NOT IN (SELECT l.id FROM lead l WHERE {STATUS} <> 'to_inform')"
    return f"id IN (SELECT l.id FROM lead l WHERE {_MAY.get(status, '1 = 1')} AND {STATUS} = '{status}')"


REACHED: Mapping[str, str] = MappingProxyType(
    {
        "letter": "SELECT lead_id FROM notice WHERE posted_at IS NOT NULL",
        "agreement": AGREED,
        "appointment": f"{_NOTED} AND kind = 'appointment' UNION {MET}",
        **{kind: f"{_NOTED} AND kind = '{kind}'" for kind in ("estimate", "mandate")},
    }
)
"""Stage of :class:`core.model.trade.FunnelStage` → who ever reached it."""


class StatusCount(NamedTuple):
    """How many leads stand at a status."""

    status: str
    leads: int


def status_counts(r: Reader) -> dict[str, int]:
    """Return how many leads stand at each status that some have."""
    found = r.named(StatusCount, f"SELECT {STATUS} AS status, count(*) AS leads FROM lead l GROUP BY 1")
    return {one.status: one.leads for one in found}


def funnel(r: Reader) -> dict[str, int]:
    """Return how many leads of the base ever reached each stage of the trade, in order."""
    return {
        stage: r.value(int, f"SELECT count(*) FROM lead WHERE id IN ({leads})") or 0 for stage, leads in REACHED.items()
    }
