"""Makes a computer a seat of a team: finds the door, proves the code, keeps what the team gives."""

import json
import shutil
import socket
import ssl
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from core.base.disk import whole_file
from core.base.errors import UserError
from core.model.seat import TeamSeen
from core.store.engine.folders import refuse_shared_folder
from core.store.postgres.address import TeamAddress, keep_team_address
from core.store.postgres.session import session
from core.store.safe import homes
from core.team import pairing
from core.team.admitting import LONGEST_NAME, LOOK
from core.team.authority import AUTHORITY, NAME, PAIRING, fingerprint, is_signed_by, joining_context
from core.team.beacon import Where, doors_near
from core.team.door import LONGEST
from core.team.former_base import held_free
from core.team.places import PORT, split_where, team_folder
from core.words.errors import error

_REACHES_S, _PATIENCE_S = 8.0, 20.0
"""A door answers sooner than a team that looks for who has its words."""
_KNOWN = ("CODE_WRONG", "SEAT_TAKEN", "SEAT_NAME", "KEY_ABSENT", "BASE_BUSY")
"""The refusals a team may give: their words are ours, since whoever says them is not known yet."""


def look(typed: str, at: str = "") -> TeamSeen:
    """Return what the team of a code tells; the code is as good as before. Raises UserError as :func:`join` does."""
    door, authority, answer = _answered(pairing.code_typed(typed), at, {"asks": LOOK})
    agency, town, seat, user, rights, person = (
        str(answer[name]) for name in ("agency", "town", "seat", "user", "rights", "person")
    )
    leads, refusals, seats = (int(answer[name]) for name in ("leads", "refusals", "seats"))
    people = tuple((str(name), str(place)) for name, place in answer["people"])
    where, check = "{}:{}".format(*door), pairing.check_phrase(fingerprint(authority))
    return TeamSeen(where, check, agency, town, seat, user, leads, refusals, seats, rights, person, people)


def join(folder: Path, typed: str, seat: str, at: str = "", *, person: str = "", here: bool = False) -> str:
    """Make the seat of a team in an empty folder, or one whose base nobody ever wrote in, and return the word and
    number both screens show. ``at``: « address:port » of the door, looked for on the network without it; ``person``:
    who works there, where the code says nobody; ``here``: this process has that base open. Raises UserError, with
    nothing written."""
    code = pairing.code_typed(typed)
    refuse_shared_folder(folder)
    with held_free(folder, here=here):
        door, authority, answer = _answered(code, at, {"seat": seat, "person": person})
        _keep(folder, door, authority, answer)
    return pairing.check_phrase(fingerprint(authority))


def _answered(code: str, at: str, request: Mapping[str, str]) -> tuple[Where, str, Mapping[str, Any]]:
    """Return what the team of a code answers, from where, and its authority (PEM). Raises UserError TEAM_NOBODY,
    TEAM_WHERE, or why the last that answered refused."""
    refusal = error("TEAM_NOBODY")
    for door in [where_typed(at)] if at else doors_near():
        try:
            return door, *_paired(door, code, request)
        except UserError as problem:  # The code may be that of another team of this network.
            refusal = problem
    raise refusal


def where_typed(typed: str) -> Where:
    """Return the numeric address and the port of « host:port », or of « host » alone. Raises UserError TEAM_WHERE,
    TEAM_AWAY."""
    host, port = split_where(typed, PORT)
    try:
        return socket.gethostbyname(host), port
    except OSError as problem:
        raise error("TEAM_AWAY") from problem


def _paired(door: Where, code: str, request: Mapping[str, str]) -> tuple[str, Mapping[str, Any]]:
    try:
        with (
            socket.create_connection(door, timeout=_REACHES_S) as line,
            joining_context().wrap_socket(line) as channel,
        ):
            channel.settimeout(_PATIENCE_S)
            return _proven(channel, code, request)
    except (OSError, ValueError, TypeError, KeyError) as problem:  # No answer, or none of ours.
        raise error("TEAM_AWAY") from problem


def _proven(channel: ssl.SSLSocket, code: str, request: Mapping[str, str]) -> tuple[str, Mapping[str, Any]]:
    """Prove the code to who answers, and have it proven; return the authority (PEM) and the answer. Raises UserError,
    TEAM_FALSE where whoever answers is not who gave the code; KeyError, ValueError for what is none of our messages."""
    if channel.selected_alpn_protocol() != PAIRING:
        raise error("TEAM_AWAY")
    with channel.makefile("rwb") as messages:
        hello = json.loads(messages.readline(LONGEST))
        authority, ours = str(hello["authority"]), str(hello["nonce"])
        if not is_signed_by(channel.getpeercert(binary_form=True) or b"", authority) or not pairing.is_nonce(ours):
            raise error("TEAM_FALSE")
        authority_id, nonce = fingerprint(authority), pairing.new_nonce()
        key = pairing.stretched(code, authority_id)
        proven = {"nonce": nonce, "proof": pairing.seat_proof(key, authority_id, ours, nonce), **request}
        messages.write(json.dumps(proven).encode() + b"\n")
        messages.flush()
        answer: dict[str, Any] = json.loads(messages.readline(LONGEST))
    if (refusal := answer.get("error")) in _KNOWN:
        seat = "un autre poste" if refusal == "BASE_BUSY" else request.get("seat", "")
        raise error(str(refusal), seat=seat, most=LONGEST_NAME)
    if not pairing.is_proof(str(answer["proof"]), pairing.team_proof(key, authority_id, ours, nonce)):
        raise error("TEAM_FALSE")
    return authority, answer


def _keep(folder: Path, door: Where, authority: str, answer: Mapping[str, Any]) -> None:
    """Keep what the team gave: its authority (PEM), its login, the register's key and, for a manager, that of its
    copies; the address last, which makes the folder a seat, once a connection stood."""
    path = team_folder(folder) / AUTHORITY
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with whole_file(path) as file:
        file.write(authority.encode("ascii"))
    database, role, password = (str(answer[name]) for name in ("database", "role", "password"))
    address = TeamAddress(NAME, *door, database, role, password, path)
    try:
        with session(address):
            for secret in filter(None, (answer["key"], answer["sealing"])):
                homes.keep(str(secret), refuse_shared_folder)
        keep_team_address(folder, address)
    except BaseException:
        shutil.rmtree(path.parent)
        raise
