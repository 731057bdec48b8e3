"""Seals files in the format of age (https://age-encryption.org/v1), which its own programs open too: X25519 for the
key of each file, ChaCha20-Poly1305 for its content, so that a changed or cut file is refused. 7z was weighed: it knows
only a password, and detects no change."""

from pathlib import Path
from typing import Any

from core.base.lazy_imports import pyrage
from core.store.safe.bech32 import encoded
from core.store.safe.subkeys import SEALS, subkey

ENDING = ".zip.age"
"""How the name of a sealed backup ends."""
_MAGIC = b"age-encryption.org/v1"


def is_sealed(path: Path) -> bool:
    """Tell whether a file is in the format of age."""
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


def identity(secret: str) -> str:
    """Return the key of the sealed files of a base, as ``age --identity`` reads it; ``secret``: the register's key, 64
    hex digits."""
    return encoded("age-secret-key-", subkey(bytes.fromhex(secret), SEALS)).upper()


def seal(source: Path, target: Path, secret: str) -> None:
    """Write ``source`` sealed to ``target``. Raises OSError."""
    target.touch(0o600)
    pyrage().encrypt_file(str(source), str(target), [_identity(secret).to_public()])


def unseal(source: Path, target: Path, secret: str) -> bool:
    """Write the content of a sealed file to ``target``. Returns False, and leaves no target, when the file is sealed
    under another key, changed or cut. Raises OSError."""
    try:
        pyrage().decrypt_file(str(source), str(target), [_identity(secret)])
    except (pyrage().DecryptError, OSError) as problem:
        target.unlink(missing_ok=True)
        # What the disk refuses bears the number of the system in its words; what is found changed or cut does not.
        if "os error" in str(problem):
            raise OSError(str(problem)) from problem
        return False
    return True


def _identity(secret: str) -> Any:
    return pyrage().x25519.Identity.from_str(identity(secret))
