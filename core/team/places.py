"""Where a computer keeps what belongs to its team, in the folder of its base."""

import socket
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from core.base.disk import force_names
from core.base.moments import AGENCY_ZONE
from core.store.engine.opening import NAME
from core.store.engine.packing import LETTERS
from core.store.postgres.address import TeamAddress, keep_team_address, team_address
from core.store.safe.homes import SERVED
from core.team.cluster import HOST, OWNER
from core.words.errors import error

PORT = 47846
"""The port of the door where none is given, and of the question a seat asks of its network (UDP)."""
DATABASE = "premier_contact"
_OUTSIDE = "dehors"
_TROUBLE, _TROUBLE_BYTES = "panne.txt", 2048
_FILES = ("-wal", "-shm", ".door", ".desk", "")
"""Of a base, itself the last: what a cut leaves is known by it."""


def team_folder(folder: Path) -> Path:
    """Return where the authority is; on the computer that shares the base, all that serves it too."""
    return folder / SERVED


def server_files(folder: Path) -> Path:
    """Return where the server's own files are."""
    return team_folder(folder) / "serveur"


def serves(folder: Path) -> bool:
    """Tell whether the base of a team lives on this computer, in this folder."""
    return team_address(folder) is not None and team_address(team_folder(folder)) is not None


def owner_address(port: int, password: str, database: str = DATABASE) -> TeamAddress:
    """Return how this computer reaches its own server, as the owner of its bases."""
    return TeamAddress(HOST, HOST, port, database, OWNER, password)


def keep_owner(folder: Path, address: TeamAddress) -> None:
    """Keep the address of the server's owner, which changes its port at each start."""
    keep_team_address(team_folder(folder), address)


def drop_file(folder: Path) -> None:
    """Delete the file of a base whose place a server took, or that is written anew, and its letters."""
    for path in (*letter_files(folder), *(folder / f"{NAME}{end}" for end in _FILES)):
        path.unlink(missing_ok=True)
    force_names(folder)


def letter_files(folder: Path) -> list[Path]:
    """Return the files of the letters beside a base."""
    return sorted((folder / LETTERS).glob("lettre*.pdf"))


def split_where(typed: str, port: int) -> tuple[str, int]:
    """Return the parts of « host:port », or of « host » alone with the ``port`` that it then has. Raises UserError
    TEAM_WHERE."""
    host, _colon, number = typed.strip().partition(":")
    if not host or (number and not (number.isdecimal() and 0 < int(number) < 65536)):
        raise error("TEAM_WHERE", value=typed)
    return host, int(number or port)


def network_address() -> str:
    """Return the address of this computer on its network, as others would dial it; its own where it has none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Nothing is sent: the system only says from which of its addresses it would be (RFC 5737).
            probe.connect(("192.0.2.1", 9))
            address, _port = probe.getsockname()
            return str(address)
        except OSError:
            return HOST


def is_own_address(address: str) -> bool:
    """Tell whether an address is one of this computer: it takes no other for itself."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.bind((address, 0))
        except OSError:
            return False
    return True


def note_outside(folder: Path, address: str) -> None:
    """Note that another computer came through the door just now."""
    (team_folder(folder) / _OUTSIDE).write_text(address, "ascii")


def came_from_outside(folder: Path) -> tuple[str, datetime] | None:
    """Return the address of the last other computer that came through the door, and when, by the agency's clock; None
    as long as none did."""
    path = team_folder(folder) / _OUTSIDE
    try:
        return path.read_text("ascii", "replace"), datetime.fromtimestamp(path.stat().st_mtime, AGENCY_ZONE)
    except OSError:
        return None


def note_trouble(folder: Path, sentence: str) -> None:
    """Note why the server of a team does not start, nothing once it does; in place, since a full disk takes no more."""
    path, content = team_folder(folder) / _TROUBLE, sentence.encode()[:_TROUBLE_BYTES].ljust(_TROUBLE_BYTES)
    with suppress(OSError):
        if not path.exists() or path.read_bytes() != content:
            with path.open("r+b" if path.exists() else "wb") as file:
                file.write(content)


def trouble_noted(folder: Path) -> str:
    """Return why the server that this computer runs does not start; nothing where it does, and at any other seat."""
    with suppress(OSError):
        return (team_folder(folder) / _TROUBLE).read_bytes().decode("utf-8", "ignore").strip()
    return ""
