"""Writes a base anew under another seal and puts it in the place of the former one: what a stop leaves is one or the
other, whole.

The new file bears the name of a draft, and whoever opens the base meanwhile waits until that is gone. A copy of a plain
base is kept until the sealed one was opened and read whole, then deleted."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path

from core.base.disk import force_names, take_place
from core.base.progress import Progress, silent
from core.store.engine.driver import (
    BUSY,
    LOCKED,
    Access,
    BaseConnection,
    OperationalError,
    attach,
    connect,
    connect_under,
)
from core.store.engine.log_marks import mark, mark_of
from core.store.engine.migrations import texts_of
from core.store.engine.turns import Turns
from core.store.safe.base_key import BaseKey, write_note
from core.words.errors import error

_DRAFT = ".scellement"
_STEPS = 4
_WAIT = 60.0
"""Seconds to wait for a sealing under way; a base of 100 000 leads takes a few."""
_PATIENCE = 5.0
"""Seconds to wait for the turn to write: another opening may seal as well."""
_CLEAR = "{}-avant-scellement.db"
_BESIDE = ("", "-wal", "-shm", "-journal")


def clear_copy(base: Path) -> Path:
    """Return where a plain base is kept until the sealed one is proven."""
    return base.with_name(_CLEAR.format(base.stem))


def await_sealing(base: Path) -> bool:
    """Wait for another program that seals a base, and delete what one that died left of it. Returns whether there was
    anything to wait for. Raises UserError BASE_BUSY."""
    draft = base.with_name(base.name + _DRAFT)
    if not draft.exists():
        return False
    with Turns(base, _WAIT).mine():
        _drop(draft)
    return True


def seal_base(base: Path, key: BaseKey, progress: Progress = silent) -> bool:
    """Write a base, that this process has not open, anew under a key, in its own place. Returns False, with nothing
    changed, where another program has it open. Raises UserError BASE_BUSY, SEAL_FAILED, Error, OSError."""
    draft = base.with_name(base.name + _DRAFT)
    progress(0, _STEPS)
    with Turns(base, _PATIENCE).mine():
        try:
            draft.touch(0o600)
            with _alone(base) as former:
                if former is None:
                    return False
                if former.seal is None:
                    _keep(former, base)
                export(former, key, draft)
                progress(1, _STEPS)
                _verify(former, key, draft)
                progress(2, _STEPS)
            # The log went with the last to leave: it is gone from the disk before the base becomes another.
            force_names(base.parent)
            write_note(base, key)
            take_place(draft, base)
            force_names(base.parent)
        finally:
            _drop(draft)
    progress(_STEPS, _STEPS)
    return True


def is_open_elsewhere(base: Path) -> bool:
    """Tell whether another program has a base open, that this process has not."""
    with _alone(base) as only:
        return only is None


@contextmanager
def _alone(base: Path) -> Iterator[BaseConnection | None]:
    """Give a connection that nobody shares, its log copied back; None where somebody else has the base open."""
    with closing(connect(base, wait=0, transactions=False)) as former:
        former.execute("PRAGMA locking_mode = EXCLUSIVE")
        try:
            former.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            former.execute("BEGIN EXCLUSIVE")
            former.execute("COMMIT")
        except OperationalError as problem:
            if problem.sqlite_errorcode & 0xFF not in (BUSY, LOCKED):
                raise
            yield None
            return
        yield former


def export(source: BaseConnection, key: BaseKey | None, target: Path) -> None:
    """Write all that a base holds to a new file, or an empty one, under a key or plain, and force it to the disk. It
    bears a mark of its own, after that of the source: a log of the former pages is none of its own."""
    attach(source, key, target, "made")
    try:
        source.execute("PRAGMA made.journal_mode = OFF")
        source.execute("PRAGMA made.synchronous = OFF")
        source.execute("SELECT sqlcipher_export('made')")
    finally:
        source.execute("DETACH made")
    with closing(connect_under(key, target)) as copy:
        mark(copy, after=mark_of(source))
    with target.open("rb+") as file:
        os.fsync(file.fileno())


def _verify(former: BaseConnection, key: BaseKey, draft: Path) -> None:
    """Raise UserError SEAL_FAILED unless a new file holds, whole, all that the former one does."""
    with closing(connect_under(key, draft, Access.ALONE)) as copy:
        is_whole = copy.execute("PRAGMA integrity_check(1)").fetchall() == [("ok",)]
        if not is_whole or _summary(copy) != _summary(former):
            raise error("SEAL_FAILED")


def _summary(base: BaseConnection) -> tuple[object, ...]:
    """Return what tells that a base is another one: its schema, the rows of each table, its journal to the last row."""
    tables = [name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    counts = [(name, *base.execute(f"SELECT count(*) FROM [{name}]").fetchone()) for name in tables]
    chain = sha256()
    for row in base.execute("SELECT id, hash, previous FROM journal ORDER BY id"):
        chain.update(repr(row).encode())
    head = base.execute("SELECT * FROM journal_head").fetchall()
    safe = base.execute("SELECT name, secret FROM safe ORDER BY name").fetchall()
    return texts_of(base), counts, chain.hexdigest(), head, safe


def _keep(former: BaseConnection, base: Path) -> None:
    """Keep a copy of a plain base: another name of the same file where the disk can."""
    clear = clear_copy(base)
    # Windows deletes no name of a file that is open: that of an attempt which failed is kept.
    if clear.exists() and clear.samefile(base):
        return
    clear.unlink(missing_ok=True)
    try:
        os.link(base, clear)
    except OSError:  # Any other way of reading the file than its engine would give its locks back.
        with closing(connect_under(None, clear)) as copy:
            former.backup(copy)


def drop_clear_copy(base: Path) -> None:
    """Delete what was kept of a plain base, once the sealed one is proven. It is not written over: it is another name
    of a file that a power cut might still bring back as the base."""
    _drop(clear_copy(base))


def _drop(path: Path) -> None:
    for end in _BESIDE:
        path.with_name(path.name + end).unlink(missing_ok=True)
