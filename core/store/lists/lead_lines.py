"""The lines of the list of leads."""

from collections.abc import Sequence
from typing import NamedTuple

from core.store.port import AMONG, Reader, several
from core.store.trade import STATUS


class Line(NamedTuple):
    """What one line of the list shows. ``phone``: the first one (E.164); ``last_outcome``: of the last call;
    ``last_breach``: 1 when it was not allowed; ``callback``: the next one due; ``status``: in the trade; ``agent``: the
    name of the colleague who follows the lead, empty for nobody; ``tags``: one a line. ``property``, ``deal``,
    ``price`` (euro cents), ``area`` (m²): of the last ad; ``email``: the first one; ``batch``: the name of its file."""

    id: int
    name: str
    town: str
    source: str
    status: str
    agent: str
    tags: str
    property: str
    deal: str
    price: int | None
    area: float | None
    email: str
    batch: str
    opposed_at: str | None
    opposed_how: str
    notice_sent: str | None
    notice_due: str
    version: int
    phone: str | None
    last_call: str | None
    last_outcome: str | None
    last_breach: int | None
    callback: str | None


def rows(r: Reader, ids: Sequence[int]) -> list[Line]:
    """Return the lines of ``ids``, in their order; an id that is gone is left out."""
    sql = f"""
        SELECT l.id, l.name, l.town, l.source, {STATUS} AS status, l.tags,
            coalesce((SELECT a.name FROM agent a WHERE a.id = l.agent_id), '') AS agent,
            l.opposed_at, l.opposed_how, l.notice_sent, l.notice_due, l.version,
            coalesce(nullif(g.kind, ''), g.title, '') AS property, coalesce(g.deal, '') AS deal, g.price, g.area,
            coalesce((SELECT value FROM contact c WHERE c.lead_id = l.id AND c.kind = 'email' ORDER BY c.id
                LIMIT 1), '') AS email,
            coalesce((SELECT b.name FROM batch b WHERE b.id = l.batch_id), '') AS batch,
            (SELECT value FROM contact c WHERE c.lead_id = l.id AND c.kind = 'phone' ORDER BY c.id LIMIT 1) AS phone,
            (SELECT started FROM call c WHERE c.lead_id = l.id ORDER BY started DESC LIMIT 1) AS last_call,
            (SELECT outcome FROM call c WHERE c.lead_id = l.id ORDER BY started DESC LIMIT 1) AS last_outcome,
            (SELECT CASE WHEN json_valid(verdict) THEN
                CASE json_extract(verdict, '$.allowed') WHEN 0 THEN 1 ELSE 0 END END FROM call c
             WHERE c.lead_id = l.id ORDER BY started DESC LIMIT 1) AS last_breach,
            (SELECT min(due) FROM callback b WHERE b.lead_id = l.id AND b.done_at IS NULL AND b.cancelled_at IS NULL)
                AS callback
        FROM lead l LEFT JOIN listing g ON g.id = (SELECT max(id) FROM listing WHERE lead_id = l.id)
        WHERE l.id {AMONG}"""
    found = {line.id: line for line in r.named(Line, sql, several(ids))}
    return [found[row_id] for row_id in ids if row_id in found]
