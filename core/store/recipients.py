"""Queries about the messages to recipients of a person's data, to send and sent (RGPD art. 19)."""

from collections.abc import Sequence
from typing import NamedTuple

from core.store.port import AMONG, Reader, several


class DeliveredRow(NamedTuple):
    """A row that a supplier delivered about a lead. ``batch``: name of the file, empty when unknown; ``obtained``: the
    day the agency got it."""

    lead_id: int
    supplier_id: int
    supplier: str
    site: str
    reference: str
    batch: str
    line: int
    obtained: str


def delivered_rows(r: Reader, lead_ids: Sequence[int]) -> list[DeliveredRow]:
    """Return every row a supplier delivered about these leads, the newest first."""
    return r.named(
        DeliveredRow,
        f"""SELECT o.lead_id, s.id AS supplier_id, s.name AS supplier, o.site, o.reference,
                  coalesce(b.name, '') AS batch, o.line, o.obtained
           FROM origin o JOIN supplier s ON s.id = o.supplier_id LEFT JOIN batch b ON b.id = o.batch_id
           WHERE o.lead_id {AMONG} ORDER BY o.id DESC""",
        several(lead_ids),
    )
