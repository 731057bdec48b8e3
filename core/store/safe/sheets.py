"""The sheet beside a sealed backup: what it holds, readable without its key and signed with one of its own, so that a
list of backups opens none of them."""

import hashlib
import hmac
import json
from pathlib import Path
from typing import NamedTuple

from core.store.safe.subkeys import SHEETS, subkey

_FORMAT = 1


class BackupSheet(NamedTuple):
    """What a sealed backup holds. ``made``: when, ``last``: its last change, UTC ISO; ``leads``; ``oppositions`` in
    force; ``letters``: PDF files; ``rows`` of the journal and their ``head``; ``sha256`` of the sealed file; ``key``:
    what the register's key is known by; ``folder``: where the base was backed up last, to look for others."""

    made: str
    last: str
    leads: int
    oppositions: int
    letters: int
    rows: int
    head: str
    sha256: str
    key: str
    folder: str


def sheet_of(sealed: Path) -> Path:
    """Return where the sheet of a sealed file is: the same name, ended otherwise."""
    return sealed.with_name(sealed.name.partition(".")[0] + ".json")


def write_sheet(path: Path, sheet: BackupSheet, secret: str) -> None:
    """Write a sheet and its signature; ``secret``: the register's key, 64 hex digits."""
    told = {"format": _FORMAT, **sheet._asdict()}
    path.write_text(json.dumps(told | {"signature": _signature(sheet, secret)}, indent=2) + "\n", "utf-8")
    path.chmod(0o600)


def read_sheet(path: Path) -> tuple[BackupSheet, str] | None:
    """Return a sheet and its signature; None where there is none that can be read."""
    try:
        told = json.loads(path.read_text("utf-8"))
        kinds = BackupSheet.__annotations__
        sheet = BackupSheet(**{name: told[name] for name in BackupSheet._fields})
        fits = all(type(value) is kinds[name] for name, value in sheet._asdict().items())
        return (sheet, str(told["signature"])) if fits else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def is_signed(sheet: BackupSheet, signature: str, secret: str) -> bool:
    """Tell whether a sheet was written by somebody with the key."""
    return hmac.compare_digest(signature, _signature(sheet, secret))


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _signature(sheet: BackupSheet, secret: str) -> str:
    data = json.dumps([_FORMAT, *sheet]).encode()
    return hmac.digest(subkey(bytes.fromhex(secret), SHEETS), data, "sha256").hex()
