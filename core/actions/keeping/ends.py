"""Where the journal ended, as seen from outside the base: remembered by this computer, told by the sheets beside
backups. A base that no longer holds such an end is an older one put back, or its journal was made again."""

from datetime import datetime

from core.actions.keeping.backup_list import known_backups
from core.store import safe
from core.store.engine import journal, witness
from core.store.engine.witness import RESTORED
from core.store.port import End, Reader, Store
from core.store.safe.sheets import is_signed, read_sheet, sheet_of
from core.words.proving import rolled_back


def lost_ends(store: Store, r: Reader) -> list[str]:
    """Return the sentence about the ends seen from outside that the journal no longer holds."""
    lost = [end for end in (*_remembered(store, r), *_of_backups(store, r)) if _is_lost(r, end) and _counts(r, end)]
    return [rolled_back(*max(lost))] if lost else []


def _counts(r: Reader, end: End) -> bool:
    """Tell whether an end was seen since the program last put a backup in place: one of before has a reason to be gone,
    even where the program died before it noted the new one."""
    since = journal.last_moment_of(r, RESTORED)
    return since is None or datetime.fromisoformat(end.at) > datetime.fromisoformat(since)


def _is_lost(r: Reader, end: End) -> bool:
    row = journal.row_of(r, end.rows)
    return row is None or row.hash != end.head


def _remembered(store: Store, r: Reader) -> list[End]:
    path = witness.path_of(store.path.parent, safe.key_id(r))
    last = witness.last_end(path)
    return [*witness.remembered([path], r.mac).lost, *([last] if last else [])]


def _of_backups(store: Store, r: Reader) -> list[End]:
    """Return the ends told by the sheets of the backups of this base, where they are signed."""
    secret, key_id = safe.key(r), safe.key_id(r)
    read = [read_sheet(sheet_of(one.path)) for one in known_backups(store)]
    sheets = [found[0] for found in read if found and is_signed(*found, secret)]
    return [End(one.rows, one.head, one.made) for one in sheets if one.key == key_id]
