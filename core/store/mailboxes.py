"""Queries about the e-mails that an older program knew by one of their spellings."""

from typing import NamedTuple

from core.store.port import Reader, Value


class Box(NamedTuple):
    """An e-mail of a lead, as written."""

    lead_id: int
    value: str


def of_many_ways(r: Reader) -> list[Box]:
    """Return the e-mails whose mailbox may be written in several ways, by lead."""
    sql = """SELECT lead_id, value FROM contact WHERE kind = 'email'
             AND (value LIKE '%@gmail.com' OR value LIKE '%@googlemail.com' OR value LIKE '%+%' OR value LIKE '%@www.%')
             ORDER BY lead_id, id"""
    return r.named(Box, sql)


def refusals(r: Reader, hashed: str) -> list[dict[str, Value]]:
    """Return the entries in force of one keyed hash, ready to be kept under another."""
    sql = """SELECT gesture, kind, how, at, by, note, lead_id, supplier_id, rank FROM opposition
             WHERE hash = ? AND lifted_at IS NULL AND kind <> 'near'"""
    return r.records(sql, hashed)
