"""What the law looks at, read for many leads at once: rows by lead, for :mod:`core.actions.judging` to make facts
of."""

import json
from collections import defaultdict
from collections.abc import Sequence

from core.store.port import Reader, Row
from core.store.withdrawn import GONE

_AMONG = "IN (SELECT value FROM json_each(?))"

PEOPLE = f"""SELECT id, postcode, obtained, opposed_at, opposed_how, quote, erased_at,
        EXISTS (SELECT 1 FROM contact c WHERE c.lead_id = lead.id AND c.kind = 'address'),
        (SELECT o.source || '|' || (o.site <> '') || '|' || (o.reference <> '' OR o.url <> '')
             || '|' || (o.seen IS NOT NULL) || '|' || coalesce(o.supplier_id, '')
         FROM origin o WHERE o.lead_id = lead.id ORDER BY o.id LIMIT 1),
        (SELECT value FROM contact c WHERE c.lead_id = lead.id AND c.kind = 'phone'
         AND (lead.postcode = '' OR c.value NOT LIKE '+33%') ORDER BY c.id LIMIT 1),
        CASE WHEN opposed_how = 'list' THEN coalesce(
            (SELECT s.name FROM opposition o JOIN supplier s ON s.id = o.supplier_id
             WHERE o.lead_id = lead.id AND o.lifted_at IS NULL ORDER BY o.id LIMIT 1),
            (SELECT s.name FROM origin o JOIN supplier s ON s.id = o.supplier_id
             WHERE o.lead_id = lead.id ORDER BY o.id LIMIT 1)) END,
        restricted_at
    FROM lead WHERE id {_AMONG}"""

_QUERIES = {
    # (lead, kind, how, at, hash, this lead's own gesture or not)
    "oppositions": f"""SELECT m.lead_id, o.kind, o.how, o.at, o.hash, o.lead_id IS m.lead_id FROM mark m
        JOIN opposition o ON o.hash = m.hash WHERE m.lead_id {_AMONG} AND o.lifted_at IS NULL ORDER BY o.at""",
    # (lead, channels, collected, until, has proof, withdrawn, hash, object, wording, calls withdrawn, slots, exact,
    # missing, agency, five mentions proven, what the hash is of)
    "consents": f"""SELECT lead_id, channels, collected, until, proof_id IS NOT NULL, withdrawn, hash, object, wording,
        calls_withdrawn, slots, exact, missing, agency, mentions,
        (SELECT m.kind FROM mark m WHERE m.lead_id = consent.lead_id AND m.hash = consent.hash)
        FROM consent WHERE lead_id {_AMONG} ORDER BY id""",
    # (lead, kind, number, object, how, starts, ends, answered, has proof)
    "titles": f"""SELECT lead_id, kind, number, object, how, starts, ends, answered, proof_id IS NOT NULL
        FROM title WHERE lead_id {_AMONG} AND closed_at IS NULL ORDER BY id""",
    # (lead, moment the first layer of the information was said whole, for the first time)
    "told": f"""SELECT c.lead_id, min(o.at) FROM oral_notice o CROSS JOIN call c ON c.id = o.call_id
        WHERE o.complete = 1 AND c.lead_id {_AMONG} GROUP BY c.lead_id""",
    # (lead, last day a listing was withdrawn, moment that was said) where none is left online
    "gone": f"""SELECT lead_id, max(gone_on), max(gone_at) FROM listing
        WHERE lead_id IN (SELECT lead_id FROM listing WHERE gone_on IS NOT NULL AND lead_id {_AMONG})
        GROUP BY lead_id HAVING min({GONE}) = 1""",
    # (lead, day, posted, returned, withdrawn)
    "notices": f"""SELECT lead_id, day, posted_at, returned_at, withdrawn_at FROM notice
        WHERE lead_id {_AMONG} ORDER BY id""",
    # (lead, started, outcome, direction): the person's calls, and those to the same number on another lead
    "calls": f"""SELECT DISTINCT m.lead_id, c.started, c.outcome, c.direction, c.id
        FROM mark m JOIN call c ON c.hash = m.hash
        WHERE m.kind = 'phone' AND m.lead_id {_AMONG}
        UNION SELECT lead_id, started, outcome, direction, id FROM call WHERE lead_id {_AMONG} ORDER BY 2""",
}


def people(r: Reader, ids: Sequence[int]) -> list[Row]:
    """Return (id, postcode, obtained, opposed_at, opposed_how, quote, erased_at, has address, first origin as « source|
    site|listing|day|supplier id » (yes is 1, the id empty when there is none), first telephone that may tell the place
    (any when the postcode is unknown, else one abroad or overseas), supplier's name when a supplier's list told the
    opposition, restricted_at)."""
    return r.rows(PEOPLE, json.dumps(list(ids)))


def about(r: Reader, what: str, ids: Sequence[int]) -> dict[int, list[Row]]:
    """Return the rows of one of the queries above, by lead, without the lead's id."""
    asked = json.dumps(list(ids))
    sql = _QUERIES[what]
    by_lead: dict[int, list[Row]] = defaultdict(list)
    for row in r.rows(sql, *[asked] * sql.count("?")):
        by_lead[int(row[0])].append(row[1:])
    return by_lead
