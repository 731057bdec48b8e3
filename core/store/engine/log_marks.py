"""Whether the log beside a base is its own. Each transaction leaves in the header of the base a mark, and the mark of
the one before: a log thus says which base it goes on from. Before any opening, the marks are read from the bytes of the
log and from the base alone; replaying the log of another day would mix the pages of both.

https://www.sqlite.org/fileformat2.html, sections 1.3 (the header: user_version, application_id) and 4 (the log)."""

import secrets
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from itertools import islice
from pathlib import Path
from struct import Struct
from typing import NamedTuple

from core.base.errors import UserError
from core.store.engine.driver import Access, Connection, connect, connect_under
from core.store.engine.trouble import TROUBLE
from core.store.salvage.log import LEAST, Place, frames, has_sound_header, page_size, valid_frames
from core.words.errors import error

_VERSION, _APPLICATION = 60, 68
"""Where the mark, and the one before, stand in the first page."""
_KEEPS_LOG = 19
"""Where the header of a base says that it keeps a log (2)."""
_JOURNAL = bytes.fromhex("d9d505f920a163d7")
"""How a rollback journal begins; one that is over begins with zeros."""
_PAGE = 4096
"""Bytes of a base that holds nothing yet."""
_NUMBER = Struct(">i")
_TORN = 2
"""The last states of a base that the engine may read: a loss of power tears the last transaction, never confirmed."""


class Link(NamedTuple):
    """The first page as a transaction left it: its ``mark``, and the mark it came ``after``."""

    after: int
    mark: int


class Marks(NamedTuple):
    """What a base and its log say. ``own``: the mark of the base alone, None when its header cannot be read; ``links``:
    what the log would bring, oldest first; ``sound``: its header is whole, which no loss of power changes;
    ``rolls_back``: a journal beside it would put back pages of another base."""

    own: int | None = None
    links: tuple[Link, ...] = ()
    sound: bool = True
    rolls_back: bool = False

    @property
    def belong(self) -> bool:
        """Tell whether the log goes on from the base: from its very state, or from one that the log went through since,
        already copied back; true where the base does not say: only the engine then sees what the log makes of it."""
        return not self.rolls_back and (self.own is None or not self.links or self.own in self._states)

    @property
    def _states(self) -> tuple[int, ...]:
        """The marks of the states the log goes through, that of the base it began from first."""
        return (self.links[0].after, *(link.mark for link in self.links)) if self.links else ()

    def lack(self, seen: int) -> bool:
        """Tell whether the engine, which reads the base with its log as of the mark ``seen``, leaves out what was
        confirmed: the log is damaged."""
        return seen in set(self._states[:-_TORN]) - set(self._states[-_TORN:])


def mark(connection: Connection, after: int | None = None) -> None:
    """Leave a new mark in a transaction; ``after``: the mark of the base it follows, when it is not that of the
    connection."""
    if after is None:
        after = mark_of(connection)
    connection.execute(f"PRAGMA application_id = {after}")
    connection.execute(f"PRAGMA user_version = {secrets.randbits(31)}")


def mark_of(connection: Connection) -> int:
    """Return the mark of the state that a connection reads."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def marks_of(base: Path) -> Marks:
    """Return the marks of a base and its log, changing nothing."""
    marks = _marks(base)
    # Another program may have copied the log back in between: what does not belong together does not the next time.
    return marks if marks.belong else _marks(base)


def check_log(base: Path) -> Marks:
    """Return the marks of a base and its log. Raises UserError BASE_MIXED when the log is not its own, BASE_UNREADABLE
    when it is damaged so that the engine would read nothing of it."""
    marks = marks_of(base)
    if not marks.sound:
        raise error("BASE_UNREADABLE", folder=str(base.parent))
    if not marks.belong:
        raise mixed(base, "-journal" if marks.rolls_back else "-wal")
    return marks


def mixed(base: Path, end: str) -> UserError:
    """Return what to say of a base beside a log that is not its own, whose name has this ``end``."""
    return error("BASE_MIXED", folder=str(base.parent), file=f"{base.name}{end}")


@contextmanager
def untouched(base: Path) -> Iterator[None]:
    """Keep what is opened and closed meanwhile from copying the log back into the base: the last to leave would."""
    with ExitStack() as guarded:
        with suppress(*TROUBLE, UserError):  # Whoever opens it next says why it cannot be read.
            guard = guarded.enter_context(closing(connect(base, Access.READ)))
            guard.execute("SELECT count(*) FROM sqlite_master").fetchone()
        yield


def _marks(base: Path) -> Marks:
    if _rolls_back(base):
        return Marks(rolls_back=True)
    # The log takes none of the engine's locks, so that reading its bytes drops none; the base is left to the engine.
    path = base.with_name(f"{base.name}-wal")
    log = path.read_bytes() if path.exists() else b""
    if len(log) < LEAST:
        return Marks()
    if not has_sound_header(log):
        return Marks(sound=False)
    size = page_size(log)
    _older, current = frames(log, size)
    marks = Marks(_own(base), _links(log, current))
    if marks.belong:
        return marks
    # A transaction torn by a loss of power, the only one of its log, is not replayed; adding up takes its time.
    marked = [place for place, (number, _start) in enumerate(current) if number == 1]
    most = marked[1] if len(marked) > 1 else len(current)
    whole = sum(1 for _ in islice(valid_frames(log, size), most))
    return marks if whole == most else marks._replace(links=_links(log, current[:whole]))


def _rolls_back(base: Path) -> bool:
    """Tell whether a rollback journal stands beside a base that says it keeps a log: it is none of its own."""
    journal = base.with_name(f"{base.name}-journal")
    try:
        if not journal.exists() or not base.exists() or base.stat().st_size <= _PAGE:
            return False
        with journal.open("rb") as file:
            begun = file.read(len(_JOURNAL)) == _JOURNAL
        # A base that this process has open is not read here, and rolled back nothing.
        with base.open("rb") as file:
            return begun and file.read(_KEEPS_LOG + 1)[_KEEPS_LOG:] == b"\x02"
    except OSError:
        return False


def _links(log: bytes, places: Iterable[Place]) -> tuple[Link, ...]:
    return tuple(
        Link(*(_NUMBER.unpack_from(log, start + at)[0] for at in (_APPLICATION, _VERSION)))
        for number, start in places
        if number == 1
    )


def _own(base: Path) -> int | None:
    """Return the mark of the base alone."""
    try:
        # The header of a sealed base is clear: its mark is read without its key.
        with closing(connect_under(None, base, Access.ALONE)) as alone:
            # A loss of power while the log is copied back may leave a header that counts pages not there yet.
            alone.execute("PRAGMA writable_schema = ON")
            return mark_of(alone)
    except TROUBLE:
        return None
