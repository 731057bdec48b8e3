"""Checks that the base is whole: SQLite's own check, and the journal's chain from its first row."""

from dataclasses import dataclass
from pathlib import Path

from core.base.errors import UserError
from core.base.progress import Progress, silent
from core.store import journal
from core.store.opening import opened
from core.store.port import Store


@dataclass(frozen=True, slots=True)
class Verification:
    """The result: ``rows`` of the journal, ``head`` its last hash, ``problems`` in French, the first broken row
    first."""

    rows: int
    head: str
    problems: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Tell whether no problem was found."""
        return not self.problems


def check(folder: Path, progress: Progress = silent) -> Verification:
    """Check the base of ``folder``, as a long job for a worker process."""
    with opened(folder) as store:
        progress(0, 0)
        return verify(store)


def verify(store: Store) -> Verification:
    """Check the file and the chain."""
    damaged = tuple(f"Base : {line}" for line in store.problems())
    try:
        with store.read() as r:
            chain = journal.check(r)
    except UserError as problem:  # The damaged pages are those of the chain itself.
        return Verification(0, "", (problem.text, *damaged))
    return Verification(chain.rows, chain.head, chain.problems + damaged)
