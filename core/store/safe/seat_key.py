"""The key of a seat of a team: it seals what this computer alone keeps of the base, and opens nothing else."""

from pathlib import Path

from core.store.safe import homes
from core.store.safe.subkeys import fingerprint, new_key

_NOTE = "equipe.cle"
"""In the folder of a seat, by what its key is known; the key is where others are (:mod:`core.store.safe.homes`)."""


def seat_key(folder: Path) -> str:
    """Return the key of the seat of a folder, 64 hex digits, made and kept on this computer where there is none yet.
    Raises OSError."""
    if secret := find_seat_key(folder):
        return secret
    secret = new_key()
    homes.keep(secret)
    homes.write_private(folder / _NOTE, fingerprint(bytes.fromhex(secret)))
    return secret


def find_seat_key(folder: Path) -> str:
    """Return the key of the seat of a folder; empty where there is none."""
    note = folder / _NOTE
    return homes.find(note.read_text("ascii", "replace").strip()) if note.is_file() else ""


def forget_seat_key(folder: Path) -> None:
    """Take the key of a seat away from this computer. Raises OSError."""
    note = folder / _NOTE
    if note.is_file():
        homes.forget(note.read_text("ascii", "replace").strip())
        note.unlink()
