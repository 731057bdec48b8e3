"""Brings an older base, put back by hand, up to what this computer remembers: the refusals and erasures it lacks are
written into it before anything is read from it (rules OBJ-01, OBJ-02)."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from core.actions.keeping.carry_over import CarriedData, carry
from core.actions.keeping.erasing import Erasure
from core.actions.keeping.forgetting import sweep
from core.actions.register.mistakes import MISTAKE
from core.base.moments import read
from core.base.records import replace
from core.model.backup import CaughtUp
from core.model.forgetting import ErasureReason
from core.records.consent import Consent
from core.records.opposition import Opposition
from core.records.request import Erased, ErasedMark
from core.store import backups as found
from core.store import safe
from core.store.engine import witness
from core.store.engine.opening import PROGRAM
from core.store.engine.witness import Remembered
from core.store.port import Reader, Store

OLDER = "older base"
"""The action of the journal that writes into an older base what it lacks."""


def bring_up_to_date(store: Store, *, at: datetime) -> CaughtUp:
    """Write into an older base what this computer remembers of it and it lacks; return what that was."""
    with store.read() as r:
        since = read(found.last_moment(r))
        path = witness.path_of(store.path.parent, safe.key_id(r))
        memory, end = witness.remembered([path], r.mac), witness.last_end(path)
    caught = catch_up(store, memory, what=OLDER, by=PROGRAM, at=at)
    if caught.erased:
        sweep(store, by=PROGRAM, at=at)
    store.remember(anew=True, lost=[end] if end else [])
    return replace(caught, since=since)


def memory_for(folder: Path, backup: Path, r: Reader) -> Remembered:
    """Return what is remembered where ``backup`` is put in ``folder``: by this computer, and by the file beside it."""
    key_id = safe.key_id(r)
    return witness.remembered([witness.beside_backups(backup.parent, key_id), witness.path_of(folder, key_id)], r.mac)


def catch_up(store: Store, memory: Remembered, *, what: str, by: str, at: datetime) -> CaughtUp:
    """Write into a base the refusals, erasures and withdrawals that it lacks; ``what``: the name of the action in the
    journal. A refusal undone since stays as the base has it; one lifted as a mistake is lifted there too."""
    with store.read() as r:
        lacks = _lacking(r, memory)
    opposed = erased = 0
    if lacks.oppositions or lacks.mistaken or lacks.erased or lacks.withdrawn:
        opposed, erased = carry(store, lacks, what=what, by=by, at=at)
    return CaughtUp(opposed, erased, len(lacks.withdrawn), None, memory.unread)


def _lacking(r: Reader, memory: Remembered) -> CarriedData:
    entries, erased = {row.id: row for row in r.of(Opposition)}, {row.id for row in r.of(Erased)}
    lifted = {row.id for row in entries.values() if row.lifted_why == MISTAKE}
    in_force = {row.id for row in entries.values() if row.lifted_at is None}
    return CarriedData(
        oppositions=[
            row
            for row in memory.of(Opposition)
            if row.lifted_at is None and (row.id not in entries or row.id in lifted)
        ],
        mistaken=[
            row
            for row in memory.of(Opposition)
            if row.lifted_why == MISTAKE and (row.id not in entries or row.id in in_force)
        ],
        erased=tuple(erasure for erasure in _erasures(memory) if erasure.id not in erased),
        withdrawn=_taken_back(memory, {row.id: row for row in r.of(Consent)}),
    )


def _erasures(memory: Remembered) -> list[Erasure]:
    marks: dict[int, list[tuple[str, str, str]]] = {}
    for mark in memory.of(ErasedMark):
        marks.setdefault(mark.erased_id, []).append((mark.kind, mark.hash, mark.signature))
    return [
        Erasure(
            row.id,
            row.lead_id,
            row.at,
            row.by,
            row.why,
            keep_property=row.property == 1,
            marks=tuple(marks.get(row.id, ())),
        )
        for row in memory.of(Erased)
        if row.why != ErasureReason.RESTORED
    ]


def _taken_back(memory: Remembered, states: Mapping[int, Consent]) -> list[Consent]:
    """Return the agreements that the base holds as running, or running for longer, and that were taken back."""
    rows = [(row, states[row.id]) for row in memory.of(Consent) if row.id in states]
    return [
        row
        for row, state in rows
        if (row.withdrawn and not state.withdrawn) or (row.calls_withdrawn and not state.calls_withdrawn)
    ]
