"""What becomes of the base that a folder had before it is that of a seat: one in which nobody ever wrote, as a first
start leaves it, gives its place; any other is in the way, and nothing deletes it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.store.engine.base_sealing import is_open_elsewhere
from core.store.engine.opening import NAME, is_lost
from core.store.engine.sqlite import WAIT
from core.store.engine.turns import Turns
from core.store.engine.unused import forget_base, unused_key
from core.store.postgres.address import team_address
from core.team.places import drop_file, server_files, team_folder
from core.words.errors import error

_FIRST_START = (f"{NAME}*", "premier-contact-avant-*.db", "poste.ini*", "plantage.log*")
"""What a folder holds, besides, that had nothing but first starts."""


@contextmanager
def held_free(folder: Path, *, here: bool) -> Iterator[None]:
    """Keep a folder free to become that of a seat: nobody writes in its base meanwhile. ``here``: this process has that
    base open. Raises UserError TEAM_FOLDER where it holds anything that somebody put there, TEAM_BEGUN where somebody
    wrote in its base, BASE_BUSY."""
    base = folder / NAME
    begins = base.exists()
    if server_files(folder).exists() or _others(folder, _FIRST_START if begins else ()):
        raise error("TEAM_FOLDER", folder=str(folder))
    if not begins:
        if is_lost(folder):
            raise error("TEAM_FOLDER", folder=str(folder))
        yield
        return
    if not here and is_open_elsewhere(base):
        raise error("BASE_BUSY", seat="une autre fenêtre")
    with Turns(base, WAIT).mine():
        if not unused_key(base):
            raise error("TEAM_BEGUN")
        yield


def let_go(folder: Path) -> None:
    """Delete the base in which nobody ever wrote from the folder of a seat, and all that says it was there; any other,
    and one that a program has open, stays where it is. Does nothing on the computer that shares a base."""
    base = folder / NAME
    if not base.exists() or team_address(folder) is None or server_files(folder).exists():
        return
    known_by = unused_key(base)
    if known_by and not is_open_elsewhere(base):
        forget_base(folder, known_by)
        drop_file(folder)


def _others(folder: Path, allowed: tuple[str, ...]) -> bool:
    """Tell whether a folder holds what is not allowed; the authority that a joining cut short left is."""
    paths = [path for path in folder.iterdir() if path != team_folder(folder)] if folder.exists() else []
    return not all(any(path.match(name) for name in allowed) for path in paths)
