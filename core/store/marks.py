"""How leads are found by keyed hash: ``mark`` says what each lead bears, and its index by head where to look."""

import sqlite3
from collections.abc import Collection, Iterable
from operator import itemgetter

from core.store.schema import hash_head

_FIND = """SELECT hash, lead_id FROM mark WHERE head IN (SELECT value FROM json_each(?))"""


def write(connection: sqlite3.Connection, rows: Iterable[tuple[int, str, str]]) -> None:
    """Write (lead id, kind, hash) rows; one already there stays."""
    # In the order of the index: its pages are all over the base, those of the new leads are at the end of the table.
    whole = sorted(((hash_head(hashed), lead_id, kind, hashed) for lead_id, kind, hashed in rows), key=itemgetter(0))
    connection.executemany("INSERT OR IGNORE INTO mark (head, lead_id, kind, hash) VALUES (?, ?, ?, ?)", whole)


def find(connection: sqlite3.Connection, hashes: Collection[str]) -> list[tuple[str, int]]:
    """Return (hash, lead) of who bears one of the hashes. A head is only where to look: two hashes with one head are
    never taken for one person."""
    heads = ",".join(str(hash_head(hashed)) for hashed in hashes)
    return [one for one in connection.execute(_FIND, (f"[{heads}]",)) if one[0] in hashes]
