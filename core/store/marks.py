"""How leads are found by keyed hash. ``mark`` says what each lead bears, ``mark_place`` where to look. Hashes jump all
over a place: a bulk load notes its own as they come (``mark_fresh``, a run a row), every connection holds those runs in
memory, and they go to their place by thousands, in order."""

import sqlite3
import struct
from collections.abc import Collection, Iterable, Sequence
from itertools import chain

from core.store.schema import hash_head

MANY = 200_000
"""Marks that may wait together: some 24 MiB."""
_SLICE = 2000
"""Marks put in their place by one transaction: some 10 ms, for a call to pass between two."""
_FIND = """SELECT hash, lead_id FROM mark_place JOIN mark USING (lead_id, head)
    WHERE mark_place.head IN (SELECT value FROM json_each(?))"""
_DROPPED = """SELECT head, lead_id FROM mark_dropped d
    WHERE NOT EXISTS (SELECT 1 FROM mark m WHERE m.lead_id = d.lead_id AND m.head = d.head)"""

_PAIR = struct.Struct("<qq")

Pair = tuple[int, int]
"""The head of a hash, and a lead that bears it."""


class Near:
    """The marks that wait for their place, as one connection knows them. One too many harms nobody, since ``mark`` has
    the last word."""

    def __init__(self) -> None:
        self._runs: set[int] = set()
        self._first: dict[int, int] = {}
        self._more: list[Pair] = []

    def __len__(self) -> int:
        return len(self._first) + len(self._more)

    def forget(self) -> None:
        """Hold nothing: what waits is read again when it is asked for."""
        self._runs.clear()
        self._first.clear()
        self._more.clear()

    def follow(self, connection: sqlite3.Connection) -> None:
        """Hold what waits now."""
        if not self.stands(connection):
            self.forget()
        for run in _runs(connection) - self._runs:
            [pairs] = connection.execute("SELECT pairs FROM mark_fresh WHERE id = ?", (run,)).fetchone()
            first = self._first.setdefault
            self._more += [pair for pair in _PAIR.iter_unpack(pairs) if first(*pair) != pair[1]]
            self._runs.add(run)

    def bearers(self, heads: Iterable[int]) -> list[Pair]:
        """Return the leads that may bear one of the heads."""
        found = {(head, self._first[head]) for head in heads if head in self._first}
        also = {head for head, _ in found}
        return [*found, *(pair for pair in self._more if pair[0] in also)]

    def slices(self) -> list[list[Pair]]:
        """Return all of them by slices, each in order."""
        heads = sorted(self._first)
        whole = [*zip(heads, map(self._first.__getitem__, heads), strict=True), *sorted(self._more)]
        return [whole[at : at + _SLICE] for at in range(0, len(whole), _SLICE)]

    def stands(self, connection: sqlite3.Connection) -> bool:
        """Tell whether all that is held still waits; another load may have put it in its place."""
        return self._runs <= _runs(connection)

    def place(self, pairs: Sequence[Pair], connection: sqlite3.Connection) -> None:
        """Put a slice in its place. A mark that went while it waited is not brought back."""
        dropped = set(connection.execute(_DROPPED))
        _put(connection, [pair for pair in pairs if pair not in dropped] if dropped else pairs)

    def placed(self, connection: sqlite3.Connection) -> None:
        """Note that all that is held has its place."""
        connection.executemany("DELETE FROM mark_fresh WHERE id = ?", [(run,) for run in self._runs])
        if not connection.execute("SELECT 1 FROM mark_fresh").fetchone():
            connection.execute("DELETE FROM mark_dropped")
        self.forget()


def write(connection: sqlite3.Connection, rows: Iterable[tuple[int, str, str]]) -> None:
    """Write (lead id, kind, hash) rows in their place; one already there stays."""
    _put(connection, _written(connection, rows))


def write_later(connection: sqlite3.Connection, rows: Iterable[tuple[int, str, str]]) -> None:
    """Write (lead id, kind, hash) rows; their place waits."""
    pairs = _written(connection, rows)
    if pairs:
        packed = struct.pack(f"<{2 * len(pairs)}q", *chain.from_iterable(pairs))
        connection.execute("INSERT INTO mark_fresh (pairs) VALUES (?)", (packed,))


def _written(connection: sqlite3.Connection, rows: Iterable[tuple[int, str, str]]) -> list[Pair]:
    whole = [(lead_id, hash_head(hashed), kind, hashed) for lead_id, kind, hashed in rows]
    connection.executemany("INSERT OR IGNORE INTO mark (lead_id, head, kind, hash) VALUES (?, ?, ?, ?)", whole)
    return [(head, lead_id) for lead_id, head, _, _ in whole]


def _put(connection: sqlite3.Connection, pairs: Sequence[Pair]) -> None:
    connection.executemany("INSERT OR IGNORE INTO mark_place (head, lead_id) VALUES (?, ?)", pairs)


def _runs(connection: sqlite3.Connection) -> set[int]:
    return {run for (run,) in connection.execute("SELECT id FROM mark_fresh")}


def find(connection: sqlite3.Connection, near: Near, hashes: Collection[str]) -> list[tuple[str, int]]:
    """Return (hash, lead) of who bears one of the hashes. A head is only where to look: what a lead bears is said whole
    by ``mark``, so that two hashes with one head are never taken for one person."""
    near.follow(connection)
    heads = [*map(hash_head, hashes)]
    found = connection.execute(_FIND, (f"[{','.join(map(str, heads))}]",)).fetchall()
    for pair in near.bearers(heads):
        found += connection.execute("SELECT hash, lead_id FROM mark WHERE head = ? AND lead_id = ?", pair).fetchall()
    return [one for one in found if one[0] in hashes]
