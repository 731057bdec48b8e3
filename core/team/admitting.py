"""What the team does of a pairing: proves the code, gives the new seat its login and the register's key."""

import asyncio
import secrets
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from core.actions.common import agency
from core.actions.common.agents import everybody
from core.base import moments, text
from core.base.errors import UserError
from core.model.seat import Rights
from core.store.engine.opening import NAME
from core.store.engine.postgres import open_shared
from core.store.engine.sqlite import WAIT
from core.store.leads import count_leads
from core.store.postgres import roster
from core.store.postgres.address import TeamAddress, team_address
from core.store.postgres.driver import TeamConnection
from core.store.postgres.roster import LivingCode, SeatRow
from core.store.postgres.session import session
from core.store.registers import count_gestures
from core.team import pairing
from core.team.authority import AUTHORITY, fingerprint
from core.team.door import DoorRefusal, Message, PairingLine, RefusedError
from core.team.places import team_folder
from core.words.errors import error

LONGEST_NAME = 60
"""Letters of the name of a seat."""
LOOK = "look"
"""What a seat asks that only wants to know whose words it has; they serve again."""
_MOST_PEOPLE = 60
"""People of the agency that are told: an answer has a length."""


class Login(NamedTuple):
    """By what the server knows a seat."""

    role: str
    password: str


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
        theirs, proof = str(request.get("nonce", "")), str(request.get("proof", ""))
        if not pairing.is_nonce(theirs):
            raise RefusedError(DoorRefusal.PROTOCOL)
        try:
            answer = await asyncio.to_thread(self._answer, ours, theirs, proof, request)
        except UserError as problem:
            await channel.send({"error": problem.code, "text": problem.text})
            raise RefusedError(DoorRefusal.CODE) from problem
        await channel.send(answer)

    def _answer(self, ours: str, theirs: str, proof: str, request: Message) -> Message:
        now = moments.now()
        with session(self._owner()) as connection:
            for code in roster.living_codes(connection):
                if pairing.is_proof(proof, pairing.seat_proof(code.key, self._fingerprint, ours, theirs)):
                    proven = pairing.team_proof(code.key, self._fingerprint, ours, theirs)
                    if request.get("asks") == LOOK:
                        return {"proof": proven} | self._shown(connection, code)
                    seat, person = (str(request.get(name, "")) for name in ("seat", "person"))
                    return {"proof": proven} | self._admitted(code, seat, person, now)
            roster.spoil_codes(connection, pairing.TRIES)
        raise error("CODE_WRONG")

    def _admitted(self, code: LivingCode, seat: str, person: str, at: datetime) -> Message:
        """Use up a code, give a seat of that name its login, which the journal tells, and return what the seat keeps.
        ``person``: who works there, where the code says nobody. Raises UserError SEAT_NAME, SEAT_TAKEN, BASE_BUSY, the
        code then being as good as before, CODE_WRONG."""
        rights, name = Rights(code.rights), text.clean(seat)
        who = code.person or text.clean(person)[:LONGEST_NAME] or name
        with (
            closing(open_shared(self._folder / NAME, self._owner(), WAIT)) as store,
            store.write_beside("team seat added", by=who, at=at) as (w, connection),
        ):
            if not roster.use_code(connection, code.id):
                raise error("CODE_WRONG")
            login = new_login(connection, name, who, rights, at)
            w.note(f"{name} ({who})")
            keys = {"key": roster.register_key(connection), "sealing": ""}
            if rights is Rights.MANAGER:
                w.note(f"{rights.value} {who}")
                keys["sealing"] = roster.sealing_key(connection)
        return {"role": login.role, "password": login.password, "database": self._owner().database} | keys

    def _shown(self, connection: TeamConnection, code: LivingCode) -> Message:
        """Return what who has the words of a code may know before they join."""
        seats, address = roster.seats(connection), team_address(self._folder)
        seat = next((seat for seat in seats if address and seat.role == address.role), None)
        with closing(open_shared(self._folder / NAME, self._owner(), WAIT)) as store, store.read() as r:
            identity, people = agency.settings(r).agency, [agent.name for agent in everybody(r) if agent.active]
            leads, refusals = count_leads(r), count_gestures(r)
        return {
            **{"agency": identity.name, "town": identity.town, "leads": leads, "refusals": refusals},
            **{"seat": seat.name if seat else "", "user": seat.person if seat else "", "seats": len(seats)},
            **{"rights": code.rights, "person": code.person},
            "people": [(name, _seat_of(name, seats)) for name in people[:_MOST_PEOPLE]],
        }


def _seat_of(person: str, seats: Iterable[SeatRow]) -> str:
    return next((seat.name for seat in seats if text.fold(seat.person) == text.fold(person)), "")


def new_login(connection: TeamConnection, seat: str, person: str, rights: Rights, at: datetime) -> Login:
    """Give a seat and a person their login. Raises UserError SEAT_NAME, SEAT_TAKEN."""
    name = text.clean(seat)
    if not name or len(name) > LONGEST_NAME:
        raise error("SEAT_NAME", most=LONGEST_NAME)
    # Neither its role, which the server's log names, nor its password says who it is.
    login, now = Login(f"poste_{secrets.token_hex(6)}", secrets.token_hex(32)), moments.kept(at)
    roster.add_seat(connection, SeatRow(login.role, name, person or name, rights.value, now, now), login.password)
    return login
