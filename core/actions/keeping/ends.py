"""Where the journal ended, as seen from outside the base: noted by this computer, told by the sheets beside backups. A
base that no longer holds such an end is an older one put back, or its journal was made again."""

from datetime import datetime

from core.actions.keeping.backup_list import known_backups
from core.store import safe
from core.store.engine import journal, known
from core.store.engine.known import End
from core.store.port import Reader, Store
from core.store.safe.sheets import is_signed, read_sheet, sheet_of
from core.words.proving import rolled_back

RESTORED = "restore"
"""The action after which an older end has a reason."""


def note_end(store: Store, *, anew: bool = False) -> None:
    """Note where the journal ends now. An end noted before that the base no longer holds stays noted, unless the base
    was put back or begun ``anew`` by the program."""
    folder = store.path.parent
    with store.read() as r:
        last = journal.last_row(r)
        if last is None:
            return
        end = End(last.id, last.hash, last.at, safe.key_id(r))
        noted = known.noted_end(folder)
        if noted == end or (not anew and noted is not None and _is_lost(r, noted) and _counts(r, noted)):
            return
    known.note_end(folder, end)


def lost_ends(store: Store, r: Reader) -> list[str]:
    """Return the sentence about the ends seen from outside that the journal no longer holds."""
    noted = known.noted_end(store.path.parent)
    ends = [*([noted] if noted else []), *_of_backups(store, r)]
    lost = [one for one in ends if _is_lost(r, one) and _counts(r, one)]
    return [rolled_back(*max(lost)[:3])] if lost else []


def _counts(r: Reader, end: End) -> bool:
    """Tell whether an end was seen since the program last put a backup in place: one of before has a reason to be gone,
    even where the program died before it noted the new one."""
    since = journal.last_moment_of(r, RESTORED)
    return since is None or _later(end.at, since)


def _is_lost(r: Reader, end: End) -> bool:
    if end.key != safe.key_id(r):  # Of another base, that was here before.
        return False
    row = journal.row_of(r, end.rows)
    return row is None or row.hash != end.head


def _of_backups(store: Store, r: Reader) -> list[End]:
    """Return the ends told by the sheets of the backups, where they are signed."""
    secret = safe.key(r)
    read = [read_sheet(sheet_of(one.path)) for one in known_backups(store)]
    sheets = [found[0] for found in read if found and is_signed(*found, secret)]
    return [End(one.rows, one.head, one.made, one.key) for one in sheets]


def _later(moment: str, other: str) -> bool:
    return datetime.fromisoformat(moment) > datetime.fromisoformat(other)
