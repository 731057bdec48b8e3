"""Checks that the base is whole, and that it is what its journal says: the engine's own check, the chain from its first
row, the rows it proves, the letters."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import orjson

from core.actions.common.clock import TOLERANCE
from core.actions.common.kept_files import letter_digests
from core.actions.keeping.backup_list import known_backups
from core.actions.keeping.block_check import BlockReplay, unproven_blocks
from core.base.errors import UserError
from core.base.i18n import _
from core.base.moments import local
from core.base.progress import Progress, silent
from core.base.records import Decoder, Struct, field
from core.base.screen_shapes import labelled
from core.store import safe
from core.store.backups import filed_proofs, held_values, last_seals
from core.store.engine import journal, witness
from core.store.engine.journal import SealedRow
from core.store.engine.opening import opened
from core.store.engine.proven import PROVEN, sealed_rows
from core.store.engine.witness import RESTORED
from core.store.notices import GIVEN, letters_kept
from core.store.port import End, Reader, Store, Value
from core.store.safe.sheets import is_signed, read_sheet, sheet_of
from core.words import proving as words
from core.words.errors import user_text
from core.words.proving import Fault, row_names
from core.words.terms import term

REKEYED = "key restored"
"""The action that seals every row again with reason: the key of the register is another."""


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
        if self._first is None:
            return []
        row, before, after = self._first
        texts = {"row": row, "before": local(before), "after": local(after)}
        return [user_text("JOURNAL_BACKWARDS", times=self._times, **texts)]


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
            sentences = [*journal.unsigned(r), *unproven(r, replay, progress)]
        except UserError as problem:  # The key is not on this computer: the chain alone is checked.
            return [problem.text], ()
        since = [user_text("JOURNAL_SINCE", day=local(replay.since).date())] if replay.since else []
        since += gone_since(replay)
        if head:
            row = journal.row_sealed(r, head.strip().lower())
            if row:
                since.append(user_text("JOURNAL_END_FOUND", row=row.id, when=local(row.at)))
            else:
                sentences.append(user_text("JOURNAL_END_UNKNOWN"))
        changed, absent = letters(store, r)
        return [*lost_ends(store, r), *sentences, *changed], since + absent

    return _checked(store, compared, progress)


def _checked(
    store: Store,
    compare: Callable[[Reader, "Replay"], tuple[Sequence[str], Sequence[str]]],
    progress: Progress = silent,
) -> Verification:
    progress(0, 0)
    damaged = tuple(labelled(_("Base"), line) for line in store.problems())
    replay, moments, last = Replay(), _Moments(), 0

    def hear(row: SealedRow) -> None:
        progress(row.id, last)
        replay.hear(row)
        moments.hear(row)

    try:
        with store.read() as r:
            last = row.id if (row := journal.last_row(r)) else 0
            chain = journal.check(r, hear)
            sentences, notes = compare(r, replay)
    except UserError as problem:  # The damaged pages are those of the chain itself.
        return Verification(0, "", (problem.text, *damaged))
    return Verification(chain.rows, chain.head, (*chain.problems, *sentences, *damaged), (*notes, *moments.words()))


def lost_ends(store: Store, r: Reader) -> list[str]:
    """Return the sentence about the ends seen from outside that the journal no longer holds."""
    lost = [end for end in (*_remembered(store, r), *_of_backups(store, r)) if _is_lost(r, end) and _counts(r, end)]
    if not lost:
        return []
    rows, head, at = max(lost)
    return [user_text("JOURNAL_ROLLED_BACK", n=rows, head=head[:12], when=local(at))]


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
    read = [read_sheet(sheet_of(backup.path)) for backup in known_backups(store)]
    sheets = [found[0] for found in read if found and is_signed(*found, secret)]
    return [End(sheet.rows, sheet.head, sheet.made) for sheet in sheets if sheet.key == key_id]


class _Item(Struct, frozen=True):
    """Of what a transaction wrote in the journal, the seals: of the rows it left, ``was``: of those it found, None in
    the item of an older program; or ``whole``, of every row there was; None for a row that is gone."""

    state: dict[str, dict[int, str | None]] = field(default_factory=dict)
    was: dict[str, dict[int, str | None]] | None = None
    whole: dict[str, dict[int, str | None]] | None = None
    blocks: dict[str, dict[int, str | None]] = field(default_factory=dict)
    were: dict[str, dict[int, str | None]] = field(default_factory=dict)
    taken: bool = False


_ITEMS = Decoder(list[_Item])
_SEALED = ('"state"', '"whole"', '"blocks"')
"""What the payload of a row that seals others holds."""


class Replay:
    """What the journal says of the proven rows, one transaction after the other. ``altered``: rows that a transaction
    found other than the one before had left them, ``gone`` those that the program took away since; ``since``: when
    older rows were taken as they were, empty when none was; ``problems``: of the journal itself."""

    def __init__(self) -> None:
        self.seals: defaultdict[str, dict[int, str]] = defaultdict(dict)
        self.altered: defaultdict[str, set[int]] = defaultdict(set)
        self.gone: defaultdict[str, set[int]] = defaultdict(set)
        self.blocks = BlockReplay()
        self.since = ""
        self.problems: list[str] = []
        self._begun = False

    def hear(self, row: SealedRow) -> None:
        """Take what a transaction left. A damaged row is told by the chain, and says nothing here."""
        if not any(name in row.payload for name in _SEALED):
            return
        try:
            items = _ITEMS.decode(row.payload)
        except ValueError:
            return
        for item in items:
            if item.whole is not None:
                self._begin(row, item.whole)
            if item.was is not None:
                self._compare(item.state, item.was)
            self._take(item.state)
            if item.taken and self.blocks.begun and row.what != REKEYED:
                self.problems.append(user_text("JOURNAL_SEALED_AGAIN", row=str(row.id)))
            else:
                self.blocks.take(item.blocks, item.were, taken=item.taken)

    def _begin(self, row: SealedRow, state: Mapping[str, Mapping[int, str | None]]) -> None:
        if self._begun and row.what != REKEYED:
            self.problems.append(user_text("JOURNAL_SEALED_AGAIN", row=str(row.id)))
            return
        if not self._begun:
            self.since = row.at
        self.seals.clear()
        self._take(state)

    def _compare(self, state: Mapping[str, Collection[int]], was: Mapping[str, Mapping[int, str | None]]) -> None:
        """Note the rows that are not as they were left; an older one put back with its seal is seen here alone."""
        for table in {*state, *was}:
            before, found = self.seals[table], was.get(table, {})
            ids = {*state.get(table, ()), *found}
            self.altered[table] |= {row_id for row_id in ids if before.get(row_id) != found.get(row_id)}

    def _take(self, state: Mapping[str, Mapping[int, str | None]]) -> None:
        self._begun = self._begun or bool(state)
        for table, rows in state.items():
            held = self.seals[table]
            for row_id, seal in rows.items():
                if seal is None:
                    held.pop(row_id, None)
                    if row_id in self.altered[table]:
                        self.altered[table].remove(row_id)
                        self.gone[table].add(row_id)
                else:
                    held[row_id] = seal


def unproven(r: Reader, replay: Replay, progress: Progress = silent) -> list[str]:
    """Return a sentence for each kind of rows that are not as the journal left them."""
    sentences, faulty = list(replay.problems), set[str]()
    for done_count, table in enumerate(PROVEN):
        progress(done_count, len(PROVEN))
        faults = list(_of_table(r, table, replay.seals[table], replay.altered[table]))
        sentences += faults
        faulty |= {table} if faults and table != "lead" else set()
    return [*sentences, *unproven_blocks(r, replay.blocks, faulty), *_last_seals(r, replay), *_proofs(r)]


def gone_since(replay: Replay) -> list[str]:
    """Return a sentence for each kind of rows that were found changed and that the program took away since."""
    named = ((table, [words.row_name(row_id, None) for row_id in sorted(rows)]) for table, rows in replay.gone.items())
    return [
        user_text("ROWS_GONE_SINCE", what=term("rows", table), lines=len(rows), rows=row_names(rows))
        for table, rows in named
        if rows
    ]


def _of_table(r: Reader, table: str, seals: Mapping[int, str], altered: Collection[int]) -> Iterator[str]:
    """Yield the sentences about one table; ``altered``: rows that were found changed since."""
    held, unsealed = _held(r, table), PROVEN[table]
    left_ids = set(seals)
    found: dict[Fault, list[str]] = {fault: [] for fault in Fault}
    for row in sealed_rows(r, table):
        left_ids.discard(row.id)
        known = seals.get(row.id)
        if known is None:
            found[Fault.ADDED].append(_name(table, row.id, row.values))
        elif (
            known != row.seal
            or row.id in altered
            or any(row.values[name] != value for name, value in held.get(row.id, {}).items() if name in unsealed)
        ):
            found[Fault.CHANGED].append(_name(table, row.id, row.values))
    found[Fault.GONE] = [_name(table, row_id, held.get(row_id, {})) for row_id in sorted(left_ids)]
    if table == "lead":  # A sheet that is no longer closed, or is closed by nobody, is still there.
        found = {Fault.CHANGED: [name for rows in found.values() for name in rows]}
    for fault, rows in found.items():
        if rows:
            yield words.fault_words(fault, table, rows)


def _last_seals(r: Reader, replay: Replay) -> list[str]:
    """Return the sentence about the seals kept beside the journal that are not those it says."""
    kept = {table: last_seals(r, table) for table in PROVEN}
    strange = sum(
        kept[table].get(row_id) != replay.seals[table].get(row_id)
        for table in PROVEN
        for row_id in kept[table].keys() | replay.seals[table].keys()
    )
    return [user_text("SEALS_CHANGED", seals=strange)] if strange else []


def _held(r: Reader, table: str) -> dict[int, dict[str, Value]]:
    """Return, for each row, the values the journal still holds of it; those an erasure emptied are not there."""
    held: dict[int, dict[str, Value]] = {}
    for value in held_values(r, table):
        if value.after is None:
            held.pop(value.row_id, None)
            continue
        try:
            after = orjson.loads(value.after)
        except orjson.JSONDecodeError:
            continue
        if isinstance(after, dict):  # Whatever else was put there is told by the chain.
            held.setdefault(value.row_id, {}).update(after)
    return held


def _name(table: str, row_id: int, row: Mapping[str, Value]) -> str:
    lead_id = row.get("lead_id")
    return words.row_name(row_id, lead_id if isinstance(lead_id, int) and table != "lead" else None)


def _proofs(r: Reader) -> list[str]:
    changed = [
        words.row_name(proof.id, None)
        for proof in filed_proofs(r)
        if hashlib.sha256(proof.content).hexdigest() != proof.sha256
    ]
    return [user_text("PROOFS_CHANGED", files=len(changed), rows=row_names(changed))] if changed else []


def letters(store: Store, r: Reader) -> tuple[list[str], list[str]]:
    """Return (the sentence about letters whose file is another than the one made, the sentence about those whose file
    is not there); a letter of somebody erased has none."""
    if store.away is not None:  # They are on the server alone.
        return [], []
    notices = [notice for notice in letters_kept(r) if not notice.unfinished and not notice.versions.startswith(GIVEN)]
    digests = letter_digests(store, r, [notice.file for notice in notices])
    absent = [notice.reference for notice in notices if notice.file not in digests]
    changed = [notice.reference for notice in notices if digests.get(notice.file, notice.sha256) != notice.sha256]
    return (
        [user_text("LETTERS_CHANGED", files=len(changed), rows=row_names(changed))] if changed else [],
        [user_text("LETTERS_ABSENT", letters=len(absent), rows=row_names(absent))] if absent else [],
    )
