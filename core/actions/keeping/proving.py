"""Builds the proven rows again from the journal, and compares them with the tables; files by their hash."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

import orjson

from core.base.progress import Progress, silent
from core.base.records import Decoder, Struct, field
from core.store.engine.journal import SealedRow
from core.store.engine.proven import PROVEN, sealed_rows
from core.store.keeping.proofs import filed_letters, filed_proofs, held_values, last_seals
from core.store.port import Reader, Value
from core.words import proving as words
from core.words.proving import Fault

REKEYED = "key restored"
"""The action that seals every row again with reason: the key of the register is another."""


class _Item(Struct, frozen=True):
    """Of what a transaction wrote in the journal, the seals: of the rows it left, ``was``: of those it found, None in
    the item of an older program; or ``whole``, of every row there was; None for a row that is gone."""

    state: dict[str, dict[int, str | None]] = field(default_factory=dict)
    was: dict[str, dict[int, str | None]] | None = None
    whole: dict[str, dict[int, str | None]] | None = None


_ITEMS = Decoder(list[_Item])


class Replay:
    """What the journal says of the proven rows, one transaction after the other. ``altered``: rows that a transaction
    found other than the one before had left them, ``gone`` those that the program took away since; ``since``: when
    older rows were taken as they were, empty when none was; ``problems``: of the journal itself."""

    def __init__(self) -> None:
        self.seals: defaultdict[str, dict[int, str]] = defaultdict(dict)
        self.altered: defaultdict[str, set[int]] = defaultdict(set)
        self.gone: defaultdict[str, set[int]] = defaultdict(set)
        self.since = ""
        self.problems: list[str] = []
        self._begun = False

    def hear(self, row: SealedRow) -> None:
        """Take what a transaction left. A damaged row is told by the chain, and says nothing here."""
        if '"state"' not in row.payload and '"whole"' not in row.payload:
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

    def _begin(self, row: SealedRow, state: Mapping[str, Mapping[int, str | None]]) -> None:
        if self._begun and row.what != REKEYED:
            self.problems.append(words.sealed_again_words(row.id))
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
    told = list(replay.problems)
    for done, table in enumerate(PROVEN):
        progress(done, len(PROVEN))
        told += _of_table(r, table, replay.seals[table], replay.altered[table])
    return [*told, *_last_seals(r, replay), *_proofs(r)]


def gone_since(replay: Replay) -> list[str]:
    """Return a sentence for each kind of rows that were found changed and that the program took away since."""
    named = ((table, [words.row_name(row_id, None) for row_id in sorted(rows)]) for table, rows in replay.gone.items())
    return [words.gone_since_words(table, rows) for table, rows in named if rows]


def _of_table(r: Reader, table: str, seals: Mapping[int, str], altered: Collection[int]) -> Iterator[str]:
    """Yield the sentences about one table; ``altered``: rows that were found changed since."""
    held, unsealed = _held(r, table), PROVEN[table]
    left = set(seals)
    found: dict[Fault, list[str]] = {fault: [] for fault in Fault}
    for row in sealed_rows(r, table):
        left.discard(row.id)
        known = seals.get(row.id)
        if known is None:
            found[Fault.ADDED].append(_name(table, row.id, row.values))
        elif (
            known != row.seal
            or row.id in altered
            or any(row.values[name] != value for name, value in held.get(row.id, {}).items() if name in unsealed)
        ):
            found[Fault.CHANGED].append(_name(table, row.id, row.values))
    found[Fault.GONE] = [_name(table, row_id, held.get(row_id, {})) for row_id in sorted(left)]
    if table == "lead":  # A sheet that is no longer closed, or is closed by nobody, is still there.
        found = {Fault.CHANGED: [name for rows in found.values() for name in rows]}
    for fault, rows in found.items():
        if rows:
            yield words.fault_words(fault, table, rows)


def _last_seals(r: Reader, replay: Replay) -> list[str]:
    """Return the sentence about the seals kept beside the journal that are not those it says."""
    kept: defaultdict[str, dict[int, str]] = defaultdict(dict)
    for last in last_seals(r):
        kept[last.table][last.row_key] = last.seal
    strange = sum(
        kept[table].get(row_id) != replay.seals[table].get(row_id)
        for table in PROVEN
        for row_id in kept[table].keys() | replay.seals[table].keys()
    )
    return [words.seals_changed(strange)] if strange else []


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
        words.row_name(one.id, None) for one in filed_proofs(r) if hashlib.sha256(one.content).hexdigest() != one.sha256
    ]
    return [words.proofs_changed(changed)] if changed else []


def letters(r: Reader, folder: Path) -> tuple[list[str], list[str]]:
    """Return (the sentence about letters whose file in ``folder`` is another than the one made, the sentence about
    those whose file is not there); a letter of somebody erased has none."""
    changed, absent = [], []
    for one in filed_letters(r):
        path = folder / one.file
        try:
            same = hashlib.sha256(path.read_bytes()).hexdigest() == one.sha256
        except OSError:
            absent.append(one.reference)
            continue
        if not same:
            changed.append(one.reference)
    return [words.letters_changed(changed)] if changed else [], [words.letters_absent(absent)] if absent else []
