"""Where the base of a team is: the private file of a seat that names the server, and the connection made from it."""

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from core.base.records import Struct
from core.store.safe.homes import SERVED, TEAM, write_private
from core.words.errors import error

if TYPE_CHECKING:
    from core.store.postgres.driver import TeamConnection

_WAIT_S = 5


class TeamAddress(Struct, frozen=True):
    """Where a seat finds the base of its team, and as whom. ``host``: the name in the server's certificate;
    ``hostaddr``: the numeric address dialled; ``authority``: the PEM file of whoever signed the certificate, None for a
    server on this computer, which is asked in the clear."""

    host: str
    hostaddr: str
    port: int
    database: str
    role: str
    password: str
    authority: Path | None = None


def team_address(folder: Path) -> TeamAddress | None:
    """Return the address kept in a data folder; None where the folder has a base of its own. Raises UserError
    TEAM_ADDRESS for a file that says none."""
    path = folder / TEAM
    if not path.exists():
        return None
    try:
        values = tomllib.loads(path.read_text("utf-8"))
        authority = str(values.pop("authority", ""))
        return TeamAddress(**values, authority=folder / authority if authority else None)
    except (OSError, ValueError, TypeError) as problem:
        raise error("TEAM_ADDRESS", file=str(path)) from problem


def owner_of(folder: Path) -> TeamAddress | None:
    """Return how the computer that shares a base reaches its own server, as the owner; None on any other."""
    return team_address(folder / SERVED)


def keep_team_address(folder: Path, address: TeamAddress) -> None:
    """Write the address in a data folder, for this user alone. The authority's file is named as it stands in the folder
    where it is inside it, so that the folder can be moved."""
    write_private(folder / TEAM, "".join(f"{name} = {text}\n" for name, text in _lines(folder, address)))


def _lines(folder: Path, address: TeamAddress) -> Iterator[tuple[str, str]]:
    for name in ("host", "hostaddr", "database", "role", "password"):
        yield name, _text(getattr(address, name))
    yield "port", str(address.port)
    if (authority := address.authority) is not None:
        inside = authority.is_relative_to(folder)
        yield "authority", _text((authority.relative_to(folder) if inside else authority).as_posix())


def _text(value: str) -> str:
    """Return a basic string of TOML (https://toml.io/en/v1.0.0#string), which is one of JSON."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def conninfo(address: TeamAddress) -> str:
    """Return the connection string of libpq: encrypted from the first byte, the certificate's name and signer checked,
    or in the clear on this computer alone. https://www.postgresql.org/docs/18/libpq-connect.html#LIBPQ-PARAMKEYWORDS"""
    words: dict[str, str | int] = {
        "host": address.host,
        "hostaddr": address.hostaddr,
        "port": address.port,
        "dbname": address.database,
        "user": address.role,
        "password": address.password,
        "connect_timeout": _WAIT_S,
        "client_encoding": "UTF8",
        "application_name": "Premier Contact",
        # A network cable pulled out is seen within half a minute.
        "keepalives_idle": 5,
        "keepalives_interval": 5,
        "keepalives_count": 3,
        "tcp_user_timeout": 20_000,
    }
    if address.authority is None:
        words["sslmode"] = "disable"
    else:
        words |= {"sslmode": "verify-full", "sslnegotiation": "direct", "sslrootcert": str(address.authority)}
    return " ".join(f"{name}={_quoted(str(value))}" for name, value in words.items() if value != "")


def _quoted(value: str) -> str:
    return "'{}'".format(value.replace("\\", "\\\\").replace("'", "\\'"))


def connect(address: TeamAddress) -> "TeamConnection":
    """Return a connection whose rows have the types that SQLite gives; each statement commits by itself until a
    transaction is begun. Raises UserError TEAM_AWAY where no server answers, TEAM_REFUSED where this seat is
    refused."""
    from core.store.postgres import driver  # noqa: PLC0415 - one seat alone never loads it

    return driver.dialled(conninfo(address))
