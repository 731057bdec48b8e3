"""What the team does of a pairing: proves the code, gives the new seat its login and the register's key."""

import asyncio
import secrets
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from core.base import moments, text
from core.base.errors import UserError
from core.store.postgres import roster
from core.store.postgres.address import TeamAddress
from core.store.postgres.driver import TeamConnection
from core.store.postgres.roster import LivingCode, SeatRow, session
from core.team import pairing
from core.team.authority import AUTHORITY, fingerprint
from core.team.door import DoorRefusal, Message, PairingLine, RefusedError
from core.team.places import team_folder
from core.words.errors import error

LONGEST_NAME = 60
"""Letters of the name of a seat."""


class Reception:
    """Admits seats to the team whose base lives in a folder. ``owner``: how its server is reached now."""

    def __init__(self, folder: Path, owner: Callable[[], TeamAddress]) -> None:
        self._folder, self._owner = folder, owner
        self._authority = (team_folder(folder) / AUTHORITY).read_text("ascii")
        self._fingerprint = fingerprint(self._authority)

    async def pair(self, channel: PairingLine) -> None:
        """Pair who came to the door. Raises RefusedError."""
        ours = pairing.new_nonce()
        await channel.send({"authority": self._authority, "nonce": ours})
        request = await channel.receive()
        theirs, proof, seat = (str(request.get(name, "")) for name in ("nonce", "proof", "seat"))
        if not pairing.is_nonce(theirs):
            raise RefusedError(DoorRefusal.PROTOCOL)
        try:
            answer = await asyncio.to_thread(self._answer, ours, theirs, proof, seat)
        except UserError as problem:
            await channel.send({"error": problem.code, "text": problem.text})
            raise RefusedError(DoorRefusal.CODE) from problem
        await channel.send(answer)

    def _answer(self, ours: str, theirs: str, proof: str, seat: str) -> Message:
        now = moments.now()
        with session(self._owner()) as connection:
            for code in roster.living_codes(connection, now):
                if pairing.is_proof(proof, pairing.seat_proof(code.key, self._fingerprint, ours, theirs)):
                    proven = pairing.team_proof(code.key, self._fingerprint, ours, theirs)
                    return {"proof": proven} | admitted(connection, code, seat, now)
            roster.spoil_codes(connection, pairing.TRIES)
        raise error("CODE_WRONG")


def admitted(connection: TeamConnection, code: LivingCode, seat: str, at: datetime) -> Message:
    """Use up a code, give a seat of that name its login, and return what the seat keeps. Raises UserError SEAT_NAME,
    SEAT_TAKEN, the code then being as good as before, CODE_WRONG."""
    name, password = text.clean(seat), secrets.token_hex(32)
    if not name or len(name) > LONGEST_NAME:
        raise error("SEAT_NAME", most=LONGEST_NAME)
    now = moments.kept(at)
    row = SeatRow(f"poste_{secrets.token_hex(6)}", name, code.person or name, code.rights, now, now)
    with connection.transaction():
        if not roster.use_code(connection, code.id):
            raise error("CODE_WRONG")
        roster.add_seat(connection, row, password)
        key = roster.register_key(connection)
    return {"role": row.role, "password": password, "database": connection.info.dbname, "key": key}
