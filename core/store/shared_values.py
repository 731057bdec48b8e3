"""Queries about the values that several persons of a file share, and which therefore recognise nobody."""

from collections.abc import Sequence
from typing import NamedTuple

from core.records.contact import Mark
from core.store.port import AMONG, Reader, hash_head, several

COLUMNS = ("id", "kind", "hash", "supplier_id", "at", "by")


def weak(r: Reader, lead_ids: Sequence[int]) -> list[str]:
    """Return the keyed hashes that leads bear and that recognise nobody."""
    sql = f"""SELECT DISTINCT hash FROM mark WHERE kind IN ('number', 'mailbox', 'ad')
        AND lead_id {AMONG}"""
    return r.column(str, sql, several(lead_ids))


class SharedRefusal(NamedTuple):
    """A refusal in force of a value that a lead shares with others; ``owner``: the sheet it left, if any.
    ``asked``: it may be no refusal, and the gesture is the id of what is asked; ``shared``: it was known to be
    several persons' own before it was refused, and not since."""

    lead_id: int
    hash: str
    kind: str
    gesture: int
    at: str
    how: str
    owner: int | None
    asked: bool
    shared: bool = True


def refused(r: Reader, lead_ids: Sequence[int]) -> list[SharedRefusal]:
    """Return the refusals of a shared telephone or e-mail that each of these leads bears and did not refuse itself."""
    return r.named(
        SharedRefusal,
        f"""SELECT m.lead_id, m.hash, CASE m.kind WHEN 'number' THEN 'phone' ELSE 'email' END AS kind,
                  o.gesture, o.at, o.how, o.lead_id AS owner, 0 AS asked,
                  EXISTS (SELECT 1 FROM shared_value v WHERE v.hash = m.hash) AS shared
           FROM mark m JOIN opposition o ON o.hash = m.hash
           WHERE m.lead_id {AMONG} AND m.kind IN ('number', 'mailbox')
             AND o.lifted_at IS NULL AND o.lead_id IS DISTINCT FROM m.lead_id
             ORDER BY o.at""",
        several(lead_ids),
    )


def everyone_bearing(r: Reader, among: Sequence[str]) -> list[Mark]:
    """Return every lead that bears one of these keyed hashes, as a mark of somebody or of nobody."""
    known = set(among)
    return [mark for mark in r.of(Mark, head=[hash_head(hashed) for hashed in among]) if mark.hash in known]
