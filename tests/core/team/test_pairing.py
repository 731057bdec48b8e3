"""Pairing, attacked: four words give a login once, to who knows them, through the team's own door."""

import json
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from core.base import moments
from core.base.errors import UserError
from core.model.seat import Rights
from core.store.postgres import roster
from core.store.postgres.address import team_address
from core.store.postgres.session import session
from core.store.safe import homes
from core.store.safe.subkeys import fingerprint as key_fingerprint
from core.team import pairing, sharing
from core.team.authority import AUTHORITY, PAIRING, joining_context, make_authority
from core.team.door import DoorRefusal, PairingLine
from core.team.joining import join, where_typed
from tests.core.team.open_door import NOW, open_door
from tests.core.team.open_team import CODE, OWNER, OpenTeam, open_team
from tests.lengths import length
from tests.tables import table

GUESSES = length(30, long=300)


@pytest.fixture
def team(tmp_path: Path) -> Iterator[OpenTeam]:
    with open_team(tmp_path / "base") as opened:
        yield opened


@contextmanager
def refusal(code: str) -> Iterator[None]:
    """Expect an error of that code."""
    with pytest.raises(UserError) as refused:
        yield
    assert refused.value.code == code


def test_four_words_make_a_seat_once(team: OpenTeam, tmp_path: Path) -> None:
    team.give(OWNER)
    with session(team.owner) as connection:
        key = roster.register_key(connection)
    assert homes.find(key_fingerprint(bytes.fromhex(key))) != key
    shown = join(tmp_path / "poste", "  TULIPE Abeille  olivier ETOILE ", "Bureau du fond", team.at)
    assert shown == team.check
    address = team_address(tmp_path / "poste")
    assert address is not None
    with session(address) as connection:
        seat = roster.acting(connection)
        assert seat is not None
        assert (seat.name, seat.person, seat.rights) == ("Bureau du fond", OWNER, "agent")
        assert set(roster.present(connection)) >= {seat.role}
        assert connection.execute(b"SELECT by, what FROM journal ORDER BY id DESC").fetchone() == (
            OWNER,
            "team seat added",
        )
    assert homes.find(key_fingerprint(bytes.fromhex(key))) == key
    with refusal("CODE_WRONG"):
        join(tmp_path / "autre", CODE, "Autre bureau", team.at)
    assert not (tmp_path / "autre").exists()
    assert team.door.wait_for(1) == [DoorRefusal.CODE]


def test_a_guessed_code_dies_after_a_few_tries(team: OpenTeam, tmp_path: Path) -> None:
    team.give()
    for _try in range(pairing.TRIES):
        with refusal("CODE_WRONG"):
            join(tmp_path / "poste", "abeille abeille abeille abeille", "Bureau", team.at)
    with refusal("CODE_WRONG"):
        join(tmp_path / "poste", CODE, "Bureau", team.at)
    assert team.door.wait_for(pairing.TRIES + 1) == [DoorRefusal.CODE] * (pairing.TRIES + 1)
    assert team.seats() == [("Accueil", OWNER)]


def test_dozens_of_guesses_are_refused_and_told(team: OpenTeam) -> None:
    team.give()
    for _guess in range(GUESSES):
        with (
            socket.create_connection(("127.0.0.1", team.door.port), timeout=20) as line,
            joining_context().wrap_socket(line) as channel,
            channel.makefile("rwb") as messages,
        ):
            messages.readline()
            messages.write(json.dumps({"nonce": "0" * 64, "proof": "1" * 64, "seat": "Bureau"}).encode() + b"\n")
            messages.flush()
            assert json.loads(messages.readline())["error"] == "CODE_WRONG"
    assert team.door.wait_for(GUESSES) == [DoorRefusal.CODE] * GUESSES
    with session(team.owner) as connection:
        assert roster.living_codes(connection) == []
    assert team.seats() == [("Accueil", OWNER)]


@table(
    "minutes, seat, why",
    [(0, "Bureau", "CODE_WRONG"), (10, " ", "SEAT_NAME"), (10, "b" * 61, "SEAT_NAME")],
)
def test_what_is_refused_makes_no_seat(team: OpenTeam, tmp_path: Path, minutes: int, seat: str, why: str) -> None:
    team.give(OWNER, minutes)
    with refusal(why):
        join(tmp_path / "poste", CODE, seat, team.at)
    assert not (tmp_path / "poste").exists()


def test_two_seats_bear_two_names_and_the_code_waits(team: OpenTeam, tmp_path: Path) -> None:
    team.give(OWNER)
    with refusal("SEAT_TAKEN"):
        join(tmp_path / "deux", CODE, "ACCUEIL", team.at)
    join(tmp_path / "deux", CODE, "Bureau", team.at)
    assert team.seats() == [("Accueil", OWNER), ("Bureau", OWNER)]


def test_who_stands_in_the_middle_learns_nothing(team: OpenTeam, tmp_path: Path) -> None:
    """A door of another authority, which passes on all that the true one says, shows its own certificate."""
    team.give()
    make_authority(tmp_path / "faux", NOW)
    with ExitStack() as stack:
        true = stack.enter_context(socket.create_connection(("127.0.0.1", team.door.port)))
        channel = stack.enter_context(joining_context().wrap_socket(true))
        hello = json.loads(channel.makefile("rb").readline())

        async def relayed(line: PairingLine) -> None:
            await line.send(hello)
            assert await line.receive() == {}

        false = stack.enter_context(open_door(tmp_path / "faux", 1, relayed))
        with refusal("TEAM_FALSE"):
            join(tmp_path / "poste", CODE, "Bureau", f"127.0.0.1:{false.port}")
    assert not (tmp_path / "poste").exists()


def test_a_team_that_does_not_know_the_code_is_not_believed(team: OpenTeam, tmp_path: Path) -> None:
    make_authority(tmp_path / "faux", NOW)
    authority = (tmp_path / "faux" / AUTHORITY).read_text("ascii")

    async def boasts(line: PairingLine) -> None:
        await line.send({"authority": authority, "nonce": "0" * 64})
        await line.receive()
        await line.send({"proof": "1" * 64, "role": "r", "password": "p", "database": "d", "key": "5e" * 32})

    with open_door(tmp_path / "faux", 1, boasts) as false, refusal("TEAM_FALSE"):
        join(tmp_path / "poste", CODE, "Bureau", f"127.0.0.1:{false.port}")
    assert not (tmp_path / "poste").exists()


@table("sent", [b"{}\n", b"[]\n", b"\xff\n", b"{" * 70_000 + b"\n", b'{"nonce": "zz", "proof": "", "seat": ""}\n', b""])
def test_what_is_no_message_is_refused(team: OpenTeam, sent: bytes) -> None:
    told = len(team.door.refused)
    with (
        socket.create_connection(("127.0.0.1", team.door.port), timeout=20) as line,
        joining_context().wrap_socket(line) as channel,
    ):
        assert channel.selected_alpn_protocol() == PAIRING
        channel.makefile("rb").readline()
        channel.sendall(sent)
        channel.shutdown(socket.SHUT_WR)
    assert team.door.wait_for(told + 1)[-1] is DoorRefusal.PROTOCOL


def test_a_folder_that_holds_something_becomes_no_seat(team: OpenTeam, tmp_path: Path) -> None:
    (tmp_path / "poste").mkdir()
    (tmp_path / "poste" / "notes.txt").touch()
    with refusal("TEAM_FOLDER"):
        join(tmp_path / "poste", CODE, "Bureau", team.at)


def test_a_code_is_drawn_from_the_list_and_typed_as_one_likes() -> None:
    code = pairing.new_code()
    assert pairing.code_typed(code.upper()) == code
    assert len(code.split()) == pairing.WORDS
    for typed in ("tulipe", "tulipe abeille olivier mouche-du-coche", ""):
        with refusal("CODE_WORDS"):
            pairing.code_typed(typed)


def test_each_proof_is_of_one_side_one_authority_one_nonce() -> None:
    key, authority, ours, theirs = b"k" * 32, "aa" * 32, "bb" * 32, "cc" * 32
    proofs = {
        pairing.seat_proof(key, authority, ours, theirs),
        pairing.team_proof(key, authority, ours, theirs),
        pairing.seat_proof(key, authority, theirs, ours),
        pairing.seat_proof(key, "dd" * 32, ours, theirs),
        pairing.seat_proof(b"l" * 32, authority, ours, theirs),
    }
    assert len(proofs) == 5
    assert len({pairing.stretched(CODE, one) for one in (authority, "ab" * 32)}) == 2


@table(
    "typed, where",
    [
        ("127.0.0.1", ("127.0.0.1", 47846)),
        (" 127.0.0.1:5000 ", ("127.0.0.1", 5000)),
        (":5000", None),
        ("127.0.0.1:", ("127.0.0.1", 47846)),
        ("127.0.0.1:99999", None),
        ("127.0.0.1:x", None),
        ("", None),
    ],
)
def test_an_address_is_typed(typed: str, where: tuple[str, int] | None) -> None:
    if where is None:
        with refusal("TEAM_WHERE"):
            where_typed(typed)
    else:
        assert where_typed(typed) == where


def test_a_code_lives_ten_minutes_whatever_the_clock_of_who_gives_it(team: OpenTeam) -> None:
    for days in (-7, 7):
        at = moments.now() + timedelta(days=days)
        sharing.add_code(team.folder, team.owner, team.owner, "", Rights.AGENT, at)
    with session(team.owner) as connection:
        assert len(roster.living_codes(connection)) == 2
        connection.execute(b"UPDATE team.code SET until = substr(until, 1, 10)")  # The day alone: midnight may pass.
        soon = (moments.now() + timedelta(days=2)).isoformat().encode()
        assert connection.execute(b"SELECT count(*) FROM team.code WHERE until < $1", (soon.decode(),)).fetchone() == (
            2,
        )
