"""Works on the base of a folder, and acknowledges each thing once it is confirmed: made to be cut by a loss of power.

Run as ``python -m tests.faults.power_worker ROOT WORK [careless]``. ``careless``: the disk is not waited for at each
commit, nor names forced, as a hasty program would: the harness must catch it.
"""

import hashlib
import os
import sys
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType

from core.actions.common.people import find
from core.actions.desk.jobs import ImportFile, import_into
from core.actions.keeping import backing_up, forgetting, restoring
from core.actions.letters import noticing, posting
from core.actions.register import key_phrase, opposing
from core.base import disk
from core.store import leads
from core.store.engine import opening
from core.store.engine.opening import NAME, opened
from tests.day import BY, NOW
from tests.lengths import length

LATER = NOW + timedelta(hours=2)
HASTY = "PRAGMA synchronous = NORMAL"


def acknowledge(*words: object) -> None:
    """Say that something is confirmed."""
    with Path(os.environ["POWER_ACKS"]).open("ab", buffering=0) as file:
        file.write((" ".join(map(str, words)) + "\n").encode())


def digest(path: Path) -> str:
    """Return the digest of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def desk(root: Path) -> None:
    """Take refusals by telephone, one after the other."""
    with opened(root / "base") as store:
        for n in range(12):
            with store.read() as r:
                who = find(r, f"06 39 98 70 {n:02d}")
            opposing.oppose(store, who, how="call", by=BY, at=LATER)
            acknowledge("opposed", who.hash)


def intake(root: Path) -> None:
    """Import a file."""
    asked = ImportFile(root / "base", root / "pige.csv", "Pige Ouest", "2026-11-20", BY, NOW, site="Toit Direct")
    with opened(asked.folder) as store:
        done = import_into(store, asked)
    acknowledge("batch", done.batch, done.added)


def letters(root: Path) -> None:
    """Make letters, and say that they were posted."""
    folder = root / "base" / "lettres"
    with opened(root / "base") as store:
        with store.read() as r:
            due = noticing.due(r, at=NOW)[: length(4, long=8)]
        for lead_id in due:
            [made] = noticing.make(store, [lead_id], folder, by=BY, at=NOW).made
            acknowledge("letter", made.reference, digest(folder / made.file))
            with store.read() as r:
                letter = posting.letter_of(r, made.reference)
            posting.posted(store, [letter], by=BY, at=NOW)
            acknowledge("posted", made.reference)


def seal(root: Path) -> None:
    """Take the key out of the base, which is then sealed, and take refusals by telephone."""
    with opened(root / "base") as store:
        key_phrase.set_apart(store, by=BY, at=NOW)
        assert store.is_sealed()
        acknowledge("apart")
    acknowledge("sealed")
    desk(root)


def backups(root: Path) -> None:
    """Back up, take the key out of the base, back up sealed; each copy is made on another disk."""
    with opened(root / "base") as store:
        for rank in range(4):
            if rank == 2:
                key_phrase.phrase(store, by=BY, at=NOW)
                key_phrase.set_apart(store, by=BY, at=NOW)
                acknowledge("apart")
                backing_up.seal_older(store)
            made = backing_up.back_up(store, root / "disque", by=BY, at=NOW + timedelta(hours=rank))
            acknowledge("file", made.path, digest(made.path))
            backing_up.daily(store, at=NOW + timedelta(days=rank))


def restore(root: Path) -> None:
    """Put a backup back, over a sound base, then over a damaged one."""
    base, [backup] = root / "base", list((root / "disque").glob("*.db"))
    restoring.restore(base, backup, by=BY, at=LATER)
    acknowledge("restored")
    with (base / NAME).open("r+b") as file:
        file.write(bytes(4096))
        os.fsync(file.fileno())
    restoring.restore(base, backup, by=BY, at=LATER + timedelta(minutes=1))
    acknowledge("restored")


def erase(root: Path) -> None:
    """Erase persons."""
    with opened(root / "base") as store:
        with store.read() as r:
            found = sorted(leads.search(r))[-3:]
        for lead_id in found:
            forgetting.forget(store, lead_id, by=BY, at=LATER)
            acknowledge("erased", lead_id)


WORKS: Mapping[str, Callable[[Path], None]] = MappingProxyType(
    {one.__name__: one for one in (desk, intake, letters, backups, restore, erase, seal)}
)


def main() -> None:
    """Do the work named."""
    if "careless" in sys.argv[3:]:
        pragmas = tuple(HASTY if "synchronous" in one else one for one in opening._PRAGMAS)
        vars(opening)["_PRAGMAS"] = pragmas
        for module in [one for one in sys.modules.values() if getattr(one, "force_names", None) is disk.force_names]:
            vars(module)["force_names"] = lambda *_folders: None
    with closing(sys.stdin):
        WORKS[sys.argv[2]](Path(sys.argv[1]))


if __name__ == "__main__":
    main()
