"""Closes a transaction of any engine: its values, the seals of what it touched, its journal row, the head of the
chain."""

from typing import NamedTuple

from core.store.engine.journal import START, JournalEntry, canonical, seal, signed_head
from core.store.engine.proven import Mac
from core.store.engine.statements import Statements
from core.store.engine.touched import Touched
from core.store.engine.views import Keys
from core.store.port import ALTERED

_VALUE = """INSERT INTO journal_value (id, journal_id, place, "table", row_id, salt, before, after)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)"""
_ROW = "INSERT INTO journal (id, at, by, what, tables, payload, previous, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_HEAD = """INSERT INTO journal_head (id, rows, hash, mac) VALUES (1, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET rows = excluded.rows, hash = excluded.hash, mac = excluded.mac"""
_GROWN = "UPDATE tally SET rows = rows + ? WHERE name = ?"


class Closed(NamedTuple):
    """What a transaction added to the chain: where it ended before and where it ends, each (rows, hash)."""

    before: tuple[int, str]
    now: tuple[int, str]


def last_journal(statements: Statements) -> tuple[int, str]:
    """Return (number, hash) of the last journal row; they are others after the base was replaced."""
    return statements.execute("SELECT rows, hash FROM journal_head").fetchone() or (0, START)


def close_entry(statements: Statements, keys: Keys, entry: JournalEntry, touched: Touched) -> Closed | None:
    """Write the journal row of a transaction that changed something, and sign its hash as the head of the chain; None
    when it changed nothing."""
    head = statements.execute("SELECT rows, hash, mac FROM journal_head").fetchone() or (0, START, None)
    mac = Keys(lambda: entry.secret).mac if entry.secret else keys.mac
    anew = entry.whole or head[2] == ""
    touched.gather()
    if entry.secret:
        entry.items.append({"whole": touched.sealed_anew(mac, keys.mac, entry.at)})
    elif anew:
        entry.items.append({"whole": touched.taken_as_they_are(mac)})
    elif (rows := touched.close(mac, entry.at)).state:
        entry.items.append({"state": rows.state, "was": rows.was})
        if rows.altered:
            entry.tables.add(ALTERED)
    _hold_values(statements, entry, head[0] + 1, touched)
    _seal_blocks(entry, touched, mac, keys.mac if entry.secret else None, anew=anew)
    if not entry.items:
        return None
    parts = (head[0] + 1, entry.at, entry.by, entry.what, ",".join(sorted(entry.tables)), canonical(entry.items))
    hashed = seal(head[1], parts)
    statements.execute(_ROW, (*parts, head[1], hashed))
    statements.execute(_HEAD, (parts[0], hashed, mac(signed_head(parts[0], hashed))))
    statements.executemany(_GROWN, ((grown, table) for table, grown in entry.grown.items()))
    return Closed((head[0], head[1]), (parts[0], hashed))


def _seal_blocks(entry: JournalEntry, touched: Touched, mac: Mac, former: Mac | None, *, anew: bool) -> None:
    """Seal the rows that are sealed many at a time; ``anew``: an older program sealed none."""
    if item := touched.close_blocks(mac, former=former, anew=anew):
        entry.items.append(item)
    if touched.blocks.altered:
        entry.tables.add(ALTERED)


def _hold_values(statements: Statements, entry: JournalEntry, row: int, touched: Touched) -> None:
    """Write the values held beside the journal row of this number, which comes after them: it holds their root."""
    if not entry.values:
        return
    [last] = statements.execute("SELECT coalesce(max(id), 0) FROM journal_value").fetchone()
    values = [(row_id, row, *value) for row_id, value in enumerate(entry.values, start=last + 1)]
    statements.executemany(_VALUE, values)
    touched.blocks.made("journal_value", [value[0] for value in values])
