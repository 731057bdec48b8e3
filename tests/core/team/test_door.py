"""The door of a team, attacked: what is no login of a seat, through TLS, is refused and told."""

import socket
import ssl
import struct
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import psycopg
import pytest

from core.team import cluster
from core.team.authority import AUTHORITY, DATABASE, NAME, fingerprint, is_signed_by, make_authority
from core.team.door import MOST_OF_ADDRESS, DoorRefusal, is_login_refused
from tests.core.team.open_door import NOW, OpenDoor, open_door
from tests.servers import PASSWORD, server
from tests.tables import table

OLDER = ssl.TLSVersion.TLSv1_2
Attack = Callable[[int, Path], object]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the authority of the team is, and « faux » with another of the same name."""
    made = tmp_path_factory.mktemp("equipe")
    make_authority(made, NOW)
    make_authority(made / "faux", NOW)
    return made


@pytest.fixture
def door(folder: Path) -> Iterator[OpenDoor]:
    """A door open before the server."""
    with open_door(folder, server().port) as opened:
        yield opened


def dial(port: int, authority: Path, **other: str) -> "psycopg.Connection[tuple[object, ...]]":
    words = {
        "host": NAME,
        "hostaddr": "127.0.0.1",
        "user": cluster.OWNER,
        "password": PASSWORD,
        "dbname": "postgres",
        "sslmode": "verify-full",
        "sslnegotiation": "direct",
        "sslrootcert": str(authority),
    }
    return psycopg.connect(" ".join(f"{name}={text}" for name, text in (words | other).items() if text), port=port)


def _tls(port: int, *protocols: str, most: ssl.TLSVersion = ssl.TLSVersion.TLSv1_3) -> ssl.SSLSocket:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode, context.maximum_version = False, ssl.CERT_NONE, most
    if protocols:
        context.set_alpn_protocols(list(protocols))
    channel = context.wrap_socket(socket.create_connection(("127.0.0.1", port), timeout=20))
    channel.settimeout(20)
    return channel


def _said(port: int, *protocols: str) -> bytes:
    with closing(_tls(port, *protocols)) as channel:
        return channel.recv(100)


def _garbage(port: int) -> bytes:
    with closing(socket.create_connection(("127.0.0.1", port), timeout=20)) as line:
        line.sendall(b"GET / HTTP/1.1\r\n\r\n")
        return line.recv(100)


def test_a_seat_reaches_the_server_through_it(door: OpenDoor, folder: Path) -> None:
    with closing(dial(door.port, folder / AUTHORITY)) as connection:
        big = "é" * 3_000_000
        assert connection.execute("SELECT %s", [big]).fetchone() == (big,)
        assert connection.pgconn.ssl_in_use
    assert door.refused == []
    assert door.outside == []  # This computer is no other, by whichever of its addresses it dials.


ATTACKS: tuple[tuple[str, Attack, str, DoorRefusal], ...] = (
    (
        "in the clear",
        lambda port, files: dial(port, files / AUTHORITY, sslmode="disable", sslnegotiation=""),
        "server closed the connection",
        DoorRefusal.PLAIN,
    ),
    (
        "believing another authority",
        lambda port, files: dial(port, files / "faux" / AUTHORITY),
        "certificate verify failed",
        DoorRefusal.PLAIN,
    ),
    (
        "under another name",
        lambda port, files: dial(port, files / AUTHORITY, host="autre.premier-contact.internal"),
        "does not match host name",
        DoorRefusal.LOGIN,
    ),
    (
        "with a password that is not its own",
        lambda port, files: dial(port, files / AUTHORITY, password="faux"),
        "authentication failed",
        DoorRefusal.LOGIN,
    ),
    (
        "as nobody",
        lambda port, files: dial(port, files / AUTHORITY, user="poste_inconnu"),
        "authentication failed",
        DoorRefusal.LOGIN,
    ),
    (
        "under an older TLS",
        lambda port, _files: _tls(port, DATABASE, most=ssl.TLSVersion.TLSv1_2),
        "",
        DoorRefusal.PLAIN,
    ),
    ("as a browser", lambda port, _files: _garbage(port), "", DoorRefusal.PLAIN),
)


@pytest.mark.parametrize(("attack", "words", "why"), [one[1:] for one in ATTACKS], ids=[one[0] for one in ATTACKS])
def test_an_attack_is_refused_and_told(
    door: OpenDoor, folder: Path, attack: Attack, words: str, why: DoorRefusal
) -> None:
    try:
        answer = attack(door.port, folder)
    except (psycopg.OperationalError, OSError) as refused:
        assert words in str(refused)
    else:
        assert answer == b""
    if words != "does not match host name":  # The seat itself hangs up before it says who it is.
        assert door.wait_for(1) == [why]


def test_what_names_no_protocol_is_refused(door: OpenDoor) -> None:
    assert _said(door.port) == b""
    assert _said(door.port, "http/1.1", "h2") == b""
    assert door.wait_for(2) == [DoorRefusal.PROTOCOL] * 2


def test_one_address_may_not_take_all_connections(door: OpenDoor) -> None:
    with ExitStack() as open_ones:
        for _count in range(MOST_OF_ADDRESS):
            open_ones.enter_context(closing(_tls(door.port, DATABASE)))
        with pytest.raises(OSError):
            _tls(door.port, DATABASE)
        assert door.wait_for(1) == [DoorRefusal.MANY]


def test_a_server_that_is_away_is_told(folder: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with open_door(folder, taken.getsockname()[1]) as door:
            with pytest.raises(psycopg.OperationalError):
                dial(door.port, folder / AUTHORITY)
            assert door.wait_for(1) == [DoorRefusal.AWAY]


def test_an_authority_signs_its_own_door_alone(folder: Path) -> None:
    true, false = ((folder / name / AUTHORITY).read_text("ascii") for name in (".", "faux"))
    door = ssl.PEM_cert_to_DER_cert((folder / "porte.pem").read_text("ascii"))
    assert is_signed_by(door, true)
    assert not is_signed_by(door, false)
    assert not is_signed_by(ssl.PEM_cert_to_DER_cert(true), true)
    assert not is_signed_by(b"", true)
    assert not is_signed_by(door, "nothing")
    assert fingerprint(true) != fingerprint(false)
    assert {path.name for path in folder.iterdir()} == {"autorite.pem", "porte.pem", "porte.cle", "faux"}
    assert (folder / "porte.cle").stat().st_mode & 0o077 == 0


def _message(kind: bytes, content: bytes = b"") -> bytes:
    return kind + struct.pack(">I", len(content) + 4) + content


@table(
    "spoken, refused",
    [
        (b"", False),
        (_message(b"R", b"...."), False),
        (_message(b"R", b"....") + _message(b"E", b"SFATAL"), True),
        (_message(b"R", b"....") + _message(b"Z", b"I") + _message(b"E", b"SERROR"), False),
        (_message(b"R", b"....")[:6], False),
        (b"E\0\0", False),
    ],
)
def test_a_login_refused_is_known_by_what_the_server_said(spoken: bytes, refused: bool) -> None:
    assert is_login_refused(spoken) is refused
