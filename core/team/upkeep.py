"""Keeps a team served by this computer: starts and stops the process that serves, has it start with the user's session,
and says what a team needs of the computer its base is on."""

import os
import plistlib
import re
import shutil
import sys
from collections.abc import Sequence
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from subprocess import list2cmdline
from threading import Thread
from time import monotonic, sleep
from typing import TYPE_CHECKING

from core.actions.common import agency
from core.actions.keeping import backup_list
from core.actions.keeping.current_base import OpenedBase
from core.actions.keeping.keeping_jobs import Keeping, reach_job
from core.base import children
from core.base.errors import UserError
from core.base.i18n import _, n_
from core.base.progress import Progress, silent
from core.base.records import Struct
from core.base.screen_shapes import moment, number
from core.model.disk_lock import DiskEncryption
from core.store.engine.disk_lock import ask_disk
from core.store.engine.opening import NAME, open_store
from core.store.engine.postgres import open_shared
from core.store.engine.sqlite import WAIT
from core.store.postgres.address import TeamAddress, team_address
from core.team.overview import others_connected
from core.team.places import PORT, came_from_outside, serves, trouble_noted
from core.team.serving import ask_to_stop, is_served, may_sleep, serving_alone
from core.team.upgrading import upgrade_place
from core.words.errors import error

if TYPE_CHECKING:
    from subprocess import Popen

if sys.platform == "win32":
    import winreg
_RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
"""Key of the registry: what Windows starts when this user opens a session."""
_STARTS_S, _ANSWERS_S, _STOPS_S, _LOOK_S = 900.0, 20.0, 60, 0.2


class TeamNeed(Struct, frozen=True):
    """What a team needs of the computer that shares its base. ``key``: on, session, network, copy, disk; ``command``:
    what somebody may run for it as administrator of this computer."""

    key: str
    fulfilled: bool
    sentence: str
    detail: str
    command: str = ""


def start_serving(folder: Path, progress: Progress = silent) -> None:
    """Have a process that outlives this one serve the base of a folder, and return once its door answers; one of an
    older program is replaced, which brings the base up to date. Raises UserError TEAM_NOT_SHARED, TEAM_OTHERS where
    other seats work with an older one, BASE_NEWER, TEAM_AWAY where a process that served already says nothing, or with
    the reason which that process gave."""
    if not serves(folder):
        raise error("TEAM_NOT_SHARED")
    if _kept_entry(folder):
        set_logon(folder, True)  # The folder or the program may have moved since.
    process = None if is_served(folder) else _begun(folder)
    end = monotonic() + (_STARTS_S if process else 0 if trouble_noted(folder) else _ANSWERS_S)
    while problem := _unanswered(folder):
        progress(0, 0)
        if problem.code == "BASE_NEWER" or (monotonic() > end and not _is_upgrading(folder)):
            raise problem
        if problem.code == "TEAM_OLD" and process is None:
            if names := others_connected(folder):
                raise error("TEAM_OTHERS", seats=", ".join(names))
            stop_serving(folder)
            process, end = _begun(folder), monotonic() + _STARTS_S
        # Two windows may start it at once: the second of two processes ends by itself.
        if process is not None and process.poll() is not None and not is_served(folder):
            raise _unanswered(folder) or problem
        sleep(_LOOK_S)


def stop_serving(folder: Path) -> None:
    """Have the process that serves stop, and return once it did. Raises UserError TEAM_SERVED after a minute."""
    for _second in range(_STOPS_S):
        ask_to_stop(folder)  # Anew each second: one that was starting takes no notice of what was asked before.
        with suppress(UserError), serving_alone(folder, 1):
            return
    raise error("TEAM_SERVED")


def set_logon(folder: Path, on: bool) -> None:
    """Have this computer serve the base of a folder as soon as this user opens a session, or no more."""
    if sys.platform == "win32":
        with winreg.CreateKey(winreg.HKEY_CURRENT_USER, _RUN) as key, suppress(FileNotFoundError):
            if on:
                winreg.SetValueEx(key, _entry_name(folder), 0, winreg.REG_SZ, _entry(folder).decode())
            else:
                winreg.DeleteValue(key, _entry_name(folder))
        return
    path = _entry_path(folder)
    if on:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_entry(folder))
    else:
        path.unlink(missing_ok=True)


def starts_at_logon(folder: Path) -> bool:
    """Tell whether this user's session starts the program for the base of a folder where it stands now."""
    return _kept_entry(folder) == _entry(folder)


def needs(folder: Path, at: datetime) -> Sequence[TeamNeed]:
    """Return what the team of a folder needs of this computer, which shares its base or is about to; it may take
    seconds."""
    return (_awake(folder), _session(folder), _network(folder), _copy(folder, at), _disk(folder))


def firewall_command(port: int) -> str:
    """Return what opens the door to the private network, run once by an administrator; empty where the system asks by
    itself, and where no firewall that we know is there."""
    ways = (("tcp", port), ("udp", PORT))
    if sys.platform == "win32":
        rule = 'netsh advfirewall firewall add rule name="Premier Contact" dir=in action=allow profile=private'
        return "\n".join(f"{rule} protocol={way} localport={at}" for way, at in ways)
    places = os.pathsep.join((os.environ.get("PATH", os.defpath), "/usr/sbin", "/sbin"))
    if shutil.which("ufw", path=places):
        return "\n".join(f"sudo ufw allow {at}/{way}" for way, at in ways)
    if shutil.which("firewall-cmd", path=places):
        added = " ".join(f"--add-port={at}/{way}" for way, at in ways)
        return f"sudo firewall-cmd --permanent {added}\nsudo firewall-cmd --reload"
    return ""


def _begun(folder: Path) -> "Popen[bytes]":
    process = children.start_alone("--data-dir", str(folder), "team", "serve")
    # Whoever started it hears its end, so that the system forgets it.
    Thread(target=process.wait, daemon=True).start()
    return process


def _is_upgrading(folder: Path) -> bool:
    return upgrade_place(folder).exists() and is_served(folder)


def _unanswered(folder: Path) -> UserError | None:
    """Return why the server does not answer this seat through its door; None where it does."""
    try:
        with closing(open_shared(folder / NAME, _own(folder), WAIT)):
            return None
    except UserError as problem:
        trouble = trouble_noted(folder) if problem.code == "TEAM_AWAY" else ""
        return UserError("SERVER_FAILED", trouble) if trouble else problem


def _own(folder: Path) -> TeamAddress:
    if (seat := team_address(folder)) is None:
        raise error("TEAM_NOT_SHARED")
    return seat


def _entry_name(folder: Path) -> str:
    """Return the name of a team's entry, the same wherever its folder is moved to."""
    return f"fr.premiercontact.{_own(folder).role}"


def _entry_path(folder: Path) -> Path:
    if sys.platform == "darwin":
        return Path.home() / "Library" / "LaunchAgents" / f"{_entry_name(folder)}.plist"
    home = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return home / "autostart" / f"{_entry_name(folder)}.desktop"


def _entry(folder: Path) -> bytes:
    """Return what the system is told: a command line (Windows), a property list (macOS), or an entry of the desktop
    (https://specifications.freedesktop.org/autostart-spec/latest/)."""
    words = children.program("--data-dir", str(folder.absolute()), "team", "serve")
    if sys.platform == "win32":
        return list2cmdline(words).encode()
    if sys.platform == "darwin":
        return plistlib.dumps({"Label": _entry_name(folder), "ProgramArguments": words, "RunAtLoad": True})
    quoted = " ".join(f'"{_escaped(word)}"' for word in words)
    return f"[Desktop Entry]\nType=Application\nName=Premier Contact\nExec={quoted}\nTerminal=false\n".encode()


def _escaped(word: str) -> str:
    """Return a word as it stands between quotes in a text of a desktop entry
    (https://specifications.freedesktop.org/desktop-entry-spec/latest/exec-variables.html)."""
    return re.sub(r'([\\"`$])', r"\\\1", word).replace("\\", "\\\\").replace("%", "%%")


def _kept_entry(folder: Path) -> bytes:
    """Return what the system was told; nothing where it was not."""
    with suppress(OSError):
        if sys.platform == "win32":
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, _RUN) as key:
                return str(winreg.QueryValueEx(key, _entry_name(folder))[0]).encode()
        return _entry_path(folder).read_bytes()
    return b""


def _awake(folder: Path) -> TeamNeed:
    is_on = serves(folder) and is_served(folder)
    if not is_on:
        detail = _("La base n’est servie à personne en ce moment")
    elif may_sleep(folder):
        detail = _("Ce système ne se laisse pas retenir\u202f: réglez vous-même sa mise en veille")
    else:
        detail = _("La mise en veille attend tant que la base est servie")
    return TeamNeed("on", is_on and not may_sleep(folder), _("Ce poste allumé aux heures de travail"), detail)


def _session(folder: Path) -> TeamNeed:
    starts = serves(folder) and starts_at_logon(folder)
    late = _("L’équipe attend que ce programme y soit ouvert")
    detail = _("L’équipe est servie dès son ouverture") if starts else late
    return TeamNeed("session", starts, _("Une session ouverte sur ce poste"), detail)


def _network(folder: Path) -> TeamNeed:
    sentence, seen = _("Le même réseau, câble ou Wi-Fi de l’agence"), came_from_outside(folder)
    if seen:
        words = _("Un autre ordinateur est arrivé jusqu’ici\u202f: {address}, le {when}")
        return TeamNeed("network", True, sentence, words.format(address=seen[0], when=moment(seen[1])))
    seat = team_address(folder)
    words = _("Aucun autre ordinateur n’est encore arrivé jusqu’ici\u202f: un pare-feu peut l’empêcher")
    return TeamNeed("network", False, sentence, words, firewall_command(seat.port if seat else PORT))


def _copy(folder: Path, at: datetime) -> TeamNeed:
    """Tell whether a copy that somebody made lately stands on another disk, as far as that disk can be seen."""
    sentence = _("Une copie ailleurs que sur ce poste")
    try:
        with closing(open_store(folder)) as store:
            stands = backup_list.standing(store, at=at)
            with store.read() as r:
                chosen = agency.settings(r).backup_folder
    except UserError as problem:
        return TeamNeed("copy", False, sentence, problem.text)
    if stands.chosen is None:
        return TeamNeed("copy", False, sentence, _("Aucune encore"))
    with suppress(OSError):
        if Path(chosen).stat().st_dev == folder.stat().st_dev:
            return TeamNeed("copy", False, sentence, _("La dernière est sur le disque de la base"))
    days = (at - stands.chosen).days
    words = n_("La dernière a {n} jour", "La dernière a {n} jours", days).format(n=number(days))
    return TeamNeed("copy", not stands.late, sentence, words)


def _disk(folder: Path) -> TeamNeed:
    lock = ask_disk(folder)
    return TeamNeed("disk", lock.state is DiskEncryption.ON, _("Un disque chiffré"), lock.shown)


def reach_team(asked: Keeping, progress: Progress = silent) -> OpenedBase:
    """Open the base of a team, once it is served where it lives in this folder. Raises UserError TEAM_AWAY where it
    does not answer, or as what serves."""
    is_host = serves(asked.folder)
    was_served = not is_host or is_served(asked.folder)
    if is_host:
        start_serving(asked.folder, progress)
    return reach_job(asked)._replace(served_again=not was_served)
