"""The day by which a person must be informed comes forward to that of the first call that reached them, as the verdict
counts it; the list, the letters and the first page read it on the lead."""

_REACHED = "('appointment', 'callback', 'message_left', 'not_interested', 'opposed', 'sold', 'talked')"

STATEMENTS = (
    f"""UPDATE lead SET notice_due = min(notice_due, coalesce(
        (SELECT min(substr(c.started, 1, 10)) FROM call c
         WHERE c.direction = 'out' AND c.outcome IN {_REACHED}
           AND (c.lead_id = lead.id OR c.hash IN (SELECT m.hash FROM mark m WHERE m.lead_id = lead.id
                                                  AND m.kind = 'phone'))), '9999'))
        WHERE id IN (SELECT lead_id FROM call WHERE direction = 'out'
                     UNION SELECT m.lead_id FROM call c JOIN mark m ON m.hash = c.hash)""",
)
