"""Makes, starts and stops the PostgreSQL server of a team, whose files stand in one folder of this computer. It listens
on 127.0.0.1 alone: what comes from the network goes through the door (:mod:`core.team.door`)."""

import os
import socket
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType

from core.base.disk import whole_file
from core.base.errors import UserError
from core.base.lazy_imports import psutil
from core.team.binaries import run_program
from core.words.errors import error

OWNER = "premier_contact"
"""The role that owns the server's bases."""
HOST = "127.0.0.1"
_LOG = "journal-serveur.log"
_ENDED = "postmaster.pid"
_PORT, _STATE, _READY = 3, 7, "ready"
"""Where the file of a running server says its port and its state, and the state of one that answers."""
_WAIT_S = 60.0
_LOOK_S = 0.02
_PAUSE_S = 0.1
_LEFT_ALIVE = ("pre-existing shared memory block", 'lock file "postmaster.pid" already exists')
"""What a server says that finds one that was killed, or its children, still going."""
_LOG_BYTES = 1 << 20
_FULL, _GRAVE = "No space left on device", ("FATAL:", "PANIC:", "could not")
"""How a server words a full disk, and what keeps it from starting."""
_DAMAGED, _PARTS = ("PANIC:", "incompatible"), ("PG_VERSION", "global/pg_control", "pg_wal")
"""How it words files that are not its own, and what is among them at least."""
_ROOM_MB = 100
"""What a server needs of the disk to start, with its log."""
_FATAL = "FATAL:"
"""Where initdb says why it gives up: its last line says what it takes away."""
SETTINGS: Mapping[str, str] = MappingProxyType(
    {
        "listen_addresses": HOST,
        "unix_socket_directories": "",
        "max_connections": "60",
        "shared_buffers": "64MB",
        "io_method": "sync",
        "jit": "off",
        "wal_level": "minimal",
        "max_wal_senders": "0",
        # What an older log held is deleted, and not kept under the name of a later one.
        "wal_recycle": "off",
        "timezone": "UTC",
        # Windows has no such look, and a server there refuses to be told of one.
        "client_connection_check_interval": "0" if os.name == "nt" else "10s",
        # Its log names nobody: no statement, no value of one, no error that quotes one.
        "log_min_messages": "log",
        "log_min_error_statement": "panic",
        "log_error_verbosity": "terse",
        "log_statement": "none",
        "log_min_duration_statement": "-1",
        "log_parameter_max_length": "0",
        "log_parameter_max_length_on_error": "0",
    }
)
"""What the server is told beside its own defaults."""


def create(data: Path, password: str, *more: str) -> None:
    """Make the files of a server in the folder ``data``, which is not there or empty; ``password``: that of
    :data:`OWNER`; ``more``: other options of ``initdb``. Raises UserError SERVER_FAILED."""
    data.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    secret = data.parent / ".mot-de-passe"
    with whole_file(secret) as file:
        file.write(password.encode() + b"\n")
    try:
        options = [word for name, value in SETTINGS.items() for word in ("-c", f"{name}={value}")]
        spoken = run_program(
            "initdb",
            *("-D", str(data), "-U", OWNER, "-A", "scram-sha-256", f"--pwfile={secret}", "-E", "UTF8", "--locale=C"),
            *("--data-checksums", *options, *more),
        )
    finally:
        secret.unlink(missing_ok=True)
    if spoken:
        *lines, last = spoken.splitlines()
        raise error("SERVER_FAILED", reason=next((line for line in lines if _FATAL in line), last))


def start(data: Path) -> int:
    """Start the server of a folder, stopped first where it runs, and return its port on :data:`HOST` once it answers.
    Raises UserError SERVER_FAILED, SERVER_DAMAGED, DISK_FULL."""
    stop(data)
    log = data.parent / _LOG
    if log.exists() and log.stat().st_size > _LOG_BYTES:
        log.unlink()
    before, size = _lines(data), log.stat().st_size if log.exists() else 0
    # One that was killed leaves its children a moment, who end by themselves: it is not started beside them.
    end = time.monotonic() + _WAIT_S
    while (failed := _pg_ctl_starts(data, log)) and _is_left_alive(log) and time.monotonic() < end:
        time.sleep(_PAUSE_S)
    while not failed and time.monotonic() < end:
        lines = _lines(data)
        if lines != before and len(lines) > _STATE and lines[_STATE].strip() == _READY:
            return int(lines[_PORT])
        time.sleep(_LOOK_S)
    raise _why(data, log.read_bytes()[size:].decode("utf-8", "replace") if log.exists() else "")


def _why(data: Path, written: str) -> UserError:
    """Return why a server did not start, after what it wrote in its log."""
    lines = [line for line in written.splitlines() if any(word in line for word in _GRAVE)]
    if any(_FULL in line for line in lines):
        return error("DISK_FULL", need=_ROOM_MB)
    reason = lines[0] if lines else data.name
    is_damaged = any(word in reason for word in _DAMAGED) or not all((data / part).exists() for part in _PARTS)
    return error("SERVER_DAMAGED" if is_damaged else "SERVER_FAILED", reason=reason.rpartition(":  ")[2])


def _pg_ctl_starts(data: Path, log: Path) -> str:
    """Ask for a start, and return why it failed. On Windows pg_ctl does not wait: its waiting may never end."""
    wait = "-W" if os.name == "nt" else "-w"
    return run_program(
        *("pg_ctl", "start", wait, "-t", str(int(_WAIT_S)), "-D", str(data), "-l", str(log)),
        *("-o", f"-p {_free_port()}"),
        data=data,
    )


def stop(data: Path, *, at_once: bool = False) -> None:
    """Stop the server of a folder, if it runs: those connected are cut, and what was confirmed stands in its files.
    ``at_once``: as a power cut would, for what is thrown away. Raises UserError SERVER_FAILED."""
    if not is_running(data):
        return
    mode = "immediate" if at_once else "fast"
    spoken = run_program("pg_ctl", "stop", "-w", "-m", mode, "-t", str(int(_WAIT_S)), "-D", str(data), data=data)
    if spoken and is_running(data):
        raise error("SERVER_FAILED", reason=spoken)


def is_running(data: Path) -> bool:
    """Tell whether the server of a folder runs."""
    lines = _lines(data)
    if not lines:
        return False
    processes = psutil()
    with suppress(ValueError, processes.Error):
        process = processes.Process(int(lines[0]))
        return "postgres" in process.name() and process.status() != processes.STATUS_ZOMBIE
    return False


def _lines(data: Path) -> list[str]:
    """Return what a running server says of itself; nothing when it was stopped."""
    try:
        return (data / _ENDED).read_text("utf-8", "replace").splitlines()
    except OSError:
        return []


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _is_left_alive(log: Path) -> bool:
    return any(words in _last_line(log) for words in _LEFT_ALIVE)


def _last_line(log: Path) -> str:
    try:
        return log.read_text("utf-8", "replace").splitlines()[-1]
    except (OSError, IndexError):
        return log.name
