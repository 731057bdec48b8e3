"""The process that serves, started and stopped by others: detached, killed, started twice, its port taken."""

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from core.base import moments
from core.base.errors import UserError
from core.team import upkeep
from core.team.places import note_outside, server_files
from core.team.serving import is_served
from tests.core.team.shared_base import SeatProcess, one_person_s_base, put_shared
from tests.tables import table
from tests.tree import ROOT

START = "import sys; from pathlib import Path; from core.team import upkeep; upkeep.start_serving(Path(sys.argv[1]))"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> SeatProcess:
    """A computer that shares its base."""
    return put_shared(tmp_path_factory.mktemp("agence"), one_person_s_base).seat


@pytest.fixture
def host(shared: SeatProcess) -> Iterator[SeatProcess]:
    """The same, which nobody serves yet."""
    yield shared
    upkeep.stop_serving(shared.folder)


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Where the system of this user keeps what a session starts."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "configuration"))
    return tmp_path / "configuration"


def _starter(folder: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen([sys.executable, "-c", START, str(folder)], cwd=ROOT, stderr=subprocess.PIPE, text=True)


def _kill_serving(folder: Path) -> None:
    """Kill whatever serves a folder, or waits to."""
    for process in psutil.process_iter(["cmdline"]):
        words = process.info["cmdline"] or []
        if words[-2:] == ["team", "serve"] and str(folder) in words:
            process.kill()
            process.wait(20)


def test_it_outlives_who_started_it_twice_at_once_and_comes_back_when_killed(host: SeatProcess) -> None:
    starters = [_starter(host.folder) for _times in range(2)]
    assert [(starter.communicate()[1], starter.returncode) for starter in starters] == [("", 0)] * 2
    assert host.here("team")[1]["serving"]
    upkeep.start_serving(host.folder)  # Already served.
    _kill_serving(host.folder)
    assert not is_served(host.folder)
    upkeep.start_serving(host.folder)
    assert host.here("team")[1]["serving"]
    upkeep.stop_serving(host.folder)
    assert not is_served(host.folder)
    assert not (server_files(host.folder) / "postmaster.pid").exists()
    upkeep.stop_serving(host.folder)


def test_a_port_that_is_taken_is_told_with_its_reason(host: SeatProcess) -> None:
    port = int(host.here("team")[1]["address"].rpartition(":")[2])
    with socket.create_server(("", port)) as other, pytest.raises(UserError, match=f"Le port {port} .* est déjà pris"):
        threading.Thread(target=_hang_up, args=(other,), daemon=True).start()
        upkeep.start_serving(host.folder)
    assert not is_served(host.folder)


def test_a_server_that_cannot_start_is_told_until_it_does(host: SeatProcess) -> None:
    def trouble() -> str:
        return str(host.here("team")[1]["trouble"])

    log, away = server_files(host.folder) / "pg_wal", host.folder / "pg_wal"
    log.rename(away)
    with pytest.raises(UserError, match=r"abîmés .*pg_wal.* sauvegardes"):
        upkeep.start_serving(host.folder)
    assert "abîmés" in trouble()
    away.rename(log)
    upkeep.start_serving(host.folder)
    assert trouble() == ""
    log.rename(away)
    process = psutil.Process(int((server_files(host.folder) / "postmaster.pid").read_text().split()[0]))
    process.kill()
    _awaited(lambda: "abîmés" in trouble())
    with pytest.raises(UserError, match="abîmés"):
        upkeep.start_serving(host.folder)  # It is served, by a process that goes on trying.
    away.rename(log)
    _awaited(lambda: host.here("team")[1]["serving"])
    assert trouble() == ""


def _hang_up(listener: socket.socket) -> None:
    with suppress(OSError):
        while True:
            listener.accept()[0].close()


def _awaited(is_there: Callable[[], bool]) -> None:
    while not is_there():
        time.sleep(0.1)


def test_a_folder_that_is_not_shared_is_not_served(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="n’est pas partagée"):
        upkeep.start_serving(tmp_path)
    assert [*tmp_path.iterdir()] == []


def test_it_starts_with_the_session_from_wherever_the_folder_is(host: SeatProcess, home: Path) -> None:
    upkeep.set_logon(host.folder, False)
    assert not upkeep.starts_at_logon(host.folder)
    upkeep.set_logon(host.folder, True)
    assert upkeep.starts_at_logon(host.folder)
    [entry] = (home / "autostart").iterdir()
    moved = host.folder.rename(host.folder.with_name('à part "1" 50 %'))
    try:
        assert not upkeep.starts_at_logon(moved)
        upkeep.set_logon(moved, True)
        assert [*(home / "autostart").iterdir()] == [entry]
        assert r'/à part \\"1\\" 50 %%' in entry.read_text()
        upkeep.set_logon(moved, False)
        assert not entry.exists()
    finally:
        moved.rename(host.folder)


@table(
    "tool, command",
    [
        ("ufw", "sudo ufw allow 5000/tcp\nsudo ufw allow 47846/udp"),
        (
            "firewall-cmd",
            "sudo firewall-cmd --permanent --add-port=5000/tcp --add-port=47846/udp\nsudo firewall-cmd --reload",
        ),
        ("autre", ""),
    ],
)
def test_the_command_is_that_of_the_firewall_that_is_there(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *, tool: str, command: str
) -> None:
    folder = tmp_path / tool
    folder.mkdir()
    (folder / tool).touch(0o755)
    monkeypatch.setenv("PATH", str(folder))
    assert upkeep.firewall_command(5000) == command


def test_what_it_needs_is_said_of_this_computer_as_it_is(host: SeatProcess, tmp_path: Path) -> None:
    def needed(key: str) -> upkeep.TeamNeed:
        return next(need for need in upkeep.needs(host.folder, moments.now()) if need.key == key)

    assert [need.key for need in upkeep.needs(host.folder, moments.now())] == [
        "on", "session", "network", "copy", "disk",
    ]  # fmt: skip
    assert not needed("on").fulfilled
    assert not needed("copy").fulfilled
    assert not needed("network").fulfilled
    note_outside(host.folder, "192.168.1.31")
    assert needed("network").fulfilled
    assert "192.168.1.31" in needed("network").detail
    upkeep.start_serving(host.folder)
    upkeep.set_logon(host.folder, True)
    assert needed("session").fulfilled
    assert needed("copy").detail == "Aucune encore"
    (tmp_path / "copies").mkdir()
    assert host.here("backup", "--out", str(tmp_path / "copies"))[0] == 0
    assert needed("copy").detail == "La dernière est sur le disque de la base"
