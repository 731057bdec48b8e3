"""Moves the base of one seat to a server of this computer, for a team, and back to one file.

Either way the base is where it was until the other one was read back whole and is the same: one file, ``equipe.toml``,
says where it is, and it is written, or deleted, last."""

import shutil
import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from core.actions.common.agency import author
from core.actions.common.kept_files import keep_letter, letter_content
from core.actions.keeping import backing_up
from core.actions.register.key_phrase import keep_on_computer, words_of
from core.actions.register.recovery_sheet import code_of
from core.base import text
from core.base.disk import force_names
from core.base.progress import Progress, silent
from core.base.records import Struct, replace
from core.model.disk_lock import DiskEncryption
from core.model.seat import Rights
from core.records.lead import Lead
from core.store import registers, safe
from core.store.engine import postgres_schema
from core.store.engine.away import forget_copy
from core.store.engine.base_sealing import is_open_elsewhere
from core.store.engine.disk_lock import ask_disk
from core.store.engine.opening import NAME, open_file, open_store
from core.store.engine.postgres import open_shared
from core.store.engine.postgres_carry import to_server
from core.store.engine.sqlite import WAIT
from core.store.engine.turns import Turns
from core.store.postgres import roster
from core.store.postgres.address import TeamAddress, keep_team_address, owner_of, team_address
from core.store.postgres.session import session
from core.store.safe.homes import TEAM
from core.store.safe.subkeys import new_key
from core.team import cluster, distant, pairing
from core.team.admitting import LONGEST_NAME, new_login
from core.team.authority import AUTHORITY, fingerprint, make_authority
from core.team.authority import NAME as DOOR_NAME
from core.team.binaries import programs_folder
from core.team.overview import others_connected
from core.team.places import (
    DATABASE,
    drop_file,
    keep_owner,
    letter_files,
    network_address,
    owner_address,
    server_files,
    team_folder,
)
from core.team.serving import ask_to_stop, is_served, serving_alone, started
from core.team.upgrading import compare
from core.team.upkeep import set_logon
from core.words.errors import error

_STOPS_S = 60.0
STEPS = 5
"""What a sharing reports as its total: the copy, the server, the rows, the second reading, and serving it."""


class GivenCode(Struct, frozen=True):
    """A code that lets one seat join. ``address``: of the door; ``check``: what both screens show; ``until``: when it
    dies."""

    address: str
    code: str
    check: str
    until: datetime


class SharedBase(Struct, frozen=True):
    """What was moved and read again, and the first code. ``words``, ``sheet_code``: of the recovery sheet of the team,
    to be put on paper, where it was not confirmed before."""

    code: GivenCode
    leads: int
    refusals: int
    words: tuple[str, ...] = ()
    sheet_code: str = ""


def refuse_sharing(
    folder: Path, *, port: int, clear_disk: bool, server: TeamAddress | None = None
) -> DiskEncryption:  # fmt: skip
    """Return what the disk of a team's base will be known to be. Raises UserError TEAM_SHARED, TEAM_DISK, TEAM_PORT,
    SERVER_ABSENT, and as :func:`core.team.distant.check`, where the base could not be shared."""
    if team_address(folder) is not None:
        raise error("TEAM_SHARED")
    if server is None:
        programs_folder()
        disk = ask_disk(folder).state
    else:
        with Turns(folder / NAME, WAIT).mine():
            if team_address(folder) is None:
                throw_away(folder)  # One that was killed left its base there.
        distant.check(server)
        disk = DiskEncryption.SERVER
    if disk is not DiskEncryption.ON and not clear_disk:
        raise error("TEAM_DISK") if server is None else error("DISTANT_DISK")
    _refuse_taken(port)
    return disk


def share(
    folder: Path, *, port: int, clear_disk: bool, at: datetime, seat: str = "", team_key: str = "",
    server: TeamAddress | None = None, progress: Progress = silent,
) -> SharedBase:  # fmt: skip
    """Move the base of a folder to a server of its own, or to another ``server``, by its owner, of which whoever shares
    is a manager, and give the first code. Nothing is served yet. The team's copies have a random key of their own,
    which no seat receives but a manager's: the register's, which all of them need, opens those of before alone.
    ``seat``: the name of this computer, that of its system by default; ``team_key``: that key, whose recovery sheet was
    confirmed; drawn here, its words are given back. Raises UserError as :func:`refuse_sharing`, BASE_BUSY,
    TEAM_CHANGED, KEY_UNKEPT, Cancelled by ``progress``, with the base as it was and nothing beside it."""
    disk = refuse_sharing(folder, port=port, clear_disk=clear_disk, server=server)
    progress(0, STEPS)
    with closing(open_store(folder)) as store:
        with store.read() as r:
            person, leads, refusals = author(r), r.count(Lead), registers.count_gestures(r)
        backing_up.automatic_copy(store, at=at)
    base, secret = folder / NAME, team_key or new_key()
    with Turns(base, WAIT).mine():
        if team_address(folder) is not None:  # Another process shared it meanwhile.
            raise error("TEAM_SHARED")
        if is_open_elsewhere(base):
            raise error("BASE_BUSY", seat="une autre fenêtre")
        try:
            progress(1, STEPS)
            with _new_server(folder, server) as owner:
                progress(2, STEPS)
                make_authority(team_folder(folder), at)
                _keep_key(owner, secret)
                _fill(base, owner, progress)
                with closing(open_shared(base, owner, WAIT)) as team, team.write("team shared", by=person, at=at) as w:
                    w.note("encrypted disk" if disk is DiskEncryption.ON else "clear disk")
                    w.set_value("setting", "started", "1")  # A seat that joins is shown no first start.
                    safe.note_sheet(w, secret, at if team_key else None)
                here = _first_seat(folder, owner, port, person, seat or socket.gethostname(), at)
                first_code = add_code(folder, here, owner, "", Rights.AGENT, at)
        except BaseException:
            throw_away(folder)
            raise
        # From here on the base is that of the team.
        keep_team_address(folder, here)
    drop_file(folder)
    if team_key:
        return SharedBase(first_code, leads, refusals)
    drawn = bytes.fromhex(secret)
    return SharedBase(first_code, leads, refusals, words_of(drawn), code_of(drawn))


def throw_away(folder: Path) -> None:
    """Stop and delete what a sharing that did not end left beside the base, which stays where it was, or what is the
    team's no more. Raises UserError TEAM_AWAY, with nothing deleted, where it is on another server."""
    owner = owner_of(folder)
    if owner is not None and owner.authority is not None:
        distant.wipe(owner)
    cluster.stop(server_files(folder), at_once=True)
    if team_folder(folder).exists():
        shutil.rmtree(team_folder(folder))


def _refuse_taken(port: int) -> None:
    """Raise UserError TEAM_PORT where another program listens on the port of the door: nobody could be served."""
    try:
        socket.create_server(("", port)).close()
    except OSError as problem:
        raise error("TEAM_PORT", port=port) from problem


def _keep_key(owner: TeamAddress, secret: str) -> None:
    """Have the server and this computer keep the key of the team's sealed copies. Raises UserError KEY_UNKEPT."""
    with session(owner) as connection:
        roster.keep_sealing_key(connection, secret)
    keep_on_computer(secret)


def add_code(
    folder: Path, seat: TeamAddress, server: TeamAddress, person: str, rights: Rights, at: datetime
) -> GivenCode:  # fmt: skip
    """Give a fresh code, kept by the server, which other seats reach as ``seat`` does. Raises UserError TEAM_RIGHTS,
    TEAM_AWAY."""
    authority = fingerprint((team_folder(folder) / AUTHORITY).read_text("ascii"))
    code = pairing.new_code()
    with session(server) as connection:
        key = pairing.stretched(code, authority)
        roster.add_code(connection, key, text.clean(person), rights, pairing.MINUTES)
    address = network_address() if seat.hostaddr == cluster.HOST else seat.hostaddr
    until = at + timedelta(minutes=pairing.MINUTES)
    return GivenCode(f"{address}:{seat.port}", code, pairing.check_phrase(authority), until)


def alone(folder: Path, *, force: bool, at: datetime) -> int:
    """Bring the base of a team back to one file, on the computer that shares it, and return the number of its leads.
    Raises UserError TEAM_NOT_SHARED, TEAM_OTHERS where others are connected unless ``force``, TEAM_CHANGED, with the
    team's base where it was."""
    seat, owner = team_address(folder), owner_of(folder)
    if seat is None or owner is None:
        raise error("TEAM_NOT_SHARED")
    if is_served(folder):
        if not force and (names := others_connected(folder)):
            raise error("TEAM_OTHERS", seats=", ".join(names))
        ask_to_stop(folder)
    with serving_alone(folder, _STOPS_S):
        with _running(folder, owner) as running:
            _write_back(folder, running)
        with closing(open_file(folder / NAME)) as store:
            with store.read() as r:
                person, leads = author(r), r.count(Lead)
            with store.write("team ended", by=person, at=at) as w:
                w.note("one seat")
                w.set_value("setting", safe.SHEET, "")  # The register's key, which seals again, stands on the other.
        set_logon(folder, on=False)
        # From here on the base is this file.
        (folder / TEAM).unlink()
        force_names(folder)
    forget_copy(folder)
    open_store(folder).close()
    throw_away(folder)
    return leads


@contextmanager
def _running(folder: Path, owner: TeamAddress) -> Iterator[TeamAddress]:
    """Run the server of a folder, which only its owner reaches, where it is of this computer; give how."""
    try:
        yield started(folder, owner)
    finally:
        cluster.stop(server_files(folder))


@contextmanager
def _new_server(folder: Path, server: TeamAddress | None) -> Iterator[TeamAddress]:
    """Make and run a server that has an empty base, or make one on another ``server``; what an earlier try left is
    thrown away."""
    throw_away(folder)
    if server is not None:
        owner = distant.claim(folder, server)
        keep_owner(folder, owner)
        yield owner
        return
    password = new_key()
    cluster.create(server_files(folder), password)
    with _running(folder, owner_address(0, password)) as owner:
        with session(replace(owner, database="postgres")) as connection:
            postgres_schema.create_database(connection, DATABASE)
        with session(owner) as connection:
            postgres_schema.create(connection)
            roster.make_team(connection)
        yield owner


def _fill(base: Path, owner: TeamAddress, progress: Progress) -> None:
    """Carry a base and its letters to the server, and read it back. Raises UserError TEAM_CHANGED."""
    with session(owner) as connection:
        to_server(base, connection)
    progress(3, STEPS)
    with closing(open_file(base)) as file, closing(open_shared(base, owner, WAIT)) as team:
        for path in letter_files(base.parent):
            keep_letter(team, path.name, letter_content(file, path.name) or b"")
        compare(file, team)


def _write_back(folder: Path, owner: TeamAddress) -> None:
    """Write the file of the base anew from the server, and read it back. Raises UserError TEAM_CHANGED."""
    drop_file(folder)
    with closing(open_shared(folder / NAME, owner, WAIT)) as team:
        team.copy_to(folder)
        with closing(open_file(folder / NAME)) as file:
            for name in team.shelf.listed() if team.shelf is not None else ():
                keep_letter(file, name, letter_content(team, name) or b"")
            compare(team, file)


def _first_seat(
    folder: Path, owner: TeamAddress, port: int, person: str, named: str, at: datetime
) -> TeamAddress:  # fmt: skip
    """Make a manager of whoever shares, at this computer, and return how this seat reaches its base."""
    seat = text.clean(named)[:LONGEST_NAME] or "Accueil"
    with session(owner) as connection:
        login = new_login(connection, seat, person, Rights.MANAGER, at)
    authority = team_folder(folder) / AUTHORITY
    return TeamAddress(DOOR_NAME, cluster.HOST, port, owner.database, login.role, login.password, authority)
