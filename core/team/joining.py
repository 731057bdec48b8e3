"""Makes a computer a seat of a team: finds the door, proves the code, keeps what the team gives."""

import json
import shutil
import socket
import ssl
from pathlib import Path
from typing import Any

from core.base.disk import whole_file
from core.base.errors import UserError
from core.base.records import Struct
from core.store.engine.folders import refuse_shared_folder
from core.store.engine.opening import is_lost
from core.store.postgres.address import TeamAddress, keep_team_address
from core.store.postgres.session import session
from core.store.safe import homes
from core.team import pairing
from core.team.authority import AUTHORITY, NAME, PAIRING, fingerprint, is_signed_by, joining_context
from core.team.beacon import Where, doors_near
from core.team.door import LONGEST
from core.team.places import PORT, team_folder
from core.words.errors import error

_PATIENCE_S = 20.0
_KNOWN = ("CODE_WRONG", "SEAT_TAKEN", "SEAT_NAME", "KEY_ABSENT")
"""The refusals a team may give: their words are ours, since whoever says them is not known yet."""


class Welcome(Struct, frozen=True):
    """What a team gives a seat. ``authority``: its certificate (PEM); ``key``: the register's, 64 hex digits;
    ``sealing``: that of the team's copies, empty for who is no manager."""

    authority: str
    role: str
    password: str
    database: str
    key: str
    sealing: str


def join(folder: Path, typed: str, seat: str, at: str = "") -> str:
    """Make the seat of a team in an empty folder, and return the word and number both screens show. ``at``:
    « address:port » of the door, looked for on the network without it. Raises UserError, with nothing written."""
    code = pairing.code_typed(typed)
    refuse_shared_folder(folder)
    if is_lost(folder) or (folder.exists() and any(folder.iterdir())):
        raise error("TEAM_FOLDER", folder=str(folder))
    refusal = error("TEAM_NOBODY")
    for host, port in [where_typed(at)] if at else doors_near():
        try:
            welcome = _paired(host, port, code, seat)
        except UserError as problem:  # The code may be that of another team of this network.
            refusal = problem
            continue
        _keep(folder, host, port, welcome)
        return pairing.check_phrase(fingerprint(welcome.authority))
    raise refusal


def where_typed(typed: str) -> Where:
    """Return the numeric address and the port of « host:port », or of « host » alone. Raises UserError TEAM_WHERE,
    TEAM_AWAY."""
    host, _colon, number = typed.strip().partition(":")
    if not host or (number and not (number.isdecimal() and 0 < int(number) < 65536)):
        raise error("TEAM_WHERE", value=typed)
    try:
        return socket.gethostbyname(host), int(number or PORT)
    except OSError as problem:
        raise error("TEAM_AWAY") from problem


def _paired(host: str, port: int, code: str, seat: str) -> Welcome:
    try:
        with (
            socket.create_connection((host, port), timeout=_PATIENCE_S) as line,
            joining_context().wrap_socket(line) as channel,
        ):
            return _proven(channel, code, seat)
    except (OSError, ValueError, TypeError, KeyError) as problem:  # No answer, or none of ours.
        raise error("TEAM_AWAY") from problem


def _proven(channel: ssl.SSLSocket, code: str, seat: str) -> Welcome:
    """Prove the code to who answers, and have it proven. Raises UserError, TEAM_FALSE where whoever answers is not who
    gave the code; KeyError, ValueError for what is none of our messages."""
    if channel.selected_alpn_protocol() != PAIRING:
        raise error("TEAM_AWAY")
    with channel.makefile("rwb") as messages:
        hello = json.loads(messages.readline(LONGEST))
        authority, ours = str(hello["authority"]), str(hello["nonce"])
        if not is_signed_by(channel.getpeercert(binary_form=True) or b"", authority) or not pairing.is_nonce(ours):
            raise error("TEAM_FALSE")
        authority_id, nonce = fingerprint(authority), pairing.new_nonce()
        key = pairing.stretched(code, authority_id)
        request = {"nonce": nonce, "proof": pairing.seat_proof(key, authority_id, ours, nonce), "seat": seat}
        messages.write(json.dumps(request).encode() + b"\n")
        messages.flush()
        answer: dict[str, Any] = json.loads(messages.readline(LONGEST))
    if (refusal := answer.get("error")) in _KNOWN:
        raise error(str(refusal), seat=seat, most=0)
    if not pairing.is_proof(str(answer["proof"]), pairing.team_proof(key, authority_id, ours, nonce)):
        raise error("TEAM_FALSE")
    return Welcome(authority, *(str(answer[name]) for name in ("role", "password", "database", "key", "sealing")))


def _keep(folder: Path, host: str, port: int, welcome: Welcome) -> None:
    """Keep what the team gave; the address last, which makes the folder a seat, once a connection stood."""
    authority = team_folder(folder) / AUTHORITY
    authority.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with whole_file(authority) as file:
        file.write(welcome.authority.encode("ascii"))
    address = TeamAddress(NAME, host, port, welcome.database, welcome.role, welcome.password, authority)
    try:
        with session(address):
            for secret in filter(None, (welcome.key, welcome.sealing)):
                homes.keep(secret, refuse_shared_folder)
        keep_team_address(folder, address)
    except BaseException:
        shutil.rmtree(authority.parent)
        raise
