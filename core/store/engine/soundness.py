"""Looks at a base without touching it: whether it is there, and whether it can be read to its last page."""

from contextlib import closing
from enum import StrEnum
from pathlib import Path

from core.base.errors import UserError
from core.store.engine.driver import Access, BaseConnection, Connection, connect
from core.store.engine.known_schema import strangers, unknown_steps
from core.store.engine.log_marks import marks_of
from core.store.engine.opening import NAME, is_lost
from core.store.engine.seldom import journal_in
from core.store.engine.trouble import TROUBLE, spoken
from core.store.safe.homes import TEAM
from core.store.salvage.log import drops_frames
from core.words.errors import error

WAIT_S = 10.0
"""Seconds to wait for another program."""
_HEAD = "SELECT rows, hash FROM journal_head"
_LAST = "SELECT id, hash FROM journal ORDER BY id DESC LIMIT 1"


class Soundness(StrEnum):
    """What a base is. ``LOST``: a base was here, and its file is missing or empty; ``NONE``: there never was one;
    ``UNREADABLE``: it cannot be opened; ``MIXED``: the log beside it is not its own; ``DAMAGED``: it opens, and a part
    of it cannot be read; ``ALTERED``: something else changed its schema; ``LOCKED``: it is sealed, and its key is not
    on this computer."""

    SOUND = "sound"
    NONE = "none"
    LOST = "lost"
    UNREADABLE = "unreadable"
    MIXED = "mixed"
    DAMAGED = "damaged"
    ALTERED = "altered"
    NEWER = "newer"
    LOCKED = "locked"


def state_of(folder: Path, *, whole: bool = True) -> Soundness:
    """Return what the base of ``folder`` is; with ``whole``, every page of it is read, which takes seconds for a large
    one. Raises UserError for trouble that is not the base's own: a folder that refuses, another program, KEY_ABSENT
    where it is ``LOCKED``."""
    base = folder / NAME
    if (folder / TEAM).exists():  # A server looks after its own files.
        return Soundness.SOUND
    if is_lost(folder):
        return Soundness.LOST
    if not base.exists() or not base.stat().st_size:
        return Soundness.NONE
    if not marks_of(base).belong:
        return Soundness.MIXED
    try:
        # Read only: the engine then never copies the log back into a base that it cannot read.
        with closing(connect(base, Access.READ, wait=WAIT_S)) as connection:
            return _read(base, connection, whole=whole)
    except TROUBLE as problem:
        said = spoken(problem, folder)
        if said is not None and said.code not in ("BASE_UNREADABLE", "BASE_READ_ONLY"):
            raise said from problem
        return Soundness.UNREADABLE


def _read(base: Path, connection: BaseConnection, *, whole: bool) -> Soundness:
    if unknown_steps(connection):
        return Soundness.NEWER
    if not is_ours(connection):
        return Soundness.UNREADABLE
    sound = _is_coherent(connection) and _has_own_log(base, connection) and _left_out(base, connection) <= 1
    if not sound or (whole and not is_whole(connection)):
        return Soundness.DAMAGED
    return Soundness.ALTERED if strangers(connection) else Soundness.SOUND


def has_torn_end(folder: Path) -> bool:
    """Tell whether the log of a sound base ends with what the engine leaves out: a loss of power cut it before it was
    confirmed, or the disk damaged it since."""
    return drops_frames(_log(folder / NAME))


def _left_out(base: Path, connection: BaseConnection) -> int:
    """Return how many rows of the journal the log holds beyond the last one that the engine reads."""
    log = _log(base)
    if not drops_frames(log):
        return 0
    head = connection.execute(_HEAD).fetchone() or (0, "")
    return max(0, max(journal_in(log, connection.seal), default=0) - head[0])


def damage(folder: Path) -> UserError | None:
    """Return what to say of a failure that nothing foresaw, where the base of ``folder`` is damaged: a value that means
    nothing any more raises anything. None where the base is not to blame, and the failure is a bug of ours."""
    if not folder.is_dir() or state_of(folder) is not Soundness.DAMAGED:
        return None
    return error("BASE_UNREADABLE", folder=str(folder))


def is_ours(connection: Connection) -> bool:
    """Tell whether a base is one of this program, of whatever schema."""
    return connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'safe'").fetchone() is not None


def _is_coherent(connection: Connection) -> bool:
    """Tell whether the journal ends where its head says: a log of another base, or of another day, breaks this."""
    try:
        head, last = (connection.execute(sql).fetchone() for sql in (_HEAD, _LAST))
        keys = connection.execute("SELECT name, length(secret) FROM safe WHERE name LIKE 'register%'").fetchall()
    except TROUBLE:
        return False
    return head == last and bool({("register", 64), ("register-apart", 16)} & set(keys))


def _has_own_log(base: Path, connection: Connection) -> bool:
    """Tell whether the base with its log begins its journal as the base alone does; true where either does not say."""
    log = base.with_name(f"{base.name}-wal")
    if not log.exists() or not log.stat().st_size:
        return True
    first = "SELECT hash FROM journal WHERE id = 1"
    with closing(connect(base, Access.ALONE)) as alone:
        try:
            own = alone.execute(first).fetchone()
        except TROUBLE:
            return True
    try:
        return own is None or connection.execute(first).fetchone() == own
    except TROUBLE:
        return False


def is_mixed(base: Path) -> bool:
    """Tell whether a base and its log surely do not belong together: both can be read, and the journal does not end, or
    begin, where it says."""
    try:
        with closing(connect(base, Access.READ)) as connection:
            return connection.execute(_HEAD).fetchone() != connection.execute(_LAST).fetchone() or not _has_own_log(
                base, connection
            )
    except TROUBLE:
        return False


def _log(base: Path) -> bytes:
    log = base.with_name(f"{base.name}-wal")
    return log.read_bytes() if log.exists() else b""


def is_whole(connection: Connection) -> bool:
    """Tell whether every page of a base can be read."""
    try:
        return connection.execute("PRAGMA integrity_check(1)").fetchall() == [("ok",)]
    except TROUBLE:
        return False
