"""Where the key of a register is kept out of its base: in the system's keyring, or in a file of the user's
configuration folder that nobody else reads. Each computer notes there which of the two it chose."""

import os
from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from types import ModuleType
from typing import TypeVar

import platformdirs

from core.base.disk import force_names, whole_file
from core.base.lazy_imports import keyring
from core.store.safe.subkeys import fingerprint

FOLDER = "PREMIER_CONTACT_CONFIG"
"""The variable that names another folder than the user's own configuration folder."""
TEAM, SERVED = "equipe.toml", "equipe"
"""In the folder of a base: the private file of a seat, which says where the base of its team is, and as whom; and, on
the computer that shares one, the folder of what serves it, where its owner has such a file."""
_SERVICE = "premier-contact"
_KEYS = "cles"
_IN_KEYRING = "La clé est dans le trousseau du système.\n"
_LEAST = 1
"""The priority from which a keyring is one of a system; those that only write a file have less (see ``keyring``)."""
Answer = TypeVar("Answer")


class Home(StrEnum):
    """What keeps a key out of its base."""

    KEYRING = "keyring"
    FILE = "file"


def config_folder() -> Path:
    """Return the folder of this user where the program keeps what is no part of a base."""
    name = os.environ.get(FOLDER, "")
    return Path(name) if name else platformdirs.user_config_path("premier-contact", appauthor=False)


def key_file(known_by: str) -> Path:
    """Return the file that holds a key where the keyring does not."""
    return config_folder() / _KEYS / f"{known_by}.cle"


def keep(secret: str, check: Callable[[Path], object] = Path.absolute) -> Home:
    """Keep a key (64 hex digits) on this computer, read it back, and return where it is. ``check``: raises for a folder
    where its file must not stand. Raises OSError when neither the keyring nor the file takes it."""
    known_by = fingerprint(bytes.fromhex(secret))
    if _keyring_keeps(known_by, secret):
        write_private(_note(known_by), _IN_KEYRING)
        key_file(known_by).unlink(missing_ok=True)
        return Home.KEYRING
    check(key_file(known_by).parent)
    write_private(key_file(known_by), secret + "\n")
    _note(known_by).unlink(missing_ok=True)
    if _in_file(known_by) != secret:
        raise OSError(f"the key written to {key_file(known_by)} does not read back")
    return Home.FILE


def forget(known_by: str) -> None:
    """Take a key away from this computer, which only borrowed it. Raises OSError."""
    ask_ring(lambda ring: ring.delete_password(_SERVICE, known_by))
    for path in (key_file(known_by), _note(known_by)):
        path.unlink(missing_ok=True)


def find(known_by: str) -> str:
    """Return the key known by a fingerprint, 64 hex digits; empty when it is not on this computer."""
    return _in_file(known_by) or _in_keyring(known_by)


def home_of(known_by: str) -> Home | None:
    """Return what keeps a key on this computer; the keyring is asked only when no note says so."""
    if _in_file(known_by):
        return Home.FILE
    noted = os.path.exists(_note(known_by))  # noqa: PTH110 - Path raises where the folder cannot be entered
    if not noted and not _in_keyring(known_by):
        return None
    if not noted:
        with suppress(OSError):
            write_private(_note(known_by), _IN_KEYRING)
    return Home.KEYRING


def known_keys() -> list[str]:
    """Return by what each key kept on this computer is known, as its notes and files say."""
    folder = config_folder() / _KEYS
    return sorted({path.stem for path in folder.glob("*") if path.suffix in (".cle", ".trousseau")})


def _note(known_by: str) -> Path:
    return config_folder() / _KEYS / f"{known_by}.trousseau"


def _in_file(known_by: str) -> str:
    try:
        return _checked(key_file(known_by).read_text("ascii", "replace").strip(), known_by)
    except OSError:  # None there, or none that this user may read.
        return ""


def _in_keyring(known_by: str) -> str:
    text = _checked(str(ask_ring(lambda ring: ring.get_password(_SERVICE, known_by)) or ""), known_by)
    if not text:
        # The next start asks the keyring again, then for the phrase, instead of trusting the note.
        with suppress(OSError):
            _note(known_by).unlink(missing_ok=True)
    return text


def _keyring_keeps(known_by: str, secret: str) -> bool:
    ask_ring(lambda ring: ring.set_password(_SERVICE, known_by, secret))
    return _in_keyring(known_by) == secret


def ask_ring(question: Callable[[ModuleType], Answer]) -> Answer | None:
    """Ask the system's keyring; None where there is none, or it does not answer."""
    ring = keyring()
    try:
        return question(ring) if ring.get_keyring().priority >= _LEAST else None
    except Exception:  # The keyring is another program behind a library of its own: whatever it says is a no.
        return None


def _checked(secret: str, known_by: str) -> str:
    """Return a key if it is the one it should be: a damaged one would make hashes that match nothing."""
    try:
        return secret if len(secret) == 64 and fingerprint(bytes.fromhex(secret)) == known_by else ""
    except ValueError:
        return ""


def write_private(path: Path, text: str) -> None:
    """Write a file whole, for this user alone, and force it to the disk."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with whole_file(path) as file:
        file.write(os.fsencode(text))
    # And the name of its folder: the key leaves the base only after.
    force_names(path.parent.parent)
