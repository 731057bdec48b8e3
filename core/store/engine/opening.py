"""Opens a base: checks where it is, makes its key, applies its migrations after a copy, and refuses a newer base."""

import os
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from core.base.errors import UserError
from core.base.lazy_imports import sqlite_utils
from core.base.moments import now
from core.model.register_key import KeyPlace
from core.store import safe
from core.store.engine import folders
from core.store.engine.base_sealing import await_sealing
from core.store.engine.driver import (
    Access,
    BaseConnection,
    Connection,
    DatabaseError,
    OperationalError,
    connect,
    connect_under,
    seal_of,
)
from core.store.engine.folders import refuse_shared_folder
from core.store.engine.known_schema import refuse_strangers, steps_taken
from core.store.engine.log_marks import check_log, mark, mark_of, untouched
from core.store.engine.migrations import MIGRATIONS, PROVEN_SINCE, SIGNED
from core.store.engine.seldom import steps_to_take
from core.store.engine.sqlite import WAIT, SqliteStore, new_secret
from core.store.engine.sqlite_touched import SqliteTouched
from core.store.engine.trouble import TROUBLE, spoken
from core.store.engine.turns import Turns
from core.store.engine.witness import name_of
from core.store.port import Store, TrialEndedError
from core.store.safe.base_key import BaseKey, read_note
from core.store.safe.homes import SERVED, TEAM, config_folder, write_private
from core.words.errors import error

if TYPE_CHECKING:
    from core.store.engine.away import AwayStore
    from core.store.engine.postgres import PostgresStore

Found = TypeVar("Found")
NAME = "premier-contact.db"
_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    # macOS alone: its plain fsync leaves what is written in the cache of the disk (fcntl F_FULLFSYNC).
    "PRAGMA fullfsync = ON",
    "PRAGMA checkpoint_fullfsync = ON",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA trusted_schema = OFF",
    # 32 MiB of pages: what an import writes again and again is copied back once; a day hardly ever gets there.
    "PRAGMA wal_autocheckpoint = 8000",
    "PRAGMA cache_size = -32000",
    "PRAGMA temp_store = MEMORY",
)
"""What makes a base safe; the first one writes to a base that never had it."""
_KNOWN = 500
"""Statements that a connection keeps compiled. A page asks more than the usual 128 in turn: each was compiled again at
each turn, a tenth of the time of a call."""
_PAGE = 4096
"""Bytes of the first page, which the engine writes before it holds any table."""
_MIGRATION_WAIT = 30.0
_THERE_ALREADY = ("duplicate column name", "already exists")
"""How the engine words a step that was taken before."""
PROGRAM = "Premier Contact"
"""Who writes in the journal what nobody asked for."""
_TRACES = (
    f"{NAME}.connue",
    "sauvegardes/*.db",
    "sauvegardes/*.age",
    "lettres/*.pdf",
    "poste.ini",
    "premier-contact-abimee-*.db*",
)
"""What says that a folder had a base: the mark left beside it, copies, letters, the settings of the seat, a damaged one
set aside, or half so."""
_OURS = (
    "premier-contact*",
    "sauvegardes",
    "lettres",
    "restauration",
    "poste.ini",
    "plantage.log*",
    ".premier-contact*",
)
"""What the folder of a base holds when nobody put anything else there."""
_MARK = "Une base de Premier Contact se trouve dans ce dossier : si son fichier manque, le programme le dira.\n"
_BASES = "bases"
UNABLE = ("TEAM_AWAY", "DISK_FULL", "DISK_UNSURE")
"""What keeps the server of a team from giving its base: the seat reads its copy."""


def open_store(folder: Path, wait: float = WAIT, *, anew: bool = False, older: bool = False) -> Store:
    """Open the base of ``folder``, created if there never was one there, or when it is gone and ``anew`` is asked; that
    of its team where the folder names one. ``wait``: seconds to wait for another program; ``older``: open it even where
    this computer remembers a later state of it. Raises UserError when the folder or the base cannot be used, BASE_OLDER
    when it is an older one put back, TEAM_AWAY, TEAM_REFUSED."""
    try:
        if (folder / TEAM).exists() and (shared := _team_store(folder / NAME, wait)):
            if not older:
                _refuse_older(shared)
            return shared
        refuse_shared_folder(folder)
        if is_lost(folder) and not anew:
            raise error("BASE_LOST", folder=str(folder))
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        store = _opened(folder / NAME, wait, remembers=True)
        if not older:
            _refuse_older(store)
        _seal_late(store)
        mark = folder / _TRACES[0]
        if not mark.exists():
            mark.write_text(_MARK, "utf-8")
        note_base(folder)
        close_to_others(folder / NAME)
        close_folder(folder)
        return store
    except TROUBLE as problem:
        said = _said(problem, folder)
        refused = said.code == "BASE_READ_ONLY"
        raise (error("FOLDER_READ_ONLY", folder=str(folder)) if refused else said) from problem
    except OSError as problem:
        raise error("FOLDER_READ_ONLY", folder=str(folder)) from problem


def open_owned(folder: Path) -> "PostgresStore | None":
    """Open the base of the team that this computer shares as who owns it, whose content it may replace; None on any
    other. Raises UserError TEAM_AWAY where it is not served."""
    from core.store.postgres.address import owner_of  # noqa: PLC0415 - as below

    address = owner_of(folder)
    if address is None:
        return None
    from core.store.engine import postgres  # noqa: PLC0415

    return postgres.open_shared(folder / NAME, address, WAIT)


def _team_store(base: Path, wait: float) -> "PostgresStore | AwayStore | None":
    """Open the base of a team: see :func:`core.store.engine.postgres.open_shared`; the copy of this seat where the
    server is away; None where the folder names none. A seat that was removed keeps no copy."""
    # A base of one seat loads nothing of a team's.
    from core.store.postgres.address import team_address  # noqa: PLC0415

    address = team_address(base.parent)
    if address is None:
        return None
    from core.store.engine import away, postgres  # noqa: PLC0415
    from core.store.postgres.driver import is_removed  # noqa: PLC0415

    try:
        return postgres.open_shared(base, address, wait)
    except UserError as problem:
        copy = away.opened_copy(base, wait, now()) if problem.code in UNABLE else None
        if is_removed(problem):
            away.forget_copy(base.parent)
        if copy is None:
            raise
        return copy


def copy_of(folder: Path) -> Store | None:
    """Open the copy of the seat of a team without asking its server; None where there is none. Raises UserError
    TEAM_COPY_OLD, TEAM_COPY_CLOCK."""
    from core.store.engine import away  # noqa: PLC0415

    return away.opened_copy(folder / NAME, WAIT, now())


def _seal_late(store: SqliteStore) -> None:
    """Seal a base whose phrase was confirmed before there were seals, or that another program kept from it; where the
    disk refuses, it opens as it is."""
    try:
        store.seal()
    except UserError as problem:
        if problem.code != "SEAL_FAILED":
            store.close()
            raise


def _refuse_older(store: "SqliteStore | PostgresStore") -> None:
    """Close the store and raise UserError BASE_OLDER where this computer remembers a later state of it."""
    try:
        if store.is_older():
            raise error("BASE_OLDER", folder=str(store.path.parent))
    except BaseException:
        store.close()
        raise


def is_guest(folder: Path) -> bool:
    """Tell whether a data folder is a seat of a base that another computer shares."""
    return (folder / TEAM).exists() and not (folder / SERVED / TEAM).exists()


def close_to_others(base: Path) -> None:
    """Let this user alone read a base and what its engine keeps beside it, where the system knows of such rights."""
    if sys.platform == "win32":
        return
    for path in (base, *(base.with_name(base.name + end) for end in ("-wal", "-shm", ".door", ".desk"))):
        if path.exists() and path.stat().st_uid == os.geteuid() and path.stat().st_mode & 0o077:
            path.chmod(0o600)


def close_folder(folder: Path) -> None:
    """Let this user alone enter the folder of a base, when it holds nothing else: a folder shared with other files
    stays as it is, and ``doctor`` says so."""
    if not folders.is_open_to_others(folder) or sys.platform == "win32":
        return
    state = folder.stat()
    alone = state.st_uid == os.geteuid() and not state.st_mode & stat.S_ISVTX and folder != Path.home()
    if alone and all(any(path.match(ours) for ours in _OURS) for path in folder.iterdir()):
        folder.chmod(0o700)


def is_lost(folder: Path) -> bool:
    """Tell whether a base was in ``folder`` and its file is missing or empty, with the whole folder or not. A file of
    one page holds nothing yet: what was written to it stood in a log that is gone."""
    base = folder / NAME
    size, log = _size(base), _size(base.with_name(f"{NAME}-wal"))
    if size > _PAGE or (size and log):
        return False
    is_left = any(next(folder.glob(trace), None) for trace in _TRACES)
    return is_left or log > 0 or is_known(folder)


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def open_file(path: Path, wait: float = WAIT, *, seal: BaseKey | None = None) -> Store:
    """Open a copy of a base, whatever its name; ``seal``: under which one made here is sealed.
    Raises UserError when it is damaged, newer, or not one of our bases."""
    try:
        return _opened(path, wait, seal=seal)
    except TROUBLE as problem:
        raise _said(problem, path.parent) from problem


def _said(problem: DatabaseError | UnicodeDecodeError, folder: Path) -> UserError:
    """Return the error sentence of a database problem; a bug of ours is raised unchanged."""
    said = spoken(problem, folder)
    if said is None:
        raise problem
    return said


def _connected(path: Path, wait: float, seal: BaseKey | None = None) -> BaseConnection:
    await_sealing(path)
    connection = _prepared(path, wait, seal)
    if not await_sealing(path):
        return connection
    # What was opened may be the former file, before the sealed one took its name.
    connection.close()
    return _connected(path, wait, seal)


def _prepared(path: Path, wait: float, seal: BaseKey | None) -> BaseConnection:
    # Without implicit transactions; the file is created at the first write if it does not exist.
    connection = connect_under(seal or seal_of(path), path, wait=wait, transactions=False, statements=_KNOWN)
    try:
        refuse_strangers(connection, path.parent)
        for pragma in _PRAGMAS:
            connection.execute(pragma)
        return connection
    except BaseException:
        with untouched(path):
            connection.close()
        raise


def _opened(path: Path, wait: float, *, remembers: bool = False, seal: BaseKey | None = None) -> SqliteStore:
    marks = check_log(path)
    connection = _connected(path, wait, seal)
    store: Store | None = None
    try:
        if marks.lack(mark_of(connection)):
            raise error("BASE_UNREADABLE", folder=str(path.parent))
        # A first opening cut before it made the key left nothing to seal.
        ready = _is_ready(connection)
        older = not ready and _is_signed(connection) and _has_key(connection)
        touched = SqliteTouched(connection, _unproven(connection), steps=True) if older else None
        connect = partial(_connected, path, wait, seal)
        made = partial(SqliteStore, path, connection, wait, connect=connect, touched=touched, remembers=remembers)
        if not (ready or older):
            _migrate(path, connection)
        store = made()
        if touched is not None:
            if not _has_reachable_key(store):
                # What its steps change could not be sealed: nothing is changed before the key is given back.
                raise error("KEY_ABSENT")
            # What the steps change is sealed with them: cut in between, it would be taken for forged.
            _keep_before(path, connection)
            with store.write("schema", by=PROGRAM, at=now()):
                _take_steps(path, connection)
            touched.hear_anew()
        elif _is_unsigned(connection) and _has_reachable_key(store):
            # An older program wrote it: its rows are taken as they are, once.
            with store.write("schema", by=PROGRAM, at=now()) as w:
                w.seal_all()
        return store
    except BaseException:
        with untouched(path):
            (store or connection).close()
        raise


@contextmanager
def opened(folder: Path) -> Iterator[Store]:
    """Open the base of ``folder`` for one piece of work, then close it."""
    store = open_store(folder)
    try:
        yield store
    finally:
        store.close()


def tried(store: Store, folder: Path, work: Callable[[Store], Found]) -> Found:
    """Return what ``work`` finds on the base as it is, which it may write to: that is thrown away. It works in a
    transaction of its own; where there is none, or another writer waits for it, it begins again on a copy in the empty
    ``folder``, which the caller deletes."""
    if (trial := store.trial()) is not None:
        with suppress(TrialEndedError), closing(trial):
            return work(trial)
    with closing(open_store(store.copy_to(folder))) as copy:
        return work(copy)


class Keyless(NamedTuple):
    """A base whose key is not on this computer. ``known_by``: the fingerprint of the key, empty where nothing says it;
    ``reads``: it can be opened to be read, since it is not sealed and its schema is the last one."""

    known_by: str
    reads: bool


def keyless(folder: Path) -> Keyless:
    """Look at the base of ``folder``, whose key is kept apart, without opening it. Raises UserError BASE_MIXED."""
    check_log(folder / NAME)
    try:
        with closing(connect(folder / NAME, Access.READ)) as connection:
            [known_by] = connection.execute("SELECT secret FROM safe WHERE name = 'register-apart'").fetchone()
            return Keyless(str(known_by), _is_ready(connection))
    except UserError:  # It is sealed under that key.
        return Keyless(read_note(folder / NAME), reads=False)


def _migrate(path: Path, connection: BaseConnection) -> None:
    """Bring the base to the last schema, holding the turn to write, after a copy of what was there."""
    with Turns(path, _MIGRATION_WAIT).mine():
        before = steps_taken(connection)
        if not before:
            _refuse_stranger(path, connection)
        elif before != list(MIGRATIONS):
            _keep_before(path, connection)
        # The disk confirms all of them at once: a new base takes every step, and waits some ms for each confirmation.
        with connection:
            connection.execute("BEGIN IMMEDIATE")
            _take_steps(path, connection)
            if not _has_key(connection):
                connection.execute("INSERT INTO safe VALUES ('register', ?)", (new_secret(),))
            mark(connection)
        # The file alone then holds the key, whatever becomes of the log.
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _keep_before(path: Path, connection: BaseConnection) -> None:
    """Copy the base as it is before the last step."""
    target = path.with_name(f"{path.stem}-avant-{[*MIGRATIONS][-1]}.db")
    with closing(connect_under(connection.seal, target)) as copy:
        connection.backup(copy)


def _take_steps(path: Path, connection: Connection) -> None:
    """Take the steps of the schema that are missing, inside a transaction: all of them, or none."""
    try:
        # Without the plugins of sqlite-utils: looking for them takes as long as the steps of a new base.
        steps_to_take().apply(sqlite_utils().Database(connection, execute_plugins=False))
    except OperationalError as problem:
        if not any(words in str(problem) for words in _THERE_ALREADY):
            raise
        # What the base says of its own steps is not what its tables are.
        raise error("BASE_UNREADABLE", folder=str(path.parent)) from problem


def _is_ready(connection: Connection) -> bool:
    """Tell whether the schema is the last one and the key exists: a first opening may have been interrupted between
    the two."""
    if steps_taken(connection) != list(MIGRATIONS):
        return False
    return _has_key(connection)


def _has_key(connection: Connection) -> bool:
    """Tell whether the base holds its key, or says that it is kept apart."""
    return connection.execute("SELECT 1 FROM safe WHERE name IN ('register', 'register-apart')").fetchone() is not None


def _has_reachable_key(store: Store) -> bool:
    """Tell whether the key is in the base or on this computer; without it the base is only read."""
    with store.read() as r:
        return safe.place(r) is not KeyPlace.ABSENT


def _is_signed(connection: Connection) -> bool:
    """Tell whether the base is of a schema whose journal is signed."""
    return SIGNED in steps_taken(connection)


def _unproven(connection: Connection) -> set[str]:
    """Return the tables whose rows the base does not seal yet."""
    taken = steps_taken(connection)
    return {table for step, tables in PROVEN_SINCE.items() if step not in taken for table in tables}


def _is_unsigned(connection: Connection) -> bool:
    """Tell whether the journal was begun, and never signed, by an older program."""
    return connection.execute("SELECT 1 FROM journal_head WHERE mac = ''").fetchone() is not None


def _refuse_stranger(path: Path, connection: Connection) -> None:
    """Raise UserError for the base of another program, so that our tables are not added to it."""
    sql = "SELECT 1 FROM sqlite_master WHERE name NOT LIKE '%sqlite\\_%' ESCAPE '\\'"
    if connection.execute(sql).fetchone():
        raise error("BASE_UNREADABLE", folder=str(path.parent))


def note_base(folder: Path) -> None:
    """Note that a base is in ``folder``. One in the temporary folder is made to be thrown away, and is not noted;
    nor is any where this computer takes no note: that is no reason to refuse a base."""
    note = _note(folder)
    if _real(folder).is_relative_to(_real(Path(tempfile.gettempdir()))):
        return
    with suppress(OSError):
        if not note.exists():
            write_private(note, f"Une base de Premier Contact se trouve dans « {_real(folder)} ».\n")


def is_known(folder: Path) -> bool:
    """Tell whether a base was ever in ``folder``, as far as this computer noted."""
    # os.path answers no where Path raises: a configuration that cannot be read says nothing.
    return os.path.exists(_note(folder))  # noqa: PTH110


def notes_of_base(folder: Path) -> tuple[Path, Path]:
    """Return what says that a folder had a base: the mark beside it, the note of this computer."""
    return folder / _TRACES[0], _note(folder)


def _note(folder: Path) -> Path:
    return config_folder() / _BASES / f"{name_of(folder)}.txt"


def _real(folder: Path) -> Path:
    return Path(os.path.realpath(folder))
