"""Checks that the base is whole, and that it is what its journal says: the engine's own check, the chain from its first
row, the rows it proves, the letters."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from core.actions.common.clock import TOLERANCE
from core.actions.keeping.backup_list import known_backups
from core.actions.keeping.proving import Replay, gone_since, letters, unproven
from core.base.errors import UserError
from core.base.progress import Progress, silent
from core.base.records import Struct
from core.store import safe
from core.store.engine import journal, witness
from core.store.engine.journal import SealedRow
from core.store.engine.opening import opened
from core.store.engine.packing import LETTERS
from core.store.engine.witness import RESTORED
from core.store.port import End, Reader, Store
from core.store.safe.sheets import is_signed, read_sheet, sheet_of
from core.words.proving import backwards_words, end_found, end_unknown, rolled_back, since_words


class Verification(Struct, frozen=True):
    """The result: ``rows`` of the journal, ``head`` its last hash, ``problems`` in French, the first broken row
    first; ``notes``: what is to be known and is no problem."""

    rows: int
    head: str
    problems: tuple[str, ...]
    notes: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Tell whether no problem was found."""
        return not self.problems


class _Moments:
    """Whether the moments of the journal go backwards: a clock was changed, or two seats do not agree. A fact to know,
    and no problem: rows are in the order of their recording."""

    def __init__(self) -> None:
        self._last: tuple[str, datetime] | None = None
        self._first: tuple[int, str, str] | None = None
        self._times = 0

    def hear(self, row: SealedRow) -> None:
        """Take the moment of the next row; a damaged one is told by the chain."""
        try:
            at = datetime.fromisoformat(row.at).astimezone(UTC)
        except (ValueError, TypeError):
            return
        if self._last is not None and at < self._last[1] - TOLERANCE:
            self._times += 1
            self._first = self._first or (row.id, self._last[0], row.at)
        self._last = row.at, at

    def words(self) -> list[str]:
        """Return the sentence about it, if any."""
        return [backwards_words(self._times, *self._first)] if self._first else []


def check(folder: Path, progress: Progress = silent) -> Verification:
    """Verify the base of ``folder``, as a long job for a worker process."""
    with opened(folder) as store:
        return verify(store, progress)


def whole(store: Store) -> Verification:
    """Check the file and the chain alone: a base whose rows were changed by other means is still to be copied, and put
    back, without its key too."""
    return _checked(store, lambda _r, _replay: ((), ()))


def verify(store: Store, progress: Progress = silent, *, head: str = "") -> Verification:
    """Check the file and the chain, build the proven rows again from it, and compare. ``head``: the first letters of an
    end of the journal read elsewhere, which it must hold. Progress: the rows of the journal, then the tables."""

    def compared(r: Reader, replay: Replay) -> tuple[Sequence[str], Sequence[str]]:
        try:
            told = [*journal.unsigned(r), *unproven(r, replay, progress)]
        except UserError as problem:  # The key is not on this computer: the chain alone is checked.
            return [problem.text], ()
        since = [since_words(replay.since)] if replay.since else []
        since += gone_since(replay)
        if head:
            row = journal.row_sealed(r, head.strip().lower())
            (since if row else told).append(end_found(row.id, row.at) if row else end_unknown())
        changed, absent = letters(r, store.path.parent / LETTERS)
        return [*lost_ends(store, r), *told, *changed], since + absent

    return _checked(store, compared, progress)


def _checked(
    store: Store, compare: Callable[[Reader, Replay], tuple[Sequence[str], Sequence[str]]], progress: Progress = silent
) -> Verification:
    progress(0, 0)
    damaged = tuple(f"Base : {line}" for line in store.problems())
    replay, moments, last = Replay(), _Moments(), 0

    def hear(row: SealedRow) -> None:
        progress(row.id, last)
        replay.hear(row)
        moments.hear(row)

    try:
        with store.read() as r:
            last = row.id if (row := journal.last_row(r)) else 0
            chain = journal.check(r, hear)
            told, notes = compare(r, replay)
    except UserError as problem:  # The damaged pages are those of the chain itself.
        return Verification(0, "", (problem.text, *damaged))
    return Verification(chain.rows, chain.head, (*chain.problems, *told, *damaged), (*notes, *moments.words()))


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
