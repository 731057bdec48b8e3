"""What a file of leads says of each beside the lines of the list, for many leads at once."""

from collections.abc import Sequence
from typing import NamedTuple

from core.store.port import AMONG, Reader, several


class BatchOf(NamedTuple):
    """The name of the batch that made a lead."""

    lead_id: int
    name: str


def batches_of(r: Reader, ids: Sequence[int]) -> list[BatchOf]:
    """Return the batch of each of these leads that has one."""
    sql = f"SELECT l.id AS lead_id, b.name FROM lead l JOIN batch b ON b.id = l.batch_id WHERE l.id {AMONG}"
    return r.named(BatchOf, sql, several(ids))
